package lang

// moveScorer is what model.Narrow and model.NarrowLearner share.
type moveScorer interface {
	Score(features []uint32) [3]int32
}

// parser builds a tree by the best transition at each step, and names each arc
// when it is made.
type parser struct {
	moves     moveScorer
	relations labelScorer
	rels      []string // at most 64
	root      uint8    // number of the relation "root"
}

// run parses a tagged, framed sentence; the arcs are left in s.state.
func (p *parser) run(words []word, n int, s *scratch) {
	st := &s.state
	for st.reset(n); !st.done(); {
		t := p.move(st, words, s)
		rel := uint8(0)
		if t != shift {
			rel = p.name(st, words, t, s)
		}
		st.apply(t, rel)
	}
}

// move chooses a transition.
func (p *parser) move(st *state, words []word, s *scratch) int {
	ok := st.legal()
	if t, forced := only(ok); forced {
		return t
	}
	s.features.move(st, words)
	return argmax(p.moves.Score(s.features.list()), ok)
}

// name chooses the relation of the arc that a transition makes.
func (p *parser) name(st *state, words []word, t int, s *scratch) uint8 {
	h, d := st.arc(t)
	if int(h) == st.n {
		return p.root
	}
	s.features.relation(st, words, h, d)
	p.relations.Score(s.features.list(), s.relScores)
	b := -1
	for r, v := range s.relScores {
		if (b < 0 || v > s.relScores[b]) && r != int(p.root) {
			b = r
		}
	}
	return uint8(b)
}

func only(ok [3]bool) (int, bool) {
	t, count := 0, 0
	for i, o := range ok {
		if o {
			t = i
			count++
		}
	}
	return t, count == 1
}

func argmax(scores [3]int32, ok [3]bool) int {
	b := -1
	for t, s := range scores {
		if ok[t] && (b < 0 || s > scores[b]) {
			b = t
		}
	}
	return b
}

func distance(a, b int32) uint32 {
	d := b - a
	if d < 0 {
		d = -d
	}
	switch {
	case d <= 4:
		return uint32(d)
	case d <= 6:
		return 5
	case d <= 10:
		return 6
	case d <= 20:
		return 7
	}
	return 8
}
