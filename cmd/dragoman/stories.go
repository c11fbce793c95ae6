package main

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"dragoman"
	"dragoman/data"
	"dragoman/internal/copies"
	"dragoman/internal/ledger"
	"dragoman/internal/story"
)

type storiesCmd struct {
	inputFlags
	Ledger string `help:"Group the reports of this ledger, in place of inputs." placeholder:"FILE" type:"ledger"`
	Format string `help:"jsonl or text; by default text on a terminal and jsonl in a pipe." enum:"jsonl,text," default:"" placeholder:"jsonl|text"`
}

// Help is the long text of --help.
func (storiesCmd) Help() string {
	return `Groups reports that tell the same story, and within a story the copies of one text: the same but for headline, dateline and credits, edited, or cut. Every report is in one story, and in at most one group of copies; a story bears the id of its first report. Reports further than a week apart are not compared; of those without a date, all are.

What it writes does not depend on the order of the reports. With --ledger it groups the reports that a ledger holds, whose copies were found as they were added.

Examples:

    dragoman stories samples/summit.txt samples/page.html
    dragoman stories --format text samples
    dragoman add samples/summit.txt; dragoman stories --ledger dragoman.ledger`
}

// Run reads all reports, then writes the stories.
func (c *storiesCmd) Run(ctx context.Context, t *terminal) error {
	g, err := newGrouper()
	if err != nil {
		return err
	}
	if c.Ledger != "" {
		err = c.fromLedger(ctx, g)
	} else {
		err = c.fromInputs(ctx, t, g)
	}
	if err != nil && !errors.Is(err, errSomeFailed) {
		return err
	}
	for _, s := range g.stories() {
		if wrote := c.write(t, s); wrote != nil {
			return wrote
		}
	}
	return err
}

func (c *storiesCmd) fromInputs(ctx context.Context, t *terminal, g *grouper) error {
	items, err := c.draw(t)
	if err != nil {
		return err
	}
	sketches, err := copies.New(data.Files)
	if err != nil {
		return err
	}
	found := copies.NewIndex()
	err = t.each(ctx, c.Timeout, items, func(in *dragoman.Input, _ int) error {
		text := copies.WithTitle(in.Title, in.Text)
		g.add(in.Report().ID, text, in.Date)
		found.Add(sketches.Sketch(text), in.Date)
		return nil
	})
	g.copied = found.Groups()
	return err
}

func (c *storiesCmd) fromLedger(ctx context.Context, g *grouper) error {
	if len(c.Input) > 0 || c.Date != "" || c.Publisher != "" {
		return usage("--ledger %s: expected no inputs beside it, nor --date or --publisher, which are for inputs", ledger.Shown(c.Ledger))
	}
	l, err := ledgerFlag{c.Ledger}.open()
	if err != nil {
		return err
	}
	defer l.Close()
	groups := map[int64][]int{}
	for told, err := range l.Told(ctx) {
		if err != nil {
			return err
		}
		r := told.Record
		date, _, _ := dragoman.ParseDate(r.Date) // zero where none is known
		groups[told.Copies] = append(groups[told.Copies], len(g.reports))
		g.add(r.ID, copies.WithTitle(r.Title, r.Text), date)
	}
	for _, members := range groups {
		if len(members) > 1 {
			g.copied = append(g.copied, members)
		}
	}
	return nil
}

func (c *storiesCmd) write(t *terminal, s toldStory) error {
	if !t.text(c.Format) {
		return t.line(s)
	}
	return t.say(t.style().storyText(s))
}

// toldStory is what `dragoman stories` writes.
type toldStory struct {
	ID      string     `json:"id"`
	Reports []string   `json:"reports"`
	Copies  [][]string `json:"copies,omitempty"`

	first toldReport
}

// grouper takes reports in and groups them.
type grouper struct {
	profiles *story.Reader
	index    *story.Index
	reports  []toldReport
	copied   [][]int // groups of copies
}

type toldReport struct {
	id, title string
	date      time.Time
}

func newGrouper() (*grouper, error) {
	profiles, err := story.New(data.Files)
	return &grouper{profiles: profiles, index: story.NewIndex()}, err
}

func (g *grouper) add(id, text string, date time.Time) {
	title, _, _ := strings.Cut(strings.TrimSpace(text), "\n")
	g.reports = append(g.reports, toldReport{id, title, date})
	g.index.Add(id, g.profiles.Read(story.Report{Text: text, Date: date}))
}

// stories groups the reports that hang together by what they tell or by copies, in
// order of their first reports.
func (g *grouper) stories() []toldStory {
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
	members := map[int][]int{}
	for i := range g.reports {
		members[root(i)] = append(members[root(i)], i)
	}
	told := map[int]*toldStory{}
	for r, m := range members {
		ids := g.ids(m) // sorts m
		told[r] = &toldStory{ID: ids[0], Reports: ids, first: g.reports[m[0]]}
	}
	for _, m := range g.copied {
		s := told[root(m[0])]
		s.Copies = append(s.Copies, g.ids(m))
	}
	var out []toldStory
	for _, s := range told {
		slices.SortFunc(s.Copies, slices.Compare)
		out = append(out, *s)
	}
	slices.SortFunc(out, func(a, b toldStory) int { return byDate(a.first, b.first) })
	return out
}

// ids names reports in order of their dates.
func (g *grouper) ids(members []int) []string {
	slices.SortFunc(members, func(a, b int) int { return byDate(g.reports[a], g.reports[b]) })
	var out []string
	for _, m := range members {
		out = append(out, g.reports[m].id)
	}
	return out
}

// byDate orders reports; those without a date come first, and ids decide.
func byDate(a, b toldReport) int {
	return cmp.Or(a.date.Compare(b.date), strings.Compare(a.id, b.id))
}

// storyText renders a story for reading: its first headline, then its reports, the
// copies of one text side by side.
func (s style) storyText(told toldStory) string {
	var out strings.Builder
	s.flow(&out, word{}, 0, words(told.first.title, bold))
	copied := map[string]bool{}
	for _, ids := range told.Copies {
		s.flow(&out, word{}, 2, words(strings.Join(ids, " = "), plain))
		for _, id := range ids {
			copied[id] = true
		}
	}
	for _, id := range told.Reports {
		if !copied[id] {
			s.flow(&out, word{}, 2, words(id, plain))
		}
	}
	out.WriteByte('\n')
	return out.String()
}
