package ledger

import (
	"cmp"
	"context"
	"slices"
	"testing"

	"dragoman"
)

// Somebody's roles are those under which reports name him, with the first and the last day.
func TestRoles(t *testing.T) {
	path := place(t)
	var records []*dragoman.Record
	at := map[dragoman.Party]*Role{}
	for n := range 60 {
		r := synthetic(n, 1)
		if n%7 == 0 {
			r.Date = ""
		}
		records = append(records, r)
		seen := map[dragoman.Party]bool{}
		for _, a := range r.Actors {
			p := a.Party
			p.ID = ""
			if p.Country != "USA" || seen[p] {
				continue
			}
			seen[p] = true
			if at[p] == nil {
				at[p] = &Role{Party: p}
			}
			role := at[p]
			role.Reports++
			if r.Date != "" {
				role.Last = max(role.Last, r.Date)
				role.First = min(cmp.Or(role.First, r.Date), r.Date)
			}
		}
	}
	addAll(t, path, records, 20)
	l, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer closed(t, l)
	set, err := l.Actors(context.Background(), "USA")
	if err != nil {
		t.Fatal(err)
	}
	got, err := l.Roles(context.Background(), set, 10)
	if err != nil || len(got) != len(at) || len(got) < 3 {
		t.Fatalf("%d roles, %v, want %d", len(got), err, len(at))
	}
	for _, role := range got {
		want := at[role.Party]
		if want == nil || role != *want {
			t.Errorf("%+v, want %+v", role, want)
		}
	}
	if !slices.IsSortedFunc(got, func(a, b Role) int { return b.Reports - a.Reports }) {
		t.Errorf("not the most often named first: %+v", got)
	}
}
