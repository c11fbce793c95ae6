package dragoman

import (
	"bytes"
	"context"
	"encoding/json"
	"path/filepath"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/google/go-cmp/cmp"
)

// A record that is coded anew by its own coder is what it was, byte by byte: nothing is
// lost between the two codings but what no stage reads.
func TestRecodeIsCode(t *testing.T) {
	c := coder(t)
	var texts [][]byte
	files, err := filepath.Glob("testdata/articles/*.txtar")
	if err != nil || len(files) < 10 {
		t.Fatalf("%d articles, %v", len(files), err)
	}
	for _, f := range files {
		a, err := txtar.ParseFile(f)
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, a.Files[0].Data)
	}
	texts = append(texts,
		[]byte("Talks End Without Result\n\nByWire Services\n\nAugust 14, 2001, 9:05 AM\n\nThe ministersof Chad and Sudan met in N'Djamena on Monday — “naïve”, said Café Ltd.\n\nYears of Dispute\n\nChad expelled an envoy.\n\nReuters contributed to this report."),
		[]byte("Le président de la République a rencontré le ministre des affaires étrangères de l'Allemagne à Paris lundi pour parler de la guerre."),
	)
	for _, text := range texts {
		for in, err := range Files([]string{"-"}, bytes.NewReader(text)) {
			if err != nil {
				t.Fatal(err)
			}
			first, err := c.Code(context.Background(), in)
			if err != nil {
				t.Fatal(err)
			}
			kept := &Record{} // as it lies in a ledger
			if err := json.Unmarshal(written(t, first), kept); err != nil {
				t.Fatal(err)
			}
			again, err := c.Recode(context.Background(), kept)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(written(t, first)), string(written(t, again))); diff != "" {
				t.Errorf("%.60q: (-coded +recoded)\n%.2000s", text, diff)
			}
		}
	}
}

func written(t *testing.T, r *Record) []byte {
	t.Helper()
	raw, err := json.MarshalIndent(r, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return raw
}
