package ledger

import (
	"cmp"
	"maps"
	"slices"
)

// unions are what has been joined, each member with another of its group that comes before
// it, and the first with itself.
type unions[K cmp.Ordered] map[K]K

// first is the first of a member's group.
func (g unions[K]) first(of K) K {
	for {
		before, ok := g[of]
		if !ok || before == of {
			return of
		}
		of = before
	}
}

func (g unions[K]) join(a, b K) {
	a, b = g.first(a), g.first(b)
	g[min(a, b)] = min(a, b)
	g[max(a, b)] = min(a, b)
}

// all lists the groups by their first members.
func (g unions[K]) all() map[K][]K {
	out := map[K][]K{}
	for _, k := range slices.Sorted(maps.Keys(g)) {
		out[g.first(k)] = append(out[g.first(k)], k)
	}
	return out
}
