// Package ledger keeps coded reports in one SQLite file, or in PostgreSQL, and answers
// questions about them.
//
// A record is kept whole, as `code` writes it (compressed JSON); the tables are
// what is asked about: events with their sides and chains, statements, figures,
// mentions. schema.sql has them, FORMAT.md says what each value means. Whatever
// order reports come in, and however often, the ledger answers the same: a
// report is known by its id and the sum of its text, and numbers of rows never
// leave the program.
//
// One process writes a file, any number PostgreSQL, and any number read. A report is
// added whole or not at all.
package ledger

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// Ledger is an open ledger, to read from. It may be used from several
// goroutines.
type Ledger struct {
	db   *database
	path string // or its address, without the password
	// rows asks for rows: by any connection, and a writer by its own, which alone sees
	// what it is about to add.
	rows  func(context.Context, string, ...any) (*sql.Rows, error)
	watch watch
}

// Open opens a ledger to read from it. Name is that of a file or, for a ledger in
// PostgreSQL, an address: "postgres://user@host/database". ErrNone says that there is no
// ledger.
func Open(name string) (*Ledger, error) {
	if IsAddress(name) {
		return openPostgres(name)
	}
	return openFile(name)
}

// ErrNone says that there is no ledger.
var ErrNone = errors.New("no ledger")

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

// readable says why there is no ledger that this program can read.
func (l *Ledger) readable() error {
	is, version, err := l.db.store.marks(context.Background(), l.db)
	switch {
	case err != nil:
		return l.failed(err)
	case !is:
		return l.failed(errNoLedger)
	case version > Format:
		return l.failed(newer(version))
	case version < Format:
		return l.failed(older(version))
	}
	return nil
}
