package ledger

import (
	"context"
	"database/sql"
	_ "embed"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
)

// postgresStore is a ledger in PostgreSQL: the tables of the file in a schema of their
// own. Any number of processes may write it.
//
// Whoever writes has the schema to himself while a transaction lasts, by an advisory lock.
// So copies and incidents, which hang together across reports, are found as one writer
// finds them: nobody looks for the copies of a text while another one is about to add
// one. What costs the time, the coding of reports, their packing and what is compared of
// them, is done before. The lock ends with the connection, however that ends.
type postgresStore struct {
	config *pgx.ConnConfig
	space  string // the schema
	seen   *seen
}

// seen is how much of the ledger a writer knows of: how many transactions there had been.
type seen struct{ written int64 }

// IsAddress reports whether a ledger's name is the address of a database, and not of a
// file.
func IsAddress(name string) bool {
	return strings.HasPrefix(name, "postgres://") || strings.HasPrefix(name, "postgresql://")
}

// space is the schema of a ledger whose address does not say another ("search_path").
const space = "dragoman"

// connectPostgres opens a database; settings are the server's, for the session.
func connectPostgres(address string, settings map[string]string) (*Ledger, error) {
	config, err := pgx.ParseConfig(address)
	if err != nil {
		return nil, fmt.Errorf("ledger: %w", err) // which hides the password
	}
	run := config.RuntimeParams
	maps.Copy(run, settings)
	if run["search_path"] == "" {
		run["search_path"] = space
	}
	if run["application_name"] == "" {
		run["application_name"] = "dragoman"
	}
	s := postgresStore{config, run["search_path"], &seen{-1}}
	pool := stdlib.OpenDB(*config)
	pool.SetMaxIdleConns(8)
	db := &database{pool, s}
	return &Ledger{db: db, path: Shown(address), rows: db.QueryContext}, nil
}

// Shown is a ledger's name as others may read it: an address without the password.
func Shown(name string) string {
	if !IsAddress(name) {
		return name
	}
	u, err := url.Parse(name)
	if err != nil {
		return "postgres://…"
	}
	q := u.Query()
	q.Del("password")
	u.RawQuery = q.Encode()
	if _, secret := u.User.Password(); secret {
		u.User = url.User(u.User.Username())
	}
	return u.String()
}

func openPostgres(address string) (*Ledger, error) {
	l, err := connectPostgres(address, map[string]string{"default_transaction_read_only": "on"})
	if err != nil {
		return nil, err
	}
	is, _, err := l.db.store.marks(context.Background(), l.db)
	if err == nil && !is {
		err = fmt.Errorf("%w at %s", ErrNone, l.path)
	} else {
		err = l.readable()
	}
	if err != nil {
		l.Close()
		return nil, err
	}
	return l, nil
}

func openPostgresWriter(address string) (*Writer, error) {
	l, err := connectPostgres(address, map[string]string{
		// A writer that is frozen, or cut off without a word, is not waited for for ever.
		"idle_in_transaction_session_timeout": "60s", "tcp_keepalives_idle": "15", "tcp_keepalives_interval": "5", "tcp_keepalives_count": "3",
	})
	if err != nil {
		return nil, err
	}
	return l.writer()
}

func (s postgresStore) marks(ctx context.Context, q querier) (ledger bool, version int, err error) {
	var table *string
	var others int
	err = q.QueryRowContext(ctx, "SELECT to_regclass(quote_ident(?) || '.format')::text, (SELECT count(*) FROM pg_tables WHERE schemaname = ?)", s.space, s.space).Scan(&table, &others)
	switch {
	case err != nil:
		return false, 0, err
	case table == nil && others > 0:
		return false, 0, fmt.Errorf("the schema %s has tables, but no ledger", s.space)
	case table == nil:
		return false, 0, nil
	}
	err = q.QueryRowContext(ctx, "SELECT version FROM format").Scan(&version)
	return true, version, err
}

func (postgresStore) mark(w *Writer, version int) error {
	return w.run("UPDATE format SET version = ?", version)
}

//go:embed postgres.sql
var postgresSchema string

// prepare makes the schema where it is not there, with what the statements of the steps
// need of SQLite's functions.
func (s postgresStore) prepare(w *Writer) error {
	is, _, err := s.marks(context.Background(), w.conn)
	if err != nil || is {
		return err
	}
	if err := w.exec("BEGIN"); err != nil {
		return err
	}
	err = s.lock(w)
	if err == nil {
		if is, _, err = s.marks(context.Background(), w.conn); err == nil && !is {
			err = w.exec("CREATE SCHEMA IF NOT EXISTS " + s.quoted() + "; " + postgresSchema)
		}
	}
	if err == nil {
		err = w.exec("COMMIT")
	}
	if err != nil {
		_ = w.exec("ROLLBACK")
	}
	return err
}

// lock waits until nobody else writes the ledger.
func (s postgresStore) lock(w *Writer) error {
	var got int
	_, err := w.ask("SELECT count(*) FROM (SELECT pg_advisory_xact_lock(hashtextextended('dragoman ' || ?::text, 0))) l", []any{s.space}, &got)
	return err
}

// begin waits for its turn. What the writer remembers of the ledger is forgotten where
// others have written meanwhile.
func (s postgresStore) begin(w *Writer) error {
	if err := w.exec("BEGIN"); err != nil {
		return err
	}
	if err := s.lock(w); err != nil {
		return err
	}
	var written, version int64
	if _, err := w.ask("UPDATE format SET written = written + 1 RETURNING written, version", nil, &written, &version); err != nil {
		return err
	}
	last := s.seen.written
	s.seen.written = written // of no account where it is rolled back: the next one has this number again, and reads anew
	if written == last+1 || version == 0 {
		return nil
	}
	w.forgetIncidents()
	return w.count()
}

func (postgresStore) tidy(*Writer) error { return nil }

// version counts the transactions of all writers.
func (postgresStore) version(ctx context.Context, l *Ledger) (version int64, err error) {
	err = l.db.QueryRowContext(ctx, "SELECT written FROM format").Scan(&version)
	return version, err
}

func (s postgresStore) size(ctx context.Context, l *Ledger) (bytes int64) {
	_ = l.db.QueryRowContext(ctx, "SELECT coalesce(sum(pg_total_relation_size(c.oid)), 0)::bigint FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = ? AND c.relkind = 'r'", s.space).Scan(&bytes)
	return bytes
}

func (postgresStore) health(context.Context, *Ledger) error { return nil } // pg_amcheck looks at a server's files

// readOnly runs the statement in a transaction that writes nothing and cannot be made to.
func (postgresStore) readOnly(ctx context.Context, l *Ledger, q string, use func(*sql.Rows) error) error {
	tx, err := l.db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return l.failed(err)
	}
	defer func() { _ = tx.Rollback() }()
	rows, err := tx.QueryContext(ctx, q)
	if e := pgError(err); e != nil && slices.Contains([]string{"0A", "22", "25", "42", "55"}, e.Code[:2]) {
		return fmt.Errorf("%w: %w", ErrStatement, err)
	}
	if err != nil {
		return l.failed(err)
	}
	defer rows.Close()
	return use(rows)
}

func (postgresStore) backup(_ context.Context, l *Ledger, _ string) error {
	return fmt.Errorf("ledger %s: PostgreSQL's own pg_dump makes copies of it (pg_dump --schema=%s)", l.path, l.db.store.(postgresStore).space)
}

func (s postgresStore) quoted() string { return pgx.Identifier{s.space}.Sanitize() } //nolint:misspell // pgx spells it so
