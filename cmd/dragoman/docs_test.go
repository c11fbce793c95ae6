package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"dragoman"
	"dragoman/data"
	"dragoman/internal/lexicon"

	"github.com/google/go-cmp/cmp"
)

// The README shows what the program really writes and what it really scores:
// the stretches between its markers are made here, and go test -update . writes
// them anew.
func TestReadmeIsTrue(t *testing.T) {
	r := codeSample(t)
	fill(t, "../../README.md", map[string]string{
		"session": session(r),
		"event":   oneEvent(t, r),
		"scores":  scoreTable(t),
		"trees":   treeTable(t),
		"asked":   asked(t),
		"own":     ownTypes(t),
		"known":   knownTable(t),
		"ledger":  ledgerSession(t),
	})
}

// fill compares the stretches between "<!-- name -->" and "<!-- end -->" with
// what they should hold, or writes them.
func fill(t *testing.T, file string, parts map[string]string) {
	t.Helper()
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	text := string(raw)
	for name, want := range parts {
		begin := "<!-- " + name + " -->\n"
		_, rest, ok := strings.Cut(text, begin)
		got, _, ok2 := strings.Cut(rest, "<!-- end -->")
		if !ok || !ok2 {
			t.Fatalf("%s has no part %q", file, name)
		}
		if *update {
			text = strings.Replace(text, begin+got, begin+want, 1)
		} else if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s, %s (-true +written):\n%s\nhint: go test ./cmd/dragoman -run Readme -update", file, name, diff)
		}
	}
	if *update {
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// data/ontology/README.md shows the classes as the table has them, and --help names
// every scheme.
func TestSchemesAreTold(t *testing.T) {
	table, err := lexicon.Read(data.Files, "ontology/schemes.tsv", "scheme", "field", "by", "keys", "value")
	if err != nil {
		t.Fatal(err)
	}
	fill(t, "../../data/ontology/README.md", map[string]string{"quads": quadTable(table)})
	flag, _ := reflect.TypeFor[codingFlags]().FieldByName("Scheme")
	for _, r := range table.Rows {
		if !strings.Contains(strings.ToLower(flag.Tag.Get("help")), r.Get("scheme")) {
			t.Errorf("the help of --scheme does not name %s", r.Get("scheme"))
		}
	}
}

// quadTable has a line for each scheme of classes.
func quadTable(table *lexicon.Table) string {
	classes := map[string]*[5]string{}
	var order []string
	for _, r := range table.Rows {
		class, err := strconv.Atoi(r.Get("value"))
		if r.Get("field") != "quad" || err != nil {
			continue
		}
		name := fmt.Sprintf("`%s` | %s", r.Get("scheme"), map[string]string{"type": "PLOVER type", "root": "CAMEO root"}[r.Get("by")])
		if classes[name] == nil {
			classes[name] = &[5]string{}
			order = append(order, name)
		}
		classes[name][class] = strings.Join(r.List("keys"), " ")
	}
	var b strings.Builder
	b.WriteString("| `quad` | by | 0 | 1 verbal cooperation | 2 material cooperation | 3 verbal conflict | 4 material conflict |\n|---|---|---|---|---|---|---|\n")
	for _, name := range order {
		fmt.Fprintf(&b, "| %s | %s |\n", name, strings.Join(classes[name][:], " | "))
	}
	return b.String()
}

func codeSample(t *testing.T) *dragoman.Record {
	t.Helper()
	c, err := dragoman.New()
	if err != nil {
		t.Fatal(err)
	}
	for in, err := range dragoman.Files([]string{"../../samples/summit.txt"}, nil) {
		if err != nil {
			t.Fatal(err)
		}
		r, err := c.Code(context.Background(), in)
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	t.Fatal("no sample")
	return nil
}

// session is the start of what the sample looks like on a terminal.
func session(r *dragoman.Record) string {
	text := style{width: 80}.recordText(r, "event")
	const events = 7
	parts := strings.SplitAfterN(text, "\n\n", events+3)
	return "```console\n$ dragoman code samples/summit.txt\n" + strings.TrimSpace(strings.Join(parts[:len(parts)-1], "")) + "\n…\n```\n"
}

// oneEvent is the event with the longest chain, a line for each of its fields.
func oneEvent(t *testing.T, r *dragoman.Record) string {
	t.Helper()
	best := &r.Events[0]
	for i := range r.Events {
		if len(r.Events[i].Via) > len(best.Via) {
			best = &r.Events[i]
		}
	}
	var whole bytes.Buffer
	enc := json.NewEncoder(&whole)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(best); err != nil {
		t.Fatal(err)
	}
	dec := json.NewDecoder(&whole)
	if _, err := dec.Token(); err != nil {
		t.Fatal(err)
	}
	var fields []string
	for dec.More() {
		key, err := dec.Token()
		if err != nil {
			t.Fatal(err)
		}
		var value json.RawMessage
		if err := dec.Decode(&value); err != nil {
			t.Fatal(err)
		}
		fields = append(fields, fmt.Sprintf("  %q: %s", key, value))
	}
	return "```json\n{\n" + strings.Join(fields, ",\n") + "\n}\n```\n"
}

// scoreTable takes its figures from the checked-in scores.
func scoreTable(t *testing.T) string {
	t.Helper()
	rows := []struct{ name, heading string }{
		{"one article in depth (core events)", "seed.txt"},
		{"sixteen Wikinews articles (core events)", "wikinews.txt"},
	}
	columns := []struct{ name, line string }{
		{"event type F1", "event type P/R/F1"},
		{"with both actors F1", "triple P/R/F1"},
		{"status", "status"},
		{"date", "date"},
		{"innermost source", "innermost source"},
		{"statements found", "statement recall"},
		{"not done, told as done", "not-done told as done"},
	}
	var b strings.Builder
	b.WriteString("| |")
	for _, c := range columns {
		b.WriteString(" " + c.name + " |")
	}
	b.WriteString("\n|---|" + strings.Repeat("---|", len(columns)) + "\n")
	for _, r := range rows {
		b.WriteString("| " + r.name + " |")
		for _, c := range columns {
			b.WriteString(" " + figure(t, r.heading, "", c.line) + " |")
		}
		b.WriteString("\n")
	}
	return b.String()
}

// treeTable sets the checked-in scores of the parser beside what its peers
// publish.
func treeTable(t *testing.T) string {
	t.Helper()
	var b strings.Builder
	b.WriteString("| English Web Treebank | | given words: UPOS | LAS | raw text: UPOS | LAS | source |\n|---|---|---|---|---|---|---|\n")
	for _, m := range []string{"standard", "fast"} {
		given, raw := "# "+m+", EWT dev, given words", "# "+m+", EWT dev, raw text"
		fmt.Fprintf(&b, "| dragoman, %s | dev | %s | %s | %s | %s | `scores/language.txt` |\n", m,
			figure(t, "language.txt", given, "UPOS"), figure(t, "language.txt", given, "LAS"), figure(t, "language.txt", raw, "UPOS"), figure(t, "language.txt", raw, "LAS"))
	}
	peers, err := lexicon.Read(os.DirFS("../../scores"), "peers.tsv", "system", "treebank", "given_upos", "given_las", "raw_upos", "raw_las", "source")
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range peers.Rows {
		for _, c := range []string{"system", "treebank", "given_upos", "given_las", "raw_upos", "raw_las", "source"} {
			b.WriteString("| " + r.Get(c) + " ")
		}
		b.WriteString("|\n")
	}
	return b.String()
}

// knownTable takes the figures of what is known of actors, times and places.
func knownTable(t *testing.T) string {
	t.Helper()
	var b strings.Builder
	b.WriteString("| asked | measured on | right |\n|---|---|---|\n")
	for _, r := range []struct{ what, on, heading, name string }{
		{"the state of an actor phrase", "NGEC's own tests of its resolver, 164 cases", "# phrases", "country"},
		{"its sector", "the same, 156 cases", "# phrases", "sector"},
		{"\"the leader of X\" on a day of 1980 to 2015", "1,748 days in 88 states", "# leaders, by \"the leader of\"", "all"},
		{"time expressions with their TIMEX3 value, F1", "TempEval-3, training part", "# times, TempEval-3", "value P/R/F1"},
		{"the same", "MEANTIME, dev", "# times, MEANTIME", "value P/R/F1"},
		{"named places, right within 161 km", "GeoVirus, dev", "# places given as spans, geovirus", "right place"},
		{"the same", "GeoWebNews, dev", "# places given as spans, geowebnews", "right place"},
		{"the same", "Local-Global Lexicon, dev", "# places given as spans, lgl", "right place"},
	} {
		fmt.Fprintf(&b, "| %s | %s | %s |\n", r.what, r.on, figure(t, "knowledge.txt", r.heading, r.name))
	}
	return b.String()
}

// figure finds the line of a name under a heading in a file of scores, or the
// first one where the heading is empty; of several figures the last counts.
func figure(t *testing.T, file, heading, name string) string {
	t.Helper()
	raw, err := os.ReadFile("../../scores/" + file)
	if err != nil {
		t.Fatal(err)
	}
	_, text, ok := strings.Cut("\n"+string(raw), "\n"+heading)
	m := regexp.MustCompile(`(?m)^` + regexp.QuoteMeta(name) + `\s+(.*)$`).FindStringSubmatch(text)
	if !ok || m == nil {
		t.Fatalf("%s has no %q under %q", file, name, heading)
	}
	words := strings.Fields(regexp.MustCompile(`\(.*`).ReplaceAllString(m[1], ""))
	return words[len(words)-1]
}

// asked is a session that asks the tables.
func asked(t *testing.T) string {
	return console(t, []call{
		{"", "lexicon show Moscow"},
		{"the leader of Chad", "resolve --date 1985-05-01"},
		{"two weeks ago", "when --date 2000-07-19"},
		{"Paris, Texas", "where"},
	})
}

// ownTypes is a session with a user's own types.
func ownTypes(t *testing.T) string {
	return console(t, []call{{"Israeli warplanes bombed a camp in Lebanon.", "explain --ontology samples/ontology-acled.tsv"}})
}

// ledgerSession is a session with the sample in a ledger.
func ledgerSession(t *testing.T) string {
	t.Helper()
	t.Setenv("DRAGOMAN_LEDGER", t.TempDir()+"/dragoman.ledger")
	status, _, told := called(t, context.Background(), os.Stdin, "add", "../../samples/summit.txt")
	if status != exitOK {
		t.Fatalf("dragoman add: status %d: %s", status, told)
	}
	asked := console(t, []call{
		{"", "events --actor Turkey --until 2023-03-10"},
		{"", "events --count-by type --actor GRC"},
		{"", "timeline Greece Turkey"},
	})
	return strings.Replace(asked, "```console\n", "```console\n$ dragoman add samples/summit.txt\n"+told, 1)
}

// call is a call of the program, with what it is to read.
type call struct{ echo, args string }

// console makes calls and writes them down with what they gave.
func console(t *testing.T, calls []call) string {
	t.Helper()
	back, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir("../..") // where samples lie
	defer t.Chdir(back)
	var out strings.Builder
	out.WriteString("```console\n")
	for _, c := range calls {
		dir := t.TempDir()
		in, err := os.Create(dir + "/in")
		if err != nil {
			t.Fatal(err)
		}
		defer in.Close()
		stdout, err := os.Create(dir + "/out")
		if err != nil {
			t.Fatal(err)
		}
		defer stdout.Close()
		out.WriteString("$ ")
		if c.echo != "" {
			fmt.Fprintf(&out, "echo %q | ", c.echo)
			fmt.Fprintln(in, c.echo)
			if _, err := in.Seek(0, 0); err != nil {
				t.Fatal(err)
			}
		}
		fmt.Fprintf(&out, "dragoman %s\n", c.args)
		var stderr bytes.Buffer
		if status := run(context.Background(), append(strings.Fields(c.args), "--format", "text"), in, stdout, &stderr); status != exitOK {
			t.Fatalf("dragoman %s: status %d: %s", c.args, status, stderr.String())
		}
		text, err := os.ReadFile(dir + "/out")
		if err != nil {
			t.Fatal(err)
		}
		out.Write(text)
	}
	out.WriteString("```\n")
	return out.String()
}
