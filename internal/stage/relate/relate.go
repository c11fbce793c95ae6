// Package relate says what one actor does to another: given the words of a
// sentence and which of them are source and target, a probability for each of
// PLOVER's types and for none of them.
//
// It is an encoder of its own (train/relate.py) over the word pieces that the
// parser has. Which words are the source's and which the target's is part of
// their shape (entity markers, Zhou and Chen 2022); what the encoder says of the
// whole, of the source and of the target goes through one hidden layer into the
// types. The network sees the words alone: that a frame tells of the same pair
// is weighed in by whoever asks.
//
// What it gets wrong: data/models/README.md has the scores. Most often two acts
// in one sentence, and the line between a promise and the deed.
package relate

import (
	"fmt"
	"io/fs"
	"math"
	"slices"
	"sync"

	"dragoman/internal/doc"
	"dragoman/internal/encoder"
	"dragoman/internal/kernel"
	"dragoman/internal/model"
)

// None is the type of a pair of which the source does nothing to the target.
const None = "NONE"

// Range is a stretch of tokens; the zero Range is nobody.
type Range struct{ First, Last int }

// Query asks of one pair.
type Query struct {
	Range          // what to read: usually the sentence
	Source, Target Range
}

// Judge is the network. It may be used from several goroutines.
type Judge struct {
	enc       *encoder.Encoder
	into, out *kernel.Linear
	types     []string
	pool      pool
	sure      sureness
	glance    *glance
	scratches sync.Pool
}

// scratch is the working memory of one call.
type scratch struct {
	batch  encoder.Batch
	pieces []int32
	cuts   []int
	buf    []byte
	asked  []int32 // pieces whose vectors are wanted
	told   []told  // what each of them tells of
	rows   kernel.Rows

	joined, hidden, scores []float32
}

// Weights names the files of the network and of the head that spares it.
func Weights(zeroShot bool) []string { return append(layers(zeroShot), glanceFile) }

// layers names the files of the network: all its layers, and, where it may have seen
// the training parts of PLV and AW, the last ones that were taught with them.
func layers(zeroShot bool) []string {
	files := []string{"models/relate.model"}
	if !zeroShot {
		files = append(files, "models/relate-tuned.model")
	}
	return files
}

// New reads the network. It reads the word pieces of the parser's encoder, for which
// it waits when its own files are read.
func New(fsys fs.FS, zeroShot bool, parser func() (*encoder.Encoder, error)) (*Judge, error) {
	var files []*model.File
	for _, name := range layers(zeroShot) {
		f, err := model.Open(fsys, name)
		if err != nil {
			return nil, err
		}
		files = append(files, f)
	}
	f := files[len(files)-1].Over(files[0])
	base, err := parser()
	if err != nil {
		return nil, err
	}
	enc, err := base.With(f)
	if err != nil {
		return nil, err
	}
	j := &Judge{enc: enc, types: f.Header.Lists["types"], scratches: sync.Pool{New: func() any { return new(scratch) }}}
	if len(j.types) == 0 || j.types[0] != None {
		return nil, fmt.Errorf("relate: %s: types %q, expected %s and the types of PLOVER", f.Header.Name, j.types, None)
	}
	h := enc.Hidden()
	if j.into, err = encoder.Linear(f, "into", 3*h, h); err != nil {
		return nil, err
	}
	if j.out, err = encoder.Linear(f, "types", h, len(j.types)); err != nil {
		return nil, err
	}
	if j.pool, err = readPool(f, len(j.types)); err != nil {
		return nil, err
	}
	if j.sure, err = readSureness(f); err != nil {
		return nil, err
	}
	j.glance, err = readGlance(fsys)
	return j, err
}

// Types lists what the places of a judgement stand for; the first is None.
func (j *Judge) Types() []string { return j.types }

// Judge returns for each query the logarithm of the probability of each type, by
// the network alone; Weigh makes of it the probability to go by.
func (j *Judge) Judge(d *doc.Document, queries []Query) [][]float64 {
	s := j.scratches.Get().(*scratch)
	defer j.scratches.Put(s)
	out := make([][]float64, 0, len(queries))
	for len(out) < len(queries) {
		s.batch.Reset()
		s.asked, s.told = s.asked[:0], s.told[:0]
		n := len(out)
		for n < len(queries) && (n == len(out) || s.batch.Pieces() < fullBatch) {
			j.add(s, d, queries[n])
			n++
		}
		out = append(out, j.read(s, n-len(out))...)
	}
	return out
}

// fullBatch is how many pieces keep the arithmetic busy.
const fullBatch = 128

