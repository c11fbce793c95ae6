package lang

import (
	"fmt"
	"io/fs"
	"math"
	"slices"

	"dragoman/internal/doc"
	"dragoman/internal/encoder"
	"dragoman/internal/kernel"
)

// standing is the head that says of each word which status its act would have, by its
// own vectors, that of the word it hangs on, and its relation (train/together.py). The
// fast network has none.
type standing struct {
	width        int
	last, middle *kernel.Linear // what a word's last vector says of itself and of what hangs on it; its middle vector of itself
	rel          []float32      // [relations × width]
	out          []float32      // [statuses × width]
	bias         []float32      // [statuses]
	relations    map[string]int
}

func readStanding(fsys fs.FS, w *network) (*standing, error) {
	f, err := w.readHead(fsys, statusFile)
	if err != nil {
		return nil, err
	}
	h := &standing{width: f.Header.Numbers["width"], relations: w.number}
	var statuses []string
	for _, m := range doc.Modalities {
		statuses = append(statuses, string(m))
	}
	if err := w.sameLayer(f); err != nil {
		return nil, err
	}
	if got := f.Header.Lists["statuses"]; !slices.Equal(got, statuses) {
		return nil, fmt.Errorf("lang: %s: statuses %v, expected %v", f.Header.Name, got, statuses)
	}
	if h.last, err = encoder.Linear(f, "last", w.Hidden(), 2*h.width); err != nil {
		return nil, err
	}
	if h.middle, err = encoder.Linear(f, "middle", w.Hidden(), h.width); err != nil {
		return nil, err
	}
	return h, encoder.ReadTables(f,
		encoder.Table{To: &h.rel, Name: "rel", Len: len(w.relations) * h.width},
		encoder.Table{To: &h.out, Name: "out", Len: len(statuses) * h.width}, encoder.Table{To: &h.bias, Name: "bias", Len: len(statuses)})
}

// readOdds writes the odds of a sentence's words that may name acts.
func (s *scratch) readOdds(h *standing, d *doc.Document, arcs []doc.Arc, u unit) {
	if h == nil {
		return
	}
	n := h.width
	for i := u.first; i < u.last; i++ {
		switch d.Tags[i].POS {
		case doc.VERB, doc.NOUN, doc.ADJ, doc.AUX, doc.PROPN, doc.ADV, doc.ADP:
		default:
			continue
		}
		w := u.word + i - u.first
		s.hidden = append(s.hidden[:0], s.acts[w*h.last.Out:][:n]...)
		add(s.hidden, s.actsBelow[w*n:])
		add(s.hidden, h.rel[h.relations[arcs[i].Rel]*n:])
		if up := arcs[i].Head; up >= 0 {
			add(s.hidden, s.acts[(u.word+up-u.first)*h.last.Out+n:])
		}
		kernel.GELU(s.hidden)
		for k := range d.Odds[i] {
			sum := h.bias[k]
			for j, x := range s.hidden {
				sum += x * h.out[k*n+j]
			}
			d.Odds[i][k] = sum
		}
		normalise(&d.Odds[i])
	}
}

// normalise makes scores logarithms of probabilities.
func normalise(x *doc.Odds) {
	most, sum := slices.Max(x[:]), 0.0
	for _, v := range x {
		sum += math.Exp(float64(v - most))
	}
	for k := range x {
		x[k] -= most + float32(math.Log(sum))
	}
}
