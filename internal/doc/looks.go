package doc

// Roles of an event that words have looks for.
const (
	LookOfAct = iota
	LookOfSource
	LookOfTarget
	LooksOfWord // how many there are
)

// LookTable is what the parser's network says of each token, in Width numbers each: how
// it looks as the act of an event, as its source and as its target. The zero table is
// of a network that has no head for them.
type LookTable struct {
	Width   int
	Numbers []float32
}

// Add adds the mean look of tokens first to last in a role to to.
func (l *LookTable) Add(to []float32, role, first, last int) {
	by := 1 / float32(last-first)
	for t := first; t < last; t++ {
		for k, x := range l.Numbers[(t*LooksOfWord+role)*l.Width:][:l.Width] {
			to[k] += x * by
		}
	}
}
