package score

import (
	"fmt"
	"math"
	"strings"

	"dragoman"
)

type figure = dragoman.Figure

func figuresAt(r *Record, to align) []at[figure] {
	out := make([]at[figure], len(r.Figures))
	for i := range r.Figures {
		f := &r.Figures[i]
		out[i] = at[figure]{of: f, what: f.Text, key: key(f)}
		out[i].place(to, f.Span, dragoman.Span{})
	}
	return sorted(out)
}

// sameFigure weighs whether two figures are the same: "more than 300" and "300".
func sameFigure(g, p *at[figure], fields []field[figure]) float64 {
	if g.clause.overlap(p.clause) == 0 {
		return 0
	}
	return g.clause.dice(p.clause) + agreement(g.of, p.of, fields)
}

func figureFields() []field[figure] {
	return []field[figure]{
		{"value", sameValue, amount},
		value("unit", func(f *figure) string { return f.Unit }),
		{"of", sameThing, func(f *figure) string { return f.Of }},
		value("when", func(f *figure) string { return f.When }),
	}
}

// sameValue counts a figure as right where its value is, or its bounds are, within
// 1 %.
func sameValue(gold, got *figure) Count {
	g, p := bracket(gold), bracket(got)
	c := Count{Gold: some(g != [2]*float64{}), Predicted: some(p != [2]*float64{})}
	values := gold.Value != nil && got.Value != nil && close1(gold.Value, got.Value)
	c.Right = some(values || c.Gold == 1 && close1(g[0], p[0]) && close1(g[1], p[1]))
	return c
}

// bracket is the least and the most that a figure can be, nil where that is open.
func bracket(f *figure) [2]*float64 {
	if f.Low == nil && f.High == nil {
		return [2]*float64{f.Value, f.Value}
	}
	return [2]*float64{f.Low, f.High}
}

func close1(a, b *float64) bool {
	if a == nil || b == nil {
		return a == b
	}
	return *a == *b || math.Abs(*a-*b) <= 0.01*math.Abs(*a)
}

func amount(f *figure) string {
	var out []string
	for _, x := range []struct {
		name string
		n    *float64
	}{{"", f.Value}, {"from ", f.Low}, {"to ", f.High}} {
		if x.n != nil {
			out = append(out, fmt.Sprintf("%s%.15g", x.name, *x.n))
		}
	}
	return strings.Join(out, " ")
}

// sameThing asks whether two figures are of the same: the last words are the same,
// which is the head of most English phrases ("senior officials", "officials"), or
// all words of the shorter are in the longer ("wheat", "wheat for Lebanon").
func sameThing(gold, got *figure) Count {
	g, p := nameWords(gold.Of), nameWords(got.Of)
	c := Count{Gold: some(len(g) > 0), Predicted: some(len(p) > 0)}
	c.Right = some(c.Gold+c.Predicted == 2 && (g[len(g)-1] == p[len(p)-1] || partOf(g, p) || partOf(p, g)))
	return c
}

func (r *run) quantities(s sheet, in report, gold, got []at[figure]) {
	pairs := match(gold, got, func(g, p *at[figure]) float64 { return sameFigure(g, p, r.figures) })
	s.add("figures", "found", Count{len(pairs.both), len(gold), len(got)})
	compare(r, s, in, "figure", "figure fields", r.figures, gold, got, pairs)
}
