package lang

// maxTree finds the best tree over scored arcs: Chu and Liu (1965), Edmonds
// (1967), with exactly one word under the root. Most sentences need no more
// than each word's best head; only where those make a circle is it contracted.
//
// scores[i*(wide)+j] is how well word i hangs on word j; column n is the root.
// heads receives the head of each word, n for the root.
func maxTree(heads []int32, scores []float32, n, wide int) {
	for i := range n {
		heads[i] = bestHead(scores[i*wide:], n, i)
	}
	heads[bestRoot(scores, n, wide)] = int32(n)
	if findCircle(heads, n) != nil {
		contract(heads, scores, n, wide)
	}
}

// bestRoot picks the word that gains most, or loses least, by hanging on the
// root instead of its best other head.
func bestRoot(scores []float32, n, wide int) int {
	root, most := 0, float32(0)
	for i := range n {
		row := scores[i*wide:]
		gain := row[n]
		if n > 1 {
			gain -= row[bestHead(row, n, i)]
		}
		if i == 0 || gain > most {
			root, most = i, gain
		}
	}
	return root
}

// bestHead returns the best head of word i but for the root.
func bestHead(row []float32, n, i int) int32 {
	best := -1
	for j := range n {
		if j != i && (best < 0 || row[j] > row[best]) {
			best = j
		}
	}
	return int32(max(best, 0))
}

// findCircle returns the words of a circle, or nil.
func findCircle(heads []int32, n int) []int32 {
	seen := make([]int32, n)
	for i := range n {
		mark := int32(i + 1)
		at := int32(i)
		for int(at) < n && seen[at] == 0 {
			seen[at] = mark
			at = heads[at]
		}
		if int(at) == n || seen[at] != mark {
			continue
		}
		circle := []int32{at}
		for next := heads[at]; next != at; next = heads[next] {
			circle = append(circle, next)
		}
		return circle
	}
	return nil
}

// contract is the general case. Node 0 is the root, node i+1 word i; arcs from the
// root cost more than any tree can win, so that one word has one.
func contract(heads []int32, scores []float32, n, wide int) {
	low, high := scores[0], scores[0]
	for i := range n {
		for _, x := range scores[i*wide:][:n+1] {
			low, high = min(low, x), max(high, x)
		}
	}
	g := newGraph(n + 1)
	for d := range n {
		g[d+1][0] = scores[d*wide+n] - (high-low+1)*float32(n)
		copy(g[d+1][1:], scores[d*wide:][:n])
	}
	for d, h := range g.tree()[1:] {
		heads[d] = h - 1
		if h == 0 {
			heads[d] = int32(n)
		}
	}
}

// graph holds the scores of arcs between nodes, graph[dependent][head].
type graph [][]float32

func newGraph(n int) graph {
	g := make(graph, n)
	for i := range g {
		g[i] = make([]float32, n)
	}
	return g
}

// tree returns the head of each node in the best tree that grows from node 0.
func (g graph) tree() []int32 {
	n := len(g)
	heads := make([]int32, n)
	heads[0] = int32(n) // ends every walk
	for d := 1; d < n; d++ {
		heads[d] = bestHead(g[d], n, d)
	}
	circle := findCircle(heads, n)
	if circle == nil {
		return heads
	}
	in := make([]bool, n)
	for _, c := range circle {
		in[c] = true
	}
	// The circle becomes the last node of a smaller graph.
	var old []int32
	for i := range n {
		if !in[i] {
			old = append(old, int32(i))
		}
	}
	last := len(old)
	small := newGraph(last + 1)
	enter := make([]int32, last) // the word of the circle where an arc from outside breaks it best
	leave := make([]int32, last) // and the one from which an arc to outside leaves it best
	for a, i := range old {
		for b, j := range old {
			small[a][b] = g[i][j]
		}
		for k, c := range circle {
			gain := g[c][i] - g[c][heads[c]]
			if k == 0 || gain > small[last][a] {
				small[last][a], enter[a] = gain, c
			}
			if k == 0 || g[i][c] > small[a][last] {
				small[a][last], leave[a] = g[i][c], c
			}
		}
	}
	for a, b := range small.tree() {
		switch {
		case a == 0:
		case a == last:
			heads[enter[b]] = old[b]
		case int(b) == last:
			heads[old[a]] = leave[a]
		default:
			heads[old[a]] = old[b]
		}
	}
	return heads
}
