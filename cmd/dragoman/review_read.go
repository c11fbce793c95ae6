package main

import (
	"bufio"
	"cmp"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"dragoman"
	"dragoman/internal/export"
	"dragoman/internal/ledger"
	"dragoman/internal/review"
)

type reviewReadCmd struct {
	Input []string `arg:"" optional:"" name:"FILE" help:"Files of marks; \"-\" or nothing reads standard input."`
	byFlag
	ledgerFlag
}

// Help is the long text of --help.
func (reviewReadCmd) Help() string {
	return `Reads marks, as JSON Lines or CSV.

A line of JSON is as review list writes it: {"report","event","mark","set","by","at","note"}. "set" has the corrected fields as they stand in an event of a record ("event" is the type); "by" and "at" are those of the call where they are left out. With "seen", the event as its author saw it, a mark finds the event that tells the same act in another ledger or of another coder; "sum" tells texts of one id apart.

A table has the columns report, event and mark, and may have by, at, note and those of export --format csv: write the events that are to be looked at with export --as-coded --format csv, add the column mark, write right, wrong or corrected into it, and correct the cells of type, mode, cameo, underlying, status, source, target, from, to and place in the rows marked corrected ("-" is none). Rows without a mark are passed over.

A mark that cannot be kept is told with its place, and the rest is read. What was read before changes nothing.

Examples:

    dragoman add samples/summit.txt; echo '{"report":"4c059b3204504512","event":"e8","mark":"wrong"}' | dragoman review read --by ann
    dragoman add samples/summit.txt; dragoman review list > marks.jsonl; dragoman review read marks.jsonl`
}

// Run reads.
func (c *reviewReadCmd) Run(ctx context.Context, t *terminal) error {
	inputs := c.Input
	if len(inputs) == 0 {
		inputs = []string{"-"}
	}
	s, err := newCorrector()
	if err != nil {
		return err
	}
	return withWriter(c.Ledger, func(w *ledger.Writer) error {
		r := markReader{corrector: s, w: w, by: c.By, count: tally{t: t, of: "marks"}, became: map[ledger.Marking]int{}}
		for _, name := range inputs {
			in, err := (&lineFlags{}).open(t, name, "review read")
			if err != nil {
				if err := r.count.fail(err); err != nil {
					return err
				}
				continue
			}
			err = r.file(ctx, name, in)
			in.Close()
			if err != nil {
				return err
			}
		}
		t.note("%s", r.told())
		return r.count.err()
	})
}

// markReader reads marks and keeps them.
type markReader struct {
	*corrector
	w      *ledger.Writer
	by     string
	count  tally
	became map[ledger.Marking]int
}

func (r *markReader) told() string {
	s := plural(r.became[ledger.Noted], "mark", "marks") + " noted"
	if n := r.became[ledger.Already]; n > 0 {
		s += "; " + plural(n, "was", "were") + " there already, or a later one was"
	}
	if n := r.became[ledger.Lost]; n > 0 {
		s += "; " + plural(n, "finds", "find") + " no event and stays for later"
	}
	return s
}

func (r *markReader) file(ctx context.Context, name string, in io.Reader) error {
	b := bufio.NewReader(in)
	for {
		c, _, err := b.ReadRune()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return r.count.fail(fmt.Errorf("%s: %w", name, err))
		case strings.ContainsRune("\ufeff \t\r\n", c):
			continue
		}
		if err := b.UnreadRune(); err != nil {
			return err
		}
		if c == '{' {
			return r.lines(ctx, name, b)
		}
		return r.table(ctx, name, b)
	}
}

// done keeps a mark, or tells why it cannot be kept.
func (r *markReader) done(place string, m *review.Mark, err error) error {
	if err == nil {
		m.By, m.At = cmp.Or(m.By, r.by), cmp.Or(m.At, now())
		var became ledger.Marking
		if became, err = r.w.Mark(*m); err == nil {
			r.became[became]++
			r.count.done++
			return nil
		}
	}
	return r.count.fail(fmt.Errorf("%s: %w", place, err))
}

