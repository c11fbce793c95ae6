package lang

import "dragoman/internal/model"

// parser trains transitions and relations together: first greedily, exploring
// from the second epoch on (the parser mostly follows its own guess and learns
// what is then best to do, Goldberg and Nivre 2012), then by search, several
// times over from there in different orders.
func (t *trainer) parser(examples []*example, dict []byte) (*model.Narrow, *model.Weights) {
	k := t.knowledge(dict)
	moves := model.NewNarrowLearner(t.MoveBits)
	rels := model.NewLearner(len(t.rels), t.RelBits)
	for epoch := range t.ParseEpochs {
		t.epoch(k, moves, rels, examples, epoch, false)
	}
	moves.Restart()
	allMoves := make([]*model.NarrowLearner, t.Orders)
	allRels := make([]*model.Learner, t.Orders)
	t.inOrders(func(order int, u *trainer) {
		m, r := moves.Clone(), rels.Clone()
		for epoch := range t.BeamEpochs {
			u.epoch(k, m, r, examples, t.ParseEpochs+epoch, true)
		}
		allMoves[order], allRels[order] = m, r
	})
	return model.FreezeNarrow(t.MoveStep, allMoves...), model.Freeze(t.RelStep, allRels...)
}

// epoch goes over the examples once.
func (t *trainer) epoch(k *knowledge, moves *model.NarrowLearner, rels *model.Learner, examples []*example, epoch int, search bool) {
	p := &parser{moves: moves, relations: rels, rels: t.rels, root: t.root}
	s := k.newScratch()
	s.relScores = make([]int32, len(t.rels))
	s.beam.history, s.beam.width, s.beam.margin = true, trainingWidth, 0
	right, arcs := 0, 0
	for _, x := range t.shuffled(len(examples)) {
		e := examples[x]
		words := t.tagged(k, e)
		arcs += len(e.heads)
		if search {
			right += t.beamOne(p, moves, rels, e, words, s)
		} else {
			right += t.greedyOne(p, moves, rels, e, words, s, epoch > 0)
		}
	}
	t.logf("parser epoch %d: %.2f%% of %d arcs right", epoch+1, 100*float64(right)/float64(max(1, arcs)), arcs)
}

// tagged fills t.words with the words of an example as the jack-knife tagged
// them.
func (t *trainer) tagged(k *knowledge, e *example) []word {
	words := t.frame(k, e)
	for i, c := range e.tagged {
		words[i].class, words[i].pos = c, uint32(t.set.list[c].pos)
	}
	return words
}

// greedyOne trains on one sentence by the dynamic oracle and returns how many
// arcs were right.
func (t *trainer) greedyOne(p *parser, moves *model.NarrowLearner, rels *model.Learner, e *example, words []word, s *scratch, explore bool) int {
	st := &s.state
	for st.reset(len(e.forms)); !st.done(); {
		move := t.greedyMove(moves, e, words, s, explore)
		rel := uint8(0)
		if move != shift {
			rel = p.name(st, words, move, s)
			learnName(rels, st, move, rel, e, s)
		}
		st.apply(move, rel)
	}
	return e.right(st)
}

// greedyMove learns one transition and returns the one to take.
func (t *trainer) greedyMove(moves *model.NarrowLearner, e *example, words []word, s *scratch, explore bool) int {
	st := &s.state
	ok := st.legal()
	if move, forced := only(ok); forced {
		return move
	}
	s.features.move(st, words)
	scores := moves.Score(s.features.list())
	best := cheapest(costs(st, e.heads), ok)
	guess, gold := argmax(scores, ok), argmax(scores, best)
	moves.Tick()
	if best[guess] {
		return gold
	}
	moves.Update(s.features.list(), gold, 1)
	moves.Update(s.features.list(), guess, -1)
	if explore && t.rng.Float64() < 0.9 {
		return guess
	}
	return gold
}

// cheapest marks the legal transitions that lose the fewest gold arcs.
func cheapest(cost [3]int, ok [3]bool) (best [3]bool) {
	least := 1 << 30
	for m, c := range cost {
		if ok[m] {
			least = min(least, c)
		}
	}
	for m, c := range cost {
		best[m] = ok[m] && c == least
	}
	return best
}

// right counts the arcs of a parse that have the gold head and relation.
func (e *example) right(st *state) int {
	n := 0
	for d, h := range e.heads {
		if nd := &st.node[d]; nd.head == h && nd.rel == e.rels[d] {
			n++
		}
	}
	return n
}
