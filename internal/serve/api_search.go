package serve

import (
	"context"
	"io"

	"dragoman"
	"dragoman/internal/ledger"

	"github.com/danielgtaylor/huma/v2"
)

type searchIn struct {
	Formats
	Words string `query:"q" required:"true" maxLength:"300" doc:"A name, a code, an id, or words that an event is told with." example:"ambassador"`
}

// Resolve refuses what has no words.
func (in *searchIn) Resolve(huma.Context) []error {
	if _, err := ledger.Phrase(in.Words); err != nil {
		return wrong([]fault{{"q", err.Error()}})
	}
	return nil
}

// roleOut is what somebody was called and was, and in how many reports.
type roleOut struct {
	dragoman.Party
	Reports int    `json:"reports"`
	First   string `json:"first,omitempty" doc:"Day of the first report that says so."`
	Last    string `json:"last,omitempty"`
}

func rolesOut(roles []ledger.Role) []roleOut {
	out := []roleOut{}
	for _, r := range roles {
		out = append(out, roleOut{r.Party, r.Reports, r.First, r.Last})
	}
	return out
}

type searchOut struct {
	Actors  []roleOut             `json:"actors" doc:"Those who are called so, the most often named first; at most 12."`
	Places  []placeOut            `json:"places" doc:"Where it is the name of a place: how many events took place there."`
	Reports []string              `json:"reports" doc:"The id, where a report has it."`
	Events  []*dragoman.FlatEvent `json:"events" doc:"The last 20 events that are told with these words; /v1/events?text= has all."`

	csv func(io.Writer, []*dragoman.FlatEvent) error
}

func (o *searchOut) writeCSV(w io.Writer) error   { return o.csv(w, o.Events) }
func (o *searchOut) writeLines(w io.Writer) error { return writeEach(w, o.Events) }

func (s *Server) getSearch(ctx context.Context, in *searchIn) (*just[*searchOut], error) {
	f, err := s.search(ctx, in.Words)
	if err != nil {
		return nil, told(err)
	}
	out := &searchOut{Actors: rolesOut(f.Actors), Places: []placeOut{}, Reports: []string{}, Events: f.Events, csv: s.eventsCSV}
	for _, p := range f.Places {
		out.Places = append(out.Places, placeOut(p))
	}
	for _, r := range f.Reports {
		out.Reports = append(out.Reports, r.ID)
	}
	return &just[*searchOut]{out}, nil
}
