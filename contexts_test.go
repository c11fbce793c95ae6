package dragoman

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"dragoman/data"
	"dragoman/internal/doc"
	"dragoman/internal/lexicon"
)

// contextRowsKnownToFail is the number of rows of the contexts table whose example
// does not get its context by the row, or whose counter-example gets it. It may
// only fall.
const contextRowsKnownToFail = 0

// Each row of the contexts table gives its own example its context, and does not
// give it to its counter-example.
func TestContextsOfTheirExamples(t *testing.T) {
	table, err := lexicon.ReadAll(data.Files, "ontology/contexts")
	if err != nil {
		t.Fatal(err)
	}
	c := coder(t)
	failed := 0
	fault := func(r lexicon.Row, format string, args ...any) {
		failed++
		t.Log(r.Errorf(format, args...))
	}
	for _, r := range table.Rows {
		name := r.Get("context")
		of := func(example string) (all []string, told string) {
			d := analysed(t, c, example)
			for i := range d.Events {
				all = append(all, d.Events[i].Contexts...)
				told += fmt.Sprintf("[%s %s %s %q] ", d.Events[i].Type, d.Events[i].CAMEO, sidesOf(d, &d.Events[i]), d.Events[i].Why)
			}
			return all, told
		}
		if all, told := of(r.Get("example")); name != "-" && !slices.Contains(all, name) {
			fault(r, "%q is not %s: %s", r.Get("example"), name, told)
		}
		if counter := r.Get("counter"); counter != "" {
			if all, told := of(counter); slices.Contains(all, name) {
				fault(r, "%q is %s: %s", counter, name, told)
			}
		}
	}
	t.Logf("%d of %d rows fall short", failed, len(table.Rows))
	if failed > contextRowsKnownToFail {
		t.Errorf("%d rows fall short, %d are known to", failed, contextRowsKnownToFail)
	}
}

// modeRowsKnownToFail is the same for the table of modes.
const modeRowsKnownToFail = 0

// Each row of the modes table gives its own example its mode.
func TestModesOfTheirExamples(t *testing.T) {
	table, err := lexicon.ReadAll(data.Files, "ontology/modes")
	if err != nil {
		t.Fatal(err)
	}
	c := coder(t)
	failed := 0
	for _, r := range table.Rows {
		of := func(example string) bool {
			d := analysed(t, c, example)
			return slices.ContainsFunc(d.Events, func(e doc.Event) bool { return e.Mode == r.Get("mode") })
		}
		if !of(r.Get("example")) {
			failed++
			t.Log(r.Errorf("%q has not the mode: %s", r.Get("example"), toldIn(analysed(t, c, r.Get("example")))))
		}
		if counter := r.Get("counter"); counter != "" && of(counter) {
			failed++
			t.Log(r.Errorf("%q has the mode: %s", counter, toldIn(analysed(t, c, counter))))
		}
	}
	if failed > modeRowsKnownToFail {
		t.Errorf("%d rows fall short, %d are known to", failed, modeRowsKnownToFail)
	}
}

// The contexts of own sentences. Cues are added by the sentences of tuned.tsv; the
// figure that counts is that of kept.tsv, written before there were any cues.
func TestContexts(t *testing.T) {
	c := coder(t)
	for _, set := range []struct {
		file string
		f1   float64
	}{{"tuned", 0.9}, {"kept", 0.8}} {
		var right, told, gold, unfound int
		for _, row := range goldRows(t, "testdata/contexts/"+set.file+".tsv") {
			d := analysed(t, c, row[0])
			e := eventOf(d, row[1])
			var got, want []string
			if row[2] != "" {
				want = strings.Split(row[2], "|")
			}
			if e == nil {
				unfound++
				gold += len(want)
				if set.file == "tuned" {
					t.Logf("no event %q in %q: %s", row[1], row[0], toldIn(d))
				}
				continue
			}
			got = e.Contexts
			gold += len(want)
			told += len(got)
			var wrong []string
			for _, x := range got {
				if slices.Contains(want, x) {
					right++
				} else {
					wrong = append(wrong, "+"+x)
				}
			}
			for _, x := range want {
				if !slices.Contains(got, x) {
					wrong = append(wrong, "-"+x)
				}
			}
			if wrong != nil && (set.file == "tuned" || os.Getenv("SHOW_KEPT") != "") {
				t.Logf("%v in %q: %s", wrong, row[0], e.Why)
			}
		}
		p, r := float64(right)/float64(told), float64(right)/float64(gold)
		f1 := 2 * p * r / (p + r)
		t.Logf("%s: precision %.3f, recall %.3f, F1 %.3f; %d acts not found", set.file, p, r, f1, unfound)
		if f1 < set.f1 {
			t.Errorf("%s: F1 %.3f, at least %.3f before", set.file, f1, set.f1)
		}
	}
}

// analysed runs a text through all stages.
func analysed(t *testing.T, c *Coder, text string) *doc.Document {
	t.Helper()
	d := paragraph(text)
	if err := analyse(context.Background(), d, c.stages.text, nil); err != nil {
		t.Fatal(err)
	}
	return d
}

// eventOf returns the event with a telling whose trigger holds a word, or else the one whose clause
// does, if it is the only one.
func eventOf(d *doc.Document, word string) *doc.Event {
	var other *doc.Event
	n := 0
	for i := range d.Events {
		e := &d.Events[i]
		for _, t := range append(e.Tellings, *e) {
			if slices.Contains(strings.Fields(d.Of(t.Trigger)), word) {
				return e
			}
		}
		if strings.Contains(d.Of(e.Span), word) {
			other, n = e, n+1
		}
	}
	if n == 1 {
		return other
	}
	return nil
}

// goldRows reads a table of tests: cells of each line but comments and the header.
func goldRows(t *testing.T, file string) [][]string {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var rows [][]string
	for s := bufio.NewScanner(f); s.Scan(); {
		if line := s.Text(); line != "" && line[0] != '#' {
			rows = append(rows, strings.Split(line, "\t"))
		}
	}
	return rows[1:]
}
