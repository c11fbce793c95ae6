package feed

import (
	"context"
	"errors"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"dragoman/internal/fetch"
	"dragoman/internal/ingest"
	"dragoman/internal/ingest/feeds"
)

// kept is a sink that keeps what came, as a ledger does: the same report once. It fails
// when it is told to.
type kept struct {
	texts   map[string]bool
	puts    int
	commits int
	broken  bool
	late    int // so many times somebody else writes
}

func (k *kept) Code(_ context.Context, in *ingest.Input) func() error {
	return func() error {
		k.puts++
		k.texts[in.Text+in.Title+ingest.FormatDate(in.Meta)] = true
		return nil
	}
}

func (k *kept) Commit() error {
	k.commits++
	if k.late > 0 {
		k.late--
		return ErrNotNow
	}
	if k.broken {
		return errors.New("the power went")
	}
	return nil
}

// Where the run ends between a report's being put and its being noted as done, the next
// run hands on the same report again, letter by letter.
func TestCrashBeforeDone(t *testing.T) {
	path := filepath.Join(t.TempDir(), "memory")
	sink := &kept{texts: map[string]bool{}, broken: true}
	run := func() error {
		m, err := Open(path)
		if err != nil {
			t.Fatal(err)
		}
		defer m.Close()
		if _, err := m.note(&subscription{address: "http://a/feed", due: time.Now().Add(time.Hour)},
			[]feeds.Item{{Title: "One", Content: "<p>Türkei</p>", Date: time.Date(2023, 3, 14, 8, 0, 0, 0, time.FixedZone("", 7200)), Names: []string{"id 1"}}}); err != nil {
			t.Fatal(err)
		}
		w := Watcher{Once: true, Client: &fetch.Client{}, Memory: m, Pages: titles{}, Sink: sink, Tell: func(err error) { t.Error(err) }}
		return w.Run(t.Context())
	}
	if err := run(); err == nil || !strings.Contains(err.Error(), "power") {
		t.Fatal(err)
	}
	sink.broken = false
	for range 2 {
		if err := run(); err != nil {
			t.Fatal(err)
		}
	}
	if sink.puts != 2 || len(sink.texts) != 1 {
		t.Errorf("put %d times as %d reports, want twice the same", sink.puts, len(sink.texts))
	}
}

// While somebody else writes to where reports go, they stay; polling goes on, and nobody is
// pressed.
func TestNotNow(t *testing.T) {
	path := filepath.Join(t.TempDir(), "memory")
	synctest.Test(t, func(t *testing.T) {
		m, err := Open(path)
		if err != nil {
			t.Fatal(err)
		}
		defer m.Close()
		if _, err := m.note(&subscription{address: "http://a/feed"}, []feeds.Item{{Content: "<p>Türkei</p>", Names: []string{"id 1"}}}); err != nil {
			t.Fatal(err)
		}
		sink := &kept{texts: map[string]bool{}, late: 30}
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Minute)
		defer cancel()
		w := Watcher{Feeds: []string{"http://a/feed"}, Every: time.Hour, Memory: m, Pages: titles{}, Sink: sink, Tell: func(error) {},
			Client: &fetch.Client{Dial: func(context.Context, string, string) (net.Conn, error) { return nil, io.EOF }}}
		if err := w.Run(ctx); !errors.Is(err, context.DeadlineExceeded) {
			t.Fatal(err)
		}
		if _, taken, err := m.Pending(); err != nil || taken != 0 || sink.puts != 1 || sink.commits != 31 {
			t.Errorf("%v: %d wait, put %d times, in %d attempts", err, taken, sink.puts, sink.commits)
		}
	})
}

// Two links to one page are one item, whichever is followed first; a page under
// another title is another.
func TestTwoLinksToOnePage(t *testing.T) {
	m, err := Open(filepath.Join(t.TempDir(), "memory"))
	if err != nil {
		t.Fatal(err)
	}
	defer m.Close()
	page, other := "http://a.example.org/story", "http://b.example.org/to/story"
	for _, c := range []struct {
		name, title string
		ours        bool
	}{{other, "One", true}, {page, "One", false}, {"http://c.example.org/to/story", "Two", true}} {
		if _, err := m.note(&subscription{address: "http://" + c.name}, []feeds.Item{{Link: c.name, Names: []string{feeds.NameOf(c.name)}}}); err != nil {
			t.Fatal(err)
		}
		if c.name == other { // the page itself is told too, and waits
			if _, err := m.note(&subscription{address: "http://x"}, []feeds.Item{{Link: page, Names: []string{feeds.NameOf(page)}}}); err != nil {
				t.Fatal(err)
			}
		}
		e, err := m.next(hostOf(c.name), time.Now().Add(time.Second))
		if err != nil {
			t.Fatal(err)
		}
		in := &ingest.Input{Text: c.name}
		in.Title = c.title
		if ours, err := m.take(e, in, page); err != nil || ours != c.ours {
			t.Errorf("%s: taken: %v, %v, want %v", c.name, ours, err, c.ours)
		}
	}
}

func TestMemoryRefuses(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "memory")
	m, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Open(path); !errors.Is(err, ErrInUse) {
		t.Errorf("%v, expected it to be in use", err)
	}
	if err := m.Close(); err != nil {
		t.Error(err)
	}
	text := filepath.Join(dir, "text")
	if err := os.WriteFile(text, []byte("These are notes on the gas talks.\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(text); err == nil {
		t.Error("a text was opened")
	}
	if raw, _ := os.ReadFile(text); string(raw) != "These are notes on the gas talks.\n" {
		t.Error("the text was changed")
	}
	if _, err := Open(filepath.Join(dir, "none", "memory")); err == nil || !strings.Contains(err.Error(), "no such file") {
		t.Error(err)
	}
}

// What no feed tells for half a year is forgotten; what waits is not.
func TestForget(t *testing.T) {
	m, err := Open(filepath.Join(t.TempDir(), "memory"))
	if err != nil {
		t.Fatal(err)
	}
	defer m.Close()
	told := []feeds.Item{{Link: "http://a/1", Names: []string{"1"}}, {Link: "http://a/2", Names: []string{"2"}}, {Link: "http://a/3", Names: []string{"3"}}}
	note := func() int {
		fresh, err := m.note(&subscription{address: "http://a/feed"}, told)
		if err != nil {
			t.Fatal(err)
		}
		return fresh
	}
	note()
	if err := m.done([]int64{1, 2}); err != nil {
		t.Fatal(err)
	}
	if _, err := m.db.Exec("UPDATE items SET seen = seen - ? WHERE id IN (1, 3)", int64((remembered + day).Seconds())); err != nil {
		t.Fatal(err)
	}
	if err := m.forget(); err != nil {
		t.Fatal(err)
	}
	if n := note(); n != 1 {
		t.Errorf("%d items are new, want the one that was forgotten", n)
	}
}
