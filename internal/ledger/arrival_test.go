package ledger

import (
	"errors"
	"path/filepath"
	"testing"

	"dragoman"
)

// Whoever asks again and again for what has come gets every event once, in whichever
// parts it is added, and goes on where he was in a ledger that was opened anew.
func TestArrived(t *testing.T) {
	path := filepath.Join(t.TempDir(), "ledger")
	var records []*dragoman.Record
	for i := range 30 {
		records = append(records, synthetic(i, i%6))
	}
	seen := map[string]int{}
	at := Arrival{}
	want := 0
	for i := 0; i < len(records); i += 10 {
		addAll(t, path, records[i:i+10], 4)
		for _, r := range records[i : i+10] {
			want += len(r.Events)
		}
		l := opened(t, path)
		for {
			events, now, err := l.Arrived(t.Context(), Query{}, at)
			if err != nil {
				t.Fatal(err)
			}
			for _, e := range events {
				seen[e.Report+" "+e.ID]++
			}
			if now == at {
				break
			}
			if at, err = ParseArrival(now.String()); err != nil || at != now {
				t.Fatalf("%s is read as %s: %v", now, at, err)
			}
		}
		if last, err := l.LastArrival(t.Context()); err != nil || last != at {
			t.Errorf("the last is %s, %v, want %s", last, err, at)
		}
	}
	for e, n := range seen {
		if n != 1 {
			t.Errorf("%s came %d times", e, n)
		}
	}
	if len(seen) != want || want == 0 {
		t.Errorf("%d events, want %d", len(seen), want)
	}
	l := opened(t, path)
	few, _, err := l.Arrived(t.Context(), Query{Types: []string{"ASSAULT"}}, Arrival{})
	if err != nil || len(few) == 0 || len(few) >= want {
		t.Errorf("%d assaults of %d events, %v", len(few), want, err)
	}
	other := filepath.Join(t.TempDir(), "other")
	addAll(t, other, records[20:], 4)
	if _, _, err := opened(t, other).Arrived(t.Context(), Query{}, at); !errors.Is(err, ErrNoArrival) {
		t.Errorf("a place of another ledger: %v", err)
	}
	for _, s := range []string{"", "7", "x-00", "1-x", "-1-00"} {
		if _, err := ParseArrival(s); err == nil {
			t.Errorf("%q is taken for a place", s)
		}
	}
}
