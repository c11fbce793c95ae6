package ledger

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"dragoman"
)

// asked is a ledger of many records, with the same as a plain list of events.
func asked(t *testing.T) (*Ledger, []dragoman.FlatEvent) {
	t.Helper()
	perDay = 1
	var records []*dragoman.Record
	for i := range 300 {
		records = append(records, synthetic(i, 1+i%5))
	}
	path := place(t)
	addAll(t, path, records, 100)
	l, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { closed(t, l) })
	var all []dragoman.FlatEvent
	for _, r := range records {
		all = append(all, r.FlatEvents()...)
	}
	return l, all
}

func day(t *testing.T, s string) *int64 {
	t.Helper()
	d := DayOf(s)
	if d == NoDay {
		t.Fatalf("%q is no day", s)
	}
	return &d
}

func of(refs []dragoman.ActorRef, holds func(dragoman.Party) bool) bool {
	return slices.ContainsFunc(refs, func(r dragoman.ActorRef) bool { return holds(r.Party) })
}

func country(c string) func(dragoman.Party) bool {
	return func(p dragoman.Party) bool { return p.Country == c }
}

// Each condition of a query lets through the events that a look at every one of them
// lets through.
func TestQuery(t *testing.T) {
	l, all := asked(t)
	type event = dragoman.FlatEvent
	for _, c := range []struct {
		name string
		q    Query
		want func(e *event) bool
	}{
		{"all", Query{}, func(*event) bool { return true }},
		{"actor by code", Query{Actor: "USA"}, func(e *event) bool { return of(e.Source, country("USA")) || of(e.Target, country("USA")) }},
		{"source by CAMEO", Query{Source: "usagov"}, func(e *event) bool {
			return of(e.Source, func(p dragoman.Party) bool { return p.CAMEO == "USAGOV" })
		}},
		{"target by name", Query{Target: "foreign ministry of rus"}, func(e *event) bool {
			return of(e.Target, func(p dragoman.Party) bool { return p.Name == "Foreign Ministry of RUS" })
		}},
		{"target by a word", Query{Target: "ministry"}, func(e *event) bool {
			return of(e.Target, func(p dragoman.Party) bool { return strings.Contains(p.Name, "Ministry") })
		}},
		{"teller", Query{Via: "USA"}, func(e *event) bool { return of(e.Via, country("USA")) }},
		{"nobody", Query{Actor: "Atlantis"}, func(*event) bool { return false }},
		{"types", Query{Types: []string{"AGREE", "AID"}}, func(e *event) bool { return e.Type == "AGREE" || e.Type == "AID" }},
		{"quad and status", Query{Quads: []int{4}, Statuses: []string{"negated", "planned"}}, func(e *event) bool {
			return *e.Quad == 4 && (e.Status == "negated" || e.Status == "planned")
		}},
		{"period", Query{Since: day(t, "2014-03-01"), Until: day(t, "2014-06-30")}, func(e *event) bool {
			return e.Date.From >= "2014-03-01" && e.Date.From <= "2014-06-30"
		}},
		{"place", Query{Place: "ankara"}, func(e *event) bool { return e.Place != nil && e.Place.Name == "Ankara" }},
		{"country", Query{Country: "rus"}, func(e *event) bool { return e.Place != nil && e.Place.Country == "RUS" }},
		{"words", Query{Text: "forces TALKS"}, func(e *event) bool { return hasWords(e.Text, "forces") && hasWords(e.Text, "talks") }},
		{"words as they stand", Query{Text: `"forces forces"`}, func(e *event) bool {
			return strings.Contains(" "+strings.Trim(e.Text, ".")+" ", " forces forces ")
		}},
		{"other forms of a word", Query{Text: "minister"}, func(e *event) bool { return hasWords(e.Text, "ministers") }},
		{"a beginning", Query{Text: "forcesforces*"}, func(e *event) bool { return strings.Contains(e.Text, "forcesforces") }},
		{"several", Query{Actor: "USA", Types: []string{"ASSAULT"}, Since: day(t, "2014-02-01")}, func(e *event) bool {
			return (of(e.Source, country("USA")) || of(e.Target, country("USA"))) && e.Type == "ASSAULT" && e.Date.From >= "2014-02-01"
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var want []string
			for i := range all {
				if e := &all[i]; c.want(e) {
					want = append(want, fmt.Sprintf("%s %s %03s", e.Date.From, e.Report, e.ID[1:]))
				}
			}
			slices.Sort(want)
			got := list(t, l, c.q)
			if !slices.Equal(got, want) {
				t.Errorf("%d events, want %d:\n%q\n%q", len(got), len(want), got, want)
			}
			if len(want) == 0 && c.name != "nobody" {
				t.Error("a question that nothing answers tests nothing")
			}
			few := c.q
			few.Limit = 3
			if got := list(t, l, few); !slices.Equal(got, want[:min(3, len(want))]) {
				t.Errorf("the first three are %q", got)
			}
		})
	}
}

