package dragoman

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"dragoman/data"
	"dragoman/internal/doc"
	"dragoman/internal/lexicon"
)

// countsRight is how many of the acts of testdata/counts.tsv carry exactly their
// numbers. It may only rise.
const countsRight = 53

// The numbers of an act: how many were killed, injured, arrested, how many people
// it is about, how much money.
func TestCounts(t *testing.T) {
	c := coder(t)
	rows := goldRows(t, "testdata/counts.tsv")
	right := 0
	for _, row := range rows {
		d := analysed(t, c, row[0])
		e := eventOf(d, row[1])
		if e == nil {
			t.Logf("no event %q in %q: %s", row[1], row[0], toldIn(d))
			continue
		}
		got := countsOf(d, e)
		if got == row[2] {
			right++
			continue
		}
		var figs []string
		for i := range d.Figures {
			figs = append(figs, fmt.Sprintf("%q %s %s", d.Of(d.Figures[i].Span), rangeOf(d.Figures[i].Low, d.Figures[i].High), d.Figures[i].Unit))
		}
		t.Logf("%q: got %q, want %q; %s/%s %q", row[0], got, row[2], e.Type, e.Mode, figs)
	}
	t.Logf("%d of %d right", right, len(rows))
	if right < countsRight {
		t.Errorf("%d right, %d before", right, countsRight)
	}
}

// Each row of the tolls table finds the number of its own example.
func TestTollsOfTheirExamples(t *testing.T) {
	table, err := lexicon.Read(data.Files, "ontology/tolls.tsv")
	if err != nil {
		t.Fatal(err)
	}
	c := coder(t)
	for _, r := range table.Rows {
		d := analysed(t, c, r.Get("example"))
		var got []string
		for i := range d.Events {
			got = append(got, countsOf(d, &d.Events[i]))
		}
		if !slices.Contains(got, r.Get("expect")) {
			t.Error(r.Errorf("%q: got %q, want %q; %s", r.Get("example"), got, r.Get("expect"), toldIn(d)))
		}
	}
}

// countsOf writes an event's numbers as the tables do: "killed=12.. injured=24..99".
func countsOf(d *doc.Document, e *doc.Event) string {
	b := &builder{d: d}
	counts := b.counts(e.Counts)
	if counts == nil {
		return ""
	}
	var out []string
	for _, n := range []struct {
		name  string
		count *Count
	}{{"killed", counts.Killed}, {"injured", counts.Injured}, {"arrested", counts.Arrested}, {"people", counts.People}} {
		if n.count != nil {
			out = append(out, n.name+"="+rangeOf(n.count.Low, n.count.High))
		}
	}
	if a := counts.Amount; a != nil {
		f := d.Figures[e.Counts.Amount[0]]
		out = append(out, "amount="+rangeOf(f.Low, f.High)+" "+a.Currency)
	}
	return strings.Join(out, " ")
}

// rangeOf writes 12, "12..", "..12" or "24..99".
func rangeOf(low, high float64) string {
	if low == high {
		return fmt.Sprintf("%.12g", low)
	}
	s := ".."
	if low != 0 {
		s = fmt.Sprintf("%.12g..", low)
	}
	if high != 0 {
		s += fmt.Sprintf("%.12g", high)
	}
	return s
}
