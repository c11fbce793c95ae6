// Package ledger keeps coded reports in one SQLite file and answers questions
// about them.
//
// A record is kept whole, as `code` writes it (compressed JSON); the tables are
// what is asked about: events with their sides and chains, statements, figures,
// mentions. schema.sql has them, FORMAT.md says what each value means. Whatever
// order reports come in, and however often, the ledger answers the same: a
// report is known by its id and the sum of its text, and numbers of rows never
// leave the program.
//
// One process writes, any number read. A report is added whole or not at all.
package ledger

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	_ "modernc.org/sqlite" // the driver
)

// Ledger is an open ledger, to read from. It may be used from several
// goroutines.
type Ledger struct {
	db   *sql.DB
	path string
	// rows asks for rows: by any connection, and a writer by its own, which alone sees
	// what it is about to add.
	rows  func(context.Context, string, ...any) (*sql.Rows, error)
	watch watch
}

// Open opens a ledger to read from it.
func Open(path string) (*Ledger, error) {
	if i, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%w at %s", ErrNone, path)
	} else if err != nil {
		return nil, fmt.Errorf("ledger: %w", err)
	} else if i.IsDir() {
		return nil, fmt.Errorf("ledger %s: a folder, expected a file", path)
	}
	// It is opened to write where it may be, though only to clear away what SQLite puts
	// beside it for those who have it open.
	l, err := connect(path, url.Values{"mode": {"rw"}, "_pragma": reading})
	if err != nil {
		return nil, err
	}
	err = l.readable()
	if cannotShare(err) {
		// Where nothing may be written beside the file, readers cannot tell one another
		// what they read; then nobody can be writing either.
		l.Close()
		if l, err = connect(path, url.Values{"mode": {"ro"}, "immutable": {"1"}, "_pragma": reading}); err != nil {
			return nil, err
		}
		err = l.readable()
	}
	if err != nil {
		l.Close()
		return nil, err
	}
	return l, nil
}

// ErrNone says that there is no ledger.
var ErrNone = errors.New("no ledger")

var reading = []string{"busy_timeout(10000)", "query_only(true)", "cache_size(-65536)"}

// connect opens the file as SQLite has it.
func connect(path string, how url.Values) (*Ledger, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	abs = filepath.ToSlash(abs)
	if !strings.HasPrefix(abs, "/") { // C:/news/ledger
		abs = "/" + abs
	}
	u := url.URL{Scheme: "file", Path: abs, RawQuery: how.Encode()}
	db, err := sql.Open("sqlite", u.String())
	if err != nil {
		return nil, fmt.Errorf("ledger %s: %w", path, err)
	}
	return &Ledger{db: db, path: path, rows: db.QueryContext}, nil
}

// Close closes the ledger.
func (l *Ledger) Close() error {
	if l.watch.conn != nil {
		_ = l.watch.conn.Close()
	}
	return l.db.Close()
}

// failed names the ledger in an error, in words where we have them.
func (l *Ledger) failed(err error) error {
	if err == nil || errors.Is(err, context.Canceled) {
		return err
	}
	return fmt.Errorf("ledger %s: %w", l.path, explained(err))
}

// readable says why the file is no ledger that this program can read.
func (l *Ledger) readable() error {
	id, version, err := marks(l.db)
	switch {
	case err != nil:
		return l.failed(err)
	case id != applicationID:
		return l.failed(errNoLedger)
	case version > Format:
		return l.failed(newer(version))
	case version < Format:
		return l.failed(older(version))
	}
	return nil
}
