package ledger

import (
	"flag"
	"os"
	"path/filepath"
	"testing"

	"dragoman/internal/pgtest"
)

// The tests of this package are run on files and, where it is installed, on PostgreSQL.
var onPostgres bool

func runOnBoth(m *testing.M) int {
	code := m.Run()
	if _, err := pgtest.Binary("postgres"); err != nil {
		os.Stdout.WriteString("no PostgreSQL is installed (Debian: postgresql): the tests were run on files alone\n")
		return code
	}
	os.Stdout.WriteString("again, on PostgreSQL\n")
	onPostgres = true
	if all := flag.Lookup("test.run").Value; testing.Short() && all.String() == "" {
		if err := all.Set("Writers|Killed|Versions"); err != nil { // what several writers do
			panic(err)
		}
	}
	return max(code, m.Run())
}

// both lets pgtest.Run run the tests on both.
type both struct{ *testing.M }

func (b both) Run() int { return runOnBoth(b.M) }

// place names a place for a ledger.
func place(t testing.TB) string {
	t.Helper()
	if onPostgres {
		return pgtest.URL(t)
	}
	return filepath.Join(t.TempDir(), "ledger")
}

// ofFiles leaves a test out on PostgreSQL.
func ofFiles(t testing.TB) {
	t.Helper()
	if onPostgres {
		t.Skip("of files")
	}
}
