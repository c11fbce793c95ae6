package ledger

import (
	"context"
	"fmt"
	"reflect"
	"slices"
	"testing"

	"dragoman"
)

// raid tells a raid in a report of its own, so that no two are copies.
func raid(id, publisher, date string, via ...string) *dragoman.Record {
	r := synthetic(len(id)+len(publisher)*7+len(date)*31+len(via)*101, 1)
	r.ID, r.Publisher, r.Date = id, publisher, date
	e := &r.Events[0]
	e.Type, e.Via = "ASSAULT", nil
	for _, v := range via {
		e.Via = append(e.Via, dragoman.ActorRef{Party: dragoman.Party{Name: v}})
	}
	return r
}

func tellingsOf(t *testing.T, l *Ledger, q Query, one bool) (out []string) {
	t.Helper()
	acts, err := l.First(context.Background(), q, one)
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range acts {
		s := ""
		for _, b := range a.By {
			s += fmt.Sprintf("%d %s; ", b.Rank, b.Report)
		}
		out = append(out, s)
	}
	return out
}

func TestFirst(t *testing.T) {
	path := place(t)
	morning := raid("morning", "Star", "2024-05-02T06:00:00Z")
	records := []*dragoman.Record{
		raid("undated", "Sun", ""),
		raid("later", "Courier", "2024-05-03", "Ministry"),
		raid("noon", "Herald", "2024-05-02T12:00:00Z", "Ministry"), // the ministry said it there first
		raid("some-time", "Gazette", "2024-05-02"),                 // before or after noon, nobody knows
		morning,
		raid("morning-2", "Star", "2024-05-02T07:00:00Z"), // the same teller again
	}
	for i := range 2 { // printed by others: told by the first
		c := *morning
		c.ID, c.Publisher, c.Date = fmt.Sprint("print-", i), fmt.Sprint("Paper ", i), "2024-05-03"
		records = append(records, &c)
	}
	addAll(t, path, records, 3)
	l := opened(t, path)
	if got, want := tellingsOf(t, l, Query{Types: []string{"ASSAULT"}}, true), []string{"1 some-time; 1 morning; 1 undated; 2 noon; "}; !slices.Equal(got, want) {
		t.Errorf("as one matter: %q, want %q", got, want)
	}
	if got := tellingsOf(t, l, Query{Limit: 2}, false); len(got) != 2 || got[0] != "1 some-time; " {
		t.Errorf("of each incident: %q", got)
	}
}

// Somebody is where he meets; where tellings differ, where most have it.
func TestItinerary(t *testing.T) {
	meets := func(id, day, place, status string) *dragoman.Record {
		r := raid(id, "Star", day)
		e := &r.Events[0]
		e.Type, e.Mode, e.Status, e.Source = "CONSULT", "visit", status, *someone("Anna Example", "TCD")
		e.Date = &dragoman.EventDate{From: day, To: day, Precision: "day"}
		e.Place = &dragoman.Where{Name: place, Country: "LBY"}
		r.Places = []dragoman.Place{{Name: "Libya", Country: "LBY", Kind: "country"}}
		return r
	}
	path := place(t)
	phone := meets("phone", "2024-05-03", "Sirte", "occurred")
	phone.Events[0].Mode = "phone"
	addAll(t, path, []*dragoman.Record{
		meets("plan", "2024-06-01", "Ghat", "planned"), meets("not", "2024-05-04", "Ghat", "negated"), phone,
		meets("one", "2024-05-02", "Tripoli", "occurred"), meets("two-", "2024-05-02", "Benghazi", "occurred"), meets("three", "2024-05-02", "Benghazi", "occurred"),
		meets("country", "2024-05-02", "Libya", "occurred"), // says nothing against a town of it
	}, 3)
	w := writer(t, path)
	if err := w.exec(`UPDATE events SET joined = (SELECT min(e.id) FROM events e JOIN reports r ON r.id = e.report WHERE r.key IN ('one', 'two-', 'three', 'country'))
		WHERE report IN (SELECT id FROM reports WHERE key IN ('one', 'two-', 'three', 'country'))`); err != nil {
		t.Fatal(err)
	}
	closed(t, w)
	l, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer closed(t, l)
	who, err := l.Actors(context.Background(), "Example")
	if err != nil {
		t.Fatal(err)
	}
	stops, err := l.Itinerary(context.Background(), who, Query{}, visits{})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, s := range stops {
		got = append(got, fmt.Sprint(s.Event.Date.From, " ", s.Place.Name, " ", s.Texts, " ", s.Event.Status, " ", s.Other))
	}
	if want := []string{"2024-05-02 Benghazi 3 occurred map[Tripoli:1]", "2024-06-01 Ghat 1 planned map[]"}; !slices.Equal(got, want) {
		t.Errorf("stops %q, want %q", got, want)
	}
}

// visits puts visitors where they visit.
type visits struct{}

func (visits) Holds(kind, mode, side string) bool {
	return kind == "CONSULT" && mode == "visit" && side == "source"
}
func (visits) Named(string, string) bool { return false }

func TestNear(t *testing.T) {
	at := func(id, place string, lat, lon float64) *dragoman.Record {
		r := raid(id, place, "2024-05-02")
		r.Events[0].Place = &dragoman.Where{Name: place, Lat: &lat, Lon: &lon}
		return r
	}
	path := place(t)
	addAll(t, path, []*dragoman.Record{at("a", "Damascus", 33.51, 36.29), at("b", "Daraa", 32.62, 36.1), at("c", "East", 51, 179.9), at("d", "West", 51, -179.9), raid("e", "Nowhere", "2024-05-02")}, 3)
	l := opened(t, path)
	for _, c := range []struct {
		lat, lon, km float64
		want         []string
	}{
		{33.5, 36.3, 50, []string{"Damascus"}},
		{33.5, 36.3, 120, []string{"Damascus", "Daraa"}},
		{51, 179.95, 30, []string{"East", "West"}}, // over the line where the days meet
		{0, 0, 100, nil},
	} {
		spots, err := l.Near(context.Background(), c.lat, c.lon, c.km)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		ids := []int64{}
		for _, s := range spots {
			got, ids = append(got, s.Name), append(ids, s.ID)
		}
		if !reflect.DeepEqual(got, c.want) {
			t.Errorf("%v: %q, want %q", c, got, c.want)
		}
		if found := all(t, l, Query{At: ids}); len(found) != len(c.want) {
			t.Errorf("%v: %d events, want %d", c, len(found), len(c.want))
		}
	}
}