// add lays the words of a query into the batch. Of a text longer than the
// network reads, the part around source and target is taken.
func (j *Judge) add(s *scratch, d *doc.Document, q Query) {
	first, last := j.window(s, d, q)
	s.ask(s.batch.Pieces(), told{})
	j.enc.Open(&s.batch)
	from := 0
	for t := first; t < last; t++ {
		to := s.cuts[t-first]
		glued := d.Tokens[t].Part > 1 || t > 0 && d.Tokens[t-1].End == d.Tokens[t].Start
		mark, at := q.mark(t), s.batch.Pieces()
		s.batch.Add(s.pieces[from:to], encoder.Marked(encoder.Shape(d.Word(t), glued), mark))
		switch end := s.batch.Pieces() - 1; {
		case mark == 0:
		case at == end:
			s.ask(at, told{mark, 1})
		default:
			s.ask(at, told{mark, 0.5})
			s.ask(end, told{mark, 0.5})
		}
		from = to
	}
	j.enc.Close(&s.batch)
}

// told says what the vector of a piece tells of: the source, the target or both, by
// the mark of its word, of which it is all or half; without a mark, the whole window.
type told struct {
	mark  uint8
	share float32
}

func (s *scratch) ask(piece int, of told) {
	s.asked, s.told = append(s.asked, int32(piece)), append(s.told, of)
}

// both reports whether source and target stand in the sentence.
func (q *Query) both() bool { return q.Source != Range{} && q.Target != Range{} }

// mark is 1 for a word of the source, 2 for one of the target.
func (q *Query) mark(t int) uint8 {
	var m uint8
	if q.Source.First <= t && t < q.Source.Last {
		m = 1
	}
	if q.Target.First <= t && t < q.Target.Last {
		m |= 2
	}
	return m
}

// window cuts the words of a query into pieces, leaving out words at the ends
// until the rest can be read.
func (j *Judge) window(s *scratch, d *doc.Document, q Query) (first, last int) {
	first, last = q.First, q.Last
	for {
		s.pieces, s.cuts = s.pieces[:0], s.cuts[:0]
		for t := first; t < last; t++ {
			s.pieces, s.buf = j.enc.Cut(s.pieces, d.Word(t), s.buf)
			s.cuts = append(s.cuts, len(s.pieces))
		}
		if len(s.pieces) <= j.enc.Most()-2 {
			return first, last
		}
		// The end that is farther from the pair loses a quarter.
		from, to := q.around()
		if drop := (last - first + 3) / 4; from-first > last-to {
			first += drop
		} else {
			last -= drop
		}
	}
}

// around is the stretch from the one of the pair to the other.
func (q *Query) around() (first, last int) {
	first, last = q.Last, q.First
	for _, r := range []Range{q.Source, q.Target} {
		if r.Last > r.First {
			first, last = min(first, r.First), max(last, r.Last)
		}
	}
	if last <= first {
		return q.First, q.First
	}
	return first, last
}

// read runs the network over the batch of n windows.
func (j *Judge) read(s *scratch, n int) [][]float64 {
	h := j.enc.Hidden()
	vectors := j.enc.EncodePieces(&s.batch, s.asked)
	s.joined = encoder.Grow(s.joined, n*3*h)
	clear(s.joined)
	window := -1
	var words [2]float32 // of source and target
	mean := func() {
		for side, k := range words {
			if k > 0 {
				scale(s.joined[(window*3+side+1)*h:][:h], 1/k)
			}
		}
	}
	for i, of := range s.told {
		v := vectors[i*h:][:h]
		if of.mark == 0 {
			mean()
			window, words = window+1, [2]float32{}
			copy(s.joined[window*3*h:], v)
			continue
		}
		for side := range words {
			if of.mark>>side&1 == 1 {
				words[side] += of.share
				sum(s.joined[(window*3+side+1)*h:][:h], v, of.share)
			}
		}
	}
	mean()
	s.hidden, s.scores = encoder.Grow(s.hidden, n*h), encoder.Grow(s.scores, n*len(j.types))
	s.rows.Quantise(s.joined, n, 3*h)
	j.into.Apply(s.hidden, &s.rows)
	kernel.GELU(s.hidden)
	s.rows.Quantise(s.hidden, n, h)
	j.out.Apply(s.scores, &s.rows)
	out := make([][]float64, n)
	for i := range out {
		out[i] = make([]float64, len(j.types))
		for k, x := range s.scores[i*len(j.types):][:len(j.types)] {
			out[i][k] = float64(x)
		}
		logSoftmax(out[i])
	}
	return out
}

func sum(to, v []float32, share float32) {
	for k := range to {
		to[k] += v[k] * share
	}
}

func scale(to []float32, by float32) {
	for k := range to {
		to[k] *= by
	}
}

func logSoftmax(x []float64) {
	most := slices.Max(x)
	total := 0.0
	for _, v := range x {
		total += math.Exp(v - most)
	}
	for i := range x {
		x[i] -= most + math.Log(total)
	}
}
