package factual

import (
	"testing"

	"dragoman/internal/doc"
)

// TestTrustStatus: what the network says counts by how far it is surer than the rule is
// trusted, and a deed that the rules do not see needs more.
func TestTrustStatus(t *testing.T) {
	w := &Trust{Scale: 1, Rule: map[string]float64{AnyRule: 1, "signature": 2}}
	for _, c := range []struct {
		name string
		says doc.Modality
		rule string
		odds map[doc.Modality]float32 // all others are unlikely
		want doc.Modality
	}{
		{"the network knows better than a guess", doc.Occurred, "noun by itself", map[doc.Modality]float32{doc.Planned: -0.1, doc.Occurred: -4}, doc.Planned},
		{"it is not sure enough", doc.Occurred, "noun by itself", map[doc.Modality]float32{doc.Planned: -0.5, doc.Occurred: -1}, doc.Occurred},
		{"a signature is trusted more", doc.Negated, "signature refuse + to", map[doc.Modality]float32{doc.Hypothetical: -0.1, doc.Negated: -3}, doc.Negated},
		{"a deed needs more", doc.Planned, "infinitive by itself", map[doc.Modality]float32{doc.Occurred: -0.1, doc.Planned: -3}, doc.Planned},
		{"and may have it", doc.Planned, "infinitive by itself", map[doc.Modality]float32{doc.Occurred: -0.1, doc.Planned: -5}, doc.Occurred},
	} {
		var odds doc.Odds
		for k, m := range doc.Modalities {
			odds[k] = -9
			if x, ok := c.odds[m]; ok {
				odds[k] = x
			}
		}
		if got := w.status(&odds, &doc.Status{Modality: c.says, Rule: c.rule}); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

// TestWhy: who reads why a status was given sees that the network overruled a rule.
func TestWhy(t *testing.T) {
	s := doc.Status{Modality: doc.Planned, Rule: "noun by itself", Over: doc.Occurred}
	if got := s.Why(); got != "the network, over occurred by noun by itself" || s.ByRule() != doc.Occurred {
		t.Errorf("%q, %s", got, s.ByRule())
	}
}
