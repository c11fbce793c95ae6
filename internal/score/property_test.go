package score

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"dragoman"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// drawn makes a set of reports with events, statements, figures and acts of all
// sorts, many of them alike or in the same place.
func drawn(t *rapid.T) *Set {
	pick := func(name string, from ...string) string { return rapid.SampledFrom(from).Draw(t, name) }
	actors := func(name string) []dragoman.ActorRef {
		out := []dragoman.ActorRef{}
		for range rapid.IntRange(0, 2).Draw(t, name) {
			c := pick(name, "FRA", "ESP", "ITA")
			out = append(out, dragoman.ActorRef{Party: dragoman.Party{ID: c, Name: c, Country: c}})
		}
		return out
	}
	place := func() dragoman.Span {
		start := rapid.SampledFrom([]int{0, 7, 25}).Draw(t, "start")
		return dragoman.Span{Start: start, End: rapid.SampledFrom([]int{30, 39}).Draw(t, "end")}
	}
	s := set()
	for i := range rapid.IntRange(1, 4).Draw(t, "reports") {
		r := &Record{Record: dragoman.Record{ID: fmt.Sprint(i), Text: text}}
		for k := range rapid.IntRange(0, 6).Draw(t, "events") {
			e := dragoman.Event{ID: fmt.Sprint(k), Span: place(), Type: pick("type", "ACCUSE", "AID", "CONSULT"),
				Status: pick("status", "occurred", "planned", "negated"), Mode: pick("mode", "", "visit"), Source: actors("source"), Target: actors("target"), Via: actors("via")}
			if rapid.Bool().Draw(t, "has trigger") {
				e.Trigger = place()
			}
			if rapid.Bool().Draw(t, "has date") {
				e.Date = &dragoman.EventDate{From: pick("from", "", "2021-05-04"), To: pick("to", "2021-05-04", "2021-05-06")}
			}
			if rapid.Bool().Draw(t, "has confidence") {
				c := rapid.Float64Range(0, 1).Draw(t, "confidence")
				e.Confidence = &c
			}
			r.Events = append(r.Events, e)
		}
		for k := range rapid.IntRange(0, 3).Draw(t, "statements") {
			x := dragoman.Statement{ID: fmt.Sprint(k), Span: place(), Chain: actors("chain"), Stance: pick("stance", "says", "denies")}
			if rapid.Bool().Draw(t, "has cue") {
				cue := place()
				x.Cue = &cue
			}
			if k > 0 && rapid.Bool().Draw(t, "has parent") {
				x.Parent = fmt.Sprint(k - 1)
			}
			r.Statements = append(r.Statements, x)
		}
		for range rapid.IntRange(0, 3).Draw(t, "figures") {
			n := rapid.Float64Range(0, 9).Draw(t, "n")
			r.Figures = append(r.Figures, dragoman.Figure{Span: place(), Value: &n, Unit: pick("unit", "", "person"), Of: pick("of", "", "men", "old men")})
		}
		for range rapid.IntRange(0, 3).Draw(t, "acts") {
			a := dragoman.Act{Span: place(), Status: pick("status", "occurred", "planned", "negated")}
			if rapid.Bool().Draw(t, "has condition") {
				c := place()
				a.Condition = &c
			}
			r.Acts = append(r.Acts, a)
		}
		s.Reports[r.ID] = r
	}
	return s
}

// Scored against itself, every gold is right everywhere.
func TestGoldAgreesWithItself(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		gold := drawn(t)
		r := Compare(gold, gold, 20)
		for _, x := range r.Rows {
			f := x.F1
			if f == nil {
				f = x.Accuracy
			}
			if x.Right != x.Gold || x.Right != x.Predicted || f.Value != 1 || f.Interval != nil && *f.Interval != [2]float64{1, 1} {
				t.Errorf("%s, %s: %+v", x.Part, x.Name, x.Count)
			}
		}
		if len(r.All)+len(r.ToldAsDone) > 0 {
			t.Errorf("differences: %+v", r.All)
		}
	})
}

// The order of events, statements, figures and acts in their records means nothing.
func TestOrderMeansNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		gold, got := drawn(t), drawn(t)
		before := Compare(gold, got, 20)
		dice := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 0))
		for _, s := range []*Set{gold, got} {
			for _, id := range slices.Sorted(maps.Keys(s.Reports)) {
				r := s.Reports[id]
				dice.Shuffle(len(r.Events), func(i, j int) { r.Events[i], r.Events[j] = r.Events[j], r.Events[i] })
				dice.Shuffle(len(r.Statements), func(i, j int) { r.Statements[i], r.Statements[j] = r.Statements[j], r.Statements[i] })
				dice.Shuffle(len(r.Figures), func(i, j int) { r.Figures[i], r.Figures[j] = r.Figures[j], r.Figures[i] })
				dice.Shuffle(len(r.Acts), func(i, j int) { r.Acts[i], r.Acts[j] = r.Acts[j], r.Acts[i] })
			}
		}
		if diff := cmp.Diff(before, Compare(gold, got, 20)); diff != "" {
			t.Error(diff)
		}
	})
}

// No figure is more than 1, and no event is counted twice.
func TestCountsAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := Compare(drawn(t), drawn(t), 20)
		missed, spurious := 0, 0
		for _, d := range r.All {
			if d.Of == "event" && d.Error == "missed" {
				missed++
			}
			if d.Of == "event" && d.Error == "spurious" {
				spurious++
			}
		}
		for _, x := range r.Rows {
			if x.Right > min(x.Gold, x.Predicted) {
				t.Errorf("%s, %s: %+v", x.Part, x.Name, x.Count)
			}
			if x.Part == "events" && x.Name == "found" && (x.Gold != x.Right+missed || x.Predicted != x.Right+spurious) {
				t.Errorf("found %+v, missed %d, spurious %d", x.Count, missed, spurious)
			}
		}
	})
}

// The assignment is as good as the best of all.
func TestAssignIsBest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 5).Draw(t, "n")
		w := make([][]float64, n)
		for i := range w {
			w[i] = make([]float64, n)
			for j := range w[i] {
				w[i][j] = float64(rapid.IntRange(0, 4).Draw(t, "weight"))
			}
		}
		columns := assign(w)
		sum, taken := 0.0, map[int]bool{}
		for i, j := range columns {
			sum += w[i][j]
			taken[j] = true
		}
		if want := best(w, 0, map[int]bool{}); sum != want || len(taken) != n {
			t.Errorf("%v: sum %v of %v, want %v", columns, sum, w, want)
		}
	})
}

// best tries all assignments from a row on.
func best(w [][]float64, i int, taken map[int]bool) float64 {
	if i == len(w) {
		return 0
	}
	most := -1.0
	for j := range w {
		if !taken[j] {
			taken[j] = true
			most = max(most, w[i][j]+best(w, i+1, taken))
			delete(taken, j)
		}
	}
	return most
}
