package dragoman

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"dragoman/data"
	"dragoman/internal/doc"
	"dragoman/internal/lexicon"
)

// Each row of the frame lexicon codes its own example: the lexicon tests itself.
// frameRowsKnownToFail is the number of rows whose example is not yet coded as
// the row says, nearly all for a wrong tree or an actor the lexicon lacks. It
// may only fall.
const frameRowsKnownToFail = 44

func TestFramesCodeTheirExamples(t *testing.T) {
	table, err := lexicon.ReadAll(data.Files, "frames")
	if err != nil {
		t.Fatal(err)
	}
	c := coder(t)
	rows, failed := 0, 0
	for _, r := range table.Rows {
		rows++
		if fault := codesExample(c, r); fault != "" {
			failed++
			t.Log(fault)
		}
	}
	t.Logf("%d of %d frames code their example", rows-failed, rows)
	if failed > frameRowsKnownToFail {
		t.Errorf("%d frames do not code their example, %d are known not to", failed, frameRowsKnownToFail)
	}
}

// codesExample runs a row's example and says how it falls short, if it does: it
// must give an event of the row's type between the row's parties, by whichever
// row. A row for no act must be the one that blocks it, or leave no event.
func codesExample(c *Coder, r lexicon.Row) string {
	example := r.Get("example")
	d := paragraph(example)
	if err := analyse(context.Background(), d, c.stages.text, nil); err != nil {
		return r.Errorf("%v", err).Error()
	}
	want := r.Get("expect")
	if want == "-" {
		if len(d.Events) == 0 || slices.ContainsFunc(d.Rejected, func(rej doc.Rejected) bool { return rej.Frame == r.Get("id") }) {
			return ""
		}
		return fmt.Sprintf("%s:%d: %s: %q: not blocked; got %s", r.File, r.Line, r.Get("id"), example, toldIn(d))
	}
	for i := range d.Events {
		e := &d.Events[i]
		if (e.Type == r.Get("type") || e.Underlying == r.Get("type")) && agree(sidesOf(d, e), want) {
			return ""
		}
	}
	return fmt.Sprintf("%s:%d: %s: %q: want %s; got %s", r.File, r.Line, r.Get("id"), example, want, toldIn(d))
}

// agree reports whether the parties are those that a row expects. Where it
// expects none, another row's may stand: what counts is that the act is told.
func agree(got, want string) bool {
	gotSource, gotTarget, _ := strings.Cut(got, ">")
	wantSource, wantTarget, _ := strings.Cut(want, ">")
	return (wantSource == "-" || gotSource == wantSource) && (wantTarget == "-" || gotTarget == wantTarget)
}

// sidesOf writes an event's parties as the lexicon's "expect" cells do:
// countries, or names where there is none, "-" for an empty slot.
func sidesOf(d *doc.Document, e *doc.Event) string {
	side := func(ps []doc.Party) string {
		var names []string
		for _, p := range ps {
			n := d.Actors[p.Actor].Country
			if n == "" {
				n = d.Actors[p.Actor].Name
			}
			if !slices.Contains(names, n) {
				names = append(names, n)
			}
		}
		if names == nil {
			return "-"
		}
		return strings.Join(names, ",")
	}
	return side(e.Source) + ">" + side(e.Target)
}

func toldIn(d *doc.Document) string {
	var b strings.Builder
	for i := range d.Events {
		e := &d.Events[i]
		fmt.Fprintf(&b, "[%s %s %s %s] ", e.Frame, e.Type, e.Status, sidesOf(d, e))
	}
	for _, r := range d.Rejected {
		fmt.Fprintf(&b, "(%s: %s) ", r.Frame, r.Reason)
	}
	return b.String()
}
