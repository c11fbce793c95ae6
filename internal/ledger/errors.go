package ledger

import (
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5/pgconn"
	"modernc.org/sqlite"
)

// SQLite's codes, as sqlite3.h numbers them.
const (
	sqliteError    = 1
	sqliteBusy     = 5
	sqliteLocked   = 6
	sqliteReadOnly = 8
	sqliteIOErr    = 10
	sqliteCorrupt  = 11
	sqliteFull     = 13
	sqliteCantOpen = 14
	sqliteNotADB   = 26

	sqliteIOErrWrite = 10 | 3<<8
)

// ErrDamaged says that the file does not hold what it should.
var ErrDamaged = errors.New("the file is damaged")

func code(err error) int {
	var e *sqlite.Error
	if errors.As(err, &e) {
		return e.Code()
	}
	return 0
}

// pgError is what PostgreSQL says, or nil.
func pgError(err error) *pgconn.PgError {
	var e *pgconn.PgError
	errors.As(err, &e)
	return e
}

// explained puts the commonest refusals of SQLite and PostgreSQL into words.
func explained(err error) error {
	if e := pgError(err); e != nil {
		switch e.Code {
		case "42501":
			return fmt.Errorf("the user may not do that (%w)", err)
		case "53100":
			return fmt.Errorf("the server's disk is full; what was added before is kept (%w)", err)
		case "XX001", "XX002":
			return fmt.Errorf("%w (%w)", ErrDamaged, err)
		}
		return err
	}
	switch c := code(err); c & 0xff {
	case sqliteNotADB:
		return errors.New("not a ledger: no SQLite file")
	case sqliteCorrupt:
		return fmt.Errorf("%w, `dragoman ledger check` says where (%w)", ErrDamaged, err)
	case sqliteFull:
		return fmt.Errorf("the disk is full; what was added before is kept (%w)", err)
	case sqliteReadOnly:
		return fmt.Errorf("the file may not be written (%w)", err)
	case sqliteCantOpen:
		return fmt.Errorf("the file cannot be opened, or nothing may be written beside it (%w)", err)
	case sqliteBusy, sqliteLocked:
		return fmt.Errorf("another process has it to itself (%w)", err)
	case sqliteIOErr:
		if c == sqliteIOErrWrite {
			return fmt.Errorf("the disk does not take more; what was added before is kept (%w)", err)
		}
		return fmt.Errorf("reading or writing the file failed (%w)", err)
	}
	return err
}

// cannotShare reports whether a reader could not make what readers of a file
// share, for want of a place to write it.
func cannotShare(err error) bool {
	c := code(err) & 0xff
	return c == sqliteCantOpen || c == sqliteReadOnly
}
