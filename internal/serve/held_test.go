package serve

import (
	"fmt"
	"path/filepath"
	"testing"
	"time"
)

// What was found quickly is found anew when the ledger has grown; what took long is given
// for a while, and never of another file.
func TestHeld(t *testing.T) {
	var h held
	slow := h.answer("slow", "1-7")
	h.fill("slow", slow, func() (any, error) { return 3, nil })
	slow.took = time.Second
	quick := h.answer("quick", "1-7")
	h.fill("quick", quick, func() (any, error) { return 3, nil })
	quick.took = time.Millisecond
	asked := h.answer("asked", "1-7")
	for _, c := range []struct {
		key, state string
		want       *answer
		held       bool
	}{
		{"slow", "1-7", slow, true}, {"quick", "1-7", quick, true},
		{"slow", "1-8", slow, true}, {"quick", "1-8", quick, false},
		{"asked", "1-8", asked, true}, // by somebody who waits for it
		{"slow", "2-8", slow, false}, {"asked", "2-8", asked, false},
	} {
		if got := h.answer(c.key, c.state); (got == c.want) != c.held {
			t.Errorf("%s in state %s: held %v, want %v", c.key, c.state, got == c.want, c.held)
		}
	}
	old := h.answer("old", "1-7")
	h.fill("old", old, func() (any, error) { return 3, nil })
	old.took, old.found = time.Hour, time.Now().Add(-mostAge-time.Second)
	if h.answer("old", "1-8") == old {
		t.Errorf("an answer is given after %s", mostAge)
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
			a := h.answer(key, "1-7")
			h.fill(key, a, func() (any, error) { return make([]byte, size), nil })
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
	again := ask(s, "GET", at, "")
	if i := wants[ledgerOut](t, again, 200); i.Reports != 2 || again.Header().Get("ETag") == "" || again.Header().Get("Age") != "" {
		t.Errorf("%d reports, tag %q, age %q; want a new answer", i.Reports, again.Header().Get("ETag"), again.Header().Get("Age"))
	}
}
