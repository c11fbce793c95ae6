package lang

// costs returns how many gold arcs each transition makes unreachable, after the
// dynamic oracle for the arc-hybrid system of Goldberg and Nivre (2013). gold
// holds the head of each word, n for the root.
func costs(st *state, gold []int32) (c [3]int) {
	b, k := st.next, len(st.stack)
	if int(b) < st.n {
		for i, s := range st.stack {
			if gold[s] == b || gold[b] == s && i < k-1 {
				c[shift]++
			}
		}
	}
	if k == 0 {
		return c
	}
	s0 := st.stack[k-1]
	for d := b; int(d) < st.n; d++ {
		if gold[d] == s0 {
			c[attachLeft]++
			c[attachRight]++
		}
	}
	if gold[s0] >= b {
		c[attachRight]++
	}
	if gold[s0] > b || k > 1 && gold[s0] == st.stack[k-2] {
		c[attachLeft]++
	}
	return c
}

// projective returns heads in which no two arcs cross: of two that do, the
// shorter one's dependent is lifted to its head's head (Nivre and Nilsson 2005,
// without their encoding of the lift).
func projective(heads []int32) []int32 {
	n := int32(len(heads))
	heads = append([]int32(nil), heads...)
	for {
		worst := int32(-1)
		for d := range heads {
			if !spans(heads, int32(d)) && (worst < 0 || length(heads, int32(d)) < length(heads, worst)) {
				worst = int32(d)
			}
		}
		if worst < 0 {
			return heads
		}
		h := heads[worst]
		if h == n {
			return heads
		}
		heads[worst] = heads[h]
	}
}

func length(heads []int32, d int32) int32 {
	if heads[d] > d {
		return heads[d] - d
	}
	return d - heads[d]
}

// spans reports whether every word between d and its head descends from the
// head. Arcs to the root never count as crossing.
func spans(heads []int32, d int32) bool {
	h := heads[d]
	if int(h) == len(heads) {
		return true
	}
	lo, hi := min(h, d), max(h, d)
	for k := lo + 1; k < hi; k++ {
		a := k
		for int(a) < len(heads) && a != h {
			a = heads[a]
		}
		if a != h {
			return false
		}
	}
	return true
}
