package ontology

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"dragoman/data"
	"dragoman/internal/doc"
	"dragoman/internal/lexicon"
)

func codeRows(t *testing.T) []lexicon.Row {
	t.Helper()
	table, err := lexicon.Read(data.Files, "ontology/cameo.tsv", "plover", "mode")
	if err != nil {
		t.Fatal(err)
	}
	return table.Rows
}

// tsv writes a table whose cells are parted by " ; ".
func tsv(lines ...string) []byte {
	return []byte(strings.ReplaceAll(strings.Join(lines, "\n"), " ; ", "\t") + "\n")
}

// One report: a state, its army, rebels, and protesters of no known kind.
var actors = []doc.Actor{{Name: "Mali", Kind: "state"}, {Name: "army", Kind: "military", Sector: "MIL"}, {Name: "rebels", Kind: "group", Sector: "REB"}, {Name: "villagers", Kind: "people", Sector: "CVL"}}

func by(n ...int) (out []doc.Party) {
	for _, a := range n {
		out = append(out, doc.Party{Actor: a, Mention: -1})
	}
	return out
}

func TestRows(t *testing.T) {
	strike := doc.Event{Type: "ASSAULT", Mode: "aerial", CAMEO: "195", Status: doc.Occurred, Contexts: []string{"military", "terrorism"}, Source: by(1), Target: by(2, 3)}
	cases := []struct {
		name, header, row string
		want              bool
	}{
		{"a type", "type", "ASSAULT", true},
		{"another type", "type", "PROTEST", false},
		{"one of several types", "type", "PROTEST|ASSAULT", true},
		{"any type", "type", "*", true},
		{"any but", "type", "!PROTEST", true},
		{"any but this", "type", "!ASSAULT|PROTEST", false},
		{"a mode", "type ; mode", "ASSAULT ; drone|aerial", true},
		{"no mode", "type ; mode", "ASSAULT ; -", false},
		{"some mode", "type ; mode", "ASSAULT ; !-", true},
		{"an empty cell asks nothing", "type ; mode", "ASSAULT ; ", true},
		{"a code above", "type ; cameo", "* ; 19", true},
		{"a code below", "type ; cameo", "* ; 1951", false},
		{"one of the contexts", "type ; context", "* ; terrorism", true},
		{"none of the contexts", "type ; context", "* ; !terrorism", false},
		{"a status", "type ; status", "* ; planned|occurred", true},
		{"a sector of one of several targets", "type ; target", "* ; CVL", true},
		{"none of the targets", "type ; target", "* ; !CVL", false},
		{"a kind of actor", "type ; target", "* ; people", true},
		{"somebody did it", "type ; source", "* ; !-", true},
		{"nobody is named", "type ; source", "* ; -", false},
		{"all that is asked must hold", "type ; source ; target", "ASSAULT ; MIL ; state", false},
	}
	x := tables(t)
	s, err := x.Scheme()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			own, err := x.ReadOwn(tsv("event ; "+c.header, "MINE ; "+c.row), "my.tsv")
			if err != nil {
				t.Fatal(err)
			}
			got := (&Coding{s, own}).Of(&doc.Document{Actors: actors}, &strike)
			if (got.Row == "my.tsv:2") != c.want || (got.Type == "MINE") != c.want {
				t.Errorf("%+v, want met: %v", got, c.want)
			}
		})
	}
}

// The first row that an event meets decides; what a row does not say stays, but for the
// mode, which belongs to the type; events that meet none stay as they are.
func TestFirstRowDecides(t *testing.T) {
	x := tables(t)
	s, _ := x.Scheme()
	own, err := x.ReadOwn(tsv(
		"type ; status ; mode ; event ; event_mode ; code ; quad ; goldstein",
		"* ; negated ;  ; - ;  ;  ;  ; ",
		"ASSAULT ;  ; aerial ; Raid ; From the air ; 77 ; 9 ; -1.5",
		"ASSAULT ;  ;  ; Raid ;  ;  ; - ; ",
	), "my.tsv")
	if err != nil {
		t.Fatal(err)
	}
	c := &Coding{s, own}
	for _, e := range []struct {
		event doc.Event
		want  string
	}{
		{doc.Event{Type: "ASSAULT", Mode: "aerial", CAMEO: "195", Status: doc.Negated}, "dropped by my.tsv:2"},
		{doc.Event{Type: "ASSAULT", Mode: "aerial", CAMEO: "195", Status: doc.Occurred}, "Raid/From the air 77 9 -1.5 by my.tsv:3"},
		{doc.Event{Type: "ASSAULT", Mode: "beat", CAMEO: "182", Status: doc.Occurred}, "Raid/  none -9.5 by my.tsv:4"},
		{doc.Event{Type: "CONSULT", Mode: "visit", CAMEO: "042", Status: doc.Occurred}, "CONSULT/visit  1 1.9 by "},
	} {
		if got := text(c.Of(&doc.Document{}, &e.event)); got != e.want {
			t.Errorf("%s %s: %q, want %q", e.event.Status, e.event.Mode, got, e.want)
		}
	}
}

// text writes "TYPE/MODE CODE QUAD GOLDSTEIN by ROW".
func text(c Coded) string {
	if c.Dropped {
		return "dropped by " + c.Row
	}
	quad, scale := "none", "none"
	if c.Quad != nil {
		quad = fmt.Sprint(*c.Quad)
	}
	if c.Goldstein != nil {
		scale = fmt.Sprint(*c.Goldstein)
	}
	return fmt.Sprintf("%s/%s %s %s %s by %s", c.Type, c.Mode, c.Code, quad, scale, c.Row)
}

