package actor

import (
	"strings"
	"testing"

	"dragoman/data"
	"dragoman/internal/doc"
	"dragoman/internal/lexicon"
	"dragoman/internal/stage/lang"
)

func rowsOf(t *testing.T, name string) []lexicon.Row {
	t.Helper()
	tab, err := lexicon.Read(data.Files, "lexicon/"+name)
	if err != nil {
		t.Fatal(err)
	}
	return tab.Rows
}

// TestRowsNameThemselves checks the shape of every row: an example with the
// row's own word in it, and a source.
func TestRowsNameThemselves(t *testing.T) {
	for name, column := range map[string]string{"agents.tsv": "lemma", "peoples.tsv": "name", "titles.tsv": "form", "coref.tsv": "form", "locative.tsv": "form", "orgs.tsv": "word", "persons.tsv": "lemma"} {
		seen := map[string]bool{}
		for _, r := range rowsOf(t, name) {
			word, ok := r.Get(column), false
			forms := []string{word}
			if name == "agents.tsv" {
				forms = append(forms, r.List("plural")...)
			}
			for _, f := range forms {
				ok = ok || strings.Contains(" "+strings.ToLower(r.Get("example")), strings.ToLower(f))
			}
			if !ok {
				t.Error(r.Errorf("%q is not in its example %q", word, r.Get("example")))
			}
			if r.Get("source") == "" {
				t.Error(r.Errorf("no source"))
			}
			key := word
			if name == "coref.tsv" {
				key += " " + r.Get("class") + " " + r.Get("refers")
			}
			if name == "locative.tsv" {
				key += " " + r.Get("class")
			}
			if seen[key] {
				t.Error(r.Errorf("%q is there twice", key))
			}
			seen[key] = true
		}
	}
}

// TestAgentRows reads every agent's own example with the real models and
// expects a mention with the row's sector, of the state that the example names.
func TestAgentRows(t *testing.T) {
	l, err := lang.New(data.Files)
	if err != nil {
		t.Skip(err)
	}
	s := stage(t, data.Files)
	bad := 0
	rows := rowsOf(t, "agents.tsv")
	for _, r := range rows {
		text := r.Get("example")
		d := &doc.Document{Text: text, Blocks: []doc.Block{{Span: doc.Span{Start: 0, End: len(text)}, Kind: doc.Body}}}
		l.Run(d)
		s.Run(d)
		if !holdsAgent(d, r) {
			bad++
			t.Log(r.Errorf("%s", shown(d)))
		}
	}
	if bad > len(rows)/50 {
		t.Errorf("%d of %d rows are not found in their own examples", bad, len(rows))
	}
}

func holdsAgent(d *doc.Document, r lexicon.Row) bool {
	for _, m := range d.Mentions {
		a := d.Actors[m.Actors[0]]
		text := strings.ToLower(d.Of(m.Span))
		if a.Sector != r.Get("sector") && r.Get("sector") != "" {
			continue
		}
		for _, f := range append(r.List("plural"), r.Get("lemma")) {
			if strings.HasSuffix(text, strings.ToLower(f)) {
				return true
			}
		}
	}
	return false
}
