package actor

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode"

	"dragoman/data"
	"dragoman/internal/doc"
	"dragoman/internal/ingest"
	"dragoman/internal/stage/lang"
)

// goldDir finds the annotated articles beside the project, or skips the test.
func goldDir(t *testing.T) string {
	t.Helper()
	dir := os.Getenv("DRAGOMAN_SHARED")
	if dir == "" {
		t.Skip("DRAGOMAN_SHARED names no folder")
	}
	return filepath.Join(dir, "gold")
}

func jsonLines[T any](t *testing.T, name string) []T {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out []T
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, 1<<24)
	for sc.Scan() {
		var v T
		if err := json.Unmarshal(sc.Bytes(), &v); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		out = append(out, v)
	}
	return out
}

var english = sync.OnceValues(func() (doc.Stage, error) { return lang.New(data.Files) })

type goldArticle struct{ ID, Date, Title, Publisher, Text string }

// coded runs the stages up to actor over a report and returns with it the
// byte offset in its text of each character of the gold text, -1 where the
// report left it out.
func coded(t *testing.T, a goldArticle) (*doc.Document, []int) {
	t.Helper()
	b, err := ingest.NewBuilder(data.Files, nil)
	if err != nil {
		t.Fatal(err)
	}
	l, err := english()
	if err != nil {
		t.Fatal(err)
	}
	in := &ingest.Input{Text: a.Text}
	in.Title = a.Title
	in.Date, _ = time.Parse(time.DateOnly, a.Date)
	d := b.Build(in)
	l.Run(d)
	stage(t, data.Files).Run(d)
	var offs []int
	at := 0
	for _, c := range a.Text {
		off := -1
		if !unicode.IsSpace(c) {
			for k := at; k < min(len(d.Text), at+40); k++ {
				if strings.HasPrefix(d.Text[k:], string(c)) {
					off, at = k, k+len(string(c))
					break
				}
				if !unicode.IsSpace(rune(d.Text[k])) {
					break
				}
			}
		}
		offs = append(offs, off)
	}
	return d, offs
}

// span turns character offsets of the gold text into a span of the report's.
func span(offs []int, start, end int) doc.Span {
	for start < end && offs[start] < 0 {
		start++
	}
	for end > start && offs[end-1] < 0 {
		end--
	}
	if start >= end {
		return doc.Span{}
	}
	return doc.Span{Start: offs[start], End: offs[end-1] + 1}
}

// countriesAt returns the countries of the mentions that overlap a span; the
// ones nearest in extent first.
func countriesAt(d *doc.Document, sp doc.Span) map[string]bool {
	out := map[string]bool{}
	for _, m := range d.Mentions {
		if !m.Overlaps(sp) {
			continue
		}
		for _, a := range m.Actors {
			if c := d.Actors[a].Country; c != "" {
				out[c] = true
			}
		}
	}
	return out
}

func asList(v any) []string {
	switch v := v.(type) {
	case string:
		return []string{v}
	case []any:
		var out []string
		for _, x := range v {
			if s, ok := x.(string); ok {
				out = append(out, s)
			}
		}
		return out
	}
	return nil
}

