package doc

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestCheck(t *testing.T) {
	split := Stage{Name: "split", Adds: Sentences | Tokens}
	tag := Stage{Name: "tag", Needs: Tokens, Adds: Tags}
	parse := Stage{Name: "parse", Needs: Tokens | Tags, Adds: Trees}
	cases := []struct {
		name   string
		have   Layers
		stages []Stage
		want   string
	}{
		{"in order", 0, []Stage{split, tag, parse}, ""},
		{"layers that are there already", Sentences | Tokens, []Stage{tag}, ""},
		{"out of order", 0, []Stage{split, parse, tag}, "stage parse needs tags"},
		{"twice", 0, []Stage{split, tag, tag}, "stage tag adds tags"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			err := Check(c.have, c.stages)
			if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
				t.Errorf("error %v, want %q", err, c.want)
			}
		})
	}
}

func TestFeat(t *testing.T) {
	tag := Tag{Feats: "Mood=Ind|Tense=Past|VerbForm=Fin"}
	for name, want := range map[string]string{"Mood": "Ind", "Tense": "Past", "VerbForm": "Fin", "Ten": "", "Person": ""} {
		if got := tag.Feat(name); got != want {
			t.Errorf("Feat(%q) = %q, want %q", name, got, want)
		}
	}
}

func TestIsRelMatchesSubtypes(t *testing.T) {
	var d Document
	d.SetArcs([]Arc{{-1, "root"}, {0, "nsubj:pass"}, {0, "nsubject"}})
	if !d.IsRel(1, "nsubj") || d.IsRel(2, "nsubj") || d.IsRel(1, "nsubj:outer") {
		t.Error("nsubj must match nsubj:pass only")
	}
}

// Every token but the root is a kid of its head, once, and kids come in order.
func TestKids(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 30).Draw(t, "n")
		arcs := make([]Arc, n)
		for i := range arcs {
			arcs[i].Head = rapid.IntRange(-1, n-1).Draw(t, "head")
		}
		var d Document
		d.SetArcs(arcs)
		total := 0
		for i := range arcs {
			kids := d.Kids(i)
			if !slices.IsSorted(kids) {
				t.Fatalf("kids of %d out of order: %v", i, kids)
			}
			for _, k := range kids {
				if arcs[k].Head != i {
					t.Fatalf("token %d is no kid of %d", k, i)
				}
			}
			total += len(kids)
		}
		for _, a := range arcs {
			if a.Head < 0 {
				total++
			}
		}
		if total != n {
			t.Fatalf("%d tokens placed, want %d", total, n)
		}
	})
}

func TestStatementAtIsTheInnermost(t *testing.T) {
	d := Document{Statements: []Statement{{Span: Span{0, 50}}, {Span: Span{10, 50}}, {Span: Span{60, 80}, Gap: Span{70, 75}}}}
	for _, c := range []struct {
		span Span
		want int
	}{{Span{20, 25}, 1}, {Span{0, 5}, 0}, {Span{61, 62}, 2}, {Span{71, 72}, -1}, {Span{52, 55}, -1}, {Span{45, 55}, -1}} {
		if got := d.StatementAt(c.span); got != c.want {
			t.Errorf("StatementAt(%v) = %d, want %d", c.span, got, c.want)
		}
	}
}
