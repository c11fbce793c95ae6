package actors

import (
	"testing"

	"dragoman/data"
)

// TestBuiltInTablesAreSound runs the lint that users run over their own tables.
func TestBuiltInTablesAreSound(t *testing.T) {
	for _, err := range Check(data.Files) {
		t.Error(err)
	}
}
