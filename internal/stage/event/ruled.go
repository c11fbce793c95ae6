package event

import (
	"slices"
	"strings"

	"dragoman/internal/doc"
)

// ruled returns the rows of a user's dictionary for a verb, which decide it alone;
// nil where it has none. A row for the form as it stands ("met") goes before those
// for the verb ("meet").
func (c *coder) ruled(t int) []*frame {
	if c.pos(t) != doc.VERB && !c.infinitiveNoun(t) || c.d.IsRel(t, "amod", "compound") {
		return nil
	}
	form := strings.ToLower(c.d.Word(t))
	if rows := c.lex.ruled[form]; rows != nil {
		return rows
	}
	return c.lex.ruled[c.lemma(t)]
}

// infinitiveNoun reports whether the tagger may have taken an infinitive for a noun:
// "came close to accord with". A dictionary that lists the word says that it is a verb.
func (c *coder) infinitiveNoun(t int) bool {
	return c.d.Tags[t].POS == doc.NOUN && t > 0 && strings.EqualFold(c.d.Word(t-1), "to") && c.caseOf(t) == "to" && c.d.Tags[t].Feat("Number") != "Plur"
}

// fillRuled finds the parties of a dictionary's row: those that its pattern names,
// else those of its slots. The string says why it does not fit.
func (c *coder) fillRuled(m *match) string {
	f, p := m.frame, m.pred
	m.source, m.target = m.bound.source, m.bound.target
	if m.source == nil {
		m.source = c.coded(c.fill(p, f.source, false, m.target))
	}
	if m.target == nil {
		m.target = c.coded(c.fill(p, f.target, false, m.source))
	}
	if !sameParties(m.source, m.target) {
		m.source, m.target = distinct(m.source, m.target, f)
	}
	switch {
	case len(m.source) == 0 && f.source.required:
		return "the source slot holds no actor"
	case len(m.target) == 0 && f.target.required:
		return "the target slot holds no actor"
	case !c.hasOwn(m.source) && !c.hasOwn(m.target):
		return "neither slot holds an actor that is named"
	}
	return ""
}

// coded leaves out parties without a code: "officials", "a crowd".
func (c *coder) coded(parties []doc.Party) []doc.Party {
	return slices.DeleteFunc(slices.Clone(parties), func(q doc.Party) bool { return c.d.Actors[q.Actor].CAMEO == "" })
}

// namedRole and clauseRole are the pseudo-roles by which dictionaries of patterns
// mean their parties: the first actor named behind the trigger in what hangs on it,
// whatever its role, and the doer of the clause or of the nearest above it.
const (
	namedRole  = "named"
	clauseRole = "clause"
)

// namedBehind returns the parties that a trigger's clause names first behind it, of a
// passive those of its subject.
func (c *coder) namedBehind(p *doc.Predicate, other []doc.Party) []doc.Party {
	r := c.regionOf(p.Token)
	if obj := p.Arg("obj"); p.Passive && obj >= 0 && obj < p.Token {
		first, last := c.d.Subtree(obj)
		if found := c.namedIn(first, min(last, p.Token), func(t int) bool { return true }, other); found != nil {
			return found
		}
	}
	return c.namedIn(p.Token+1, r.last, func(t int) bool { return r.in[t] }, other)
}

// namedIn returns the first parties among tokens that fit and those named together
// with them; one with a state or a code of the user's own goes before a nameless
// "crowd". Pronouns name nobody.
func (c *coder) namedIn(first, last int, fits func(int) bool, other []doc.Party) []doc.Party {
	var nameless []doc.Party
	for k := range c.d.Mentions {
		m := &c.d.Mentions[k]
		if m.First < first || m.Last > last || !fits(m.Head) || c.refersBack(k) {
			continue
		}
		var out []doc.Party
		for _, j := range c.together(k) {
			for _, q := range c.coded(c.ofMention(j)) {
				if !has(out, q.Actor) && !has(other, q.Actor) {
					out = append(out, q)
				}
			}
		}
		switch {
		case len(out) > 0 && c.hasOwn(out):
			return out
		case nameless == nil && len(out) > 0:
			nameless = out
		}
	}
	return nameless
}

// refersBack reports whether a mention names nobody itself: "it", "their people",
// "that group".
func (c *coder) refersBack(k int) bool {
	m := &c.d.Mentions[k]
	lemma := c.d.Lemma(m.First)
	return m.As == doc.AsPronoun || c.d.Tags[m.First].POS == doc.PRON || lemma == "this" || lemma == "that"
}

// hasOwn reports whether any of the parties has a state, or a code that is more than
// its sector.
func (c *coder) hasOwn(parties []doc.Party) bool {
	return slices.ContainsFunc(parties, func(q doc.Party) bool {
		a := &c.d.Actors[q.Actor]
		return a.Country != "" || len(a.CAMEO) > 3 || a.Sector == "" || a.Kind != "people" && a.Kind != "military" && a.Kind != "official"
	})
}

// clauseDoer returns the parties of a trigger's subject, else of the clause above:
// "Chad was about to sign", "Chad, seeking to".
func (c *coder) clauseDoer(p *doc.Predicate) []doc.Party {
	d := c.d
	for t := p.Token; t >= 0; t = d.Arcs[t].Head {
		if k := d.PredicateAt(t); k >= 0 {
			var out []doc.Party
			for _, s := range c.step(&d.Predicates[k], []string{"subj"}) {
				found := c.coded(c.parties(s, true))
				if len(found) == 0 {
					first, last := d.Subtree(s)
					found = c.namedIn(first, last, func(int) bool { return true }, nil)
				}
				for _, q := range found {
					if !has(out, q.Actor) {
						out = append(out, q)
					}
				}
			}
			if out != nil {
				return out
			}
		}
		if s := d.Kid(t, "nsubj", "csubj"); d.IsRel(t, "parataxis") || s >= 0 && d.Tags[s].POS != doc.PRON {
			return nil // another sentence in this one, or a clause with a subject: "after a man was shot"
		}
	}
	return nil
}

// ofMention lists the parties of a mention.
func (c *coder) ofMention(k int) []doc.Party {
	var out []doc.Party
	for _, a := range c.d.Mentions[k].Actors {
		out = append(out, doc.Party{Actor: a, Mention: k})
	}
	return out
}

// together lists the mentions that are named in one breath with a mention: "Chile,
// Peru and Bolivia", in text order.
func (c *coder) together(k int) []int {
	d := c.d
	head := d.Mentions[k].Head
	top := head
	for d.IsRel(top, "conj") {
		top = d.Arcs[top].Head
	}
	heads := []int{top}
	for _, j := range d.Kids(top) {
		if d.IsRel(int(j), "conj") {
			heads = append(heads, int(j))
		}
	}
	var out []int
	for _, h := range heads {
		switch m := c.index.mention(h); {
		case h == head:
			out = append(out, k)
		case m >= 0 && !c.refersBack(m):
			out = append(out, m)
		}
	}
	return out
}

// pair makes the rows of the answers: a visit paid is one received. The type is
// that of the code.
func (lex *frames) pair(kinds map[string][2]string) {
	for _, f := range lex.all {
		if f.answer == "" {
			continue
		}
		back := *f
		back.cameo, back.kind, back.mode = f.answer, other, ""
		if k := kinds[f.answer]; k[0] != "" {
			back.kind, back.mode = k[0], k[1]
		}
		f.back = &back
	}
}

// pairs adds to each match of a row with two codes what the target does back.
// Parties that do the same to each other are one event.
func (c *coder) pairs() {
	var out []match
	for _, m := range c.matches {
		out = append(out, m)
		if b := m.frame.back; b != nil && len(m.source) > 0 && len(m.target) > 0 && !(sameParties(m.source, m.target) && b.cameo == m.frame.cameo) {
			back := m
			back.frame, back.source, back.target = b, m.target, m.source
			out = append(out, back)
		}
	}
	c.matches = out
}
