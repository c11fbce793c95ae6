package queue

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"strconv"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// Task is a report that was handed out. It is held, and the servers are told so, until it is
// Done or has Failed, or the queue is closed.
type Task struct {
	ID    string    // as it was sent
	Tries int       // this one included
	Sent  time.Time // by the clock of the server that took it over

	q   *Queue
	msg jetstream.Msg
}

// Take returns reports as they come, until the context ends; nil now and then while none
// does. What is in hand is bounded by whoever draws.
func (q *Queue) Take(ctx context.Context) (iter.Seq[*Task], error) {
	coders, err := again(ctx, func(ctx context.Context) (jetstream.Consumer, error) {
		return q.js.CreateOrUpdateConsumer(ctx, q.name, jetstream.ConsumerConfig{
			Durable: "coders", Description: "workers of dragoman, all together",
			AckPolicy: jetstream.AckExplicitPolicy, AckWait: q.Lost, MaxDeliver: -1, MaxAckPending: mostHeld,
		})
	})
	if err != nil {
		return nil, fmt.Errorf("queue %s: %w", q.name, err)
	}
	return func(yield func(*Task) bool) {
		told := ""
		for ctx.Err() == nil {
			n, more, err := q.some(ctx, coders, yield)
			if !more || n == 0 && !yield(nil) {
				return
			}
			now := ""
			if err != nil && ctx.Err() == nil {
				now = "the queue hands out nothing (" + err.Error() + "); trying again"
			}
			if now != told && now != "" {
				q.Tell(now)
			}
			told = now
		}
	}, nil
}

// some yields what comes within a second, and says how many and whether more is wanted.
func (q *Queue) some(ctx context.Context, coders jetstream.Consumer, yield func(*Task) bool) (n int, more bool, err error) {
	once, stop := context.WithTimeout(ctx, time.Second)
	defer stop()
	batch, err := coders.Fetch(32, jetstream.FetchContext(once))
	if err != nil {
		pause(once, time.Second)
		return 0, true, err
	}
	for msg := range batch.Messages() {
		n++
		if t := q.hold(msg); t == nil || yield(t) {
			continue
		}
		stop()
		for msg := range batch.Messages() { // those nobody draws any more
			handBack(msg)
		}
		return n, false, nil
	}
	if err = batch.Error(); errors.Is(err, context.DeadlineExceeded) {
		err = nil // nothing came
	}
	if err != nil {
		pause(once, time.Second)
	}
	return n, true, err
}

// handBack lets another worker have a report; not at once, for then what we have just asked
// for, and wait for no more, would take it.
func handBack(msg jetstream.Msg) { _ = msg.NakWithDelay(200 * time.Millisecond) }

// hold notes that a report is in our hands. One of which nobody ever tells anything is given
// up: it may be what kills them all.
func (q *Queue) hold(msg jetstream.Msg) *Task {
	meta, err := msg.Metadata()
	if err != nil {
		q.Tell("queue: " + err.Error())
		return nil
	}
	t := &Task{ID: msg.Headers().Get(headerID), Tries: int(meta.NumDelivered), Sent: meta.Timestamp, q: q, msg: msg}
	q.mu.Lock()
	q.held[t] = true
	q.mu.Unlock()
	if q.Tries > 0 && t.Tries > untold*q.Tries {
		if err := t.bury(fmt.Sprintf("handed out %d times, and no worker lived to say what came of it", t.Tries-1)); err != nil {
			q.Tell(err.Error())
		}
		return nil
	}
	return t
}

// beat tells the servers that what is held is being worked on.
func (q *Queue) beat(ctx context.Context) {
	for pause(ctx, q.Lost/3) {
		q.mu.Lock()
		for t := range q.held {
			_ = t.msg.InProgress() // one that is lost makes the report come again, to no harm
		}
		q.mu.Unlock()
	}
}

// Body is the report.
func (t *Task) Body(ctx context.Context) ([]byte, error) {
	return t.q.body(ctx, t.msg.Headers(), t.msg.Data())
}

// body is that of a message, or what its header names.
func (q *Queue) body(ctx context.Context, h nats.Header, raw []byte) ([]byte, error) {
	name := h.Get(headerBody)
	if name == "" {
		return raw, nil
	}
	raw, err := again(ctx, func(ctx context.Context) ([]byte, error) { return q.bodies.GetBytes(ctx, name) })
	if err != nil {
		return nil, fmt.Errorf("its text, which lies apart, cannot be had: %w", err)
	}
	return raw, nil
}

// Done says that a report is safe elsewhere. That the word is lost is no error: the report
// comes again then, and is known.
func (t *Task) Done() {
	t.q.drop(t)
	name := t.msg.Headers().Get(headerBody)
	if name == "" {
		_ = t.msg.Ack()
		return
	}
	ctx, stop := context.WithTimeout(context.Background(), answer)
	defer stop()
	if t.msg.DoubleAck(ctx) == nil { // only when no message speaks of it
		_ = t.q.bodies.Delete(ctx, name)
	}
}

// Fail says that a try was in vain, and why. The report comes again after a while or, when it has been
// tried as often as may be, is dead.
func (t *Task) Fail(why string) (dead bool, err error) {
	if t.Tries < t.q.Tries {
		t.q.drop(t)
		_ = t.msg.NakWithDelay(time.Second << min(2*(t.Tries-1), 8)) // 1, 4, 16, 64 seconds
		return false, nil
	}
	return true, t.bury(why)
}

// bury makes a dead letter of a report. Where that cannot be, the report comes again.
func (t *Task) bury(why string) error {
	t.q.drop(t)
	seq := uint64(0)
	if meta, err := t.msg.Metadata(); err == nil {
		seq = meta.Sequence.Stream
	}
	letter := &nats.Msg{Subject: t.q.name + ".dead", Data: t.msg.Data(), Header: nats.Header{
		headerID: {t.ID}, headerWhy: {oneLine(why)}, headerTries: {strconv.Itoa(t.Tries)},
		jetstream.MsgIDHeader: {fmt.Sprintf("%s.%d", t.ID, seq)}, // another one when it was replayed and failed again
	}}
	if body := t.msg.Headers().Get(headerBody); body != "" {
		letter.Header.Set(headerBody, body)
	}
	ctx, stop := context.WithTimeout(context.Background(), 2*answer)
	defer stop()
	if _, err := t.q.js.PublishMsg(ctx, letter); err != nil {
		return fmt.Errorf("queue %s: report %s could not be put with the dead letters and comes again: %w", t.q.name, t.ID, err)
	}
	_ = t.msg.Ack()
	return nil
}

func (q *Queue) drop(t *Task) {
	q.mu.Lock()
	delete(q.held, t)
	q.mu.Unlock()
}

// Empty reports whether every report that was sent is done or dead.
func (q *Queue) Empty(ctx context.Context) (bool, error) {
	i, err := again(ctx, func(ctx context.Context) (*jetstream.StreamInfo, error) { return q.reports.Info(ctx) })
	if err != nil {
		return false, fmt.Errorf("queue %s: %w", q.name, err)
	}
	return i.State.Msgs == 0, nil
}

// IsGone reports whether a body is not there any more: somebody was done with its report.
func IsGone(err error) bool { return errors.Is(err, jetstream.ErrObjectNotFound) }
