package queue

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// What stands beside a message.
const (
	headerBody  = "Dragoman-Body"  // the name of the body in the store, where it is not the message's own
	headerID    = "Dragoman-Id"    // of the report; the broker's own id is another when it is sent anew
	headerWhy   = "Dragoman-Why"   // why a dead letter is one
	headerTries = "Dragoman-Tries" // after how many tries
)

// Put sends reports, and returns when the servers have all of them safe; twice is how many
// they had already. While the queue is full or no server answers it waits, until the context
// ends: then some may have been sent, and all can be sent again.
func (q *Queue) Put(ctx context.Context, messages []Message) (twice int, err error) {
	left := make([]*nats.Msg, 0, len(messages))
	for _, m := range messages {
		msg, err := q.letter(ctx, m)
		if err != nil {
			return 0, fmt.Errorf("queue %s: sending a report: %w", q.name, err)
		}
		left = append(left, msg)
	}
	told, first := "", true
	for wait := 50 * time.Millisecond; ; wait = min(2*wait, 2*time.Second) {
		var known int
		left, known, err = q.publish(ctx, left)
		if first { // later, what is known may be what we sent ourselves
			twice, first = known, false
		}
		switch {
		case len(left) == 0:
			return twice, nil
		case ctx.Err() != nil:
			return twice, ctx.Err()
		case lasting(err):
			return twice, fmt.Errorf("queue %s: sending a report: %w", q.name, err)
		}
		if now := waitingFor(err); now != told {
			q.Tell(now)
			told = now
		}
		if !pause(ctx, wait) {
			return twice, ctx.Err()
		}
	}
}

// full is the server's code where a stream has as much as it may.
const full jetstream.ErrorCode = 10077

func waitingFor(err error) string {
	if bad := (*jetstream.APIError)(nil); errors.As(err, &bad) && bad.ErrorCode == full {
		return "the queue is full; waiting until some of it is coded"
	}
	return fmt.Sprintf("the queue does not take reports (%v); trying again", err)
}

// letter makes a message as it is sent, and puts a large body into the store first, so that
// no message ever speaks of one that is not there.
func (q *Queue) letter(ctx context.Context, m Message) (*nats.Msg, error) {
	msg := &nats.Msg{Subject: q.name + ".reports", Header: nats.Header{headerID: {m.ID}, jetstream.MsgIDHeader: {m.ID}}}
	if len(m.Body) <= largest {
		msg.Data = m.Body
		return msg, nil
	}
	msg.Header.Set(headerBody, m.ID)
	_, err := again(ctx, func(ctx context.Context) (*jetstream.ObjectInfo, error) {
		// One that is there is left alone: it is the same, and somebody may be reading it.
		if info, err := q.bodies.GetInfo(ctx, m.ID); err == nil && info.Size == uint64(len(m.Body)) {
			return info, nil
		}
		return q.bodies.PutBytes(ctx, m.ID, m.Body)
	})
	return msg, err
}

// publish sends what is left, all at once and with one deadline for all. It returns what
// was not taken over, with one reason.
func (q *Queue) publish(ctx context.Context, left []*nats.Msg) (still []*nats.Msg, twice int, why error) {
	acks := make([]jetstream.PubAckFuture, len(left))
	for i, m := range left {
		acks[i], why = q.js.PublishMsgAsync(m, jetstream.WithStallWait(answer))
		if why != nil {
			break
		}
	}
	late, stop := context.WithTimeout(ctx, 2*answer)
	defer stop()
	for i, ack := range acks {
		if ack == nil {
			return append(still, left[i:]...), twice, why
		}
		select {
		case got := <-ack.Ok():
			if got.Duplicate {
				twice++
			}
			continue
		case why = <-ack.Err():
		case <-late.Done():
			why = late.Err()
		}
		still = append(still, left[i])
	}
	return still, twice, why
}