// What a user's own frames code, his ontology may name; a type of theirs that is misspelt
// is a fault still.
func TestTypesOfOwnFrames(t *testing.T) {
	x, err := Open(lexicon.Over(data.Files, fstest.MapFS{"frames.tsv": {Data: tsv("id ; type ; mode ; cameo", "x ; COUP ; palace ; 223", "y ; COUP ;  ; 190", "z ; NONE ;  ; ")}}, "mine"))
	if err != nil {
		t.Fatal(err)
	}
	s, _ := x.Scheme()
	own, err := x.ReadOwn(tsv("type ; mode ; cameo ; event", "COUP ; palace ; 223 ; Putsch"), "my.tsv")
	if err != nil {
		t.Fatal(err)
	}
	if got := text((&Coding{s, own}).Of(&doc.Document{}, &doc.Event{Type: "COUP", Mode: "palace", CAMEO: "223"})); got != "Putsch/  none none by my.tsv:2" {
		t.Errorf("got %q", got)
	}
	if _, err := x.ReadOwn(tsv("type ; event", "COUPS ; Putsch"), "my.tsv"); err == nil || !strings.Contains(err.Error(), `type "COUPS", expected * or one of AGREE`) {
		t.Errorf("error %v", err)
	}
}

// Everything that is wrong is told at once, by line, with what was expected.
func TestFaults(t *testing.T) {
	cases := []struct {
		name  string
		lines []string
		want  []string
	}{
		{"unknown values", []string{
			"type ; mode ; cameo ; context ; status ; source ; target ; event ; quad ; goldstein",
			"ASSAUL ;  ;  ;  ;  ;  ;  ; X ;  ; ",
			"ASSAULT ; visit ; 25 ; weather ; done ; ARMY ; crowd ; X ; four ; high",
		}, []string{
			`my.tsv:2: type "ASSAUL", expected * or one of AGREE CONSULT`,
			`my.tsv:3: mode "visit", expected one of abduct beat`, `my.tsv:3: cameo "25", expected a code of CAMEO`, `my.tsv:3: context "weather", expected one of military`,
			`my.tsv:3: status "done", expected one of occurred`, `my.tsv:3: source "ARMY", expected a sector (GOV`, `my.tsv:3: target "crowd", expected a sector`,
			`my.tsv:3: quad "four", expected a whole number`, `my.tsv:3: goldstein "high", expected a number`,
		}},
		{"every value of a list", []string{"type ; event", "ASSAUL|COERC ; X"}, []string{`type "ASSAUL"`, `type "COERC"`}},
		{"the mode of no type", []string{"type ; mode ; event", "AGREE ; visit ; X"}, []string{`my.tsv:2: mode "visit", expected none, since AGREE has no modes`}},
		{"mistyped columns", []string{"type ; evnt", "ASSAULT ; X"}, []string{`my.tsv:1: no column "event"`, `my.tsv:1: no column may be called "evnt"`}},
		{"nothing said", []string{"type ; event", "ASSAULT ; "}, []string{"my.tsv:2: no event, expected your type, or - to leave these events out"}},
		{"dropped and kept", []string{"type ; event ; quad", "ASSAULT ; - ; 4"}, []string{"my.tsv:2: the row leaves its events out and gives them values"}},
		{"a type of no kind", []string{"type ; event", " ; X"}, []string{`my.tsv:2: type "", expected *`}},
		{"no rows", []string{"type ; event"}, []string{"my.tsv: no rows"}},
		{"nothing", nil, []string{"my.tsv:2: no header line"}},
		{"a row out of reach", []string{"type ; cameo ; event", "ASSAULT|COERCE ; 19 ; X", "ASSAULT ; 193 ; Y", "ASSAULT ; 18 ; Y"}, []string{"my.tsv:3: no event comes to this row: my.tsv:2 takes"}},
		{"a row out of reach behind a negation", []string{"type ; target ; event", "* ; !CVL ; X", "* ; !CVL|REL ; Y"}, []string{"my.tsv:3: no event comes to this row"}},
	}
	x := tables(t)
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			_, err := x.ReadOwn(tsv(c.lines...), "my.tsv")
			got := lexicon.Faults(err)
			if len(got) != len(c.want) {
				t.Fatalf("%d faults, want %d: %v", len(got), len(c.want), err)
			}
			for i, want := range c.want {
				if !strings.Contains(got[i].Error(), want) {
					t.Errorf("fault %q, want %q", got[i], want)
				}
			}
		})
	}
}

// Whatever a file holds, reading it ends in an ontology or in faults.
func FuzzReadOwn(f *testing.F) {
	f.Add(tsv("type ; event", "* ; X"))
	f.Add(tsv("type ; cameo ; event ; quad", "!ASSAULT|- ; 19|- ; - ; 4"))
	f.Add([]byte("\ufefftype\tevent\r\n*\t-\r\n"))
	x := tables(f)
	s, _ := x.Scheme()
	f.Fuzz(func(t *testing.T, raw []byte) {
		own, err := x.ReadOwn(raw, "my.tsv")
		if err == nil {
			(&Coding{s, own}).Of(&doc.Document{Actors: actors}, &doc.Event{Type: "ASSAULT", Source: by(0)})
		}
	})
}
