package main

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"dragoman"
	"dragoman/internal/ingest"
)

func TestProgress(t *testing.T) {
	begun := time.Date(2014, 3, 5, 10, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		after        time.Duration
		done, failed int
		taken, whole int64
		want         string
	}{
		{2 * time.Second, 100, 0, 50, 100, "100 reports, 50 a second"},
		{time.Minute, 6000, 3, 25, 100, "6000 reports, 100 a second, 3 failed, 25 % of the input, 3 minutes left"},
		{time.Minute, 6000, 0, 99, 100, "6000 reports, 100 a second, 99 % of the input, 0 seconds left"},
		{time.Hour, 36, 0, 1, 100, "36 reports, 0.01 a second, 1 % of the input, 99 hours left"},
		{time.Minute, 60, 0, 25, 0, "60 reports, 1 a second"}, // a stream
	} {
		p := &progress{since: begun}
		p.taken.Store(c.taken)
		p.whole.Store(c.whole)
		if got := p.says(begun.Add(c.after), &tally{done: c.done, failed: c.failed}); got != c.want {
			t.Errorf("%q, expected %q", got, c.want)
		}
	}
}

// A log gets a line now and then, a terminal one line that is written again.
func TestCount(t *testing.T) {
	for _, watched := range []bool{true, false} {
		var out bytes.Buffer
		term := &terminal{stderr: &out, watched: watched, silent: true}
		term.progress.since = time.Now().Add(-time.Hour)
		c := &tally{t: term}
		c.ok()
		c.ok()
		want := "\r1 reports, 0.000278 a second\x1b[K"
		if !watched {
			want = "dragoman: 1 reports, 0.000278 a second\n"
		}
		if out.String() != want {
			t.Errorf("watched %v: %q, expected %q", watched, &out, want)
		}
	}
}

func TestAttempt(t *testing.T) {
	at := func() item {
		in := &dragoman.Input{Place: ingest.Place{Name: "a.jsonl", Line: 7}}
		in.ID = "r7"
		return item{in: in}
	}
	hang := make(chan struct{})
	defer close(hang)
	for _, c := range []struct {
		name string
		i    item
		work func() (int, error)
		want string
	}{
		{"done", at(), func() (int, error) { return 3, nil }, ""},
		{"panics", at(), func() (int, error) { panic("no such layer") }, "report r7: a.jsonl:7: internal fault: no such layer"},
		{"hangs", at(), func() (int, error) { <-hang; return 0, nil }, "a.jsonl:7: given up: it took longer than 50ms (--timeout)"},
		{"failed before", item{err: errors.New("gone")}, func() (int, error) { t.Error("worked on"); return 0, nil }, "gone"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := attempt(context.Background(), 50*time.Millisecond, c.i, func(context.Context, item) (int, error) { return c.work() })
			got := ""
			if err != nil {
				got = err.Error()
			}
			if got != c.want {
				t.Errorf("error %q, expected %q", got, c.want)
			}
		})
	}
	if _, err := attempt(context.Background(), 0, at(), func(context.Context, item) (int, error) { panic("x") }); err == nil || !strings.Contains(err.Error(), "internal fault") {
		t.Errorf("without a limit: %v", err)
	}
}
