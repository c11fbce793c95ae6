package lang

import (
	"testing"

	"pgregory.net/rapid"
)

// TestMaxTree: what comes out is a tree with one root, and no tree over few
// words scores better.
func TestMaxTree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 5).Draw(t, "words")
		wide := n + 1
		// Small whole numbers, so that circles and ties are frequent.
		scores := make([]float32, n*wide)
		for i := range scores {
			scores[i] = float32(rapid.IntRange(0, 9).Draw(t, "score"))
		}
		heads := make([]int32, n)
		maxTree(heads, scores, n, wide)
		if !isTree(heads) {
			t.Fatalf("%v is no tree", heads)
		}
		if best := bestOf(scores, n, wide); total(scores, heads, wide) != best {
			t.Fatalf("%v has score %v, the best tree has %v", heads, total(scores, heads, wide), best)
		}
	})
}

// bestOf tries every assignment of heads.
func bestOf(scores []float32, n, wide int) float32 {
	heads := make([]int32, n)
	best := float32(-1)
	var try func(i int)
	try = func(i int) {
		if i == n {
			if isTree(heads) {
				best = max(best, total(scores, heads, wide))
			}
			return
		}
		for h := range n + 1 {
			heads[i] = int32(h)
			try(i + 1)
		}
	}
	try(0)
	return best
}

func total(scores []float32, heads []int32, wide int) float32 {
	sum := float32(0)
	for i, h := range heads {
		sum += scores[i*wide+int(h)]
	}
	return sum
}

func isTree(heads []int32) bool {
	n := len(heads)
	roots := 0
	for i, h := range heads {
		if int(h) == n {
			roots++
		}
		steps := 0
		for at := i; at < n; at = int(heads[at]) {
			if steps++; steps > n {
				return false
			}
		}
	}
	return roots == 1
}
