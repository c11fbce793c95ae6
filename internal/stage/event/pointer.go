package event

import (
	"slices"
	"strings"

	"dragoman/internal/doc"
)

// pointed reports whether a noun stands for something known: "the attack",
// "Monday's attack", "his visit".
func (c *coder) pointed(t int) bool {
	return c.definite(t) || c.d.Kid(t, "nmod:poss") >= 0
}

// pointers lists the known acts that a clause names as its own: its trigger, or a
// noun that is done, that does or in which it is done: "carried out the attack",
// "the attack killed five", "died in the raid"; not "the raid that killed five", which
// needs no raid told before.
func (c *coder) pointers(e *doc.Event) []int {
	var out []int
	m := c.matchOf(e)
	if c.d.Tags[e.Token].POS == doc.NOUN {
		if c.pointed(e.Token) {
			out = append(out, e.Token)
		}
		return out
	}
	for _, a := range m.pred.Args {
		switch a.Role {
		case "subj", "obj", "in", "during", "by":
			if c.d.Tags[a.Token].POS == doc.NOUN && c.pointed(a.Token) && c.d.Arcs[e.Token].Head != a.Token {
				out = append(out, a.Token)
			}
		}
	}
	return out
}

// plural reports whether a noun tells of several.
func (c *coder) plural(t int) bool {
	return c.d.Tags[t].POS == doc.NOUN && c.d.Tags[t].Feat("Number") == "Plur"
}

// agrees reports whether a noun can name an act in number: "the raid" is not one of
// "two raids".
func (c *coder) agrees(noun int, e *doc.Event) bool {
	t := e.Token
	if c.d.Tags[t].POS != doc.NOUN {
		return true
	}
	return c.plural(noun) == c.plural(t)
}

// introduces reports whether a noun brings up something new: "an attack", "attacks".
func (c *coder) introduces(t int) bool {
	return c.d.Tags[t].POS == doc.NOUN && !c.pointed(t)
}

// refers says how surely a noun in the clause of b stands for the act of a: by the
// act's own word, by a noun for acts of that kind, or by one for any attack; 0 if it
// does not.
func (c *coder) refers(noun int, a, b *doc.Event) int {
	m := c.matchOf(a)
	if !c.agrees(noun, a) || noun != b.Token && !c.lex.types[b.Type][c.lemma(noun)] || !c.knownWords(noun, a, b) {
		return 0
	}
	same := slices.ContainsFunc(append([]int{a.Token}, m.used...), func(t int) bool { return stem(c.lemma(noun)) == stem(c.lemma(t)) })
	switch k := c.d.PredicateAt(noun); {
	case c.wordy(b) && !(same && c.definite(noun) && (k < 0 || c.sameContent(m.pred, &c.d.Predicates[k]))):
		return 0
	case same:
		return 3
	case c.names(noun, m, a):
		return 2
	case b.Type == "ASSAULT" && c.lex.inClass("@attack-noun", c.lemma(noun)):
		return 1
	}
	return 0
}

// knownWords reports whether the sentence of an act has the names and nouns that stand
// with a noun that may point to it: "the court ruling" after a ruling by a court, not
// "the Dayton shooting" after one in El Paso. A party may stand there in other
// words, and those of b's own are compared as such.
func (c *coder) knownWords(noun int, a, b *doc.Event) bool {
	d := c.d
	s := d.Sentences[d.SentenceOf(a.Token)]
	for _, k := range d.Kids(noun) {
		t := int(k)
		if name := d.Tags[t].POS == doc.PROPN; !name && !d.IsRel(t, "compound") || !d.IsRel(t, "compound", "nmod") || c.inTime(t) {
			continue
		}
		who := c.named(t, true)
		found := c.kin(who, all(a)) >= own || len(who) > 0 && within(who, all(b))
		for i := s.First; i < s.Last && !found; i++ {
			found = strings.EqualFold(d.Lemma(i), d.Lemma(t))
		}
		if !found {
			return false
		}
	}
	return true
}

func (c *coder) inTime(t int) bool {
	return slices.ContainsFunc(c.d.Times, func(x doc.Time) bool { return x.Covers(c.d.Tokens[t].Span) })
}
