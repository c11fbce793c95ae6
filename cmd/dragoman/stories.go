package main

import (
	"context"
	"errors"
	"maps"
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
	g.Copied(found.Groups()...)
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
	for told, err := range l.Told(ctx, nil, nil) {
		if err != nil {
			return err
		}
		r := told.Record
		date, _, _ := dragoman.ParseDate(r.Date) // zero where none is known
		groups[told.Copies] = append(groups[told.Copies], len(g.ids))
		g.add(r.ID, copies.WithTitle(r.Title, r.Text), date)
	}
	g.Copied(slices.Collect(maps.Values(groups))...)
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

	title string // of the first report
}

// grouper takes reports in and groups them.
type grouper struct {
	*story.Grouper
	ids, titles []string
}

func newGrouper() (*grouper, error) {
	g, err := story.NewGrouper(data.Files)
	return &grouper{Grouper: g}, err
}

func (g *grouper) add(id, text string, date time.Time) {
	title, _, _ := strings.Cut(strings.TrimSpace(text), "\n")
	g.ids, g.titles = append(g.ids, id), append(g.titles, title)
	g.Add(id, text, date)
}

// stories names the reports of each story, in order of their first reports.
func (g *grouper) stories() []toldStory {
	var out []toldStory
	for _, s := range g.Groups() {
		told := toldStory{Reports: g.named(s.Reports), title: g.titles[s.Reports[0]]}
		told.ID = told.Reports[0]
		for _, m := range s.Copies {
			told.Copies = append(told.Copies, g.named(m))
		}
		out = append(out, told)
	}
	return out
}

func (g *grouper) named(members []int) []string {
	var out []string
	for _, m := range members {
		out = append(out, g.ids[m])
	}
	return out
}

// storyText renders a story for reading: its first headline, then its reports, the
// copies of one text side by side.
func (s style) storyText(told toldStory) string {
	var out strings.Builder
	s.flow(&out, word{}, 0, words(told.title, bold))
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
