package score

import (
	"fmt"
	"slices"
	"strings"

	"dragoman"
	"dragoman/internal/actors"
	"dragoman/internal/places"
)

// field is something said of an event or a statement.
type field[T any] struct {
	name    string
	compare func(gold, got *T) Count
	show    func(*T) string // for messages
}

// values makes a field of a list of values; those are right that both lists have.
func values[T any](name string, of func(*T) []string) field[T] {
	return field[T]{name,
		func(gold, got *T) Count {
			g, p := of(gold), of(got)
			return Count{common(g, p, func(a, b string) bool { return a == b }), len(g), len(p)}
		},
		func(v *T) string { return strings.Join(of(v), ", ") },
	}
}

// value makes a field of one value, empty where there is none.
func value[T any](name string, of func(*T) string) field[T] {
	return values(name, func(v *T) []string {
		if s := of(v); s != "" {
			return []string{s}
		}
		return nil
	})
}

type event = dragoman.Event

func eventFields() []field[event] {
	via := func(e *event) []dragoman.ActorRef { return e.Via }
	return []field[event]{
		value("type", func(e *event) string { return e.Type }),
		value("mode", func(e *event) string { return e.Mode }),
		value("CAMEO root", func(e *event) string { return e.CAMEO[:min(2, len(e.CAMEO))] }),
		value("CAMEO", func(e *event) string { return e.CAMEO }),
		value("quad", func(e *event) string { return eventQuad(e) }),
		value("status", func(e *event) string { return e.Status }),
		values("source countries", func(e *event) []string { return countries(e.Source) }),
		cast("source actors", func(e *event) []dragoman.ActorRef { return e.Source }),
		values("target countries", func(e *event) []string { return countries(e.Target) }),
		cast("target actors", func(e *event) []dragoman.ActorRef { return e.Target }),
		value("date", func(e *event) string { return days(e.Date) }),
		{"date overlaps", datesOverlap, func(e *event) string { return days(e.Date) }},
		{"place", placesAgree, func(e *event) string { return placeName(e.Place) }},
		value("place country", func(e *event) string {
			if e.Place == nil {
				return ""
			}
			return e.Place.Country
		}),
		chain("innermost teller", via, last, "the outlet"),
		chain("outermost teller", via, first, "the outlet"),
		values("counts", func(e *event) []string { return counts(e.Counts) }),
	}
}

func names[T any](fields []field[T]) []string {
	out := make([]string, len(fields))
	for i, f := range fields {
		out[i] = f.name
	}
	return out
}

// annotated leaves out the fields that the gold never gives.
func annotated[T any](fields []field[T], gold *Set, of func(*Record) []T) []field[T] {
	return slices.DeleteFunc(fields, func(f field[T]) bool {
		for _, r := range gold.Reports {
			all := of(r)
			for i := range all {
				if f.compare(&all[i], &all[i]).Gold > 0 {
					return false
				}
			}
		}
		return true
	})
}

// common counts the values of g that have a counterpart of their own in p.
func common[T any](g, p []T, same func(a, b T) bool) int {
	n, left := 0, slices.Clone(p)
	for _, a := range g {
		if i := slices.IndexFunc(left, func(b T) bool { return same(a, b) }); i >= 0 {
			left = slices.Delete(left, i, i+1)
			n++
		}
	}
	return n
}

