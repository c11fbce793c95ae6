package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"runtime"
	"time"

	"dragoman"
	"dragoman/internal/ledger"
)

type recodeCmd struct {
	codingFlags
	ledgerFlag
	Jobs int `short:"j" help:"Reports to work on at the same time; by default one for each processor." placeholder:"N"`
}

// Help is the long text of --help.
func (recodeCmd) Help() string {
	return `Codes the reports of a ledger anew that another coder has coded: another version of dragoman, or other tables, another model, another scheme. The texts stay as they were mended and cleared.

It works in the background: the new records gather in FILE.recode beside the ledger, which may be read and added to meanwhile and has the old ones until the new are whole; then all of them take their places at once, in one transaction. Stopped or killed, it goes on where it was when it is called again. Corrections of people (dragoman review) hold for the new events that tell the same acts. A report that cannot be coded keeps its old record, and is told.

Examples:

    dragoman add samples/summit.txt; dragoman recode
    dragoman add samples/summit.txt; dragoman recode --scheme icews; dragoman ledger info --format text`
}

// Run codes anew.
func (c *recodeCmd) Run(ctx context.Context, t *terminal) error {
	if c.Jobs < 0 {
		return usage("-j %d: expected a number of reports above 0", c.Jobs)
	}
	l, err := c.open()
	if err != nil {
		return err
	}
	defer l.Close()
	coder, err := c.coder()
	if err != nil {
		return err
	}
	r, err := ledger.OpenRecoding(c.Ledger, coder.Info())
	if err != nil {
		return err
	}
	t.silent = true
	work := recoding{cmd: c, t: t, coder: coder, l: l, r: r, count: tally{t: t}}
	done, err := work.run(ctx)
	if err != nil {
		err = errors.Join(err, r.Close())
		if ctx.Err() != nil {
			t.note("stopped; what has been coded is kept for the next call, and the ledger is as it was")
		}
		return err
	}
	t.note("%s coded anew, %s", plural(done.Reports, "report", "reports"), plural(done.Events, "event", "events"))
	return cmp.Or(r.Done(), work.count.err())
}

// recoding is one call of recode.
type recoding struct {
	cmd   *recodeCmd
	t     *terminal
	coder *dragoman.Coder
	l     *ledger.Ledger
	r     *ledger.Recoding
	count tally
	bad   map[string]bool // ids and texts of reports that cannot be coded
}

func (w *recoding) run(ctx context.Context) (ledger.Added, error) {
	w.bad = map[string]bool{}
	all, left, err := w.r.Left(ctx, w.l)
	if err != nil {
		return ledger.Added{}, err
	}
	if w.r.Before > 0 {
		w.t.note("going on: %s of %s were coded before", number(float64(all-left)), plural(all, "report", "reports"))
	}
	for {
		if err := w.code(ctx); err != nil {
			return ledger.Added{}, err
		}
		w.t.clearProgress()
		writer, err := w.writer(ctx)
		if err != nil {
			return ledger.Added{}, err
		}
		done, more, err := w.r.Switch(writer, len(w.bad))
		if err = errors.Join(err, writer.Close()); err != nil || !more {
			return done, err
		}
		// Others were added meanwhile by the old coder.
	}
}

// code codes what is left, and keeps it in bundles.
func (w *recoding) code(ctx context.Context) error {
	jobs := cmp.Or(w.cmd.Jobs, runtime.GOMAXPROCS(0))
	var records []*dragoman.Record
	since := time.Now()
	bad := maps.Clone(w.bad) // of the rounds before
	items := func(yield func(kept) bool) {
		for r, err := range w.r.Waiting(ctx, w.l) {
			if (err != nil || !bad[r.ID+"\n"+r.Text]) && !yield(kept{r, err}) {
				return
			}
		}
	}
	var err error
	for out := range ordered(ctx, jobs, items, func(k kept) kept {
		if k.err != nil {
			return k
		}
		r, err := w.coder.Recode(ctx, k.record)
		if err != nil && ctx.Err() == nil {
			return kept{k.record, fmt.Errorf("report %s: %w", k.record.ID, err)}
		}
		return kept{r, err}
	}) {
		switch {
		case out.err != nil && out.record != nil:
			w.bad[out.record.ID+"\n"+out.record.Text] = true
			err = w.count.fail(out.err)
		case out.err != nil:
			err = out.err
		default:
			records = append(records, out.record)
			w.count.ok()
		}
		if err == nil && (len(records) >= mostEntries || time.Since(since) > longestWait) {
			err = w.r.Keep(records)
			records, since = nil, time.Now()
		}
		if err != nil {
			break
		}
	}
	return cmp.Or(err, w.r.Keep(records), ctx.Err()) // what is whole is kept, also after Ctrl-C
}

// kept is a record, or why it cannot be coded.
type kept struct {
	record *dragoman.Record
	err    error
}

// writer opens the ledger to write, when nobody adds to it.
func (w *recoding) writer(ctx context.Context) (*ledger.Writer, error) {
	told := false
	for {
		writer, err := ledger.OpenWriter(w.cmd.Ledger)
		if !errors.Is(err, ledger.ErrInUse) {
			return writer, err
		}
		if !told {
			w.t.note("all is coded; waiting until nobody adds to the ledger")
			told = true
		}
		select {
		case <-time.After(time.Second):
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}
