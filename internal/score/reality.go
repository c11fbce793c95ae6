package score

import (
	"cmp"
	"slices"

	"dragoman/internal/doc"
)

// reality counts what is told of whether acts are so.
type reality struct {
	statuses     map[Confusion]int
	undone, done Deeds
}

// told counts the statuses of a pair. A plan or a denial that is told as the deed is
// the worst that a coder can do, and is named: d says of what.
func (r *run) told(in *reality, d Difference, at report, clause span) {
	if in.statuses == nil {
		in.statuses = map[Confusion]int{}
	}
	in.statuses[Confusion{Gold: d.Want, Predicted: d.Got}]++
	if doc.Modality(d.Want).Done() {
		in.done.Of++
		in.done.N += some(!doc.Modality(d.Got).Done())
		return
	}
	in.undone.Of++
	if doc.Modality(d.Got).Done() {
		in.undone.N++
		d.Error, d.Field, d.Start, d.End, d.Text = "told as done", "status", clause.start, clause.end, at.words(clause)
		r.result.ToldAsDone = append(r.result.ToldAsDone, d)
	}
}

// counts lists the statuses in order, and the deeds.
func (in *reality) counts() ([]Confusion, []Deeds) {
	var out []Confusion
	for c, n := range in.statuses {
		c.N = n
		out = append(out, c)
	}
	slices.SortFunc(out, func(a, b Confusion) int {
		return cmp.Or(cmp.Compare(a.Gold, b.Gold), cmp.Compare(a.Predicted, b.Predicted))
	})
	in.undone.Name, in.done.Name = "told as done, and is not", "told as not done, and is"
	return out, []Deeds{in.undone, in.done}
}
