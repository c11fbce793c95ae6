package dragoman

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"dragoman/internal/doc"
	"dragoman/internal/lexicon"
)

// sentenceFloors are the F1 in per cent that the sentences of testdata/sentences.tsv
// reach, by set: of whole events (source country, target country, type) and of types
// alone. They may only rise.
var sentenceFloors = map[string]struct{ triples, types float64 }{
	"built": {82, 89},
	"kept":  {68, 84},
}

// Sentences without a report around them are coded whole, as collections of gold
// sentences are: the set of events of each against the set that is right.
func TestSentencesAlone(t *testing.T) {
	table, err := lexicon.Read(os.DirFS("testdata"), "sentences.tsv", "set", "events", "also", "text")
	if err != nil {
		t.Fatal(err)
	}
	c := coder(t)
	triples, types := map[string]*tally{}, map[string]*tally{}
	for set := range sentenceFloors {
		triples[set], types[set] = &tally{}, &tally{}
	}
	for _, r := range table.Rows {
		set := r.Get("set")
		if triples[set] == nil {
			t.Fatal(r.Errorf("set %q, expected built or kept", set))
		}
		want, also, got := setOf(r.List("events")), setOf(r.List("also")), setOf(eventsAlone(t, c, r.Get("text")))
		triples[set].count(want, also, got)
		types[set].count(typesOf(want), typesOf(also), typesOf(got))
		if set == "built" && testing.Verbose() {
			for e := range want {
				if !got[e] {
					t.Log(r.Errorf("missed %s: %s", e, r.Get("text")))
				}
			}
		}
	}
	for set, floor := range sentenceFloors {
		t.Logf("%s: events %v, types %v", set, triples[set], types[set])
		if f := triples[set].f1(); f < floor.triples {
			t.Errorf("%s: F1 of events %.1f, at least %.1f before", set, f, floor.triples)
		}
		if f := types[set].f1(); f < floor.types {
			t.Errorf("%s: F1 of types %.1f, at least %.1f before", set, f, floor.types)
		}
	}
}

// eventsAlone codes a sentence and writes its events as the table does. Parties that
// act on each other make a pair each way.
func eventsAlone(t *testing.T, c *Coder, text string) []string {
	t.Helper()
	d := analysed(t, c, text)
	var out []string
	for i := range d.Events {
		e := &d.Events[i]
		for _, s := range orNobody(e.Source) {
			for _, o := range orNobody(e.Target) {
				if s.Actor >= 0 && s.Actor == o.Actor {
					continue
				}
				out = append(out, countryOf(d, s)+">"+countryOf(d, o)+" "+e.Type)
			}
		}
	}
	return out
}

func orNobody(ps []doc.Party) []doc.Party {
	if len(ps) == 0 {
		return []doc.Party{{Actor: -1}}
	}
	return ps
}

func countryOf(d *doc.Document, p doc.Party) string {
	if p.Actor < 0 || d.Actors[p.Actor].Country == "" {
		return "-"
	}
	return d.Actors[p.Actor].Country
}

func setOf(events []string) map[string]bool {
	set := map[string]bool{}
	for _, e := range events {
		set[e] = true
	}
	return set
}

// typesOf leaves the parties out: "KEN>UGA CONSULT" is CONSULT.
func typesOf(events map[string]bool) map[string]bool {
	set := map[string]bool{}
	for e := range events {
		_, kind, _ := strings.Cut(e, " ")
		set[kind] = true
	}
	return set
}

// tally counts what is right, too much and missing.
type tally struct{ right, extra, missed int }

// count compares sets; what is in also, and not wanted, does not count.
func (n *tally) count(want, also, got map[string]bool) {
	for e := range got {
		switch {
		case want[e]:
			n.right++
		case !also[e]:
			n.extra++
		}
	}
	for e := range want {
		if !got[e] {
			n.missed++
		}
	}
}

func (n *tally) f1() float64 {
	return 200 * float64(n.right) / float64(2*n.right+n.extra+n.missed)
}

func (n *tally) String() string {
	return fmt.Sprintf("P %.1f R %.1f F1 %.1f", 100*float64(n.right)/float64(n.right+n.extra), 100*float64(n.right)/float64(n.right+n.missed), n.f1())
}
