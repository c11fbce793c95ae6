package actors

import (
	"slices"
	"strings"
	"time"
)

// Leader returns the person who leads a state on a day, whatever the office is
// called, or -1 where the lexicon knows none or two.
func (l *Lexicon) Leader(country string, day time.Time) int {
	var c candidate
	for i := range l.People {
		for k := range l.People[i].Terms {
			if t := &l.People[i].Terms[k]; t.Lead && t.Country == country {
				c.consider(i, t, day)
			}
		}
	}
	return c.row()
}

// InOffice returns the person who holds a country's office on a day, or -1
// where the lexicon knows none or two. The title is the office word, folded:
// "president" fits "President of Russia" and "President"; it fits neither "Vice
// President of Russia" nor "President of Chechnya", but "President of the
// Presidency of Yugoslavia" if it led that state. It may be the whole office,
// "mayor of moscow", and the country may be empty, "secretary general of the
// united nations".
func (l *Lexicon) InOffice(country, title string, day time.Time) int {
	var state, lead candidate
	for _, h := range l.holders[country+" "+title] {
		t := &l.People[h[0]].Terms[h[1]]
		switch {
		case l.ofState(t, title):
			state.consider(h[0], t, day)
		case t.Lead:
			lead.consider(h[0], t, day)
		}
	}
	if state.who == 0 {
		return lead.row()
	}
	return state.row()
}

// ofState reports whether the office behind the title is that of the state
// itself, not of a body or a part of it.
func (l *Lexicon) ofState(t *Term, title string) bool {
	of := strings.TrimPrefix(Fold(t.Office), title)
	of = strings.TrimPrefix(strings.TrimPrefix(of, " of "), "the ")
	return of == "" || slices.ContainsFunc(l.States.byName[of], func(i int) bool { return l.States.All[i].Code == t.Country })
}

// candidate is who holds an office on a day, as far as the terms seen tell.
type candidate struct {
	who   int // row plus one
	term  *Term
	twice bool
}

// consider takes in one term. On the day of a handover, which both spells hold,
// the office is the successor's; of two offices of one name the one that leads
// the state goes before the other.
func (c *candidate) consider(row int, t *Term, day time.Time) {
	switch {
	case !t.Spell.Holds(day) || c.who == row+1:
	case c.who == 0 || t.Lead && !c.term.Lead:
		*c = candidate{who: row + 1, term: t}
	case c.term.Lead && !t.Lead || c.term.Spell.follows(t.Spell):
	case t.Spell.follows(c.term.Spell):
		c.who, c.term = row+1, t
	default:
		c.twice = true
	}
}

func (c *candidate) row() int {
	if c.twice {
		return -1
	}
	return c.who - 1
}

// follows reports whether the spell begins on the last day of another.
func (s Spell) follows(o Spell) bool { return !o.To.IsZero() && !s.From.Before(o.To) }
