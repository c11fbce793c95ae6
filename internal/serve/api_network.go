package serve

import (
	"cmp"
	"context"
	"io"
	"strconv"

	"github.com/danielgtaylor/huma/v2"
)

type networkIn struct {
	Period
	Formats
	Who    string `query:"who" doc:"Only those whom this actor deals with, and what passed between them." example:"Turkey"`
	Kind   string `query:"kind" enum:"cooperation,conflict" doc:"Only deeds of this kind; both unless told."`
	Actors int    `query:"actors" minimum:"2" maximum:"200" doc:"At most so many actors, the busiest; 24 unless told."`
}

// networkActor is an actor of a network.
type networkActor struct {
	Name string `json:"name"`
	Did  int    `json:"did" doc:"Deeds by it towards others of the network."`
	Done int    `json:"done" doc:"Deeds of these towards it."`
}

type networkOut struct {
	Actors  []networkActor `json:"actors"`
	Between []betweenOut   `json:"between"`
}

func (o *networkOut) writeCSV(w io.Writer) error   { return (&betweensOut{o.Between}).writeCSV(w) }
func (o *networkOut) writeLines(w io.Writer) error { return writeEach(w, o.Between) }

func (s *Server) getNetwork(ctx context.Context, in *networkIn) (*just[*networkOut], error) {
	n, err := s.network(ctx, in.Who, in.Kind, cmp.Or(in.Actors, fewActors), in.since, in.until)
	if err != nil {
		return nil, told(err)
	}
	if n == nil {
		return nil, huma.Error404NotFound("no actor of the ledger is called " + strconv.Quote(in.Who))
	}
	out := &networkOut{Actors: []networkActor{}, Between: betweens(n.Links).Between}
	for _, a := range n.Actors {
		out.Actors = append(out.Actors, networkActor(a))
	}
	return &just[*networkOut]{out}, nil
}
