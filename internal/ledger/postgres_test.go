package ledger

import (
	"testing"

	"dragoman/internal/pgtest"
)

// Whatever order reports come in, and however many add them, the ledger in PostgreSQL says
// what the one in a file says.
func TestPostgresIsAsTheFile(t *testing.T) {
	records := someRecords(40)
	path := pgtest.URL(t)
	addAll(t, path, records, 9)
	if got, want := exported(t, path), reference(t, records); got != want {
		t.Errorf("it says something else:\n%s\n%s", got, want)
	}
}
