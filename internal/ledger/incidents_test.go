package ledger

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"dragoman"
	"dragoman/internal/incident"
	"dragoman/internal/review"
)

// tellings are reports of few states, kinds and days, so that many of their events tell
// one act, and some incidents hang together by one event only.
func tellings(n int) []*dragoman.Record {
	r := rand.New(rand.NewPCG(5, 5))
	pick := func(s ...string) string { return s[r.IntN(len(s))] }
	side := func(s ...string) (out []dragoman.ActorRef) {
		for _, id := range s {
			if id != "" {
				out = append(out, dragoman.ActorRef{Party: dragoman.Party{ID: id, Name: pick("ships", id, id, id), Country: id}})
			}
		}
		return out
	}
	var out []*dragoman.Record
	for i := range n {
		c := synthetic(i, 2+r.IntN(3))
		c.ID = fmt.Sprintf("report-%d", i)
		if c.Date = Date(DayOf("2020-01-25") + int64(r.IntN(20))); r.IntN(8) == 0 {
			c.Date = ""
		}
		for j := range c.Events {
			e := &c.Events[j]
			e.Type, e.Underlying, e.Place = pick("CONSULT", "ASSAULT", "AID", "SANCTION"), "", nil
			e.Source, e.Target = side(pick("TUR", "GRC", "ITA", "EGY", "")), side(pick("CYP", "", "GRC", "LBY"))
			if r.IntN(6) == 0 {
				e.Source = side("TUR", "SYR")
			}
			e.Trigger.Text = pick("raided", "met", "shelled", "talks", "visit", "sent", "hit", "barred", "struck", "fined")
			e.Date.Text = "nowhere in its clause" // so that its day is vague
			if r.IntN(3) > 0 {
				e.Date.Text = e.Text[:5]
			}
			switch day := DayOf("2020-01-20") + int64(r.IntN(40)); r.IntN(9) {
			case 0:
				e.Date = nil
			case 1:
				e.Date.From, e.Date.To = Date(day), Date(day+int64(r.IntN(300)))
			default:
				e.Date.From, e.Date.To = Date(day), Date(day)
			}
		}
		out = append(out, c)
	}
	return out
}

// incidentsInMemory compares all events of all reports with one another that meet by
// their keys or are of one report, and parts what hangs together.
func incidentsInMemory(t testing.TB, records []*dragoman.Record) string {
	t.Helper()
	reader, err := traitsReader()
	if err != nil {
		t.Fatal(err)
	}
	var all []incident.Features
	var names []string
	of := unions[int]{}
	for n, r := range records {
		for i, f := range reader.Read(r) {
			f.Report = int64(n)
			all, names = append(all, f), append(names, r.ID+"#"+r.Events[i].ID)
		}
	}
	for i := range all {
		of.join(i, i)
		for k := range i {
			if (all[i].Report == all[k].Report || meet(&all[i], &all[k])) && incident.Linked(&all[i], &all[k]) {
				of.join(i, k)
			}
		}
	}
	var groups [][]string
	for _, members := range of.all() {
		var features []*incident.Features
		for _, i := range members {
			features = append(features, &all[i])
		}
		acts := map[int][]string{}
		for i, first := range incident.Part(features) {
			acts[first] = append(acts[first], names[members[i]])
		}
		groups = append(groups, slices.Collect(maps.Values(acts))...)
	}
	return inOrder(groups)
}

func meet(a, b *incident.Features) bool {
	for _, look := range a.Look() {
		for _, file := range b.File() {
			if look.Block == file.Block && look.Admits(file.Mark, a) {
				return true
			}
		}
	}
	return false
}

// inOrder lists groups of more than one, in order.
func inOrder(groups [][]string) string {
	var out []string
	for _, g := range groups {
		if len(g) > 1 {
			slices.Sort(g)
			out = append(out, strings.Join(g, " = "))
		}
	}
	slices.Sort(out)
	return strings.Join(out, "; ")
}

