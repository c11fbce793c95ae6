package lang

import (
	"encoding/json"
	"math"
	"os"
	"testing"

	"dragoman/internal/doc"
)

// TestCuesParity: probabilities and odds that eight bits have moved by little from what
// PyTorch says in 32 (train/parity.py), and the same contents.
func TestCuesParity(t *testing.T) {
	raw, err := os.ReadFile("testdata/cues.json")
	if err != nil {
		t.Fatal(err)
	}
	var want []struct {
		Word    string
		Head    int
		P       *float64
		Content []int
		Odds    []float64 // of the head for status, up to a constant
	}
	if err := json.Unmarshal(raw, &want); err != nil {
		t.Fatal(err)
	}
	d := analyse(t, newAnalyser(t), `Norway wants the strait opened, and Sweden supports a blockade.

“We will not pay,” the envoy told reporters in Geneva. He blasted the plan.

The survey shows that most voters back the treaty, according to the ministry.`)
	if len(d.Tokens) != len(want) {
		t.Fatalf("%d words, and PyTorch was asked of %d", len(d.Tokens), len(want))
	}
	for i, w := range want {
		if d.Word(i) != w.Word || d.Arcs[i].Head != w.Head {
			t.Fatalf("word %d is %q on %d, and PyTorch was asked of %q on %d: run train/parity.py", i, d.Word(i), d.Arcs[i].Head, w.Word, w.Head)
		}
		if d.Odds[i] != (doc.Odds{}) {
			for k := range w.Odds {
				if got := d.Odds[i][k] - d.Odds[i][0]; math.Abs(float64(got)-(w.Odds[k]-w.Odds[0])) > 0.5 {
					t.Errorf("%s: %s has log-odds of %.2f to %s, want %.2f", w.Word, doc.Modalities[k], got, doc.Modalities[0], w.Odds[k]-w.Odds[0])
				}
			}
		}
		c := d.CueAt(i)
		if w.P == nil || *w.P < leastCue+0.02 {
			if c != nil && c.P > leastCue+0.05 {
				t.Errorf("%s: P %.3f, and to PyTorch it is no cue", w.Word, c.P)
			}
			continue
		}
		if c == nil || math.Abs(float64(c.P)-*w.P) > 0.08 {
			t.Errorf("%s: %+v, want P %.3f", w.Word, c, *w.P)
			continue
		}
		if *w.P > 0.3 && (c.First != w.Content[0] || c.Last != w.Content[1]) {
			t.Errorf("%s: content [%d, %d), want %v", w.Word, c.First, c.Last, w.Content)
		}
	}
}

// TestCues: what no table of cues can hold, and a word of it that is none here.
func TestCues(t *testing.T) {
	a := newAnalyser(t)
	for _, c := range []struct{ text, cue, content string }{
		{"Most senators want the sanctions lifted.", "want", "the sanctions lifted"},
		{"The prime minister blasted the plan on Monday.", "blasted", "the plan"},
		{"A survey of the ministry shows that most farmers back the treaty.", "shows", "that most farmers back the treaty"},
		{"The senator supports the bill.", "supports", "the bill"},
		{"The minister said the port would open soon.", "said", "the port would open soon"},
		{"The pump supports the bridge.", "", ""},
		{"The army attacked the town at dawn.", "", ""},
	} {
		d := analyse(t, a, c.text)
		var best *doc.Cue
		for k := range d.Cues {
			if u := &d.Cues[k]; u.P > 0.5 && (best == nil || d.Word(u.Token) == c.cue) {
				best = u
			}
		}
		switch {
		case best == nil && c.cue == "":
		case best == nil:
			t.Errorf("%q: no cue, want %q", c.text, c.cue)
		default:
			content := d.Of(d.TokenSpan(best.First, best.Last))
			if d.Word(best.Token) != c.cue || content != c.content {
				t.Errorf("%q: %q takes %q (%.2f), want %q takes %q", c.text, d.Word(best.Token), content, best.P, c.cue, c.content)
			}
		}
	}
}

// The fast network has no head for cues, and says so by telling nothing.
func TestFastHasNoCues(t *testing.T) {
	if d := analyse(t, sized(t, Fast), "Norway wants the strait opened."); d.Cues != nil {
		t.Errorf("cues %v, want none", d.Cues)
	}
}
