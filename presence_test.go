package dragoman

import (
	"context"
	"testing"

	"dragoman/data"
	"dragoman/internal/ingest"
	"dragoman/internal/lexicon"
	"dragoman/internal/ontology"
)

// Each row of ontology/presence.tsv holds for an act of its example, which says where
// it took place.
func TestPresenceExamples(t *testing.T) {
	table, err := lexicon.Read(data.Files, "ontology/presence.tsv", "type", "modes", "side", "named", "example")
	if err != nil {
		t.Fatal(err)
	}
	present, err := ontology.OpenPresence(data.Files)
	if err != nil {
		t.Fatal(err)
	}
	c := coder(t)
	for _, row := range table.Rows {
		r, err := c.Code(context.Background(), &ingest.Input{Text: row.Get("example")})
		if err != nil {
			t.Fatal(err)
		}
		holds := false
		for _, e := range r.Events {
			placed := e.Place != nil || present.Named(e.Type, e.Mode) && r.TargetPlace(&e) != nil
			holds = holds || e.Type == row.Get("type") && placed && len(on(&e, row.Get("side"))) > 0 && present.Holds(e.Type, e.Mode, row.Get("side"))
		}
		if !holds {
			t.Errorf("%q: no %s with a place and a %s that is there; it has %+v", row.Get("example"), row.Get("type"), row.Get("side"), r.Events)
		}
	}
	if present.Holds("ASSAULT", "aerial", "source") || present.Holds("CONSULT", "phone", "source") || !present.Holds("CONSULT", "", "target") {
		t.Error("who bombs or telephones is where it hits, or who meets somebody is not")
	}
}

// on are those on a side of an event, or on both.
func on(e *Event, side string) []ActorRef {
	switch side {
	case "source":
		return e.Source
	case "target":
		return e.Target
	}
	var both []ActorRef
	for _, s := range e.Source {
		for _, t := range e.Target {
			if s.Party == t.Party {
				both = append(both, s)
			}
		}
	}
	return both
}
