package main

import (
	"context"
	"runtime"

	"dragoman"
)

type codeCmd struct {
	inputFlags
	codingFlags
	recordFlags
	outputFlags
	Jobs int `short:"j" help:"Reports to work on at the same time; by default one for each processor." placeholder:"N"`
}

// recordFlags say how records are written.
type recordFlags struct {
	Format string `help:"jsonl or text; by default text on a terminal and jsonl in a pipe." enum:"jsonl,text," default:"" placeholder:"jsonl|text"`
	Each   string `help:"One flat line for every event or every statement, in place of the record." enum:"event,statement," default:"" placeholder:"event|statement"`
	Why    bool   `help:"Let events say how they were read."`
}

func (c recordFlags) options() (out []dragoman.Option) {
	if c.Why {
		out = append(out, dragoman.WithWhy())
	}
	return out
}

// Help is the long text of --help.
func (codeCmd) Help() string {
	return `Writes one record for each report: the clean text, and its actors, places, times, statements, figures and events.

--scheme takes the published classes or scale of another data set, so that new events can be set beside old ones. A value that the scheme does not have is left out, and the record says the scheme ("coder").

--ontology takes a table of your own, tab-separated with a line of column names, whose rows map events to your types; samples/ontology-acled.tsv is one. The first row that an event meets decides; an event that meets none stays as it is. A row asks by the columns type (PLOVER's, * for any), mode, cameo (a code, with all below it), context, status, source and target (sector or kind of an actor); an empty cell asks nothing, "|" parts alternatives, "-" is none, and "!" before a cell turns it round. It says event (your type, or - to leave the event out) and, where you like, event_mode, code, quad and goldstein. The columns example and note are for people. In the record "event" is then your type and "plover" ours; explain names the row.

Examples:

    dragoman code samples/summit.txt
    dragoman code --each event samples/summit.txt
    dragoman code --scheme icews samples/summit.txt
    dragoman code --output summit.jsonl --resume samples/summit.txt
    dragoman code --ontology samples/ontology-acled.tsv samples/summit.txt
    cat samples/summit.txt | dragoman code --why --format text -`
}

// Run codes the inputs.
func (c *codeCmd) Run(ctx context.Context, t *terminal) error {
	items, err := c.draw(t)
	if err != nil {
		return err
	}
	if c.Jobs < 0 {
		return usage("-j %d: expected a number of reports above 0", c.Jobs)
	}
	coder, err := c.coder(c.options()...)
	if err != nil {
		return err
	}
	return c.kept(ctx, t, c.Input, func() error { return c.all(ctx, t, coder, items) })
}

// coded is a report's record, or why there is none.
type coded struct {
	record *dragoman.Record
	err    error
	mark   dragoman.Mark
}

func (c *codeCmd) all(ctx context.Context, t *terminal, coder *dragoman.Coder, items func(func(item) bool)) error {
	jobs := c.Jobs
	if jobs == 0 {
		jobs = runtime.GOMAXPROCS(0)
	}
	work := func(i item) coded {
		r, err := attempt(ctx, c.Timeout, i, func(ctx context.Context, i item) (*dragoman.Record, error) { return coder.Code(ctx, i.in) })
		return coded{r, err, i.mark}
	}
	count := t.journal.resumed(t)
	for out := range ordered(ctx, jobs, items, work) {
		if out.err != nil {
			if err := count.fail(out.err); err != nil {
				return err
			}
			if err := t.journal.did(out.mark, &count); err != nil {
				return err
			}
			continue
		}
		if err := c.write(t, out.record, count.done); err != nil {
			return err
		}
		if err := t.next(&count, out.mark); err != nil {
			return err
		}
	}
	return count.err()
}

// write writes one record in the form asked for; before is how many came
// before it.
func (c recordFlags) write(t *terminal, r *dragoman.Record, before int) error {
	switch {
	case t.text(c.Format):
		return t.page(before, t.style().recordText(r, c.Each))
	case c.Each == "event":
		return lines(t, r.FlatEvents())
	case c.Each == "statement":
		return lines(t, r.FlatStatements())
	}
	return t.line(r)
}

func lines[T any](t *terminal, values []T) error {
	for _, v := range values {
		if err := t.line(v); err != nil {
			return err
		}
	}
	return nil
}
