package lang

// moveScorer is what model.Narrow and model.NarrowLearner share.
type moveScorer interface {
	Score(features []uint32) [3]int32
}

// parser builds a tree by the best sequence of transitions (see search), and
// names each arc when it is made.
type parser struct {
	moves     moveScorer
	relations labelScorer
	rels      []string // at most 64
	root      uint8    // number of the relation "root"
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
