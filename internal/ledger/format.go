package ledger

import (
	"context"
	"database/sql"
	_ "embed"
	"errors"
	"fmt"
)

// applicationID marks a SQLite file as a ledger: "DRGM".
const applicationID = 0x4452474d

//go:embed schema.sql
var schema string

//go:embed copies.sql
var copiesSchema string

//go:embed keys.sql
var keysSchema string

//go:embed marks.sql
var marksSchema string

//go:embed incidents.sql
var incidentsSchema string

// step leads from one format to the next: statements, and what cannot be said in SQL.
type step struct {
	sql string
	do  func(*Writer) error
}

// steps are the formats of the ledger, each as what it changes in the one
// before. The number of a format stands in the file (PRAGMA user_version). A
// step that has been released is never changed: files have taken it.
//
// Copies in a file of format 1 are looked for where the keys have come to lie as they do now.
var steps = []step{{sql: schema}, {sql: copiesSchema}, {sql: marksSchema}, {incidentsSchema, (*Writer).joinStored}, {keysSchema, (*Writer).linkStored}}

// Format is the number of the format that this program reads and writes.
var Format = len(steps)

var errNoLedger = errors.New("a SQLite file, but no ledger")

func newer(version int) error {
	return fmt.Errorf("format %d, written by a newer dragoman; this one knows formats up to %d", version, Format)
}

func older(version int) error {
	return fmt.Errorf("format %d, written by an older dragoman; `dragoman add` brings it to format %d", version, Format)
}

type querier interface {
	QueryRowContext(context.Context, string, ...any) *sql.Row
}

// marks are what the file says of itself.
func marks(q querier) (id, version int, err error) {
	ctx := context.Background()
	if err := q.QueryRowContext(ctx, "PRAGMA application_id").Scan(&id); err != nil {
		return 0, 0, err
	}
	err = q.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version)
	return id, version, err
}

// migrate brings the file to our format, from an empty one or an older one, in one
// transaction. A file that is no ledger stays as it is.
func (w *Writer) migrate() error {
	id, version, err := marks(w.conn)
	if err != nil {
		return err
	}
	if id != applicationID {
		var tables int
		if _, err := w.ask("SELECT count(*) FROM sqlite_schema", nil, &tables); err != nil {
			return err
		}
		if tables > 0 || version != 0 || id != 0 {
			return errNoLedger
		}
	}
	if version > Format {
		return newer(version)
	}
	if err := w.exec("PRAGMA journal_mode = wal"); err != nil || version == Format {
		return err
	}
	return w.whole(func() error {
		for _, s := range steps[version:] {
			if err := w.exec(s.sql); err != nil {
				return err
			}
			if s.do == nil {
				continue
			}
			if err := s.do(w); err != nil {
				return err
			}
		}
		return w.exec(fmt.Sprintf("PRAGMA application_id = %d; PRAGMA user_version = %d", applicationID, Format))
	})
}
