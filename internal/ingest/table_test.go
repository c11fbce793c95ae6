package ingest

import (
	"os"
	"strings"
	"testing"
	"time"

	"dragoman/internal/doc"
	"dragoman/internal/lexicon"
)

// TestPhraseTable runs the table's own examples.
func TestPhraseTable(t *testing.T) {
	files := os.DirFS("../../data")
	p, err := loadPhrases(files)
	if err != nil {
		t.Fatal(err)
	}
	table, err := lexicon.Read(files, "reading/phrases.tsv", "pattern", "kind", "example", "source")
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range table.Rows {
		example := row.Get("example")
		if row.Get("source") == "" {
			t.Error(row.Errorf("no source"))
		}
		if got := p.match(example, strings.Count(example, " ")+1); string(got) != row.Get("kind") {
			t.Error(row.Errorf("example %q matches as %q", example, got))
		}
	}
}

// TestProseIsNoPhrase guards against patterns that eat sentences.
func TestProseIsNoPhrase(t *testing.T) {
	p, err := loadPhrases(os.DirFS("../../data"))
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range []string{
		"Sources close to the president said the talks had failed.",
		"Photo opportunities were cancelled after the attack.",
		"More from the camps are expected to flee.",
		"Share prices fell in Athens and Istanbul.",
		"Home Affairs Minister Resigns",
		"Watch on the Border",
		"Video shows troops leaving the town.",
		"Published reports of a truce were denied by both sides.",
		"Related talks opened in Geneva.",
		"World leaders condemned the attack.",
		"Agencies of the United Nations halted their work.",
		"The court banned reporting by foreign media.",
	} {
		if got := p.match(s, strings.Count(s, " ")+1); got != "" {
			t.Errorf("%q matches as %q, expected prose", s, got)
		}
	}
}

// TestTermTable parses the datelines among the examples.
func TestTermTable(t *testing.T) {
	files := os.DirFS("../../data")
	b, err := NewBuilder(files, nil)
	if err != nil {
		t.Fatal(err)
	}
	table, err := lexicon.Read(files, "reading/terms.tsv", "term", "kind", "example", "source")
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range table.Rows {
		example, kind := row.Get("example"), row.Get("kind")
		if row.Get("source") == "" {
			t.Error(row.Errorf("no source"))
		}
		switch kind {
		case "role":
			if !b.isByline(&paragraph{text: example, words: 4}, &doc.Meta{}) {
				t.Error(row.Errorf("example %q is no byline", example))
			}
		default:
			_, ok := b.dateline(example+" The talks failed on Friday after three days.", time.Time{})
			if ok == (kind == "label") {
				t.Error(row.Errorf("example %q: a dateline is %v", example, ok))
			}
		}
	}
}

// TestLanguageTable detects the language of the examples.
func TestLanguageTable(t *testing.T) {
	files := os.DirFS("../../data")
	s, err := loadSmallWords(files)
	if err != nil {
		t.Fatal(err)
	}
	table, err := lexicon.Read(files, "reading/languages.tsv", "lang", "words", "example", "source")
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range table.Rows {
		words := strings.Fields(strings.ToLower(strings.Trim(row.Get("example"), ".")))
		if row.Get("source") == "" {
			t.Error(row.Errorf("no source"))
		}
		if share := s.shares(words)[row.Get("lang")]; share < 0.1 {
			t.Error(row.Errorf("example has %.2f small words, expected 0.10 at least", share))
		}
		if got := s.language(row.Get("example")); got == "en" && row.Get("lang") != "en" {
			t.Error(row.Errorf("example is taken for English"))
		}
	}
}

func TestWholeDate(t *testing.T) {
	for s, want := range map[string]string{
		"Wednesday, January 23, 2019": "2019-01-23",
		"19 July 2000":                "2000-07-19",
		"Sept. 3rd, 1999":             "1999-09-03",
		"July 19":                     "month and day",
		"June 31, 2001":               "",
		"July":                        "",
		"the 19th of July 2000":       "2000-07-19",
		"July 19, 2000 talks":         "",
	} {
		when, ok := wholeDate(s)
		got := ""
		switch {
		case ok && when.IsZero():
			got = "month and day"
		case ok:
			got = when.Format(time.DateOnly)
		}
		if got != want {
			t.Errorf("%q: got %q, expected %q", s, got, want)
		}
	}
}
