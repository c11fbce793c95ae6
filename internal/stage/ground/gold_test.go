package ground_test

import (
	"bufio"
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"dragoman/data"
	"dragoman/internal/doc"
	"dragoman/internal/stage/actor"
	"dragoman/internal/stage/clause"
	"dragoman/internal/stage/ground"
	"dragoman/internal/stage/ground/where"
	"dragoman/internal/stage/lang"
)

// pipeline returns the parser, clauses, actors and the stages of this package; a
// test may import another stage, the package may not.
func pipeline(t testing.TB) func(*doc.Document) {
	t.Helper()
	parse, err := lang.New(data.Files)
	if err != nil {
		t.Skip(err)
	}
	stages, err := ground.New(data.Files)
	if err != nil {
		t.Fatal(err)
	}
	clauses, err := clause.New(data.Files)
	if err != nil {
		t.Fatal(err)
	}
	who, err := actor.New(data.Files)
	if err != nil {
		t.Fatal(err)
	}
	stages = append([]doc.Stage{parse, clauses, who}, stages...)
	if err := doc.Check(0, stages); err != nil {
		t.Fatal(err)
	}
	return func(d *doc.Document) {
		for _, s := range stages {
			s.Run(d)
		}
	}
}

type article struct{ ID, Title, Text, Date, Source string }

type goldFigure struct {
	Article, Text, Level string
	Start, End           int
	Value, Low           *float64
}

func rows[T any](t testing.TB, path ...string) []T {
	t.Helper()
	dir := os.Getenv("DRAGOMAN_SHARED")
	if dir == "" {
		t.Skip("DRAGOMAN_SHARED names no folder")
	}
	f, err := os.Open(filepath.Join(append([]string{dir, "gold"}, path...)...))
	if err != nil {
		t.Skip(err)
	}
	defer f.Close()
	var out []T
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, 1<<23)
	for sc.Scan() {
		var v T
		if err := json.Unmarshal(sc.Bytes(), &v); err != nil {
			t.Fatal(err)
		}
		out = append(out, v)
	}
	return out
}

// document makes a document of paragraphs.
func document(a article) *doc.Document {
	d := &doc.Document{Text: a.Text}
	d.Meta.Date, _ = time.Parse(time.DateOnly, a.Date[:min(len(a.Date), 10)])
	at := 0
	for p := range strings.SplitSeq(a.Text, "\n\n") {
		end := at + len(p)
		if strings.TrimSpace(p) != "" {
			d.Blocks = append(d.Blocks, doc.Block{Span: doc.Span{Start: at, End: end}, Kind: doc.Body})
		}
		at = end + 2
	}
	return d
}

// bytesAt maps code points to bytes.
func bytesAt(s string) []int {
	out := make([]int, 0, utf8.RuneCountInString(s)+1)
	for b := range s {
		out = append(out, b)
	}
	return append(out, len(s))
}

// TestGoldFigures finds the figures of the annotated articles, scored as
// score/report.py does.
func TestGoldFigures(t *testing.T) {
	run := pipeline(t)
	for _, set := range []string{"seed", "wikinews"} {
		gold := rows[goldFigure](t, set, "figures.jsonl")
		core, hits, all, allHits, got := 0, 0, 0, 0, 0
		for _, a := range rows[article](t, set, "articles.jsonl") {
			d := document(a)
			run(d)
			got += len(d.Figures)
			at := bytesAt(a.Text)
			paid := map[int]bool{}
			for _, g := range gold {
				if g.Article != "" && g.Article != a.ID {
					continue
				}
				hit := found(d, g, at, paid)
				all++
				count(hit, &allHits)
				if g.Level == "core" {
					core++
					count(hit, &hits)
				}
				if !hit {
					t.Logf("missed (%s) %q", g.Level, g.Text)
				}
			}
			for i, f := range d.Figures {
				if os.Getenv("DRAGOMAN_VERBOSE") != "" {
					mark := " "
					if paid[i] {
						mark = "*"
					}
					t.Logf("%s %-32q %g [%g %g] %s | %s  ... %s", mark, d.Of(f.Span), f.Value, f.Low, f.High, f.Unit, f.Of, strings.ReplaceAll(d.Text[max(0, f.Start-25):min(len(d.Text), f.End+25)], "\n", " "))
				}
			}
		}
		t.Logf("%s: core %d/%d, all %d/%d, figures read %d", set, hits, core, allHits, all, got)
		if float64(hits) < 0.7*float64(core) {
			t.Errorf("%s: found %d of %d core figures", set, hits, core)
		}
	}
}

func count(ok bool, n *int) {
	if ok {
		*n++
	}
}

