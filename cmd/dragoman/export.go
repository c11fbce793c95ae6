package main

import (
	"context"
	"fmt"
	"iter"
	"strings"

	"dragoman/internal/export"
	"dragoman/internal/ledger"
)

type exportCmd struct {
	questionFlags
	Format string `help:"jsonl, the events as dragoman code --each event writes them; csv or parquet, a row for each; or a form that other tools read: gdelt, gdelt-mentions, icews, polecat, phoenix, plover." enum:"jsonl,csv,parquet,gdelt,gdelt-mentions,icews,polecat,phoenix,plover" default:"jsonl" placeholder:"FORMAT"`
}

// Help is the long text of --help.
func (exportCmd) Help() string {
	return `Writes the events of the ledger that meet all that is asked, in the order of their days, of their reports' ids and of the text. The same reports give the same bytes, whatever order they were added in. internal/export/FORMATS.md has the columns of every format.

jsonl, csv and parquet hold every event with its status, plans and denials among them. In CSV several actors of a side are parted by "; ", of a chain by " < ", and what is not known is empty.

The others are files in the form of GDELT 2.0 (events, and mentions in a file of their own), ICEWS, POLECAT, Phoenix and PLOVER. They get deeds alone (occurred, ongoing, background), a row for each pair of a source and a target; what they have no place for is left out and counted on standard error.

Examples:

    dragoman add samples/summit.txt; dragoman export > events.jsonl
    dragoman add samples/summit.txt; dragoman export --format csv --status occurred,ongoing
    dragoman add samples/summit.txt; dragoman export --format parquet > events.parquet
    dragoman add samples/summit.txt; dragoman export --format gdelt --since 2023 > events.export.CSV`
}

// Run writes.
func (c *exportCmd) Run(ctx context.Context, t *terminal) error {
	f, err := export.Find(c.Format)
	if err != nil {
		return err
	}
	if f.Binary && t.reads {
		return usageError{hint(fmt.Errorf("--format %s is not for terminals", f.Name), "dragoman export --format "+f.Name+" > events."+f.Name)}
	}
	l, q, err := c.ask(ctx, t)
	if err != nil {
		return err
	}
	defer l.Close()
	q.Limit = 0 // counts rows, and an event may have several or none
	w, err := f.Open(t, c.Limit)
	if err != nil {
		return err
	}
	if err := exportTo(w, l.Acts(ctx, q)); err != nil {
		return err
	}
	if left := leftOut(w.Told()); left != "" {
		t.note("%s: %s", f.Name, left)
	}
	return nil
}

func exportTo(w export.Writer, acts iter.Seq2[ledger.Act, error]) error {
	for a, err := range acts {
		if err == nil {
			err = w.Write(export.Event{Event: a.Event, Record: a.Record, Sum: a.Sum})
		}
		if err != nil {
			return err
		}
		if w.Full() {
			break
		}
	}
	return w.Close()
}

// leftOut says what was not written as the ledger has it; nothing, where all was.
func leftOut(told *export.Told) string {
	var parts []string
	n := 0
	for _, l := range told.Left {
		parts = append(parts, number(float64(l.Events))+" "+l.Why)
		n += l.Events
	}
	var out []string
	if n > 0 {
		out = append(out, fmt.Sprintf("%s in %s, left out %s: %s", plural(told.Events, "event", "events"), plural(told.Rows, "row", "rows"), number(float64(n)), strings.Join(parts, ", ")))
	}
	if told.Days > 0 {
		out = append(out, plural(told.Days, "event stands", "events stand")+" on the first of several days")
	}
	return strings.Join(out, "; ")
}
