package story

import (
	"cmp"
	"container/heap"
	"slices"
)

// Link says that two reports may tell one story.
type Link struct {
	A, B     int
	Likeness float64
}

const (
	floor = 0.10 // likeness under which a pair is not kept: it counts as 0
	same  = 0.42 // mean likeness of the pairs of two clusters of one story
	// mostReports bounds what is clustered as one. A larger component is parted by
	// links of greater likeness first.
	mostReports = 1000
	step        = 0.05
)

// Cluster groups reports 0 to n-1 into stories; one that stands alone is in none.
// Ties are broken by number: number the reports by what they are (their ids, sorted),
// not as they came, and the stories do not depend on how they came.
func Cluster(n int, links []Link) [][]int { return cluster(n, links, same) }

func cluster(n int, links []Link, cut float64) [][]int {
	var stories [][]int
	var part func(members []int, links []Link, strong float64)
	part = func(members []int, links []Link, strong float64) {
		for _, c := range components(members, links, strong) {
			if len(c.members) > mostReports && strong+step < 1 {
				part(c.members, c.links, strong+step)
				continue
			}
			stories = append(stories, average(c.members, c.links, cut)...)
		}
	}
	all := make([]int, n)
	for i := range all {
		all[i] = i
	}
	part(all, links, cut)
	slices.SortFunc(stories, func(a, b []int) int { return a[0] - b[0] })
	return stories
}

// component is reports that hang together by strong links, and all links between
// them. Clusters joined at a mean likeness have a link as strong between them, so
// none reaches over a component.
type component struct {
	members []int
	links   []Link
}

func components(members []int, links []Link, strong float64) []component {
	parent := make(map[int]int, len(members))
	var root func(int) int
	root = func(i int) int {
		p, ok := parent[i]
		if !ok || p == i {
			return i
		}
		r := root(p)
		parent[i] = r
		return r
	}
	for _, l := range links {
		if l.Likeness >= strong {
			a, b := root(l.A), root(l.B)
			parent[max(a, b)] = min(a, b)
		}
	}
	at := map[int]int{}
	var out []component
	for _, m := range members {
		r := root(m)
		i, ok := at[r]
		if !ok {
			i = len(out)
			at[r] = i
			out = append(out, component{})
		}
		out[i].members = append(out[i].members, m)
	}
	for _, l := range links {
		if r := root(l.A); r == root(l.B) {
			out[at[r]].links = append(out[at[r]].links, l)
		}
	}
	return slices.DeleteFunc(out, func(c component) bool { return len(c.members) < 2 })
}

// average joins the two clusters with the greatest mean likeness, again and again
// while that is at least cut.
func average(members []int, links []Link, cut float64) [][]int {
	slices.Sort(members)
	number := make(map[int]int, len(members))
	groups := make([][]int, len(members))
	for i, m := range members {
		number[m], groups[i] = i, []int{m}
	}
	sums := make([]map[int]float64, len(members)) // of likeness between two groups
	for i := range sums {
		sums[i] = map[int]float64{}
	}
	version := make([]int, len(members))
	var queue merges
	for _, l := range links {
		a, b := number[l.A], number[l.B]
		if a != b {
			sums[a][b], sums[b][a] = l.Likeness, l.Likeness
			queue = append(queue, merge{l.Likeness, min(a, b), max(a, b), 0, 0})
		}
	}
	heap.Init(&queue)
	for queue.Len() > 0 {
		m := heap.Pop(&queue).(merge)
		if m.mean < cut {
			break
		}
		if version[m.a] != m.va || version[m.b] != m.vb {
			continue // of groups that have grown since
		}
		a, b := m.a, m.b
		groups[a], groups[b] = append(groups[a], groups[b]...), nil
		version[a]++
		version[b] = -1
		delete(sums[a], b)
		delete(sums[b], a)
		for c, s := range sums[b] {
			sums[a][c] += s
			delete(sums[c], b)
		}
		sums[b] = nil
		for c, s := range sums[a] {
			sums[c][a] = s
			x, y := min(a, c), max(a, c)
			heap.Push(&queue, merge{s / float64(len(groups[a])*len(groups[c])), x, y, version[x], version[y]})
		}
	}
	var out [][]int
	for _, g := range groups {
		if len(g) > 1 {
			slices.Sort(g)
			out = append(out, g)
		}
	}
	return out
}

// merge is two groups that may be joined, as they were when it was noted.
type merge struct {
	mean   float64
	a, b   int
	va, vb int
}

type merges []merge

func (q merges) Len() int { return len(q) }
func (q merges) Less(i, j int) bool {
	return cmp.Or(cmp.Compare(q[j].mean, q[i].mean), q[i].a-q[j].a, q[i].b-q[j].b) < 0
}
func (q merges) Swap(i, j int) { q[i], q[j] = q[j], q[i] }
func (q *merges) Push(x any)   { *q = append(*q, x.(merge)) }
func (q *merges) Pop() any {
	old := *q
	last := old[len(old)-1]
	*q = old[:len(old)-1]
	return last
}
