package dragoman

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"dragoman/internal/ingest"

	"golang.org/x/tools/txtar"
)

var update = flag.Bool("update", false, "rewrite the marks in testdata/articles")

// A golden article is a txtar file: a comment that says what it teaches, a
// report, and the events that a careful reader takes from it, one a line:
//
//	STATUS TYPE[/MODE] [of UNDERLYING] SOURCE, ... > TARGET, ... | trigger | date | via A < B | if condition | also trigger, ... | but field "words", ...
//
// Actors go by their CAMEO code, or by name where they belong to no country. A
// date is FROM..TO, or one day; "~" stands before a day that the text does not
// tell and the report's date only bounds. "also" lists the triggers of an act's other
// tellings, "but" what they tell otherwise. Parts that do not apply are left out.
//
// The lines are what is right, not what the program happens to give. Where the
// two differ, the line says so: "missed:" stands before a right event that is
// not found, "wrong:" before a found one that is not right. So the gaps are in
// plain sight, a loss fails the test, and so does a gain that is not recorded.
// -update moves the marks; it never turns a wrong line into a right one.
const (
	missed = "missed: "
	wrong  = "wrong: "
)

func TestGoldenArticles(t *testing.T) {
	files, err := filepath.Glob("testdata/articles/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no golden articles: %v", err)
	}
	c := coder(t)
	right, gaps := 0, 0
	for _, f := range files {
		name := strings.TrimSuffix(filepath.Base(f), ".txtar")
		t.Run(name, func(t *testing.T) {
			g := readGolden(t, f)
			now := g.marked(eventLines(g.record(t, c)))
			for _, l := range now {
				if strings.HasPrefix(l, missed) || strings.HasPrefix(l, wrong) {
					gaps++
				} else {
					right++
				}
			}
			if *update {
				g.write(t, now)
				return
			}
			if !slices.Equal(now, g.lines) {
				t.Errorf("%s\n got:\n%s\nwant:\n%s\nhint: go test -run TestGoldenArticles -update . and review the diff",
					f, indent(now), indent(g.lines))
			}
		})
	}
	t.Logf("%d events right, %d missed or wrong", right, gaps)
}

// golden is one article with its expected lines.
type golden struct {
	file    string
	archive *txtar.Archive
	report  txtar.File
	lines   []string
}

func readGolden(t *testing.T, file string) *golden {
	t.Helper()
	a, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if len(a.Files) != 2 || a.Files[1].Name != "events" || len(a.Comment) == 0 {
		t.Fatalf("%s: want a comment, a report and events", file)
	}
	g := &golden{file: file, archive: a, report: a.Files[0]}
	for l := range strings.Lines(string(a.Files[1].Data)) {
		if l = strings.TrimSpace(l); l != "" {
			g.lines = append(g.lines, l)
		}
	}
	return g
}

func (g *golden) record(t *testing.T, c *Coder) *Record {
	t.Helper()
	for in, err := range ingest.Open(g.report.Name, bytes.NewReader(g.report.Data), ingest.Options{}) {
		if err != nil {
			t.Fatal(err)
		}
		r, err := c.Code(context.Background(), in)
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	t.Fatal("no report in the file")
	return nil
}

// marked sets the expected lines, cleared of old marks, against what was found.
func (g *golden) marked(found []string) []string {
	var out []string
	for _, l := range g.lines {
		if strings.HasPrefix(l, wrong) {
			continue
		}
		l = strings.TrimPrefix(l, missed)
		if i := slices.Index(found, l); i >= 0 {
			found = slices.Delete(found, i, i+1)
		} else {
			l = missed + l
		}
		out = append(out, l)
	}
	for _, l := range found {
		out = append(out, wrong+l)
	}
	return out
}

func (g *golden) write(t *testing.T, lines []string) {
	t.Helper()
	g.archive.Files[1].Data = []byte(strings.Join(lines, "\n") + "\n")
	if err := os.WriteFile(g.file, txtar.Format(g.archive), 0o644); err != nil {
		t.Fatal(err)
	}
}

func eventLines(r *Record) []string {
	out := make([]string, len(r.Events))
	for i := range r.Events {
		out[i] = eventLine(&r.Events[i])
	}
	return out
}

func eventLine(e *Event) string {
	var b strings.Builder
	b.WriteString(e.Status + " " + e.Type)
	if e.Mode != "" {
		b.WriteString("/" + e.Mode)
	}
	if e.Underlying != "" {
		b.WriteString(" of " + e.Underlying)
	}
	for _, s := range []string{codes(e.Source, ", "), ">", codes(e.Target, ", ")} {
		if s != "" {
			b.WriteString(" " + s)
		}
	}
	fmt.Fprintf(&b, " | %s", e.Trigger.Text)
	if d := e.Date; d != nil {
		b.WriteString(" | " + days(d))
	}
	if len(e.Via) > 0 {
		b.WriteString(" | via " + chainCodes(e.Via))
	}
	if e.Condition != nil {
		b.WriteString(" | " + e.Condition.Text)
	}
	b.WriteString(toldAgain(e))
	return strings.Join(strings.Fields(b.String()), " ")
}

// toldAgain writes the triggers of the other tellings, in the order of the text, and
// the words that disagree.
func toldAgain(e *Event) string {
	var also, but []string
	for _, t := range e.Evidence {
		if !t.Main {
			also = append(also, t.Trigger.Text)
		}
	}
	for _, x := range e.Disagreements {
		but = append(but, fmt.Sprintf("%s %q", x.Field, x.Text))
	}
	var out string
	if also != nil {
		out += " | also " + strings.Join(also, ", ")
	}
	if but != nil {
		out += " | but " + strings.Join(but, ", ")
	}
	return out
}

func days(d *EventDate) string {
	switch {
	case d.From == d.To && d.Precision == "vague":
		return "~" + d.From
	case d.From == d.To:
		return d.From
	}
	return d.From + ".." + d.To
}

func codes(refs []ActorRef, sep string) string {
	names := make([]string, len(refs))
	for i, r := range refs {
		names[i] = code(r)
	}
	slices.Sort(names)
	return strings.Join(names, sep)
}

// chainCodes writes a chain of tellers, outermost first.
func chainCodes(refs []ActorRef) string {
	names := make([]string, len(refs))
	for i, r := range refs {
		names[i] = code(r)
	}
	return strings.Join(names, " < ")
}

// code names an actor by its CAMEO code, or by name where the code would not
// tell it from others: all bodies of states are IGO.
func code(r ActorRef) string {
	if r.Country == "" {
		return r.Name
	}
	return r.CAMEO
}

func indent(lines []string) string { return "\t" + strings.Join(lines, "\n\t") }
