package serve

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"dragoman"
)

// Layers are what can be seen in a report's text, each switched on by itself.
var layers = []struct{ Name, Title string }{
	{"events", "Events"}, {"statements", "Statements"}, {"actors", "Actors"}, {"times", "Times"}, {"places", "Places"}, {"figures", "Figures"},
}

// mark is a stretch of the text with something to be seen in it.
type mark struct {
	start, end int    // code points, half-open
	class      string // trigger, clause, said, cue, actors, times, places, figures
	of         string // whose it is: the record's entry has the id "e1"
	leads      bool   // it is a link to its entry; else it is only drawn
}

// segment is a stretch within which nothing begins or ends.
type segment struct {
	Text    string
	Class   string
	Of      string // the entries that are marked here, innermost first
	To      string // the entry that it leads to
	Further bool   // the link has begun in a segment before
}

// paragraph is one of the text, as it reads.
type paragraph struct {
	Kind     string // title byline dateline heading body credit
	Segments []segment
}

// marks lists what there is to be seen in a report.
func marks(r *dragoman.Record) []mark {
	var out []mark
	add := func(start, end int, class, of string, leads bool) {
		if start < end {
			out = append(out, mark{start, end, class, of, leads})
		}
	}
	for i := range r.Events {
		e := &r.Events[i]
		how := "trigger " + kindOf(e.Quad) + " " + doneness(e.Status)
		add(e.Start, e.End, "clause", e.ID, false)
		add(e.Trigger.Start, e.Trigger.End, how, e.ID, true)
		for _, t := range e.Evidence {
			if !t.Main {
				add(t.Start, t.End, "clause", e.ID, false)
				add(t.Trigger.Start, t.Trigger.End, how, e.ID, true)
			}
		}
	}
	for i := range r.Statements {
		st := &r.Statements[i]
		parts := st.Parts
		if len(parts) == 0 {
			parts = []dragoman.Span{st.Span}
		}
		for _, p := range parts {
			add(p.Start, p.End, "said", st.ID, false)
		}
		if st.Cue != nil {
			add(st.Cue.Start, st.Cue.End, "cue", st.ID, true)
		}
	}
	for i, a := range r.Actors {
		for _, m := range a.Mentions {
			add(m.Start, m.End, "actors", entry("a", i), true)
		}
	}
	for i, t := range r.Times {
		add(t.Start, t.End, "times", entry("t", i), true)
	}
	for i, p := range r.Places {
		add(p.Start, p.End, "places", entry("p", i), true)
	}
	for i, f := range r.Figures {
		add(f.Start, f.End, "figures", entry("f", i), true)
	}
	return out
}

// entry is the id of something that the record gives none.
func entry(letter string, i int) string { return fmt.Sprintf("%s-%d", letter, i+1) }

// kindOf sets cooperation off from conflict.
func kindOf(quad *int) string {
	switch {
	case quad == nil:
		return "neither"
	case *quad == 1 || *quad == 2:
		return "cooperation"
	case *quad == 3 || *quad == 4:
		return "conflict"
	}
	return "neither"
}

// doneness sets deeds off from what is only meant and from what did not happen.
func doneness(status string) string {
	switch status {
	case "occurred", "ongoing", "background":
		return "done"
	case "negated":
		return "denied"
	}
	return "meant"
}

// paragraphs cuts a report's text where lines are blank and where something begins or
// ends. A span that does not lie in the text is left out.
func paragraphs(r *dragoman.Record) []paragraph {
	text := []rune(r.Text)
	all := slices.DeleteFunc(marks(r), func(m mark) bool { return m.start < 0 || m.end > len(text) })
	slices.SortStableFunc(all, func(a, b mark) int { return cmp.Compare(a.start, b.start) })
	var out []paragraph
	led := map[int]bool{} // marks whose link has begun
	for _, b := range blocks(text) {
		p := paragraph{Kind: kindAt(r, b)}
		cuts := []int{b.start, b.end}
		var here []int
		for i, m := range all {
			if m.start >= b.end {
				break
			}
			if m.end > b.start {
				here = append(here, i)
				cuts = append(cuts, max(m.start, b.start), min(m.end, b.end))
			}
		}
		slices.Sort(cuts)
		cuts = slices.Compact(cuts)
		for i := range len(cuts) - 1 {
			p.Segments = append(p.Segments, cut(text, all, here, cuts[i], cuts[i+1], led))
		}
		out = append(out, p)
	}
	return out
}

// cut makes the segment between two cuts.
func cut(text []rune, all []mark, here []int, from, to int, led map[int]bool) segment {
	s := segment{Text: string(text[from:to])}
	var on []int
	for _, i := range here {
		if all[i].start <= from && all[i].end >= to {
			on = append(on, i)
		}
	}
	// Innermost first: of "the Turkish ministry" the word "Turkish" leads to the state.
	slices.SortStableFunc(on, func(a, b int) int {
		return cmp.Compare(all[a].end-all[a].start, all[b].end-all[b].start)
	})
	var classes, of []string
	for _, i := range on {
		m := all[i]
		for _, c := range strings.Fields(m.class) {
			if !slices.Contains(classes, c) {
				classes = append(classes, c)
			}
		}
		if !slices.Contains(of, m.of) {
			of = append(of, m.of)
		}
		if m.leads && s.To == "" && strings.TrimSpace(s.Text) != "" {
			s.To, s.Further = m.of, led[i]
			led[i] = true
		}
	}
	s.Class, s.Of = strings.Join(classes, " "), strings.Join(of, " ")
	return s
}

type stretch struct{ start, end int }

// blocks are the stretches between blank lines.
func blocks(text []rune) []stretch {
	var out []stretch
	start := 0
	for i := 0; i < len(text); i++ {
		if text[i] != '\n' {
			continue
		}
		next := i
		for next < len(text) && (text[next] == '\n' || text[next] == ' ' || text[next] == '\r') {
			next++
		}
		if breaks := slices.Index(text[i+1:next], '\n'); breaks < 0 && next < len(text) {
			continue // one line end within a paragraph
		}
		if i > start {
			out = append(out, stretch{start, i})
		}
		start, i = next, next-1
	}
	if start < len(text) {
		out = append(out, stretch{start, len(text)})
	}
	return out
}

// kindAt is the kind of the sentence that a paragraph begins with.
func kindAt(r *dragoman.Record, b stretch) string {
	for _, s := range r.Sentences {
		if s.Start < b.end && s.End > b.start {
			return s.Kind
		}
	}
	return "body"
}
