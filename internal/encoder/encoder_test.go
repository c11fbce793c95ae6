package encoder

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"slices"
	"testing"

	"dragoman/internal/kernel"
	"dragoman/internal/model"
)

func load(tb testing.TB) *Encoder {
	tb.Helper()
	weights := os.DirFS("../../data/models")
	pieces, err := model.Open(weights, "pieces.model")
	if err != nil {
		tb.Fatal(err)
	}
	layers, err := model.Open(weights, "standard.model")
	if err != nil {
		tb.Fatal(err)
	}
	e, err := New(pieces, layers)
	if err != nil {
		tb.Fatal(err)
	}
	return e
}

// reference is what train/parity.py says of one sentence.
type reference struct {
	Words   []string
	Pieces  [][]int32
	Shapes  []uint8
	Vectors [][]float64 // the first numbers of each
	Lengths []float64
}

func references(tb testing.TB) []reference {
	tb.Helper()
	raw, err := os.ReadFile("testdata/parity.json")
	if err != nil {
		tb.Fatal(err)
	}
	var all []reference
	if err := json.Unmarshal(raw, &all); err != nil {
		tb.Fatal(err)
	}
	return all
}

func (e *Encoder) add(b *Batch, words []string) {
	e.Open(b)
	for _, w := range words {
		pieces, _ := e.Cut(nil, w, nil)
		b.Add(pieces, Shape(w, false))
	}
	e.Close(b)
}

// TestParity: the same pieces and shapes as in training, and vectors that eight
// bits have moved by no more than a tenth of what PyTorch says in 32.
func TestParity(t *testing.T) {
	e := load(t)
	for _, level := range kernel.Levels() {
		t.Run(level.String(), func(t *testing.T) {
			defer kernel.Use(kernel.Use(level))
			for _, r := range references(t) {
				e.checkCut(t, r)
				var b Batch
				e.add(&b, r.Words)
				got := e.Encode(&b)
				for i, want := range r.Vectors {
					off, size := 0.0, 0.0
					for k, x := range want {
						y := float64(got[i*e.hidden+k])
						off += (x - y) * (x - y)
						size += x * x
					}
					if math.Sqrt(off) > 0.1*math.Sqrt(size)+0.02*r.Lengths[i] {
						t.Errorf("%q in %q is %.3f away from a vector of length %.3f", r.Words[i], r.Words, math.Sqrt(off), math.Sqrt(size))
					}
				}
			}
		})
	}
}

func (e *Encoder) checkCut(t *testing.T, r reference) {
	t.Helper()
	for i, w := range r.Words {
		if got, _ := e.Cut(nil, w, nil); !slices.Equal(got, r.Pieces[i]) {
			t.Errorf("pieces of %q are %v, want %v", w, got, r.Pieces[i])
		}
		if got := Shape(w, false); got != r.Shapes[i] {
			t.Errorf("shape of %q is %d, want %d", w, got, r.Shapes[i])
		}
	}
}

// TestCompanyDoesNotMatter: a window has the same vectors alone and in a batch.
func TestCompanyDoesNotMatter(t *testing.T) {
	e := load(t)
	rs := references(t)
	var together Batch
	for _, r := range rs {
		e.add(&together, r.Words)
	}
	all := slices.Clone(e.Encode(&together))
	at := 0
	for _, r := range rs {
		var alone Batch
		e.add(&alone, r.Words)
		for i, x := range e.Encode(&alone) {
			if all[at+i] != x {
				t.Fatalf("number %d of %q is %g alone and %g in a batch", i, r.Words, x, all[at+i])
			}
		}
		at += len(r.Words) * e.hidden
	}
}

