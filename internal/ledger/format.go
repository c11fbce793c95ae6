package ledger

import (
	"context"
	"database/sql"
	_ "embed"
	"fmt"
)

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

//go:embed traits.sql
var traitsSchema string

//go:embed packed.sql
var packedSchema string

//go:embed tallies.sql
var talliesSchema string

//go:embed linked.sql
var linkedSchema string

// step leads from one format to the next: statements, and what cannot be said in SQL.
type step struct {
	sql string
	do  func(*Writer) error
}

// steps are the formats of the ledger, each as what it changes in the one
// before. The number of a format stands in the ledger. A
// step that has been released is never changed: files have taken it.
//
// Copies in a file of format 1 are looked for where the keys have come to lie as they do
// now, incidents in one of format 3 by what is compared of events now.
var steps = []step{{sql: schema}, {sql: copiesSchema}, {sql: marksSchema}, {sql: incidentsSchema}, {sql: keysSchema}, {sql: traitsSchema}, {packedSchema, (*Writer).packStored}, {sql: talliesSchema}, {linkedSchema, (*Writer).joinStored}}

// Format is the number of the format that this program reads and writes.
var Format = len(steps)

func newer(version int) error {
	return fmt.Errorf("format %d, written by a newer dragoman; this one knows formats up to %d", version, Format)
}

func older(version int) error {
	return fmt.Errorf("format %d, written by an older dragoman; `dragoman add` brings it to format %d", version, Format)
}

type querier interface {
	QueryRowContext(context.Context, string, ...any) *sql.Row
}

// migrate brings the ledger to our format, from an empty place or an older one, in one
// transaction. What is no ledger stays as it is.
func (w *Writer) migrate() error {
	is, version, err := w.db.store.marks(context.Background(), w.conn)
	switch {
	case err != nil:
		return err
	case version > Format:
		return newer(version)
	}
	if err := w.db.store.prepare(w); err != nil || is && version == Format {
		return err
	}
	return w.whole(func() error {
		_, version, err := w.db.store.marks(context.Background(), w.conn) // another writer may have done it meanwhile
		if err != nil {
			return err
		}
		for _, s := range steps[version:] {
			if err := w.exec(w.db.store.schema(s.sql)); err != nil {
				return err
			}
			if s.do == nil {
				continue
			}
			if err := s.do(w); err != nil {
				return err
			}
		}
		return w.db.store.mark(w, Format)
	})
}
