package ledger

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"slices"
	"strings"

	"github.com/gofrs/flock"
)

// Writer is a ledger opened to add to it. It serves one goroutine.
type Writer struct {
	*Ledger
	lock    *flock.Flock // of a file
	conn    *connection  // the one that writes; a second one would wait for it for ever
	stmts   map[string]*sql.Stmt
	bulks   map[string]driver.StmtExecContext
	known   known
	waiting []statement // to be run before anything else is
	ahead   foreseen
	next    numbers

	collected tables        // rows that wait to be written; room for them is made once
	fresh     map[int64]int // actors that are new, and where the number of their reports waits

	blocks map[int64][]posting // of clues, and events: those that were looked at last
	posted int                 // in all blocks
	recall recall
	runs   runs // of keys, that were looked at last

	undated bool // there are texts without a day, which may be copies of any
}

// numbers are those that the next rows get.
type numbers struct{ report, actor, chain, place int64 }

// ErrInUse says that another process has the ledger's file open to write.
var ErrInUse = errors.New("another process is adding to it")

// OpenWriter opens a ledger to add to it, and makes it where there is none. Name is as
// for Open.
//
// Of a file there is one writer at a time: a lock beside it, FILE.lock, keeps others off
// and ends with the process, however that ends; they get ErrInUse. PostgreSQL takes any
// number of writers, in one process or many; what they add together is what one would
// have added, in whatever order, and each waits for the others' transactions (Add). A
// writer whose connection has broken is closed, and another one opened; what it had not
// committed is added again.
func OpenWriter(name string) (*Writer, error) {
	if IsAddress(name) {
		return openPostgresWriter(name)
	}
	return openFileWriter(name)
}

// writer makes a writer of an open ledger.
func (l *Ledger) writer() (*Writer, error) {
	w := &Writer{Ledger: l, stmts: map[string]*sql.Stmt{}, bulks: map[string]driver.StmtExecContext{}, known: newKnown(), collected: newTables(), fresh: map[int64]int{}}
	w.forgetIncidents()
	var err error
	if w.conn, err = l.db.connect(context.Background()); err == nil {
		l.rows = func(ctx context.Context, q string, values ...any) (*sql.Rows, error) {
			if err := w.send(); err != nil {
				return nil, err
			}
			return w.conn.QueryContext(ctx, q, values...)
		}
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
	err := w.db.store.tidy(w)
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
	err = errors.Join(w.failed(err), bulks, w.conn.Close(), w.Ledger.Close())
	if w.lock != nil {
		err = errors.Join(err, w.lock.Unlock())
	}
	return err
}

// whole runs do in a transaction: all of it happens, or nothing. It takes no
// context: what has begun is finished, so that Ctrl-C loses nothing.
func (w *Writer) whole(do func() error) error {
	err := w.db.store.begin(w)
	if err == nil {
		err = do()
	}
	if err == nil {
		err = w.exec("COMMIT")
	}
	if err != nil {
		w.waiting = nil
		_ = w.exec("ROLLBACK") // fails where the store has rolled back itself
	}
	return err
}

// exec runs statements that take no values.
func (w *Writer) exec(q string) error {
	if err := w.send(); err != nil {
		return err
	}
	_, err := w.conn.ExecContext(context.Background(), q)
	return err
}

// run runs a prepared statement; where the store is far, with others before the next
// question: what fails there fails the transaction all the same.
func (w *Writer) run(q string, values ...any) error {
	if _, ok := w.db.store.(far); ok {
		w.waiting = append(w.waiting, statement{q, values})
		return nil
	}
	s, err := w.prepared(q)
	if err == nil {
		_, err = s.Exec(w.db.store.taken(values)...)
	}
	return err
}

// send runs the statements that wait for it.
func (w *Writer) send() error {
	if len(w.waiting) == 0 {
		return nil
	}
	of := w.waiting
	w.waiting = nil
	return w.db.store.(far).together(w, of, nil)
}

// ask runs a prepared query for one row, and reports whether there is one.
func (w *Writer) ask(q string, values []any, into ...any) (bool, error) {
	s, err := w.prepared(q)
	if err != nil {
		return false, err
	}
	err = s.QueryRow(w.db.store.taken(values)...).Scan(into...)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return err == nil, err
}

func (w *Writer) prepared(q string) (*sql.Stmt, error) {
	if err := w.send(); err != nil {
		return nil, err
	}
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
	rows, err := s.Query(w.db.store.taken(values)...)
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
	batch := w.db.store.batch()
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

// eachOf asks, of many numbers at once, what the query says of each: they are the column n
// of a table sought.
func (w *Writer) eachOf(q string, of []int64, do func(scan func(...any) error) error) error {
	if len(of) == 0 {
		return nil
	}
	return w.rowsOf("WITH sought (n) AS (SELECT value FROM json_each(?)) "+q, []any{jsonList(of)}, do)
}
