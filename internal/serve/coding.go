package serve

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"iter"
	"sync"

	"dragoman"
)

// errReadOnly says that this server codes nothing.
var errReadOnly = errors.New("this server only shows its ledger and codes nothing")

// errSeveral says that one report was expected.
var errSeveral = errors.New("several reports, expected one: send many as application/jsonl")

// reports reads what was sent, whatever its format.
func (s *Server) reports(body []byte, known dragoman.Known) iter.Seq2[*dragoman.Input, error] {
	return func(yield func(*dragoman.Input, error) bool) {
		for in, err := range dragoman.Open("body", bytes.NewReader(body), dragoman.WithMaxReport(s.Limits.Report)) {
			if err == nil {
				known.Complete(in)
			}
			if !yield(in, err) {
				return
			}
		}
	}
}

// only returns the one report that was sent.
func (s *Server) only(body []byte, known dragoman.Known) (*dragoman.Input, error) {
	var one *dragoman.Input
	for in, err := range s.reports(body, known) {
		switch {
		case err != nil:
			return nil, err
		case one != nil:
			return nil, errSeveral
		}
		one = in
	}
	if one == nil {
		return nil, errors.New("no report")
	}
	return one, nil
}

// reading is a report's record, and why it was read so.
type reading struct {
	record *dragoman.Record
	why    []dragoman.Explanation
	in     *dragoman.Input // as it came
}

// code codes a report when there is a place for it.
func (s *Server) code(ctx context.Context, in *dragoman.Input) (*dragoman.Record, error) {
	r, err := s.atDesk(ctx, in, func(out *reading) (err error) {
		out.record, err = s.Coder.Code(ctx, in)
		return err
	})
	if err != nil {
		return nil, err
	}
	return r.record, nil
}

// read codes a report, and says why it was read so.
func (s *Server) read(ctx context.Context, in *dragoman.Input) (*reading, error) {
	return s.atDesk(ctx, in, func(out *reading) (err error) {
		out.record, out.why, err = s.Coder.CodeExplained(ctx, in)
		return err
	})
}

func (s *Server) atDesk(ctx context.Context, in *dragoman.Input, do func(*reading) error) (*reading, error) {
	if s.Coder == nil {
		return nil, errReadOnly
	}
	out := &reading{in: in}
	err := s.desk.do(ctx, func() error { return do(out) })
	if err != nil {
		s.metrics.failed.Inc()
		return nil, fmt.Errorf("coding: %w", err)
	}
	s.metrics.coded.Inc()
	s.metrics.events.Add(float64(len(out.record.Events)))
	return out, nil
}

// memory keeps what was coded last, so that it has an address for a while: the
// server writes nothing.
type memory struct {
	mu    sync.Mutex
	of    map[string]*reading
	order []string // oldest first
	bytes int
}

const (
	mostKept      = 500
	mostKeptBytes = 32 << 20 // of texts; records are some ten times that
)

func newMemory() *memory { return &memory{of: map[string]*reading{}} }

func (m *memory) put(r *reading) {
	m.mu.Lock()
	defer m.mu.Unlock()
	id := r.record.ID
	if old := m.of[id]; old != nil {
		m.bytes -= len(old.in.Text)
	} else {
		m.order = append(m.order, id)
	}
	m.of[id] = r
	m.bytes += len(r.in.Text)
	for len(m.order) > mostKept || m.bytes > mostKeptBytes && len(m.order) > 1 {
		m.bytes -= len(m.of[m.order[0]].in.Text)
		delete(m.of, m.order[0])
		m.order = m.order[1:]
	}
}

func (m *memory) get(id string) *reading {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.of[id]
}
