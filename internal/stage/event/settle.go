package event

import (
	"slices"
	"strings"

	"dragoman/internal/doc"
)

// settle takes out matches that another match tells already: the noun of "held
// talks" and the deed inside a promise, threat or demand.
func (c *coder) settle() {
	taken := map[int]*match{} // token to the match that took it in
	for i := range c.matches {
		m := &c.matches[i]
		for _, t := range c.tookIn(m) {
			if t != m.pred.Token {
				taken[t] = m
			}
		}
	}
	c.matches = slices.DeleteFunc(c.matches, func(m match) bool {
		if id, ok := c.blocked[m.pred.Token]; ok {
			c.reject(m.pred.Token, m.frame.id, "the construction tells of no act (frame %s)", id)
			return true
		}
		by := taken[m.pred.Token]
		if m.frame.as != mixed {
			return by != nil && by.bound.used != nil && by.reads(m.pred.Token) // "said" of "SAID * TO ATTEND"
		}
		if by != nil && by.frame.kind == "ACCUSE" && c.toldWhole(&m) {
			by = nil
		}
		if by == nil {
			by = c.toldBeside(&m)
		}
		if by == nil {
			return false
		}
		c.reject(m.pred.Token, m.frame.id, "part of what %q tells (frame %s)", c.d.Word(by.pred.Token), by.frame.id)
		return true
	})
}

// toldWhole reports whether a noun tells who did a hostile deed to whom, so that
// it is news of its own even where it is what somebody condemns: "Syria condemned
// the Israeli airstrike on a Lebanese town".
func (c *coder) toldWhole(m *match) bool {
	switch m.frame.kind {
	case "ASSAULT", "SANCTION", "COERCE":
		return m.frame.pos == doc.NOUN && c.stated(m.source) && c.stated(m.target)
	}
	return false
}

// toldBeside returns the match that tells a match's act with its own: the verb
// before a conjunct that did the same to the same ("killed and wounded five"), the
// visit that talks are held on ("flew to Delhi for talks with the premier"), the
// noun that another stands before ("summit meetings"), or the signing of what a
// participle gives the words of ("sign a declaration pledging friendship").
func (c *coder) toldBeside(m *match) *match {
	d := c.d
	t := m.pred.Token
	for i := range c.matches {
		o := &c.matches[i]
		if d.IsRel(t, "acl") && m.frame.kind == "AGREE" && slices.Contains(o.used, d.Arcs[t].Head) && sameParties(o.source, m.source) {
			return o
		}
		if m.frame.kind == "PROTEST" && o.frame.kind == "PROTEST" && d.Arcs[o.pred.Token].Head == t && d.IsRel(o.pred.Token, "xcomp", "advcl") &&
			len(m.target) == 0 && len(o.target) > 0 && sameParties(o.source, m.source) {
			return o // "gathered outside the embassy to protest against France"
		}
		if m.frame.kind == "ACCUSE" && len(m.source) == 0 && o.frame.kind == "COERCE" && d.IsRel(t, "acl", "advcl") && (d.Arcs[t].Head == o.pred.Arg("obj") || d.Arcs[t].Head == o.pred.Token) {
			return o // "arrested four men suspected of spying"
		}
		if o.pred.Token != d.Arcs[t].Head || o.frame.kind != m.frame.kind {
			continue
		}
		switch {
		case d.IsRel(t, "compound"):
			return o
		case d.IsRel(t, "xcomp", "advcl") && m.frame.kind == "PROTEST" && sameParties(o.source, m.source) && (len(m.target) == 0 || c.sameSide(o.target, m.target)):
			return o // "gathered outside the embassy to protest against the raid"
		case d.IsRel(t, "conj") && o.frame.mode == m.frame.mode && sameParties(o.source, m.source) && sameParties(o.target, m.target):
			return o
		case d.IsRel(t, "obl") && c.caseOf(t) == "for" && len(m.source) == 0 && c.sameSide(o.target, m.target):
			return o
		}
	}
	return nil
}

func sameParties(a, b []doc.Party) bool {
	if len(a) != len(b) {
		return false
	}
	for _, p := range a {
		if !has(b, p.Actor) {
			return false
		}
	}
	return true
}

// caseOf returns the preposition before a noun, or "".
func (c *coder) caseOf(t int) string {
	if k := c.d.Kid(t, "case"); k >= 0 {
		return c.d.Lemma(k)
	}
	return ""
}

// tookIn lists the tokens whose act is part of a match's own: what its
// conditions named, and the clause that its slots looked into.
func (c *coder) tookIn(m *match) []int {
	tokens := slices.Clone(m.used)
	for _, s := range []slot{m.frame.source, m.frame.target} {
		for _, path := range s.paths {
			if path[0] == "comp" || len(path) > 1 {
				tokens = append(tokens, c.follow(m.pred, path[:1])...)
			}
		}
	}
	if lightNoun(m.frame) {
		tokens = append(tokens, c.follow(m.pred, []string{"obj"})...)
	}
	return slices.DeleteFunc(tokens, c.denied)
}

// denied reports whether a clause tells of a deed as not done: "denied that its
// planes had bombed the village" is a denial and a bombing that was not. What is
// refused ("refused to meet") is one act.
func (c *coder) denied(t int) bool {
	d := c.d
	k := d.PredicateAt(t)
	return k >= 0 && k < len(d.Status) && d.Status[k].Modality == doc.Negated && d.IsRel(t, "ccomp") &&
		(d.Tags[t].Feat("VerbForm") == "Fin" || d.Kid(t, "aux") >= 0)
}

// lightNoun reports whether a verb's frame tells its object noun's act with it:
// AGREE by "sign" tells of "agreement".
func lightNoun(f *frame) bool {
	for _, c := range f.when {
		if strings.HasPrefix(c.text, "obj=") && len(c.lemmas) > 0 {
			return true
		}
	}
	return false
}

// sameSide reports whether two slots may name the same parties: share an actor
// or a country, or both are empty.
func (c *coder) sameSide(a, b []doc.Party) bool {
	if len(a) == 0 && len(b) == 0 {
		return true
	}
	for _, p := range a {
		for _, q := range b {
			x, y := &c.d.Actors[p.Actor], &c.d.Actors[q.Actor]
			if p.Actor == q.Actor || x.Country != "" && x.Country == y.Country {
				return true
			}
		}
	}
	return false
}
