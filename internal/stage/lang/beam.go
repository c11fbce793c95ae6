package lang

import "dragoman/internal/model"

// width is how many partial parses are kept beside one another, trainingWidth
// how many in training, where more would cost hours. In use, one whose score lies
// further than margin behind the best is dropped: it costs half the time and
// hardly ever comes back.
const (
	width         = 8
	trainingWidth = 6
	margin        = 250
)

// hypothesis is a partial parse in the beam.
type hypothesis struct {
	state
	score int32
	moves []uint8 // what was done, kept in training only
}

// candidate is a transition out of a hypothesis.
type candidate struct {
	from  int
	move  int
	score int32
}

// beam is the working memory of a search.
type beam struct {
	now, next  []*hypothesis
	candidates []candidate
	names      memo
	width      int
	margin     int32 // 0 for none
	history    bool  // keep the transitions, for training
}

func newBeam() *beam {
	b := &beam{width: width, margin: margin}
	for range width {
		b.now = append(b.now, &hypothesis{})
		b.next = append(b.next, &hypothesis{})
	}
	return b
}

// search finds the parse of a tagged, framed sentence with the highest sum of
// scores that the beam meets (Zhang and Clark 2008). Every parse of n words takes
// 2n transitions, so that partial parses can be compared at each step. watch, if
// not nil, sees the beam after each step, best first.
func (p *parser) search(words []word, n int, s *scratch, watch func(step int, kept []*hypothesis)) *hypothesis {
	b := s.beam
	b.names.clear()
	b.now[0].reset(n)
	b.now[0].score, b.now[0].moves = 0, b.now[0].moves[:0]
	kept := 1
	for step := range 2 * n {
		b.candidates = b.candidates[:0]
		for i, h := range b.now[:kept] {
			p.expand(&h.state, i, h.score, words, s)
		}
		kept = b.keep()
		for i, c := range b.candidates[:kept] {
			h := b.next[i]
			h.copy(b.now[c.from], b.history)
			h.score = c.score
			if b.history {
				h.moves = append(h.moves, uint8(c.move))
			}
			p.take(&h.state, c.move, words, s)
		}
		b.now, b.next = b.next, b.now
		if watch != nil {
			watch(step, b.now[:kept])
		}
	}
	return b.now[0]
}

// take takes a transition and names its arc, if it makes one.
func (p *parser) take(st *state, move int, words []word, s *scratch) {
	rel := uint8(0)
	if move != shift {
		rel = p.nameOnce(st, words, move, s)
	}
	st.apply(move, rel)
}

// expand adds the legal transitions of a hypothesis to the candidates. A forced
// transition adds no score.
func (p *parser) expand(st *state, from int, score int32, words []word, s *scratch) {
	b := s.beam
	ok := st.legal()
	if t, forced := only(ok); forced {
		b.candidates = append(b.candidates, candidate{from, t, score})
		return
	}
	s.features.move(st, words)
	for t, v := range p.moves.Score(s.features.list()) {
		if ok[t] {
			b.candidates = append(b.candidates, candidate{from, t, score + v})
		}
	}
}

// keep moves the best candidates to the front and returns how many stay. Among
// equals the earlier one is better.
func (b *beam) keep() int {
	c := b.candidates
	for i := range min(b.width, len(c)) {
		best := i
		for j := i + 1; j < len(c); j++ {
			if c[j].score > c[best].score {
				best = j
			}
		}
		x := c[best]
		if i > 0 && b.margin > 0 && x.score < c[0].score-b.margin {
			return i
		}
		copy(c[i+1:best+1], c[i:best])
		c[i] = x
	}
	return min(b.width, len(c))
}

// copy makes h the same partial parse as g.
func (h *hypothesis) copy(g *hypothesis, history bool) {
	h.n, h.next = g.n, g.next
	h.stack = append(h.stack[:0], g.stack...)
	h.node = append(h.node[:0], g.node...)
	if history {
		h.moves = append(h.moves[:0], g.moves...)
	}
}

// memo remembers the relations named in one search: the hypotheses of a beam
// are alike but for a few arcs.
type memo struct {
	keys [512]uint32
	rels [512]uint8
}

func (m *memo) clear() { clear(m.keys[:]) }

// nameOnce is name behind the memo.
func (p *parser) nameOnce(st *state, words []word, t int, s *scratch) uint8 {
	h, d := st.arc(t)
	H, D := &st.node[h], &st.node[d]
	key := model.Join3(uint32(h), uint32(d)<<1|uint32(t&1), uint32(H.left)<<16|uint32(H.right), uint32(D.left)<<16|uint32(D.right))
	key = model.Join3(key, fold(H.lset), fold(H.rset), fold(D.lset)^fold(D.rset)*31)
	key = model.Join2(key, uint32(D.left2), uint32(st.node[D.left].rel)<<8|uint32(st.node[D.right].rel)) | 1
	m := &s.beam.names
	at := key >> 16 & 511
	if m.keys[at] == key {
		return m.rels[at]
	}
	r := p.name(st, words, t, s)
	m.keys[at], m.rels[at] = key, r
	return r
}
