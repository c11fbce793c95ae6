package dragoman

import (
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

// TestUnknownModel: a size that there is not is named, with those that there are.
func TestUnknownModel(t *testing.T) {
	const want = `dragoman: loading: lang: no model "huge", expected standard or fast`
	if _, err := New(WithModel("huge")); err == nil || err.Error() != want {
		t.Errorf("error %v, want %s", err, want)
	}
}
