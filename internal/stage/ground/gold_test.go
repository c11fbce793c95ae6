package ground_test

import (
	"bufio"
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"dragoman/data"
	"dragoman/internal/doc"
	"dragoman/internal/stage/ground"
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
