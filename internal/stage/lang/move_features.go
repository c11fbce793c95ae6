package lang

// view gathers what the templates ask of one node.
type view struct {
	*word
	node *node
}

func viewOf(st *state, words []word, i int32) view { return view{&words[i], &st.node[i]} }

// move writes the features of a state. The templates are those of Zhang
// and Nivre (2011) fitted to the arc-hybrid system, with word clusters after
// Koo, Carreras and Collins (2008).
func (f *features) move(st *state, words []word) {
	f.reset(101)
	none := int32(st.n + 1)
	s0, s1, s2 := none, none, none
	switch k := len(st.stack); {
	case k >= 3:
		s2 = st.stack[k-3]
		fallthrough
	case k == 2:
		s1 = st.stack[k-2]
		fallthrough
	case k == 1:
		s0 = st.stack[k-1]
	}
	b0, b1, b2 := st.next, none, none
	if int(b0)+1 <= st.n {
		b1 = b0 + 1
	}
	if int(b0)+2 <= st.n {
		b2 = b0 + 2
	}
	S0, S1, S2 := viewOf(st, words, s0), viewOf(st, words, s1), viewOf(st, words, s2)
	B0, B1, B2 := viewOf(st, words, b0), &words[b1], &words[b2]
	S0l, S0r, S0l2, S0r2 := viewOf(st, words, S0.node.left), viewOf(st, words, S0.node.right), viewOf(st, words, S0.node.left2), viewOf(st, words, S0.node.right2)
	S1l, S1r := viewOf(st, words, S1.node.left), viewOf(st, words, S1.node.right)
	B0l, B0l2 := viewOf(st, words, B0.node.left), viewOf(st, words, B0.node.left2)
	d01 := distance(s0, b0)
	d10 := distance(s1, s0)
	rel := func(v view) uint32 { return uint32(v.node.rel) + 1 }

	// single words
	f.two(S0.norm, S0.class)
	f.one(S0.class)
	f.one(S0.norm)
	f.two(S1.norm, S1.class)
	f.one(S1.class)
	f.one(S1.norm)
	f.two(B0.norm, B0.class)
	f.one(B0.class)
	f.one(B0.norm)
	f.two(B1.norm, B1.class)
	f.one(B1.class)
	f.one(B1.norm)
	f.two(B2.norm, B2.class)
	f.one(B2.class)
	f.two(S2.norm, S2.class)
	f.one(S0.fine)
	f.one(S1.fine)
	f.one(B0.fine)
	f.two(S0.shape, B0.shape)
	f.two(S1.shape, S0.shape)
	// stack and buffer
	f.four(S0.norm, S0.class, B0.norm, B0.class)
	f.three(S0.norm, S0.class, B0.norm)
	f.three(S0.norm, B0.norm, B0.class)
	f.three(S0.norm, S0.class, B0.class)
	f.three(S0.class, B0.norm, B0.class)
	f.two(S0.norm, B0.norm)
	f.two(S0.class, B0.class)
	f.two(S0.norm, B0.class)
	f.two(S0.class, B0.norm)
	f.two(S0.fine, B0.fine)
	f.two(S0.coarse, B0.coarse)
	f.two(S0.fine, B0.class)
	f.two(S0.class, B0.fine)
	f.three(S0.coarse, S0.class, B0.class)
	f.three(S0.class, B0.coarse, B0.class)
	f.three(S0.class, B0.class, d01)
	f.three(S0.norm, B0.class, d01)
	f.three(S0.class, B0.norm, d01)
	// the two on top of the stack
	f.four(S1.norm, S1.class, S0.norm, S0.class)
	f.three(S1.norm, S1.class, S0.norm)
	f.three(S1.norm, S0.norm, S0.class)
	f.three(S1.norm, S1.class, S0.class)
	f.three(S1.class, S0.norm, S0.class)
	f.two(S1.norm, S0.norm)
	f.two(S1.class, S0.class)
	f.two(S1.fine, S0.fine)
	f.two(S1.coarse, S0.coarse)
	f.two(S1.fine, S0.class)
	f.two(S1.class, S0.fine)
	f.three(S1.coarse, S1.class, S0.class)
	f.three(S1.class, S0.coarse, S0.class)
	f.three(S1.class, S0.class, d10)
	f.three(S1.norm, S0.class, d10)
	f.three(S1.class, S0.norm, d10)
	f.two(S1.class, B0.class)
	f.two(S1.norm, B0.norm)
	f.two(S1.norm, B0.class)
	f.two(S1.class, B0.norm)
	f.three(S1.class, B0.class, distance(s1, b0))
	// three words
	f.three(B0.class, B1.class, B2.class)
	f.three(S0.class, B0.class, B1.class)
	f.three(S1.class, S0.class, B0.class)
	f.three(S1.norm, S0.class, B0.class)
	f.three(S1.class, S0.norm, B0.class)
	f.three(S1.class, S0.class, B0.norm)
	f.three(S1.norm, S0.norm, B0.class)
	f.three(S1.norm, S0.class, B0.norm)
	f.three(S1.coarse, S0.coarse, B0.coarse)
	f.three(S1.fine, S0.class, B0.class)
	f.three(S1.class, S0.fine, B0.class)
	f.three(S1.class, S0.class, B0.fine)
	f.three(S2.class, S1.class, S0.class)
	f.three(S2.class, S1.class, B0.class)
	f.four(S1.class, S0.class, B0.class, B1.class)
	f.four(S2.class, S1.class, S0.class, B0.class)
	f.four(S0.class, B0.class, B1.class, B2.class)
	f.two(B0.class, B1.class)
	f.two(B0.norm, B1.class)
	f.two(B0.class, B1.norm)
	f.three(S0.class, B0.class, B1.norm)
	f.three(S0.norm, B0.class, B1.class)
	f.two(S0.norm, B1.norm)
	// children
	f.four(S0.class, S0l.class, B0.class, rel(S0l))
	f.four(S0.class, S0r.class, B0.class, rel(S0r))
	f.four(S0.class, B0l.class, B0.class, rel(B0l))
	f.four(S1.class, S1r.class, S0.class, rel(S1r))
	f.four(S1.class, S1l.class, S0.class, rel(S1l))
	f.four(S1.class, S0l.class, S0.class, rel(S0l))
	f.four(S1.class, S0r.class, S0.class, rel(S0r))
	f.three(S1.norm, S0.class, S0l.norm)
	f.three(S1.class, S0.class, S0l.norm)
	f.three(S0.class, B0.class, B0l.norm)
	f.three(S0.class, S0r.norm, B0.class)
	f.three(S1.class, S1r.norm, S0.class)
	f.two(S0l.norm, rel(S0l))
	f.two(S0r.norm, rel(S0r))
	f.two(B0l.norm, rel(B0l))
	f.two(S1r.norm, rel(S1r))
	f.three(S0.class, rel(S0l), rel(S0l2))
	f.three(S0.class, rel(S0r), rel(S0r2))
	f.three(B0.class, rel(B0l), rel(B0l2))
	f.three(S0.class, S0l.class, S0l2.class)
	f.three(S0.class, S0r.class, S0r2.class)
	f.three(B0.class, B0l.class, B0l2.class)
	// valency and the relations already taken
	f.three(S0.norm, S0.class, uint32(S0.node.lefts))
	f.three(S0.norm, S0.class, uint32(S0.node.rights))
	f.two(S0.class, uint32(S0.node.rights)|uint32(S0.node.lefts)<<8)
	f.three(S1.norm, S1.class, uint32(S1.node.rights))
	f.two(S1.class, uint32(S1.node.rights)|uint32(S1.node.lefts)<<8)
	f.two(B0.class, uint32(B0.node.lefts))
	f.two(S0.norm, fold(S0.node.rset))
	f.two(S0.class, fold(S0.node.rset))
	f.two(S0.class, fold(S0.node.lset))
	f.two(S1.norm, fold(S1.node.rset))
	f.two(S1.class, fold(S1.node.rset))
	f.two(S1.class, fold(S1.node.lset))
	f.two(B0.class, fold(B0.node.lset))
	f.three(S1.class, S0.class, fold(S1.node.rset))
	f.three(S1.class, S0.class, fold(S0.node.lset))
	f.three(S0.class, B0.class, fold(S0.node.rset))
	f.three(S0.class, B0.class, fold(B0.node.lset))
	f.three(S0.class, B0.class, fold(S0.node.lset))
	f.three(S1.norm, S0.pos, fold(S1.node.rset))
	// where the next word goes, by the preposition or conjunction it brings:
	// "saw the man with the telescope"
	f.two(S0.norm, B0l.norm)
	f.two(S1.norm, B0l.norm)
	f.three(S0.norm, B0l.norm, B0.norm)
	f.three(S1.norm, B0l.norm, B0.norm)
	f.three(S0.fine, B0l.norm, B0.fine)
	f.three(S1.fine, B0l.norm, B0.fine)
	f.three(S0.norm, B0l.norm, B0.class)
	f.three(S1.norm, B0l.norm, B0.class)
	f.four(S1.class, S0.class, B0.class, B0l.norm)
	f.four(S1.norm, S0.class, B0.class, B0l.norm)
	f.four(S1.class, S0.norm, B0.class, B0l.norm)
	f.four(S2.class, S1.class, S0.class, B0l.norm)
	f.three(S1.class, S0l.norm, B0l.norm)
	f.four(S1.class, S0.class, S0l.norm, B0.class)
	f.three(S1.norm, S0l.norm, B0.class)
	f.four(S1.class, S0.class, B0.norm, B1.class)
	f.four(S1.class, S0.class, B0.norm, B1.norm)
	f.three(S0.norm, B0.norm, B1.class)
	f.three(S0.norm, B0.norm, B1.norm)
	f.three(S1.norm, B0.norm, B1.class)
	f.four(S0.class, S0l.class, B0.class, B0l.class)
	f.three(S0.coarse, B0.coarse, B0l.norm)
	f.three(S2.norm, S0.class, B0.class)
	f.two(S2.class, B0.class)
	f.three(S2.class, S1.norm, B0.class)
}

// fold makes one number of a set of relations.
func fold(set uint64) uint32 { return uint32(set) ^ uint32(set>>32)*0x9e3779b1 }
