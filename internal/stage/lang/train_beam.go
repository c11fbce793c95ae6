package lang

import (
	"bytes"

	"dragoman/internal/model"
)

// goldMoves returns the transitions that build a projective tree, attaching a
// word as soon as all its own children are there; nil where there are none.
func goldMoves(heads []int32) []uint8 {
	n := int32(len(heads))
	left := make([]int, n+1) // children still to come
	for _, h := range heads {
		left[h]++
	}
	out := make([]uint8, 0, 2*n)
	var stack []int32
	for next := int32(0); next < n || len(stack) > 0; {
		if k := len(stack); k > 0 {
			s0 := stack[k-1]
			if heads[s0] == next && (next < n || k == 1) {
				out = append(out, attachLeft)
				left[next]--
				stack = stack[:k-1]
				continue
			}
			if k > 1 && heads[s0] == stack[k-2] && left[s0] == 0 {
				out = append(out, attachRight)
				left[stack[k-2]]--
				stack = stack[:k-1]
				continue
			}
		}
		if next == n {
			return nil // not projective after all
		}
		out = append(out, shift)
		stack = append(stack, next)
		next++
	}
	return out
}

// beamOne trains on one sentence: moves by the prefix on which the search went
// most wrong (max-violation, Huang, Fayong and Guo 2012), relations by the arcs of
// the parse that it found. It returns how many arcs were right.
func (t *trainer) beamOne(p *parser, moves *model.NarrowLearner, rels *model.Learner, e *example, words []word, s *scratch) int {
	n := len(e.forms)
	gold := goldMoves(e.heads)
	if gold == nil {
		return 0
	}
	s.beam.names.clear()
	sums := prefixScores(p, gold, words, n, s)
	var wrong []uint8
	worst := int32(-1)
	found := p.search(words, n, s, func(step int, kept []*hypothesis) {
		h := kept[0]
		if v := h.score - sums[step]; v > worst && !bytes.Equal(h.moves, gold[:step+1]) {
			worst = v
			wrong = append(wrong[:0], h.moves...)
		}
	})
	right := e.right(&found.state)
	path := bytes.Clone(found.moves)
	moves.Tick()
	if len(wrong) > 0 {
		split := 0
		for wrong[split] == gold[split] {
			split++
		}
		reinforce(p, moves, 1, gold[:len(wrong)], split, words, n, s)
		reinforce(p, moves, -1, wrong, split, words, n, s)
	}
	learnNames(p, rels, path, e, words, s)
	return right
}

// prefixScores returns the score of each prefix of a sequence of transitions.
func prefixScores(p *parser, moves []uint8, words []word, n int, s *scratch) []int32 {
	st := &s.state
	st.reset(n)
	sums := make([]int32, 0, len(moves))
	sum := int32(0)
	for _, m := range moves {
		if _, forced := only(st.legal()); !forced {
			s.features.move(st, words)
			sum += p.moves.Score(s.features.list())[m]
		}
		sums = append(sums, sum)
		p.take(st, int(m), words, s)
	}
	return sums
}

// reinforce adds delta to the weights of a sequence of transitions, from
// transition split on.
func reinforce(p *parser, l *model.NarrowLearner, delta int32, moves []uint8, split int, words []word, n int, s *scratch) {
	st := &s.state
	st.reset(n)
	for i, m := range moves {
		if _, forced := only(st.legal()); !forced && i >= split {
			s.features.move(st, words)
			l.Update(s.features.list(), int(m), delta)
		}
		p.take(st, int(m), words, s)
	}
}

// learnNames updates the relations of those arcs of a parse whose head is right.
func learnNames(p *parser, l *model.Learner, moves []uint8, e *example, words []word, s *scratch) {
	st := &s.state
	st.reset(len(e.forms))
	for _, m := range moves {
		rel := uint8(0)
		if m != shift {
			rel = p.name(st, words, int(m), s)
			learnName(l, st, int(m), rel, e, s)
		}
		st.apply(int(m), rel)
	}
}

// learnName updates on one arc, named rel by the features still in s.
func learnName(l *model.Learner, st *state, move int, rel uint8, e *example, s *scratch) {
	h, d := st.arc(move)
	if e.heads[d] != h || int(h) == st.n {
		return
	}
	l.Tick()
	if rel != e.rels[d] {
		l.Update(s.features.list(), int(e.rels[d]), 1)
		l.Update(s.features.list(), int(rel), -1)
	}
}
