package main

import (
	"cmp"
	"context"
	"fmt"
	"strings"
	"time"

	"dragoman/internal/queue"
)

// queueCmd has the verbs that look after a queue.
type queueCmd struct {
	Show   queueShowCmd   `cmd:"" default:"withargs" help:"Say how many reports wait, how old they are, how fast they come and go."`
	Dead   queueDeadCmd   `cmd:"" help:"List reports that could not be coded, and why."`
	Replay queueReplayCmd `cmd:"" help:"Send dead letters anew."`
}

// look opens a queue that is there, for what is to be done with it.
func (f queueFlags) look(ctx context.Context, t *terminal, do func(*queue.Queue) error) error {
	if f.Queue == "" {
		return hint(usage("which queue? expected --queue ADDRESS"), "dragoman queue --queue nats://127.0.0.1:4222")
	}
	q, err := f.open(ctx, t, queue.Options{ReadOnly: true})
	if err != nil {
		return err
	}
	return cmp.Or(do(q), q.Close())
}

type queueShowCmd struct {
	queueFlags
	For    time.Duration `help:"How long to look on, for the rates." default:"1s" placeholder:"TIME"`
	Format string        `help:"jsonl or text; by default text on a terminal and jsonl in a pipe." enum:"jsonl,text," default:"" placeholder:"jsonl|text"`
}

// Help is the long text of --help.
func (queueShowCmd) Help() string {
	return `"waiting" is in nobody's hands, "in_hand" with workers, "again" of these what was handed out before. "lag" is how many seconds ago the oldest of all was sent. "dead" is what was tried in vain: dragoman queue dead lists it, dragoman queue replay sends it anew.

Example:

    dragoman queue --queue nats://127.0.0.1:4222`
}

// Run shows.
func (c *queueShowCmd) Run(ctx context.Context, t *terminal) error {
	if c.For <= 0 {
		return usage("--for %s: expected a time above 0", c.For)
	}
	return c.look(ctx, t, func(q *queue.Queue) error {
		s, err := q.Look(ctx, c.For)
		if err != nil {
			return err
		}
		if !t.text(c.Format) {
			return t.line(s)
		}
		return t.say(queueTable(s))
	})
}

func queueTable(s *queue.Status) string {
	var b strings.Builder
	row := func(name, format string, args ...any) {
		fmt.Fprintf(&b, "%-12s %s\n", name, fmt.Sprintf(format, args...))
	}
	count := func(n uint64) string { return number(float64(n)) }
	row("queue", "%s, %s", s.Queue, plural(s.Copies, "copy", "copies"))
	if s.Leader != "" {
		row("leader", "%s", s.Leader)
	}
	if s.Behind > 0 {
		row("behind", "%s not up to date", plural(s.Behind, "copy is", "copies are"))
	}
	row("waiting", "%s, %s bytes", count(s.Waiting), count(s.Bytes))
	if s.Most > 0 {
		row("room for", "%s", count(uint64(max(0, s.Most-int64(s.Waiting)-int64(s.InHand)))))
	}
	row("in hand", "%s, %s not for the first time", count(uint64(s.InHand)), count(uint64(s.Again)))
	if s.Oldest != "" {
		row("lag", "%s, since %s", roughly(time.Duration(s.Lag*float64(time.Second))), s.Oldest)
	}
	row("comes", "%.3g a second", s.In)
	row("goes", "%.3g a second", s.Out)
	row("dead", "%s", count(s.Dead))
	return b.String()
}

type queueDeadCmd struct {
	queueFlags
	Format string `help:"jsonl or text; by default text on a terminal and jsonl in a pipe." enum:"jsonl,text," default:"" placeholder:"jsonl|text"`
}

// Help is the long text of --help.
func (queueDeadCmd) Help() string {
	return `One line for each: the id that replay takes, the report and where it came from, why the last try was in vain, how often it was tried, since when it lies there.

Example:

    dragoman queue dead --queue nats://127.0.0.1:4222`
}

// deadLine is a dead letter as it is written.
type deadLine struct {
	*queue.Letter
	Report string `json:"report,omitempty"` // its own id, or the one that is made of its text
	From   string `json:"from,omitempty"`   // the file, with the line, or the page
}

// Run lists.
func (c *queueDeadCmd) Run(ctx context.Context, t *terminal) error {
	return c.look(ctx, t, func(q *queue.Queue) error {
		for l, err := range q.Dead(ctx) {
			if err == nil {
				err = c.say(ctx, t, l)
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
}

func (c *queueDeadCmd) say(ctx context.Context, t *terminal, l *queue.Letter) error {
	line := deadLine{Letter: l}
	if in, err := report(ctx, l.Body); err == nil {
		line.Report, line.From = in.Report().ID, in.Place.String()
	}
	if t.text(c.Format) {
		return t.say(fmt.Sprintf("%s  %s  %s\n    report %s, %s, %s\n", l.ID, l.Since.Format(time.RFC3339), l.Why, line.Report, line.From, plural(l.Tries, "try", "tries")))
	}
	return t.line(line)
}

type queueReplayCmd struct {
	ID []string `arg:"" optional:"" help:"Ids as dragoman queue dead lists them; all without any."`
	queueFlags
}

// Help is the long text of --help.
func (queueReplayCmd) Help() string {
	return `Sends dead letters anew, when what was wrong has been put right; they are tried as often again.

Example:

    dragoman queue replay --queue nats://127.0.0.1:4222`
}

// Run sends.
func (c *queueReplayCmd) Run(ctx context.Context, t *terminal) error {
	return c.look(ctx, t, func(q *queue.Queue) error {
		n, err := q.Replay(ctx, c.ID...)
		t.note("%s sent anew", plural(n, "report", "reports"))
		if err == nil && n < len(c.ID) {
			return usage("%d of the ids are no dead letters", len(c.ID)-n)
		}
		return err
	})
}
