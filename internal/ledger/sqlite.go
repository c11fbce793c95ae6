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
	"strings"

	"github.com/gofrs/flock"
	_ "modernc.org/sqlite" // the driver
)

// sqliteStore is a ledger in a file. The statements of this package are in its words.
type sqliteStore struct{ path string }

// openFile opens a ledger's file to read from it.
func openFile(path string) (*Ledger, error) {
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

// mostIdle is how many connections wait to be used again: two is what database/sql keeps
// by itself, and each that is opened anew reads the schema and finds nothing in its cache.
const mostIdle = 16

var reading = []string{"busy_timeout(10000)", "query_only(true)", "cache_size(-16384)"}

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
	pool, err := sql.Open("sqlite", u.String())
	if err != nil {
		return nil, fmt.Errorf("ledger %s: %w", path, err)
	}
	pool.SetMaxIdleConns(mostIdle)
	db := &database{pool, sqliteStore{path}}
	return &Ledger{db: db, path: path, rows: db.QueryContext}, nil
}

// openFileWriter opens a ledger's file to add to it, and makes it where there is none.
func openFileWriter(path string) (*Writer, error) {
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
	l, err := connect(path, url.Values{"mode": {"rwc"}, "_pragma": writing})
	var w *Writer
	if err == nil {
		w, err = l.writer()
	}
	if err != nil {
		return nil, errors.Join(err, lock.Unlock())
	}
	w.lock = lock
	return w, nil
}

// writing says how a writer uses the file. A lost power line may take with it the last reports
// that were added before Close, never the file; they are added again.
var writing = []string{
	"busy_timeout(10000)", "synchronous(normal)", "foreign_keys(off)",
	"cache_size(-131072)", "temp_store(memory)", "wal_autocheckpoint(32000)",
}

func (sqliteStore) say(q string) string      { return q }
func (sqliteStore) schema(q string) string   { return q }
func (sqliteStore) taken(values []any) []any { return values }
func (sqliteStore) clause(text string) any   { return text }
func (sqliteStore) begin(w *Writer) error    { return w.exec("BEGIN IMMEDIATE") }
func (sqliteStore) batch() int               { return 48 }
func (sqliteStore) prepare(w *Writer) error  { return w.exec("PRAGMA journal_mode = wal") }

