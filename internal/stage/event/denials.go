package event

import (
	"slices"

	"dragoman/internal/doc"
)

// denials notes with a deed who says that it was not done. The denial stays an event
// of its own, and never counts as the deed.
func (c *coder) denials() {
	d := c.d
	note := func(deed *doc.Event, words doc.Span, statement int) {
		if deed != nil && !slices.ContainsFunc(deed.Disagreements, func(x doc.Disagreement) bool { return x.Field == "status" && x.Statement == statement }) {
			deed.Disagreements = append(deed.Disagreements, doc.Disagreement{Span: words, Field: "status", Index: -1, Status: doc.Negated, Statement: statement})
		}
	}
	for i := range d.Events {
		no := &d.Events[i]
		if no.Status != doc.Negated || no.Statement < 0 {
			continue
		}
		note(c.deedOf(no), no.Span, no.Statement)
	}
	for k := range d.Statements {
		note(c.deniedDeed(k), d.Statements[k].Span, k)
	}
}

// deedOf returns the deed that a denial can be of, or nil: of those with the same
// parties the last one told before, or else the first one told after. Where the
// denier speaks for the side of the doer, it may name him otherwise ("its troops") or
// leave him out.
func (c *coder) deedOf(no *doc.Event) *doc.Event {
	var before, after *doc.Event
	var loose []*doc.Event
	nearest, next := together, together
	for j := range c.d.Events {
		e := &c.d.Events[j]
		if !e.Status.Done() || e.Statement == no.Statement || !c.compatible(e, no) {
			continue
		}
		k := c.kin(e.Source, no.Source) + c.kin(e.Target, no.Target)
		switch {
		case k >= nearest && e.Token < no.Token:
			before, nearest = e, k
		case k >= next && e.Token > no.Token && (after == nil || k > next):
			after, next = e, k
		case c.deniesOwn(no.Statement, e):
			loose = append(loose, e)
		}
	}
	switch {
	case before != nil:
		return before
	case after != nil:
		return after
	case len(loose) == 1:
		return loose[0]
	}
	return nil
}

// deniesOwn reports whether the one who speaks in statement k is of the doer's side.
func (c *coder) deniesOwn(k int, e *doc.Event) bool {
	s := &c.d.Statements[k]
	if len(s.Chain) == 0 || s.Chain[len(s.Chain)-1].Actor < 0 {
		return false
	}
	return c.kin([]doc.Party{{Actor: s.Chain[len(s.Chain)-1].Actor, Mention: -1}}, e.Source) >= own
}

// deniedDeed returns the one deed of the speaker's that statement k names to deny it:
// "denied the attack", "denied responsibility for the raid", "said the strike never
// took place"; or nil.
func (c *coder) deniedDeed(k int) *doc.Event {
	s := &c.d.Statements[k]
	if len(s.Chain) == 0 || s.Chain[len(s.Chain)-1].Actor < 0 {
		return nil
	}
	by := []doc.Party{{Actor: s.Chain[len(s.Chain)-1].Actor, Mention: -1}}
	var found *doc.Event
	first, last := c.index.tokens(s.Span)
	for t := first; t < last; t++ {
		p := c.d.PredicateAt(t)
		if p < 0 || c.d.Tags[t].POS != doc.NOUN || !c.pointed(t) || s.Stance != "denies" && (p >= len(c.d.Status) || c.d.Status[p].Modality != doc.Negated) {
			continue
		}
		for i := range c.d.Events {
			e := &c.d.Events[i]
			if e.Token > t || !e.Status.Done() || c.kin(by, e.Source) < own || c.wordy(e) || !c.agrees(t, e) ||
				!c.names(t, c.matchOf(e), e) && !(e.Type == "ASSAULT" && c.lex.inClass("@attack-noun", c.lemma(t))) {
				continue
			}
			if found != nil && found != e {
				return nil
			}
			found = e
		}
	}
	return found
}
