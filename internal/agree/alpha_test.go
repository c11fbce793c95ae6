package agree

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"
)

// unitsOf turns rows of judgements, one for each person, into columns; "." is none.
func unitsOf(rows ...string) [][]string {
	var out [][]string
	for _, r := range rows {
		for i, v := range strings.Fields(r) {
			if i == len(out) {
				out = append(out, nil)
			}
			if v != "." {
				out[i] = append(out[i], v)
			}
		}
	}
	return out
}

// The worked examples of Krippendorff's "Computing Krippendorff's Alpha-Reliability"
// (2011): two people and two values, two people and five, four people with values missing.
func TestWorkedExamples(t *testing.T) {
	for _, c := range []struct {
		name   string
		rows   []string
		alpha  float64
		units  int
		values int
	}{
		{"binary", []string{
			"0 1 0 0 0 0 0 0 1 0",
			"1 1 1 0 0 1 0 0 0 0",
		}, 0.095, 10, 20},
		{"nominal", []string{
			"a a b b d c c c e d d a",
			"b a b b b c c c e d d d",
		}, 0.692, 12, 24},
		{"missing values", []string{
			"1 2 3 3 2 1 4 1 2 . . .",
			"1 2 3 3 2 2 4 1 2 5 . 3",
			". 3 3 3 2 3 4 2 2 5 1 .",
			"1 2 3 3 2 4 4 1 2 5 1 .",
		}, 0.743, 11, 40},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := Nominal(unitsOf(c.rows...), 0)
			if got.Alpha == nil || math.Abs(*got.Alpha-c.alpha) > 0.0005 {
				t.Fatalf("alpha %v, want %.3f", got.Alpha, c.alpha)
			}
			if got.Units != c.units || got.Values != c.values {
				t.Errorf("%d units with %d values, want %d and %d", got.Units, got.Values, c.units, c.values)
			}
		})
	}
}

func TestNoMeaning(t *testing.T) {
	for name, units := range map[string][][]string{
		"nothing":              nil,
		"everything once":      {{"right"}, {"wrong"}},
		"one value throughout": {{"right", "right"}, {"right", "right"}},
	} {
		if got := Nominal(units, 10); got.Alpha != nil || got.Low != nil {
			t.Errorf("%s: alpha %v, want none", name, *got.Alpha)
		}
	}
}

// Values dealt out at random agree as chance does; the interval holds the figure.
func TestChance(t *testing.T) {
	dice := rand.New(rand.NewPCG(3, 4))
	units := make([][]string, 3000)
	for i := range units {
		for range 2 + dice.IntN(2) {
			units[i] = append(units[i], string(rune('a'+dice.IntN(3))))
		}
	}
	got := Nominal(units, 200)
	if math.Abs(*got.Alpha) > 0.03 || *got.Low > *got.Alpha || *got.High < *got.Alpha || *got.High-*got.Low > 0.1 {
		t.Errorf("alpha %.3f (%.3f to %.3f), want about 0", *got.Alpha, *got.Low, *got.High)
	}
	if math.Abs(got.Equal-1.0/3) > 0.03 {
		t.Errorf("%.3f of the pairs are equal, want about a third", got.Equal)
	}
}
