package ingest_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dragoman/internal/ingest"
)

// TestBehind stops the reading of many kinds of files behind every report, and goes on.
func TestBehind(t *testing.T) {
	dir := t.TempDir()
	for name, content := range map[string]string{
		"a.jsonl":      `{"text":"A1."}` + "\n{\n" + `{"text":"A3."}`,
		"b/c.txt":      "C.",
		"b/d.csv":      "text,date\nD1.,2014-03-05\nD2.,soon\nD3.,\n",
		"b/e.zip":      string(zipOf(t, nil)),
		"f.warc":       strings.Join(crawl[:3], "") + "rubbish" + strings.Join(crawl[3:], ""),
		"g.warc.gz":    string(gzipOf([]byte(crawl[0]))) + string(gzipOf([]byte(crawl[2]))) + "rubbish" + string(gzipOf([]byte(crawl[4]+crawl[8]))),
		"h.array.json": `[{"text":"H1."},{"text":"H2."}]`,
		"z.bin":        "\x00\x01",
	} {
		path := filepath.Join(dir, name)
		os.MkdirAll(filepath.Dir(path), 0o755)
		if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	names := []string{dir, filepath.Join(dir, "missing"), filepath.Join(dir, "a.jsonl")}
	type step struct {
		what string
		mark ingest.Mark
	}
	read := func(behind ingest.Mark) (steps []step) {
		var at ingest.Mark
		for in, err := range ingest.Files(names, nil, ingest.Options{Behind: behind, At: &at}) {
			what := fmt.Sprint(err)
			if err == nil {
				what = in.Place.String() + " " + in.Text
			}
			steps = append(steps, step{what, at})
		}
		return steps
	}
	all := read(ingest.Mark{})
	if len(all) < 24 {
		t.Fatalf("%d reports and errors: the test tests little", len(all))
	}
	for i, s := range all {
		if diff := cmp.Diff(all[i+1:], read(s.mark), cmp.AllowUnexported(step{}), cmp.Transformer("none", func(s []step) []step { return append([]step{}, s...) })); diff != "" {
			t.Fatalf("behind %+v (-want +got):\n%s", s.mark, diff)
		}
	}
	// Inputs that have changed are no inputs to go on in.
	for _, m := range []ingest.Mark{
		{File: 1, Name: "other", Items: 1, Last: "x"},
		{File: 1, Name: filepath.Join(dir, "a.jsonl"), Items: 1, Last: "x"},
		{File: 1, Name: filepath.Join(dir, "a.jsonl"), Items: 9, Last: "x"},
		{File: 99, Name: "other", Items: 1, Last: "x"},
	} {
		var changed *ingest.ChangedError
		for in, err := range ingest.Files(names, nil, ingest.Options{Behind: m}) {
			if in != nil || !errors.As(err, &changed) {
				t.Errorf("behind %+v: %v, %v", m, in, err)
			}
		}
		if changed == nil {
			t.Errorf("behind %+v: no error", m)
		}
	}
}
