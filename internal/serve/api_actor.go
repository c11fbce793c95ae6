package serve

import (
	"context"
	"io"
	"slices"
	"strconv"

	"dragoman"

	"github.com/danielgtaylor/huma/v2"
)

type actorIn struct {
	Formats
	Who string `query:"who" required:"true" maxLength:"300" doc:"A country (TUR, Turkey: with all that is of the state), a CAMEO code (TURMIL), a name or a word of it." example:"Turkey"`
}

// quotedOut is who carries what an actor says.
type quotedOut struct {
	Publisher  string `json:"publisher,omitempty"`
	Statements int    `json:"statements"`
	Texts      int    `json:"texts" doc:"Copies of one text counted once."`
}

type actorOut struct {
	Unit     string                   `json:"unit" doc:"What it counts as in pairs, matrix and network."`
	Roles    []roleOut                `json:"roles" doc:"The most often named first; at most 40."`
	Did      []countOut               `json:"did"`
	Done     []countOut               `json:"done_to_it"`
	DidLast  []*dragoman.FlatEvent    `json:"did_last" doc:"At most 8; /v1/events?source= has all."`
	DoneLast []*dragoman.FlatEvent    `json:"done_to_it_last" doc:"At most 8; /v1/events?target= has all."`
	Said     []dragoman.FlatStatement `json:"said_last" doc:"At most 12."`
	Quoters  []quotedOut              `json:"quoted_by" doc:"The publishers that carry the most of what it says; at most 12."`
}

func (o *actorOut) writeCSV(w io.Writer) error {
	rows := func(side string, counts []countOut) (out [][]string) {
		for _, c := range counts {
			out = append(out, []string{side, c.Value, strconv.Itoa(c.Done), strconv.Itoa(c.Meant), strconv.Itoa(c.Denied), strconv.Itoa(c.Independent)})
		}
		return out
	}
	all := append(rows("did", o.Did), rows("done to it", o.Done)...)
	return writeCells(w, []string{"side", "type", "done", "meant", "denied", "independent"}, slices.Values(all))
}
func (o *actorOut) writeLines(w io.Writer) error { return writeEach(w, []*actorOut{o}) }

func (s *Server) getActor(ctx context.Context, in *actorIn) (*just[*actorOut], error) {
	m, err := s.actor(ctx, in.Who)
	if err != nil {
		return nil, told(err)
	}
	if len(m.Roles) == 0 {
		return nil, huma.Error404NotFound("no actor of the ledger is called " + strconv.Quote(in.Who))
	}
	out := &actorOut{Unit: m.Unit, Roles: rolesOut(m.Roles), Did: countsBy("type", m.Did), Done: countsBy("type", m.Done),
		DidLast: m.DidLast, DoneLast: m.DoneLast, Said: m.Said, Quoters: []quotedOut{}}
	for _, q := range m.Quoters {
		out.Quoters = append(out.Quoters, quotedOut(q))
	}
	return &just[*actorOut]{out}, nil
}
