package event

import (
	"fmt"
	"strings"

	"dragoman/internal/doc"
)

// link says what makes two compatible tellings, a before b, one act, and how
// strongly; "" where nothing does. A headline needs least: it has no news of its
// own. In the body a noun that points back, an outcome told with its attack, or the
// same words of the same parties are needed: two acts taken for one are lost.
func (c *coder) link(a, b *doc.Event) (why string, strength int) {
	source, target := c.kin(a.Source, b.Source), c.kin(a.Target, b.Target)
	if (c.matchOf(a).frame.target.recip || c.matchOf(b).frame.target.recip) && sameParties(all(a), all(b)) {
		source, target = together, together // "France met Spain", "the two met"
	}
	strength = int(source) + int(target)
	if c.lemma(a.Token) == c.lemma(b.Token) {
		strength++
	}
	if p, q := c.ownPlace(a), c.ownPlace(b); p >= 0 && q >= 0 && c.d.Places[p].Name == c.d.Places[q].Name {
		strength++
	}
	if c.headline(a) {
		a, b = b, a
	}
	if c.headline(b) {
		if c.headline(a) && !(source >= shared && target >= shared) {
			return "", 0
		}
		if source > untold && (target > untold || len(b.Target) == 0 || len(a.Target) == 0) || target >= shared && !c.apart(a, b) {
			return "the headline", strength
		}
		return "", 0
	}
	if c.outcome(a, b) || c.outcome(b, a) {
		return "what came of it", strength + 10
	}
	if c.another(b) || c.beside(a.Token, b.Token) {
		return "", 0
	}
	for _, noun := range c.pointers(b) {
		if n := c.refers(noun, a, b); n > 0 && (source+target >= shared || c.d.Kid(noun, "acl") < 0) && (noun != b.Token || source != fellow && target != fellow) {
			return fmt.Sprintf("%q points back", c.d.Word(noun)), strength + n
		}
	}
	if source+target < together || !alike(source, a.Source, b.Source) || !alike(target, a.Target, b.Target) || !sameDay(a, b) || !c.nearby(a, b) || c.apart(a, b) {
		return "", 0
	}
	if c.lemma(a.Token) == c.lemma(b.Token) && !c.introduces(b.Token) && (c.d.Tags[b.Token].POS != doc.NOUN || c.agrees(b.Token, a)) && c.sameContent(c.matchOf(a).pred, c.matchOf(b).pred) {
		return "the same words of the same parties", strength
	}
	return "", 0
}

func (c *coder) headline(e *doc.Event) bool {
	kind := c.d.Sentences[c.d.SentenceOf(e.Token)].Kind
	return kind == doc.Title || kind == doc.Heading
}

// outcome reports whether b is what came of the attack a, told with it: "attacked a
// base, killing five", "were killed when rebels attacked their convoy".
func (c *coder) outcome(a, b *doc.Event) bool {
	d := c.d
	if a.Type != "ASSAULT" || !c.harm(b.Token) || b.Place >= 0 && a.Place >= 0 && a.Place != b.Place {
		return false
	}
	for _, pair := range [2][2]int{{a.Token, b.Token}, {b.Token, a.Token}} {
		up, down := pair[0], pair[1]
		if d.Arcs[down].Head != up {
			continue
		}
		switch {
		case d.IsRel(down, "conj", "parataxis"):
			return d.Tags[down].POS == doc.VERB && sameParties(a.Source, b.Source) && len(a.Source) > 0 && d.Kid(down, "nsubj") < 0
		case d.IsRel(down, "advcl", "acl", "xcomp"):
			m := d.Kid(down, "mark")
			return m < 0 || c.simultaneous(down) || d.Lemma(m) == "after" && up == b.Token || d.Lemma(m) == "as"
		}
	}
	return false
}