// incidentsIn are the incidents of a ledger, in one line.
func incidentsIn(t testing.TB, l *Ledger) string {
	t.Helper()
	groups := map[int64][]string{}
	if err := l.each(context.Background(), "SELECT e.incident, r.key || '#' || e.name FROM events e JOIN reports r ON r.id = e.report", nil, func(scan func(...any) error) error {
		var n int64
		var name string
		err := scan(&n, &name)
		groups[n] = append(groups[n], name)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return inOrder(slices.Collect(maps.Values(groups)))
}

func incidentsAt(t testing.TB, path string) string {
	t.Helper()
	l, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer closed(t, l)
	if err := l.Check(context.Background()); err != nil {
		t.Fatal(err)
	}
	return incidentsIn(t, l)
}

// Incidents are found as in memory, whatever the order, the size of transactions and the
// number of processes.
func TestIncidents(t *testing.T) {
	records := tellings(60)
	want := incidentsInMemory(t, records)
	if n := strings.Count(want, ";"); n < 15 {
		t.Fatalf("%d incidents test little: %s", n, want)
	}
	for seed := range uint64(4) {
		mixed := slices.Clone(records)
		rand.New(rand.NewPCG(seed, 3)).Shuffle(len(mixed), func(i, j int) { mixed[i], mixed[j] = mixed[j], mixed[i] })
		path := place(t)
		size := []int{1, 7, 20, 1000}[seed]
		addAll(t, path, mixed[:len(mixed)/2], size)
		addAll(t, path, mixed[len(mixed)/2:], size)
		if got := incidentsAt(t, path); got != want {
			t.Errorf("order %d:\n got %s\nwant %s", seed, got, want)
		}
	}
}

// siege are reports of a war between two: what they tell hangs together by links, most of
// it in components that are too large to be parted but by days.
func siege(n int) []*dragoman.Record {
	out := tellings(n)
	for i, c := range out {
		for j := range c.Events {
			e := &c.Events[j]
			if (i+j)%7 == 0 {
				continue
			}
			e.Type, e.Counts = "ASSAULT", nil
			e.Source = []dragoman.ActorRef{{Party: dragoman.Party{ID: "RUS", Name: "RUS", Country: "RUS"}}}
			e.Target = []dragoman.ActorRef{{Party: dragoman.Party{ID: "UKR", Name: "UKR", Country: "UKR"}}}
			day := Date(DayOf("2022-03-01") + int64((i+3*j)%12)*9/8)
			e.Date = &dragoman.EventDate{From: day, To: day, Precision: "day", Text: e.Text[:5]}
		}
	}
	return out
}

// A component of more than incident.Most events is parted by days, whatever the order, the
// size of transactions and the number of processes; one that has grown small again, by what
// its events are.
func TestLargeIncidents(t *testing.T) {
	records := siege(70)
	want := incidentsInMemory(t, records)
	reverse := slices.Clone(records)
	slices.Reverse(reverse)
	for i, mixed := range [][]*dragoman.Record{records, reverse} {
		path := place(t)
		size := []int{1, 9}[i]
		addAll(t, path, mixed[:30], size)
		addAll(t, path, mixed[30:], size)
		if n := largest(t, path); n <= incident.Most {
			t.Fatalf("the largest component has %d events, expected more than %d", n, incident.Most)
		}
		if got := incidentsAt(t, path); got != want {
			t.Errorf("order %d:\n got %s\nwant %s", i, got, want)
		}
		fewer := recodedBy("fewer", records, 1)
		for _, r := range fewer {
			r.Events = r.Events[:min(1, len(r.Events))]
		}
		addAll(t, path, fewer, 35)
		if got, want := incidentsAt(t, path), incidentsInMemory(t, fewer); got != want {
			t.Errorf("recoded:\n got %s\nwant %s", got, want)
		}
	}
}

// largest is how many events the largest component has.
func largest(t *testing.T, path string) (n int) {
	t.Helper()
	l, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer closed(t, l)
	if err := l.db.QueryRow("SELECT count(*) FROM events WHERE linked IS NOT NULL GROUP BY linked ORDER BY 1 DESC LIMIT 1").Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

// What people say of tellings in a large component stands, said early or late.
func TestDecisionsInLarge(t *testing.T) {
	records := siege(70)
	groups := strings.Split(incidentsInMemory(t, records), "; ")
	slices.SortFunc(groups, func(a, b string) int { return len(b) - len(a) })
	one, two := membersIn(t, groups[0]), membersIn(t, groups[1])
	late, early := place(t), filepath.Join(t.TempDir(), "ledger")
	say := func(path string) {
		w := writer(t, path)
		if err := w.Merge([]Telling{one[0], two[0]}); err != nil {
			t.Fatal(err)
		}
		if err := w.Split(two[1:3]); err != nil {
			t.Fatal(err)
		}
		closed(t, w)
	}
	addAll(t, late, records, 20)
	say(late)
	said := slices.Concat(one[:1], two[:3])
	needed := func(r *dragoman.Record) bool {
		return slices.ContainsFunc(said, func(t Telling) bool { return t.Report == r.ID })
	}
	var some []*dragoman.Record
	for _, r := range records {
		if needed(r) {
			some = append(some, r)
		}
	}
	addAll(t, early, some, 20)
	say(early)
	addAll(t, early, records, 20)
	got := incidentsAt(t, late)
	if after := incidentsAt(t, early); got != after {
		t.Errorf("said late:  %s\nsaid early: %s", got, after)
	}
	if !areTogether(got, one[1], two[len(two)-1]) || !areTogether(got, two[1], two[2]) || areTogether(got, two[1], two[0]) {
		t.Errorf("what was said does not stand: %s", got)
	}
}

// recodedBy is what another coder makes of reports: it misses one event in three, and
// some of them held incidents together.
func recodedBy(coder string, records []*dragoman.Record, seed uint64) []*dragoman.Record {
	r := rand.New(rand.NewPCG(seed, 4))
	var out []*dragoman.Record
	for _, rec := range records {
		c := *rec
		c.Coder.Lexicon = coder
		c.Events = slices.DeleteFunc(slices.Clone(c.Events), func(dragoman.Event) bool { return r.IntN(3) == 0 })
		out = append(out, &c)
	}
	return out
}

// Recoding takes incidents apart and joins others, in whatever portions, and more than
// once in a transaction.
func TestRecodedIncidents(t *testing.T) {
	records := tellings(60)
	before := incidentsInMemory(t, records)
	for seed := range uint64(4) {
		first, second := recodedBy("first", records, seed), recodedBy("second", records, seed+9)
		want := incidentsInMemory(t, second)
		if before == want {
			t.Fatal("recoding changes nothing")
		}
		path := place(t)
		size := []int{1, 7, 20, 1000}[seed]
		addAll(t, path, records, size)
		some := first
		for i := range second { // one after another, and both in one transaction
			some = slices.Insert(some, 2*i+1, second[i])
		}
		addAll(t, path, some, size)
		if got := incidentsAt(t, path); got != want {
			t.Errorf("recoded %d at a time:\n got %s\nwant %s", size, got, want)
		}
	}
}

// What a failed transaction has found is forgotten.
func TestIncidentsAfterFailure(t *testing.T) {
	records := tellings(40)
	path := place(t)
	w := writer(t, path)
	fail, mend := "CREATE TRIGGER full BEFORE INSERT ON clues WHEN (SELECT count(*) FROM events) >= 0 BEGIN SELECT raise(ABORT, 'full'); END", "DROP TRIGGER full"
	if onPostgres {
		fail, mend = "ALTER TABLE clues ADD CONSTRAINT full_ CHECK (block IS NULL)", "ALTER TABLE clues DROP CONSTRAINT full_"
	}
	if err := w.exec(fail); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Add(entries(t, records[:20]...)); err == nil {
		t.Fatal("the transaction did not fail")
	}
	if err := w.exec(mend); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Add(entries(t, records...)); err != nil {
		t.Fatal(err)
	}
	closed(t, w)
	if got, want := incidentsAt(t, path), incidentsInMemory(t, records); got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
}

// A file of an older format gets narrower rows, and is searched for incidents when it is
// next added to.
func TestIncidentsOfOlderFormat(t *testing.T) {
	ofFiles(t)
	records := tellings(40)
	path := place(t)
	addAll(t, path, records, 50)
	want := exported(t, path)
	w := writer(t, path)
	backToFormat2(t, w)
	closed(t, w)
	addAll(t, path, records[:3], 50)
	if got := exported(t, path); got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
}

// A file of format 5 has incidents that were found by other things: they are found anew
// when it is next added to, and what people have said of them stands.
func TestIncidentsOfFormatFive(t *testing.T) {
	ofFiles(t)
	records := tellings(40)
	path := place(t)
	addAll(t, path, records, 50)
	group := membersIn(t, strings.Split(incidentsInMemory(t, records), "; ")[0])
	w := writer(t, path)
	if err := w.Split(group[:1]); err != nil {
		t.Fatal(err)
	}
	closed(t, w)
	want := exported(t, path)
	w = writer(t, path)
	backToFormat6(t, w)
	if err := w.exec("UPDATE events SET traits = x'00', joined = id; DELETE FROM clues WHERE block % 2; PRAGMA user_version = 5"); err != nil {
		t.Fatal(err)
	}
	closed(t, w)
	addAll(t, path, records[:3], 50)
	if got := exported(t, path); got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
}

// backToFormat8 brings a file back to format 8, which knows no components.
func backToFormat8(t *testing.T, w *Writer) {
	t.Helper()
	if err := w.exec("DROP INDEX events_linked; ALTER TABLE events DROP COLUMN linked; PRAGMA user_version = 8"); err != nil {
		t.Fatal(err)
	}
}

// backToFormat2 brings a file back to format 2.
func backToFormat2(t *testing.T, w *Writer) {
	t.Helper()
	backToFormat4(t, w)
	old := "DROP VIEW told; DROP TABLE marks; DROP TABLE coded; DROP TABLE coded_sides; DROP TABLE clues; DROP TABLE decisions; ALTER TABLE events RENAME TO e; ALTER TABLE sides RENAME TO s; DROP INDEX events_day; DROP INDEX events_via; DROP INDEX events_place; DROP INDEX sides_actor;"
	for statement := range strings.SplitSeq(schema, ";\n") {
		for _, what := range []string{"TABLE events ", "TABLE sides ", "INDEX events_", "INDEX sides_", "VIEW told "} {
			if strings.Contains(statement, "CREATE "+what) {
				old += statement + ";"
			}
		}
	}
	const kept = `id, report, name, start, "end", trigger_start, trigger_end, type, mode, cameo, code, quad, goldstein, contexts, status, done, underlying,
		day, from_day, to_day, precision, place, via, killed, injured, arrested, people, confidence, `
	old += "INSERT INTO events (" + kept + "incident) SELECT " + kept + "id FROM e; INSERT INTO sides (event, side, n, actor) SELECT event, side, n, actor FROM s; DROP TABLE e; DROP TABLE s; PRAGMA user_version = 2"
	if err := w.exec(old); err != nil {
		t.Fatal(err)
	}
}

// membersIn are those of an incident, "a#e1 = b#e2".
func membersIn(t *testing.T, group string) []Telling {
	t.Helper()
	var out []Telling
	for s := range strings.SplitSeq(group, " = ") {
		one, err := ParseTelling(s)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, one)
	}
	return out
}

// areTogether says whether two tellings are in one incident.
func areTogether(groups string, a, b Telling) bool {
	for g := range strings.SplitSeq(groups, "; ") {
		all := strings.Split(g, " = ")
		if slices.Contains(all, a.String()) {
			return slices.Contains(all, b.String())
		}
	}
	return false
}

// What people say of incidents stands: it is the same whether it was said before or after
// other reports came, and after all reports were coded anew, and is taken back whole.
func TestDecisions(t *testing.T) {
	records := tellings(60)
	before := incidentsInMemory(t, records)
	groups := strings.Split(before, "; ")
	slices.SortFunc(groups, func(a, b string) int { return len(b) - len(a) })
	large, other := membersIn(t, groups[0]), membersIn(t, groups[1])
	say := func(path string) {
		w := writer(t, path)
		for _, err := range []error{
			w.Merge([]Telling{large[0], other[0]}),
			w.Split([]Telling{large[1]}),
			w.Split(large[2:4]),
			w.Merge([]Telling{large[1], other[1], other[1]}),
		} {
			if err != nil {
				t.Fatal(err)
			}
		}
		closed(t, w)
	}
	needed := func(r *dragoman.Record) bool {
		return slices.ContainsFunc(slices.Concat(large[:4], other[:2]), func(t Telling) bool { return t.Report == r.ID })
	}
	var some, rest []*dragoman.Record
	for _, r := range records {
		if needed(r) {
			some = append(some, r)
		} else {
			rest = append(rest, r)
		}
	}
	late, early := place(t), filepath.Join(t.TempDir(), "ledger")
	addAll(t, late, records, 20)
	say(late)
	addAll(t, early, some, 7)
	say(early)
	addAll(t, early, rest, 7)
	got := incidentsAt(t, late)
	if after := incidentsAt(t, early); got != after {
		t.Errorf("said late:  %s\nsaid early: %s", got, after)
	}
	for _, c := range []struct {
		a, b Telling
		want bool
	}{
		{large[0], other[0], true}, {large[0], large[1], true}, {large[1], other[1], true}, // by way of the other incident
		{large[2], large[3], true}, {large[0], large[2], false}, {large[2], other[0], false},
	} {
		if areTogether(got, c.a, c.b) != c.want {
			t.Errorf("%s and %s are together: %v, want %v", c.a, c.b, !c.want, c.want)
		}
	}
	anew := make([]*dragoman.Record, len(records))
	for i, r := range records {
		c := *r
		c.Coder.Lexicon = "newer"
		c.Events = slices.Clone(c.Events)
		slices.Reverse(c.Events) // so that their numbers change
		anew[i] = &c
	}
	addAll(t, late, anew, 9)
	if now := incidentsAt(t, late); now != got {
		t.Errorf("coded anew: %s\nbefore:     %s", now, got)
	}
	w := writer(t, late)
	if err := w.Undecide(slices.Concat(large[:4], other[:2])); err != nil {
		t.Fatal(err)
	}
	closed(t, w)
	if now := incidentsAt(t, late); now != before {
		t.Errorf("taken back: %s\nat first:   %s", now, before)
	}
}

// What was said of an event that a new coder does not find is kept for the next.
func TestDecisionsAreKept(t *testing.T) {
	records := tellings(20)
	a, b := Telling{records[0].ID, records[0].Events[0].ID}, Telling{records[1].ID, records[1].Events[0].ID}
	path := place(t)
	addAll(t, path, records, 20)
	w := writer(t, path)
	if err := w.Merge([]Telling{a, b}); err != nil {
		t.Fatal(err)
	}
	if err := w.Merge([]Telling{a, {"nobody", "e1"}}); err == nil || !strings.Contains(err.Error(), "no event e1 of a report nobody") {
		t.Errorf("an event that is not there: %v", err)
	}
	closed(t, w)
	want := incidentsAt(t, path)
	for _, blind := range []bool{true, false} {
		c := *records[0]
		c.Coder.Lexicon = fmt.Sprint("blind ", blind)
		if blind {
			c.Events = nil
		}
		addAll(t, path, []*dragoman.Record{&c}, 1)
	}
	if got := incidentsAt(t, path); got != want || !areTogether(got, a, b) {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	// Nor does it hang on an event that is not there because it is wrong.
	w = writer(t, path)
	if _, err := w.Mark(review.Mark{Report: a.Report, Event: a.Event, By: "ann", At: "2024-01-02T03:04:05Z", Mark: review.Wrong}); err != nil {
		t.Fatal(err)
	}
	if err := w.Merge([]Telling{b, {records[2].ID, records[2].Events[0].ID}}); err != nil {
		t.Fatal(err)
	}
	closed(t, w)
	if got := incidentsAt(t, path); strings.Contains(got, a.String()+" ") || !areTogether(got, b, Telling{records[2].ID, records[2].Events[0].ID}) {
		t.Errorf("marked wrong: %s", got)
	}
	w = writer(t, path)
	if err := w.Unmark(a.Report, a.Event, "ann"); err != nil {
		t.Fatal(err)
	}
	closed(t, w)
	if got := incidentsAt(t, path); !areTogether(got, a, b) {
		t.Errorf("no longer marked: %s", got)
	}
}

// Incidents are listed and counted from the tables.
func TestIncidentsAreRead(t *testing.T) {
	records := tellings(60)
	path := place(t)
	addAll(t, path, records, 20)
	l, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer closed(t, l)
	ctx := context.Background()
	var groups [][]string
	events := 0
	for in, err := range l.Incidents(ctx, Query{}) {
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for _, told := range in.Told {
			names = append(names, TellingOf(told.FlatEvent).String())
		}
		groups, events = append(groups, names), events+len(names)
		one, err := l.Incident(ctx, TellingOf(in.Told[len(in.Told)-1].FlatEvent))
		if err != nil || len(one.Told) != len(in.Told) || one.Status != in.Status {
			t.Fatalf("by its last telling: %+v, %v", one, err)
		}
	}
	for _, group := range groups { // of many tellings the first are read
		t0, _ := ParseTelling(group[0])
		n, err := l.IncidentNumber(ctx, t0)
		if err != nil {
			t.Fatal(err)
		}
		for most := 1; most <= len(group); most++ {
			in, err := l.incident(ctx, &recentRecords{l: l}, n, most)
			if err != nil || len(in.Told) != most || in.Left != len(group)-most || TellingOf(in.Told[most-1].FlatEvent).String() != group[most-1] {
				t.Fatalf("the first %d of %q: %d and %d left, %v", most, group, len(in.Told), in.Left, err)
			}
		}
	}
	all := len(groups)
	if got, want := inOrder(groups), incidentsInMemory(t, records); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	var there int
	if err := l.db.QueryRow("SELECT count(*) FROM events").Scan(&there); err != nil || there != events {
		t.Errorf("%d tellings, %d events", events, there)
	}
	n := 0
	for in, err := range l.Incidents(ctx, Query{Types: []string{"AID"}, Limit: 3}) {
		if err != nil || in.Best.Type != "AID" {
			t.Errorf("%+v, %v", in, err)
		}
		n++
	}
	if n != 3 {
		t.Errorf("%d incidents, want 3", n)
	}
	for _, newest := range []bool{false, true} { // by pages, each incident once, the days in order
		var paged [][]string
		q := Query{Limit: 7, Newest: newest}
		for last, more := int64(0), true; more; {
			more = false
			for in, err := range l.Incidents(ctx, q) {
				if err != nil {
					t.Fatal(err)
				}
				if len(paged) > 0 && (in.At.Day < last != newest && in.At.Day != last) {
					t.Errorf("newest first %v: day %d behind %d", newest, in.At.Day, last)
				}
				var names []string
				for _, told := range in.Told {
					names = append(names, TellingOf(told.FlatEvent).String())
				}
				paged, last, more, q.After = append(paged, names), in.At.Day, true, &in.At
			}
		}
		if got, want := inOrder(paged), inOrder(groups); got != want {
			t.Errorf("by pages %s\nwant %s", got, want)
		}
	}
	for _, by := range Countings {
		counts, err := l.CountIncidents(ctx, Query{}, by)
		if err != nil {
			t.Fatal(err)
		}
		sum := 0
		for _, c := range counts {
			sum += c.Done + c.Meant + c.Denied
		}
		if by == "type" && sum != all || sum < all {
			t.Errorf("by %s: %d incidents, there are %d", by, sum, all)
		}
	}
}
