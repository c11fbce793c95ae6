package event

import (
	"slices"

	"dragoman/internal/doc"
)

// kinship says how the parties of two slots stand to each other.
type kinship int

const (
	foreign  kinship = iota - 1 // of two countries: two acts
	untold                      // one of the slots is empty
	fellow                      // of one country, or somebody of none: "gunmen" and "Mali's rebels"
	own                         // an actor and its country: "Germany" and "the German aviation office"
	shared                      // a party in common, and the rest of one slot in the other
	together                    // the same parties
)

// kin compares two slots.
func (c *coder) kin(a, b []doc.Party) kinship {
	switch {
	case len(a) == 0 || len(b) == 0:
		return untold
	case sameParties(a, b):
		return together
	case sharesActor(a, b):
		if within(a, b) || within(b, a) {
			return shared
		}
		return fellow
	}
	best := foreign
	for _, p := range a {
		for _, q := range b {
			x, y := &c.d.Actors[p.Actor], &c.d.Actors[q.Actor]
			switch {
			case c.index.named[p.Actor] && c.index.named[q.Actor] && x.Kind != "state" && y.Kind != "state":
				// "Putin" and "Lavrov", "Hamas" and "Islamic Jihad"
			case x.Country == "" || y.Country == "":
				best = max(best, fellow)
			case x.Country != y.Country:
			case x.Kind == "state" || y.Kind == "state":
				best = max(best, own)
			default:
				best = max(best, fellow)
			}
		}
	}
	return best
}

func within(a, b []doc.Party) bool {
	return !slices.ContainsFunc(a, func(p doc.Party) bool { return !has(b, p.Actor) })
}

// all returns the parties of both slots, each once.
func all(e *doc.Event) []doc.Party {
	out := slices.Clone(e.Source)
	for _, p := range e.Target {
		if !has(out, p.Actor) {
			out = append(out, p)
		}
	}
	return out
}

// alike reports whether two slots name the same parties, or one names the state of
// the other's, or neither names any.
func alike(k kinship, a, b []doc.Party) bool {
	return k == together || k == own || len(a) == 0 && len(b) == 0
}
