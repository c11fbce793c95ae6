package relate

import (
	"slices"

	"dragoman/internal/doc"
)

// Telling is an event that tells of a pair.
type Telling struct {
	Event int // in Document.Events
	Told
}

// Tellings lists the events that tell of a pair: of both, or of one where the
// other slot is empty.
func Tellings(d *doc.Document, q Query) []Telling {
	var out []Telling
	for i := range d.Events {
		e := &d.Events[i]
		s, t := touches(d, e.Source, q.Source), touches(d, e.Target, q.Target)
		both := s && t
		if both || s && len(e.Target) == 0 || t && len(e.Source) == 0 {
			out = append(out, Telling{i, Told{AsRelation(e), both}})
		}
	}
	return out
}

// touches reports whether a party is named within a stretch of words.
func touches(d *doc.Document, parties []doc.Party, r Range) bool {
	return wordsIn(d, r, parties) != Range{}
}

// hostile are PLOVER's types of material conflict.
var hostile = map[string]bool{"PROTEST": true, "SANCTION": true, "MOBILIZE": true, "COERCE": true, "ASSAULT": true}

// Bearing lists the types of a relation that bear an event out: what it is told as,
// what it is or will be, and the type that published mappings give in its place.
func Bearing(e *doc.Event) []string {
	out := []string{AsRelation(e), e.Type}
	if e.Underlying != "" {
		out = append(out, e.Underlying)
	}
	for _, pair := range neighbours {
		if slices.Contains(out, pair[0]) {
			out = append(out, pair[1])
		} else if slices.Contains(out, pair[1]) {
			out = append(out, pair[0])
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// neighbours are types that the draft mapping of 2021, by which relations are
// told, and the manual of 2024, by which events are, give to the same acts:
// embargoes; promises to yield; concessions.
var neighbours = [][2]string{{"SANCTION", "COERCE"}, {"AGREE", "CONCEDE"}, {"CONCEDE", "RETREAT"}}

// AsRelation is the type of an event as a relation is told: what is refused or
// did not happen is REJECT, what is asked for REQUEST, a hostile act to come
// THREATEN.
func AsRelation(e *doc.Event) string {
	switch e.Status {
	case doc.Negated:
		return "REJECT"
	case doc.Demanded:
		return "REQUEST"
	case doc.Planned, doc.Expected, doc.Offered, doc.Hypothetical:
		if hostile[e.Type] {
			return "THREATEN"
		}
	}
	return e.Type
}