// TestSomePieces: pieces that are asked for alone have the vectors that they have
// among all.
func TestSomePieces(t *testing.T) {
	e := load(t)
	var b Batch
	for _, r := range references(t) {
		e.add(&b, r.Words)
	}
	every := make([]int32, b.Pieces())
	for i := range every {
		every[i] = int32(i)
	}
	all := slices.Clone(e.EncodePieces(&b, every))
	for _, step := range []int{1, 3, 17, len(every)} {
		var some []int32
		for i := step - 1; i < len(every); i += step {
			some = append(some, int32(i))
		}
		for k, x := range e.EncodePieces(&b, some) {
			i := int(some[k/e.hidden])
			if want := all[i*e.hidden+k%e.hidden]; x != want {
				t.Fatalf("number %d of piece %d is %g where every %d. is asked for, %g among all", k%e.hidden, i, x, step, want)
			}
		}
	}
	for w, x := range e.Encode(&b) {
		first, last := int(b.first[w/e.hidden])*e.hidden, int(b.last[w/e.hidden])*e.hidden
		if want := (all[first+w%e.hidden] + all[last+w%e.hidden]) / 2; x != want {
			t.Fatalf("number %d of word %d is %g, want %g, the mean of its ends", w%e.hidden, w/e.hidden, x, want)
		}
	}
}

// TestOneRecordEverywhere: AVX2 and AVX-512 give the same vectors to the bit, so
// that a report has one record on every x86 machine.
func TestOneRecordEverywhere(t *testing.T) {
	e := load(t)
	var want []float32
	for _, level := range kernel.Levels() {
		if level == kernel.Portable {
			continue
		}
		var b Batch
		for _, r := range references(t) {
			e.add(&b, r.Words)
		}
		func() {
			defer kernel.Use(kernel.Use(level))
			e.Encode(&b)
		}()
		if want == nil {
			want = slices.Clone(b.vectors)
		}
		if !slices.Equal(b.vectors, want) {
			t.Errorf("%s differs from the level before it", level)
		}
	}
}

// TestNoAllocation: in the steady state the encoder takes no new memory.
func TestNoAllocation(t *testing.T) {
	e := load(t)
	var b Batch
	r := references(t)[0]
	pieces := make([][]int32, len(r.Words))
	for i, w := range r.Words {
		pieces[i], _ = e.Cut(nil, w, nil)
	}
	run := func() {
		b.Reset()
		e.Open(&b)
		for i := range r.Words {
			b.Add(pieces[i], r.Shapes[i])
		}
		e.Close(&b)
		e.Encode(&b)
	}
	run()
	if n := testing.AllocsPerRun(10, run); n > 0 {
		t.Errorf("%v allocations a sentence", n)
	}
}

func FuzzCut(f *testing.F) {
	e := load(f)
	f.Add("al-Bashir's")
	f.Add("ÅNGSTRÖM\u200b\U0001F600")
	f.Fuzz(func(t *testing.T, word string) {
		pieces, _ := e.Cut(nil, word, nil)
		if len(pieces) == 0 || len(pieces) > mostOfWord {
			t.Fatalf("%d pieces of %q", len(pieces), word)
		}
		for _, p := range pieces {
			if p < 0 || int(p) >= e.Len() {
				t.Fatalf("piece %d of %q", p, word)
			}
		}
		if s := Shape(word, true); s >= shapes {
			t.Fatalf("shape %d of %q", s, word)
		}
	})
}

// BenchmarkEncode encodes sentences of 29 pieces, one, four or sixteen at a time:
// what batches over reports could win beyond a report's own sentences.
func BenchmarkEncode(b *testing.B) {
	e := load(b)
	words := slices.Repeat(references(b)[0].Words, 2)[:27]
	for _, level := range kernel.Levels() {
		for _, together := range []int{1, 4, 16} {
			b.Run(fmt.Sprintf("%v/together=%d", level, together), func(b *testing.B) {
				defer kernel.Use(kernel.Use(level))
				var batch Batch
				b.ReportAllocs()
				for b.Loop() {
					batch.Reset()
					for range together {
						e.add(&batch, words)
					}
					e.Encode(&batch)
				}
				b.ReportMetric(float64(together*b.N)/b.Elapsed().Seconds(), "sentences/s")
				b.ReportMetric(float64(batch.Pieces()/together), "pieces/sentence")
			})
		}
	}
}
