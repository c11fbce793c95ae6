package ledger

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/gofrs/flock"
)

// Writer is a ledger opened to add to it. One process has it at a time; within
// the process it serves one goroutine.
type Writer struct {
	*Ledger
	lock  *flock.Flock
	conn  *sql.Conn // the one that writes; a second one would wait for it for ever
	stmts map[string]*sql.Stmt
	bulks map[string]driver.StmtExecContext
	known known
	next  numbers

	collected tables // rows that wait to be written; room for them is made once

	blocks map[int64][]posting // of clues, and events: those that were looked at last
	posted int                 // in all blocks
	recall recall

	undated bool // there are texts without a day, which may be copies of any
}

// numbers are those that the next rows get.
type numbers struct{ report, actor, chain, place int64 }

// ErrInUse says that another process has the ledger open to write.
var ErrInUse = errors.New("another process is adding to it")

// OpenWriter opens a ledger to add to it, and makes it where there is none. A lock
// beside the file, FILE.lock, keeps others from doing the same; it ends with the
// process, however that ends.
func OpenWriter(path string) (*Writer, error) {
	real := path
	if to, err := filepath.EvalSymlinks(path); err == nil {
		real = to
	}
	lock := flock.New(real+".lock", flock.SetFlag(os.O_CREATE|os.O_RDWR), flock.SetPermissions(0o644))
	free, err := lock.TryLock()
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("ledger %s: there is no folder %s", path, filepath.Dir(real))
	case errors.Is(err, fs.ErrPermission):
		return nil, fmt.Errorf("ledger %s: the file beside it that keeps a second writer off cannot be made: %w", path, err)
	case err != nil:
		return nil, fmt.Errorf("ledger %s: %w", path, err)
	case !free:
		return nil, fmt.Errorf("ledger %s: %w", path, ErrInUse)
	}
	w, err := openWriter(path, lock)
	if err != nil {
		return nil, errors.Join(err, lock.Unlock())
	}
	return w, nil
}

// writing says how a writer uses the file. A lost power line may take with it the last reports
// that were added before Close, never the file; they are added again.
var writing = []string{
	"busy_timeout(10000)", "synchronous(normal)", "foreign_keys(off)",
	"cache_size(-131072)", "temp_store(memory)", "wal_autocheckpoint(32000)",
}

func openWriter(path string, lock *flock.Flock) (*Writer, error) {
	l, err := connect(path, url.Values{"mode": {"rwc"}, "_pragma": writing})
	if err != nil {
		return nil, err
	}
	w := &Writer{Ledger: l, lock: lock, stmts: map[string]*sql.Stmt{}, bulks: map[string]driver.StmtExecContext{}, known: newKnown(), collected: newTables()}
	w.forgetIncidents()
	if w.conn, err = l.db.Conn(context.Background()); err == nil {
		l.rows = w.conn.QueryContext
		if err = w.migrate(); err == nil {
			err = w.count()
		}
	}
	if err != nil {
		return nil, errors.Join(l.failed(err), l.Close())
	}
	return w, nil
}

// Close ends the writing. When it returns, all that was added is on the disk.
func (w *Writer) Close() error {
	err := w.exec("PRAGMA optimize") //nolint:misspell // SQLite spells it so
	for _, s := range w.stmts {
		s.Close()
	}
	bulks := w.conn.Raw(func(any) error {
		var all error
		for _, s := range w.bulks {
			all = errors.Join(all, s.(driver.Stmt).Close())
		}
		return all
	})
	return errors.Join(w.failed(err), bulks, w.failed(w.toDisk()), w.conn.Close(), w.Ledger.Close(), w.lock.Unlock())
}

// toDisk brings what was committed to the disk. With synchronous=normal, SQLite does so when it
// writes its log back, which it cannot while others read.
func (w *Writer) toDisk() error {
	var file string
	if err := w.conn.QueryRowContext(context.Background(), "SELECT file FROM pragma_database_list WHERE name = 'main'").Scan(&file); err != nil {
		return err
	}
	// SQLite locks the file, not its log: to close the log here lets go of no lock.
	log, err := os.OpenFile(file+"-wal", os.O_RDWR, 0)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	return errors.Join(log.Sync(), log.Close())
}

// whole runs do in a transaction: all of it happens, or nothing. It takes no
// context: what has begun is finished, so that Ctrl-C loses nothing.
func (w *Writer) whole(do func() error) error {
	if err := w.exec("BEGIN IMMEDIATE"); err != nil {
		return err
	}
	err := do()
	if err == nil {
		err = w.exec("COMMIT")
	}
	if err != nil {
		_ = w.exec("ROLLBACK") // fails where SQLite has rolled back itself
	}
	return err
}

// exec runs statements that take no values.
func (w *Writer) exec(q string) error {
	_, err := w.conn.ExecContext(context.Background(), q)
	return err
}

// run runs a prepared statement.
func (w *Writer) run(q string, values ...any) error {
	s, err := w.prepared(q)
	if err == nil {
		_, err = s.Exec(values...)
	}
	return err
}

// bulk runs a statement of many values, which go to the driver as they are: looking at
// each of them again takes database/sql a tenth of all the time.
func (w *Writer) bulk(q string, values []driver.NamedValue) error {
	return w.conn.Raw(func(conn any) error {
		s := w.bulks[q]
		if s == nil {
			p, err := conn.(driver.ConnPrepareContext).PrepareContext(context.Background(), q)
			if err != nil {
				return err
			}
			s = p.(driver.StmtExecContext)
			w.bulks[q] = s
		}
		_, err := s.ExecContext(context.Background(), values)
		return err
	})
}

// ask runs a prepared query for one row, and reports whether there is one.
func (w *Writer) ask(q string, values []any, into ...any) (bool, error) {
	s, err := w.prepared(q)
	if err != nil {
		return false, err
	}
	err = s.QueryRow(values...).Scan(into...)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return err == nil, err
}

func (w *Writer) prepared(q string) (*sql.Stmt, error) {
	if s := w.stmts[q]; s != nil {
		return s, nil
	}
	s, err := w.conn.PrepareContext(context.Background(), q)
	if err == nil {
		w.stmts[q] = s
	}
	return s, err
}

// count finds the numbers that the next rows get.
func (w *Writer) count() error {
	for table, n := range map[string]*int64{"reports": &w.next.report, "actors": &w.next.actor, "chains": &w.next.chain, "places": &w.next.place} {
		if _, err := w.ask("SELECT ifnull(max(id), 0) + 1 FROM "+table, nil, n); err != nil {
			return err
		}
	}
	_, err := w.ask("SELECT EXISTS (SELECT 1 FROM reports WHERE day = -1000000)", nil, &w.undated)
	return err
}

// rowsOf calls do for each row of a prepared query.
func (w *Writer) rowsOf(q string, values []any, do func(scan func(...any) error) error) error {
	s, err := w.prepared(q)
	if err != nil {
		return err
	}
	rows, err := s.Query(values...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := do(rows.Scan); err != nil {
			return err
		}
	}
	return rows.Err()
}

// inBatches asks for the rows of many numbers, so many at a time.
func (w *Writer) inBatches(q string, of []int64, do func(scan func(...any) error) error) error {
	q += "(?" + strings.Repeat(", ?", batch-1) + ")"
	for some := range slices.Chunk(of, batch) {
		values := make([]any, batch)
		for i := range values {
			values[i] = some[min(i, len(some)-1)]
		}
		if err := w.rowsOf(q, values, do); err != nil {
			return err
		}
	}
	return nil
}