func hasWords(text, word string) bool {
	return slices.Contains(strings.Fields(strings.TrimSuffix(text, ".")), word)
}

func list(t *testing.T, l *Ledger, q Query) []string {
	t.Helper()
	var out []string
	for e, err := range l.Events(context.Background(), q) {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, fmt.Sprintf("%s %s %03s", e.Date.From, e.Report, e.ID[1:]))
	}
	return out
}

// Whatever people write for words is a question or a clear error, never a fault of
// the search.
func TestAnyWords(t *testing.T) {
	l, _ := asked(t)
	for _, text := range []string{`"`, `""`, `a"b`, "NOT", "a AND", "(", "col:x", "-x", "^", "***", "x*y", "NEAR(a b)", "don't", "é", "\x00"} {
		for _, err := range l.Events(context.Background(), Query{Text: text}) {
			if err != nil && !strings.Contains(err.Error(), "has no words") {
				t.Errorf("%q: %v", text, err)
			}
			break
		}
	}
}

// units pairs the countries of an event as its pairs are told to be.
func units(e *dragoman.FlatEvent) [][2]string {
	var out [][2]string
	for _, s := range e.Source {
		for _, x := range e.Target {
			same := s.Name == x.Name && s.Country == x.Country && s.CAMEO == x.CAMEO
			if p := [2]string{s.Country, x.Country}; (!same || len(e.Source)+len(e.Target) == 2) && !slices.Contains(out, p) {
				out = append(out, p)
			}
		}
	}
	return out
}

// Timelines and matrices say what a count of all events says, in any period.
func TestRelations(t *testing.T) {
	l, all := asked(t)
	ctx := context.Background()
	for _, p := range [][2]string{{"", ""}, {"2014-03-01", "2014-03-31"}, {"2014-02-15", "2014-05-03"}, {"2014-02-15", "2014-02-20"}, {"", "2014-06-10"}, {"2014-06-10", ""}} {
		var since, until *int64
		if p[0] != "" {
			since = day(t, p[0])
		}
		if p[1] != "" {
			until = day(t, p[1])
		}
		for _, by := range []string{"day", "month", "year"} {
			want := counted(all, p, func(e *dragoman.FlatEvent, pair [2]string) string {
				if pair == [2]string{"USA", "RUS"} || pair == [2]string{"RUS", "USA"} {
					return e.Date.From[:spans[by]] + " " + pair[0] + ">" + pair[1]
				}
				return ""
			})
			got, err := l.Timeline(ctx, "USA", "RUS", by, since, until)
			if err != nil {
				t.Fatal(err)
			}
			same(t, fmt.Sprintf("timeline %v by %s", p, by), got, want)
		}
		want := counted(all, p, func(e *dragoman.FlatEvent, pair [2]string) string { return pair[0] + ">" + pair[1] })
		got, err := l.Matrix(ctx, since, until)
		if err != nil {
			t.Fatal(err)
		}
		same(t, fmt.Sprintf("matrix %v", p), got, want)
	}
}

// tallied is the plain count that Between is held against.
type tallied struct {
	cooperation, conflict, meant, denied, scaled int
	goldstein                                    float64
}

