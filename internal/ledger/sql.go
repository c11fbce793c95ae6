package ledger

import (
	"context"
	"database/sql"
	"errors"
)

// Rows are what a SELECT gave: names of columns, and values as the store has them
// (nil, int64, float64, string, []byte; of PostgreSQL also bool and time.Time).
type Rows struct {
	Columns []string
	Each    func(do func(values []any) error) error
}

// ErrStatement says that a statement is none, or does not read.
var ErrStatement = errors.New("not a statement that reads")

// SQL runs a statement that reads, in the words of the store: SQLite's or PostgreSQL's.
// Nothing can be written, whatever the statement says.
func (l *Ledger) SQL(ctx context.Context, q string, use func(Rows) error) error {
	return l.db.store.readOnly(ctx, l, q, func(rows *sql.Rows) error {
		names, err := rows.Columns()
		if err != nil {
			return l.failed(err)
		}
		return use(Rows{names, func(do func([]any) error) error {
			values, into := make([]any, len(names)), make([]any, len(names))
			for i := range values {
				into[i] = &values[i]
			}
			for rows.Next() {
				if err := rows.Scan(into...); err != nil {
					return l.failed(err)
				}
				if err := do(values); err != nil {
					return err
				}
			}
			return l.failed(rows.Err())
		}})
	})
}
