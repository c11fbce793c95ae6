package event

import (
	"fmt"
	"strings"

	"dragoman/internal/doc"
)

// match is a frame that fired on a predicate.
type match struct {
	frame          *frame
	pred           *doc.Predicate
	source, target []doc.Party
	used           []int // tokens that the frame's conditions and paths took in
	why            []string
}

// match tries the frames of a predicate's lemma, the most particular first.
func (c *coder) match(p *doc.Predicate) (match, bool) {
	d := c.d
	nearest, reason := "", ""
	for _, candidates := range [...][]*frame{c.lex.byLemma[strings.ToLower(d.Lemma(p.Token))], c.lex.byLemma[anyLemma]} {
		for _, f := range candidates {
			if f.pos != d.Tags[p.Token].POS {
				continue
			}
			m, why := c.try(f, p)
			if why == "" && f.kind == "NONE" {
				c.reject(p.Token, f.id, "the construction tells of no act")
				return match{}, false
			}
			if why == "" {
				return m, true
			}
			if nearest == "" && !f.anyLemma {
				nearest, reason = f.id, why
			}
		}
	}
	if nearest != "" {
		c.reject(p.Token, nearest, "%s", reason)
	}
	return match{}, false
}

// try applies one frame; the string says why it does not fit.
func (c *coder) try(f *frame, p *doc.Predicate) (match, string) {
	m := match{frame: f, pred: p}
	for i := range f.when {
		cond := &f.when[i]
		t, ok := c.holds(cond, p)
		if !ok {
			return m, "condition " + cond.text + " does not hold"
		}
		if t >= 0 {
			m.used = append(m.used, t)
			m.why = append(m.why, fmt.Sprintf("%s: %q", cond.text, c.d.Word(t)))
		}
	}
	if f.kind == "NONE" {
		return m, ""
	}
	m.source = c.fill(p, f.source)
	m.target = c.fill(p, f.target)
	if f.target.recip && len(m.target) == 0 && len(m.source) > 1 {
		m.target = m.source
	}
	m.source, m.target = distinct(m.source, m.target, f)
	switch {
	case f.source.required && len(m.source) == 0:
		return m, "the source slot holds no actor"
	case f.target.required && len(m.target) == 0:
		return m, "the target slot holds no actor"
	case !c.political(m.source) && !c.political(m.target):
		return m, "neither slot holds a political actor"
	}
	return m, ""
}

// distinct takes a party out of the target that is the source already, but for
// parties that act on each other.
func distinct(source, target []doc.Party, f *frame) (s, t []doc.Party) {
	if f.target.recip && len(source) > 1 {
		return source, target
	}
	for _, party := range target {
		if !has(source, party.Actor) {
			t = append(t, party)
		}
	}
	return source, t
}

func has(parties []doc.Party, actor int) bool {
	for _, p := range parties {
		if p.Actor == actor {
			return true
		}
	}
	return false
}

// political reports whether any party is known to be one: has a country or a
// sector. "People met people" is no event.
func (c *coder) political(parties []doc.Party) bool {
	for _, p := range parties {
		if a := &c.d.Actors[p.Actor]; a.Country != "" || a.Sector != "" {
			return true
		}
	}
	return false
}
