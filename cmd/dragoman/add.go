package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"iter"
	"os"
	"runtime"
	"time"

	"dragoman"
	"dragoman/internal/ingest"
	"dragoman/internal/ledger"
	"dragoman/internal/queue"
)

type addCmd struct {
	inputFlags
	codingFlags
	ledgerFlag
	queueFlags
	Jobs int `short:"j" help:"Reports to work on at the same time; by default one for each processor." placeholder:"N"`
}

// Help is the long text of --help.
func (addCmd) Help() string {
	return `Codes reports and adds them to the ledger, which is made where there is none. A line of JSON that is a report record already, as dragoman code writes it (it says its "coder"), is added as it stands.

Adding is safe to repeat and to interrupt: a report that is there is passed over before it is coded, a report is added whole or not at all, and Ctrl-C keeps what is whole. Reports are the same where their id, text, date and all else known of them are the same. One that is there as another version of dragoman, or with other tables, coded it is coded anew, and the new record takes the place of the old one.

One process adds to a file at a time, any number to a ledger in PostgreSQL (--ledger postgres://USER@HOST/DATABASE); any number read meanwhile.

--queue sends the reports, not yet coded, to those who work on a queue (dragoman work), and ends when the queue has them all. What is sent twice is coded once.

Examples:

    dragoman add samples/summit.txt
    dragoman add --ledger gas.ledger samples/summit.txt
    dragoman code samples/summit.txt | dragoman add -`
}

// Run adds the inputs.
func (c *addCmd) Run(ctx context.Context, t *terminal) error {
	items, err := c.draw(t)
	if err != nil {
		return err
	}
	if c.Jobs < 0 {
		return usage("-j %d: expected a number of reports above 0", c.Jobs)
	}
	if c.Queue != "" {
		return c.send(ctx, t, items)
	}
	coder, err := c.coder()
	if err != nil {
		return err
	}
	b, err := openBundle(t, c.Ledger)
	if err != nil {
		return err
	}
	return b.close(b.all(ctx, coder, c.Jobs, c.Timeout, without(c.Ledger, items)))
}

// all codes the reports and adds them in the order in which they come.
func (b *bundle) all(ctx context.Context, coder *dragoman.Coder, jobs int, limit time.Duration, items iter.Seq[item]) error {
	work := func(i item) adding {
		if i.idle() {
			return adding{idle: true}
		}
		e, err := attempt(ctx, limit, i, func(ctx context.Context, i item) (*ledger.Entry, error) {
			return newEntry(ctx, coder, b.known, i.in)
		})
		return adding{entry: e, err: err, task: i.task}
	}
	var err error
	for out := range ordered(ctx, cmp.Or(jobs, runtime.GOMAXPROCS(0)), items, work) {
		if out.err != nil && ctx.Err() != nil {
			break
		}
		if err = b.take(out); err != nil {
			break
		}
	}
	return cmp.Or(err, b.commit()) // what is whole is kept, also after Ctrl-C
}

// without leaves out the ledger's own files, which may lie in a folder of reports.
func without(ledger string, items iter.Seq[item]) iter.Seq[item] {
	return func(yield func(item) bool) {
		for i := range items {
			if bad := (*ingest.Error)(nil); errors.As(i.err, &bad) && isOf(ledger, bad.Name) {
				continue
			}
			if !yield(i) {
				return
			}
		}
	}
}

func isOf(ledger, file string) bool {
	for _, kind := range []string{"", ".recode", ".watch"} {
		for _, end := range []string{"", "-wal", "-shm", ".lock"} {
			one, err1 := os.Stat(ledger + kind + end)
			other, err2 := os.Stat(file)
			if err1 == nil && err2 == nil && os.SameFile(one, other) {
				return true
			}
		}
	}
	return false
}

// adding is a report on its way into the ledger: nil where it is there already, or
// why it cannot be added.
type adding struct {
	entry *ledger.Entry
	err   error
	task  *queue.Task // it comes of a queue, which wants to know; or nil
	idle  bool        // none of all this: nothing comes at the moment
}