// countries is the set of states that actors belong to.
func countries(refs []dragoman.ActorRef) []string {
	var out []string
	for _, a := range refs {
		if a.Country != "" {
			out = append(out, a.Country)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// sameActor reports whether two actors are the same: by id, or by name, since
// the ids of another coder or of an annotator may be others. An id like "p7" is
// a number within its record and says nothing outside it.
func sameActor(a, b dragoman.ActorRef) bool {
	if a.ID != "" && a.ID == b.ID && !local(a.ID) {
		return true
	}
	name := actors.Fold(a.Name)
	return name != "" && name == actors.Fold(b.Name)
}

func local(id string) bool {
	number, ok := strings.CutPrefix(id, "p")
	return ok && number != "" && strings.Trim(number, "0123456789") == ""
}

// cast makes a field of the actors in a slot.
func cast[T any](name string, of func(*T) []dragoman.ActorRef) field[T] {
	return field[T]{name,
		func(gold, got *T) Count {
			g, p := of(gold), of(got)
			return Count{common(g, p, sameActor), len(g), len(p)}
		},
		func(v *T) string { return actorNames(of(v), ", ") },
	}
}

func actorNames(refs []dragoman.ActorRef, sep string) string {
	out := make([]string, len(refs))
	for i, a := range refs {
		out[i] = a.Name
	}
	return strings.Join(out, sep)
}

// chain makes a field of one end of a chain of tellers. An empty chain is an
// answer too: "via":[] is the outlet's own word. A gold event without "via" is
// not asked.
func chain[T any](name string, of func(*T) []dragoman.ActorRef, end func([]dragoman.ActorRef) dragoman.ActorRef, empty string) field[T] {
	return field[T]{name,
		func(gold, got *T) Count {
			g, p := of(gold), of(got)
			switch {
			case g == nil:
				return Count{}
			case len(g) == 0 && len(p) == 0, len(g) > 0 && len(p) > 0 && sameActor(end(g), end(p)):
				return Count{1, 1, 1}
			}
			return Count{0, 1, 1}
		},
		func(v *T) string {
			if len(of(v)) == 0 {
				return empty
			}
			return actorNames(of(v), " < ")
		},
	}
}

func first(chain []dragoman.ActorRef) dragoman.ActorRef { return chain[0] }
func last(chain []dragoman.ActorRef) dragoman.ActorRef  { return chain[len(chain)-1] }

// days writes a date as from..to; an open end stays open.
func days(d *dragoman.EventDate) string {
	if d == nil || d.From == "" && d.To == "" {
		return ""
	}
	return d.From + ".." + d.To
}

// datesOverlap counts a date as right if any day is common to both.
func datesOverlap(gold, got *event) Count {
	g, p := days(gold.Date), days(got.Date)
	c := Count{Gold: min(1, len(g)), Predicted: min(1, len(p))}
	if c.Gold+c.Predicted == 2 && !before(gold.Date.To, got.Date.From) && !before(got.Date.To, gold.Date.From) {
		c.Right = 1
	}
	return c
}

func before(end, start string) bool { return end != "" && start != "" && end < start }

// nearKM is how far a place may lie from the gold's: 161 km are the 100 miles
// by which toponym resolution is measured.
const nearKM = 161

func placesAgree(gold, got *event) Count {
	g, p := gold.Place, got.Place
	c := Count{Gold: min(1, len(placeName(g))), Predicted: min(1, len(placeName(p)))}
	if c.Gold+c.Predicted == 2 && (actors.Fold(g.Name) == actors.Fold(p.Name) || near(g, p)) {
		c.Right = 1
	}
	return c
}

func near(a, b *dragoman.Where) bool {
	return a.Lat != nil && a.Lon != nil && b.Lat != nil && b.Lon != nil && places.Distance(*a.Lat, *a.Lon, *b.Lat, *b.Lon) <= nearKM
}

func placeName(w *dragoman.Where) string {
	if w == nil {
		return ""
	}
	return w.Name
}

// counts lists the magnitudes of an event as "killed 12", "injured 24-99".
func counts(c *dragoman.Counts) []string {
	if c == nil {
		return nil
	}
	var out []string
	for _, x := range []struct {
		name string
		n    *dragoman.Count
	}{{"killed", c.Killed}, {"injured", c.Injured}, {"arrested", c.Arrested}, {"people", c.People}} {
		if x.n != nil {
			out = append(out, fmt.Sprintf("%s %v", x.name, bounds(x.n.Low, x.n.High)))
		}
	}
	if a := c.Amount; a != nil {
		low, high := a.Low, a.High
		if a.Value != nil {
			low, high = a.Value, a.Value
		}
		text := "amount"
		if low != nil && high != nil {
			text += " " + bounds(*low, *high)
		}
		out = append(out, text+" "+a.Currency)
	}
	return out
}

func bounds(low, high float64) string {
	if low == high {
		return fmt.Sprintf("%.15g", low)
	}
	return fmt.Sprintf("%.15g-%.15g", low, high)
}
