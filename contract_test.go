package dragoman

import (
	"context"
	"encoding/json"
	"hash/fnv"
	"maps"
	"os"
	"path/filepath"
	"testing"

	"dragoman/internal/doc"
	"dragoman/internal/ingest"
)

// Go cannot freeze slices, so this test does: it takes a print of every layer
// before and after each stage, and holds each stage to what it declares. What a
// stage did not declare, it did not touch; what it declared, it alone wrote.
func TestStagesWriteOnlyTheirLayers(t *testing.T) {
	c := *coder(t)
	files, err := filepath.Glob("testdata/articles/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range append(files, "samples/summit.txt", "samples/page.html") {
		in := firstReport(t, f)
		d := c.builder.Build(in)
		before, fixed := prints(t, d), printOf(t, fixedParts(d))
		err := analyse(context.Background(), d, c.stages.text, func(s doc.Stage) {
			after := prints(t, d)
			for layer := range layersOf(d) {
				if s.Adds&layer == 0 && before[layer] != after[layer] {
					t.Errorf("%s: stage %s changed the layer %s, and adds only %s", f, s.Name, layer, s.Adds)
				}
			}
			before = maps.Clone(after)
			if now := printOf(t, fixedParts(d)); now != fixed {
				t.Fatalf("%s: stage %s changed the text, its blocks or its metadata", f, s.Name)
			}
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// layersOf names the slices that make up each layer.
func layersOf(d *doc.Document) map[doc.Layers]any {
	return map[doc.Layers]any{
		doc.Sentences:  d.Sentences,
		doc.Tokens:     d.Tokens,
		doc.Tags:       d.Tags,
		doc.Trees:      d.Arcs,
		doc.Names:      d.Names,
		doc.Cues:       d.Cues,
		doc.Looks:      d.Looks,
		doc.StatusOdds: d.Odds,
		doc.Predicates: d.Predicates,
		doc.Actors:     []any{d.Actors, d.Mentions},
		doc.Times:      d.Times,
		doc.Places:     d.Places,
		doc.Figures:    d.Figures,
		doc.Statements: []any{d.Statements, d.Credits},
		doc.Statuses:   d.Status,
		doc.Events:     []any{d.Events, d.Rejected},
		doc.Judgements: d.Judgements,
	}
}

// fixedParts is what no stage may change.
func fixedParts(d *doc.Document) any {
	return []any{d.Meta, d.Raw, d.Text, d.Repairs, d.Removed, d.Blocks, d.Dateline}
}

func prints(t *testing.T, d *doc.Document) map[doc.Layers]uint64 {
	t.Helper()
	out := map[doc.Layers]uint64{}
	for layer, v := range layersOf(d) {
		out[layer] = printOf(t, v)
	}
	return out
}

func printOf(t *testing.T, v any) uint64 {
	t.Helper()
	raw, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	h := fnv.New64a()
	h.Write(raw)
	return h.Sum64()
}

// A stage that breaks costs one report, and is named with it.
func TestPanicCostsOneReport(t *testing.T) {
	broken := doc.Stage{Name: "broken", Run: func(*doc.Document) { panic("no such token") }}
	err := analyse(context.Background(), &doc.Document{Meta: doc.Meta{ID: "r7"}}, []doc.Stage{broken}, nil)
	const want = "dragoman: report r7: stage broken: internal fault: no such token"
	if err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

func firstReport(t testing.TB, file string) *ingest.Input {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for in, err := range ingest.Open(file, f, ingest.Options{}) {
		if err != nil {
			t.Fatal(err)
		}
		return in
	}
	t.Fatalf("%s: no report", file)
	return nil
}
