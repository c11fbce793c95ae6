package queue

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// Status is how a queue stands.
type Status struct {
	Queue   string  `json:"queue"`
	Waiting uint64  `json:"waiting"` // reports in nobody's hands
	InHand  int     `json:"in_hand"` // that workers have
	Again   int     `json:"again"`   // of these, handed out more than once
	Most    int64   `json:"most"`    // that may wait and be in hand; -1 for any number
	Bytes   uint64  `json:"bytes"`
	Oldest  string  `json:"oldest,omitempty"` // when the oldest of all these was sent, RFC 3339
	Lag     float64 `json:"lag"`              // how long ago that was, in seconds
	Dead    uint64  `json:"dead"`
	In      float64 `json:"in_per_second"`  // sent, while it was looked at
	Out     float64 `json:"out_per_second"` // done or dead
	Copies  int     `json:"copies"`
	Leader  string  `json:"leader,omitempty"` // the server that decides; empty where one stands alone, or none is chosen
	Behind  int     `json:"behind"`           // copies that are not up to date
}

// Look tells how the queue stands, and looks on for so long to tell the rates.
func (q *Queue) Look(ctx context.Context, long time.Duration) (*Status, error) {
	before, err := q.reports.Info(ctx)
	if err != nil {
		return nil, fmt.Errorf("queue %s: %w", q.name, err)
	}
	since := time.Now()
	pause(ctx, long)
	now, err := q.reports.Info(ctx)
	if err != nil {
		return nil, fmt.Errorf("queue %s: %w", q.name, err)
	}
	took := time.Since(since).Seconds()
	gone := func(i *jetstream.StreamInfo) float64 { return float64(i.State.LastSeq - i.State.Msgs) }
	s := &Status{Queue: q.name, Waiting: now.State.Msgs, Most: now.Config.MaxMsgs, Bytes: now.State.Bytes, Copies: now.Config.Replicas,
		In: float64(now.State.LastSeq-before.State.LastSeq) / took, Out: (gone(now) - gone(before)) / took}
	if now.State.Msgs > 0 {
		s.Oldest = now.State.FirstTime.UTC().Format(time.RFC3339)
		s.Lag = max(0, now.TimeStamp.Sub(now.State.FirstTime).Seconds()) // both by clocks of servers
	}
	if now.Cluster != nil {
		s.Leader = now.Cluster.Leader
		for _, r := range now.Cluster.Replicas {
			if r.Offline || !r.Current {
				s.Behind++
			}
		}
	}
	coders, err := q.js.Consumer(ctx, q.name, "coders")
	if err == nil { // there is none before the first worker comes
		i := coders.CachedInfo()
		s.Waiting, s.InHand, s.Again = i.NumPending, i.NumAckPending, i.NumRedelivered
	} else if !errors.Is(err, jetstream.ErrConsumerNotFound) {
		return nil, fmt.Errorf("queue %s: %w", q.name, err)
	}
	dead, err := q.dead.Info(ctx)
	if err != nil {
		return nil, fmt.Errorf("queue %s: %w", q.name, err)
	}
	s.Dead = dead.State.Msgs
	return s, nil
}

// Letter is a report that could not be coded.
type Letter struct {
	ID    string    `json:"id"`
	Why   string    `json:"why"`
	Tries int       `json:"tries"`
	Since time.Time `json:"since"` // it is dead

	q   *Queue
	msg *jetstream.RawStreamMsg
}

// Body is the report.
func (l *Letter) Body(ctx context.Context) ([]byte, error) {
	return l.q.body(ctx, l.msg.Header, l.msg.Data)
}

// Dead yields the dead letters, the oldest first.
func (q *Queue) Dead(ctx context.Context) iter.Seq2[*Letter, error] {
	return func(yield func(*Letter, error) bool) {
		info, err := q.dead.Info(ctx)
		if err != nil {
			yield(nil, fmt.Errorf("queue %s: %w", q.name, err))
			return
		}
		for seq := info.State.FirstSeq; seq <= info.State.LastSeq && info.State.Msgs > 0; seq++ {
			m, err := q.dead.GetMsg(ctx, seq)
			if errors.Is(err, jetstream.ErrMsgNotFound) {
				continue // it was replayed
			}
			if err != nil {
				yield(nil, fmt.Errorf("queue %s: %w", q.name, err))
				return
			}
			tries, _ := strconv.Atoi(m.Header.Get(headerTries)) // as it was written above
			if !yield(&Letter{m.Header.Get(headerID), m.Header.Get(headerWhy), tries, m.Time.UTC(), q, m}, nil) {
				return
			}
		}
	}
}

// Replay sends dead letters anew, those of the ids or all, and says how many. Each is sent
// before it is taken off, so that none can be lost.
func (q *Queue) Replay(ctx context.Context, ids ...string) (n int, err error) {
	for l, err := range q.Dead(ctx) {
		if err != nil {
			return n, err
		}
		if len(ids) > 0 && !slices.Contains(ids, l.ID) {
			continue
		}
		msg := &nats.Msg{Subject: q.name + ".reports", Data: l.msg.Data, Header: nats.Header{
			headerID: {l.ID}, jetstream.MsgIDHeader: {fmt.Sprintf("%s.%d.again", l.ID, l.msg.Sequence)}, // the server knows the first one
		}}
		if stored := l.msg.Header.Get(headerBody); stored != "" {
			msg.Header.Set(headerBody, stored)
		}
		if _, err = q.js.PublishMsg(ctx, msg); err == nil {
			err = q.dead.DeleteMsg(ctx, l.msg.Sequence)
		}
		if err != nil {
			return n, fmt.Errorf("queue %s: replaying report %s: %w", q.name, l.ID, err)
		}
		n++
	}
	return n, nil
}

// oneLine is a reason as a header has it.
func oneLine(s string) string {
	const most = 1000
	s = strings.Join(strings.Fields(s), " ")
	if len(s) > most {
		s = strings.ToValidUTF8(s[:most], "") + "…"
	}
	return s
}
