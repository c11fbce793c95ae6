package main

import (
	"cmp"
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"time"

	"dragoman"
	"dragoman/internal/ledger"
	"dragoman/internal/queue"
)

type workCmd struct {
	queueFlags
	codingFlags
	ledgerFlag
	Once    bool          `help:"Leave when nothing is left in the queue."`
	Jobs    int           `short:"j" help:"Reports to work on at the same time; by default one for each processor." placeholder:"N"`
	Timeout time.Duration `help:"How long one report may take before the try is given up." default:"2m" placeholder:"2m"`
	Tries   int           `help:"How often a report is tried before it is a dead letter." default:"5" placeholder:"N"`
	Lost    time.Duration `help:"A worker that has said nothing for so long is taken for dead, and what it had is handed to others." default:"30s" placeholder:"TIME"`
}

// Help is the long text of --help.
func (workCmd) Help() string {
	return `Codes the reports that dragoman add --queue and dragoman watch --queue have sent, and adds them to the ledger. Any number of workers share a queue, on any number of machines; to share a ledger as well it must lie in PostgreSQL, for a file is one worker's.

A report leaves the queue when the ledger has it, not before: whatever is killed, it comes again, and the ledger passes over what it knows. It is handed out as fast as the ledger takes it. Ctrl-C or SIGTERM lets what is coded come into the ledger and hands the rest back.

A report that breaks the coder or takes longer than --timeout has failed a try. It comes again after 1, 4, 16 and 64 seconds; after --tries it lies with the dead letters and the reason (dragoman queue).

Workers of two versions, or with other tables, may share a queue while one takes the other's place; dragoman recode makes the ledger of one piece again.

Examples (a server is started by nats-server -js):

    dragoman work --queue nats://127.0.0.1:4222 --ledger gas.ledger
    dragoman work --queue nats://one:4222,nats://two:4222,nats://three:4222 --ledger postgres://dragoman@four/news`
}

// Run works until it is stopped.
func (c *workCmd) Run(ctx context.Context, t *terminal) error {
	switch {
	case c.Queue == "":
		return hint(usage("whose work? expected --queue ADDRESS"), "dragoman work --queue nats://127.0.0.1:4222")
	case c.Jobs < 0:
		return usage("-j %d: expected a number of reports above 0", c.Jobs)
	case c.Tries < 1:
		return usage("--tries %d: expected a number above 0", c.Tries)
	case c.Timeout <= 0:
		return usage("--timeout %s: expected a time above 0", c.Timeout)
	case c.Lost < time.Second:
		return usage("--lost %s: expected a second or more", c.Lost)
	}
	b, err := openBundle(t, c.Ledger)
	if errors.Is(err, ledger.ErrInUse) {
		return hint(err, "one process at a time adds to a ledger that is a file; workers can share one in PostgreSQL, --ledger postgres://USER@HOST/DATABASE")
	}
	if err != nil {
		return err
	}
	return b.close(c.work(ctx, t, b))
}

func (c *workCmd) work(ctx context.Context, t *terminal, b *bundle) error {
	coder, err := c.coder()
	if err != nil {
		return err
	}
	q, err := c.queueFlags.open(ctx, t, queue.Options{Lost: c.Lost, Tries: c.Tries})
	if err != nil {
		return err
	}
	tasks, err := q.Take(ctx)
	if err == nil {
		t.progress.begin([]string{"-"})
		err = b.all(ctx, coder, c.Jobs, c.Timeout, c.items(ctx, q, b.known, coder.Info(), tasks))
	}
	return cmp.Or(err, q.Close())
}

// items reads the reports of tasks.
func (c *workCmd) items(ctx context.Context, q *queue.Queue, known *ledger.Ledger, by dragoman.CoderInfo, tasks iter.Seq[*queue.Task]) iter.Seq[item] {
	return func(yield func(item) bool) {
		idle := 0
		for task := range tasks {
			i := item{task: task}
			if idle++; task != nil {
				idle = 0
				if i.in, i.err = report(ctx, task.Body); queue.IsGone(i.err) && isKnown(ctx, known, task.ID, by) {
					task.Done()
					continue
				}
			}
			if !yield(i) {
				return
			}
			if c.Once && idle > 1 { // what was taken before has been committed since
				if empty, err := q.Empty(ctx); err == nil && empty {
					return
				}
			}
		}
	}
}

// report reads what message has written.
func report(ctx context.Context, body func(context.Context) ([]byte, error)) (*dragoman.Input, error) {
	raw, err := body(ctx)
	in := &dragoman.Input{}
	if err == nil {
		if err = json.Unmarshal(raw, in); err != nil {
			err = fmt.Errorf("a message that is no report: %w", err)
		}
	}
	return in, err
}

// isKnown reports whether the ledger has a report of that sum, by this coder.
func isKnown(ctx context.Context, known *ledger.Ledger, id string, by dragoman.CoderInfo) bool {
	var sum ledger.Sum
	if n, err := hex.Decode(sum[:], []byte(id)); err != nil || n != len(sum) {
		return false
	}
	there, err := known.Known(ctx, sum, by)
	return err == nil && there
}

// failed tells the queue that a try was in vain, and people what comes of it.
func (b *bundle) failed(a adding) error {
	dead, err := a.task.Fail(a.err.Error())
	switch {
	case err != nil:
		return b.count.fail(fmt.Errorf("%w (%w)", a.err, err))
	case dead:
		return b.count.fail(fmt.Errorf("%w (try %d, the last: it lies with the dead letters, see dragoman queue dead)", a.err, a.task.Tries))
	}
	b.count.t.note("%v (try %d; it comes again)", a.err, a.task.Tries)
	return nil
}

// done tells the queue, if there is one, that the ledger has a report.
func done(task *queue.Task) {
	if task != nil {
		task.Done()
	}
}
