package actors

import (
	"strings"
	"testing"

	"dragoman/data"
	"dragoman/internal/lexicon"
)

// TestExamples looks for every row of the tables in the row's own example.
func TestExamples(t *testing.T) {
	l, err := Load(data.Files)
	if err != nil {
		t.Fatal(err)
	}
	find := func(example string, kind Kind, row int) bool {
		var words []Word
		Words(strings.NewReplacer(".", " ", ",", " ", ";", " ").Replace(example), func(w string, _, _ int) { words = append(words, l.Word(w)) })
		var whole []Word
		Words(example, func(w string, _, _ int) { whole = append(whole, l.Word(w)) })
		for _, ws := range [][]Word{words, whole} {
			for i := range ws {
				for _, h := range l.NamesAt(ws[i:], nil) {
					for _, e := range h.Entries {
						if e.Row == row && (e.Kind == kind || kind == StateName && e.Kind <= StateSeat) {
							return true
						}
					}
				}
			}
		}
		return false
	}
	person := func(r lexicon.Row) int { return l.persons[r.Get("id")] }
	for _, table := range []struct {
		name string
		kind Kind
		row  func(r lexicon.Row) int // nil: the row's own number
	}{{"states", StateName, nil}, {"leaders", PersonName, person}, {"bodies", BodyName, nil}, {"offices", OfficeTitle, nil}, {"agents", AgentWord, nil}} {
		tab := read(t, table.name)
		for i, r := range tab.Rows {
			row := i
			if table.row != nil {
				row = table.row(r)
			}
			if r.Get("source") == "" {
				t.Error(r.Errorf("no source"))
			}
			if !find(r.Get("example"), table.kind, row) {
				t.Error(r.Errorf("the example does not name the row: %q", r.Get("example")))
			}
		}
	}
}
