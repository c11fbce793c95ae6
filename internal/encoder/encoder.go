// Package encoder turns the words of a text into vectors, by a small BERT
// (Devlin et al. 2019; MiniLM, Wang et al. 2020) with int8 weights.
//
// It reads words, which Universal Dependencies has cut, and gives one vector a
// word that stands for the word in its context; every head of the program reads
// these vectors. What the word pieces do not say of a word's spelling (capitals,
// digits, the blank before it) is added as a shape, so that the pieces can be
// those of an uncased vocabulary and old wires in capitals read like any other.
//
// Windows (what is read together, usually a sentence) are laid one behind another
// without padding: the linear layers run over all their rows at once, attention
// inside each window only. A batch of any windows thus costs what its pieces
// cost, and there is nothing to gain from sorting them by length.
//
// What it gets wrong: characters outside Latin script are unknown to it.
package encoder

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"dragoman/internal/kernel"
	"dragoman/internal/model"
)

// MostPieces is the length of the longest window, with its two marks, of a network
// that says nothing else.
const MostPieces = 512

// Encoder is the network. It may be used from several goroutines.
type Encoder struct {
	*Vocabulary
	hidden, heads, attention, inner int
	most                            int // pieces of the longest window

	words     []int8    // [pieces × hidden], each row times its scale
	scales    []float32 // [pieces]
	positions []float32 // [most × hidden]
	shapes    []float32 // [shapes × marks × hidden]
	norm      layerNorm
	layers    []layer
}

type layerNorm struct{ gamma, beta []float32 }

type layer struct {
	qkv, out, up, down *kernel.Linear
	attended, done     layerNorm
}

// epsilon is the one of BERT's layer norms.
const epsilon = 1e-12

// New takes the network out of two weights files: the vocabulary with its
// vectors, and the layers. Further sections of the second are the heads'.
func New(pieces, layers *model.File) (*Encoder, error) {
	v, err := newVocabulary(pieces.Header.Lists["pieces"])
	if err != nil {
		return nil, err
	}
	in := reader{file: pieces}
	words := &Encoder{Vocabulary: v, hidden: layers.Header.Numbers["hidden"]}
	words.words, words.scales = in.int8s("words", v.Len()*words.hidden), in.floats("words.scale", v.Len())
	if in.err != nil {
		return nil, in.err
	}
	return words.With(layers)
}

// With takes other layers out of a weights file, to read the same word pieces.
func (e *Encoder) With(layers *model.File) (*Encoder, error) {
	words, n := e, layers.Header.Numbers
	e = &Encoder{Vocabulary: words.Vocabulary, words: words.words, scales: words.scales, hidden: n["hidden"], heads: n["attention_heads"], attention: n["attention"], inner: n["inner"],
		most: cmp.Or(n["positions"], MostPieces)}
	if e.hidden <= 0 || e.heads <= 0 || e.attention <= 0 || e.attention%e.heads != 0 || e.inner <= 0 {
		return nil, fmt.Errorf("encoder: %s: hidden %d, heads %d, attention %d, inner %d, expected positive numbers, the third a multiple of the second",
			layers.Header.Name, e.hidden, e.heads, e.attention, e.inner)
	}
	if e.hidden != words.hidden {
		return nil, fmt.Errorf("encoder: %s: hidden %d, expected %d, as the vectors of word pieces have", layers.Header.Name, e.hidden, words.hidden)
	}
	out := reader{file: layers}
	e.positions, e.shapes = out.floats("positions", e.most*e.hidden), out.floats("shapes", shapes*max(1, n["marks"])*e.hidden)
	e.norm = out.norm("norm", e.hidden)
	for i := range n["layers"] {
		at := fmt.Sprintf("layer%d.", i)
		e.layers = append(e.layers, layer{
			qkv:      out.linear(at+"qkv", e.hidden, 3*e.attention),
			out:      out.linear(at+"out", e.attention, e.hidden),
			up:       out.linear(at+"up", e.hidden, e.inner),
			down:     out.linear(at+"down", e.inner, e.hidden),
			attended: out.norm(at+"norm1", e.hidden),
			done:     out.norm(at+"norm2", e.hidden),
		})
	}
	return e, out.err
}

