package story

import (
	"cmp"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"time"
)

// Grouper takes reports in, in any order, and groups them by the stories that they tell.
type Grouper struct {
	profiles *Reader
	index    *Index
	reports  []named
	copied   [][]int
}

type named struct {
	id   string
	date time.Time
}

// NewGrouper reads the tables that texts are compared with.
func NewGrouper(fsys fs.FS) (*Grouper, error) {
	profiles, err := New(fsys)
	return &Grouper{profiles: profiles, index: NewIndex()}, err
}

// Group is a story: the numbers of its reports, 0 for the first that was added, in order
// of their dates, and among them those that are copies of one text.
type Group struct {
	Reports []int
	Copies  [][]int
}

// Add takes in a report with its headline; the date is zero where none is known.
func (g *Grouper) Add(id, text string, date time.Time) {
	g.reports = append(g.reports, named{id, date})
	g.index.Add(id, g.profiles.Read(Report{Text: text, Date: date}))
}

// Copied says which reports are copies of one text.
func (g *Grouper) Copied(groups ...[]int) {
	for _, members := range groups {
		if len(members) > 1 {
			g.copied = append(g.copied, members)
		}
	}
}

// Groups are the reports that hang together by what they tell or by copies, in order of
// their first reports. They do not depend on the order in which reports came.
func (g *Grouper) Groups() []Group {
	of := make([]int, len(g.reports)) // each report's story: the number of one of its members
	for i := range of {
		of[i] = i
	}
	root := func(i int) int {
		for of[i] != i {
			i = of[i]
		}
		return i
	}
	for _, members := range slices.Concat(g.index.Stories(), g.copied) {
		for _, m := range members[1:] {
			of[root(m)] = root(members[0])
		}
	}
	told := map[int]*Group{}
	for i := range g.reports {
		r := root(i)
		if told[r] == nil {
			told[r] = &Group{}
		}
		told[r].Reports = append(told[r].Reports, i)
	}
	for _, m := range g.copied {
		s := told[root(m[0])]
		s.Copies = append(s.Copies, slices.SortedFunc(slices.Values(m), g.byDate))
	}
	var out []Group
	for s := range maps.Values(told) {
		slices.SortFunc(s.Reports, g.byDate)
		slices.SortFunc(s.Copies, func(a, b []int) int { return slices.CompareFunc(a, b, g.byID) })
		out = append(out, *s)
	}
	slices.SortFunc(out, func(a, b Group) int { return g.byDate(a.Reports[0], b.Reports[0]) })
	return out
}

// byDate orders reports; those without a date come first, and ids decide.
func (g *Grouper) byDate(a, b int) int {
	return cmp.Or(g.reports[a].date.Compare(g.reports[b].date), g.byID(a, b))
}

func (g *Grouper) byID(a, b int) int { return strings.Compare(g.reports[a].id, g.reports[b].id) }
