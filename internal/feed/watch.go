package feed

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"strings"
	"time"

	"dragoman/internal/doc"
	"dragoman/internal/fetch"
	"dragoman/internal/ingest"
	"dragoman/internal/ingest/feeds"
)

// Watcher polls feeds and hands on the reports of their items.
type Watcher struct {
	Feeds  []string
	Every  time.Duration // between two polls of a feed
	Once   bool          // each feed once, and what is due then
	Client *fetch.Client
	Memory *Memory
	Pages  ingest.Extractor
	Sink   Sink
	Tell   func(error) // of a feed that fails, and of an item that is given up

	feeds   map[string][]*subscription // by host
	busy    map[string]bool            // hosts that are being asked
	results chan result
	put     []int64   // items whose reports are with the sink, and not yet safe
	since   time.Time // the first of them was put, or Commit was called last
	late    bool      // Commit said that it is not the time
}

// Sink is where reports go.
type Sink interface {
	// Code works on a report; several may be worked on at a time. What it returns is
	// called by one goroutine, and puts the outcome where it belongs. An error ends the run.
	Code(ctx context.Context, in *ingest.Input) (put func() error)
	// Commit makes safe what was put, on the disk where it goes to one, or says ErrNotNow.
	Commit() error
}

// ErrNotNow says that reports cannot be made safe at this moment, as where somebody else
// writes; they stay with the sink, and Commit is called again.
var ErrNotNow = errors.New("not at this moment")

// result is what came of asking a host.
type result struct {
	host string
	do   func() error // what follows of it, for the goroutine of Run
}

const (
	mostHosts = 32               // that are asked at a time
	mostPut   = 1000             // reports that are with the sink and not safe, before no more pages are asked for
	longest   = time.Hour        // between two polls of a feed that fails, where Every is less
	safeAfter = 2 * time.Second  // a report is with the sink
	firstWait = time.Minute      // before a page is asked for again; four times that after each try
	lastWait  = 6 * time.Hour    // the longest of these
	mostTries = 10               // some thirty hours
	fewTries  = 4                // where asking again hardly helps: 21 minutes
	leastPoll = 10 * time.Second // what an error of ours may not turn into a flood
)

// Run polls until the context ends or, with Once, until one round is through.
func (w *Watcher) Run(ctx context.Context) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	err := w.start(ctx)
	if err == nil {
		err = w.loop(ctx)
	}
	stop()
	for len(w.busy) > 0 { // what was fetched is kept, also after Ctrl-C
		r := <-w.results
		delete(w.busy, r.host)
		if errors.Is(err, context.Canceled) {
			err = cmp.Or(r.do(), err)
		}
	}
	return cmp.Or(w.commit(), err)
}

// start reads what is known of the feeds, and hands on what an earlier run had taken.
func (w *Watcher) start(ctx context.Context) error {
	w.feeds, w.busy, w.results = map[string][]*subscription{}, map[string]bool{}, make(chan result)
	for _, address := range w.Feeds {
		s, err := w.Memory.subscribed(address)
		if err != nil {
			return err
		}
		if w.Once {
			s.due = time.Time{}
		}
		host := hostOf(address)
		w.feeds[host] = append(w.feeds[host], s)
	}
	if err := w.Memory.forget(); err != nil {
		return err
	}
	holds, err := w.Memory.holds()
	if err != nil {
		return err
	}
	for address, until := range holds {
		w.Client.Hold(address, until)
	}
	err = w.Memory.taken(func(id int64, in *ingest.Input) error {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		return w.hand(id, w.Sink.Code(ctx, in))
	})
	return cmp.Or(err, w.commit())
}