// tidy brings what was committed to the disk. With synchronous=normal, SQLite does so when it
// writes its log back, which it cannot while others read.
func (sqliteStore) tidy(w *Writer) error {
	if err := w.exec("PRAGMA optimize"); err != nil { //nolint:misspell // SQLite spells it so
		return err
	}
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

// applicationID marks a SQLite file as a ledger: "DRGM".
const applicationID = 0x4452474d

var errNoLedger = errors.New("a SQLite file, but no ledger")

func (sqliteStore) marks(ctx context.Context, q querier) (ledger bool, version int, err error) {
	var id, tables int
	err = q.QueryRowContext(ctx, "SELECT (SELECT application_id FROM pragma_application_id), (SELECT user_version FROM pragma_user_version), (SELECT count(*) FROM sqlite_schema)").Scan(&id, &version, &tables)
	switch {
	case err != nil:
		return false, 0, err
	case id == applicationID:
		return true, version, nil
	case tables > 0 || version != 0 || id != 0:
		return false, 0, errNoLedger
	}
	return false, 0, nil
}

func (sqliteStore) mark(w *Writer, version int) error {
	return w.exec(fmt.Sprintf("PRAGMA application_id = %d; PRAGMA user_version = %d", applicationID, version))
}

// write writes batches whole, what is left row by row.
func (s sqliteStore) write(w *Writer, t *table) error {
	columns, batch := len(t.columns), s.batch()
	// A row that cannot be written ends the transaction; so SQLite need not be ready to undo
	// the statement by itself, which would take a quarter of the time.
	head, tail := "INSERT OR ROLLBACK INTO ", ""
	if t.key != nil {
		head, tail = "INSERT INTO ", " ON CONFLICT ("+strings.Join(t.key, ", ")+") DO UPDATE SET "+t.change
	}
	head += t.name + " (" + strings.Join(t.columns, ", ") + ") VALUES "
	row := "(" + strings.Repeat("?, ", columns-1) + "?)"
	for from, rows := 0, batch; from < len(t.values); from += rows * columns {
		if t.late || len(t.values)-from < batch*columns {
			rows = 1
		}
		values := t.values[from : from+rows*columns]
		for i := range values {
			values[i].Ordinal = i + 1
		}
		if err := s.bulk(w, head+row+strings.Repeat(", "+row, rows-1)+tail, values); err != nil {
			return err
		}
	}
	return nil
}

// bulk runs a statement of many values, which go to the driver as they are: looking at
// each of them again takes database/sql a tenth of all the time.
func (sqliteStore) bulk(w *Writer, q string, values []driver.NamedValue) error {
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

// matching asks FTS5, whose words stand in quotes.
func (sqliteStore) matching(terms []Term, walk bool) (condition string, value any) {
	all := make([]string, len(terms))
	for i, t := range terms {
		all[i] = `"` + t.Text + `"`
		if t.Begins {
			all[i] += "*"
		}
	}
	if walk {
		return "EXISTS (SELECT 1 FROM words WHERE words MATCH ? AND rowid = e.id)", strings.Join(all, " ")
	}
	return "e.id IN (SELECT rowid FROM words WHERE words MATCH ?)", strings.Join(all, " ")
}

func (sqliteStore) version(ctx context.Context, l *Ledger) (version int64, err error) {
	// One connection tells what the others have written.
	l.watch.Lock()
	defer l.watch.Unlock()
	if l.watch.conn == nil {
		if l.watch.conn, err = l.db.Conn(ctx); err != nil {
			return 0, err
		}
	}
	err = l.watch.conn.QueryRowContext(ctx, "PRAGMA data_version").Scan(&version)
	return version, err
}

func (s sqliteStore) size(context.Context, *Ledger) int64 {
	i, err := os.Stat(s.path)
	if err != nil {
		return 0
	}
	return i.Size()
}

func (sqliteStore) health(ctx context.Context, l *Ledger) error {
	var faults []error
	err := l.each(ctx, "PRAGMA integrity_check", nil, func(scan func(...any) error) error {
		var text string
		err := scan(&text)
		if text != "ok" {
			faults = append(faults, errors.New(text))
		}
		return err
	})
	if len(faults) > 0 {
		return fmt.Errorf("ledger %s: %w: %w", l.path, ErrDamaged, errors.Join(faults...))
	}
	return err
}

// readOnly opens the file so that nothing can be written, whatever the statement says.
func (s sqliteStore) readOnly(ctx context.Context, l *Ledger, q string, use func(*sql.Rows) error) error {
	r, err := connect(s.path, url.Values{"mode": {"ro"}, "_pragma": reading})
	if err != nil {
		return err
	}
	defer r.Close()
	rows, err := r.db.QueryContext(ctx, q)
	if c := code(err) & 0xff; c == sqliteError || c == sqliteReadOnly {
		return fmt.Errorf("%w: %w", ErrStatement, err)
	}
	if err != nil {
		return l.failed(err)
	}
	defer rows.Close()
	return use(rows)
}

func (s sqliteStore) backup(ctx context.Context, _ *Ledger, to string) error {
	if _, err := os.Lstat(to); !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("backup: %s is there already", to)
	}
	from, err := connect(s.path, url.Values{"mode": {"ro"}, "_pragma": {"busy_timeout(10000)"}}) // a copy is a write, in SQLite's eyes
	if err != nil {
		return err
	}
	defer from.Close()
	if _, err := from.db.ExecContext(ctx, "VACUUM INTO ?", to); err != nil {
		return errors.Join(fmt.Errorf("backup to %s: %w", to, explained(err)), ignoreNone(os.Remove(to)))
	}
	return nil
}
