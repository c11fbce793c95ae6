package main

import (
	"bytes"
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"dragoman/internal/ledger"
)

type sqlCmd struct {
	Select string `arg:"" name:"SELECT" help:"A statement that reads."`
	ledgerFlag
	Format string `help:"jsonl or text; by default text on a terminal and jsonl in a pipe." enum:"jsonl,text," default:"" placeholder:"jsonl|text"`
}

// Help is the long text of --help.
func (sqlCmd) Help() string {
	return `Runs a statement of SQLite's SQL, or of PostgreSQL's where the ledger lies there, for what the other verbs do not ask. Nothing can be written. internal/ledger/FORMAT.md describes the tables; the view "told" has events with names for numbers. Days are counted from 1970: date(day * 86400, 'unixepoch') writes one. A line has the columns in their order; a blob is written in hex.

Examples:

    dragoman add samples/summit.txt; dragoman sql 'SELECT day, source, type, target, status FROM told ORDER BY day' --format text
    dragoman add samples/summit.txt; dragoman sql 'SELECT name, sum(times) FROM mentions JOIN actors ON id = actor GROUP BY name ORDER BY 2 DESC LIMIT 5'`
}

// Run asks.
func (c *sqlCmd) Run(ctx context.Context, t *terminal) error {
	l, err := c.open()
	if err != nil {
		return err
	}
	defer l.Close()
	err = l.SQL(ctx, c.Select, func(rows ledger.Rows) error {
		if t.text(c.Format) {
			return sqlTable(t, rows)
		}
		return rows.Each(func(values []any) error {
			line, err := sqlLine(rows.Columns, values)
			if err != nil {
				return err
			}
			return t.say(line)
		})
	})
	if errors.Is(err, ledger.ErrStatement) {
		return usageError{hint(err, "internal/ledger/FORMAT.md describes the tables; dragoman sql 'SELECT * FROM told LIMIT 1' shows some columns")}
	}
	return err
}

// sqlLine writes a row as a JSON object with its fields in the order of the columns.
func sqlLine(names []string, values []any) (string, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	for i, v := range values {
		b.WriteByte("{,"[min(i, 1)])
		if err := enc.Encode(names[i]); err != nil {
			return "", err
		}
		b.Truncate(b.Len() - 1) // the encoder's line end
		b.WriteByte(':')
		if raw, ok := v.([]byte); ok {
			v = hex.EncodeToString(raw)
		}
		if err := enc.Encode(v); err != nil {
			return "", fmt.Errorf("column %s: %w", names[i], err)
		}
		b.Truncate(b.Len() - 1)
	}
	return b.String() + "}\n", nil
}

// mostRows is how many rows are read to find how wide the columns are.
const mostRows = 1000

// sqlTable writes rows in columns as wide as the first of them need.
func sqlTable(t *terminal, rows ledger.Rows) error {
	head := [][]string{rows.Columns}
	var widths []int
	write := func(cells []string) error {
		var b strings.Builder
		for i, c := range cells {
			if i == len(cells)-1 {
				b.WriteString(c)
			} else {
				b.WriteString(fit(c, widths[i]) + "  ")
			}
		}
		return t.say(strings.TrimRight(b.String(), " ") + "\n")
	}
	begin := func() error {
		widths = make([]int, len(rows.Columns))
		for _, cells := range head {
			for i, c := range cells {
				widths[i] = min(max(widths[i], utf8.RuneCountInString(c)), 40)
			}
		}
		for _, cells := range head {
			if err := write(cells); err != nil {
				return err
			}
		}
		head = nil
		return nil
	}
	err := rows.Each(func(values []any) error {
		cells := make([]string, len(values))
		for i, v := range values {
			cells[i] = sqlCell(v)
		}
		if head == nil {
			return write(cells)
		}
		if head = append(head, cells); len(head) > mostRows {
			return begin()
		}
		return nil
	})
	if err == nil && head != nil {
		err = begin()
	}
	return err
}

func sqlCell(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case []byte:
		return hex.EncodeToString(v)
	case string:
		return strings.Join(strings.Fields(v), " ")
	}
	return fmt.Sprint(v)
}
