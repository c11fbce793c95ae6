package story

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"dragoman/data"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func reader(t testing.TB) *Reader {
	t.Helper()
	r, err := New(data.Files)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// told are reports whose id begins with the name of what they tell.
var told = []struct{ id, day, text string }{
	{"aceh-1", "2013-07-02", "Strong earthquake hits Aceh\n\nJAKARTA - A 6.1-magnitude earthquake hit the Indonesian province of Aceh on Tuesday, killing at least five people and injuring dozens, the disaster agency said. Houses collapsed in Bener Meriah and Central Aceh, and people ran out into the streets of Takengon."},
	{"aceh-2", "2013-07-03", "Children killed in collapsed mosque in Indonesia\n\nRescuers in Central Aceh dug on Wednesday for children under a mosque that collapsed in the earthquake, which measured 6.1. The Indonesian disaster agency put the dead at 22. Soldiers cleared landslides on the road to Takengon."},
	{"aceh-3", "2013-07-05", "Aceh counts 35 dead after earthquake\n\nThe number of people killed by the earthquake in the Indonesian province of Aceh has risen to 35, the disaster agency said on Friday. More than 4,000 houses were destroyed in Bener Meriah and around Takengon."},
	{"bam-1", "2003-12-26", "Earthquake destroys city of Bam\n\nTEHRAN - An earthquake destroyed much of the Iranian city of Bam before dawn on Friday, killing thousands of people in their beds, state television said. The citadel of Bam, built of mud bricks, lay in ruins."},
	{"bam-2", "2003-12-28", "Aid reaches Bam\n\nAircraft with tents and blankets landed in Kerman on Sunday for survivors of the earthquake that destroyed the Iranian city of Bam. The interior ministry in Tehran put the dead at more than 20,000."},
	{"talks-1", "2013-07-03", "Ministers of Greece and Turkey meet in Izmir\n\nThe foreign ministers of Greece and Turkey met in Izmir on Wednesday and agreed to open a ferry line to Lesbos, the Turkish ministry said."},
	{"talks-2", "2013-07-04", "Ferry to link Izmir and Lesbos\n\nATHENS - A ferry will run between Izmir and Lesbos from August, Greece said on Thursday, a day after its foreign minister met his Turkish counterpart in Izmir."},
	{"rates-1", "2013-07-04", "Hungary cuts rates again\n\nThe central bank of Hungary cut its main rate to 4 percent on Thursday, the twelfth cut in a row, as inflation in Budapest fell."},
}

// group adds reports in an order and names the stories by ids.
func group(r *Reader, order []int, dated bool) [][]string {
	x := NewIndex()
	for _, i := range order {
		report := Report{Text: told[i].text}
		if dated {
			report.Date, _ = time.Parse(time.DateOnly, told[i].day)
		}
		x.Add(told[i].id, r.Read(report))
	}
	var out [][]string
	for _, s := range x.Stories() {
		var ids []string
		for _, i := range s {
			ids = append(ids, told[order[i]].id)
		}
		out = append(out, ids)
	}
	return out
}

var wanted = [][]string{{"aceh-1", "aceh-2", "aceh-3"}, {"bam-1", "bam-2"}, {"talks-1", "talks-2"}}

// Two earthquakes are two stories, with dates and without, whatever the order in
// which reports come.
func TestStories(t *testing.T) {
	r := reader(t)
	rapid.Check(t, func(t *rapid.T) {
		order := make([]int, len(told))
		for i := range order {
			order[i] = i
		}
		order = rapid.Permutation(order).Draw(t, "order")
		if diff := cmp.Diff(wanted, group(r, order, rapid.Bool().Draw(t, "dated"))); diff != "" {
			t.Errorf("-want +got:\n%s", diff)
		}
	})
}

// The same words a year later are another story.
func TestWindow(t *testing.T) {
	r := reader(t)
	at := func(day int) *Profile {
		return r.Read(Report{Text: told[0].text, Date: time.Date(2013, 7, day, 0, 0, 0, 0, time.UTC)})
	}
	undated := r.Read(Report{Text: told[0].text})
	for _, tt := range []struct {
		name string
		a, b *Profile
		like bool
	}{
		{"the same day", at(2), at(2), true},
		{"a week apart", at(2), at(9), true},
		{"eight days apart", at(2), at(10), false},
		{"one without a date", at(2), undated, true},
	} {
		if l := Likeness(tt.a, tt.b); (l > same) != tt.like || l != Likeness(tt.b, tt.a) {
			t.Errorf("%s: likeness %.2f, turned round %.2f", tt.name, l, Likeness(tt.b, tt.a))
		}
	}
}

// A report that names nobody is like its twin all the same.
func TestPlainWords(t *testing.T) {
	p := reader(t).Read(Report{Text: "fishermen protest against the closure of the harbour"})
	if l := Likeness(p, p); l < 0.9 {
		t.Errorf("likeness %.2f of a report to itself", l)
	}
}

func TestTerms(t *testing.T) {
	found := reader(t).collect("Shootings in Izmir\nTurkey's navy shooting at 1,200 boats, Turkish Navy said. Turkey is shoots 7.4.")
	type counts struct{ All, Capital, Small int }
	want := map[string]counts{
		"shoot": {3, 0, 2}, "in": {1, 0, 1}, "izmir": {1, 1, 0}, "turkey": {2, 0, 0}, "navy": {2, 1, 1}, "at": {1, 0, 1}, "boat": {1, 0, 1},
		"turkish": {1, 1, 0}, "turkish navy": {1, 0, 0}, "said": {1, 0, 1}, "is": {1, 0, 1}, "1200": {1, 0, 0}, "7.4": {1, 0, 0},
	}
	got := map[string]counts{}
	for s, f := range found {
		got[s] = counts{f.all, f.capital, f.small}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestMarshal(t *testing.T) {
	r := reader(t)
	a, b := r.Read(Report{Text: told[0].text}), r.Read(Report{Text: told[1].text, Date: time.Date(2013, 7, 3, 0, 0, 0, 0, time.UTC)})
	for _, p := range []*Profile{a, b} {
		raw, err := p.MarshalBinary()
		if err != nil {
			t.Fatal(err)
		}
		var back Profile
		if err := back.UnmarshalBinary(raw); err != nil {
			t.Fatal(err)
		}
		if got, want := Likeness(&back, b), Likeness(p, b); got != want {
			t.Errorf("read back, likeness %v, want %v", got, want)
		}
		for cut := range raw {
			if back.UnmarshalBinary(raw[:cut]) == nil {
				t.Errorf("%d of %d bytes are no error", cut, len(raw))
			}
		}
	}
}

// Clusters are joined by the mean likeness of all their pairs: one report that tells
// of two stories (3) does not make them one.
func TestCluster(t *testing.T) {
	link := func(a, b int, l float64) Link { return Link{a, b, l} }
	links := []Link{
		link(0, 1, .9), link(0, 2, .8), link(1, 2, .8),
		link(4, 5, .9), link(4, 6, .8), link(5, 6, .8),
		link(2, 3, .5), link(3, 4, .49), link(2, 4, .45), link(7, 8, .3),
	}
	want := [][]int{{0, 1, 2}, {4, 5, 6}}
	if diff := cmp.Diff(want, Cluster(9, links)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	slices.Reverse(links)
	if diff := cmp.Diff(want, Cluster(9, links)); diff != "" {
		t.Errorf("links in another order, -want +got:\n%s", diff)
	}
}

// A component that is too large is parted by its weakest links.
func TestClusterOfMany(t *testing.T) {
	var links []Link
	for i := range 3 * mostReports {
		l := 0.9
		if i%10 == 0 {
			l = 0.43
		}
		links = append(links, Link{i, i + 1, l})
	}
	for _, s := range Cluster(3*mostReports+1, links) {
		if len(s) > 10 {
			t.Fatalf("a story of %d reports", len(s))
		}
	}
}

// BenchmarkAdd adds a report to many of the days before: 2,000 a day, ten to a
// story.
func BenchmarkAdd(b *testing.B) {
	r := reader(b)
	stems := make([]string, 0, len(r.counts))
	for s, n := range r.counts {
		if n < 200 {
			stems = append(stems, s)
		}
	}
	slices.Sort(stems)
	for _, size := range []int{10_000, 100_000, 1_000_000} {
		b.Run(fmt.Sprint(size), func(b *testing.B) {
			if size > 100_000 && testing.Short() {
				b.Skip("takes 2 GB")
			}
			x, at := NewIndex(), 0
			add := func() {
				p := r.Read(made(stems, at))
				x.Add(fmt.Sprint(at), p)
				at++
			}
			for range size {
				add()
			}
			before := len(x.links)
			b.ResetTimer()
			n := 0
			for b.Loop() {
				add()
				n++
			}
			b.ReportMetric(float64(len(x.links)-before)/float64(n), "links/op")
		})
	}
}

// made is a report of 150 words: those of its story, those of its beat (thirty
// stories), and any.
func made(stems []string, i int) Report {
	var b strings.Builder
	h := uint64(i)
	next := func(seed uint64) uint64 {
		seed = (seed ^ seed>>30) * 0xbf58476d1ce4e5b9
		seed = (seed ^ seed>>27) * 0x94d049bb133111eb
		return seed ^ seed>>31
	}
	const reports, beats = 10, 300
	day := i / 2000
	of := uint64(i/2000*200 + i%2000/reports)
	for w := range 150 {
		h = next(h + 0x9e3779b97f4a7c15)
		from := h
		switch {
		case w%5 == 0:
			from = next(of*31 + h%25)
		case w%5 == 1:
			from = next(of%beats*7919 + h%60)
		}
		s := stems[from%uint64(len(stems))]
		if w%3 == 0 {
			s = strings.ToUpper(s[:1]) + s[1:]
		}
		b.WriteString(s)
		b.WriteByte(' ')
	}
	return Report{Text: b.String(), Date: time.Date(2000, 1, 1+day, 0, 0, 0, 0, time.UTC)}
}

func BenchmarkRead(b *testing.B) {
	r := reader(b)
	text := strings.Repeat(told[0].text+" ", 7)[:2000]
	b.SetBytes(2000)
	for b.Loop() {
		r.Read(Report{Text: text})
	}
}
