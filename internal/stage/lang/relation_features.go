package lang

// relation writes the features by which the arc from h to d is named. The
// dependent is complete at this point: all its children are known.
func (f *features) relation(st *state, words []word, h, d int32) {
	f.reset(301)
	H, D := viewOf(st, words, h), viewOf(st, words, d)
	Dl, Dl2, Dr := viewOf(st, words, D.node.left), viewOf(st, words, D.node.left2), viewOf(st, words, D.node.right)
	Hl, Hr := viewOf(st, words, H.node.left), viewOf(st, words, H.node.right)
	none := int32(st.n + 1)
	near := func(i int32) *word {
		if i < 0 || int(i) >= st.n {
			return &words[none]
		}
		return &words[i]
	}
	side := uint32(0)
	if d > h {
		side = 1
	}
	rel := func(v view) uint32 { return uint32(v.node.rel) + 1 }
	dist := distance(h, d)<<1 | side
	sibling := H.node.left // the last child on the same side
	if side == 1 {
		sibling = H.node.right
	}
	Sib := viewOf(st, words, sibling)
	dp, dn, hp, hn := near(d-1), near(d+1), near(h-1), near(h+1)

	f.two(side, D.class)
	f.two(side, D.norm)
	f.two(side, D.suf3)
	f.two(side, D.fine)
	f.two(side, H.class)
	f.two(side, H.norm)
	f.three(side, D.norm, D.class)
	f.three(side, H.class, D.class)
	f.three(side, H.norm, D.class)
	f.three(side, H.class, D.norm)
	f.three(side, H.norm, D.norm)
	f.three(side, H.fine, D.class)
	f.three(side, H.class, D.fine)
	f.three(side, H.fine, D.fine)
	f.three(side, H.coarse, D.coarse)
	f.three(dist, H.class, D.class)
	f.two(dist, D.class)
	f.three(side, H.pos, D.pos)
	// what the dependent holds: "of" in "of Russia", "that" in "that he left"
	f.three(side, D.class, Dl.norm)
	f.four(side, H.class, D.class, Dl.norm)
	f.four(side, H.norm, D.class, Dl.norm)
	f.three(side, D.norm, Dl.norm)
	f.four(side, H.class, D.norm, Dl.norm)
	f.four(side, D.class, Dl.class, rel(Dl))
	f.four(side, D.class, rel(Dl), rel(Dl2))
	f.three(side, D.class, Dl2.norm)
	f.three(side, Dl.norm, Dl2.norm)
	f.three(side, D.class, fold(D.node.lset))
	f.four(side, H.class, D.class, fold(D.node.lset))
	f.four(side, H.norm, D.class, fold(D.node.lset))
	f.three(side, D.class, fold(D.node.rset))
	f.four(side, H.class, D.class, fold(D.node.rset))
	f.four(side, D.class, Dr.class, rel(Dr))
	f.three(side, D.class, Dr.norm)
	f.three(side, D.norm, fold(D.node.lset|D.node.rset))
	// what the head already has: no second object
	f.three(side, D.class, fold(H.node.rset))
	f.three(side, D.class, fold(H.node.lset))
	f.four(side, H.class, D.class, fold(H.node.lset))
	f.four(side, H.class, D.class, fold(H.node.rset))
	f.four(side, H.norm, D.class, fold(H.node.rset))
	f.three(side, D.class, rel(Sib))
	f.four(side, H.class, D.class, rel(Sib))
	f.three(side, D.class, Sib.norm)
	f.four(side, H.class, D.class, Sib.class)
	f.three(side, D.class, Hl.norm)
	f.four(side, H.class, D.class, Hl.norm)
	f.three(side, D.class, Hr.norm)
	// neighbours
	f.three(side, D.class, dp.class)
	f.three(side, D.class, dn.class)
	f.four(side, D.class, dp.class, dn.class)
	f.four(side, H.class, D.class, dp.class)
	f.four(side, H.class, D.class, dn.class)
	f.three(side, D.class, dp.norm)
	f.three(side, D.class, dn.norm)
	f.four(side, H.class, D.class, hp.class)
	f.four(side, H.class, D.class, hn.class)
	f.three(side, D.norm, dp.norm)
	f.three(side, D.norm, dn.norm)
	f.three(side, D.class, D.shape)
	f.four(side, H.class, D.shape, H.shape)
}
