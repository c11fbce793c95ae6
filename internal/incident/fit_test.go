package incident

import (
	"bytes"
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"dragoman"
)

// fit finds the weights of a logistic regression by Newton's method.
func fit(pairs []goldPair, ridge float64) (w vector) {
	var out [evidence]bool
	for {
		w = newton(pairs, ridge, &out)
		worst := -1
		for i, s := range signs {
			if s*w[i] < 0 && (worst < 0 || s*w[i] < signs[worst]*w[worst]) {
				worst = i
			}
		}
		if worst < 0 {
			return w
		}
		out[worst] = true
	}
}

// signs are what agreement and disagreement can mean; what the sample has otherwise by
// chance is left out. Kinds of evidence without a sign are free.
var signs = vector{
	sameMode: 1, sameSource: 1, sameTarget: 1, bothSides: 1, sameName: 1, sameNoun: 1, sameDay: 1, samePlace: 1, sameCount: 1, sameRare: 1, ownOtherDay: 1, toldAgain: 1,
	otherMode: -1, otherSource: -1, otherTarget: -1, otherDay: -1, laterDay: -1, broadDay: -1, otherPlace: -1, otherCount: -1, planAndDeed: -1,
	otherName: -1, otherNoun: -1, noParty: -1, otherDayHere: -1, otherKind: -1,
}

func newton(pairs []goldPair, ridge float64, out *[evidence]bool) (w vector) {
	for range 15 {
		var g vector
		var h [evidence]vector
		for i := range evidence {
			h[i][i] = ridge
			g[i] = -ridge * w[i]
		}
		for i := range pairs {
			p := &pairs[i]
			if p.v == nil {
				continue
			}
			q := p.v.likeness(&w)
			for i, x := range p.v {
				if x == 0 {
					continue
				}
				g[i] += p.weight * (is(p.same) - q) * x
				for j, y := range p.v {
					h[i][j] += p.weight * q * (1 - q) * x * y
				}
			}
		}
		for i, o := range out {
			if o {
				h[i], g[i] = vector{}, 0
				for j := range h {
					h[j][i] = is(i == j)
				}
			}
		}
		solve(&h, &g)
		for i := range w {
			w[i] += g[i]
		}
	}
	return w
}

// solve is Gauss's elimination; h is positive definite.
func solve(h *[evidence]vector, g *vector) {
	for i := range g {
		for j := i + 1; j < len(g); j++ {
			f := h[j][i] / h[i][i]
			for k := i; k < len(g); k++ {
				h[j][k] -= f * h[i][k]
			}
			g[j] -= f * g[i]
		}
	}
	for i := len(g) - 1; i >= 0; i-- {
		for k := i + 1; k < len(g); k++ {
			g[i] -= h[i][k] * g[k]
		}
		g[i] /= h[i][i]
	}
}

// strangers are pairs of events of different stories as they would be met on one day:
// what tells that two acts are two, in a stream of many reports.
func (g *gold) strangers() []goldPair {
	told := map[int]bool{}
	for _, t := range g.tellings {
		told[t.event] = true
	}
	var out []goldPair
	for b := range g.events {
		for a := range b {
			if !told[a] || !told[b] || g.fold(a) == g.fold(b) {
				continue
			}
			f := g.events[b]
			shift := g.told[a] - g.told[b]
			f.From, f.To = f.From+shift, f.To+shift
			if v, ok := compare(&g.events[a], &f); ok {
				out = append(out, goldPair{a: a, b: b, v: &v, weight: 0.1})
			}
		}
	}
	return out
}

