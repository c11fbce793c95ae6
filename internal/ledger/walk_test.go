package ledger

import (
	"context"
	"fmt"
	"slices"
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
		{Query{Actor: "USA"}, false},                                                     // all of them
		{Query{Actor: "Lone Village", Limit: 20}, false},                                 // few
		{Query{Actor: "USA", Place: "Nowhere", Limit: 20}, false},                        // none
		{Query{Actor: "USA", Text: "talks", Limit: 20}, false},                           // by words
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
