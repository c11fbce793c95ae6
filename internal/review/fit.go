package review

import (
	"cmp"
	"slices"

	"dragoman"
)

// Fits weighs how well an event tells the act that was marked; 0 is not at all. Both
// point into the same text.
//
// Right and corrected hold for an event whose word for the act overlaps the marked
// one's, or that is of the same type and has it in its clause ("signed" and "agreement"
// in "signed an agreement"). Wrong holds only for the same claim: of the same word, type
// and status, with the same on both sides. A new coder that says something else there
// says what nobody has judged.
func (m *Mark) Fits(e *dragoman.Event) int {
	t := m.Truth()
	kind := e.Type == m.Seen.Type || e.Type == t.Type
	words := overlap(m.Seen.Trigger, e.Trigger)
	if m.Mark == Wrong {
		if words && e.Type == m.Seen.Type && e.Status == m.Seen.Status && sameParties(e.Source, m.Seen.Source) && sameParties(e.Target, m.Seen.Target) {
			return 1 + exactly(m.Seen.Trigger, e.Trigger)
		}
		return 0
	}
	if !words && !(kind && (overlap(m.Seen.Span, e.Trigger) || overlap(e.Span, m.Seen.Trigger) || amongTellings(m.Seen, e))) {
		return 0
	}
	weight := 1 + 2*min(1, shared(e.Source, t.Source)+shared(e.Source, m.Seen.Source)) + 2*min(1, shared(e.Target, t.Target)+shared(e.Target, m.Seen.Target))
	if words {
		weight += 8 + 4*exactly(m.Seen.Trigger, e.Trigger)
	}
	if kind {
		weight += 6
	}
	if e.Status == t.Status || e.Status == m.Seen.Status {
		weight++
	}
	if e.Date != nil && m.Seen.Date != nil && e.Date.From == m.Seen.Date.From {
		weight++
	}
	return weight
}

// amongTellings reports whether a word tells an event of which another one is the main one.
func amongTellings(seen, e *dragoman.Event) bool {
	return slices.ContainsFunc(e.Evidence, func(t dragoman.Telling) bool { return overlap(t.Trigger, seen.Trigger) })
}

func overlap(a, b dragoman.Span) bool { return a.Start < b.End && b.Start < a.End }

func exactly(a, b dragoman.Span) int {
	if a.Start == b.Start && a.End == b.End {
		return 1
	}
	return 0
}

// Attach finds for each mark of a report the event that it holds for, by its place in
// the record; -1 where there is none. No two marks of one person hold for one event: of
// those that might, the one that fits best does.
func Attach(marks []*Mark, events []dragoman.Event) []int {
	type fit struct{ mark, event, weight int }
	var fits []fit
	for i, m := range marks {
		for k := range events {
			if w := m.Fits(&events[k]); w > 0 {
				fits = append(fits, fit{i, k, w})
			}
		}
	}
	slices.SortStableFunc(fits, func(a, b fit) int { return cmp.Compare(b.weight, a.weight) })
	out := make([]int, len(marks))
	for i := range out {
		out[i] = -1
	}
	type place struct {
		by    string
		event int
	}
	taken := map[place]bool{}
	for _, f := range fits {
		p := place{marks[f.mark].By, f.event}
		if out[f.mark] < 0 && !taken[p] {
			out[f.mark], taken[p] = f.event, true
		}
	}
	return out
}

// Decides returns of the marks of one event the one that is followed, by its number: the
// last one, whoever made it.
func Decides(marks []*Mark) int {
	last := 0
	for i, m := range marks {
		if cmp.Or(cmp.Compare(m.At, marks[last].At), cmp.Compare(m.By, marks[last].By)) > 0 {
			last = i
		}
	}
	return last
}
