package serve

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"sync/atomic"
	"time"

	"dragoman"
	"dragoman/internal/ledger"

	"github.com/klauspost/compress/gzhttp"
)

// stream has clients who are told of events as reports are added, as server-sent events.
// Each asks the ledger for what has come behind the place where it is, so nothing waits
// in memory for who is slow, and who comes back goes on where he was.
type stream struct {
	clients atomic.Int64
	dropped atomic.Int64
	ending  chan struct{} // closed when the server is to stop
	poll    time.Duration // how often the ledger is looked at
	beat    time.Duration // how often a client hears that it is still connected
	patient time.Duration // how long a client may take to take what is sent
}

// mostLive is how many clients there are at a time; others are sent away.
const mostLive = 64

func newStream() *stream {
	return &stream{ending: make(chan struct{}), poll: time.Second, beat: 15 * time.Second, patient: 10 * time.Second}
}

// enter takes a place, which leave gives back.
func (l *stream) enter() bool {
	if l.clients.Add(1) <= mostLive {
		return true
	}
	l.leave()
	return false
}

func (l *stream) leave() { l.clients.Add(-1) }

// errLost tells a client that what came since it left is not known.
const errLost = "the place to go on from is of another ledger: what has come meanwhile is not told"

// follow tells a client what arrives behind a place, until it leaves or the server ends.
// A place that cannot be gone on from is told as an event "lost", and what comes from now
// on follows.
func (s *Server) follow(ctx context.Context, w http.ResponseWriter, q ledger.Query, from ledger.Arrival, as func(*dragoman.FlatEvent) ([]byte, error)) {
	h := w.Header()
	h.Set("Content-Type", "text/event-stream")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Accel-Buffering", "no") // of a proxy that would gather it
	h.Set(gzhttp.HeaderNoCompression, "1")
	c := &client{w: w, control: http.NewResponseController(w), as: as}
	poll, beat := time.NewTicker(s.live.poll), time.NewTicker(s.live.beat)
	defer poll.Stop()
	defer beat.Stop()
	err := c.send(fmt.Sprintf("retry: 3000\nid: %s\n\n", from)) // whose connection breaks before anything comes goes on there too
	defer func() {
		if errors.Is(err, os.ErrDeadlineExceeded) {
			s.live.dropped.Add(1)
			s.Log.Info("a client of live events took too long", "error", err)
		}
	}()
	told := "" // the state of the ledger of which all is told
	for err == nil {
		// Read before the events: what is added meanwhile is told the next time.
		state, stateErr := s.ledger.state(ctx)
		for more := stateErr == nil && state != told; more && err == nil && !s.metrics.stopping.Load(); {
			from, more, err = s.arrivals(ctx, c, q, from)
			if !more && err == nil {
				told = state
			}
		}
		if err != nil && !errors.Is(err, errGone) && ctx.Err() == nil {
			s.Log.Warn("live events are told later", "error", err)
			err = nil
		}
		if err != nil {
			return
		}
		select {
		case <-ctx.Done():
			return
		case <-s.live.ending:
			return
		case <-beat.C:
			err = c.send(": still here\n\n")
		case <-poll.C:
		}
	}
}

// arrivals sends the next part of what has come behind a place, and says whether there
// may be more.
func (s *Server) arrivals(ctx context.Context, c *client, q ledger.Query, from ledger.Arrival) (now ledger.Arrival, more bool, err error) {
	alone, cancel := context.WithTimeout(ctx, s.Limits.Timeout)
	defer cancel()
	var events []*dragoman.FlatEvent
	err = s.ask(alone, s.readers, func(b *book) (err error) {
		events, now, err = b.Arrived(alone, q, from)
		return err
	})
	switch {
	case errors.Is(err, ledger.ErrNone): // there is none yet
		return from, false, nil
	case errors.Is(err, ledger.ErrNoArrival):
		if now, err = s.lastArrival(alone); err == nil {
			err = c.lost(now)
		}
		return now, false, err
	case err != nil, now == from:
		return from, false, err
	}
	return now, true, c.tell(events, now)
}

// client is who is told.
type client struct {
	w       io.Writer
	control *http.ResponseController
	as      func(*dragoman.FlatEvent) ([]byte, error)
}

// errGone says that a client takes nothing any more.
var errGone = errors.New("it takes nothing any more")

// tell sends events. The place to go on from comes with the last: of a part that was not
// taken whole some may come a second time, and none is left out.
func (c *client) tell(events []*dragoman.FlatEvent, now ledger.Arrival) error {
	var out bytes.Buffer
	for i, e := range events {
		if i == len(events)-1 {
			fmt.Fprintf(&out, "id: %s\n", now)
		}
		data, err := c.as(e)
		if err != nil {
			return err
		}
		for line := range bytes.Lines(data) {
			fmt.Fprintf(&out, "data: %s\n", bytes.TrimRight(line, "\r\n"))
		}
		out.WriteString("\n")
	}
	if len(events) == 0 {
		fmt.Fprintf(&out, "id: %s\n\n", now)
	}
	return c.send(out.String())
}

func (c *client) lost(now ledger.Arrival) error {
	told, err := json.Marshal(map[string]string{"detail": errLost})
	if err != nil {
		return err
	}
	return c.send(fmt.Sprintf("event: lost\nid: %s\ndata: %s\n\n", now, told))
}

func (c *client) send(s string) error {
	if _, err := io.WriteString(c.w, s); err != nil {
		return fmt.Errorf("%w: %w", errGone, err)
	}
	if err := c.control.Flush(); err != nil && !errors.Is(err, http.ErrNotSupported) {
		return fmt.Errorf("%w: %w", errGone, err)
	}
	return nil
}

// from is where a client is told to begin: at the place that it has named, else now.
func (s *Server) from(ctx context.Context, after string) (ledger.Arrival, error) {
	if after != "" {
		return ledger.ParseArrival(after)
	}
	return s.lastArrival(ctx)
}

// lastArrival is the place of what was added last; before all where there is no ledger.
func (s *Server) lastArrival(ctx context.Context) (at ledger.Arrival, err error) {
	err = s.ask(ctx, s.readers, func(b *book) (err error) {
		at, err = b.LastArrival(ctx)
		return err
	})
	if errors.Is(err, ledger.ErrNone) {
		err = nil
	}
	return at, err
}