func found(d *doc.Document, g goldFigure, at []int, paid map[int]bool) bool {
	want, hit := doc.Span{Start: at[g.Start], End: at[g.End]}, false
	for i, f := range d.Figures {
		if !f.Overlaps(want) {
			continue
		}
		paid[i] = true
		if g.Value != nil {
			hit = hit || math.Abs(f.Value-*g.Value) <= 1e-6*math.Max(1, math.Abs(*g.Value))
		} else if g.Low != nil {
			hit = hit || math.Abs(f.Low-*g.Low) <= 0.5**g.Low
		}
	}
	return hit
}

type toponyms struct {
	article
	Toponyms []toponym
}

type toponym struct {
	Start, End int
	Phrase     string
	Lat, Lon   float64
}

// TestGoldPlaces prints how many of the annotated places are found, and how
// far off they are, on texts of the sets under gold/geo.
func TestGoldPlaces(t *testing.T) {
	run := pipeline(t)
	for _, set := range []string{"geovirus_dev.jsonl", "geowebnews_dev.jsonl", "lgl_dev.jsonl"} {
		var gold, got, hits, near, exactly int
		texts := rows[toponyms](t, "geo", set)
		for _, a := range texts[:min(len(texts), 120)] {
			d := document(a.article)
			run(d)
			at := bytesAt(a.Text)
			a.Toponyms = slices.DeleteFunc(a.Toponyms, func(g toponym) bool { return g.Start < 0 || g.End >= len(at) })
			gold += len(a.Toponyms)
			got += len(d.Places)
			for i := range d.Places {
				p, ok := &d.Places[i], false
				for _, g := range a.Toponyms {
					if !p.Overlaps(doc.Span{Start: at[g.Start], End: at[g.End]}) {
						continue
					}
					ok = true
					km := distance(p.Lat, p.Lon, g.Lat, g.Lon)
					count(km < 161, &near)
					count(km < 161 || p.Kind == "country" && km < 1500, &exactly)
					if km > 161 && p.Kind != "country" && os.Getenv("DRAGOMAN_VERBOSE") == "far" {
						t.Logf("far %q %s %s %.0f km", d.Of(p.Span), p.Name, p.Country, km)
					}
					break
				}
				count(ok, &hits)
				if !ok && os.Getenv("DRAGOMAN_VERBOSE") == "spurious" {
					t.Logf("spurious %q %s | %s", d.Of(p.Span), p.Name, around(d.Text, p.Span))
				}
			}
			for _, g := range a.Toponyms {
				s, ok := doc.Span{Start: at[g.Start], End: at[g.End]}, false
				for i := range d.Places {
					ok = ok || d.Places[i].Overlaps(s)
				}
				if !ok && os.Getenv("DRAGOMAN_VERBOSE") == "missed" {
					t.Logf("missed %q | %s", g.Phrase, around(d.Text, s))
				}
			}
		}
		t.Logf("%s: gold %d, read %d, right names %d (precision %.2f, recall %.2f); within 161 km %.2f, or the right country %.2f",
			set, gold, got, hits, float64(hits)/float64(got), float64(hits)/float64(gold), float64(near)/float64(hits), float64(exactly)/float64(hits))
	}
}

func around(s string, p doc.Span) string {
	return strings.ReplaceAll(s[max(0, p.Start-30):min(len(s), p.End+30)], "\n", " ")
}

func distance(lat1, lon1, lat2, lon2 float64) float64 {
	const rad, radius = math.Pi / 180, 6371
	a := math.Pow(math.Sin((lat2-lat1)*rad/2), 2) + math.Cos(lat1*rad)*math.Cos(lat2*rad)*math.Pow(math.Sin((lon2-lon1)*rad/2), 2)
	return 2 * radius * math.Asin(math.Sqrt(a))
}

