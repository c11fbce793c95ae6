package pgtest

import (
	"os"
	"testing"
)

func TestMain(m *testing.M) { os.Exit(Run(m)) }

// Each test has a place of its own, on one server.
func TestPlacesDiffer(t *testing.T) {
	if a, b := URL(t), URL(t); a == b {
		t.Errorf("%s is given out twice", a)
	}
}
