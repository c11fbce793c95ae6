package event

import (
	"testing"

	"dragoman/data"
)

// The frames that ship load without a fault and are as many as the issue asks.
func TestFramesLoad(t *testing.T) {
	if _, err := New(data.Files); err != nil {
		t.Fatal(err)
	}
}
