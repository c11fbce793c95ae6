package serve

import (
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"reflect"
	"testing"
	"time"
)

// What was found quickly is found anew when the ledger has grown; what took long is given
// for a while, the longer ago it was found anew meanwhile, and never of another file.
func TestHeld(t *testing.T) {
	var h held
	add := func(key string, took, age time.Duration) *answer {
		a, _ := h.answer(key, "1-7")
		h.fill(key, a, a, func() (any, error) { return 3, nil })
		a.took, a.found = took, time.Now().Add(-age)
		return a
	}
	quick, slow := add("quick", time.Millisecond, 0), add("slow", time.Second, 0)
	stale, old := add("stale", time.Second, mostFresh), add("old", time.Hour, mostAge)
	soon := add("soon", leastHeld, (worth+1)*leastHeld)
	asked, _ := h.answer("asked", "1-7")
	for _, c := range []struct {
		key, state    string
		want          *answer
		held, renewed bool
	}{
		{"slow", "1-7", slow, true, false}, {"quick", "1-7", quick, true, false}, {"old", "1-7", old, true, false},
		{"slow", "1-8", slow, true, false}, {"quick", "1-8", quick, false, false}, {"old", "1-8", old, false, false},
		{"stale", "1-8", stale, true, true}, {"stale", "1-8", stale, true, false}, // by the first who asks
		{"soon", "1-8", soon, true, true},
		{"asked", "1-8", asked, true, false}, // by somebody who waits for it
		{"slow", "2-8", slow, false, false}, {"asked", "2-8", asked, false, false},
	} {
		got, renewal := h.answer(c.key, c.state)
		if (got == c.want) != c.held || (renewal != nil) != c.renewed {
			t.Errorf("%s in state %s: held %v, renewed %v, want %v, %v", c.key, c.state, got == c.want, renewal != nil, c.held, c.renewed)
		}
	}
}

// Where others wait already, an answer may be older.
func TestHeldWhileBusy(t *testing.T) {
	busy := false
	h := held{busy: func() bool { return busy }}
	for _, c := range []struct {
		age  time.Duration
		busy bool
		held bool
	}{{mostAge - time.Second, false, true}, {mostAge, false, false}, {mostAge, true, true}, {mostAgeBusy, true, false}} {
		a, _ := h.answer("a", "1-7")
		h.fill("a", a, a, func() (any, error) { return 3, nil })
		a.took, a.found, busy = time.Second, time.Now().Add(-c.age), c.busy
		b, renewal := h.answer("a", "1-8")
		if (a == b) != c.held || (renewal != nil) != c.held {
			t.Errorf("%+v: held %v, renewed %v", c, a == b, renewal != nil)
		}
		h.clear()
	}
}

// An answer that was renewed is given from then on; one that cannot be renewed stays.
func TestHeldIsRenewed(t *testing.T) {
	var h held
	a, _ := h.answer("a", "1-7")
	h.fill("a", a, a, func() (any, error) { return 3, nil })
	renew := func(state string, find func() (any, error)) {
		now := h.of["a"]
		now.took, now.found, now.renewed = time.Second, time.Now().Add(-mostFresh), false
		before, renewal := h.answer("a", state)
		if before != now || renewal == nil {
			t.Fatalf("in %s %+v is not renewed", state, before)
		}
		h.fill("a", renewal, before, find)
	}
	for _, c := range []struct {
		state string
		value int
		err   error
		want  int
	}{{"1-8", 4, errBusy, 3}, {"1-8", 4, nil, 4}, {"1-9", 5, nil, 5}} {
		renew(c.state, func() (any, error) { return c.value, c.err })
		if got, _ := h.answer("a", c.state); got.value != c.want {
			t.Errorf("%+v: %v", c, got.value)
		}
	}
	renew("1-10", func() (any, error) {
		h.clear()
		return 6, nil
	})
	if len(h.of) != 0 || h.bytes != 0 {
		t.Errorf("what was forgotten is held: %v, %d bytes", h.of, h.bytes)
	}
}

// A fault while an answer is found is of those who wait for it alone.
func TestHeldThroughAFault(t *testing.T) {
	var h held
	a, _ := h.answer("a", "1-7")
	func() {
		defer func() { _ = recover() }()
		h.fill("a", a, a, func() (any, error) { panic("a fault") })
	}()
	if b, _ := h.answer("a", "1-7"); b == a || !errors.Is(a.err, errFault) {
		t.Errorf("held: %v, with the error %v", b == a, a.err)
	}
}

// What is held is bounded, by its number and by its bytes; what is asked for stays.
func TestHeldIsBounded(t *testing.T) {
	for _, c := range []struct {
		name          string
		answers, size int
		kept          int
	}{
		{"many", 2 * mostHeld, 1, mostHeld},
		{"large", 100, mostHeldBytes / 10, 9}, // and what a slice takes beside its bytes
		{"too large", 3, mostHeldBytes/4 + 1, 1},
	} {
		var h held
		add := func(key string, size int) {
			a, _ := h.answer(key, "1-7")
			h.fill(key, a, a, func() (any, error) { return make([]byte, size), nil })
		}
		add("wanted", 1)
		for i := range c.answers {
			add(fmt.Sprint(i), c.size)
			h.answer("wanted", "1-7")
		}
		total := 0
		for _, a := range h.of {
			total += a.bytes
		}
		if h.of["wanted"] == nil || len(h.of) > c.kept+1 || len(h.of) < c.kept || total != h.bytes || total > mostHeldBytes {
			t.Errorf("%s: %d answers of %d bytes are held, counted as %d, expected %d", c.name, len(h.of), total, h.bytes, c.kept)
		}
	}
}

