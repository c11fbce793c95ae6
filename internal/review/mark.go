// Package review holds what people say of events: that one is right, wrong, or right but
// for some fields; and where that holds when the report is coded anew.
//
// A mark is tied to the event that its author saw, kept whole, never to a row's number.
// Right and corrected tell the truth about an act, and hold for whatever event tells the
// act later. Wrong judges a claim, and holds for no other claim: see Fits.
//
// What it gets wrong: an act that a new coder reads at quite other words ("the accord"
// for "signed") in another type is not known again; such a mark is kept, and told.
package review

import (
	"slices"

	"dragoman"
)

// Verdicts.
const (
	Right     = "right"
	Wrong     = "wrong"
	Corrected = "corrected"
)

// Mark is what somebody says of an event.
type Mark struct {
	Report string          `json:"report"`
	Sum    string          `json:"sum,omitempty"` // of the report, in hexadecimal: tells texts of one id apart
	Event  string          `json:"event"`         // its id in the record that was marked
	Mark   string          `json:"mark"`          // right wrong corrected
	Set    *Correction     `json:"set,omitempty"`
	By     string          `json:"by"`
	At     string          `json:"at"` // RFC 3339, to the second
	Note   string          `json:"note,omitempty"`
	Seen   *dragoman.Event `json:"seen,omitempty"` // the event as the coder had it
}

// Correction has the fields that an event should have otherwise, by their names in the
// record. An empty text, list, date or place says that there is none.
//
// A corrected type or CAMEO code takes the mode, the code, the class and the scale
// value with it: what the correction does not say of these is not known.
type Correction struct {
	Type       string               `json:"event,omitempty"`
	Mode       *string              `json:"mode,omitempty"`
	CAMEO      *string              `json:"cameo,omitempty"`
	Quad       *int                 `json:"quad,omitempty"`
	Goldstein  *float64             `json:"goldstein,omitempty"`
	Status     string               `json:"status,omitempty"`
	Underlying *string              `json:"underlying,omitempty"`
	Source     *[]dragoman.ActorRef `json:"source,omitempty"`
	Target     *[]dragoman.ActorRef `json:"target,omitempty"`
	Date       *dragoman.EventDate  `json:"date,omitempty"`
	Place      *dragoman.Where      `json:"place,omitempty"`
}

// recodes reports whether the type or the code is another.
func (c *Correction) recodes() bool { return c.Type != "" || c.CAMEO != nil }

// on corrects an event.
func (c *Correction) on(e *dragoman.Event) {
	if c == nil {
		return
	}
	if c.recodes() {
		if c.Type != "" && c.Type != e.Type {
			e.Type, e.Mode, e.CAMEO, e.Code, e.PLOVER, e.Underlying = c.Type, "", "", "", nil, ""
		}
		e.Quad, e.Goldstein = c.Quad, c.Goldstein
	}
	set(&e.Mode, c.Mode)
	set(&e.CAMEO, c.CAMEO)
	if c.Status != "" {
		e.Status = c.Status
	}
	set(&e.Underlying, c.Underlying)
	set(&e.Source, c.Source)
	set(&e.Target, c.Target)
	if c.Date != nil {
		e.Date = c.Date
		if *c.Date == (dragoman.EventDate{}) {
			e.Date = nil
		}
	}
	if c.Place != nil {
		e.Place = c.Place
		if *c.Place == (dragoman.Where{}) {
			e.Place = nil
		}
	}
	e.Confidence = nil // it was of what the coder had
}

func set[T any](field, value *T) {
	if value != nil {
		*field = *value
	}
}

// Truth is the event as the author of the mark would have it.
func (m *Mark) Truth() dragoman.Event {
	e := *m.Seen
	m.Set.on(&e)
	return e
}

// On is an event with what the mark says of its act. The event keeps its words, and
// what the mark does not speak of: a finer mode, a place that the first coder had not
// found.
func (m *Mark) On(e dragoman.Event) dragoman.Event {
	t, c := m.Truth(), m.Set
	if c == nil {
		c = &Correction{}
	}
	if e.Type != t.Type || c.recodes() || c.Mode != nil {
		e.Type, e.Mode, e.CAMEO, e.Code, e.PLOVER = t.Type, t.Mode, t.CAMEO, t.Code, t.PLOVER
		e.Quad, e.Goldstein, e.Underlying = t.Quad, t.Goldstein, t.Underlying
		e.Confidence = t.Confidence
	}
	if e.Status != t.Status || c.Underlying != nil {
		e.Status, e.Underlying = t.Status, t.Underlying
	}
	if !sameParties(e.Source, t.Source) {
		e.Source, e.Confidence = t.Source, t.Confidence
	}
	if !sameParties(e.Target, t.Target) {
		e.Target, e.Confidence = t.Target, t.Confidence
	}
	if c.Date != nil || t.Date != nil {
		e.Date = t.Date
	}
	if c.Place != nil {
		e.Place = t.Place
	}
	if m.Mark == Corrected {
		e.Confidence = nil
	}
	return e
}

// sameParties reports whether two sides name the same, in whatever order.
func sameParties(a, b []dragoman.ActorRef) bool {
	return len(a) == len(b) && shared(a, b) == len(a)
}

// shared counts those of a that are in b.
func shared(a, b []dragoman.ActorRef) int {
	n := 0
	for _, x := range a {
		if slices.ContainsFunc(b, func(y dragoman.ActorRef) bool { return sameParty(x.Party, y.Party) }) {
			n++
		}
	}
	return n
}

// sameParty leaves ids aside: those of somebody whom the report alone knows ("p7") are
// other ones when it is coded anew.
func sameParty(a, b dragoman.Party) bool {
	a.ID, b.ID = "", ""
	return a == b
}
