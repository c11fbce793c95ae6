package ledger

import (
	"dragoman"
	"dragoman/internal/incident"
)

// ToldIncident is what the telling that says most says of an incident.
type ToldIncident struct {
	ID         string              `json:"id"`
	Type       string              `json:"event"`
	Mode       string              `json:"mode,omitempty"`
	Underlying string              `json:"underlying,omitempty"`
	Quad       *int                `json:"quad,omitempty"`
	Source     []dragoman.ActorRef `json:"source"`
	Target     []dragoman.ActorRef `json:"target"`
	Date       *dragoman.EventDate `json:"date,omitempty"`
	Place      *dragoman.Where     `json:"place,omitempty"`
	Tellers    int                 `json:"independent"`
}

// ToldTelling is one telling of an incident.
type ToldTelling struct {
	ID        string              `json:"id"`
	Publisher string              `json:"publisher,omitempty"`
	Published string              `json:"published,omitempty"`
	Status    string              `json:"status"`
	Text      string              `json:"text"`
	Via       []dragoman.ActorRef `json:"via"`
}

// IncidentLine joins what the best telling says with what all say together, and each.
type IncidentLine struct {
	ToldIncident
	*incident.Incident
	Tellings []ToldTelling `json:"tellings"`
	Left     int           `json:"left_out,omitempty" doc:"Tellings beyond the first 500, which alone are counted and listed."`
}

// Line returns what programs are given of an incident.
func (in *Incident) Line() IncidentLine {
	b := in.Best
	out := IncidentLine{ToldIncident{
		ID: TellingOf(in.Told[0].FlatEvent).String(), Type: b.Type, Mode: b.Mode, Underlying: b.Underlying, Quad: b.Quad,
		Source: b.Source, Target: b.Target, Date: b.Date, Place: b.Place, Tellers: len(in.Tellers),
	}, in.Incident, nil, in.Left}
	for _, told := range in.Told {
		out.Tellings = append(out.Tellings, ToldTelling{TellingOf(told.FlatEvent).String(), told.Publisher, told.Published, told.Event.Status, told.Text, told.Via})
	}
	return out
}