func (r *markReader) lines(ctx context.Context, name string, in io.Reader) error {
	for l := range readLines(ctx, in) {
		if strings.TrimSpace(l.text) == "" && l.err == nil {
			continue
		}
		m := &review.Mark{}
		err := l.err
		if err == nil {
			err = r.line(ctx, l.text, m)
		}
		if err := r.done(fmt.Sprintf("%s:%d", name, l.n), m, err); err != nil {
			return err
		}
	}
	return ctx.Err()
}

func (r *markReader) line(ctx context.Context, text string, m *review.Mark) error {
	if err := json.Unmarshal([]byte(text), m); err != nil {
		return fmt.Errorf("expected a mark as a whole JSON object: %w", err)
	}
	if m.Set == nil || *m.Set == (review.Correction{}) {
		return nil
	}
	m.Mark = cmp.Or(m.Mark, review.Corrected)
	record, event, err := r.w.Subject(ctx, *m)
	if err != nil {
		return err
	}
	return r.complete(m.Set, record, event)
}

// markColumns are those of a table of marks beside the ones of export.
var markColumns = []string{"mark", "by", "at", "note"}

func (r *markReader) table(ctx context.Context, name string, in io.Reader) error {
	table := csv.NewReader(in)
	names, err := table.Read()
	if err != nil {
		return r.count.fail(fmt.Errorf("%s:1: %w", name, err))
	}
	at := map[string]int{}
	for i, n := range names {
		at[n] = i
		if !slices.Contains(markColumns, n) && columnOf(n) == nil {
			return r.count.fail(fmt.Errorf("%s:1: no column %q, expected those of export --format csv and %s", name, n, strings.Join(markColumns, " ")))
		}
	}
	for _, n := range []string{"report", "event", "mark"} {
		if _, ok := at[n]; !ok {
			return r.count.fail(fmt.Errorf("%s:1: no column %q", name, n))
		}
	}
	for ctx.Err() == nil {
		row, err := table.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		line, _ := table.FieldPos(0)
		cell := func(column string) string {
			if i, ok := at[column]; ok && err == nil {
				return strings.TrimSpace(row[i])
			}
			return ""
		}
		if err == nil && cell("mark") == "" {
			continue
		}
		m := &review.Mark{Report: cell("report"), Event: cell("event"), Mark: strings.ToLower(cell("mark")), By: cell("by"), At: cell("at"), Note: cell("note")}
		if err == nil {
			err = r.row(ctx, cell, m)
		} else if bad := (*csv.ParseError)(nil); errors.As(err, &bad) {
			line, err = bad.Line, bad.Err
		}
		if err := r.done(fmt.Sprintf("%s:%d", name, line), m, err); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// row reads the cells that say otherwise than the event.
func (r *markReader) row(ctx context.Context, cell func(string) string, m *review.Mark) error {
	record, event, err := r.w.Subject(ctx, *m)
	if err != nil {
		return err
	}
	flat := &dragoman.FlatEvent{Event: *event}
	var set []string
	day := [2]string{columnOf("from")(flat), columnOf("to")(flat)}
	for _, column := range []string{"type", "mode", "cameo", "underlying", "status", "source", "target", "place", "from", "to"} {
		value := cell(column)
		if value == "" || value == columnOf(column)(flat) {
			continue
		}
		switch column {
		case "from", "to":
			day[map[string]int{"from": 0, "to": 1}[column]] = value
			set = append(slices.DeleteFunc(set, func(s string) bool { return strings.HasPrefix(s, "day=") }), "day="+stretchOf(day))
		default:
			set = append(set, column+"="+value)
		}
	}
	switch {
	case m.Mark == review.Corrected:
		m.Set, err = r.read(record, event, set)
	case m.Mark == review.Right && len(set) > 0:
		err = fmt.Errorf("marked right, and the row has %s, which the coder has not: expected the mark corrected, or the coder's own values (export --as-coded)", strings.Join(set, ", "))
	}
	return err
}

// stretchOf writes two days as --set takes them.
func stretchOf(day [2]string) string {
	if day[0] == none || day[1] == none {
		return none
	}
	if day[0] == day[1] || day[1] == "" {
		return day[0]
	}
	return day[0] + ".." + day[1]
}

// columnOf returns what a column of export --format csv says of an event; nil where
// there is no such column.
func columnOf(name string) func(*dragoman.FlatEvent) string {
	for _, c := range export.Columns {
		if c.Name == name {
			return c.Value
		}
	}
	return nil
}
