package serve

import (
	"context"
	"net/http"
	"net/url"
	"strings"

	"dragoman"
	"dragoman/internal/ledger"
)

// searchMain is what the page of a search shows.
type searchMain struct {
	Asked string
	Fault string
	Found *found
}

// found is what the ledger has under some words: those who are called so, where it is
// the name of a place, a report with this id, and events that are told with the words.
type found struct {
	Actors  []ledger.Role
	Places  []ledger.Placed
	Reports []*dragoman.Record
	Events  []*dragoman.FlatEvent
	More    bool // there are more events
}

const (
	mostCalled = 12 // actors
	mostTold   = 20 // events
)

// searchPage looks for words in all that has a name, and in what events are told with.
func (s *Server) searchPage(r *http.Request) (string, *view, error) {
	words := strings.TrimSpace(r.URL.Query().Get("q"))
	main := &searchMain{Asked: words}
	v := &view{Title: "Search", Here: "/search", Main: main, Words: words}
	if words == "" {
		return "search", v, nil
	}
	if _, err := ledger.Phrase(words); err != nil {
		main.Fault = err.Error()
		return "search", v, nil
	}
	var err error
	main.Found, err = s.search(r.Context(), words)
	v.JSON, v.CSV = with("/v1/search", url.Values{"q": {words}}), with("/v1/search", url.Values{"q": {words}, "format": {"csv"}})
	return "search", v, err
}

func (s *Server) search(ctx context.Context, words string) (*found, error) {
	return hold(ctx, s, "search "+words, func(ctx context.Context) (*found, error) {
		f := &found{Events: []*dragoman.FlatEvent{}}
		err := s.ask(ctx, s.slow, func(b *book) error {
			set, err := b.Actors(ctx, words)
			if err == nil && !set.Empty() {
				f.Actors, err = b.Roles(ctx, set, mostCalled)
			}
			if err != nil {
				return err
			}
			if f.Places, err = b.Placed(ctx, ledger.Query{Place: words, Limit: mostCalled}); err != nil {
				return err
			}
			held, err := b.Reports(ctx, words)
			if err != nil {
				return err
			}
			for _, h := range held {
				f.Reports = append(f.Reports, h.Record)
			}
			told, next, err := b.Page(ctx, ledger.Query{Text: words, Newest: true, Limit: mostTold})
			f.Events, f.More = append(f.Events, told...), next != nil
			return err
		})
		return f, err
	})
}
