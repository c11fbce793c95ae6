package relate

import (
	"encoding/json"
	"errors"
	"math"
	"os"
	"slices"
	"strings"
	"testing"

	"dragoman/data"
	"dragoman/internal/doc"
	"dragoman/internal/encoder"
	"dragoman/internal/kernel"
	"dragoman/internal/model"
)

func load(tb testing.TB) *Judge {
	tb.Helper()
	j, err := New(data.Files, true, func() (*encoder.Encoder, error) {
		pieces, err1 := model.Open(data.Files, "models/pieces.model")
		layers, err2 := model.Open(data.Files, "models/fast.model")
		if err := errors.Join(err1, err2); err != nil {
			return nil, err
		}
		return encoder.New(pieces, layers)
	})
	if err != nil {
		tb.Fatal(err)
	}
	return j
}

// wordsOf makes a document of words with blanks between them.
func wordsOf(words []string) *doc.Document {
	d := &doc.Document{Text: strings.Join(words, " ")}
	at := 0
	for _, w := range words {
		d.Tokens = append(d.Tokens, doc.Token{Span: doc.Span{Start: at, End: at + len(w)}})
		at += len(w) + 1
	}
	return d
}

// TestParity: what PyTorch says in 32 bits, the program says in six.
func TestParity(t *testing.T) {
	raw, err := os.ReadFile("testdata/parity.json")
	if err != nil {
		t.Fatal(err)
	}
	var all []struct {
		Words  []string
		Marks  []uint8
		Scores map[string]float64
	}
	if err := json.Unmarshal(raw, &all); err != nil {
		t.Fatal(err)
	}
	j := load(t)
	for _, level := range kernel.Levels() {
		t.Run(level.String(), func(t *testing.T) {
			defer kernel.Use(kernel.Use(level))
			for _, r := range all {
				q := Query{Range: Range{0, len(r.Words)}}
				for i, m := range r.Marks {
					for side, at := range []*Range{&q.Source, &q.Target} {
						if m>>side&1 == 0 {
							continue
						}
						if at.Last == 0 {
							at.First = i
						}
						at.Last = i + 1
					}
				}
				got := j.Judge(wordsOf(r.Words), []Query{q})[0]
				for k, kind := range j.Types() {
					p, want := math.Exp(got[k]), math.Exp(r.Scores[kind])
					if math.Abs(p-want) > 0.12 {
						t.Errorf("%q: %s %.3f, PyTorch says %.3f", strings.Join(r.Words, " "), kind, p, want)
					}
				}
			}
		})
	}
}

// TestAnyPair: every pair gets probabilities, also one that names nobody, one
// in a text longer than the network reads, and none at all.
func TestAnyPair(t *testing.T) {
	j := load(t)
	long := wordsOf(strings.Fields("Cairo " + strings.Repeat("and after many further words ", 200) + "Ankara ."))
	n := len(long.Tokens)
	short := wordsOf(strings.Fields("Egypt condemned the raid ."))
	for _, c := range []struct {
		name string
		d    *doc.Document
		q    []Query
	}{
		{"nobody", short, []Query{{Range: Range{0, 5}}}},
		{"ends of a long text", long, []Query{{Range{0, n}, Range{0, 1}, Range{n - 2, n - 1}}}},
		{"end of a long text", long, []Query{{Range{0, n}, Range{}, Range{n - 2, n - 1}}}},
		{"no words", short, []Query{{}}},
		{"many", short, slices.Repeat([]Query{{Range{0, 5}, Range{0, 1}, Range{2, 4}}}, 40)},
		{"none", short, nil},
	} {
		got := j.Judge(c.d, c.q)
		if len(got) != len(c.q) {
			t.Errorf("%s: %d answers to %d", c.name, len(got), len(c.q))
		}
		for _, scores := range got {
			total := 0.0
			for _, s := range j.Weigh(scores, []Told{{"ACCUSE", true}, {"REJECT", false}}) {
				total += math.Exp(s)
			}
			if math.Abs(total-1) > 1e-6 {
				t.Errorf("%s: probabilities sum to %f", c.name, total)
			}
		}
	}
}

// TestAlike: a pair is judged alike by itself and among others.
func TestAlike(t *testing.T) {
	j := load(t)
	d := wordsOf(strings.Fields("Egypt condemned the raid . Chad thanked France ."))
	a := Query{Range{0, 5}, Range{0, 1}, Range{2, 4}}
	b := Query{Range{5, 9}, Range{5, 6}, Range{7, 8}}
	alone, both := j.Judge(d, []Query{b})[0], j.Judge(d, []Query{a, b})[1]
	for k := range alone {
		if math.Abs(alone[k]-both[k]) > 1e-4 {
			t.Errorf("%s: %f alone, %f behind another", j.Types()[k], alone[k], both[k])
		}
	}
}

func BenchmarkJudge(b *testing.B) {
	j := load(b)
	d := wordsOf(strings.Fields("The Turkish defense ministry denied on Tuesday that its ships had fired on a Greek vessel in the waters off Cyprus last week ."))
	q := []Query{{Range{0, len(d.Tokens)}, Range{0, 4}, Range{8, 10}}}
	for b.Loop() {
		j.Judge(d, q)
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "pairs/s")
}
