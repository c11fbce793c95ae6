package ground_test

import (
	"fmt"
	"strings"
	"testing"

	"dragoman/data"
	"dragoman/internal/doc"
	"dragoman/internal/lexicon"
)

// TestRowsOfFigures reads the examples of the tables of units and amounts with
// the real parser; what the parser gets wrong may cost a few rows.
func TestRowsOfFigures(t *testing.T) {
	run := pipeline(t)
	for _, file := range []string{"ground/units.tsv", "ground/amounts.tsv", "ground/currencies.tsv"} {
		table, err := lexicon.Read(data.Files, file)
		if err != nil {
			t.Fatal(err)
		}
		wrong := 0
		for _, row := range table.Rows {
			d := document(article{Text: row.Get("example"), Date: "2015-07-19"})
			run(d)
			got := ""
			if len(d.Figures) > 0 {
				got = show(&d.Figures[0])
			}
			if got != row.Get("expect") {
				wrong++
				t.Log(row.Errorf("%q reads as %q, expected %q", row.Get("example"), got, row.Get("expect")))
			}
		}
		if wrong > max(1, len(table.Rows)/50) {
			t.Errorf("%s: %d of %d rows read wrong", file, wrong, len(table.Rows))
		}
	}
}

// TestRowsOfChanges reads the examples of the table of changes: what each figure
// is of a change, and of what.
func TestRowsOfChanges(t *testing.T) {
	run := pipeline(t)
	table, err := lexicon.Read(data.Files, "ground/changes.tsv")
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range table.Rows {
		d := document(article{Text: row.Get("example"), Date: "2000-07-19"})
		run(d)
		var got []string
		for _, f := range d.Figures {
			s := f.Of
			if c := f.Change; c.Part != "" {
				s = c.Part + " " + c.Way + " " + s
			}
			got = append(got, s)
		}
		if g := strings.Join(got, "; "); g != row.Get("expect") {
			t.Error(row.Errorf("%q reads as %q, expected %q", row.Get("example"), g, row.Get("expect")))
		}
	}
}

// show writes a figure as the column expect does: "12.. person".
func show(f *doc.Figure) string {
	s := fmt.Sprintf("%.10g", f.Value)
	if f.Low != f.High {
		s = ".."
		if f.Low != 0 {
			s = fmt.Sprintf("%.10g..", f.Low)
		}
		if f.High != 0 {
			s += fmt.Sprintf("%.10g", f.High)
		}
	}
	if f.Unit != "" {
		s += " " + f.Unit
	}
	return s
}
