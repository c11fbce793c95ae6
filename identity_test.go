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
	standard, err := identify(data.Files, (&Coder{size: lang.Standard}).weights(), nil)
	if err != nil {
		t.Fatal(err)
	}
	fast, err := identify(data.Files, (&Coder{size: lang.Fast}).weights(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if standard.Model == fast.Model || standard.Lexicon != fast.Lexicon {
		t.Errorf("standard is %+v, fast %+v; want other models, one lexicon", standard, fast)
	}
}

// TestSums: the sums beside weights and gazetteer, by which records name them, are
// true.
func TestSums(t *testing.T) {
	for folder, files := range map[string][]string{"models": {"pieces.model", "standard.model", "fast.model", "relate.model", "relate-tuned.model"}, "places": {"index.bin", "outlines.bin"}} {
		sums, err := fs.ReadFile(data.Files, folder+"/SHA256SUMS")
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			raw, err := fs.ReadFile(data.Files, folder+"/"+f)
			if err != nil {
				t.Fatal(err)
			}
			if want := fmt.Sprintf("%x  %s\n", sha256.Sum256(raw), f); !strings.Contains(string(sums), want) {
				t.Errorf("%s/SHA256SUMS lacks %shint: (cd data/%s && sha256sum %s > SHA256SUMS)", folder, want, folder, strings.Join(files, " "))
			}
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
