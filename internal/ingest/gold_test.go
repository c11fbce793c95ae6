package ingest_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dragoman/internal/doc"
	"dragoman/internal/ingest"
	"dragoman/internal/repair"
)

const shared = "../../../shared"

func newBuilder(t testing.TB) *ingest.Builder {
	t.Helper()
	files := os.DirFS("../../data")
	r, err := repair.New(files)
	if err != nil {
		t.Fatal(err)
	}
	b, err := ingest.NewBuilder(files, r)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func sharedFile(t *testing.T, name string) []byte {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(shared, name))
	if err != nil {
		t.Skipf("no %s beside the repository", name)
	}
	return raw
}

func readOne(t testing.TB, name, content string) *ingest.Input {
	t.Helper()
	for in, err := range ingest.Open(name, strings.NewReader(content), ingest.Options{}) {
		if err != nil {
			t.Fatal(err)
		}
		return in
	}
	t.Fatal("nothing read")
	return nil
}

// TestScrapedReport reads a report as a scraper left it and compares with the
// text as a person mended it.
func TestScrapedReport(t *testing.T) {
	raw := sharedFile(t, "gold/seed/raw.txt")
	want := sharedFile(t, "gold/seed/repaired.txt")
	d := newBuilder(t).Build(readOne(t, "raw.txt", string(raw)))
	if diff := cmp.Diff(strings.Split(strings.TrimSpace(string(want)), "\n"), strings.Split(d.Text, "\n")); diff != "" {
		t.Errorf("text (-want +got):\n%s", diff)
	}
	t.Logf("%+v", d.Meta)
	t.Logf("%+v", d.Dateline)
	logBlocks(t, d)
}

func logBlocks(t *testing.T, d *doc.Document) {
	for _, b := range d.Blocks {
		s := d.Of(b.Span)
		t.Logf("%-8s %s", b.Kind, s[:min(len(s), 80)])
	}
}

func TestWikinews(t *testing.T) {
	b := newBuilder(t)
	for _, name := range []string{"gold/wikinews/articles.jsonl"} {
		for in, err := range ingest.Open(name, strings.NewReader(string(sharedFile(t, name))), ingest.Options{}) {
			if err != nil {
				t.Error(err)
				continue
			}
			d := b.Build(in)
			t.Log("-----", d.ID, d.Lang, d.Title, d.Date)
			logBlocks(t, d)
		}
	}
}
