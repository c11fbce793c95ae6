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
	table, err := lexicon.Read(data.Files, "ontology/presence.tsv", "type", "modes", "side", "example")
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
			there := map[string][]ActorRef{"source": e.Source, "target": e.Target}[row.Get("side")]
			holds = holds || e.Type == row.Get("type") && len(there) > 0 && r.PlaceOf(&e) != nil && present.Holds(e.Type, e.Mode, row.Get("side"))
		}
		if !holds {
			t.Errorf("%q: no %s with a place and a %s that is there; it has %+v", row.Get("example"), row.Get("type"), row.Get("side"), r.Events)
		}
	}
	if present.Holds("ASSAULT", "aerial", "source") || present.Holds("CONSULT", "phone", "source") || !present.Holds("CONSULT", "", "target") {
		t.Error("who bombs or telephones is where it hits, or who meets somebody is not")
	}
}
