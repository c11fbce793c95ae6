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
		if by == nil {
			return false
		}
		c.reject(m.pred.Token, m.frame.id, "part of what %q tells (frame %s)", c.d.Word(by.pred.Token), by.frame.id)
		return true
	})
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
	return tokens
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

// dropTitleRepeats takes out the events of the title that the body tells again:
// a headline is no second act.
func (c *coder) dropTitleRepeats() {
	d := c.d
	d.Events = slices.DeleteFunc(d.Events, func(e doc.Event) bool {
		if d.Sentences[d.SentenceOf(e.Token)].Kind != doc.Title {
			return false
		}
		for i := range d.Events {
			o := &d.Events[i]
			if o.Token != e.Token && o.Type == e.Type && c.sameSide(e.Source, o.Source) && c.sameSide(e.Target, o.Target) {
				c.reject(e.Token, e.Frame, "the body tells it again: %q", d.Of(o.Trigger))
				return true
			}
		}
		return false
	})
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
