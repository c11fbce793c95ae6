// Package relations holds sentences for training a classifier; see README.md.
package relations

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"dragoman/data"
	"dragoman/internal/lexicon"
)

var (
	pair = regexp.MustCompile(`^[^<>]*(<([st])>[^<>]+</[st]>)[^<>]*(<([st])>[^<>]+</[st]>)[^<>]*$`)

	statuses      = strings.Fields("occurred ongoing planned expected offered demanded hypothetical negated background")
	constructions = strings.Fields("active passive nominal quoted relative infinitive appositive coordinate possessive conditional participial headline reported")
	regions       = strings.Fields("africa americas asia europe mideast global")
)

// TestRows checks that every sentence has one source, one target, a type of
// PLOVER's and the other columns' words, and that none is there twice.
func TestRows(t *testing.T) {
	types := []string{"NONE"}
	plover, err := lexicon.Read(data.Files, "ontology/plover.tsv", "type")
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range plover.Rows {
		types = append(types, r.Get("type"))
	}
	files, err := filepath.Glob("*.tsv")
	if err != nil || len(files) == 0 {
		t.Fatalf("no tables: %v", err)
	}
	seen := map[string]string{}
	for _, f := range files {
		table, err := lexicon.Read(os.DirFS("."), f, "text", "type", "status", "construction", "region", "decade")
		if err != nil {
			t.Error(err)
			continue
		}
		for _, r := range table.Rows {
			text := r.Get("text")
			if m := pair.FindStringSubmatch(text); m == nil || m[2] == m[4] || strings.Count(text, "</s>") != 1 {
				t.Error(r.Errorf("expected one <s>source</s> and one <t>target</t>: %q", text))
			}
			for _, c := range []struct {
				column string
				words  []string
			}{{"type", types}, {"status", statuses}, {"construction", constructions}, {"region", regions}} {
				if !slices.Contains(c.words, r.Get(c.column)) {
					t.Error(r.Errorf("%s %q, expected one of %v", c.column, r.Get(c.column), c.words))
				}
			}
			// One sentence may stand twice with other marks, for two relations.
			if was, twice := seen[text]; twice {
				t.Error(r.Errorf("the same as %s", was))
			}
			seen[text] = f
		}
	}
	t.Logf("%d sentences", len(seen))
}
