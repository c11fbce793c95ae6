package score

import (
	"cmp"
	"maps"
	"slices"
	"strconv"

	"dragoman"
)

// Relation is what a source does to a target in a text: the gold of `relate`,
// and its answer.
type Relation struct {
	ID   string `json:"id"`
	Text string `json:"text,omitempty"`

	Source *dragoman.Range `json:"source,omitempty"`
	Target *dragoman.Range `json:"target,omitempty"`

	Event string `json:"event,omitempty"` // PLOVER; empty or "NONE": nothing
	Quad  int    `json:"quad,omitempty"`
}

// none is the class of a source that does nothing to the target. It is an
// answer like others, but no type: means over the types leave it out.
const none = "NONE"

// grain is one of the three ways to tell relations apart.
type grain struct {
	name  string
	class func(Relation) string // empty where the gold does not say
}

func grains() []grain {
	return []grain{
		{"event", func(r Relation) string {
			if r.Event == "" && r.Quad != 0 {
				return ""
			}
			return cmp.Or(r.Event, none)
		}},
		{"quad", func(r Relation) string { return cmp.Or(quadName(r.Quad), none) }},
		{"binary", func(r Relation) string {
			switch r.Quad {
			case 0:
				return none
			case 1, 2:
				return "cooperation"
			}
			return "conflict"
		}},
	}
}

// eventQuad is the quad class of an event as a word, empty where it has none.
func eventQuad(e *event) string {
	if e.Quad == nil {
		return ""
	}
	return strconv.Itoa(*e.Quad)
}

func quadName(q int) string {
	if q == 0 {
		return ""
	}
	return strconv.Itoa(q)
}

// relations compares two sets of relations: accuracy, and macro-F1, the mean F1
// of the classes that the gold has, NONE left out.
func relations(gold, got *Set, resamples int) *Result {
	out := &Result{Of: "relations", Items: len(gold.Relations), Resamples: resamples}
	var sheets []sheet
	for _, id := range slices.Sorted(maps.Keys(gold.Relations)) {
		g := gold.Relations[id]
		p, answered := got.Relations[id]
		if !answered {
			out.Unanswered = append(out.Unanswered, id)
		}
		s := sheet{}
		for _, x := range grains() {
			if want := x.class(g); want != "" {
				s.answer(x.name, want, cmp.Or(x.class(p), none))
			}
		}
		sheets = append(sheets, s)
		if want, answer := grains()[0].class(g), grains()[0].class(p); want != "" && want != answer {
			d := Difference{Error: "wrong", Of: "relation", Report: id, Field: "event", Want: want, Got: answer, End: len([]rune(g.Text)), Text: g.Text}
			out.All = append(out.All, d)
		}
	}
	for id := range got.Relations {
		if _, ok := gold.Relations[id]; !ok {
			out.Unasked++
		}
	}
	out.Rows = relationRows(sheets, resamples)
	return out
}

// answer counts a relation under "relations", and under its classes.
func (s sheet) answer(grain, want, got string) {
	c := Count{Gold: 1, Predicted: 1}
	if want == got {
		c.Right = 1
	}
	s.add("relations", grain, c)
	s.add(grain+" classes", want, Count{Right: c.Right, Gold: 1})
	s.add(grain+" classes", got, Count{Predicted: 1})
}

func relationRows(sheets []sheet, resamples int) []Row {
	lines := ordered(sheets)
	var asked []accuracy
	for _, g := range grains() {
		asked = append(asked, accuracy{line{"relations", g.name}, g.name + " classes"})
	}
	classes := slices.DeleteFunc(rates(lines, sheets, resamples), func(r Row) bool { return r.Part == "relations" })
	return append(accuracies(lines, sheets, resamples, asked...), classes...)
}

// macro is the mean F1 of the classes of a part that the gold has.
func macro(lines []line, part string) measure {
	return func(c []Count) float64 {
		sum, n := 0.0, 0
		for i, l := range lines {
			if l.part == part && l.name != none && c[i].Gold > 0 {
				sum += c[i].f1()
				n++
			}
		}
		if n == 0 {
			return ratio(0, 0)
		}
		return sum / float64(n)
	}
}
