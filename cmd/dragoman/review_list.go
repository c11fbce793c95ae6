package main

import (
	"context"
	"fmt"
	"strings"

	"dragoman"
	"dragoman/internal/export"
	"dragoman/internal/review"
)

type reviewListCmd struct {
	By     string `help:"Only the marks of this reviewer." placeholder:"NAME"`
	Report string `help:"Only those of this report." placeholder:"ID"`
	Lost   bool   `help:"Only those that find no event, for the present coder does not tell the act."`
	Format string `help:"jsonl or text; by default text on a terminal and jsonl in a pipe." enum:"jsonl,text," default:"" placeholder:"jsonl|text"`
	ledgerFlag
}

// Help is the long text of --help.
func (reviewListCmd) Help() string {
	return `Lists the marks with the event that each author saw ("seen") and the one that the mark holds for now ("now"); "decides" says which of several is followed. review read reads the lines.

Example:

    dragoman add samples/summit.txt; dragoman review 4c059b3204504512 e9 --right --by ann; dragoman review list --format text`
}

// Run lists.
func (c *reviewListCmd) Run(ctx context.Context, t *terminal) error {
	l, err := c.open()
	if err != nil {
		return err
	}
	defer l.Close()
	marks, err := l.Marks(ctx)
	if err != nil {
		return err
	}
	for _, m := range marks {
		if c.By != "" && m.By != c.By || c.Report != "" && m.Report != c.Report || c.Lost && m.Now != "" {
			continue
		}
		if !t.text(c.Format) {
			err = t.line(m)
		} else {
			err = t.say(t.style().markRow(&m.Mark, m.Now))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// markRow renders a mark: what was said, by whom and when, and of what.
func (s style) markRow(m *review.Mark, holds string) string {
	var out strings.Builder
	code := map[string]string{review.Right: green, review.Wrong: red, review.Corrected: yellow}[m.Mark]
	if holds == "" {
		holds = "no event tells the act now"
	}
	s.flow(&out, word{text: m.Mark, code: code}, margin, joined(words("report "+m.Report, plain), words(holds, plain), words("by "+m.By, plain), words(m.At, dim), words(m.Note, italic)))
	if c := corrections(m); c != "" {
		s.flow(&out, word{}, margin, words(c, plain))
	}
	out.WriteString(s.eventRow(&dragoman.FlatEvent{Report: m.Report, Event: *m.Seen}))
	return out.String()
}

// corrections writes what a mark corrects: "status planned, target Libya".
func corrections(m *review.Mark) string {
	if m.Mark != review.Corrected {
		return ""
	}
	truth := m.Truth()
	was, is := &dragoman.FlatEvent{Event: *m.Seen}, &dragoman.FlatEvent{Event: truth}
	var out []string
	for _, c := range export.Columns {
		if one, other := c.Value(was), c.Value(is); one != other && c.Name != "confidence" {
			if other == "" {
				other = "none"
			}
			out = append(out, c.Name+" "+other)
		}
	}
	return strings.Join(out, ", ")
}

type reviewGoldCmd struct {
	By string `help:"As this reviewer has it; by default the last mark on each event is followed." placeholder:"NAME"`
	ledgerFlag
}

// Help is the long text of --help.
func (reviewGoldCmd) Help() string {
	return `Writes the reports of which every event has been marked as a gold file for dragoman score: their texts, and the events that are right, with the fields that a reviewer looks at (type, status, source, target, days). Reports with events that nobody has marked are left out and counted.

What the coder missed is not in it, for nobody could mark it: precision and the fields are to be trusted, recall says how much of the right events another coder keeps.

Example:

    dragoman add samples/summit.txt; dragoman review gold > gold.jsonl`
}

// Run writes.
func (c *reviewGoldCmd) Run(ctx context.Context, t *terminal) error {
	l, err := c.open()
	if err != nil {
		return err
	}
	defer l.Close()
	reports, err := l.Reviewed(ctx, c.By)
	if err != nil {
		return err
	}
	open := 0
	for _, r := range reports {
		if r.Open > 0 {
			open++
			continue
		}
		in := r.Record
		gold := dragoman.Record{ID: in.ID, URL: in.URL, Publisher: in.Publisher, Title: in.Title, Byline: in.Byline, Date: in.Date, Lang: in.Lang, Text: in.Text, Coder: in.Coder}
		for _, marks := range r.Marks {
			if m := marks[review.Decides(marks)]; m.Mark != review.Wrong {
				e := m.Gold()
				e.ID = fmt.Sprintf("e%d", len(gold.Events)+1)
				gold.Events = append(gold.Events, e)
			}
		}
		if err := t.line(gold); err != nil {
			return err
		}
	}
	if open > 0 {
		t.note("%s left out: not all events are marked", plural(open, "report is", "reports are"))
	}
	return nil
}

type reviewAgreementCmd struct {
	By        []string `help:"Only these reviewers, parted by commas; by default all." placeholder:"NAME"`
	Bootstrap int      `help:"How often events are drawn anew for the 95 % intervals; 0 leaves the intervals out." default:"1000" placeholder:"N"`
	Format    string   `help:"jsonl or text; by default text on a terminal and jsonl in a pipe." enum:"jsonl,text," default:"" placeholder:"jsonl|text"`
	ledgerFlag
}

// Help is the long text of --help.
func (reviewAgreementCmd) Help() string {
	return `Says how far people agree who marked the same events: Krippendorff's alpha for nominal values (1 is agreement, 0 what chance gives), whoever marked whatever, with a 95 % interval by bootstrap over events, and beside it the share of the pairs of marks that are equal. They are compared by what they said ("mark") and by the fields that they vouch for: type, status, source, target, day; to call the event wrong is a value of each. An alpha that has no meaning, where all said the same, is left out.

Example:

    dragoman add samples/summit.txt; dragoman review 4c059b3204504512 e9 --right --by ann; dragoman review 4c059b3204504512 e9 --wrong --by ben; dragoman review agreement --format text`
}

// Run compares.
func (c *reviewAgreementCmd) Run(ctx context.Context, t *terminal) error {
	if c.Bootstrap < 0 {
		return usage("--bootstrap %d: expected a number of draws, or 0 for none", c.Bootstrap)
	}
	l, err := c.open()
	if err != nil {
		return err
	}
	defer l.Close()
	reports, err := l.Reviewed(ctx, "")
	if err != nil {
		return err
	}
	var acts [][]*review.Mark
	for _, r := range reports {
		acts = append(acts, r.Marks...)
	}
	out := review.Compare(acts, c.By, c.Bootstrap)
	if out == nil {
		t.note("no event has marks of two people")
		return nil
	}
	if t.text(c.Format) {
		return t.say(t.style().agreementTable(out))
	}
	return lines(t, out)
}

func (s style) agreementTable(all []review.Agreement) string {
	var out strings.Builder
	p := pen{out: &out, colour: s.colour}
	p.write(fmt.Sprintf("%s\n%-8s %7s %7s %7s %7s  %s\n", strings.Join(all[0].Reviewers, ", "), "", "events", "marks", "equal", "alpha", "95 %"), dim)
	for _, a := range all {
		alpha, interval := "", ""
		if a.Alpha != nil {
			alpha = fmt.Sprintf("%.3f", *a.Alpha)
		}
		if a.Low != nil {
			interval = fmt.Sprintf("%.3f to %.3f", *a.Low, *a.High)
		}
		p.write(strings.TrimRight(fmt.Sprintf("%-8s %7d %7d %7.3f %7s  %s", a.Of, a.Events, a.Marks, a.Equal, alpha, interval), " ")+"\n", plain)
	}
	return out.String()
}
