package story

import (
	"bufio"
	"cmp"
	"encoding/json"
	"maps"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"dragoman/data"
)

// labelled is a report of a set whose stories are known.
type labelled struct {
	ID, Cluster, Text string
	Topic             int
}

// ecb reads the development topics of ECB+ where they lie beside the project.
func ecb(t *testing.T) []labelled {
	t.Helper()
	file := filepath.Join(cmp.Or(os.Getenv("GOLD"), "../../../shared"), "gold/dedup/ecbplus_dev.jsonl")
	f, err := os.Open(file)
	if os.IsNotExist(err) {
		t.Skip("no gold sets: not measured")
	}
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var all []labelled
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<24)
	for lines.Scan() {
		var l labelled
		if err := json.Unmarshal(lines.Bytes(), &l); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		all = append(all, l)
	}
	return all
}

// measured is the set with everything that does not hang on weights.
type measured struct {
	all   []labelled
	pairs []pairOf
}

type pairOf struct {
	a, b  int
	cos   [kinds]float64
	same  bool
	found bool // by keys
}

func measure(t *testing.T) *measured {
	m := &measured{all: ecb(t)}
	r, err := New(data.Files)
	if err != nil {
		t.Fatal(err)
	}
	x := NewIndex()
	for b, l := range m.all {
		p := r.Read(Report{Text: l.Text})
		found := x.candidates(p)
		x.Add(l.ID, p)
		for a := range b {
			_, ok := slices.BinarySearch(found, int32(a))
			m.pairs = append(m.pairs, pairOf{a, b, cosines(x.profiles[a], p), m.all[a].Cluster == l.Cluster, ok})
		}
	}
	return m
}

// among returns the pairs whose reports are both of such a topic.
func (m *measured) among(in func(topic int) bool) []pairOf {
	var out []pairOf
	for _, p := range m.pairs {
		if in(m.all[p.a].Topic) && in(m.all[p.b].Topic) {
			out = append(out, p)
		}
	}
	return out
}

// f1 clusters pairs with some weights and counts the pairs that are right.
func (m *measured) f1(pairs []pairOf, weights [kinds]float64, constant, cut float64) (precision, recall, f1 float64) {
	var links []Link
	gold := 0
	for _, p := range pairs {
		if p.same {
			gold++
		}
		if l := likeness(p.cos, weights, constant); p.found && l >= floor {
			links = append(links, Link{p.a, p.b, l})
		}
	}
	right, told := 0, 0
	for _, s := range cluster(len(m.all), links, cut) {
		for i, a := range s {
			for _, b := range s[:i] {
				told++
				if m.all[a].Cluster == m.all[b].Cluster {
					right++
				}
			}
		}
	}
	precision, recall = float64(right)/float64(max(1, told)), float64(right)/float64(gold)
	return precision, recall, 2 * precision * recall / max(1e-9, precision+recall)
}

func (m *measured) bestCut(pairs []pairOf, weights [kinds]float64, constant float64) (best, score float64) {
	for cut := 0.20; cut < 0.75; cut += 0.01 {
		if _, _, f := m.f1(pairs, weights, constant, cut); f > score {
			best, score = cut, f
		}
	}
	return best, score
}

const width = int(kinds) + 1 // weights and the constant

// fit finds the weights of a logistic regression by Newton's method.
func fit(pairs []pairOf) (weights [kinds]float64, constant float64) {
	var w [width]float64
	for range 12 {
		var g [width]float64
		var h [width][width]float64
		for i := range width {
			h[i][i] = 0.1 // ridge
			g[i] = -0.1 * w[i]
		}
		for _, p := range pairs {
			x := [width]float64{p.cos[0], p.cos[1], p.cos[2], p.cos[3], 1}
			z := 0.0
			for i := range width {
				z += w[i] * x[i]
			}
			q, y := 1/(1+math.Exp(-z)), 0.0
			if p.same {
				y = 1
			}
			for i := range width {
				g[i] += (y - q) * x[i]
				for j := range width {
					h[i][j] += q * (1 - q) * x[i] * x[j]
				}
			}
		}
		for i, d := range solve(h, g) {
			w[i] += d
		}
	}
	copy(weights[:], w[:kinds])
	return weights, w[kinds]
}

// solve is Gauss's elimination; h is positive definite.
func solve(h [width][width]float64, g [width]float64) [width]float64 {
	for i := range width {
		for j := i + 1; j < width; j++ {
			f := h[j][i] / h[i][i]
			for k := i; k < width; k++ {
				h[j][k] -= f * h[i][k]
			}
			g[j] -= f * g[i]
		}
	}
	for i := width - 1; i >= 0; i-- {
		for k := i + 1; k < width; k++ {
			g[i] -= h[i][k] * g[k]
		}
		g[i] /= h[i][i]
	}
	return g
}

// TestECB measures the weights that ship, and what weights and cut are worth that
// know nothing of the topics they are measured on. Run it with -v to see both.
func TestECB(t *testing.T) {
	m := measure(t)
	all := m.among(func(int) bool { return true })
	hit, gold, found := 0, 0, 0
	for _, p := range all {
		if p.found {
			found++
		}
		if p.same {
			gold++
			if p.found {
				hit++
			}
		}
	}
	t.Logf("by keys: %d of %d pairs of a story, %d of %d of all", hit, gold, found, len(all))
	p, r, f := m.f1(all, weights, constant, same)
	t.Logf("as it ships: precision %.3f recall %.3f pair F1 %.3f", p, r, f)
	if f < 0.85 {
		t.Errorf("pair F1 %.3f, want at least 0.85", f)
	}
	w, c := fit(all)
	cut, best := m.bestCut(all, w, c)
	t.Logf("fitted on all: weights %.1f constant %.1f, best cut %.2f: %.3f", w, c, cut, best)
	if os.Getenv("FOLDS") == "" {
		return
	}
	topics := map[int]bool{}
	for _, l := range m.all {
		topics[l.Topic] = true
	}
	order := slices.Sorted(maps.Keys(topics))
	rand.New(rand.NewPCG(1, 2)).Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
	const folds = 4
	sum := 0.0
	for k := range folds {
		held := map[int]bool{}
		for i, topic := range order {
			if i%folds == k {
				held[topic] = true
			}
		}
		train, test := m.among(func(t int) bool { return !held[t] }), m.among(func(t int) bool { return held[t] })
		w, c := fit(train)
		cut, at := m.bestCut(train, w, c)
		p, r, f := m.f1(test, w, c, cut)
		_, _, ships := m.f1(test, weights, constant, same)
		t.Logf("topics %v held out: weights %.1f constant %.1f cut %.2f (%.3f on the others): precision %.3f recall %.3f pair F1 %.3f; as it ships %.3f", slices.Sorted(maps.Keys(held)), w, c, cut, at, p, r, f, ships)
		sum += f
	}
	t.Logf("mean of folds: %.3f", sum/folds)
}
