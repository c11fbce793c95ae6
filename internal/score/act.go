package score

import (
	"slices"

	"dragoman"
)

// doing is an act, with its condition where it stands in the gold's text.
type doing struct {
	*dragoman.Act
	condition span
}

func doings(r *Record, to align) []doing {
	out := make([]doing, len(r.Acts))
	for i := range r.Acts {
		out[i].Act = &r.Acts[i]
		if c := out[i].Condition; c != nil {
			out[i].condition = to.span(*c)
		}
	}
	return out
}

func doingsAt(r *Record, to align) []at[doing] {
	all := doings(r, to)
	out := make([]at[doing], len(all))
	for i := range all {
		d := &all[i]
		out[i] = at[doing]{of: d, what: d.Status, key: key(d.Act)}
		out[i].place(to, d.Span, dragoman.Span{})
	}
	return sorted(out)
}

func actFields() []field[doing] {
	return []field[doing]{
		value("status", func(d *doing) string { return d.Status }),
		{"condition", sameCondition, func(d *doing) string {
			if d.Condition == nil {
				return ""
			}
			return short(d.Condition.Text)
		}},
	}
}

// sameCondition counts a condition as right where half of the two is common.
func sameCondition(gold, got *doing) Count {
	c := Count{Gold: some(!gold.condition.empty()), Predicted: some(!got.condition.empty())}
	c.Right = some(c.Gold+c.Predicted == 2 && gold.condition.dice(got.condition) >= 0.5)
	return c
}

// doings compares acts. The gold names those that are asked for, and of others
// nothing is said: what a coder tells beside them is not spurious.
func (r *run) doings(s sheet, in report, gold, got []at[doing]) {
	got = slices.DeleteFunc(got, func(p at[doing]) bool {
		return !slices.ContainsFunc(gold, func(g at[doing]) bool { return g.clause.overlap(p.clause) > 0 })
	})
	pairs := match(gold, got, func(g, p *at[doing]) float64 {
		if g.clause.overlap(p.clause) == 0 {
			return 0
		}
		return g.clause.dice(p.clause) + agreement(g.of, p.of, r.acts)
	})
	pairs.spurious = nil
	for _, g := range gold {
		s.add("acts", "status", Count{Gold: 1})
		s.add("acts", "covered", Count{Gold: 1})
		s.add("status classes", g.of.Status, Count{Gold: 1})
	}
	for _, x := range pairs.both {
		g, p := &gold[x.gold], got[x.got].of
		right := some(g.of.Status == p.Status)
		s.add("acts", "status", Count{Right: right, Predicted: 1})
		s.add("acts", "covered", Count{Right: 1, Predicted: 1})
		s.add("status classes", p.Status, Count{Right: right, Predicted: 1})
		r.told(&r.actReality, Difference{Of: "act", Report: in.id, Want: g.of.Status, Got: p.Status}, in, g.clause)
	}
	compare(r, s, in, "act", "act fields", r.acts, gold, got, pairs)
}