func TestFootprint(t *testing.T) {
	type row struct {
		name string
		n    *int
	}
	n := 7
	shared := []row{{"four", &n}}
	for _, c := range []struct {
		value any
		want  int
	}{
		{nil, 0}, {3, 8}, {"four", 16 + 4}, {[]int32{1, 2, 3}, 24 + 12}, {make([]int32, 0, 10), 24 + 40},
		{&row{"four", &n}, 8 + 24 + 4 + 8}, {[]*int{&n, &n}, 24 + 16 + 8}, {shared, 24 + 24 + 4 + 8},
		{[][]row{shared, shared}, 24 + 48 + 24 + 4 + 8}, {[]any{nil, "four"}, 24 + 32 + 16 + 4}, {map[string]int{"four": 4}, 8 + 2*24 + 4},
	} {
		if got := footprint(c.value); got != c.want {
			t.Errorf("%#v: %d bytes, want %d", c.value, got, c.want)
		}
	}
}

// An answer of an older ledger has no tag, so that nobody keeps it by one; its age is told.
func TestAged(t *testing.T) {
	path := filepath.Join(t.TempDir(), "ledger")
	s := testServer(t, func(o *Options) { o.Ledger = path })
	records, err := codedReports()
	if err != nil {
		t.Fatal(err)
	}
	addRecords(t, path, records[0])
	const at = "/v1/ledger"
	fresh := ask(s, "GET", at, "")
	a := s.held.of["info"]
	a.took, a.found = time.Minute, a.found.Add(-5*time.Second)
	addRecords(t, path, records[1])
	aged := ask(s, "GET", at, "", "If-None-Match", fresh.Header().Get("ETag"))
	if i := wants[ledgerOut](t, aged, 200); i.Reports != 1 || aged.Header().Get("ETag") != "" || aged.Header().Get("Age") != "5" {
		t.Errorf("%d reports, tag %q, age %q; want the answer of before, 1, without a tag, of 5 seconds", i.Reports, aged.Header().Get("ETag"), aged.Header().Get("Age"))
	}
	a.found = a.found.Add(-mostAge)
	s.answers.clear() // for the ledger is as it was
	again := ask(s, "GET", at, "")
	if i := wants[ledgerOut](t, again, 200); i.Reports != 2 || again.Header().Get("ETag") == "" || again.Header().Get("Age") != "" {
		t.Errorf("%d reports, tag %q, age %q; want a new answer", i.Reports, again.Header().Get("ETag"), again.Header().Get("Age"))
	}
}

// Of pages that many ask for while the ledger is as it was, each is written once; whoever
// is told what nobody may keep, or of others than the ledger, is told anew.
func TestKept(t *testing.T) {
	path := filepath.Join(t.TempDir(), "ledger")
	s := testServer(t, func(o *Options) { o.Ledger = path })
	records, err := codedReports()
	if err != nil {
		t.Fatal(err)
	}
	addRecords(t, path, records[0])
	for _, c := range []struct {
		at   string
		kept bool
	}{{"/", true}, {"/events?actor=Greece", true}, {"/v1/events?actor=Greece", true}, {"/v1/events?format=csv", true}, {"/health", false}, {"/report?id=none", false},
		{"/v1/export", false}, {"/v1/events?limit=x", false}, {"/coded?id=x", false}} {
		plain := ask(s, "GET", c.at, "")
		before := len(s.answers.of)
		packed := ask(s, "GET", c.at, "", "Accept-Encoding", "gzip")
		if kept := len(s.answers.of) == before+1; kept != c.kept {
			t.Errorf("%s: kept %v, want %v", c.at, kept, c.kept)
		}
		again := ask(s, "GET", c.at, "", "Accept-Encoding", "gzip")
		if again.Body.String() != packed.Body.String() || !reflect.DeepEqual(again.Header(), packed.Header()) || again.Code != plain.Code {
			t.Errorf("%s: %d %v, then %d %v", c.at, packed.Code, packed.Header(), again.Code, again.Header())
		}
		if packed.Header().Get("Content-Encoding") == "gzip" {
			r, err := gzip.NewReader(packed.Body)
			if err != nil {
				t.Fatal(err)
			}
			if text, err := io.ReadAll(r); err != nil || string(text) != plain.Body.String() {
				t.Errorf("%s: unpacked it is another answer, %v", c.at, err)
			}
		}
	}
	first := ask(s, "GET", "/v1/events?limit=1000", "").Body.String()
	addRecords(t, path, records[1])
	if now := ask(s, "GET", "/v1/events?limit=1000", "").Body.String(); now == first {
		t.Error("an answer of before is given after a report was added")
	}
}
