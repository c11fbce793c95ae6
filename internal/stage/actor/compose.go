package actor

import (
	"strings"

	"dragoman/internal/actors"
	"dragoman/internal/doc"
)

// findPhrases makes mentions: of every name with its title, and of every agent
// word with its state. Organisations come first, since people are introduced
// by them ("the bank's president"), agent words last and from right to left, so
// that "a spokesman for the Turkish foreign ministry" finds the ministry read.
func (r *reading) findPhrases() {
	r.coreOf = make([]int32, len(r.d.Tokens))
	for i := range r.cores {
		c := &r.cores[i]
		for t := c.first; t < c.last; t++ {
			r.coreOf[t] = int32(i + 1)
			if h := r.hitOf(t); h != nil && (c.last-c.first > h.last-h.first || c.org) {
				h.used = true
			}
		}
	}
	r.mentionStates()
	r.mentionSets()
	r.eachCore(func(c *core) bool { return c.org }, r.nameOrg)
	r.eachCore(func(c *core) bool { return !c.org && (c.last-c.first > 1 || c.party < 0) }, r.namePerson)
	r.eachCore(func(c *core) bool { return !c.org && !c.done }, r.shortName)
	for i := len(r.hits) - 1; i >= 0; i-- {
		if h := &r.hits[i]; !h.used && h.Kind >= actors.OfficeTitle {
			r.composeTerm(h)
		}
	}
}

func (r *reading) eachCore(which func(*core) bool, do func(*core)) {
	for i := range r.cores {
		if c := &r.cores[i]; which(c) {
			do(c)
		}
	}
}

// mentionStates makes a mention of each state, demonym and metonym.
func (r *reading) mentionStates() {
	for i := range r.hits {
		h := &r.hits[i]
		if h.used {
			continue
		}
		as := doc.AsName
		switch h.Kind {
		case actors.StateName:
		case actors.StateAdj:
			as = doc.AsDemonym
		case actors.StatePeople:
			as = doc.AsDemonym
		case actors.StateSeat:
			as = doc.AsMetonym
		default:
			continue
		}
		if c := r.coreOf[h.first]; c != 0 && r.cores[c-1].org && r.cores[c-1].party >= 0 || r.shielded(h) {
			continue
		}
		first := h.first
		if as == doc.AsName && first > 0 && strings.EqualFold(r.d.Word(first-1), "the") && r.linkedTo(first-1, h.first, h.last) {
			first--
		}
		m := r.mention(first, h.last, as, "state "+r.States.All[h.Row].Code, r.state(h.Row))
		m.End = h.End
		if first == h.first {
			m.Start = h.Start
		}
	}
}

func (r *reading) linkedTo(t, first, last int) bool { return r.inside(r.d.Arcs[t].Head, first, last) }

// shielded reports whether a demonym is part of a word that means something
// else: "pro-Turkish", "Turkish-backed", "Turkish-speaking".
func (r *reading) shielded(h *hit) bool {
	before, after := "", ""
	if t := r.d.Tokens[h.first].Span; t.Start < h.Start {
		before = strings.TrimRight(r.d.Text[t.Start:h.Start], "-–")
	} else if h.first > 1 && isHyphen(r.d.Word(h.first-1)) {
		before = r.d.Word(h.first - 2)
	}
	if t := r.d.Tokens[h.last-1].Span; h.End < t.End {
		after = strings.TrimLeft(r.d.Text[h.End:t.End], "-–")
	} else if h.last+1 < len(r.d.Tokens) && isHyphen(r.d.Word(h.last)) {
		after = r.d.Word(h.last + 1)
	}
	if _, ok := r.referAs(strings.ToLower(before), "prefix"); ok && before != "" && !r.isFormer(before) {
		return true
	}
	c, ok := r.referAs(strings.ToLower(after), "joined")
	return ok && after != "" && len(c.to) > 0 && c.to[0] == "none"
}
