package ledger

import (
	"context"
	"database/sql"
)

// store is what the two places where a ledger may lie, a SQLite file and a PostgreSQL,
// do each in a way of its own. All else is written once, in the SQL of SQLite; say puts
// it into the store's words. What a statement of ours may hold is what say knows.
type store interface {
	// say puts a statement into the store's words.
	say(q string) string
	// taken are the values of a statement as the store takes them.
	taken(values []any) []any
	// schema puts the statements of a step from one format to the next into the store's words.
	schema(q string) string

	// marks are what the store says of itself: whether it is a ledger, and of which format;
	// neither where it is empty.
	marks(ctx context.Context, q querier) (ledger bool, version int, err error)
	// mark writes the number of the format.
	mark(w *Writer, version int) error
	// prepare makes the store ready to be written.
	prepare(w *Writer) error
	// begin begins a transaction, which has the store to itself.
	begin(w *Writer) error
	// tidy is done when the writing ends.
	tidy(w *Writer) error

	// batch is how many rows of a table are collected before they are written, and how many
	// are asked for at a time.
	batch() int
	// write writes what a table has collected.
	write(w *Writer, t *table) error
	// clause is the text of a clause as the table words takes it.
	clause(text string) any
	// matching is a condition on the events e whose clauses have all terms, with its value:
	// for all of them, or for each by itself where the days are walked.
	matching(terms []Term, walk bool) (condition string, value any)

	// version is a number that is another one when others have written.
	version(ctx context.Context, l *Ledger) (int64, error)
	// size is how many bytes the ledger has, 0 where that is not known.
	size(ctx context.Context, l *Ledger) int64
	// health says what is damaged of the store itself.
	health(ctx context.Context, l *Ledger) error
	// readOnly runs a statement in the store's own words, so that it can write nothing.
	readOnly(ctx context.Context, l *Ledger, q string, use func(*sql.Rows) error) error
	// backup writes a copy.
	backup(ctx context.Context, l *Ledger, to string) error
}

// far is a store where every statement takes its way there and back, which is longer than
// its work: statements go there together.
type far interface {
	// together runs statements one after the other, and hands over the rows that each of
	// them gives.
	together(w *Writer, of []statement, row func(i int, scan func(...any) error) error) error
}

// statement is one with its values.
type statement struct {
	q      string
	values []any
}

// database is where a ledger lies. Statements are put into the words of its store.
type database struct {
	*sql.DB
	store store
}

func (d *database) QueryContext(ctx context.Context, q string, values ...any) (*sql.Rows, error) {
	return d.DB.QueryContext(ctx, d.store.say(q), d.store.taken(values)...)
}

func (d *database) QueryRowContext(ctx context.Context, q string, values ...any) *sql.Row {
	return d.DB.QueryRowContext(ctx, d.store.say(q), d.store.taken(values)...)
}

func (d *database) ExecContext(ctx context.Context, q string, values ...any) (sql.Result, error) {
	return d.DB.ExecContext(ctx, d.store.say(q), d.store.taken(values)...)
}

// connect is Conn of the one who writes, whose statements are put into the same words.
func (d *database) connect(ctx context.Context) (*connection, error) {
	c, err := d.Conn(ctx)
	return &connection{c, d.store}, err
}

// connection is one connection of a database.
type connection struct {
	*sql.Conn
	store store
}

func (c *connection) QueryContext(ctx context.Context, q string, values ...any) (*sql.Rows, error) {
	return c.Conn.QueryContext(ctx, c.store.say(q), c.store.taken(values)...)
}

func (c *connection) QueryRowContext(ctx context.Context, q string, values ...any) *sql.Row {
	return c.Conn.QueryRowContext(ctx, c.store.say(q), c.store.taken(values)...)
}

func (c *connection) PrepareContext(ctx context.Context, q string) (*sql.Stmt, error) {
	return c.Conn.PrepareContext(ctx, c.store.say(q))
}
