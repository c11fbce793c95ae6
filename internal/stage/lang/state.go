package lang

// state is a partial parse in the arc-hybrid system (Kuhlmann et al. 2011): a
// stack, a buffer of which next is the first word, and the arcs so far. The
// root stands at the end of the buffer (Ballesteros and Nivre 2013), which
// makes one root a matter of two rules in legal.
type state struct {
	n     int
	next  int32
	stack []int32
	node  []node // n+2, as the words
}

// node is what is known of a word in a partial parse.
type node struct {
	head          int32
	rel           uint8
	left, left2   int32 // outermost and second outermost child to the left, or n+1
	right, right2 int32
	lefts, rights uint8  // number of children
	lset, rset    uint64 // their relations
}

// transitions
const (
	shift       = iota
	attachLeft  // the top of the stack gets the next word as head
	attachRight // the top of the stack gets the one below it as head
)

func (s *state) reset(n int) {
	s.n, s.next, s.stack = n, 0, s.stack[:0]
	if cap(s.node) < n+2 {
		s.node = make([]node, 2*n+2)
	}
	s.node = s.node[:n+2]
	none := int32(n + 1)
	for i := range s.node {
		s.node[i] = node{head: -1, left: none, left2: none, right: none, right2: none}
	}
}

func (s *state) done() bool { return int(s.next) == s.n && len(s.stack) == 0 }

// legal returns which transitions can be taken. Only the last word on the stack
// may go to the root, so that there is one root.
func (s *state) legal() (ok [3]bool) {
	k := len(s.stack)
	atRoot := int(s.next) == s.n
	ok[shift] = !atRoot
	ok[attachLeft] = k == 1 || k > 1 && !atRoot
	ok[attachRight] = k > 1
	return ok
}

// arc returns the head and dependent that a transition would join.
func (s *state) arc(t int) (head, dep int32) {
	k := len(s.stack)
	if t == attachLeft {
		return s.next, s.stack[k-1]
	}
	return s.stack[k-2], s.stack[k-1]
}

// apply takes a transition; rel is the relation of the new arc, if any.
func (s *state) apply(t int, rel uint8) {
	if t == shift {
		s.stack = append(s.stack, s.next)
		s.next++
		return
	}
	h, d := s.arc(t)
	s.stack = s.stack[:len(s.stack)-1]
	s.node[d].head, s.node[d].rel = h, rel
	p := &s.node[h]
	if t == attachLeft { // later left children lie further out
		p.left2, p.left = p.left, d
		p.lefts++
		p.lset |= 1 << rel
	} else {
		p.right2, p.right = p.right, d
		p.rights++
		p.rset |= 1 << rel
	}
}
