package serve

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"dragoman"
	"dragoman/internal/ledger"
)

// search is what the page of events shows.
type search struct {
	Asked    url.Values
	Faults   map[string]string // by parameter
	Types    []choice
	Statuses []choice
	Events   []*dragoman.FlatEvent
	Next     string // address of the page behind this
	First    string // of the first page, where this is another
	Exports  []link
	Nobody   []string // actors asked for whom nobody is called
}

type choice struct {
	Value string
	On    bool
}

type link struct{ Name, At string }

// eventsPage lists events that meet all that is asked.
func (s *Server) eventsPage(r *http.Request) (string, *view, error) {
	asks := r.URL.Query()
	if !asks.Has("order") {
		asks.Set("order", "newest")
	}
	q, faults := asked(asks)
	main := &search{Asked: asks, Faults: map[string]string{}}
	for _, f := range faults {
		main.Faults[f.name] = f.text
	}
	v := &view{Title: "Events", Here: "/events", Main: main}
	for _, t := range plover {
		main.Types = append(main.Types, choice{t, slices.Contains(q.Types, t)})
	}
	for _, t := range ledger.Statuses {
		main.Statuses = append(main.Statuses, choice{t, slices.Contains(q.Statuses, t)})
	}
	if len(faults) > 0 {
		return "events", v, nil
	}
	page, next, err := s.eventPage(r.Context(), q)
	if err != nil {
		return "", nil, err
	}
	main.Events = page
	if next != nil {
		main.Next = changed("/events", asks, "cursor", next.String())
	}
	if q.After != nil {
		main.First = changed("/events", asks, "cursor", "")
	}
	if len(page) == 0 {
		if main.Nobody, err = s.nobody(r.Context(), q); err != nil {
			return "", nil, err
		}
	}
	v.JSON = with("/v1/events", asks)
	v.CSV = changed("/v1/events", asks, "format", "csv")
	all := url.Values{}
	for name, values := range asks {
		if name != "order" && name != "cursor" && name != "limit" {
			all[name] = values
		}
	}
	for _, f := range s.Formats {
		main.Exports = append(main.Exports, link{f.Name, changed("/v1/export", all, "format", f.Name)})
	}
	return "events", v, nil
}

// plover are the types in the order of their quad classes.
var plover = strings.Fields("AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT")

// changed writes an address with one parameter otherwise.
func changed(path string, v url.Values, name, value string) string {
	other := url.Values{}
	for n, values := range v {
		other[n] = values
	}
	other.Set(name, value)
	return with(path, other)
}
