package serve

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"

	"dragoman/internal/incident"
	"dragoman/internal/ledger"
)

// incidentsMain is what the page of incidents lists.
type incidentsMain struct {
	Asked     url.Values
	Faults    []string
	Incidents []*ledger.Incident
	First     string // address of the first page, where this is another
	Next      string // of the page behind this
}

const incidentsShown = 40

// incidentsPage lists acts with all that tell them.
func (s *Server) incidentsPage(r *http.Request) (string, *view, error) {
	asks := r.URL.Query()
	main := &incidentsMain{Asked: asks}
	v := &view{Title: "Incidents", Here: "/incidents", Main: main}
	if _, _, err := s.lately(r.Context(), asks, 31); err != nil && !asks.Has("since") && !asks.Has("until") {
		return "", nil, err
	}
	q, faults := asked(asks)
	for _, f := range faults {
		main.Faults = append(main.Faults, f.name+": "+f.text)
	}
	if len(faults) > 0 {
		return "incidents", v, nil
	}
	q.Limit, q.Newest = incidentsShown, true
	page, err := s.incidents(r.Context(), q, 2, asks.Has("contested"))
	main.Incidents = page.of
	if page.next != nil {
		main.Next = changed("/incidents", asks, "cursor", page.next.String())
	}
	if q.After != nil {
		main.First = changed("/incidents", asks, "cursor", "")
	}
	v.JSON, v.CSV = incidentsAt(asks, "json"), incidentsAt(asks, "csv")
	return "incidents", v, err
}

func incidentsAt(asks url.Values, format string) string {
	v := url.Values{"tellers": {"2"}, "limit": {fmt.Sprint(incidentsShown)}, "order": {"newest"}, "format": {format}}
	for _, name := range []string{"actor", "type", "since", "until", "text", "cursor"} {
		v[name] = asks[name]
	}
	if asks.Has("contested") {
		v.Set("contested", "true")
	}
	return with("/v1/incidents", v)
}

// acts are a page of incidents, and the place of its last where others are behind it.
type acts struct {
	of   []*ledger.Incident
	next *ledger.Mark
}

// incidents finds the acts that are asked for and told by so many.
func (s *Server) incidents(ctx context.Context, q ledger.Query, tellers int, contested bool) (acts, error) {
	most := q.Limit
	q.Limit, q.Joined = 0, tellers > 1
	return hold(ctx, s, fmt.Sprint("incidents ", tellers, contested, most, key(q)), func(ctx context.Context) (page acts, err error) {
		var all []ledger.IncidentPlace
		err = s.ask(ctx, s.slow, func(b *book) (err error) {
			all, err = b.IncidentPlaces(ctx, q)
			return err
		})
		last := ledger.Mark{}
		for _, place := range all {
			in, err := s.numbered(ctx, place.Number)
			if errors.Is(err, ledger.ErrNoEvent) { // others have joined it meanwhile
				continue
			}
			if err != nil {
				return page, err
			}
			if len(in.Tellers) < tellers || contested && len(in.Contested) == 0 {
				continue
			}
			if len(page.of) == most {
				page.next = &last
				break
			}
			page.of, last = append(page.of, in), place.At
		}
		return page, err
	})
}

// numbered is an act by its number: held for itself, for what is told a thousand times is
// asked for with every month.
func (s *Server) numbered(ctx context.Context, n int64) (*ledger.Incident, error) {
	return hold(ctx, s, fmt.Sprint("incident ", n), func(ctx context.Context) (in *ledger.Incident, err error) {
		err = s.ask(ctx, s.readers, func(b *book) (err error) {
			in, err = b.NumberedIncident(ctx, n)
			return err
		})
		return in, err
	})
}

// incidentMain is what the page of one incident shows.
type incidentMain struct {
	*ledger.Incident
	Tree   []*teller
	Fields []versions
}

// versions are what is told of one detail, side by side.
type versions struct {
	Field     string
	Contested bool
	Of        []incident.Version
}

// teller is somebody who tells an act, with those who have it from him.
type teller struct {
	Name     string
	Tellings []incident.Told // what he says himself, in a report
	By       []*teller
}

// incidentPage shows all tellers of one act, as a tree of who has it from whom, and
// their versions side by side.
func (s *Server) incidentPage(r *http.Request) (string, *view, error) {
	id := r.URL.Query().Get("id")
	in, err := s.incident(r.Context(), id)
	if err != nil {
		return "", nil, err
	}
	main := &incidentMain{Incident: in, Tree: tree(in.Told)}
	for _, v := range in.Versions {
		n := len(main.Fields)
		if n == 0 || main.Fields[n-1].Field != v.Field {
			main.Fields = append(main.Fields, versions{Field: v.Field, Contested: slices.Contains(in.Contested, v.Field)})
			n++
		}
		main.Fields[n-1].Of = append(main.Fields[n-1].Of, v)
	}
	return "incident", &view{Title: in.Best.Type + ": " + in.Best.Text, Here: "/incidents", Main: main,
		JSON: with("/v1/incident", url.Values{"id": {id}}), CSV: with("/v1/incident", url.Values{"id": {id}, "format": {"csv"}})}, nil
}

func (s *Server) incident(ctx context.Context, id string) (in *ledger.Incident, err error) {
	t, err := ledger.ParseTelling(id)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ledger.ErrNoEvent, err)
	}
	var n int64
	err = s.ask(ctx, s.readers, func(b *book) (err error) {
		n, err = b.IncidentNumber(ctx, t)
		return err
	})
	if err != nil {
		return nil, err
	}
	return s.numbered(ctx, n)
}

// tree sets tellers below those whom they have it from: who is quoted stands above who
// quotes him, and the publisher below all. A publisher that tells it in its own voice
// stands by itself.
func tree(all []incident.Told) []*teller {
	root := &teller{}
	for _, t := range all {
		at := root
		for i := len(t.Via) - 1; i >= 0; i-- {
			at = at.child(t.Via[i].Name)
		}
		at = at.child(cmp.Or(t.Publisher, "a report"))
		at.Tellings = append(at.Tellings, t)
	}
	return root.By
}

func (t *teller) child(name string) *teller {
	for _, c := range t.By {
		if c.Name == name {
			return c
		}
	}
	c := &teller{Name: name}
	t.By = append(t.By, c)
	return c
}
