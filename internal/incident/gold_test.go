package incident

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"dragoman"
	"dragoman/data"
	"dragoman/internal/story"
)

// goldReport is a report of gold/incidents.jsonl. Of teller, copyOf and part, which
// are answers, only part is looked at, to choose reports.
type goldReport struct {
	ID, Publisher, Date, Title, Text, Part string
	Incidents                              []struct {
		Incident, Text, Status string
		Nth                    int
	}
}

// telling is an item of B-cubed: one telling of one incident.
type telling struct {
	report, incident, text string
	event                  int // number among all events; -1 where the coder has none
	whole                  int // the same where an event of any clause around it will do
}

// gold is one part with everything that does not hang on weights.
type gold struct {
	reports  []string
	events   []Features
	told     []int32  // days of their reports
	shown    []string // for people
	tellings []telling
	story    map[string]int // report to group of reports that share incidents
	pairs    []goldPair
}

type goldPair struct {
	a, b   int
	v      *vector // nil where they cannot tell one act
	same   bool
	found  bool    // by keys
	weight float64 // in the fit
}

func lines[T any](t *testing.T, file string) []T {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var all []T
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<24)
	for lines.Scan() {
		var l T
		if err := json.Unmarshal(lines.Bytes(), &l); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		all = append(all, l)
	}
	return all
}

func testReader(t testing.TB) *Reader {
	t.Helper()
	p, err := story.New(data.Files)
	if err != nil {
		t.Fatal(err)
	}
	return New(p)
}

// coded reads a part of the gold and codes its reports.
func coded(t *testing.T, part string) *gold {
	t.Helper()
	coder, err := dragoman.New()
	if err != nil {
		t.Fatal(err)
	}
	reader := testReader(t)
	g := &gold{story: map[string]int{}}
	var in bytes.Buffer
	var reports []goldReport
	for _, r := range lines[goldReport](t, "../../gold/incidents.jsonl") {
		if r.Part == part {
			reports = append(reports, r)
			raw, err := json.Marshal(map[string]string{"id": r.ID, "publisher": r.Publisher, "date": r.Date, "title": r.Title, "text": r.Text})
			if err != nil {
				t.Fatal(err)
			}
			in.Write(append(raw, '\n'))
		}
	}
	for input, err := range dragoman.Files([]string{"-"}, &in) {
		if err != nil {
			t.Fatal(err)
		}
		rec, err := coder.Code(t.Context(), input)
		if err != nil {
			t.Fatal(err)
		}
		g.add(t, reader, &reports[0], rec)
		reports = reports[1:]
	}
	g.stories()
	g.compare()
	return g
}

func (g *gold) add(t *testing.T, reader *Reader, r *goldReport, rec *dragoman.Record) {
	t.Helper()
	base := len(g.events)
	for i, f := range reader.Read(rec) {
		f.Report = g.number(r.ID)
		g.events = append(g.events, f)
		g.told = append(g.told, dayOf(rec.Date))
		g.shown = append(g.shown, shown(r, &rec.Events[i]))
	}
	runes := []rune(rec.Text)
	for _, told := range r.Incidents {
		start, from := -1, 0
		for range max(1, told.Nth) {
			i := strings.Index(string(runes[from:]), told.Text)
			if i < 0 {
				t.Fatalf("%s: no %q in its text", r.ID, told.Text)
			}
			start = from + len([]rune(string(runes[from:])[:i]))
			from = start + len([]rune(told.Text))
		}
		item := telling{r.ID, told.Incident, told.Text, -1, -1}
		best, least := 0, math.MaxInt
		for i := range rec.Events {
			e := &rec.Events[i]
			for _, s := range append(triggers(e), e.Trigger) {
				if o := min(s.End, from) - max(s.Start, start); o > best {
					best, item.event = o, base+i
				}
			}
			if e.Start <= start && from <= e.End && e.End-e.Start < least {
				least, item.whole = e.End-e.Start, base+i
			}
		}
		if item.event >= 0 {
			item.whole = item.event
		}
		g.tellings = append(g.tellings, item)
	}
}

func triggers(e *dragoman.Event) (out []dragoman.Span) {
	for _, t := range e.Evidence {
		out = append(out, t.Trigger)
	}
	return out
}

func shown(r *goldReport, e *dragoman.Event) string {
	side := func(refs []dragoman.ActorRef) string {
		var out []string
		for _, a := range refs {
			out = append(out, a.Name)
		}
		return strings.Join(out, ", ")
	}
	days := "no day"
	if e.Date != nil {
		days = e.Date.From + ".." + e.Date.To + " " + e.Date.Precision
	}
	return fmt.Sprintf("%s %.10s | %s/%s %s %q | %s > %s | %s", r.ID, r.Date, e.Type, e.Underlying, e.Status, e.Trigger.Text, side(e.Source), side(e.Target), days)
}

