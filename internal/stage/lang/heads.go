package lang

import (
	"math"
	"sync"

	"dragoman/internal/doc"
	"dragoman/internal/encoder"
	"dragoman/internal/kernel"
)

// lowest stands for "never".
const lowest = float32(-math.MaxFloat32)

// scratch is the working memory of one who reads.
type scratch struct {
	batch  encoder.Batch
	units  []unit
	pieces []int32 // of one unit
	cuts   []int   // where the pieces of each of its words end
	buf    []byte
	rows   kernel.Rows

	dependent, governor, arc, child, parent []float32 // one vector a word of the batch
	inside, naming, tags, labels, ends      []float32 // and scores
	columns, arcs, relations                []float32 // of one sentence
	heads                                   []int32

	parts, middle, hidden []float32 // of the head for attribution
	last, below           []float32 // of the head for looks
	acts, actsBelow       []float32 // of the head for status
	eyes                  eyes
	kin                   []relative
	asked                 []int

	lemmas map[lemmaKey]string
	sums   []float32
	back   []byte
	names  []doc.Name
}

// eyes is the memory of attribution's look at a sentence.
type eyes struct {
	x, qkv, context, inner, told []float32
	attention                    encoder.Eyes
}

func scratches(w *network) *sync.Pool {
	return &sync.Pool{New: func() any {
		return &scratch{lemmas: map[lemmaKey]string{}, sums: make([]float32, 2*len(w.names))}
	}}
}

// read runs the encoder over the batch and the heads that look at one word at a
// time.
func (s *scratch) read(w *network) {
	middle := -1
	if w.attribution != nil {
		middle = w.attribution.layer
	}
	x, then := w.EncodeAt(&s.batch, middle)
	n := len(x) / w.Hidden()
	s.rows.Quantise(x, n, w.Hidden())
	apply := func(to *[]float32, l *kernel.Linear) []float32 {
		*to = encoder.Grow(*to, n*l.Out)
		l.Apply(*to, &s.rows)
		return *to
	}
	kernel.GELU(apply(&s.dependent, w.dependent))
	kernel.GELU(apply(&s.governor, w.governor))
	kernel.GELU(apply(&s.inside, w.inside))
	kernel.GELU(apply(&s.naming, w.naming))
	apply(&s.child, w.child)
	apply(&s.parent, w.parent)
	apply(&s.ends, w.end)
	if a := w.attribution; a != nil {
		apply(&s.parts, a.last)
		apply(&s.last, w.looks.last)
		apply(&s.acts, w.standing.last)
		s.rows.Quantise(then, n, w.Hidden())
		apply(&s.middle, a.middle)
		apply(&s.below, w.looks.middle)
		apply(&s.actsBelow, w.standing.middle)
	}
	s.rows.Quantise(s.dependent, n, w.arcs)
	apply(&s.arc, w.arc)
	s.rows.Quantise(s.inside, n, w.inner)
	apply(&s.tags, w.tag)
	s.rows.Quantise(s.naming, n, w.inner)
	apply(&s.labels, w.name)
}

// tag writes the tags of a sentence's words.
func (s *scratch) tag(w *network, d *doc.Document, u unit) {
	for i := u.first; i < u.last; i++ {
		row := u.word + i - u.first
		class := argmax(s.tags[row*len(w.tags):][:len(w.tags)])
		t := w.tags[class]
		t.Lemma = s.lemma(w, d.Word(i), class)
		d.Tags[i] = t
	}
}

func argmax(x []float32) int {
	best := 0
	for i, v := range x {
		if v > x[best] {
			best = i
		}
	}
	return best
}
