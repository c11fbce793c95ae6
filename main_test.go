package dragoman

import (
	"sync"
	"testing"
)

var load = sync.OnceValues(func() (*Coder, error) { return New() })

// coder returns a coder with all its knowledge, loaded once for all tests.
func coder(t testing.TB) *Coder {
	t.Helper()
	c, err := load()
	if err != nil {
		t.Fatal(err)
	}
	return c
}
