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
	"dragoman/internal/stage/ground"
	"dragoman/internal/stage/ground/where"
	"dragoman/internal/stage/lang"
)

// pipeline returns the parser and the stages of this package; a test may
// import another stage, the package may not.
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
	stages = append([]doc.Stage{parse}, stages...)
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
		var gold, known, near int
		for _, a := range rows[toponyms](t, "geo", set) {
			at := bytesAt(a.Text)
			a.Toponyms = slices.DeleteFunc(a.Toponyms, func(g toponym) bool { return g.Start < 0 || g.End >= len(at) || g.Lat == 0 && g.Lon == 0 })
			var spans []doc.Span
			for _, g := range a.Toponyms {
				spans = append(spans, doc.Span{Start: at[g.Start], End: at[g.End]})
			}
			for i, p := range finder.ResolveIn(a.Text, spans, "") {
				gold++
				if p.Name == "" {
					if os.Getenv("DRAGOMAN_VERBOSE") == "unknown" {
						t.Logf("unknown %q | %s", a.Toponyms[i].Phrase, around(a.Text, spans[i]))
					}
					continue
				}
				known++
				km := distance(p.Lat, p.Lon, a.Toponyms[i].Lat, a.Toponyms[i].Lon)
				count(km < 161, &near)
				if km >= 161 && os.Getenv("DRAGOMAN_VERBOSE") == "wrong" {
					t.Logf("wrong %q %s %s %s %.0f km | %s", a.Toponyms[i].Phrase, p.Name, p.Country, p.Kind, km, around(a.Text, spans[i]))
				}
			}
		}
		t.Logf("%s: names %d, known %.3f, of known within 161 km %.3f, of all %.3f", set, gold, float64(known)/float64(gold), float64(near)/float64(known), float64(near)/float64(gold))
	}
}

type dated struct {
	ID, Text, DCT string
	Timex         []struct {
		Start, End  int
		Text, Value string
	}
}

// TestGoldTimes prints how well times are resolved when the trees tell the
// tense; package when measures the same without trees.
func TestGoldTimes(t *testing.T) {
	run := pipeline(t)
	for _, set := range []string{"te3_tbaq_dev.jsonl", "meantime_dev.jsonl"} {
		var gold, got, hits, values int
		for _, a := range rows[dated](t, "dates", set) {
			d := document(article{Text: a.Text, Date: a.DCT})
			run(d)
			at := bytesAt(a.Text)
			gold += len(a.Timex)
			got += len(d.Times)
			for _, g := range a.Timex {
				s := doc.Span{Start: at[g.Start], End: at[g.End]}
				i := slices.IndexFunc(d.Times, func(x doc.Time) bool { return x.Overlaps(s) })
				if i < 0 {
					continue
				}
				hits++
				count(d.Times[i].Value == g.Value, &values)
				if d.Times[i].Value != g.Value && os.Getenv("DRAGOMAN_VERBOSE") == "value" {
					t.Logf("value %s %q got %s (%s), want %q %s | %s", a.DCT[:min(10, len(a.DCT))], d.Of(d.Times[i].Span), d.Times[i].Value, d.Times[i].Why, g.Text, g.Value, strings.ReplaceAll(d.Text[max(0, s.Start-70):min(len(d.Text), s.End+40)], "\n", " "))
				}
			}
		}
		p, r := float64(hits)/float64(got), float64(hits)/float64(gold)
		t.Logf("%s: gold %d, read %d, overlap F1 %.3f, of these the value is right %.3f", set, gold, got, 2*p*r/(p+r), float64(values)/float64(hits))
	}
}
