package ledger

import (
	"context"
	"errors"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
)

func (postgresStore) batch() int { return 1000 }

// write copies the rows in. Those that may be there already are first copied to a table
// of the session's own.
func (s postgresStore) write(w *Writer, t *table) error {
	into := pgx.Identifier{s.space, t.name}
	if t.key != nil {
		into = pgx.Identifier{"pg_temp", "new_" + t.name}
		if err := w.exec("CREATE TEMP TABLE IF NOT EXISTS new_" + t.name + " (LIKE " + t.name + ") ON COMMIT DELETE ROWS"); err != nil {
			return err
		}
	}
	columns := make([]string, len(t.columns))
	for i, c := range t.columns {
		columns[i] = strings.Trim(c, `"`)
	}
	if err := w.send(); err != nil {
		return err
	}
	err := w.conn.Raw(func(conn any) error {
		_, err := conn.(*stdlib.Conn).Conn().CopyFrom(context.Background(), into, columns, &copying{t: t, s: s})
		return err
	})
	if err != nil || t.key == nil {
		return err
	}
	list := strings.Join(t.columns, ", ")
	if err := w.run("INSERT INTO " + t.name + " (" + list + ") SELECT " + list + " FROM new_" + t.name + " ON CONFLICT (" + strings.Join(t.key, ", ") + ") DO UPDATE SET " + t.change); err != nil {
		return err
	}
	return w.run("DELETE FROM new_" + t.name)
}

// copying hands out the rows of a table.
type copying struct {
	t    *table
	s    postgresStore
	next int
}

func (c *copying) Next() bool { return c.next < len(c.t.values) }
func (c *copying) Err() error { return nil }

func (c *copying) Values() ([]any, error) {
	row := make([]any, len(c.t.columns))
	for i := range row {
		row[i] = c.t.values[c.next+i].Value
	}
	c.next += len(row)
	return c.s.taken(row), nil
}

// mostTogether is how many statements go to the server together.
const mostTogether = 1000

func (s postgresStore) together(w *Writer, of []statement, row func(i int, scan func(...any) error) error) error {
	for from := 0; from < len(of); from += mostTogether {
		some := of[from:min(from+mostTogether, len(of))]
		batch := &pgx.Batch{}
		for _, one := range some {
			batch.Queue(s.say(one.q), s.taken(one.values)...)
		}
		err := w.conn.Raw(func(conn any) error {
			results := conn.(*stdlib.Conn).Conn().SendBatch(context.Background(), batch)
			for i := range some {
				rows, err := results.Query()
				for err == nil && rows.Next() {
					if row != nil {
						err = row(from+i, rows.Scan)
					}
				}
				if err == nil {
					err = rows.Err()
				}
				if err != nil {
					return errors.Join(err, results.Close())
				}
			}
			return results.Close()
		})
		if err != nil {
			return err
		}
	}
	return nil
}
