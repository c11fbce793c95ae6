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
	for i := range 3 * mostHeld {
		h.answer(fmt.Sprint(i), "1-8")
	}
	if len(h.of) > mostHeld {
		t.Errorf("%d answers are held, expected %d at most", len(h.of), mostHeld)
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
