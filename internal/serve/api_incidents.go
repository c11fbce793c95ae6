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
	Tellers   int  `query:"tellers" minimum:"1" doc:"Only those with at least so many independent tellers."`
	Contested bool `query:"contested" doc:"Only those of which two tellers say what cannot both be true."`
	Limit     int  `query:"limit" minimum:"1" maximum:"1000" doc:"At most so many; 50 unless told."`
}

type incidentsOut struct {
	Incidents []ledger.IncidentLine `json:"incidents"`
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

func (s *Server) getIncidents(ctx context.Context, in *incidentsIn) (*just[*incidentsOut], error) {
	all, err := s.incidents(ctx, in.q, in.Tellers, in.Contested)
	if err != nil {
		return nil, told(err)
	}
	out := &incidentsOut{Incidents: []ledger.IncidentLine{}}
	for _, one := range all {
		out.Incidents = append(out.Incidents, one.Line())
	}
	return &just[*incidentsOut]{out}, nil
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
	return &just[*incidentsOut]{&incidentsOut{[]ledger.IncidentLine{one.Line()}}}, nil
}
