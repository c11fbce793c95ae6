package serve

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"sync/atomic"
	"time"

	"dragoman/internal/ledger"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// metrics are what Prometheus is told.
type metrics struct {
	registry *prometheus.Registry
	requests *prometheus.CounterVec
	took     *prometheus.HistogramVec
	coded    prometheus.Counter
	events   prometheus.Counter
	failed   prometheus.Counter
	stopping atomic.Bool
}

func newMetrics(r *prometheus.Registry) *metrics {
	m := &metrics{
		registry: r,
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "dragoman_requests_total", Help: "Requests answered."}, []string{"route", "status"}),
		took: prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "dragoman_request_seconds", Help: "Time to an answer's end.",
			Buckets: []float64{.001, .0025, .005, .01, .025, .05, .1, .15, .25, .5, 1, 2.5, 5, 10}}, []string{"route"}),
		coded:  prometheus.NewCounter(prometheus.CounterOpts{Name: "dragoman_reports_coded_total", Help: "Reports coded."}),
		events: prometheus.NewCounter(prometheus.CounterOpts{Name: "dragoman_events_coded_total", Help: "Events in them."}),
		failed: prometheus.NewCounter(prometheus.CounterOpts{Name: "dragoman_reports_failed_total", Help: "Reports that could not be coded."}),
	}
	r.MustRegister(m.requests, m.took, m.coded, m.events, m.failed, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

// operation has what those ask for who watch over the server.
func (s *Server) operation(mux *http.ServeMux) {
	s.metrics.registry.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "dragoman_reports_waiting", Help: "Reports that wait to be coded."},
		func() float64 { return float64(s.desk.waiting.Load()) }),
		prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "dragoman_live_clients", Help: "Clients that are told of events as they come."},
			func() float64 { return float64(s.live.clients.Load()) }),
		prometheus.NewCounterFunc(prometheus.CounterOpts{Name: "dragoman_live_dropped_total", Help: "Of these, those that did not take what was sent."},
			func() float64 { return float64(s.live.dropped.Load()) }))
	mux.Handle("GET /metrics", promhttp.HandlerFor(s.metrics.registry, promhttp.HandlerOpts{}))
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { plainly(w, http.StatusOK, "ok") })
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, _ *http.Request) {
		b, err := s.ledger.take()
		switch {
		case s.metrics.stopping.Load():
			plainly(w, http.StatusServiceUnavailable, "stopping")
		case errors.Is(err, ledger.ErrNone) && s.Coder != nil: // there is nothing to show yet, but reports are coded
			plainly(w, http.StatusOK, "ok")
		case err != nil:
			plainly(w, http.StatusServiceUnavailable, "the ledger cannot be read")
		default:
			b.done()
			plainly(w, http.StatusOK, "ok")
		}
	})
}

func plainly(w http.ResponseWriter, status int, text string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write([]byte(text + "\n"))
}

// observed counts and notes each request. What was asked for stays out of the log: a
// query may hold what somebody searches for.
func (s *Server) observed(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		start := time.Now()
		seen := &statusWriter{ResponseWriter: w, status: http.StatusOK}
		route := "other"
		next.ServeHTTP(seen, r.WithContext(context.WithValue(r.Context(), routeKey{}, &route)))
		took := time.Since(start)
		s.metrics.requests.WithLabelValues(route, strconv.Itoa(seen.status)).Inc()
		s.metrics.took.WithLabelValues(route).Observe(took.Seconds())
		s.Log.Info("answered", "method", r.Method, "path", r.URL.Path, "status", seen.status, "bytes", seen.bytes, "ms", float64(took.Microseconds())/1000, "from", peer(r).String())
	})
}

// routeKey is where a request's context keeps the pattern that it came to.
type routeKey struct{}

// routed notes which pattern a request came to: a path of its own may be any.
func routed(mux *http.ServeMux) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if route, ok := r.Context().Value(routeKey{}).(*string); ok {
			if _, pattern := mux.Handler(r); pattern != "" {
				*route = pattern
			}
		}
		mux.ServeHTTP(w, r)
	})
}

type statusWriter struct {
	http.ResponseWriter
	status int
	bytes  int
	told   bool
}

func (w *statusWriter) WriteHeader(status int) {
	if !w.told {
		w.status, w.told = status, true
	}
	w.ResponseWriter.WriteHeader(status)
}

func (w *statusWriter) Write(b []byte) (int, error) {
	w.told = true
	n, err := w.ResponseWriter.Write(b)
	w.bytes += n
	return n, err
}

// Flush sends what was written, for what is told piece by piece.
func (w *statusWriter) Flush() {
	w.told = true
	_ = http.NewResponseController(w.ResponseWriter).Flush()
}

// Unwrap lets a ResponseController reach what is below.
func (w *statusWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }
