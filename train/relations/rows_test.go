// Package relations holds sentences for training a classifier; see README.md.
package relations

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
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

// types lists NONE and PLOVER's types.
func types(t *testing.T) []string {
	t.Helper()
	plover, err := lexicon.Read(data.Files, "ontology/plover.tsv", "type")
	if err != nil {
		t.Fatal(err)
	}
	out := []string{"NONE"}
	for _, r := range plover.Rows {
		out = append(out, r.Get("type"))
	}
	return out
}

// TestRows checks that every sentence has one source, one target, a type of
// PLOVER's and the other columns' words, and that none is there twice.
func TestRows(t *testing.T) {
	types := types(t)
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

// TestRead checks that what was read off the news names two stretches of one
// sentence that do not overlap.
func TestRead(t *testing.T) {
	table, err := lexicon.ReadAll(os.DirFS("."), "read", "corpus", "id", "start", "end", "source_start", "source_end", "target_start", "target_end", "type", "status")
	if err != nil {
		t.Fatal(err)
	}
	kinds := types(t)
	for _, r := range table.Rows {
		var at []int
		for _, c := range []string{"start", "end", "source_start", "source_end", "target_start", "target_end"} {
			n, err := strconv.Atoi(r.Get(c))
			if err != nil {
				t.Error(r.Errorf("%s %q, expected a number", c, r.Get(c)))
			}
			at = append(at, n)
		}
		inside := func(from, to int) bool { return at[0] <= from && from < to && to <= at[1] }
		if !inside(at[2], at[3]) || !inside(at[4], at[5]) || at[2] < at[5] && at[4] < at[3] {
			t.Error(r.Errorf("source %d-%d and target %d-%d, expected two stretches of %d-%d apart", at[2], at[3], at[4], at[5], at[0], at[1]))
		}
		if !slices.Contains(kinds, r.Get("type")) {
			t.Error(r.Errorf("type %q, expected one of %v", r.Get("type"), kinds))
		}
		if s := r.Get("status"); s != "-" && !slices.Contains(statuses, s) {
			t.Error(r.Errorf("status %q, expected one of %v, or - beside NONE", s, statuses))
		}
	}
}
