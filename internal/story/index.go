package story

import (
	"cmp"
	"slices"
	"strings"
)

// Index finds stories among many reports, in memory.
type Index struct {
	ids      []string
	profiles []*Profile
	posts    map[uint32][]post
	links    []Link
}

// post is a report that has a key.
type post struct {
	day int32
	id  int32
}

// mostPosts is how many reports a key leads to: those nearest in time. Only where
// one name stands in more reports of a fortnight (or of reports without a date) can
// the order in which they come change a link, and then a pair is still found by its
// other keys.
const mostPosts = 1000

// sharedKeys are what two reports of a story have in common at least.
const sharedKeys = 2

// NewIndex returns an empty index.
func NewIndex() *Index { return &Index{posts: map[uint32][]post{}} }

// Add adds a report and returns its links with those before it. The id decides ties
// and should be the report's own.
func (x *Index) Add(id string, p *Profile) []Link {
	me := len(x.profiles)
	x.ids, x.profiles = append(x.ids, id), append(x.profiles, p)
	first := len(x.links)
	for _, other := range x.candidates(p) {
		if l := Likeness(x.profiles[other], p); l >= floor {
			x.links = append(x.links, Link{int(other), me, l})
		}
	}
	for _, k := range p.keys {
		at, _ := slices.BinarySearchFunc(x.posts[k], p.day+1, byDay)
		x.posts[k] = slices.Insert(x.posts[k], at, post{p.day, int32(me)})
	}
	return x.links[first:len(x.links):len(x.links)]
}

func byDay(p post, day int32) int { return cmp.Compare(p.day, day) }

// candidates are the reports that share enough keys, in order.
func (x *Index) candidates(p *Profile) []int32 {
	var found []int32
	for _, k := range p.keys {
		for _, q := range nearest(x.posts[k], p.day) {
			found = append(found, q.id)
		}
	}
	slices.Sort(found)
	out := found[:0]
	for i, run := 0, 0; i < len(found); i += run {
		run = 1
		for i+run < len(found) && found[i+run] == found[i] {
			run++
		}
		if run >= sharedKeys || len(p.keys) < sharedKeys {
			out = append(out, found[i])
		}
	}
	return out
}

// nearest cuts the posts, sorted by day, down to those of the window and those
// without a day, which stand first.
func nearest(posts []post, day int32) []post {
	if day == noDay {
		return posts[max(0, len(posts)-mostPosts):]
	}
	undated, _ := slices.BinarySearchFunc(posts, noDay+1, byDay)
	from, _ := slices.BinarySearchFunc(posts, day-Window, byDay)
	to, _ := slices.BinarySearchFunc(posts, day+Window+1, byDay)
	for to-from > mostPosts {
		if day-posts[from].day > posts[to-1].day-day {
			from++
		} else {
			to--
		}
	}
	if undated == 0 {
		return posts[from:to]
	}
	return slices.Concat(posts[max(0, undated-mostPosts):undated], posts[from:to])
}

// Stories returns the numbers of reports that tell one story, each story and all of
// them in order of ids. A report that stands alone is in none.
func (x *Index) Stories() [][]int { return x.cluster(x.links, same) }

func (x *Index) cluster(links []Link, cut float64) [][]int {
	order := make([]int, len(x.ids))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return strings.Compare(x.ids[a], x.ids[b]) })
	rank := make([]int, len(order))
	for r, i := range order {
		rank[i] = r
	}
	ranked := make([]Link, len(links))
	for i, l := range links {
		ranked[i] = Link{rank[l.A], rank[l.B], l.Likeness}
	}
	stories := cluster(len(order), ranked, cut)
	for _, s := range stories {
		for i, r := range s {
			s[i] = order[r]
		}
	}
	return stories
}
