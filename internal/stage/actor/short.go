package actor

import (
	"slices"

	"dragoman/internal/actors"
	"dragoman/internal/doc"
)

// shortName makes the mention of a name told in full elsewhere: "Putin", "the
// Agency". What is no known short form is dropped: a place, a brand, a day.
func (r *reading) shortName(c *core) {
	form := actors.Fold(r.nameOf(c.first, c.last))
	all := r.alias[form]
	if len(all) == 0 && c.party < 0 {
		all = r.spelled(form)
	}
	switch {
	case len(all) == 1:
		c.party = all[0]
	case len(all) > 1:
		c.party = r.nearest(all, c.first)
	case c.party < 0:
		return
	}
	c.done = true
	ph := r.leftward(c.first, c.last)
	first := c.first
	if r.parties[c.party].Kind != "company" && (ph.hasTitle || len(ph.terms) > 0) {
		first = ph.first
		r.introduce(c.party, &ph, true)
	}
	r.mention(first, c.last, doc.AsName, "short for "+r.parties[c.party].Name, c.party)
}

// spelled returns the only party whose short form differs from the form by one
// letter: transcribed names change within a report ("Zelensky", "Zelenskyy").
func (r *reading) spelled(form string) []int {
	if len(form) < 5 {
		return nil
	}
	var found []int
	for f, all := range r.alias {
		if len(f) >= 5 && len(all) == 1 && f[:3] == form[:3] && oneLetterOff(f, form) {
			if len(found) > 0 && found[0] != all[0] {
				return nil
			}
			found = all
		}
	}
	return found
}

// oneLetterOff reports whether one letter put in, left out or changed makes a
// of b.
func oneLetterOff(a, b string) bool {
	if len(a) < len(b) {
		a, b = b, a
	}
	if len(a)-len(b) > 1 {
		return false
	}
	i := 0
	for i < len(b) && a[i] == b[i] {
		i++
	}
	if len(a) == len(b) {
		return i < len(b) && a[i+1:] == b[i+1:]
	}
	return a[i+1:] == b[i:]
}

// nearest returns the party last mentioned before token t, else the first one
// after it.
func (r *reading) nearest(all []int, t int) int {
	best, at := all[0], -1
	for i := range r.found {
		m := &r.found[i]
		if len(m.Actors) == 1 && m.First < t && m.First > at && slices.Contains(all, m.Actors[0]) {
			best, at = m.Actors[0], m.First
		}
	}
	return best
}