// Hidden returns the length of a vector.
func (e *Encoder) Hidden() int { return e.hidden }

// Most returns the pieces of the longest window, with its two marks.
func (e *Encoder) Most() int { return e.most }

// Batch is words in windows, and the memory to encode them. It is emptied with
// Reset and used again; a Batch serves one goroutine at a time.
type Batch struct {
	pieces  []int32
	shapes  []uint8
	windows []int32 // where each window begins among the pieces
	first   []int32 // first and last piece of each word
	last    []int32

	x, qkv, context, added, inner, vectors, middle []float32
	eyes                                           Eyes
	rows                                           kernel.Rows
}

// Reset empties the batch.
func (b *Batch) Reset() {
	b.pieces, b.shapes, b.windows, b.first, b.last = b.pieces[:0], b.shapes[:0], b.windows[:0], b.first[:0], b.last[:0]
}

// Pieces returns the number of pieces in the batch, marks included.
func (b *Batch) Pieces() int { return len(b.pieces) }

// Words returns the number of words in the batch.
func (b *Batch) Words() int { return len(b.first) }

// Open begins a window, Close ends it. A window must not hold more than
// MostPieces pieces.
func (e *Encoder) Open(b *Batch) {
	b.windows = append(b.windows, int32(len(b.pieces)))
	b.mark(e.cls)
}

// Close ends the window that Open began.
func (e *Encoder) Close(b *Batch) { b.mark(e.sep) }

func (b *Batch) mark(piece int32) {
	b.pieces = append(b.pieces, piece)
	b.shapes = append(b.shapes, 0)
}

// Add adds a word, given as its pieces and shape, to the open window.
func (b *Batch) Add(pieces []int32, shape uint8) {
	b.first = append(b.first, int32(len(b.pieces)))
	for _, p := range pieces {
		b.pieces = append(b.pieces, p)
		b.shapes = append(b.shapes, shape)
	}
	b.last = append(b.last, int32(len(b.pieces)-1))
}

// Encode returns one vector for each word of the batch, row by row. The memory
// is the batch's and holds until its next Encode.
func (e *Encoder) Encode(b *Batch) []float32 {
	last, _ := e.EncodeAt(b, -1)
	return last
}

// EncodeAt also returns the vectors of the words as they are after so many layers,
// where they still say more of each word by itself. With -1 there are none.
func (e *Encoder) EncodeAt(b *Batch, middle int) (last, then []float32) {
	e.begin(b)
	for i := range e.layers {
		if i == middle {
			b.middle = b.words(b.middle, e.hidden)
			then = b.middle
		}
		e.layers[i].run(e, b, nil)
	}
	b.vectors = b.words(b.vectors, e.hidden)
	return b.vectors, then
}

// EncodePieces returns the vectors of some pieces, row by row: the last layer is worked
// out for these alone, which saves most of it. The pieces must rise.
func (e *Encoder) EncodePieces(b *Batch, pieces []int32) []float32 {
	e.begin(b)
	last := len(e.layers) - 1
	for i := range last {
		e.layers[i].run(e, b, nil)
	}
	e.layers[last].run(e, b, pieces)
	return b.x[:len(pieces)*e.hidden]
}

// words gives each word the mean of its first and last piece.
func (b *Batch) words(out []float32, h int) []float32 {
	out = Grow(out, len(b.first)*h)
	for w := range b.first {
		to := out[w*h : (w+1)*h]
		f, l := b.x[int(b.first[w])*h:][:h], b.x[int(b.last[w])*h:][:h]
		for k := range to {
			to[k] = (f[k] + l[k]) / 2
		}
	}
	return out
}

// begin makes room, and lays out what the first layer reads.
func (e *Encoder) begin(b *Batch) {
	n := len(b.pieces)
	b.x = Grow(b.x, n*e.hidden)
	b.qkv = Grow(b.qkv, n*3*e.attention)
	b.context = Grow(b.context, n*e.attention)
	b.added = Grow(b.added, n*e.hidden)
	b.inner = Grow(b.inner, n*e.inner)
	e.embed(b)
}