func TestSeedMentions(t *testing.T) {
	dir := filepath.Join(goldDir(t), "seed")
	arts := jsonLines[goldArticle](t, filepath.Join(dir, "articles.jsonl"))
	d, offs := coded(t, arts[0])
	type gold struct {
		ID, Text, Canonical string
		Start, End          int
		Mention             string
		AsPlace             bool `json:"as_place"`
		Country             any
		Sector              string `json:"plover_sector"`
	}
	var n, exact, found, country, sector, place, named int
	for _, g := range jsonLines[gold](t, filepath.Join(dir, "actors.jsonl")) {
		sp := span(offs, g.Start, g.End)
		if sp.Empty() {
			t.Logf("no text for %s %q", g.ID, g.Text)
			continue
		}
		n++
		best := -1
		for i := range d.Mentions {
			m := d.Mentions[i].Span
			if strings.HasPrefix(strings.ToLower(d.Of(m)), "the ") && !strings.HasPrefix(strings.ToLower(d.Of(sp)), "the ") {
				m.Start += 4
			}
			if m == sp {
				best = i
				break
			}
			if m.Overlaps(sp) && (best < 0 || abs(m.Start-sp.Start)+abs(m.End-sp.End) < abs(d.Mentions[best].Start-sp.Start)+abs(d.Mentions[best].End-sp.End)) {
				best = i
			}
		}
		if best < 0 {
			t.Logf("MISS    %q -> %s in %q", g.Text, g.Canonical, around(d, sp))
			continue
		}
		found++
		if d.Of(d.Mentions[best].Span) == d.Of(sp) {
			exact++
		}
		m := d.Mentions[best]
		var cs []string
		for _, a := range m.Actors {
			cs = append(cs, d.Actors[a].Country)
		}
		if sameSet(cs, asList(g.Country)) {
			country++
		} else {
			t.Logf("COUNTRY %q -> %v, got %v (%s) as %q in %q", g.Text, g.Country, cs, label(d, best), d.Of(m.Span), around(d, sp))
		}
		if a := d.Actors[m.Actors[0]]; a.Sector == g.Sector || a.Sector == "" && g.Sector == "GOV" {
			sector++
		} else {
			t.Logf("SECTOR  %q -> %s, got %s (%s)", g.Text, g.Sector, a.Sector, a.Name)
		}
		if d.Actors[m.Actors[0]].Name == g.Canonical {
			named++
		}
		if m.Place == g.AsPlace {
			place++
		} else {
			t.Logf("PLACE   %q -> %v in %q", g.Text, g.AsPlace, around(d, sp))
		}
	}
	t.Logf("of %d: found %d, exact %d, country %d, sector %d, place %d, canonical name %d", n, found, exact, country, sector, place, named)
}

func abs(x int) int { return max(x, -x) }

func sameSet(a, b []string) bool {
	m := map[string]int{}
	for _, x := range a {
		if x != "" {
			m[x] |= 1
		}
	}
	for _, x := range b {
		m[x] |= 2
	}
	for _, v := range m {
		if v != 3 {
			return false
		}
	}
	return true
}

func around(d *doc.Document, sp doc.Span) string {
	return d.Text[max(0, sp.Start-40):sp.Start] + "<" + d.Of(sp) + ">" + d.Text[sp.End:min(len(d.Text), sp.End+40)]
}

// TestWikinewsParties measures how many of the countries of events' sources
// and targets some mention inside the clause carries, and how many are right at
// the very words.
func TestWikinewsParties(t *testing.T) {
	dir := filepath.Join(goldDir(t), "wikinews")
	type party struct {
		Text, Canonical string
		Country         any
		Sector          string
	}
	type event struct {
		Article, ID    string
		Start, End     int
		Source, Target []party
	}
	events := map[string][]event{}
	for _, e := range jsonLines[event](t, filepath.Join(dir, "events.jsonl")) {
		events[e.Article] = append(events[e.Article], e)
	}
	var n, clause, words, sectors int
	for _, a := range jsonLines[goldArticle](t, filepath.Join(dir, "articles.jsonl")) {
		d, offs := coded(t, a)
		if os.Getenv("SHOW") != "" {
			t.Log(shown(d))
		}
		runes := []rune(a.Text)
		for _, e := range events[a.ID] {
			sp := span(offs, e.Start, e.End)
			for _, p := range append(e.Source, e.Target...) {
				want := asList(p.Country)
				if len(want) == 0 {
					continue
				}
				n++
				if countriesAt(d, sp)[want[0]] {
					clause++
				}
				at := strings.Index(string(runes[e.Start:e.End]), p.Text)
				if at < 0 {
					if !countriesAt(d, sp)[want[0]] {
						t.Logf("CLAUSE %s %q %v not in %q", a.ID, p.Text, want, d.Of(sp))
					}
					continue
				}
				at = len([]rune(string(runes[e.Start:e.End])[:at]))
				ws := span(offs, e.Start+at, e.Start+at+len([]rune(p.Text)))
				got := countriesAt(d, ws)
				if got[want[0]] {
					words++
				} else {
					t.Logf("WORDS  %s <%s> %v %s got %v in %q", a.ID, p.Text, want, p.Sector, got, d.Of(sp))
				}
				sectors += sectorAt(d, ws, p.Sector)
			}
		}
	}
	t.Logf("of %d parties with a country: in the clause %d, at the words %d, sector too %d", n, clause, words, sectors)
}

func sectorAt(d *doc.Document, sp doc.Span, sector string) int {
	for _, m := range d.Mentions {
		if m.Overlaps(sp) && d.Actors[m.Actors[0]].Sector == sector {
			return 1
		}
	}
	return 0
}
