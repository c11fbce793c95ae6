package copies

import (
	"slices"
	"time"
)

// Link is a found copy: the number that Add gave it, and how it hangs together
// with the text just added.
type Link struct {
	ID     int
	Kind   Kind
	Degree float64
}

// Index finds copies among many texts, in memory. Two texts that are copies are
// linked whichever comes first.
type Index struct {
	sketches []*Sketch // nil where the same sketch of the same date stands in another place
	dates    []time.Time
	posts    map[uint64][]int32
	twins    map[twin]int // its first text
	parent   []int32
	closed   map[uint64]bool
}

// twin is a marshalled sketch and its date.
type twin struct {
	sketch string
	date   time.Time
}

// mostPosts closes a key: a sentence that stands in so many different texts is
// furniture that no table knows. A copy shares most of its keys, so it is found by
// others.
const mostPosts = 500

// NewIndex returns an empty index.
func NewIndex() *Index {
	return &Index{posts: map[uint64][]int32{}, twins: map[twin]int{}, closed: map[uint64]bool{}}
}

// Add adds a text and returns its number, counted from 0, and its copies in order
// of their numbers. Of texts whose sketches and dates are equal only the first is
// named. Where both dates are known (not zero), copies are at most Window apart.
func (x *Index) Add(s *Sketch, date time.Time) (int, []Link) {
	id := len(x.parent)
	x.dates = append(x.dates, date)
	x.parent = append(x.parent, int32(id))
	raw, _ := s.MarshalBinary()
	if s.Words > 0 {
		t := twin{string(raw), date.UTC()}
		if first, ok := x.twins[t]; ok {
			x.sketches = append(x.sketches, nil)
			x.join(id, first)
			return id, []Link{{first, SameText, 1}}
		}
		x.twins[t] = id
	}
	x.sketches = append(x.sketches, s)
	var links []Link
	for _, other := range x.candidates(id, s.Keys()) {
		if apart := date.Sub(x.dates[other]); !date.IsZero() && !x.dates[other].IsZero() && apart.Abs() > Window {
			continue
		}
		if kind, degree := Same(s, x.sketches[other]); kind != Different {
			links = append(links, Link{int(other), kind, degree})
			x.join(id, int(other))
		}
	}
	return id, links
}

func (x *Index) candidates(id int, keys []uint64) []int32 {
	var found []int32
	for _, k := range keys {
		if x.closed[k] {
			continue
		}
		found = append(found, x.posts[k]...)
		if x.posts[k] = append(x.posts[k], int32(id)); len(x.posts[k]) > mostPosts {
			x.closed[k] = true
			delete(x.posts, k)
		}
	}
	slices.Sort(found)
	found = slices.Compact(found)
	return slices.DeleteFunc(found, func(i int32) bool { return int(i) == id })
}

// Groups returns the texts that hang together by links, each group and the groups
// in order of numbers. A text without a copy is in none.
func (x *Index) Groups() [][]int {
	at := map[int][]int{}
	for i := range x.parent {
		r := x.root(i)
		at[r] = append(at[r], i)
	}
	var groups [][]int
	for _, g := range at {
		if len(g) > 1 {
			groups = append(groups, g)
		}
	}
	slices.SortFunc(groups, func(a, b []int) int { return a[0] - b[0] })
	return groups
}

func (x *Index) root(i int) int {
	for int(x.parent[i]) != i {
		x.parent[i] = x.parent[x.parent[i]]
		i = int(x.parent[i])
	}
	return i
}

func (x *Index) join(a, b int) {
	a, b = x.root(a), x.root(b)
	x.parent[max(a, b)] = int32(min(a, b))
}
