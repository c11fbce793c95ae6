package serve

import (
	"context"
	"io"
	"strconv"
	"strings"

	"dragoman"
	"dragoman/internal/ledger"
)

type incidentsIn struct {
	Filters
	Formats
	Tellers   int    `query:"tellers" minimum:"1" doc:"Only those with at least so many independent tellers."`
	Contested bool   `query:"contested" doc:"Only those of which two tellers say what cannot both be true."`
	Limit     int    `query:"limit" minimum:"1" maximum:"1000" doc:"At most so many; 50 unless told."`
	Order     string `query:"order" enum:"oldest,newest" doc:"By the days of their tellings that are asked for: the first of each, or the last where the newest come first; oldest first unless told."`
	Cursor    string `query:"cursor" doc:"Where to go on: the \"next\" of the answer before."`
}

type incidentsOut struct {
	Incidents []ledger.IncidentLine `json:"incidents"`
	Next      string                `json:"next,omitempty" doc:"The cursor of the next page; absent on the last."`
}

func (o *incidentsOut) writeLines(w io.Writer) error { return writeEach(w, o.Incidents) }
func (o *incidentsOut) writeCSV(w io.Writer) error {
	return writeCells(w, []string{"id", "type", "mode", "status", "source", "target", "from", "to", "place", "independent", "reports", "tellers", "contested", "denied_by"},
		mapped(o.Incidents, func(in ledger.IncidentLine) []string {
			from, to, place := "", "", ""
			if in.Date != nil {
				from, to = in.Date.From, in.Date.To
			}
			if in.Place != nil {
				place = in.Place.Name
			}
			return []string{in.ID, in.Type, in.Mode, in.Status, named(in.Source), named(in.Target), from, to, place, strconv.Itoa(in.ToldIncident.Tellers), strconv.Itoa(in.Reports),
				strings.Join(in.Incident.Tellers, "; "), strings.Join(in.Contested, "; "), strings.Join(in.Denied, "; ")}
		}))
}

func named(refs []dragoman.ActorRef) string {
	var out []string
	for _, r := range refs {
		out = append(out, r.Name)
	}
	return strings.Join(out, "; ")
}

func (s *Server) getIncidents(ctx context.Context, in *incidentsIn) (*linked[*incidentsOut], error) {
	page, err := s.incidents(ctx, in.q, in.Tellers, in.Contested)
	if err != nil {
		return nil, told(err)
	}
	out := &linked[*incidentsOut]{Body: &incidentsOut{Incidents: []ledger.IncidentLine{}}}
	for _, one := range page.of {
		out.Body.Incidents = append(out.Body.Incidents, one.Line())
	}
	if page.next != nil {
		out.Body.Next = page.next.String()
		out.Link = nextAt("/v1/incidents", in.asks, out.Body.Next)
	}
	return out, nil
}

type incidentIn struct {
	Formats
	ID string `query:"id" required:"true" doc:"Any of its tellings: REPORT#EVENT, with %23 for the #." example:"4c059b3204504512#e1"`
}

func (s *Server) getIncident(ctx context.Context, in *incidentIn) (*just[*incidentsOut], error) {
	one, err := s.incident(ctx, in.ID)
	if err != nil {
		return nil, told(err)
	}
	return &just[*incidentsOut]{&incidentsOut{Incidents: []ledger.IncidentLine{one.Line()}}}, nil
}
