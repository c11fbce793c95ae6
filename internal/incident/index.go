package incident

import "slices"

// Index finds incidents among many events, in memory.
type Index struct {
	events []*Features
	filed  map[Key][]int32
	parent []int32
}

// mostFiled is how many events a key leads to, the latest of them.
const mostFiled = 2000

// NewIndex returns an empty index.
func NewIndex() *Index { return &Index{filed: map[Key][]int32{}} }

// Add adds an event and returns its number, counted from 0, and those before it that
// tell the same act.
func (x *Index) Add(f *Features) (int, []int) {
	id := int32(len(x.events))
	x.events, x.parent = append(x.events, f), append(x.parent, id)
	file, look := f.Keys()
	var links []int
	for _, other := range x.candidates(look) {
		if Linked(x.events[other], f) {
			links = append(links, int(other))
			a, b := x.root(other), x.root(id)
			x.parent[max(a, b)] = min(a, b)
		}
	}
	for _, k := range file {
		x.filed[k] = append(x.filed[k], id)
	}
	return int(id), links
}

func (x *Index) candidates(look []Key) []int32 {
	var found []int32
	for _, k := range look {
		ids := x.filed[k]
		found = append(found, ids[max(0, len(ids)-mostFiled):]...)
	}
	slices.Sort(found)
	return slices.Compact(found)
}

func (x *Index) root(i int32) int32 {
	for x.parent[i] != i {
		x.parent[i] = x.parent[x.parent[i]]
		i = x.parent[i]
	}
	return i
}

// Incident returns the number of an event's incident: the least of its events.
func (x *Index) Incident(id int) int { return int(x.root(int32(id))) }

// Incidents returns the events of every incident, in order.
func (x *Index) Incidents() [][]int {
	var out [][]int
	at := map[int32]int{}
	for i := range x.events {
		r := x.root(int32(i))
		n, ok := at[r]
		if !ok {
			n = len(out)
			at[r] = n
			out = append(out, nil)
		}
		out[n] = append(out[n], i)
	}
	return out
}
