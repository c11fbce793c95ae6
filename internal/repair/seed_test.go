package repair_test

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dragoman/internal/repair"
)

const shared = "../../../shared"

func newRepairer(t testing.TB) *repair.Repairer {
	t.Helper()
	r, err := repair.New(os.DirFS("../../data"))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// lines decodes a JSON Lines file, or skips the test where it is absent.
func lines[T any](t *testing.T, name string) []T {
	t.Helper()
	f, err := os.Open(filepath.Join(shared, name))
	if err != nil {
		t.Skipf("no %s beside the repository: %v", name, err)
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

// TestDamagedReport mends a report as a scraper left it and compares with what
// a person mended.
func TestDamagedReport(t *testing.T) {
	want := lines[struct{ Raw, Fixed string }](t, "gold/seed/repairs.jsonl")
	raw, err := os.ReadFile(filepath.Join(shared, "gold/seed/raw.txt"))
	if err != nil {
		t.Skip(err)
	}
	_, got := newRepairer(t).Repair(string(raw))
	left := map[string]int{}
	for _, w := range want {
		left[w.Raw+" -> "+w.Fixed]++
	}
	wrong := 0
	for _, g := range got {
		k := g.Raw + " -> " + g.Fixed
		if left[k]--; left[k] < 0 {
			wrong++
			t.Logf("not asked for: %s (%s)", k, g.Kind)
		}
	}
	missed := 0
	for k, n := range left {
		for range max(0, n) {
			missed++
			t.Logf("missed: %s", k)
		}
	}
	t.Logf("%d repairs, %d wanted, %d missed, %d wrong", len(got), len(want), missed, wrong)
	if missed > 1 || wrong > 1 {
		t.Errorf("%d missed and %d wrong, expected one of each at most", missed, wrong)
	}
}

// TestCleanReports runs over texts that need next to no repair. Nearly all that
// is found in them is damage indeed; what is not must stay below one word in
// thousands.
func TestCleanReports(t *testing.T) {
	r := newRepairer(t)
	for name, words := range map[string]int{ // at least so many for each repair
		"gold/wikinews/articles.jsonl":    1e6,
		"corpus/wikinews_2019_2020.jsonl": 9000,
		"gold/quotes/polnear_dev.jsonl":   4500,
		"gold/dates/te3_tbaq_dev.jsonl":   5500,
	} {
		t.Run(name, func(t *testing.T) {
			total, changed := 0, 0
			for _, a := range lines[struct{ ID, Text string }](t, name) {
				total += len(strings.Fields(a.Text))
				_, got := r.Repair(a.Text)
				for _, g := range got {
					changed++
					t.Logf("%s: %s -> %s (%s)", a.ID, g.Raw, g.Fixed, g.Kind)
				}
			}
			t.Logf("%d repairs in %d words", changed, total)
			if changed*words > total {
				t.Errorf("%d repairs in %d words, expected one in %d at most", changed, total, words)
			}
		})
	}
}
