package dragoman

import "testing"

// TestSure: what is plain is sure at a glance, and what is in doubt the judge reads; of
// two acts of one pair, it then has read both.
func TestSure(t *testing.T) {
	c := coder(t)
	for _, x := range []struct {
		text   string
		glance []bool // of each event
	}{
		{"Chile expelled two Peruvian diplomats on Monday.", []bool{true}},
		{"Norway accused Poland of spying.", []bool{true}},
		{"It is over between Peru, which had talks with Chile of sorts, and Bolivia.", []bool{false}},
	} {
		d := c.builder.Build(&Input{Text: x.text})
		for _, s := range c.stages.text {
			s.Run(d)
		}
		var got []bool
		for _, j := range d.Judgements {
			got = append(got, j.Glance)
			if j.Confidence <= 0 || j.Confidence >= 1 || j.Glance && j.Other != "" {
				t.Errorf("%q: %+v", x.text, j)
			}
		}
		if len(got) != len(x.glance) {
			t.Errorf("%q: %d events, expected %d", x.text, len(got), len(x.glance))
			continue
		}
		for i := range got {
			if got[i] != x.glance[i] {
				t.Errorf("%q: at a glance %v, expected %v (%.2f)", x.text, got, x.glance, d.Judgements[i].Net)
			}
		}
	}
}
