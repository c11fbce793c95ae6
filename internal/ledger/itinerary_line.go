package ledger

import (
	"slices"

	"dragoman"
)

// StopLine is a stop as a line of JSON.
type StopLine struct {
	From   string         `json:"from,omitempty"`
	To     string         `json:"to,omitempty"`
	Place  dragoman.Where `json:"place"`
	Other  map[string]int `json:"otherwise,omitempty"` // texts by the name of another place
	Status string         `json:"status"`
	Type   string         `json:"event"`
	Mode   string         `json:"mode,omitempty"`
	Who    []string       `json:"who"`
	With   []string       `json:"with,omitempty"`
	Texts  int            `json:"independent"`
	Report string         `json:"report"`
	ID     string         `json:"id"` // the event's, in the report
}

// Line returns what programs are given of a stop.
func (s Stop) Line() StopLine {
	e := s.Event
	own, others := e.Source, e.Target
	if s.Side == "target" {
		own, others = others, own
	}
	out := StopLine{Place: s.Place, Other: s.Other, Status: e.Status, Type: e.Type, Mode: e.Mode, Who: namesOf(own), Texts: s.Texts, Report: e.Report, ID: e.ID}
	for _, n := range namesOf(others) {
		if !slices.Contains(out.Who, n) { // both presidents met
			out.With = append(out.With, n)
		}
	}
	if e.Date != nil {
		out.From, out.To = e.Date.From, e.Date.To
	}
	return out
}

func namesOf(refs []dragoman.ActorRef) []string {
	out := make([]string, len(refs))
	for i, r := range refs {
		out[i] = r.Name
	}
	return out
}