// embed sums what each piece, its shape and its place in the window say.
func (e *Encoder) embed(b *Batch) {
	h := e.hidden
	window := 0
	for i, p := range b.pieces {
		if window+1 < len(b.windows) && int(b.windows[window+1]) == i {
			window++
		}
		at := i - int(b.windows[window])
		x := b.x[i*h:][:h]
		word, scale := e.words[int(p)*h:][:h], e.scales[p]
		shape, position := e.shapes[int(b.shapes[i])*h:][:h], e.positions[at*h:][:h]
		for k := range x {
			x[k] = float32(word[k])*scale + shape[k] + position[k]
		}
	}
	kernel.AddNorm(b.x, nil, e.norm.gamma, e.norm.beta, len(b.pieces), h, epsilon)
}

// run takes the rows of x through the layer. With pieces, only theirs look at the
// others and go on, and lie at the front of x.
func (l *layer) run(e *Encoder, b *Batch, pieces []int32) {
	h, n, all := e.hidden, len(b.pieces), e.attention
	b.rows.Quantise(b.x, n, h)
	l.qkv.Apply(b.qkv, &b.rows)
	if pieces != nil {
		n = len(pieces)
		for to, from := range pieces {
			copy(b.x[to*h:][:h], b.x[int(from)*h:][:h])
			copy(b.qkv[to*3*all:][:all], b.qkv[int(from)*3*all:][:all]) // the queries alone
		}
	}
	at := 0
	for w, from := range b.windows {
		to := len(b.pieces)
		if w+1 < len(b.windows) {
			to = int(b.windows[w+1])
		}
		end := to
		if pieces != nil {
			end, _ = slices.BinarySearch(pieces, int32(to))
		}
		if end == at {
			continue // nothing is asked of this window
		}
		b.eyes.Attend(b.context[at*all:end*all], b.qkv[at*3*all:], b.qkv[int(from)*3*all:to*3*all], all, e.heads)
		at = end
	}
	b.rows.Quantise(b.context, n, all)
	l.out.Apply(b.added, &b.rows)
	kernel.AddNorm(b.x, b.added, l.attended.gamma, l.attended.beta, n, h, epsilon)

	b.rows.Quantise(b.x, n, h)
	l.up.Apply(b.inner, &b.rows)
	kernel.GELU(b.inner[:n*e.inner])
	b.rows.Quantise(b.inner, n, e.inner)
	l.down.Apply(b.added, &b.rows)
	kernel.AddNorm(b.x, b.added, l.done.gamma, l.done.beta, n, h, epsilon)
}

// Eyes is working memory of attention.
type Eyes struct{ keys, scores []float32 }

// Attend lets some rows look at those of a window: of the one the queries are read, of
// the other keys and values; each row is all numbers of each of the three, for some
// heads together. As many rows look as to has room for, all numbers each.
func (y *Eyes) Attend(to, looking, window []float32, all, heads int) {
	m, n, width := len(to)/all, len(window)/(3*all), all/heads
	wide := (n + 31) &^ 31 // rows of scores begin where no store of the row before delays them
	y.keys, y.scores = Grow(y.keys, width*wide), Grow(y.scores, m*wide)
	by := float32(1 / math.Sqrt(float64(width)))
	for k := range heads {
		at := k * width
		q, key, v := looking[at:], window[at+all:], window[at+2*all:]
		for i := range n {
			for d, x := range key[i*3*all:][:width] {
				y.keys[d*wide+i] = x
			}
		}
		kernel.MatMul(y.scores, q, y.keys, m, width, n, 3*all, wide, wide)
		kernel.Softmax(y.scores, m, n, wide, by)
		kernel.MatMul(to[at:], y.scores, v, m, n, width, wide, 3*all, all)
	}
}

// Grow returns a slice of n, the old memory where it reaches. What it holds is
// undefined.
func Grow[T any](x []T, n int) []T {
	if cap(x) < n {
		return make([]T, n, n+n/4)
	}
	return x[:n]
}
