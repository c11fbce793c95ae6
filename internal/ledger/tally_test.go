package ledger

import (
	"context"
	"fmt"
	"reflect"
	"slices"
	"testing"

	"dragoman"
	"dragoman/internal/review"
)

// wantTallied holds what is counted ahead of an actor's page against what is there.
func wantTallied(t *testing.T, path string) {
	t.Helper()
	l, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer closed(t, l)
	ctx := context.Background()
	if err := l.Check(ctx); err != nil {
		t.Error(err)
	}
	compared := 0
	for _, who := range someStates[:8] {
		set, err := l.Actors(ctx, who)
		if err != nil || !set.unit() {
			t.Fatalf("%s: %+v, %v", who, set, err)
		}
		for target, q := range map[bool]Query{false: {Source: who}, true: {Target: who}} {
			got, err := l.Deeds(ctx, who, target)
			want, err2 := l.Count(ctx, q, "type")
			if err != nil || err2 != nil || !slices.Equal(got, want) {
				t.Errorf("%+v: %v %v\n got %+v\nwant %+v", q, err, err2, got, want)
			}
			compared += len(want)
		}
		all := ActorSet{} // the same, one by one
		if all.ids, err = idsOf(l, "SELECT id FROM actors WHERE unit = ?", who); err != nil {
			t.Fatal(err)
		}
		for name, ask := range map[string]func(ActorSet) (any, error){
			"quoters": func(s ActorSet) (any, error) { return l.Quoters(ctx, s, 50) },
			"roles":   func(s ActorSet) (any, error) { return l.Roles(ctx, s, 50) },
		} {
			got, err := ask(set)
			want, err2 := ask(all)
			if err != nil || err2 != nil || !reflect.DeepEqual(got, want) {
				t.Errorf("%s of %s: %v %v\n got %+v\nwant %+v", name, who, err, err2, got, want)
			}
		}
		got, err := l.said(ctx, set, set.walkSpoken(), 10)
		want, err2 := l.said(ctx, set, set.gatherSpoken(), 10)
		if err != nil || err2 != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s said: %v %v\n got %+v\nwant %+v", who, err, err2, got, want)
		}
	}
	if compared < 40 {
		t.Errorf("%d numbers compare little", compared)
	}
}

func idsOf(l *Ledger, q string, values ...any) (out []int64, err error) {
	err = l.each(context.Background(), q, values, func(scan func(...any) error) error {
		var n int64
		err := scan(&n)
		out = append(out, n)
		return err
	})
	return out, err
}

// What is counted ahead is what is there, whatever is added, copied, coded anew and marked.
func TestTallies(t *testing.T) {
	records := append(families(30), someRecords(120)...)
	path := place(t)
	addAll(t, path, records, 40)
	wantTallied(t, path)
	var anew []*dragoman.Record
	for i, r := range records {
		if i%3 > 0 {
			continue
		}
		c := *r
		c.Coder.Version = "0.2.0"
		c.Events = append(slices.Clone(r.Events[:len(r.Events)/2]), synthetic(i+7000, 3).Events...)
		for n := range c.Events {
			c.Events[n].ID = fmt.Sprintf("n%d", n)
			c.Events[n].Start, c.Events[n].End = 0, 5
		}
		c.Actors, c.Statements = r.Actors[:len(r.Actors)/2], r.Statements[:len(r.Statements)/2]
		anew = append(anew, &c)
	}
	addAll(t, path, anew, 17)
	wantTallied(t, path)
	w := writer(t, path)
	other := "PROTEST"
	for i, r := range anew[:10] {
		m := review.Mark{Report: r.ID, Event: r.Events[0].ID, By: "ada", At: "2026-01-02T03:04:05Z", Mark: review.Wrong}
		if i%2 == 0 {
			m.Mark, m.Set = review.Corrected, &review.Correction{Type: other}
		}
		if _, err := w.Mark(m); err != nil {
			t.Fatal(err)
		}
	}
	closed(t, w)
	wantTallied(t, path)
}

// A file of format 7 is counted when it is next added to.
func TestTalliesOfFormatSeven(t *testing.T) {
	ofFiles(t)
	path := place(t)
	records := append(families(30), someRecords(60)...)
	addAll(t, path, records[:len(records)-20], 50)
	w := writer(t, path)
	backToFormat7(t, w)
	closed(t, w)
	addAll(t, path, records, 50)
	wantTallied(t, path)
}
