package serve

import (
	"context"
	"errors"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/sync/semaphore"
	"golang.org/x/time/rate"
)

// errBusy says that more is asked than can be done now.
var errBusy = errors.New("too much is asked for at this moment: try again in a few seconds")

// bodies bounds how many bytes of requests are held at a time: each reserves what it
// may send before it is read.
type bodies struct {
	most int64 // of one
	all  *semaphore.Weighted
}

// atOnce is how many of the largest bodies are held at a time; of small ones many more.
const atOnce = 8

func newBodies(most int) bodies {
	return bodies{int64(most), semaphore.NewWeighted(atOnce * int64(most))}
}

// patience is how long a request waits for its turn.
const patience = 20 * time.Second

func (b *bodies) reserve(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		size := r.ContentLength
		if size == 0 {
			next.ServeHTTP(w, r)
			return
		}
		if size > b.most {
			problem(w, r, http.StatusRequestEntityTooLarge, sized("the body has", size, b.most))
			return
		}
		if size < 0 { // it does not say
			size = b.most
		}
		wait, cancel := context.WithTimeout(r.Context(), patience)
		err := b.all.Acquire(wait, size)
		cancel()
		if err != nil {
			busy(w, r)
			return
		}
		defer b.all.Release(size)
		r.Body = http.MaxBytesReader(w, r.Body, b.most)
		next.ServeHTTP(w, r)
	})
}

// desk is where reports are coded, so many at a time. Those who wait hold little more
// than their text.
type desk struct {
	places  chan struct{}
	waiting atomic.Int64
}

// mostWaiting is how many reports wait before others are sent away.
const mostWaiting = 512

func newDesk(jobs int) desk { return desk{places: make(chan struct{}, jobs)} }

// do does some work when there is a place for it.
func (d *desk) do(ctx context.Context, work func() error) error {
	if d.waiting.Add(1) > mostWaiting {
		d.waiting.Add(-1)
		return errBusy
	}
	select {
	case d.places <- struct{}{}:
		d.waiting.Add(-1)
	case <-ctx.Done():
		d.waiting.Add(-1)
		return errors.Join(errBusy, ctx.Err())
	}
	defer func() { <-d.places }()
	return work()
}

// rates bounds how many requests a second a client makes.
type rates struct {
	each rate.Limit
	mu   sync.Mutex
	of   map[string]*rate.Limiter
}

// mostClients bounds the memory. When there are more, all begin anew: a client that
// has a thousand addresses gains little by that.
const mostClients = 10_000

func (l *rates) allows(client string) bool {
	if l.each < 0 {
		return true
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.of) > mostClients {
		l.of = nil
	}
	if l.of == nil {
		l.of = map[string]*rate.Limiter{}
	}
	if l.of[client] == nil {
		l.of[client] = rate.NewLimiter(l.each, max(1, int(2*l.each)))
	}
	return l.of[client].Allow()
}
