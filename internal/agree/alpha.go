// Package agree says how far people who judged the same things agree beyond what
// chance would have them agree.
//
// The measure is Krippendorff's alpha for nominal values (Krippendorff, Content
// Analysis, 4th ed., ch. 12): any number of people, not everybody need have judged
// everything. It is 1 where all agree, 0 where they agree as values dealt out at
// random would, and below 0 where they do so less.
//
// What it gets wrong: where nearly all values are one, a single disagreement brings
// it down far; the share of agreeing pairs stands beside it for that reason.
package agree

import (
	"math/rand/v2"
	"slices"
)

// Agreement is how far people agree.
type Agreement struct {
	Units  int     // things that two people and more have judged
	Values int     // their judgements of these
	Equal  float64 // share of the pairs of judgements of one thing that are equal
	// Alpha is nil where it has no meaning: nothing was judged twice, or there is but
	// one value, which could not have been missed.
	Alpha *float64
	// Low and High bound 95 of 100 draws of as many units from these; nil without
	// draws, or where too few of them have an alpha.
	Low, High *float64
}

// Nominal compares judgements: for each thing the values that it was given, one for each
// person who judged it. Things judged once count nothing. The interval is made from so
// many draws, always the same.
func Nominal(units [][]string, draws int) Agreement {
	var t tally
	var counted []map[string]int
	for _, values := range units {
		if len(values) > 1 {
			counted = append(counted, countsOf(values))
		}
	}
	for _, c := range counted {
		t.add(c)
	}
	out := Agreement{Units: len(counted), Values: int(t.n), Alpha: t.alpha()}
	if t.n > 0 {
		out.Equal = 1 - t.observed/t.n
	}
	if out.Alpha != nil {
		out.Low, out.High = interval(counted, draws)
	}
	return out
}

func countsOf(values []string) map[string]int {
	c := map[string]int{}
	for _, v := range values {
		c[v]++
	}
	return c
}

// tally gathers what alpha is made of: the coincidences off the diagonal, and how often
// each value was given.
type tally struct {
	n, observed float64
	of          map[string]float64
}

// add adds a thing. Its m values make m(m-1) ordered pairs, each weighed by 1/(m-1), so
// that every value counts once.
func (t *tally) add(counts map[string]int) {
	if t.of == nil {
		t.of = map[string]float64{}
	}
	m, equal := 0.0, 0.0
	for v, c := range counts {
		k := float64(c)
		m += k
		equal += k * (k - 1)
		t.of[v] += k
	}
	t.n += m
	t.observed += m - equal/(m-1)
}

// alpha is one less the observed disagreement over that of chance.
func (t *tally) alpha() *float64 {
	expected := t.n * t.n
	for _, k := range t.of {
		expected -= k * k
	}
	if expected <= 0 {
		return nil
	}
	a := 1 - (t.n-1)*t.observed/expected
	return &a
}

// interval draws things anew, with repetition, and takes the percentiles (Efron).
func interval(units []map[string]int, draws int) (low, high *float64) {
	dice := rand.New(rand.NewPCG(1, 1))
	var all []float64
	for range draws {
		var t tally
		for range units {
			t.add(units[dice.IntN(len(units))])
		}
		if a := t.alpha(); a != nil {
			all = append(all, *a)
		}
	}
	if len(all) < draws/2 || len(all) < 2 {
		return nil, nil
	}
	slices.Sort(all)
	return &all[len(all)*25/1000], &all[(len(all)*975-1)/1000]
}
