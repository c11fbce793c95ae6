package dragoman

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"dragoman/data"
	"dragoman/internal/ingest"
	"dragoman/internal/lexicon"
)

// The samples of ontologies are tested by their own examples: each row's sentence
// gives an event that this row decides.
func TestSampleOntologies(t *testing.T) {
	files, err := filepath.Glob("samples/ontology-*.tsv")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		t.Run(file, func(t *testing.T) {
			c := *coder(t)
			raw, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if c.coding, err = openCoding(data.Files, nil, raw, file); err != nil {
				t.Fatal(err)
			}
			table, err := lexicon.Read(os.DirFS("."), file, "event", "example")
			if err != nil {
				t.Fatal(err)
			}
			for _, r := range table.Rows {
				checkExample(t, &c, r)
			}
		})
	}
}

// checkExample codes the sentence of a row.
func checkExample(t *testing.T, c *Coder, r lexicon.Row) {
	t.Helper()
	xs, err := c.Explain(context.Background(), &ingest.Input{Text: r.Get("example")})
	if err != nil {
		t.Fatal(err)
	}
	at := fmt.Sprintf("%s:%d", r.File, r.Line)
	var got []string
	for _, x := range xs {
		if x.Ontology == at {
			return
		}
		if x.PLOVER != nil {
			got = append(got, x.Ontology+" from "+x.PLOVER.Type+" "+x.PLOVER.Mode+" "+x.CAMEO)
		} else {
			got = append(got, x.Verdict+" "+x.Type+" "+x.Reason)
		}
	}
	t.Errorf("%v", r.Errorf("%q comes to other rows: %q", r.Get("example"), got))
}
