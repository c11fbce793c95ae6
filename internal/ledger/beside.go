package ledger

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"

	"github.com/gofrs/flock"
)

// beside is where new records wait while a ledger is coded anew: a file beside the
// ledger's, FILE.recode, or a schema beside its schema, SCHEMA_recode. It outlives whoever
// makes it.
type beside interface {
	// lock takes it, where nobody else has it.
	lock() (free bool, err error)
	// open opens it, with its tables.
	open() (*Ledger, error)
	// remove takes it away.
	remove() error
	// unlock gives it back; done also takes away what the lock leaves.
	unlock() error
	done() error
}

const recodingTables = `CREATE TABLE IF NOT EXISTS coder (sum BLOB NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS recoded (key TEXT NOT NULL, sum BLOB NOT NULL, record BLOB NOT NULL, PRIMARY KEY (key, sum)) STRICT, WITHOUT ROWID;`

func besideOf(name string) (beside, error) {
	if !IsAddress(name) {
		lock := flock.New(name+".recode.lock", flock.SetFlag(os.O_CREATE|os.O_RDWR), flock.SetPermissions(0o644))
		return &besideFile{name, lock}, nil
	}
	main, err := connectPostgres(name, nil)
	if err != nil {
		return nil, err
	}
	return &besidePostgres{name, main, nil}, nil
}

type besideFile struct {
	path string
	held *flock.Flock
}

func (b *besideFile) lock() (bool, error) { return b.held.TryLock() }
func (b *besideFile) unlock() error       { return b.held.Unlock() }

func (b *besideFile) done() error {
	return errors.Join(b.held.Unlock(), ignoreNone(os.Remove(b.path+".recode.lock")))
}

func (b *besideFile) open() (*Ledger, error) {
	l, err := connect(b.path+".recode", url.Values{"mode": {"rwc"}, "_pragma": writing})
	if err != nil {
		return nil, err
	}
	l.db.SetMaxOpenConns(1) // one transaction at a time, whoever has it
	if _, err = l.db.Exec("PRAGMA journal_mode = wal"); err == nil {
		_, err = l.db.Exec(recodingTables)
	}
	if err != nil {
		return nil, errors.Join(l.failed(err), l.Close())
	}
	return l, nil
}

func (b *besideFile) remove() error {
	var all error
	for _, end := range []string{"-wal", "-shm", ""} {
		all = errors.Join(all, ignoreNone(os.Remove(b.path+".recode"+end)))
	}
	return all
}

// besidePostgres holds its lock by a connection.
type besidePostgres struct {
	address string
	main    *Ledger
	conn    *sql.Conn
}

func (b *besidePostgres) space() string { return b.main.db.store.(postgresStore).space + "_recode" }

func (b *besidePostgres) lock() (free bool, err error) {
	if b.conn, err = b.main.db.Conn(context.Background()); err == nil {
		err = b.conn.QueryRowContext(context.Background(), "SELECT pg_try_advisory_lock(hashtextextended('dragoman ' || $1::text, 0))", b.space()).Scan(&free)
	}
	if err != nil || !free {
		err = errors.Join(err, b.unlock())
	}
	return free, err
}

func (b *besidePostgres) unlock() error {
	var err error
	if b.conn != nil {
		_, err = b.conn.ExecContext(context.Background(), "SELECT pg_advisory_unlock_all()")
		err = errors.Join(err, b.conn.Close())
	}
	return errors.Join(err, b.main.Close())
}

func (b *besidePostgres) done() error { return b.unlock() }

func (b *besidePostgres) open() (*Ledger, error) {
	l, err := connectPostgres(b.address, map[string]string{"search_path": b.space()})
	if err != nil {
		return nil, err
	}
	s := l.db.store.(postgresStore)
	if _, err := l.db.Exec("CREATE SCHEMA IF NOT EXISTS " + s.quoted() + "; " + s.schema(recodingTables)); err != nil {
		return nil, errors.Join(l.failed(err), l.Close())
	}
	return l, nil
}

func (b *besidePostgres) remove() error {
	_, err := b.main.db.Exec(fmt.Sprintf("DROP SCHEMA IF EXISTS %s CASCADE", postgresStore{space: b.space()}.quoted()))
	return b.main.failed(err)
}
