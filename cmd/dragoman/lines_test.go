package main

import (
	"context"
	"io"
	"strings"
	"testing"
)

// A line that is too long costs that line alone.
func TestLongLine(t *testing.T) {
	long := strings.Repeat("x", longestLine+1)
	var got []string
	for l := range readLines(context.Background(), strings.NewReader("one\n"+long+"\nthree")) {
		switch {
		case l.err != nil:
			got = append(got, l.err.Error())
		default:
			got = append(got, strings.TrimSpace(l.text))
		}
	}
	if want := "one, longer than 16 MiB, three"; strings.Join(got, ", ") != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// Whoever waits for a line that does not come can be stopped.
func TestWaitingCanBeStopped(t *testing.T) {
	r, w := io.Pipe()
	defer w.Close()
	ctx, stop := context.WithCancel(context.Background())
	stop()
	for range readLines(ctx, r) {
		t.Error("a line out of nothing")
	}
}
