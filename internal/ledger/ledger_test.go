package ledger

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"dragoman"
)

// exported is all that a ledger says, as lines.
func exported(t testing.TB, path string) string {
	t.Helper()
	l, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	var b strings.Builder
	enc := json.NewEncoder(&b)
	for e, err := range l.Events(context.Background(), Query{}) {
		if err != nil {
			t.Fatal(err)
		}
		if err := enc.Encode(e); err != nil {
			t.Fatal(err)
		}
	}
	if err := l.Check(context.Background()); err != nil {
		t.Fatal(err)
	}
	b.WriteString(groups(t, l))
	b.WriteString("; ")
	b.WriteString(incidentsIn(t, l))
	return b.String()
}

// groups are the copies in a ledger, in one line: "report-1 = report-7; ...".
func groups(t testing.TB, l *Ledger) string {
	t.Helper()
	members := map[int64][]string{}
	for told, err := range l.Told(context.Background(), nil, nil) {
		if err != nil {
			t.Fatal(err)
		}
		members[told.Copies] = append(members[told.Copies], told.Record.ID)
	}
	var out []string
	for _, m := range members {
		if len(m) > 1 {
			out = append(out, strings.Join(m, " = "))
		}
	}
	slices.Sort(out)
	return strings.Join(out, "; ")
}

func TestWhatGoesInComesOut(t *testing.T) {
	path := place(t)
	w := writer(t, path)
	r := synthetic(1, 5)
	got, err := w.Add(entries(t, r))
	if err != nil {
		t.Fatal(err)
	}
	if want := (Added{Reports: 1, Events: 5}); got != want {
		t.Errorf("added %+v, want %+v", got, want)
	}
	closed(t, w)
	l, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer closed(t, l)
	seen := map[string]dragoman.FlatEvent{}
	for e, err := range l.Events(context.Background(), Query{}) {
		if err != nil {
			t.Fatal(err)
		}
		seen[e.ID] = *e
	}
	for _, want := range r.FlatEvents() {
		if got := seen[want.ID]; !reflect.DeepEqual(got, want) {
			t.Errorf("event %s:\n got %+v\nwant %+v", want.ID, got, want)
		}
	}
}

// A file may have any name that a system takes.
func TestStrangeNames(t *testing.T) {
	ofFiles(t)
	for _, name := range []string{"a b", "50%", "what?.ledger", "#1", "é", "a&mode=memory", ":memory:"} {
		path := filepath.Join(t.TempDir(), name)
		addAll(t, path, someRecords(4), 5)
		if got, want := strings.Count(exported(t, path), "\n"), 0+1+2+3+3; got != want {
			t.Errorf("%s: %d events, want %d", name, got, want)
		}
		if _, err := os.Stat(path); err != nil {
			t.Error(err)
		}
	}
}
