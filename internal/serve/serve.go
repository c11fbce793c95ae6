// Package serve shows a ledger to people and programs over HTTP, and codes what they
// send: pages with addresses of their own, and an API (OpenAPI 3.1) that says the same
// as JSON, JSON Lines or CSV.
//
// It reads the ledger and, where people may review, writes their marks, and nothing else;
// `dragoman add` may run meanwhile. Whoever
// may reach it must be told so (Access): it answers this machine alone unless tokens
// or a proxy that knows its users are set up. What it costs is bounded (Limits): the
// size of what is sent, how many bytes are held at a time, how many reports are coded
// at a time, how long an answer may take. Pages hold no script but one small file of
// our own, load nothing from elsewhere, and are whole without it.
//
// What it gets wrong: it counts what a client may send by its address, so that all who
// sit behind one address share a rate.
package serve

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"runtime"
	"time"

	"dragoman"
	"dragoman/internal/ledger"

	"github.com/prometheus/client_golang/prometheus"
	"golang.org/x/net/netutil"
)

// Options are what a server is made of.
type Options struct {
	Ledger  string          // the ledger's file, which may come to be while the server runs
	Coder   *dragoman.Coder // nil: nothing is coded, only the ledger is shown
	Formats []Format        // in which events are exported; jsonl and csv must be among them
	Access  Access
	Limits  Limits
	Log     *slog.Logger

	Reviewing *Reviewing // nil: nobody marks events here
}

// Limits bound what the server spends. Zero values are replaced by those of
// DefaultLimits.
type Limits struct {
	Body    int           // bytes of one request's body
	Report  int           // bytes of one report in it, unpacked
	Jobs    int           // reports coded at a time
	Rate    float64       // requests a second of one client; below 0 as many as it likes
	Timeout time.Duration // for one answer; of exports and batches, for each piece
	Sending time.Duration // for a request to come in whole
}

// DefaultLimits are those of a server that is told nothing.
var DefaultLimits = Limits{Body: 8 << 20, Report: 512 << 10, Jobs: 1, Rate: -1, Timeout: time.Minute, Sending: 30 * time.Second}

// most connections are held at a time; others wait to be taken.
const mostConnections = 2048

// Server is what answers. It may be used from several goroutines.
type Server struct {
	Options
	ledger     shelf
	readers    chan struct{} // who may ask the ledger now
	slow       chan struct{} // who may ask what goes through all events of an actor or a month
	renewing   chan struct{} // who finds an answer anew that is given meanwhile
	exports    chan struct{}
	bodies     bodies
	desk       desk
	memory     *memory
	live       *stream
	held       held
	answers    held // whole ones, as they were sent
	metrics    *metrics
	began      time.Time
	nonce      string // tells this run of the server from others
	templates  pageTemplates
	operations []operation // what programs can ask
	handler    http.Handler
}

// New makes a server.
func New(o Options) (*Server, error) {
	if err := o.Access.check(); err != nil {
		return nil, err
	}
	o.Limits.complete()
	s := &Server{Options: o, nonce: rand.Text()[:8], began: time.Now(), ledger: shelf{path: o.Ledger}}
	s.readers, s.exports = make(chan struct{}, mostReaders), make(chan struct{}, mostExports)
	s.slow = make(chan struct{}, max(1, runtime.GOMAXPROCS(0)/2))
	s.bodies = newBodies(o.Limits.Body)
	s.desk = newDesk(o.Limits.Jobs)
	s.memory = newMemory()
	s.live = newStream()
	s.answers.exact = true
	s.renewing = make(chan struct{}, 1)
	s.held.busy = func() bool { return len(s.slow) == cap(s.slow) }
	s.metrics = newMetrics(prometheus.NewRegistry())
	mux := http.NewServeMux()
	s.operation(mux)
	s.api(mux)
	if err := s.pages(mux); err != nil {
		return nil, err
	}
	s.handler = s.guarded(mux)
	return s, nil
}

func (l *Limits) complete() {
	d := DefaultLimits
	l.Body = cmp.Or(l.Body, d.Body)
	l.Report = cmp.Or(l.Report, d.Report)
	l.Jobs = cmp.Or(l.Jobs, d.Jobs)
	l.Rate = cmp.Or(l.Rate, d.Rate)
	l.Timeout = cmp.Or(l.Timeout, d.Timeout)
	l.Sending = cmp.Or(l.Sending, d.Sending)
}

// Handler answers requests, with all guards before it.
func (s *Server) Handler() http.Handler { return s.handler }

// warm finds what the first page shows, so that nobody waits for it.
func (s *Server) warm(ctx context.Context) {
	if _, err := s.info(ctx); err == nil {
		_, _ = s.counts(ctx, ledger.Query{}, "type") // whoever asks for it is told what is wrong
	}
}

// graceful is how long answers may take to end once the server is to stop.
const graceful = 10 * time.Second

// Serve answers on a listener until the context ends, then lets answers that are being
// given come to their end. With the names of a certificate's and a key's file it speaks
// TLS.
func (s *Server) Serve(ctx context.Context, on net.Listener, certificate, key string) error {
	server := &http.Server{
		Handler:           s.handler,
		ReadHeaderTimeout: min(5*time.Second, s.Limits.Sending),
		ReadTimeout:       s.Limits.Sending, // so that nobody holds a place by sending slowly
		WriteTimeout:      s.Limits.Timeout + 30*time.Second,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    32 << 10,
		ErrorLog:          slog.NewLogLogger(s.Log.Handler(), slog.LevelDebug),
	}
	on = netutil.LimitListener(on, mostConnections)
	go s.warm(ctx)
	ended := make(chan error, 1)
	go func() {
		if certificate != "" {
			ended <- server.ServeTLS(on, certificate, key)
		} else {
			ended <- server.Serve(on)
		}
	}()
	var err error
	select {
	case err = <-ended:
	case <-ctx.Done():
		s.metrics.stopping.Store(true)
		close(s.live.ending)
		wait, cancel := context.WithTimeout(context.WithoutCancel(ctx), graceful)
		defer cancel()
		if err = server.Shutdown(wait); err != nil {
			err = errors.Join(fmt.Errorf("serve: answers were cut off: %w", err), server.Close())
		}
		if end := <-ended; !errors.Is(end, http.ErrServerClosed) {
			err = errors.Join(err, end)
		}
	}
	s.ledger.close()
	return err
}
