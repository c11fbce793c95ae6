package queue

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"iter"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"dragoman/internal/queue/natstest"
)

func TestMain(m *testing.M) {
	if natstest.IsServer() {
		natstest.Main()
	}
	os.Exit(m.Run())
}

// opened is a queue on a server of its own, with what it tells.
func opened(t *testing.T, o Options) *Queue {
	t.Helper()
	if o.URL == "" {
		o.URL = natstest.Start(t, t.TempDir(), 1).URL()
	}
	q, err := Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := q.Close(); err != nil {
			t.Error(err)
		}
	})
	return q
}

func letters(n int) (out []Message) {
	for i := range n {
		out = append(out, Message{fmt.Sprint("r", i), fmt.Append(nil, "report ", i)})
	}
	return out
}

func taken(t *testing.T, q *Queue) iter.Seq[*Task] {
	t.Helper()
	tasks, err := q.Take(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return tasks
}

// next takes one report, or none where none comes.
func next(t *testing.T, q *Queue, patience time.Duration) *Task {
	t.Helper()
	late := time.Now().Add(patience)
	for task := range taken(t, q) {
		if task != nil || time.Now().After(late) {
			return task
		}
	}
	return nil
}

// What is sent twice comes once, and what is done comes no more.
func TestTwiceIsOnce(t *testing.T) {
	q := opened(t, Options{Lost: time.Second, Tries: 3})
	if twice, err := q.Put(t.Context(), letters(10)); err != nil || twice != 0 {
		t.Fatal(twice, err)
	}
	if twice, err := q.Put(t.Context(), letters(12)); err != nil || twice != 10 {
		t.Errorf("%d were there already, want 10; %v", twice, err)
	}
	var got []string
	for task := range taken(t, q) {
		if task == nil {
			break
		}
		body, err := task.Body(t.Context())
		if err != nil || string(body) != strings.Replace(task.ID, "r", "report ", 1) || task.Tries != 1 {
			t.Errorf("%s has the body %q, try %d; %v", task.ID, body, task.Tries, err)
		}
		got = append(got, task.ID)
		task.Done()
	}
	slices.Sort(got)
	if want := 12; len(slices.Compact(got)) != want {
		t.Errorf("%d reports came, want %d: %v", len(got), want, got)
	}
	if empty, err := q.Empty(t.Context()); err != nil || !empty {
		t.Errorf("something is left; %v", err)
	}
}

// A report whose worker falls silent is handed to another; one whose worker says that it is
// at work is not.
func TestSilentWorker(t *testing.T) {
	at := natstest.Start(t, t.TempDir(), 1).URL()
	busy := opened(t, Options{URL: at, Lost: time.Second, Tries: 3})
	if _, err := busy.Put(t.Context(), letters(1)); err != nil {
		t.Fatal(err)
	}
	task := next(t, busy, time.Second)
	other := opened(t, Options{URL: at, Lost: time.Second, Tries: 3})
	if got := next(t, other, 2500*time.Millisecond); got != nil {
		t.Fatalf("%s was handed out though it is worked on", got.ID)
	}
	busy.stop() // its worker hangs
	got := next(t, other, 5*time.Second)
	if got == nil || got.ID != task.ID || got.Tries != 2 {
		t.Fatalf("got %+v, want the second try of %s", got, task.ID)
	}
	got.Done()
}

// A worker that leaves hands back what it has, at once.
func TestHandedBack(t *testing.T) {
	at := natstest.Start(t, t.TempDir(), 1).URL()
	leaving, err := Open(t.Context(), Options{URL: at, Lost: time.Hour, Tries: 3})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := leaving.Put(t.Context(), letters(1)); err != nil {
		t.Fatal(err)
	}
	if next(t, leaving, time.Second) == nil {
		t.Fatal("nothing came")
	}
	if err := leaving.Close(); err != nil {
		t.Fatal(err)
	}
	if next(t, opened(t, Options{URL: at, Lost: time.Hour, Tries: 3}), 3*time.Second) == nil {
		t.Error("it did not come back")
	}
}

// What fails is tried again, then lies with the dead letters, with the last reason; what
// is sent from there is tried as often again, and can die again.
func TestDeadLetters(t *testing.T) {
	q := opened(t, Options{Lost: 30 * time.Second, Tries: 2})
	if _, err := q.Put(t.Context(), letters(2)[1:]); err != nil {
		t.Fatal(err)
	}
	die := func(id string) {
		for try := 1; try <= 2; try++ {
			task := next(t, q, 4*time.Second)
			if task == nil {
				t.Fatalf("try %d of %s did not come", try, id)
			}
			dead, err := task.Fail(fmt.Sprintf("it broke,\nfor the time %d", task.Tries))
			if err != nil || task.ID != id || task.Tries != try || dead != (try == 2) {
				t.Fatalf("try %d of %s counts as %d, dead: %v; %v", try, task.ID, task.Tries, dead, err)
			}
		}
	}
	for round := range 2 {
		die("r1")
		var dead []*Letter
		for l, err := range q.Dead(t.Context()) {
			if err != nil {
				t.Fatal(err)
			}
			dead = append(dead, l)
		}
		if len(dead) != 1 || dead[0].ID != "r1" || dead[0].Tries != 2 || dead[0].Why != "it broke, for the time 2" {
			t.Fatalf("round %d: %+v", round, dead)
		}
		if body, err := dead[0].Body(t.Context()); err != nil || string(body) != "report 1" {
			t.Errorf("round %d: the body %q; %v", round, body, err)
		}
		s, err := q.Look(t.Context(), time.Millisecond)
		if err != nil || s.Dead != 1 || s.Waiting != 0 || s.InHand != 0 || s.Copies != 1 {
			t.Errorf("round %d: %+v; %v", round, s, err)
		}
		if n, err := q.Replay(t.Context(), "r7"); err != nil || n != 0 {
			t.Errorf("%d of another name were replayed; %v", n, err)
		}
		if n, err := q.Replay(t.Context()); err != nil || n != 1 {
			t.Errorf("%d were replayed; %v", n, err)
		}
	}
}

// A report that kills whoever takes it is given up in the end, with what is known of it.
func TestUntold(t *testing.T) {
	at := natstest.Start(t, t.TempDir(), 1).URL()
	q := opened(t, Options{URL: at, Lost: 100 * time.Millisecond, Tries: 1})
	if _, err := q.Put(t.Context(), letters(1)); err != nil {
		t.Fatal(err)
	}
	q.stop() // nobody says a word
	for try := 1; ; try++ {
		task := next(t, q, 2*time.Second)
		if task == nil && try == untold+1 {
			break
		}
		if task == nil || task.Tries != try {
			t.Fatalf("try %d: %+v", try, task)
		}
	}
	for l, err := range q.Dead(t.Context()) {
		if err != nil || !strings.Contains(l.Why, "no worker lived") {
			t.Errorf("%+v; %v", l, err)
		}
		return
	}
	t.Error("there is no dead letter")
}

// A large body goes beside its message, and goes when the report is done.
func TestLargeBody(t *testing.T) {
	q := opened(t, Options{Lost: 30 * time.Second, Tries: 1})
	large := Message{"large", bytes.Repeat([]byte("0123456789abcdef"), 3<<16)}
	for range 2 {
		if _, err := q.Put(t.Context(), []Message{large}); err != nil {
			t.Fatal(err)
		}
	}
	take := func() *Task {
		task := next(t, q, 2*time.Second)
		if task == nil {
			t.Fatal("it did not come")
		}
		body, err := task.Body(t.Context())
		if err != nil || !bytes.Equal(body, large.Body) {
			t.Fatalf("%d bytes, want %d; %v", len(body), len(large.Body), err)
		}
		return task
	}
	if dead, err := take().Fail("it is too large"); err != nil || !dead {
		t.Fatal(dead, err)
	}
	if n, err := q.Replay(t.Context()); err != nil || n != 1 {
		t.Fatal(n, err)
	}
	task := take()
	task.Done()
	if _, err := task.Body(t.Context()); !IsGone(err) {
		t.Errorf("its body is still there: %v", err)
	}
}

// Who sends more than may wait, waits too, and nothing is lost.
func TestFull(t *testing.T) {
	told := make(chan string, 100)
	q := opened(t, Options{Lost: 30 * time.Second, Tries: 1, Tell: func(s string) { told <- s }})
	c := q.reports.CachedInfo().Config
	c.MaxMsgs = 5
	if _, err := q.js.UpdateStream(t.Context(), c); err != nil {
		t.Fatal(err)
	}
	short, stop := context.WithTimeout(t.Context(), time.Second)
	defer stop()
	if _, err := q.Put(short, letters(8)); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("8 went where 5 may wait: %v", err)
	}
	if s := <-told; !strings.Contains(s, "the queue is full") {
		t.Errorf("told %q", s)
	}
	sent := make(chan error, 1)
	go func() {
		_, err := q.Put(t.Context(), letters(8))
		sent <- err
	}()
	seen := map[string]bool{}
	for task := range taken(t, q) {
		if task == nil {
			if len(seen) == 8 {
				break
			}
			continue
		}
		seen[task.ID] = true
		task.Done()
	}
	if err := <-sent; err != nil {
		t.Error(err)
	}
}