func newEntry(ctx context.Context, coder *dragoman.Coder, known *ledger.Ledger, in *dragoman.Input) (*ledger.Entry, error) {
	r, err := dragoman.CodedRecord(in)
	switch {
	case err != nil:
		return nil, err
	case r != nil:
		return asItStands(ctx, known, in, r)
	}
	sum, err := ledger.InputSum(in)
	if err != nil {
		return nil, err
	}
	if there, err := known.Known(ctx, sum, coder.Info()); err != nil || there {
		return nil, err
	}
	if r, err = coder.Code(ctx, in); err != nil {
		return nil, err
	}
	return ledger.NewEntry(r, &sum)
}

// asItStands makes an entry of a record that came in.
func asItStands(ctx context.Context, known *ledger.Ledger, in *dragoman.Input, r *dragoman.Record) (*ledger.Entry, error) {
	there, err := known.Has(ctx, r)
	var e *ledger.Entry
	if err == nil && !there {
		e, err = ledger.NewEntry(r, nil)
	}
	if err != nil {
		err = fmt.Errorf("%s: %w", in.Place, err)
	}
	return e, err
}

// A transaction is bounded in number, size and time: little is lost when the power
// goes, and readers soon see what came.
const (
	mostEntries = 1000
	mostBytes   = 16 << 20
	longestWait = 2 * time.Second
)

// bundle collects reports for one transaction.
type bundle struct {
	w       *ledger.Writer
	known   *ledger.Ledger
	count   tally
	entries []*ledger.Entry
	tasks   []*queue.Task // of these, where they come of a queue
	size    int
	since   time.Time
	added   ledger.Added
}

// openBundle opens a ledger to add to it.
func openBundle(t *terminal, path string) (*bundle, error) {
	w, err := ledger.OpenWriter(path)
	if errors.Is(err, ledger.ErrInUse) {
		return nil, hint(err, "wait until it has ended, or add to another ledger with --ledger FILE")
	}
	if err != nil {
		return nil, err
	}
	r, err := ledger.Open(path)
	if err != nil {
		return nil, errors.Join(err, w.Close())
	}
	t.silent = true
	return &bundle{w: w, known: r, count: tally{t: t}}, nil
}

// close closes the ledger, tells what was added, and says how the run ended, given
// its first error.
func (b *bundle) close(err error) error {
	err = cmp.Or(err, b.known.Close())
	if b.w != nil {
		err = cmp.Or(err, b.w.Close())
	}
	b.count.t.note("%s", b.told())
	if err != nil {
		return err
	}
	return b.count.err()
}

// take takes a report, and adds what has come together where that is much.
func (b *bundle) take(a adding) error {
	if err := b.keep(a); err != nil {
		return err
	}
	if len(b.entries) >= mostEntries || b.size >= mostBytes || a.idle || len(b.entries) > 0 && time.Since(b.since) > longestWait {
		return b.commit()
	}
	return nil
}

// keep takes a report, to be added later.
func (b *bundle) keep(a adding) error {
	switch {
	case a.idle:
		return nil
	case a.err != nil && a.task != nil:
		return b.failed(a)
	case a.err != nil:
		return b.count.fail(a.err)
	case a.entry == nil:
		b.added.Known++
		b.count.ok()
		done(a.task)
		return nil
	}
	if len(b.entries) == 0 {
		b.since = time.Now()
	}
	b.entries = append(b.entries, a.entry)
	b.tasks = append(b.tasks, a.task)
	b.size += a.entry.Size()
	return nil
}

func (b *bundle) commit() error {
	if len(b.entries) == 0 {
		return nil
	}
	n, err := b.w.Add(b.entries)
	if err != nil {
		return err
	}
	for _, t := range b.tasks {
		b.count.ok()
		done(t)
	}
	b.added.Reports += n.Reports
	b.added.Events += n.Events
	b.added.Recoded += n.Recoded
	b.added.Known += n.Known
	b.entries, b.tasks, b.size = nil, nil, 0
	return nil
}

// told says what was done: "12 reports added, 80 events; 3 were there already".
func (b *bundle) told() string {
	s := plural(b.added.Reports, "report", "reports") + " added, " + plural(b.added.Events, "event", "events")
	if b.added.Recoded > 0 {
		s += "; " + plural(b.added.Recoded, "of them was", "of them were") + " there as another coder had coded them"
	}
	if b.added.Known > 0 {
		s += "; " + plural(b.added.Known, "was", "were") + " there already"
	}
	return s
}