// TestGoldResolve prints how well names whose spans are given are resolved, as
// the verb where is asked to: an unknown name counts as wrong.
func TestGoldResolve(t *testing.T) {
	finder, err := where.New(data.Files)
	if err != nil {
		t.Fatal(err)
	}
	for _, set := range []string{"geovirus_dev.jsonl", "geowebnews_dev.jsonl", "lgl_dev.jsonl"} {
		var gold, known, near, land int
		for _, a := range rows[toponyms](t, "geo", set) {
			at := bytesAt(a.Text)
			a.Toponyms = slices.DeleteFunc(a.Toponyms, func(g toponym) bool { return g.Start < 0 || g.End >= len(at) || g.Lat == 0 && g.Lon == 0 })
			var spans []doc.Span
			for _, g := range a.Toponyms {
				spans = append(spans, doc.Span{Start: at[g.Start], End: at[g.End]})
			}
			for i, p := range finder.ResolveIn(a.Text, spans, "") {
				g := a.Toponyms[i]
				gold++
				if p.Name == "" {
					if os.Getenv("DRAGOMAN_VERBOSE") == "unknown" {
						t.Logf("unknown %q | %s", g.Phrase, around(a.Text, spans[i]))
					}
					continue
				}
				known++
				km := distance(p.Lat, p.Lon, g.Lat, g.Lon)
				count(km < 161, &near)
				in := finder.CountryAt(g.Lat, g.Lon)
				// a continent lies in no country, Réunion in France and out of it
				right := in == p.Country || in == finder.CountryAt(p.Lat, p.Lon) || p.Country == "" && km < 700
				count(right, &land)
				if km >= 161 && os.Getenv("DRAGOMAN_VERBOSE") == "wrong" || !right && os.Getenv("DRAGOMAN_VERBOSE") == "country" {
					t.Logf("wrong %q %s %s %s %.0f km, gold %.2f %.2f %s: %s | %s", g.Phrase, p.Name, p.Country, p.Kind, km, g.Lat, g.Lon, in, p.Why, around(a.Text, spans[i]))
				}
			}
		}
		n := float64(gold)
		t.Logf("%s: names %d, known %.3f, within 161 km %.3f of the known and %.3f of all, right country %.3f of all", set, gold, float64(known)/n, float64(near)/float64(known), float64(near)/n, float64(land)/n)
	}
}

type dated struct {
	ID, Text, DCT string
	Timex         []struct {
		Start, End  int
		Text, Value string
	}
}

// TestGoldTimes measures times as TempEval-3 does, with the trees that tell the
// tense: spans that overlap, spans that are equal, and the value F1, which is the
// F1 of overlaps times the share of them that have the gold value. Package when
// measures the same without trees. DRAGOMAN_VERBOSE=value lists the wrong values,
// =missed and =spurious the spans.
func TestGoldTimes(t *testing.T) {
	run := pipeline(t)
	verbose := os.Getenv("DRAGOMAN_VERBOSE")
	for _, tc := range []struct {
		set   string
		floor float64 // of the value F1
	}{{"te3_tbaq_dev.jsonl", 0.79}, {"meantime_dev.jsonl", 0.82}} {
		var gold, got, found, right, exact, values int
		for _, a := range rows[dated](t, "dates", tc.set) {
			d := document(article{Text: a.Text, Date: a.DCT})
			run(d)
			at := bytesAt(a.Text)
			spans := make([]doc.Span, len(a.Timex))
			for i, g := range a.Timex {
				spans[i] = doc.Span{Start: at[g.Start], End: at[g.End]}
			}
			gold += len(spans)
			got += len(d.Times)
			for _, x := range d.Times {
				hit := slices.ContainsFunc(spans, x.Overlaps)
				count(hit, &right)
				if !hit && verbose == "spurious" {
					t.Logf("spurious %q %s (%s) | %s", d.Of(x.Span), x.Value, x.Why, around(d.Text, x.Span))
				}
			}
			for i, g := range a.Timex {
				k := slices.IndexFunc(d.Times, func(x doc.Time) bool { return x.Overlaps(spans[i]) })
				if k < 0 {
					if verbose == "missed" {
						t.Logf("missed %q %s | %s", g.Text, g.Value, around(d.Text, spans[i]))
					}
					continue
				}
				x := d.Times[k]
				found++
				count(x.Span == spans[i], &exact)
				count(x.Value == g.Value, &values)
				if x.Value != g.Value && verbose == "value" {
					t.Logf("value %.10s %q got %s (%s), want %q %s | %s", a.DCT, d.Of(x.Span), x.Value, x.Why, g.Text, g.Value, around(d.Text, spans[i]))
				}
				if x.Span != spans[i] && verbose == "exact" {
					t.Logf("exact %q, want %q | %s", d.Of(x.Span), g.Text, around(d.Text, spans[i]))
				}
			}
		}
		f1 := func(hits1, hits2 int) float64 {
			p, r := float64(hits1)/float64(got), float64(hits2)/float64(gold)
			return 2 * p * r / max(p+r, 1e-9)
		}
		value := f1(right, found) * float64(values) / float64(found)
		t.Logf("%s: gold %d, read %d; overlap P %.3f R %.3f F1 %.3f; equal F1 %.3f; value right %.3f, value F1 %.3f", tc.set, gold, got,
			float64(right)/float64(got), float64(found)/float64(gold), f1(right, found), f1(exact, exact), float64(values)/float64(found), value)
		if value < tc.floor {
			t.Errorf("%s: value F1 %.3f, expected at least %.2f", tc.set, value, tc.floor)
		}
	}
}