// stories numbers the groups of reports that share incidents, for folds.
func (g *gold) stories() {
	of := map[string]string{}
	var root func(string) string
	root = func(s string) string {
		if p, ok := of[s]; ok && p != s {
			return root(p)
		}
		return s
	}
	for _, t := range g.tellings {
		if a, b := root("r"+t.report), root(t.incident); a != b {
			of[a] = b
		}
	}
	n := map[string]int{}
	for _, t := range g.tellings {
		r := root("r" + t.report)
		if _, ok := n[r]; !ok {
			n[r] = len(n)
		}
		g.story[t.report] = n[r]
	}
}

// compare lists the pairs of events that may tell one act.
func (g *gold) compare() {
	incidents := make([]map[string]bool, len(g.events))
	for _, t := range g.tellings {
		if t.event >= 0 {
			if incidents[t.event] == nil {
				incidents[t.event] = map[string]bool{}
			}
			incidents[t.event][t.incident] = true
		}
	}
	for b := range g.events {
		for a := range b {
			p := goldPair{a: a, b: b, found: g.events[a].Report == g.events[b].Report || found(&g.events[a], &g.events[b]), weight: 1}
			v, ok := compare(&g.events[a], &g.events[b])
			if ok {
				p.v = &v
			}
			for i := range incidents[a] {
				p.same = p.same || incidents[b][i]
			}
			if incidents[a] != nil && incidents[b] != nil && (p.same || ok) {
				g.pairs = append(g.pairs, p)
			}
		}
	}
}

// acts are the incidents that events come to by links, each event's named by one of them.
// What hangs together is parted by likeness, or with nil not at all.
func (g *gold) acts(linked func(p *goldPair) bool, likeness func(a, b *Features) float64) []int {
	of := make([]int, len(g.events))
	for i := range of {
		of[i] = i
	}
	var root func(int) int
	root = func(i int) int {
		if of[i] != i {
			of[i] = root(of[i])
		}
		return of[i]
	}
	for i := range g.pairs {
		if p := &g.pairs[i]; p.found && p.v != nil && linked(p) {
			of[root(p.a)] = root(p.b)
		}
	}
	members := map[int][]int{}
	for i := range of {
		members[root(i)] = append(members[root(i)], i)
	}
	for r, all := range members {
		var features []*Features
		for _, i := range all {
			features, of[i] = append(features, &g.events[i]), r
		}
		if likeness == nil {
			continue
		}
		for k, first := range part(features, likeness) {
			of[all[k]] = all[first]
		}
	}
	return of
}

// bcubed counts, for every telling, how many of the tellings in its cluster are of its
// incident and the other way round (Bagga and Baldwin 1998). What has no event is left out
// or, where strict, stands alone.
func (g *gold) bcubed(acts []int, event func(*telling) int, strict bool) (p, r, f float64, n int) {
	type item struct {
		cluster  int
		incident string
	}
	var items []item
	for i := range g.tellings {
		switch e := event(&g.tellings[i]); {
		case e >= 0:
			items = append(items, item{acts[e], g.tellings[i].incident})
		case strict:
			items = append(items, item{-1 - i, g.tellings[i].incident})
		}
	}
	for _, x := range items {
		both, told, gold := 0, 0, 0
		for _, y := range items {
			c, i := x.cluster == y.cluster, x.incident == y.incident
			told, gold = told+one(c), gold+one(i)
			both += one(c && i)
		}
		p += float64(both) / float64(told)
		r += float64(both) / float64(gold)
	}
	n = len(items)
	p, r = p/float64(n), r/float64(n)
	return p, r, 2 * p * r / (p + r), n
}

func one(b bool) int {
	if b {
		return 1
	}
	return 0
}

func byTrigger(t *telling) int { return t.event }
func byClause(t *telling) int  { return t.whole }

func ships(p *goldPair) bool { return p.v.likeness(&weights) >= same }

