package ledger

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"dragoman"
	"dragoman/internal/copies"
)

// families are reports of which many are copies of one another: the same, edited, cut,
// with and without a day, on days near and far.
func families(n int) []*dragoman.Record {
	r := rand.New(rand.NewPCG(3, 3))
	var out []*dragoman.Record
	for i := range n {
		sentences := strings.SplitAfter(synthetic(i, 0).Text, ". ")
		for range 1 + r.IntN(5) {
			c := synthetic(i, 0)
			c.ID = fmt.Sprintf("report-%d", len(out))
			c.Sentences, c.Figures = nil, nil
			s := slices.Clone(sentences)
			switch r.IntN(4) {
			case 0: // cut
				s = s[:4+r.IntN(4)]
			case 1: // a sentence more
				s = append(s, synthetic(1000+len(out), 0).Text[:90]+".")
			case 2: // edited
				s[r.IntN(len(s))] = "Nobody at the ministry of fisheries would say so on Tuesday, nor deny it. "
			}
			c.Text = strings.Join(s, "")
			c.Date = ""
			if r.IntN(8) > 0 {
				c.Date = Date(DayOf("2020-03-01") + int64(r.IntN(25)))
			}
			out = append(out, c)
		}
	}
	return append(out, &dragoman.Record{ID: "empty", Coder: out[0].Coder}, &dragoman.Record{ID: "empty too", Coder: out[0].Coder})
}

// inMemory is what package copies says of the same reports.
func inMemory(t *testing.T, records []*dragoman.Record) string {
	t.Helper()
	records = slices.Clone(records)
	slices.SortFunc(records, func(a, b *dragoman.Record) int { return strings.Compare(a.Date+" "+a.ID, b.Date+" "+b.ID) })
	s, err := sketcher()
	if err != nil {
		t.Fatal(err)
	}
	x := copies.NewIndex()
	for _, r := range records {
		date, _, _ := dragoman.ParseDate(r.Date)
		x.Add(s.Sketch(copies.WithTitle(r.Title, r.Text)), date)
	}
	var out []string
	for _, g := range x.Groups() {
		var ids []string
		for _, i := range g {
			ids = append(ids, records[i].ID)
		}
		out = append(out, strings.Join(ids, " = "))
	}
	slices.Sort(out)
	return strings.Join(out, "; ")
}

func groupsAt(t *testing.T, path string) string {
	t.Helper()
	l, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	if err := l.Check(context.Background()); err != nil {
		t.Fatal(err)
	}
	return groups(t, l)
}

// Copies are found as in memory, whatever the order and the size of transactions.
func TestCopies(t *testing.T) {
	records := families(30)
	want := inMemory(t, records)
	if n := strings.Count(want, ";"); n < 15 {
		t.Fatalf("%d groups of copies test little", n)
	}
	for seed := range uint64(4) {
		mixed := slices.Clone(records)
		rand.New(rand.NewPCG(seed, 2)).Shuffle(len(mixed), func(i, j int) { mixed[i], mixed[j] = mixed[j], mixed[i] })
		path := place(t)
		size := []int{1, 7, 40, 1000}[seed]
		addAll(t, path, mixed[:len(mixed)/2], size)
		addAll(t, path, mixed[len(mixed)/2:], size)
		if got := groupsAt(t, path); got != want {
			t.Errorf("order %d:\n got %s\nwant %s", seed, got, want)
		}
	}
}

// A file of format 1 is searched for copies when it is next added to.
func TestCopiesOfFormatOne(t *testing.T) {
	ofFiles(t)
	records := families(30)
	path := place(t)
	addAll(t, path, records, 50)
	want := groupsAt(t, path)
	w := writer(t, path)
	backToFormat2(t, w)
	if err := w.exec("DROP TABLE sketches; DROP TABLE keys; DROP INDEX reports_copies; DROP INDEX reports_undated; UPDATE reports SET copies = id; PRAGMA user_version = 1"); err != nil {
		t.Fatal(err)
	}
	closed(t, w)
	addAll(t, path, records[:3], 50)
	if got := groupsAt(t, path); got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
}

// backToFormat4 brings a file back to format 4, whose keys lie by themselves first.
func backToFormat4(t *testing.T, w *Writer) {
	t.Helper()
	backToFormat6(t, w)
	_, old, _ := strings.Cut(copiesSchema, "CREATE TABLE keys ")
	old, _, _ = strings.Cut(old, ";")
	if err := w.exec("ALTER TABLE keys RENAME TO k; CREATE TABLE keys " + old + `;
		INSERT INTO keys SELECT (key & 4294967264) - ((key >> 31) & 1) * 4294967296, (key >> 32 << 5) | (key & 31), report FROM k;
		DROP TABLE k; PRAGMA user_version = 4`); err != nil {
		t.Fatal(err)
	}
}

// What is filed in a file of format 4 is filed as in a new one, when it is next added to.
func TestKeysOfFormatFour(t *testing.T) {
	ofFiles(t)
	records := families(30)
	path, fresh := place(t), place(t)
	addAll(t, path, records, 50)
	addAll(t, fresh, records, 50)
	w := writer(t, path)
	backToFormat4(t, w)
	var days int
	if _, err := w.ask("SELECT count(DISTINCT day) FROM keys", nil, &days); err != nil || days < 20 {
		t.Fatalf("%d days, %v", days, err)
	}
	closed(t, w)
	closed(t, writer(t, path))
	if got, want := keysAt(t, path), keysAt(t, fresh); !slices.Equal(got, want) {
		t.Errorf("got %v\nwant %v", got, want)
	}
}

func keysAt(t *testing.T, path string) (out [][2]int64) {
	t.Helper()
	l, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer closed(t, l)
	return filedIn(t, l)
}

// filedIn is all that is filed, with the reports.
func filedIn(t *testing.T, l *Ledger) (out [][2]int64) {
	t.Helper()
	if err := l.eachFiled(context.Background(), func(f filed) { out = append(out, [2]int64{f.key, f.report}) }); err != nil {
		t.Fatal(err)
	}
	return out
}

// Of three papers two print the text of the third: its events have one teller.
func TestCopiesAreOneTeller(t *testing.T) {
	wire := synthetic(1, 6)
	wire.ID, wire.Publisher = "wire", "Wire"
	for i := range wire.Events {
		wire.Events[i].Via = []dragoman.ActorRef{}
	}
	records := append(printings(wire)[1:2], wire)
	records = append(records, printings(wire)[3]) // long after: a text of its own
	records[0].Date = Date(DayOf(wire.Date) + 2)
	path := place(t)
	addAll(t, path, records, 1)
	l, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer closed(t, l)
	tellers, err := l.Count(context.Background(), Query{}, "teller")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, c := range tellers {
		got = append(got, fmt.Sprintf("%s %d %d", c.Value, c.Done+c.Meant+c.Denied, c.Independent))
	}
	if want := []string{"Paper 3 6 1", "Wire 6 1"}; !slices.Equal(got, want) {
		t.Errorf("tellers %q, want %q", got, want)
	}
	for _, by := range []string{"year", "pair"} {
		counts, err := l.Count(context.Background(), Query{}, by)
		if err != nil || counts[0].Independent != 2 {
			t.Errorf("by %s: %+v, %v, want 2 independent texts", by, counts, err)
		}
	}
}
