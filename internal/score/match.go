package score

import (
	"cmp"
	"encoding/json"
	"slices"

	"dragoman"
)

// span is a stretch of the gold's text in code points, half-open.
type span struct{ start, end int }

func (s span) empty() bool { return s.end <= s.start }

func (s span) overlap(o span) int { return max(0, min(s.end, o.end)-max(s.start, o.start)) }

// dice is how much of two stretches is common to them: 0 nothing, 1 all.
func (s span) dice(o span) float64 {
	return 2 * float64(s.overlap(o)) / (float64(s.end-s.start) + float64(o.end-o.start))
}

// at is an event, a statement, a figure or an act where it stands in the gold's text.
type at[T any] struct {
	of      *T
	id      string
	clause  span
	trigger span   // or cue; the clause where there is none
	what    string // for messages
	key     string // orders those that stand at the same place
}

// eventsAt lists events in an order that does not depend on that of the file.
func eventsAt(r *Record, to align) []at[dragoman.Event] {
	out := make([]at[dragoman.Event], len(r.Events))
	for i := range r.Events {
		e := &r.Events[i]
		out[i] = at[dragoman.Event]{of: e, id: e.ID, what: e.Type + " " + e.Status, key: key(e)}
		out[i].place(to, e.Span, e.Trigger)
	}
	return sorted(out)
}

func (a *at[T]) place(to align, clause, trigger dragoman.Span) {
	a.clause, a.trigger = to.span(clause), to.span(trigger)
	if a.trigger.empty() {
		a.trigger = a.clause
	}
	if a.clause.empty() {
		a.clause = a.trigger
	}
}

func key(v any) string {
	raw, err := json.Marshal(v)
	if err != nil {
		panic("score: a record that was read cannot be written: " + err.Error())
	}
	return string(raw)
}

func sorted[T any](all []at[T]) []at[T] {
	slices.SortFunc(all, func(a, b at[T]) int {
		return cmp.Or(cmp.Compare(a.clause.start, b.clause.start), cmp.Compare(a.clause.end, b.clause.end),
			cmp.Compare(a.trigger.start, b.trigger.start), cmp.Compare(a.key, b.key))
	})
	return all
}

// sameAct weighs whether two events report the same act; 0 means that they
// cannot. They may where their triggers overlap, or where they are of the same
// type and the trigger of one lies in the clause of the other: "signed an
// agreement" may hang by its verb or by its noun.
//
// Of the pairings that this allows, the one with the greatest sum of weights is
// taken. The type counts for as much as all else, then the trigger, then the
// clauses and how many of the fields agree.
func sameAct(g, p *at[dragoman.Event], fields []field[dragoman.Event]) float64 {
	kind := g.of.Type == p.of.Type
	trigger := g.trigger.overlap(p.trigger) > 0
	within := g.clause.overlap(p.trigger) > 0 || p.clause.overlap(g.trigger) > 0
	if !trigger && !(kind && within) {
		return 0
	}
	weight := g.clause.dice(p.clause) + agreement(g.of, p.of, fields)
	if kind {
		weight += 4
	}
	if trigger {
		weight += 2
	}
	return weight
}

// agreement is the mean share of the fields that agree.
func agreement[T any](g, p *T, fields []field[T]) float64 {
	sum := 0.0
	for _, f := range fields {
		if c := f.compare(g, p); c.Gold+c.Predicted > 0 {
			sum += 2 * float64(c.Right) / float64(c.Gold+c.Predicted)
		} else {
			sum++
		}
	}
	return sum / float64(max(1, len(fields)))
}

// pairing is who is whose counterpart, by number.
type pairing struct {
	both             []struct{ gold, got int }
	missed, spurious []int
}

// match pairs two lists one to one with the greatest sum of weights.
func match[T any](gold, got []at[T], weight func(g, p *at[T]) float64) pairing {
	n := max(len(gold), len(got))
	w := make([][]float64, n)
	for i := range w {
		w[i] = make([]float64, n) // the square is filled up with zeros
		for j := range w[i] {
			if i < len(gold) && j < len(got) {
				w[i][j] = weight(&gold[i], &got[j])
			}
		}
	}
	var out pairing
	taken := make([]bool, len(got))
	for i, j := range assign(w) {
		switch {
		case w[i][j] > 0:
			out.both = append(out.both, struct{ gold, got int }{i, j})
			taken[j] = true
		case i < len(gold):
			out.missed = append(out.missed, i)
		}
	}
	for j := range got {
		if !taken[j] {
			out.spurious = append(out.spurious, j)
		}
	}
	return out
}

// assign gives every row of a square its own column so that the sum of weights
// is greatest (the Hungarian method: Kuhn 1955, in the form of shortest
// augmenting paths).
func assign(w [][]float64) []int {
	n := len(w)
	u, v := make([]float64, n+1), make([]float64, n+1) // potentials of rows and columns
	row := make([]int, n+1)                            // by column; numbers from 1, 0 is none
	for i := 1; i <= n; i++ {
		row[0] = i
		least, from, done := make([]float64, n+1), make([]int, n+1), make([]bool, n+1)
		for j := range least {
			least[j] = 1e18
		}
		j0 := 0
		for row[j0] != 0 {
			done[j0] = true
			delta, j1 := 1e18, 0
			for j := 1; j <= n; j++ {
				if done[j] {
					continue
				}
				if c := -w[row[j0]-1][j-1] - u[row[j0]] - v[j]; c < least[j] {
					least[j], from[j] = c, j0
				}
				if least[j] < delta {
					delta, j1 = least[j], j
				}
			}
			for j := 0; j <= n; j++ {
				if done[j] {
					u[row[j]] += delta
					v[j] -= delta
				} else {
					least[j] -= delta
				}
			}
			j0 = j1
		}
		for j0 != 0 {
			row[j0] = row[from[j0]]
			j0 = from[j0]
		}
	}
	column := make([]int, n)
	for j := 1; j <= n; j++ {
		column[row[j]-1] = j - 1
	}
	return column
}
