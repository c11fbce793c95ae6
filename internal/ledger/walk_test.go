package ledger

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"dragoman"
)

// Walking finds what gathering finds, and is taken for what is everywhere.
func TestWalk(t *testing.T) {
	path := place(t)
	var records []*dragoman.Record
	for i := range 1300 {
		r := synthetic(i, 8)
		if i == 7 {
			r.Events[0].Source = *someone("Lone Village", "XXX")
		}
		records = append(records, r)
	}
	addAll(t, path, records, 1000)
	l, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer closed(t, l)
	since := day(t, "2016-01-01")
	for _, c := range []struct {
		q    Query
		walk bool
	}{
		{Query{Actor: "USA", Limit: 20}, true},
		{Query{Actor: "USA", Limit: 20, Since: since, Newest: true}, true},
		{Query{Source: "USA", Types: []string{"AGREE"}, Limit: 20}, true},
		{Query{Limit: 20, Newest: true}, true},
		{Query{Limit: 20, Until: since, Newest: true}, true},
		{Query{Types: []string{"AGREE"}, Limit: 20}, true},
		{Query{Place: "Nowhere", Limit: 20}, false},
		{Query{Since: since}, false},
		{Query{Actor: "USA"}, false},                              // all of them
		{Query{Actor: "Lone Village", Limit: 20}, false},          // few
		{Query{Actor: "USA", Place: "Nowhere", Limit: 20}, false}, // none
		{Query{Text: someVocabulary[0], Limit: 20}, true},
		{Query{Text: someVocabulary[0], Limit: 20, Since: since, Newest: true}, true},
		{Query{Text: someVocabulary[len(someVocabulary)-1], Limit: 20}, false},
		{Query{Actor: "USA", Text: someVocabulary[len(someVocabulary)-1], Limit: 20}, false},
		{Query{Actor: "USA", Types: []string{"AGREE"}, AsCoded: true, Limit: 20}, false}, // has no index
	} {
		walk, err := l.frequent(context.Background(), c.q)
		if err != nil || walk != c.walk {
			t.Errorf("%+v: walks %v, want %v (%v)", c.q, walk, c.walk, err)
		}
		var found [2][]string
		for i := range found {
			q := c.q
			if q.walk = i == 1; q.AsCoded {
				continue
			}
			if err := l.found(context.Background(), q, func(m Mark, e *dragoman.FlatEvent, _ *dragoman.Record) bool {
				found[i] = append(found[i], fmt.Sprint(m.Day, e.Report, e.ID))
				return true
			}); err != nil {
				t.Fatal(err)
			}
		}
		if !slices.Equal(found[0], found[1]) {
			t.Errorf("%+v: gathered %d, walked %d\n%q\n%q", c.q, len(found[0]), len(found[1]), found[0], found[1])
		}
	}
}

// A walk looks at the few sides of each event, however many are meant by a name: not at
// all of these, once for each event.
func TestWalkLooksAtTheEventsSides(t *testing.T) {
	ofFiles(t)
	path := place(t)
	addAll(t, path, someRecords(20), 20)
	l, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer closed(t, l)
	for _, q := range []Query{{Actor: "USA", walk: true}, {Source: "USA", walk: true}, {Target: "USA", walk: true}} {
		w, err := l.where(context.Background(), &q)
		if err != nil {
			t.Fatal(err)
		}
		var plan []string
		if err := l.each(context.Background(), "EXPLAIN QUERY PLAN SELECT e.id FROM events e INDEXED BY events_day WHERE "+w.String(), w.values, func(scan func(...any) error) error {
			var id, parent, unused int
			var step string
			err := scan(&id, &parent, &unused, &step)
			plan = append(plan, step)
			return err
		}); err != nil {
			t.Fatal(err)
		}
		if all := strings.Join(plan, "\n"); strings.Contains(all, "sides_actor") || !strings.Contains(all, "USING PRIMARY KEY (event=?") {
			t.Errorf("%+v goes another way:\n%s", q, all)
		}
	}
}
