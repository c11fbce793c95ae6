package ledger

import (
	"context"
	"errors"
	"fmt"
	"net/url"
)

// Rows are what a SELECT gave: names of columns, and values as SQLite has them
// (nil, int64, float64, string, []byte).
type Rows struct {
	Columns []string
	Each    func(do func(values []any) error) error
}

// ErrStatement says that a statement is none, or does not read.
var ErrStatement = errors.New("not a statement that reads")

// SQL runs a statement that reads. The file is opened so that nothing can be
// written, whatever the statement says.
func (l *Ledger) SQL(ctx context.Context, q string, use func(Rows) error) error {
	r, err := connect(l.path, url.Values{"mode": {"ro"}, "_pragma": reading})
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
	names, err := rows.Columns()
	if err != nil {
		return l.failed(err)
	}
	err = use(Rows{names, func(do func([]any) error) error {
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
	return err
}