func TestAddresses(t *testing.T) {
	for _, c := range []struct{ url, servers, name, fault string }{
		{"nats://a:4222", "nats://a:4222", "dragoman", ""},
		{"nats://a:4222,nats://b:4222/archive", "nats://a:4222,nats://b:4222", "archive", ""},
		{"tls://u:p@a/x_1", "tls://u:p@a", "x_1", ""},
		{"a:4222", "", "", "expected an address such as nats://host:4222"},
		{"http://a", "", "", "expected an address such as nats://host:4222"},
		{"nats://a/x,nats://b", "", "", "behind the last server"},
		{"nats://u:secret@a/x.y", "", "", "behind the last server"},
	} {
		servers, name, err := split(c.url)
		if c.fault != "" {
			if err == nil || !strings.Contains(err.Error(), c.fault) || strings.Contains(err.Error(), "secret") {
				t.Errorf("%s: %v, want %q", c.url, err, c.fault)
			}
			continue
		}
		if err != nil || servers != c.servers || name != c.name {
			t.Errorf("%s: %s, %s; %v", c.url, servers, name, err)
		}
	}
}

// Who only looks makes nothing.
func TestNone(t *testing.T) {
	at := natstest.Start(t, t.TempDir(), 1).URL()
	if q, err := Open(t.Context(), Options{URL: at + "/other", ReadOnly: true}); !errors.Is(err, ErrNone) {
		t.Fatalf("%v, %v", q, err)
	}
	opened(t, Options{URL: at + "/other"})
	opened(t, Options{URL: at + "/other", ReadOnly: true})
}
