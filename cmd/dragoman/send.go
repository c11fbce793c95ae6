package main

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"iter"
	"runtime"
	"time"

	"dragoman"
	"dragoman/internal/feed"
	"dragoman/internal/ledger"
	"dragoman/internal/queue"
)

// queueFlags say where the queue is.
type queueFlags struct {
	Queue string `help:"The servers of a queue, of NATS JetStream, parted by commas: nats://one:4222,nats://two:4222; tls:// for an encrypted way. A name behind the last server tells several queues apart: nats://one:4222/archive." placeholder:"ADDRESS"`
	Creds string `help:"File with the credentials that the queue asks for, as nsc makes it." placeholder:"FILE" type:"path"`
}

// open opens the queue, with what else is to be said of its use.
func (f queueFlags) open(ctx context.Context, t *terminal, o queue.Options) (*queue.Queue, error) {
	o.URL, o.Creds, o.Tell = f.Queue, f.Creds, t.aside
	q, err := queue.Open(ctx, o)
	if errors.Is(err, queue.ErrNone) {
		return nil, usageError{hint(err, "dragoman add --queue and dragoman work make one")}
	}
	if err != nil && ctx.Err() == nil {
		err = hint(err, "docs/cluster.md tells how its servers are started")
	}
	return q, err
}

// message is a report on its way to whoever codes it. Its id is the sum that the ledger knows
// it by; of a report that was coded already, that of its record.
func message(in *dragoman.Input) (queue.Message, error) {
	sum, err := ledger.InputSum(in)
	if err != nil {
		return queue.Message{}, err
	}
	id := hex.EncodeToString(sum[:])
	if in.Record != nil {
		all := sha256.Sum256(in.Record)
		id = hex.EncodeToString(all[:16])
	}
	body, err := json.Marshal(in)
	return queue.Message{ID: id, Body: body}, err
}

// parcel collects reports that are sent together.
type parcel struct {
	q        *queue.Queue
	messages []queue.Message
	size     int
	sent     int
	twice    int // of these, those that the queue had
}

func (p *parcel) put(m queue.Message) {
	p.messages = append(p.messages, m)
	p.size += len(m.Body)
}

func (p *parcel) send(ctx context.Context) error {
	if len(p.messages) == 0 {
		return nil
	}
	twice, err := p.q.Put(ctx, p.messages)
	if err != nil {
		return err
	}
	p.sent += len(p.messages)
	p.twice += twice
	p.messages, p.size = nil, 0
	return nil
}

// told says what was sent: "12 reports sent; 3 of them were there already".
func (p *parcel) told() string {
	s := plural(p.sent, "report", "reports") + " sent"
	if p.twice > 0 {
		s += "; " + plural(p.twice, "of them was", "of them were") + " there already"
	}
	return s
}

// send sends the reports of the inputs to a queue.
func (c *addCmd) send(ctx context.Context, t *terminal, items iter.Seq[item]) error {
	if err := c.uncoded(); err != nil {
		return err
	}
	q, err := c.queueFlags.open(ctx, t, queue.Options{})
	if err != nil {
		return err
	}
	t.silent = true
	p, count := parcel{q: q}, tally{t: t}
	type letter struct {
		m   queue.Message
		err error
	}
	work := func(i item) letter {
		m, err := attempt(ctx, c.Timeout, i, func(_ context.Context, i item) (queue.Message, error) { return message(i.in) })
		return letter{m, err}
	}
	since := time.Now()
	for out := range ordered(ctx, cmp.Or(c.Jobs, runtime.GOMAXPROCS(0)), items, work) {
		if out.err != nil {
			err = count.fail(out.err)
		} else {
			p.put(out.m)
			count.ok()
		}
		if err == nil && (len(p.messages) >= mostEntries || p.size >= mostBytes || time.Since(since) > longestWait) {
			err, since = p.send(ctx), time.Now()
		}
		if err != nil {
			break
		}
	}
	err = cmp.Or(err, p.send(ctx), ctx.Err(), q.Close())
	t.note("%s", p.told())
	return cmp.Or(err, count.err())
}

// uncoded refuses flags for coding where nothing is coded.
func (f codingFlags) uncoded() error {
	if f.Model != "standard" || f.Lexicon != "" || len(f.Scheme) > 0 || f.Ontology != "" {
		return hint(usage("--model, --lexicon, --scheme and --ontology are for those who code, and --queue only sends"), "give them to dragoman work")
	}
	return nil
}

// queueSink sends watched reports to a queue.
type queueSink struct {
	parcel
	count tally
}

// patience is how long watching stands still for a queue that does not answer; what was
// fetched waits then, and is sent later.
const patience = 5 * time.Second

func (s *queueSink) Code(_ context.Context, in *dragoman.Input) func() error {
	m, err := message(in)
	return func() error {
		if err != nil {
			return s.count.fail(err)
		}
		s.put(m)
		return nil
	}
}

func (s *queueSink) Commit() error {
	ctx, stop := context.WithTimeout(context.Background(), patience)
	defer stop()
	n := len(s.messages)
	err := s.send(ctx)
	if errors.Is(err, context.DeadlineExceeded) {
		return feed.ErrNotNow
	}
	if err == nil {
		for range n {
			s.count.ok()
		}
	}
	return err
}

func (s *queueSink) tally() *tally { return &s.count }

func (s *queueSink) close(err error) error {
	err = cmp.Or(err, s.q.Close())
	s.count.t.note("%s", s.told())
	return cmp.Or(err, s.count.err())
}
