package relate

import (
	"math"
	"testing"

	"dragoman/internal/doc"
)

// TestGlance works one glance out by hand: one number a look, one hidden.
func TestGlance(t *testing.T) {
	g := &glance{width: 1, hidden: 1, types: []string{"ACCUSE", "AID"}, statuses: []string{"occurred"},
		parts: []float32{0.5, 2, -1}, bias: []float32{0.1}, kind: []float32{0.3, 9}, underlying: []float32{0.2, 9, 9},
		status: []float32{0.4}, nobody: []float32{7, -0.5, 0.6}, out: []float32{1.5, -0.25}}
	// "Egypt 's army condemned it": source are the first three words, target nobody that stands in the sentence.
	d := &doc.Document{Looks: doc.LookTable{Width: 1, Numbers: []float32{
		9, 1, 9,
		9, 2, 9,
		9, 6, 9,
		4, 9, 9,
		9, 9, 9,
	}}}
	e := &doc.Event{Token: 3, Type: "ACCUSE", Status: doc.Occurred, Statement: -1}
	q := Query{Range: Range{0, 5}, Source: Range{0, 3}}
	gelu := func(x float64) float64 {
		return x / 2 * (1 + math.Tanh(math.Sqrt(2/math.Pi)*(x+0.044715*x*x*x)))
	}
	hidden := 0.1 + 0.3 + 0.2 + 0.4 - 0.5 + 0.5*gelu(4) + 2*gelu(3) - gelu(0)
	want := 1 / (1 + math.Exp(-(1.5*gelu(hidden) - 0.25)))
	if got, ok := g.of(d, e, q); !ok || math.Abs(got-want) > 1e-4 {
		t.Errorf("%v %v, expected %v", got, ok, want)
	}
	for name, change := range map[string]func(*doc.Document, *doc.Event){
		"no looks":          func(d *doc.Document, _ *doc.Event) { d.Looks = doc.LookTable{} },
		"a type not learnt": func(_ *doc.Document, e *doc.Event) { e.Type = "YIELD" },
		"no status":         func(_ *doc.Document, e *doc.Event) { e.Status = "" },
	} {
		d, e := *d, *e
		change(&d, &e)
		if _, ok := g.of(&d, &e, q); ok {
			t.Errorf("%s: a glance, expected the judge", name)
		}
	}
}
