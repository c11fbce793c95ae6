package serve

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"net/http"

	"dragoman"
	"dragoman/internal/ledger"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"
)

// livePath is where events are told as they come.
const (
	livePath     = "/v1/events/live"
	liveRowsPath = "/live" // as rows of pages
)

type liveIn struct {
	Filters
	Last  string `header:"Last-Event-ID" doc:"The id that was told last, which browsers send by themselves when they come back: what has come since is told."`
	After string `query:"after" doc:"The same, for who cannot set a header."`
}

func (s *Server) liveAPI(api huma.API) {
	huma.Register(api, huma.Operation{
		OperationID: "live", Method: http.MethodGet, Path: livePath, Tags: []string{"ledger"}, Summary: "Events as they come",
		Description: "Server-sent events: an event's JSON line each, of those that meet all that is asked, as their reports are added. An id comes behind each part: after a break, some of a part may come a second time. An event \"lost\" says that the id was of another ledger, and that what came meanwhile is not told. At most " + fmt.Sprint(mostLive) + " clients are told at a time, and who does not take what is sent is dropped.",
		Responses: map[string]*huma.Response{"200": {Description: "events", Content: map[string]*huma.MediaType{
			"text/event-stream": {Schema: &huma.Schema{Type: huma.TypeString, Description: "As the HTML standard has it; data is a FlatEvent."}}}}},
	}, s.getLive)
}

func (s *Server) getLive(ctx context.Context, in *liveIn) (*huma.StreamResponse, error) {
	from, err := s.from(ctx, cmp.Or(in.Last, in.After))
	if err != nil && cmp.Or(in.Last, in.After) != "" {
		return nil, huma.Error422UnprocessableEntity("no such place", wrong([]fault{{"after", err.Error()}})...)
	}
	if err != nil {
		return nil, told(err)
	}
	if !s.live.enter() {
		return nil, told(errBusy)
	}
	return &huma.StreamResponse{Body: func(c huma.Context) {
		defer s.live.leave()
		_, w := humago.Unwrap(c)
		s.follow(c.Context(), w, in.q, from, func(e *dragoman.FlatEvent) ([]byte, error) { return json.Marshal(e) })
	}}, nil
}

// liveRows tells browsers of events as rows of the table of pages.
func (s *Server) liveRows(w http.ResponseWriter, r *http.Request) {
	from, err := s.from(r.Context(), cmp.Or(r.Header.Get("Last-Event-ID"), r.URL.Query().Get("after")))
	if err != nil {
		problem(w, r, http.StatusUnprocessableEntity, err.Error())
		return
	}
	if !s.live.enter() {
		busy(w, r)
		return
	}
	defer s.live.leave()
	s.follow(r.Context(), w, ledger.Query{}, from, s.row)
}
