package serve

import (
	"context"
	"errors"
	"fmt"
	"os"
	"sync"

	"dragoman/internal/ledger"
)

// shelf opens the ledger when it is first asked for, and anew where another file has
// come in its place.
type shelf struct {
	path string
	mu   sync.Mutex
	now  *book
	n    int // of files opened so far
}

// book is an open ledger; whoever takes it gives it back.
type book struct {
	*ledger.Ledger
	shelf   *shelf
	n       int
	file    os.FileInfo
	readers int
	old     bool // another one is in its place: the last reader closes it
}

// take returns the ledger; ledger.ErrNone where there is none yet.
func (s *shelf) take() (*book, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var file os.FileInfo
	var err error
	there := ledger.IsAddress(s.path) // a database stays in its place
	if !there {
		file, err = os.Stat(s.path)
	}
	if s.now != nil && !there && (err != nil || !os.SameFile(file, s.now.file)) {
		s.retire()
	}
	if errors.Is(err, os.ErrNotExist) {
		return nil, ledger.ErrNone
	}
	if s.now == nil {
		l, err := ledger.Open(s.path)
		if err != nil {
			return nil, err
		}
		s.n++
		s.now = &book{Ledger: l, shelf: s, n: s.n, file: file}
	}
	s.now.readers++
	return s.now, nil
}

// retire takes the ledger off the shelf.
func (s *shelf) retire() {
	s.now.old = true
	if s.now.readers == 0 {
		_ = s.now.Close()
	}
	s.now = nil
}

func (b *book) done() {
	b.shelf.mu.Lock()
	defer b.shelf.mu.Unlock()
	if b.readers--; b.readers == 0 && b.old {
		_ = b.Close()
	}
}

func (s *shelf) close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.now != nil {
		s.retire()
	}
}

// most readers ask the ledger at a time, and most exports are written: each has its
// own connections, and those their own memory.
const (
	mostReaders = 16
	mostExports = 4
)

// ask lets a reader have the ledger when it is his turn.
func (s *Server) ask(ctx context.Context, turns chan struct{}, do func(*book) error) error {
	select {
	case turns <- struct{}{}:
		defer func() { <-turns }()
	case <-ctx.Done():
		return errors.Join(errBusy, ctx.Err())
	}
	b, err := s.ledger.take()
	if err != nil {
		return err
	}
	defer b.done()
	return do(b)
}

// state names what the ledger holds at this moment: another name, other contents.
func (s *shelf) state(ctx context.Context) (string, error) {
	b, err := s.take()
	if errors.Is(err, ledger.ErrNone) {
		return "0", nil
	}
	if err != nil {
		return "", err
	}
	defer b.done()
	v, err := b.Version(ctx)
	return fmt.Sprintf("%d-%d", b.n, v), err
}