func (w *Watcher) loop(ctx context.Context) error {
	for {
		next, err := w.begin(ctx)
		if err != nil {
			return err
		}
		now := time.Now()
		if len(w.put) > 0 && (len(w.busy) == 0 && !w.late || now.Sub(w.since) >= safeAfter) {
			if err := w.commit(); err != nil {
				return err
			}
		}
		if len(w.busy) == 0 && (w.Once && next.After(now) || next.IsZero()) {
			return nil
		}
		if safe := w.since.Add(safeAfter); len(w.put) > 0 && (next.IsZero() || safe.Before(next)) {
			next = safe
		}
		var due <-chan time.Time
		var timer *time.Timer
		if !next.IsZero() {
			timer = time.NewTimer(next.Sub(now))
			due = timer.C
		}
		select {
		case r := <-w.results:
			delete(w.busy, r.host)
			err = r.do()
		case <-due:
		case <-ctx.Done():
			err = ctx.Err()
		}
		if timer != nil {
			timer.Stop()
		}
		if err != nil {
			return err
		}
	}
}

// begin asks the hosts that nobody asks and for which something is due, and returns
// when the next thing is due at another; zero where nothing ever is.
func (w *Watcher) begin(ctx context.Context) (next time.Time, err error) {
	now := time.Now()
	later := func(at time.Time) {
		if next.IsZero() || at.Before(next) {
			next = at
		}
	}
	for host, subscribed := range w.feeds {
		if w.busy[host] {
			continue
		}
		for _, s := range subscribed {
			switch {
			case s.gone:
			case s.due.After(now):
				later(s.due)
			case len(w.busy) < mostHosts && !w.busy[host]:
				w.ask(host, func() func() error { return w.poll(ctx, s) })
			}
		}
	}
	hosts, err := w.Memory.waiting()
	if err != nil {
		return next, err
	}
	for host, due := range hosts {
		switch {
		case w.busy[host]:
		case due.After(now):
			later(due)
		case len(w.busy) < mostHosts && len(w.put) < mostPut:
			e, err := w.Memory.next(host, now)
			if err != nil {
				return next, err
			}
			w.ask(host, func() func() error { return w.visit(ctx, e) })
		}
	}
	return next, nil
}

func (w *Watcher) ask(host string, do func() func() error) {
	w.busy[host] = true
	go func() { w.results <- result{host, do()} }()
}

// poll reads a feed.
func (w *Watcher) poll(ctx context.Context, s *subscription) func() error {
	a, err := w.Client.Get(ctx, s.address, s.seen)
	var told []feeds.Item
	if err == nil && a.Status != http.StatusNotModified {
		if told, err = feeds.Read(a.Body, a.Type, a.URL); err != nil {
			err = &fetch.Error{URL: s.address, Err: err}
		}
	}
	return func() error {
		if ctx.Err() != nil && err != nil {
			return nil // it was not read: as if it had not been asked
		}
		now := time.Now()
		if err == nil {
			s.failures, s.told = 0, false
			s.due = now.Add(jittered(w.Every))
			if a.Status != http.StatusNotModified {
				s.seen = a.Seen
			}
		} else {
			if err := w.failed(s, err, now); err != nil {
				return err
			}
		}
		if w.Once {
			s.gone = true // until the next run
		}
		_, err := w.Memory.note(s, told)
		return err
	}
}

// failed has a feed wait that could not be read.
func (w *Watcher) failed(s *subscription, err error, now time.Time) error {
	e := &fetch.Error{}
	errors.As(err, &e)
	if !e.Held {
		s.failures++
	}
	wait := min(w.Every<<min(max(s.failures-1, 0), 10), max(w.Every, longest))
	s.due = now.Add(jittered(wait))
	if s.due.Before(e.Later) {
		s.due = e.Later.Add(jittered(leastPoll))
	}
	s.gone = e.Status == http.StatusGone
	if !s.told && (w.Once || !e.Held) {
		s.told = true
		w.Tell(of(s.address, err))
	}
	return w.held(e)
}

// held keeps how long a server wants to be left alone.
func (w *Watcher) held(e *fetch.Error) error {
	if e.Held || e.Later.IsZero() {
		return nil
	}
	return w.Memory.hold(e.URL, e.Later)
}

// of names a feed where an error names only where it led.
func of(feed string, err error) error {
	if e := (*fetch.Error)(nil); errors.As(err, &e) && e.URL == feed {
		return err
	}
	return fmt.Errorf("%s: %w", feed, err)
}

// jittered is a time that is up to a tenth shorter or longer.
func jittered(d time.Duration) time.Duration {
	d = max(d, leastPoll)
	return d - d/10 + rand.N(d/5+1)
}

// visit fetches the page of an item.
func (w *Watcher) visit(ctx context.Context, e *entry) func() error {
	in, found, err := w.report(ctx, e)
	if err != nil {
		return func() error { return w.missed(ctx, e, err) }
	}
	return w.taken(ctx, e, in, found)
}

// report is the report of an item, from its page or, where it has none, from the feed.
func (w *Watcher) report(ctx context.Context, e *entry) (in *ingest.Input, found string, err error) {
	if e.Link == "" {
		in, err = carried(&e.Item, e.feed, w.Pages)
	} else if a, more := w.Client.Get(ctx, e.Link, fetch.Seen{}); more != nil {
		return nil, "", more
	} else if in, err = page(a, w.Pages); err == nil {
		found = a.URL
		if in.URL == "" {
			in.URL = found
		}
	}
	if err == nil && in.Date.IsZero() {
		in.Date, in.DateHasTime = e.Date, !e.Date.IsZero()
	}
	return in, found, err
}

// taken keeps a report and has it coded.
func (w *Watcher) taken(ctx context.Context, e *entry, in *ingest.Input, found string) func() error {
	ours, err := w.Memory.take(e, in, found)
	if err != nil || !ours {
		return func() error { return err }
	}
	put := w.Sink.Code(ctx, in)
	return func() error {
		if ctx.Err() != nil {
			return nil // it may be coded by half; the next run hands it on
		}
		return w.hand(e.id, put)
	}
}

// hand puts a report where it belongs.
func (w *Watcher) hand(id int64, put func() error) error {
	if err := put(); err != nil {
		return err
	}
	if len(w.put) == 0 {
		w.since = time.Now()
	}
	w.put = append(w.put, id)
	return nil
}

// commit makes safe what is with the sink, and notes it.
func (w *Watcher) commit() error {
	if len(w.put) == 0 {
		return nil
	}
	err := w.Sink.Commit()
	if errors.Is(err, ErrNotNow) {
		w.since, w.late = time.Now(), true
		return nil
	}
	if err != nil {
		return err
	}
	err = w.Memory.done(w.put)
	w.put, w.late = w.put[:0], false
	return err
}

// missed has an item wait whose page could not be had, or gives it up. An item whose report
// the feed carries is then read from there.
func (w *Watcher) missed(ctx context.Context, e *entry, err error) error {
	f := (*fetch.Error)(nil)
	if !errors.As(err, &f) {
		return nil // the run has ended
	}
	now := time.Now()
	if f.Held {
		return w.Memory.postpone(e.id, f.Later.Add(jittered(leastPoll)), e.tries)
	}
	if err := w.held(f); err != nil {
		return err
	}
	e.tries++
	if e.tries < mostTries && (!f.Lasting || e.tries < fewTries) && e.Link != "" {
		until := now.Add(jittered(min(firstWait<<min(2*(e.tries-1), 20), lastWait)))
		if until.Before(f.Later) {
			until = f.Later.Add(jittered(leastPoll))
		}
		return w.Memory.postpone(e.id, until, e.tries)
	}
	if e.Link != "" && strings.TrimSpace(e.Content) != "" {
		if in, more := carried(&e.Item, e.feed, w.Pages); more == nil {
			in.Problems = append(in.Problems, doc.Problem{Stage: "feed", Code: "no-page", Text: fmt.Sprintf("read from the feed, for its page could not be had: %v", f)})
			in.Date, in.DateHasTime = e.Date, !e.Date.IsZero()
			return w.taken(ctx, e, in, "")()
		}
	}
	w.Tell(fmt.Errorf("given up: %w", err))
	return w.Memory.giveUp(e.id, err)
}
