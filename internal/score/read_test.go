package score

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dragoman/data"
)

// Each line alone, and the fault that it must be told.
func TestFaults(t *testing.T) {
	reader, err := NewReader(data.Files)
	if err != nil {
		t.Fatal(err)
	}
	const good = `{"id":"r","text":"Zürich: Spain met France.","events":[{"id":"e","start":8,"end":24,"event":"CONSULT","status":"occurred"}]}`
	change := func(old, new string) string {
		if !strings.Contains(good, old) {
			t.Fatalf("no %s", old)
		}
		return strings.Replace(good, old, new, 1)
	}
	for _, c := range []struct{ line, fault string }{
		{good, ""},
		{"\ufeff" + good, ""},
		{`{"id":"r","event":"AID","source":null,"target":{"start":0,"end":3}}`, ""},
		{`{"id":"r","event":null,"quad":null}`, ""},
		{`{"id":"r","event":"NONE"}`, ""},
		{`{"id":"r",`, "f:1: no JSON object"},
		{`[1]`, "f:1: no JSON object"},
		{`{"report":"r","event":"AID"}`, "f:1: a flat line of --each"},
		{`{"a":1,"b":2}`, `f:1: an object of ["a" "b"], expected a report record`},
		{change(`"id":"r"`, `"id":""`), `no "id"`},
		{change(`"start":8`, `"start":"8"`), `"events.start" is a string, expected a value of type int`},
		{change(`"CONSULT"`, `"Consult"`), `event 1 (e): event "Consult", expected a type of PLOVER: ACCUSE AGREE`},
		{change(`"occurred"`, `"done"`), `event 1 (e): status "done", expected occurred`},
		{change(`"end":24`, `"end":99`), "event 1 (e): 8-99 lies outside the text, which has 25 code points"},
		{change(`"end":24`, `"end":8`), "event 1 (e): no start and end"},
		// The offsets count bytes, of which ü has two.
		{change(`"start":8,"end":24`, `"start":9,"end":25,"text":"Spain met France"`), `9-25 is "pain met France." in the text, not "Spain met France"; offsets count Unicode code points`},
		{change(`"status"`, `"source":[{"name":"Spain","country":"Spain"}],"status"`), `country "Spain" in source, expected a code of three letters`},
		{change(`"status"`, `"date":{"from":"4 May 2021"},"status"`), `date from "4 May 2021", expected a day`},
		{change(`"status"`, `"confidence":7,"status"`), `confidence 7, expected 0 to 1`},
		{`{"id":"r","event":"HELP"}`, `f:1: event "HELP", expected a type of PLOVER`},
		{`{"id":"r","quad":5}`, `f:1: quad 5, expected 1 to 4`},
		{good + "\n" + good, `f:2: the id "r" again, first at f:1`},
		{good + "\n\n" + `{"id":"s","event":"AID"}`, `f:3: report records and relations together`},
	} {
		faults := reader.Read(&Set{}, "f", strings.NewReader(c.line))
		switch {
		case c.fault == "" && len(faults) > 0:
			t.Errorf("%s: %v", c.line, faults)
		case c.fault != "" && (len(faults) != 1 || !strings.Contains(faults[0].Error(), c.fault)):
			t.Errorf("%s: %v, want %s", c.line, faults, c.fault)
		}
	}
}

// The gold that ships has no fault.
func TestOwnGold(t *testing.T) {
	files, err := filepath.Glob("../../gold/*.jsonl")
	if err != nil || len(files) == 0 {
		t.Fatalf("no gold: %v", err)
	}
	reader, err := NewReader(data.Files)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range append(files, "../../samples/gold.jsonl") {
		if strings.HasPrefix(filepath.Base(name), "incidents") {
			continue // which reports tell one act: scores/dedup.py reads it
		}
		in, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		s := &Set{}
		for _, fault := range append(reader.Read(s, name, in), s.CheckGold()) {
			if fault != nil {
				t.Error(fault)
			}
		}
		in.Close()
	}
}

func TestCheckGold(t *testing.T) {
	for _, c := range []struct {
		set   *Set
		fault string
	}{
		{&Set{}, "the gold is empty"},
		{set(events()), "no events, statements, figures or acts"},
		{set(events("met CONSULT occurred ESP>FRA")), ""},
	} {
		got := ""
		if err := c.set.CheckGold(); err != nil {
			got = err.Error()
		}
		if !strings.Contains(got, c.fault) || c.fault == "" && got != "" {
			t.Errorf("%q, want %q", got, c.fault)
		}
	}
}