// harm reports whether a verb tells what became of people.
func (c *coder) harm(t int) bool {
	lemma := c.lemma(t)
	return c.d.Tags[t].POS == doc.VERB && (c.lex.inClass("@killing", lemma) || c.lex.inClass("@injuring", lemma))
}

// beside reports whether two triggers stand in one coordination: "the protests against
// corruption and the protest for water" are two.
func (c *coder) beside(a, b int) bool {
	for c.d.IsRel(b, "conj") {
		if b = c.d.Arcs[b].Head; a == b {
			return true
		}
	}
	return false
}

// another reports whether a clause sets its act off from those told before: "a
// second bomb", "also struck", "killed in another raid", "two attacks".
func (c *coder) another(e *doc.Event) bool {
	d, t := c.d, e.Token
	if d.Tags[t].POS == doc.NOUN && d.Kid(t, "nummod") >= 0 {
		return true
	}
	for _, k := range d.Kids(t) {
		if c.isAnother(int(k)) {
			return true
		}
		if !d.Tags[k].POS.Nominal() || d.IsRel(int(k), "nmod:poss", "nmod:unmarked") {
			continue // "last week's raid"
		}
		for _, j := range d.Kids(int(k)) {
			if c.isAnother(int(j)) {
				return true
			}
		}
	}
	return false
}

func (c *coder) isAnother(t int) bool {
	return c.d.IsRel(t, "advmod", "amod", "det") && (c.lex.inClass("@another", strings.ToLower(c.d.Word(t))) || c.d.Tags[t].Feat("NumType") == "Ord")
}

// sameContent reports whether two tellings with the same verb tell of the same
// thing: "rejected the offer" is not "rejected the charge". What one leaves out or
// names by a pronoun, and whoever is a party, tells nothing against it.
func (c *coder) sameContent(p, q *doc.Predicate) bool {
	for _, a := range p.Args {
		switch {
		case a.Role == "obj", a.Role == "comp", a.Role == "iobj":
		case a.Role == "in", a.Role == "at", a.Role == "during", a.Role == "after", a.Role == "before", !doc.IsPreposition(a.Role):
			continue
		}
		x, y := a.Token, q.Arg(a.Role)
		if y < 0 {
			if a.Role == "comp" && c.d.Tags[q.Token].POS != doc.NOUN {
				return false // "urged it to leave" is not any urging; "the threat" may be any
			}
			continue
		}
		if c.d.Tags[x].POS == doc.PRON || c.d.Tags[y].POS == doc.PRON || len(c.parties(x, true)) > 0 && len(c.parties(y, true)) > 0 {
			continue
		}
		if c.lemma(x) != c.lemma(y) && !(c.definite(x) && c.definite(y) && c.sameSort(c.lemma(x), c.lemma(y))) {
			return false
		}
		if i, j := c.d.PredicateAt(x), c.d.PredicateAt(y); a.Role == "comp" && i >= 0 && j >= 0 && x != p.Token && !c.sameContent(&c.d.Predicates[i], &c.d.Predicates[j]) {
			return false
		}
	}
	return p.Arg("comp") >= 0 || q.Arg("comp") < 0
}

// sameSort reports whether two nouns name acts of one type: "the raid", "the attack".
func (c *coder) sameSort(x, y string) bool {
	for _, lemmas := range c.lex.types {
		if lemmas[x] && lemmas[y] {
			return true
		}
	}
	return false
}

// wordy reports whether an act is done with words, so that its content is what makes
// it one or another. Talks and visits are known by who meets, investigations by whom
// they are about.
func (c *coder) wordy(e *doc.Event) bool {
	switch f := c.matchOf(e).frame; f.kind {
	case "AGREE", "CONCEDE", "SUPPORT", "REQUEST", "REJECT", "THREATEN":
		return true
	case "ACCUSE":
		return f.mode != "investigate"
	}
	return false
}

// stem cuts a word to what a verb and its noun share: "accuse" and "accusation".
func stem(lemma string) string { return lemma[:min(len(lemma), 5)] }