func counted(all []dragoman.FlatEvent, period [2]string, name func(*dragoman.FlatEvent, [2]string) string) map[string]tallied {
	out := map[string]tallied{}
	for i := range all {
		e := &all[i]
		if e.Date.From < period[0] || period[1] != "" && e.Date.From > period[1] {
			continue
		}
		for _, p := range units(e) {
			key := name(e, p)
			if key == "" {
				continue
			}
			c := out[key]
			switch *doneOf[e.Status] {
			case meant:
				c.meant++
			case denied:
				c.denied++
			default:
				if *e.Quad <= 2 {
					c.cooperation++
				} else {
					c.conflict++
				}
				c.scaled++
				c.goldstein += *e.Goldstein
			}
			out[key] = c
		}
	}
	return out
}

func same(t *testing.T, what string, got []Between, want map[string]tallied) {
	t.Helper()
	if len(got) != len(want) {
		t.Errorf("%s: %d rows, want %d", what, len(got), len(want))
	}
	for _, b := range got {
		w := want[strings.TrimSpace(b.Period+" "+b.Source+">"+b.Target)]
		if b.Cooperation != w.cooperation || b.Conflict != w.conflict || b.Meant != w.meant || b.Denied != w.denied || b.Other != 0 {
			t.Errorf("%s: %+v, want %+v", what, b, w)
		}
		if mean := w.goldstein / float64(w.scaled); w.scaled > 0 && (*b.Goldstein < mean-0.001 || *b.Goldstein > mean+0.001) {
			t.Errorf("%s: %+v, Goldstein %v, want %v", what, b, *b.Goldstein, mean)
		}
	}
}

// Every way to count gives all events, some in several rows.
func TestCount(t *testing.T) {
	l, all := asked(t)
	ctx := context.Background()
	deeds := 0
	for i := range all {
		if *doneOf[all[i].Status] == done {
			deeds++
		}
	}
	for _, by := range Countings {
		counts, err := l.Count(ctx, Query{}, by)
		if err != nil {
			t.Fatal(err)
		}
		sum, sumDone := 0, 0
		for _, c := range counts {
			sum += c.Done + c.Meant + c.Denied
			sumDone += c.Done
		}
		if sum != len(all) || sumDone != deeds {
			t.Errorf("by %s: %d events, %d deeds, want %d and %d", by, sum, sumDone, len(all), deeds)
		}
	}
	if _, err := l.Count(ctx, Query{}, "moon"); err == nil {
		t.Error("counted by the moon")
	}
	counts, err := l.Count(ctx, Query{Types: []string{"ASSAULT"}, Limit: 1}, "pair")
	if err != nil || len(counts) != 1 {
		t.Fatalf("%v, %v", counts, err)
	}
	n := 0
	for i := range all {
		if e := &all[i]; e.Type == "ASSAULT" && slices.Contains(units(e), [2]string{counts[0].Source, counts[0].Target}) && *doneOf[e.Status] == done {
			n++
		}
	}
	if counts[0].Done != n {
		t.Errorf("%+v, want %d deeds", counts[0], n)
	}
}

func TestPairsOf(t *testing.T) {
	fr, de, paris := party{1, "FRA"}, party{2, "DEU"}, party{3, "FRA"}
	for _, c := range []struct {
		name             string
		sources, targets []party
		want             []pair
	}{
		{"one to one", []party{fr}, []party{de}, []pair{{"FRA", "DEU"}}},
		{"two presidents meet", []party{fr, de}, []party{fr, de}, []pair{{"FRA", "DEU"}, {"DEU", "FRA"}}},
		{"a state and its capital to another", []party{fr, paris}, []party{de}, []pair{{"FRA", "DEU"}}},
		{"within a state", []party{fr}, []party{paris}, []pair{{"FRA", "FRA"}}},
		{"to oneself", []party{fr}, []party{fr}, []pair{{"FRA", "FRA"}}},
		{"no target", []party{fr}, nil, []pair{{"FRA", ""}}},
		{"nobody", nil, nil, []pair{{"", ""}}},
	} {
		if got := pairsOf(c.sources, c.targets); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}
