package factual_test

import (
	"slices"
	"testing"

	"dragoman/internal/doc"
	"dragoman/internal/lexicon"
)

// TestWordExamples runs the examples of the tables of words: what the word at issue,
// or where none is named any word, is told as. A few may be misparsed.
func TestWordExamples(t *testing.T) {
	run := pipeline(t)
	right, all := 0, 0
	for _, c := range []struct {
		table, word string // the word; "lemma": the row's own
		want        doc.Modality
	}{
		{"states", "lemma", doc.Ongoing},
		{"fixtures", "lemma", doc.Planned},
		{"contents", "lemma", doc.Occurred},
		{"fiction", "seize", doc.Hypothetical},
		{"shams", "seize", doc.Hypothetical},
		{"outsiders", "sign", doc.Expected},
		{"befalls", "lemma", doc.Expected},
		{"unmarked", "lemma", doc.Occurred},
		{"ancients", "built", doc.Background},
		{"texts", "signed", doc.Occurred},
		{"gestures", "lemma", doc.Occurred},
		{"orders", "leave", doc.Demanded},
		{"prices", "sign", doc.Offered},
		{"habits", "rejects", doc.Ongoing},
		{"spans", "signed", doc.Background},
		{"history", "", doc.Background},
		{"eras", "", doc.Background},
		{"fronted", "sign", doc.Negated},
		{"deadlines", "leave", doc.Demanded},
		{"moments", "left", doc.Occurred},
		{"running", "lemma", doc.Occurred},
		{"lasting", "", doc.Ongoing},
		{"ahead", "", doc.Planned},
		{"conditions", "", ""}, // a condition, whatever hangs on it
	} {
		table, err := lexicon.Read(tables, "attrib/"+c.table+".tsv", "example")
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range table.Rows {
			d := analyse(run, row.Get("example"))
			word := c.word
			if word == "lemma" {
				word = row.List("lemma")[0]
			}
			i := slices.IndexFunc(d.Predicates, func(p doc.Predicate) bool { return word != "" && d.Word(p.Token) == word })
			ok := slices.ContainsFunc(d.Status, func(s doc.Status) bool { return s.ByRule() == c.want || c.want == "" && !s.Condition.Empty() })
			if word != "" {
				ok = i >= 0 && d.Status[i].ByRule() == c.want
			}
			if all++; ok {
				right++
			} else {
				t.Logf("%s:%d: %s", c.table, row.Line, row.Get("example"))
			}
		}
	}
	t.Logf("%d of %d examples", right, all)
	if right*100 < 95*all {
		t.Errorf("%d of %d examples right, want 95 in a hundred", right, all)
	}
}
