package event

import (
	"slices"
	"time"

	"dragoman/internal/doc"
)

// class parts what may be one act from what may not: a deed done, a plan, a
// demand, an offer, a supposition and a denial are never one.
func class(m doc.Modality) doc.Modality {
	switch {
	case m.Done():
		return doc.Occurred
	case m == doc.Expected:
		return doc.Planned
	}
	return m
}

// compatible reports whether nothing that two tellings say keeps them from being
// one act, their status aside.
func (c *coder) compatible(a, b *doc.Event) bool {
	f, g := c.matchOf(a).frame, c.matchOf(b).frame
	if f.as != mixed || g.as != mixed {
		return false // a dictionary's rows code every clause by itself
	}
	modes := f.mode == g.mode || f.kind == "ASSAULT" && (f.mode == "" || g.mode == "") ||
		f.kind != "CONSULT" && (c.isBare(a) || c.isBare(b)) // "the bombing" alone is any, but "the talks" are no visit
	if f.kind != g.kind || !modes {
		return false
	}
	if c.kin(a.Source, b.Source) == foreign || c.kin(a.Target, b.Target) == foreign {
		return false
	}
	return c.contested(a, b) || c.meet(a, b) && c.nearby(a, b)
}

// contested reports whether b tells of the act of a, by "the attack" and in somebody
// else's words, so that another day or place may be what they disagree about: the day
// next to it, a place in the same country.
func (c *coder) contested(a, b *doc.Event) bool {
	if b.Token < a.Token {
		a, b = b, a
	}
	if b.Statement < 0 || a.Statement == b.Statement || c.dated(a) != c.dated(b) || !slices.ContainsFunc(c.pointers(b), func(t int) bool { return !c.plural(t) && c.refers(t, a, b) > 0 }) {
		return false
	}
	x, y := a.Date, b.Date
	if !x.From.IsZero() && !y.From.IsZero() && (y.From.Sub(x.From).Abs() > 24*time.Hour || y.To.Sub(x.To).Abs() > 24*time.Hour) {
		return false
	}
	p, q := c.ownPlace(a), c.ownPlace(b)
	return p < 0 || q < 0 || c.d.Places[p].Country == c.d.Places[q].Country
}

// nearby is near of the places that two tellings give themselves.
func (c *coder) nearby(a, b *doc.Event) bool { return c.near(c.ownPlace(a), c.ownPlace(b)) }

// dated reports whether an event's date is told of it and not inferred. The day on
// which a plan is told is not the plan's.
func (c *coder) dated(e *doc.Event) bool {
	if e.Date.Time < 0 || e.Date.Precision == "vague" {
		return false
	}
	return class(e.Status) != doc.Planned || c.d.Date.IsZero() || e.Date.To.IsZero() || e.Date.To.After(c.today())
}

// days is how far a day that is told may lie from one that is inferred: "on Monday"
// of a report of Thursday.
const days = 4 * 24 * time.Hour

// meet reports whether the dates of two tellings can be one. A day that is only
// inferred lies about that of the story, and keeps apart what is told as history.
func (c *coder) meet(a, b *doc.Event) bool {
	x, y := a.Date, b.Date
	if x.TimeRange == (doc.TimeRange{}) || y.TimeRange == (doc.TimeRange{}) {
		return true
	}
	if b.Token < a.Token {
		a, b, x, y = b, a, y, x
	}
	if c.dated(a) != c.dated(b) {
		if class(a.Status) == doc.Planned || c.dated(a) && !c.headline(a) && len(c.pointers(b)) > 0 {
			return true
		}
		if c.dated(b) {
			x, y = y, x
		}
		return x.To.IsZero() || y.From.IsZero() || y.From.Sub(x.To) < days && (y.To.IsZero() || x.From.Sub(y.To) < days)
	}
	return !c.dated(a) || (x.To.IsZero() || y.From.IsZero() || !x.To.Before(y.From)) && (y.To.IsZero() || x.From.IsZero() || !y.To.Before(x.From))
}

// sameDay is the stricter demand on two tellings that nothing but their words ties
// together: the story must not have moved on.
func sameDay(a, b *doc.Event) bool {
	x, y := a.Date, b.Date
	if x.From.IsZero() || y.From.IsZero() || x.To.IsZero() || y.To.IsZero() {
		return true
	}
	return !x.To.Before(y.From) && !y.To.Before(x.From)
}

// ownPlace returns the place that a telling gives of its act itself, or -1: not the
// one in "the attack was claimed by a movement in Yemen".
func (c *coder) ownPlace(e *doc.Event) int {
	if e.Place < 0 {
		return -1
	}
	first, last := c.index.tokens(c.d.Places[e.Place].Span)
	head := c.index.headOf(first, last)
	if head < 0 {
		return -1
	}
	up := c.d.Arcs[head].Head
	if up >= 0 && c.d.Arcs[up].Head == e.Token && c.lex.types[e.Type][c.lemma(up)] {
		return e.Place // "killed in a raid in Gao"
	}
	if up == e.Token || up == c.d.Arcs[e.Token].Head {
		return e.Place
	}
	return -1
}

// near reports whether two places can be one: the same, or a state or region and
// what lies in it.
func (c *coder) near(a, b int) bool {
	if a < 0 || b < 0 {
		return true
	}
	p, q := &c.d.Places[a], &c.d.Places[b]
	switch {
	case p.Name == q.Name:
		return true
	case p.Country != "" && q.Country != "" && p.Country != q.Country:
		return false
	}
	return p.Kind != q.Kind && (wide(p) || wide(q))
}

// wide reports whether a place holds others.
func wide(p *doc.Place) bool {
	switch p.Kind {
	case "country", "region", "island", "sea", "continent":
		return true
	}
	return false
}

// apart reports whether two tellings give different counts.
func (c *coder) apart(a, b *doc.Event) bool {
	for _, x := range countsOf(&a.Counts, &b.Counts) {
		if c.differ(*x.of, *x.told) {
			return true
		}
	}
	return false
}

// differ reports whether two numbers exclude each other: 5 and 7, not "at least 20"
// and 23.
func (c *coder) differ(a, b []int) bool {
	if len(a) == 0 || len(b) == 0 {
		return false
	}
	if p, q := &c.d.Figures[a[0]], &c.d.Figures[b[0]]; isCurrency(p.Unit) && p.Unit != q.Unit {
		return true
	}
	p, q := c.d.Sum(a), c.d.Sum(b)
	above := func(p, q *doc.Figure) bool { return q.High != 0 && p.Low > q.High }
	return above(&p, &q) || above(&q, &p)
}
