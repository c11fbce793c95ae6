package dragoman

import (
	"crypto/sha256"
	"fmt"
	"io/fs"
	"strings"
	"testing"

	"dragoman/data"
	"dragoman/internal/stage/lang"
)

// TestSizesDiffer: what the two networks read is told apart in the record.
func TestSizesDiffer(t *testing.T) {
	standard, err := identify(data.Files, lang.Standard)
	if err != nil {
		t.Fatal(err)
	}
	fast, err := identify(data.Files, lang.Fast)
	if err != nil {
		t.Fatal(err)
	}
	if standard.Model == fast.Model || standard.Lexicon != fast.Lexicon {
		t.Errorf("standard is %+v, fast %+v; want other models, one lexicon", standard, fast)
	}
}

// TestSums: the sums beside the weights, by which records name their model, are true.
func TestSums(t *testing.T) {
	sums, err := fs.ReadFile(data.Files, "models/SHA256SUMS")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range []string{"pieces.model", "standard.model", "fast.model"} {
		raw, err := fs.ReadFile(data.Files, "models/"+f)
		if err != nil {
			t.Fatal(err)
		}
		if want := fmt.Sprintf("%x  %s\n", sha256.Sum256(raw), f); !strings.Contains(string(sums), want) {
			t.Errorf("SHA256SUMS lacks %shint: (cd data/models && sha256sum *.model > SHA256SUMS)", want)
		}
	}
}

// TestUnknownModel: a size that there is not is named, with those that there are.
func TestUnknownModel(t *testing.T) {
	const want = `dragoman: loading: lang: no model "huge", expected standard or fast`
	if _, err := New(WithModel("huge")); err == nil || err.Error() != want {
		t.Errorf("error %v, want %s", err, want)
	}
}