// flow is what a stream of short reports has of pairs, where the gold sets lie beside
// the project: a reader's list of what happens on each day, which has every act once.
// Nearly all of its pairs are of two acts, most of them of wars that go on for months.
func flow(t *testing.T) []goldPair {
	t.Helper()
	file := filepath.Join(cmp.Or(os.Getenv("GOLD"), "../../../shared"), "corpus/wikipedia_current_events_dev.jsonl")
	raw, err := os.ReadFile(file)
	if os.IsNotExist(err) {
		t.Fatalf("%s is not there: weights fitted without it join what wars do day after day", file)
	}
	if err != nil {
		t.Fatal(err)
	}
	coder, err := dragoman.New()
	if err != nil {
		t.Fatal(err)
	}
	const most = 2500
	reader, blocks, n := testReader(t), map[int64][]*Features{}, int64(0)
	var out []goldPair
	for input, err := range dragoman.Files([]string{"-"}, bytes.NewReader(raw)) {
		if err != nil {
			t.Fatal(err)
		}
		rec, err := coder.Code(t.Context(), input)
		if err != nil {
			t.Fatal(err)
		}
		if n++; n > most {
			break
		}
		events := reader.Read(rec)
		for i := range events {
			f := &events[i]
			f.Report = n
			met := map[*Features]bool{}
			for _, k := range f.Look() {
				for _, o := range blocks[k.Block] {
					if met[o] || !found(f, o) {
						continue
					}
					met[o] = true
					if v, ok := compare(o, f); ok {
						out = append(out, goldPair{v: &v, weight: 0.05})
					}
				}
			}
		}
		for i := range events {
			for _, k := range events[i].File() {
				blocks[k.Block] = append(blocks[k.Block], &events[i])
			}
		}
	}
	return out
}

// TestFit fits the weights anew on the tune part and a stream and, by folds of whole
// stories, says what they are worth on reports they know nothing of.
func TestFit(t *testing.T) {
	if os.Getenv("FIT") == "" {
		t.Skip("FIT=1 fits the weights anew")
	}
	g := coded(t, "tune")
	pairs := append(g.strangers(), g.pairs...)
	t.Logf("%d pairs and %d of strangers", len(g.pairs), len(pairs)-len(g.pairs))
	flow := flow(t)
	t.Logf("%d pairs of a stream", len(flow))
	pairs = append(pairs, flow...)
	for _, ridge := range []float64{1, 3, 6} {
		w := fit(pairs, ridge)
		var b strings.Builder
		for i, x := range w {
			fmt.Fprintf(&b, "\t%s: %.2f,\n", identifier(evidenceNames[i]), x)
		}
		t.Logf("ridge %.1f, fitted on all:\n%s", ridge, b.String())
		for _, cut := range []float64{0.2, 0.3, 0.4, 0.5, 0.6} {
			p, r, f, _ := g.bcubed(g.acts(func(p *goldPair) bool { return p.v.likeness(&w) >= cut }, w.weigh), byTrigger, false)
			t.Logf("  cut %.1f: %.3f %.3f %.3f", cut, p, r, f)
		}
		const folds = 5
		held := make([]vector, folds)
		for k := range held {
			held[k] = fit(slices.DeleteFunc(slices.Clone(pairs), func(p goldPair) bool {
				return p.a != p.b && (g.fold(p.a)%folds == k || g.fold(p.b)%folds == k)
			}), ridge)
		}
		for _, cut := range []float64{0.2, 0.3, 0.4, 0.5, 0.6} {
			p, r, f, _ := g.bcubed(g.acts(func(p *goldPair) bool {
				return p.v.likeness(&held[g.fold(p.a)%folds]) >= cut
			}, func(a, b *Features) float64 { return held[g.story[g.reports[a.Report]]%folds].weigh(a, b) }), byTrigger, false)
			t.Logf("  folds, cut %.1f: %.3f %.3f %.3f", cut, p, r, f)
		}
	}
}

// identifier is the constant's name: "same type" is sameType.
func identifier(name string) string {
	first, rest, _ := strings.Cut(name, " ")
	for w := range strings.FieldsSeq(rest) {
		first += strings.ToUpper(w[:1]) + w[1:]
	}
	return first
}