// TestGold measures the weights that ship on both parts.
func TestGold(t *testing.T) {
	if testing.Short() {
		t.Skip("codes reports")
	}
	for _, part := range []string{"tune", "test"} {
		start := time.Now()
		g := coded(t, part)
		none := 0
		for _, x := range g.tellings {
			none += one(x.event < 0)
		}
		t.Logf("%s part: %d events, %d tellings, %d without an event (coded in %.1fs)", part, len(g.events), len(g.tellings), none, time.Since(start).Seconds())
		acts := g.acts(ships, Likeness)
		p, r, f, n := g.bcubed(acts, byTrigger, false)
		t.Logf("%s part, tellings with an event: B-cubed P/R/F1  %.3f %.3f %.3f  (%d)", part, p, r, f, n)
		if floor := map[string]float64{"tune": 0.905, "test": 0.88}[part]; f < floor {
			t.Errorf("%s part: B-cubed F1 %.3f, want at least %.3f", part, f, floor)
		}
		p, r, f, n = g.bcubed(acts, byClause, false)
		t.Logf("%s part, tellings in an event's clause: B-cubed P/R/F1  %.3f %.3f %.3f  (%d)", part, p, r, f, n)
		p, r, f, n = g.bcubed(acts, byTrigger, true)
		t.Logf("%s part, all tellings: B-cubed P/R/F1  %.3f %.3f %.3f  (%d)", part, p, r, f, n)
		p, r, f, n = g.bcubed(g.acts(func(p *goldPair) bool { return p.same }, nil), byTrigger, false)
		t.Logf("%s part, a linker that knows the answers, behind the vetoes and keys: B-cubed P/R/F1  %.3f %.3f %.3f  (%d)", part, p, r, f, n)
		if part == "tune" && os.Getenv("ERRORS") != "" {
			g.errors(t)
		}
	}
}

// goldKey is what incidents-key.jsonl says of an incident.
type goldKey struct {
	Incident, Part, Event, Source, Target string
	Versions                              struct{ Date []string }
}

// TestGoldFeatures measures the linker where no coder errs: every telling has the
// type, parties and day that the key gives its incident, and its own word and
// paragraph. Part of the answer is in these, so it is a bound and no score.
func TestGoldFeatures(t *testing.T) {
	reader := testReader(t)
	key := map[string]goldKey{}
	for _, k := range lines[goldKey](t, "../../gold/incidents-key.jsonl") {
		key[k.Incident] = k
	}
	side := func(s string) []dragoman.ActorRef {
		var out []dragoman.ActorRef
		for name := range strings.SplitSeq(s, ",") {
			if name = strings.TrimSpace(name); name != "" {
				out = append(out, dragoman.ActorRef{Party: dragoman.Party{ID: name, Name: name}})
			}
		}
		return out
	}
	for _, part := range []string{"tune", "test"} {
		g := &gold{story: map[string]int{}}
		for _, r := range lines[goldReport](t, "../../gold/incidents.jsonl") {
			if r.Part != part {
				continue
			}
			rec := &dragoman.Record{ID: r.ID, Date: r.Date, Title: r.Title, Text: r.Text}
			for _, told := range r.Incidents {
				k := key[told.Incident]
				at := strings.Index(r.Text, told.Text)
				from, to := strings.LastIndex(r.Text[:at], "\n")+1, at+strings.IndexAny(r.Text[at:]+"\n", "\n")
				e := dragoman.Event{Span: dragoman.Span{Text: r.Text[from:to]}, Trigger: dragoman.Span{Text: told.Text}, Type: k.Event, Status: told.Status, Source: side(k.Source), Target: side(k.Target)}
				if d := k.Versions.Date; len(d) > 0 {
					e.Date = &dragoman.EventDate{From: slices.Min(d), To: slices.Max(d), Precision: "day"}
				}
				rec.Events = append(rec.Events, e)
				g.tellings = append(g.tellings, telling{r.ID, told.Incident, told.Text, len(g.tellings), len(g.tellings)})
				g.shown = append(g.shown, "")
			}
			for _, f := range reader.Read(rec) {
				f.Report = g.number(r.ID)
				g.events, g.told = append(g.events, f), append(g.told, dayOf(r.Date))
			}
		}
		g.compare()
		p, r, f, n := g.bcubed(g.acts(ships, Likeness), byTrigger, false)
		t.Logf("%s part, types, parties and days of the key: B-cubed P/R/F1  %.3f %.3f %.3f  (%d)", part, p, r, f, n)
	}
}

// errors prints the pairs that are decided otherwise than the gold has them.
func (g *gold) errors(t *testing.T) {
	for i := range g.pairs {
		p := &g.pairs[i]
		told := 0.0
		if p.v != nil {
			told = p.v.likeness(&weights)
		}
		if p.same == (told >= same && p.found) {
			continue
		}
		var why []string
		if p.v != nil {
			for i, x := range p.v {
				if x != 0 && i != constant {
					why = append(why, fmt.Sprintf("%s %.2g", evidenceNames[i], x))
				}
			}
		}
		t.Logf("%s %.2f keys %v\n    %s\n    %s\n    %s", map[bool]string{true: "MISSED", false: "WRONG"}[p.same], told, p.found, g.shown[p.a], g.shown[p.b], strings.Join(why, ", "))
	}
}

func (g *gold) fold(event int) int { return g.story[g.reports[g.events[event].Report]] }

// number numbers a report.
func (g *gold) number(id string) int64 {
	if i := slices.Index(g.reports, id); i >= 0 {
		return int64(i)
	}
	g.reports = append(g.reports, id)
	return int64(len(g.reports) - 1)
}
