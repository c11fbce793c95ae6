package factual_test

import (
	"bufio"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"dragoman/internal/doc"
	"dragoman/internal/lexicon"
	"dragoman/internal/stage/clause"
	"dragoman/internal/stage/factual"
	"dragoman/internal/stage/lang"
)

var tables = os.DirFS("../../../data")

// pipeline is what status rests on, and the stage itself; told is false for
// text that is cut into words already.
func pipeline(t testing.TB) []doc.Stage {
	t.Helper()
	l, err := lang.New(tables)
	if err != nil {
		t.Skip("no parser: ", err)
	}
	c, err := clause.New(tables)
	if err != nil {
		t.Fatal(err)
	}
	f, err := factual.New(tables)
	if err != nil {
		t.Fatal(err)
	}
	return []doc.Stage{l, c, f}
}

func analyse(run []doc.Stage, text string) *doc.Document {
	d := &doc.Document{Text: text, Blocks: []doc.Block{{Span: doc.Span{End: len(text)}, Kind: doc.Body}}}
	for _, s := range run {
		s.Run(d)
	}
	return d
}

// statusOf is what the rules alone say of the predicate at a word of the text.
func statusOf(d *doc.Document, word string) doc.Modality {
	for i, p := range d.Predicates {
		if d.Word(p.Token) == word {
			return d.Status[i].ByRule()
		}
	}
	return ""
}

// TestSignatureExamples runs every row's own example, of signatures and idioms, through the parser. A few
// examples may be misparsed; none may tell what was not done as done.
func TestSignatureExamples(t *testing.T) {
	run := pipeline(t)
	var rows []lexicon.Row
	for _, c := range [][2]string{{"signatures", "lemma"}, {"idioms", "words"}} {
		table, err := lexicon.Read(tables, "attrib/"+c[0]+".tsv", c[1], "example", "expect")
		if err != nil {
			t.Fatal(err)
		}
		rows = append(rows, table.Rows...)
	}
	right, falseDeeds := 0, 0
	for _, row := range rows {
		word, want, _ := strings.Cut(row.Get("expect"), "=")
		got := statusOf(analyse(run, row.Get("example")), word)
		if string(got) == want {
			right++
			continue
		}
		if got.Done() && !doc.Modality(want).Done() {
			falseDeeds++
		}
		t.Logf("%d: %q: %s, want %s", row.Line, row.Get("example"), got, want)
	}
	t.Logf("%d of %d examples, %d not done told as done", right, len(rows), falseDeeds)
	if right*100 < 93*len(rows) {
		t.Errorf("%d of %d examples right, want 93 in a hundred", right, len(rows))
	}
	// These are wrong trees ("Seoul rebuffed talks" read as "the rebuffed talks"), one or two
	// in a hundred; the share may only fall.
	if falseDeeds*100 > 2*len(rows) {
		t.Errorf("%d examples tell as done what was not", falseDeeds)
	}
}

// TestFactuality measures agreement on done and not done with the words of the
// UW corpus that its judges were sure about (-3..3).
func TestFactuality(t *testing.T) {
	f, err := os.Open("../../../../shared/gold/factuality/uw_dev.jsonl")
	if err != nil {
		t.Skip("no gold data beside the project")
	}
	defer f.Close()
	run := pipeline(t)
	parser, err := lang.NewParser(tables)
	if err != nil {
		t.Skip(err)
	}
	run[0] = parser
	var right, all, falseDeeds, notDone int
	in := bufio.NewScanner(f)
	in.Buffer(nil, 1<<22)
	for n := 0; in.Scan(); n++ {
		if n%4 != 0 {
			continue // a quarter is enough to watch it
		}
		var r struct {
			Text    string
			Targets []struct {
				Start      int `json:"tok_start"`
				Word       string
				Factuality float64
			}
		}
		if err := json.Unmarshal(in.Bytes(), &r); err != nil {
			t.Fatal(err)
		}
		d := tokens(r.Text)
		for _, s := range run {
			s.Run(d)
		}
		for _, g := range r.Targets {
			k := d.PredicateAt(g.Start)
			if k < 0 || g.Factuality > -0.5 && g.Factuality < 2.5 {
				continue
			}
			done := d.Status[k].Modality.Done()
			all++
			if done == (g.Factuality > 0) {
				right++
			}
			if g.Factuality < 0 {
				notDone++
				if done {
					falseDeeds++
					t.Logf("%s (%.1f) told as %s by %s: %s", g.Word, g.Factuality, d.Status[k].Modality, d.Status[k].Rule, r.Text)
				}
			} else if !done {
				t.Logf("DONE %s (%.1f) told as %s by %s: %s", g.Word, g.Factuality, d.Status[k].Modality, d.Status[k].Rule, r.Text)
			}
		}
	}
	t.Logf("%d of %d words right (%.3f), %d of %d not done told as done", right, all, float64(right)/float64(all), falseDeeds, notDone)
}

// tokens makes a document of a sentence whose words are parted by blanks.
func tokens(text string) *doc.Document {
	d := &doc.Document{Text: text, Blocks: []doc.Block{{Span: doc.Span{End: len(text)}, Kind: doc.Body}}}
	at := 0
	for w := range strings.FieldsSeq(text) {
		i := at + strings.Index(text[at:], w)
		d.Tokens = append(d.Tokens, doc.Token{Span: doc.Span{Start: i, End: i + len(w)}})
		at = i + len(w)
	}
	d.Sentences = []doc.Sentence{{Span: doc.Span{End: len(text)}, Kind: doc.Body, Last: len(d.Tokens)}}
	return d
}
