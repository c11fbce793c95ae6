package model

import (
	"bytes"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestLearns teaches two labels that one feature decides, beside noise.
func TestLearns(t *testing.T) {
	l := NewLearner(3, 10)
	n := NewNarrowLearner(10)
	scores := make([]int32, 3)
	for i := range uint32(300) {
		label := int(i % 3)
		features := []uint32{Join1(1, i%3), Join1(2, i*7), Join2(3, i, 5)}
		l.Tick()
		l.Score(features, scores)
		if g := top(scores); g != label {
			l.Update(features, label, 1)
			l.Update(features, g, -1)
		}
		n.Tick()
		three := n.Score(features)
		if g := top(three[:]); g != label {
			n.Update(features, label, 1)
			n.Update(features, g, -1)
		}
	}
	w, nw := Freeze(0.01, l), FreezeNarrow(0.01, n)
	for label := range 3 {
		features := []uint32{Join1(1, uint32(label))}
		w.Score(features, scores)
		if top(scores) != label {
			t.Errorf("sparse scores for label %d are %v", label, scores)
		}
		if three := nw.Score(features); top(three[:]) != label {
			t.Errorf("narrow scores for label %d are %v", label, three)
		}
	}
}

func top(scores []int32) int {
	b := 0
	for i, s := range scores {
		if s > scores[b] {
			b = i
		}
	}
	return b
}

// TestAverage: a weight that was 1 for half of the time counts a half.
func TestAverage(t *testing.T) {
	l := NewLearner(2, 4)
	f := []uint32{3}
	l.Tick()
	l.Update(f, 1, 1)
	l.Tick()
	l.Update(f, 1, -1)
	l.Tick() // weight 1 over one of three ticks
	scores := make([]int32, 2)
	Freeze(1.0/9, l).Score(f, scores)
	if scores[1] != 3 {
		t.Errorf("average is %d ninths, want 3", scores[1])
	}
}

func TestRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		labels := rapid.IntRange(1, 200).Draw(t, "labels")
		l := NewLearner(labels, 6)
		n := NewNarrowLearner(6)
		for range rapid.IntRange(0, 200).Draw(t, "updates") {
			f := []uint32{rapid.Uint32().Draw(t, "feature")}
			delta := rapid.Int32Range(-40000, 40000).Draw(t, "delta")
			l.Tick()
			l.Update(f, rapid.IntRange(0, labels-1).Draw(t, "label"), delta)
			n.Tick()
			n.Update(f, rapid.IntRange(0, 2).Draw(t, "move"), delta)
		}
		w, nw := Freeze(0.5, l), FreezeNarrow(0.5, n)
		f := &File{Header: Header{Name: "test", Lists: map[string][]string{"a": {"b"}}}}
		f.AddWeights("w", w)
		f.AddNarrow("n", nw)
		f.Add("raw", []byte("raw\nbytes"))
		raw, err := f.Encode()
		if err != nil {
			t.Fatal(err)
		}
		g, err := Decode(raw)
		if err != nil {
			t.Fatal(err)
		}
		w2, err := g.Weights("w")
		if err != nil {
			t.Fatal(err)
		}
		n2, err := g.Narrow("n")
		if err != nil {
			t.Fatal(err)
		}
		a, b := make([]int32, labels), make([]int32, labels)
		for r := range uint32(64) {
			w.Score([]uint32{r, r + 1}, a)
			w2.Score([]uint32{r, r + 1}, b)
			for k := range a {
				if a[k] != b[k] {
					t.Fatalf("row %d label %d: %d became %d", r, k, a[k], b[k])
				}
			}
			if nw.Score([]uint32{r}) != n2.Score([]uint32{r}) {
				t.Fatalf("narrow row %d changed", r)
			}
		}
		if s, _ := g.Raw("raw"); string(s) != "raw\nbytes" || g.Header.Lists["a"][0] != "b" {
			t.Fatalf("raw section %q, header %v", s, g.Header)
		}
	})
}

func TestDamage(t *testing.T) {
	l := NewLearner(4, 4)
	l.Tick()
	l.Update([]uint32{1, 2, 3}, 2, 5)
	whole := Freeze(1, l).encode()
	if _, err := decodeWeights(whole); err != nil {
		t.Fatal(err)
	}
	for n := range whole {
		if _, err := decodeWeights(whole[:n]); err == nil {
			t.Errorf("weights cut to %d of %d bytes were accepted", n, len(whole))
		}
	}
	if _, err := Decode([]byte("something else")); err == nil || !strings.Contains(err.Error(), "not a weights file") {
		t.Errorf("error %v", err)
	}
	f := &File{}
	raw, _ := f.Encode()
	if _, err := Decode(raw[:len(raw)-3]); err == nil {
		t.Error("a file cut short was accepted")
	}
	if g, err := Decode(raw); err != nil {
		t.Error(err)
	} else if _, err := g.Raw("absent"); err == nil {
		t.Error("an absent section was found")
	}
}

func FuzzDecodeWeights(f *testing.F) {
	l := NewLearner(4, 4)
	l.Tick()
	l.Update([]uint32{1, 2, 3}, 2, 5)
	f.Add(Freeze(1, l).encode())
	f.Add(bytes.Repeat([]byte{1}, 40))
	f.Fuzz(func(t *testing.T, raw []byte) {
		if w, err := decodeWeights(raw); err == nil {
			w.Score([]uint32{0, 1, 1 << 31}, make([]int32, w.Labels()))
		}
		if n, err := decodeNarrow(raw); err == nil {
			n.Score([]uint32{0, 1, 1 << 31})
		}
	})
}
