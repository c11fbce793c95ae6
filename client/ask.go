package client

import (
	"context"
	"io"
	"iter"
	"net/url"
	"strconv"
	"strings"

	"dragoman"
)

// Query says which events are asked for. What is empty asks nothing; several values of
// one field are alternatives. Actors are countries (TUR, Turkey), CAMEO codes, names; days
// are 2006-01-02, 2006-01 or 2006.
type Query struct {
	Actor, Source, Target, Via string
	Type, Status               []string
	Quad                       []int
	Since, Until               string
	Place, Country, Text       string
	Newest                     bool // of Events and Incidents: the last days first
	Page                       int  // of the same: how many are fetched at a time; the server's 50 unless told
}

func (q Query) values() url.Values {
	var quads []string
	for _, n := range q.Quad {
		quads = append(quads, strconv.Itoa(n))
	}
	return values("actor", q.Actor, "source", q.Source, "target", q.Target, "via", q.Via, "type", strings.Join(q.Type, ","), "status", strings.Join(q.Status, ","),
		"quad", strings.Join(quads, ","), "since", q.Since, "until", q.Until, "place", q.Place, "country", q.Country, "text", q.Text)
}

// values leaves out what is empty.
func values(pairs ...string) url.Values {
	v := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			v.Set(pairs[i], pairs[i+1])
		}
	}
	return v
}

func number(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// Events yields all events that meet a query, in the order of their days, by pages.
func (c *Client) Events(ctx context.Context, q Query) iter.Seq2[*dragoman.FlatEvent, error] {
	return paged[*dragoman.FlatEvent](ctx, c, "/v1/events", q, q.values())
}

// paged yields what a path lists, page by page; after an error nothing comes.
func paged[T any](ctx context.Context, c *Client, path string, q Query, v url.Values) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		if q.Newest {
			v.Set("order", "newest")
		}
		if q.Page > 0 {
			v.Set("limit", strconv.Itoa(q.Page))
		}
		for {
			var page struct {
				Events    []T    `json:"events"`
				Incidents []T    `json:"incidents"`
				Next      string `json:"next"`
			}
			if err := c.read(ctx, request{path: path, query: v}, &page); err != nil {
				var none T
				yield(none, err)
				return
			}
			for _, one := range append(page.Events, page.Incidents...) {
				if !yield(one, nil) {
					return
				}
			}
			if page.Next == "" {
				return
			}
			v.Set("cursor", page.Next)
		}
	}
}

// Export hands over all events that meet a query in a format: jsonl, csv, parquet or
// another that the server names where it is asked for one that it has not. The caller
// closes it; an export that is cut off ends with an error.
func (c *Client) Export(ctx context.Context, q Query, format string) (io.ReadCloser, error) {
	v := q.values()
	v.Set("format", format)
	answer, err := c.ask(ctx, request{path: "/v1/export", query: v})
	if err != nil {
		return nil, err
	}
	return answer.Body, nil
}

// Counts tells events apart by day, month, year, type, quad, pair, status or teller.
func (c *Client) Counts(ctx context.Context, q Query, by string) ([]Count, error) {
	v := q.values()
	v.Set("by", by)
	var out struct{ Counts []Count }
	err := c.read(ctx, request{path: "/v1/counts", query: v}, &out)
	return out.Counts, err
}

// Timeline says what passed between two by day, month or year. Days may be empty.
func (c *Client) Timeline(ctx context.Context, one, other, by, since, until string) ([]Between, error) {
	var out struct{ Between []Between }
	err := c.read(ctx, request{path: "/v1/timeline", query: values("one", one, "other", other, "by", by, "since", since, "until", until)}, &out)
	return out.Between, err
}

// Matrix says what passed between each two, the busiest first.
func (c *Client) Matrix(ctx context.Context, since, until string) ([]Between, error) {
	var out struct{ Between []Between }
	err := c.read(ctx, request{path: "/v1/matrix", query: values("since", since, "until", until)}, &out)
	return out.Between, err
}

// Network says who acts on whom: the busiest actors, or those around one; of both kinds
// of deeds, or of cooperation or conflict.
func (c *Client) Network(ctx context.Context, who, kind, since, until string) (*Network, error) {
	out := &Network{}
	err := c.read(ctx, request{path: "/v1/network", query: values("who", who, "kind", kind, "since", since, "until", until)}, out)
	return out, err
}

// Actor says what an actor was called and was, what it did, what was done to it, and what
// it said.
func (c *Client) Actor(ctx context.Context, who string) (*Actor, error) {
	out := &Actor{}
	err := c.read(ctx, request{path: "/v1/actor", query: values("who", who)}, out)
	return out, err
}

// Incidents yields the acts of which a telling meets a query, those with at least so many
// independent tellers, in the order of their days, by pages.
func (c *Client) Incidents(ctx context.Context, q Query, tellers int) iter.Seq2[*Incident, error] {
	v := q.values()
	if tellers > 0 {
		v.Set("tellers", strconv.Itoa(tellers))
	}
	return paged[*Incident](ctx, c, "/v1/incidents", q, v)
}

// Incident finds the act that an event of a report tells.
func (c *Client) Incident(ctx context.Context, report, event string) (*Incident, error) {
	var out struct{ Incidents []Incident }
	err := c.read(ctx, request{path: "/v1/incident", query: values("id", report+"#"+event)}, &out)
	if err != nil || len(out.Incidents) == 0 {
		return nil, err
	}
	return &out.Incidents[0], nil
}

// Places lists where events took place, the busiest first.
func (c *Client) Places(ctx context.Context, q Query) ([]Place, error) {
	var out struct{ Places []Place }
	err := c.read(ctx, request{path: "/v1/places", query: q.values()}, &out)
	return out.Places, err
}

// Itinerary says where somebody was.
func (c *Client) Itinerary(ctx context.Context, who, since, until string) ([]Stop, error) {
	var out struct{ Stops []Stop }
	err := c.read(ctx, request{path: "/v1/itinerary", query: values("who", who, "since", since, "until", until)}, &out)
	return out.Stops, err
}

// Stories groups the reports of a time by what they tell; only those of at least so many
// reports, 0 for all. Without days it is the week before the last report.
func (c *Client) Stories(ctx context.Context, since, until string, reports int) ([]Story, error) {
	var out struct{ Stories []Story }
	err := c.read(ctx, request{path: "/v1/stories", query: values("since", since, "until", until, "reports", number(reports))}, &out)
	return out.Stories, err
}

// Search looks for words among names, and in what events are told with.
func (c *Client) Search(ctx context.Context, words string) (*Found, error) {
	out := &Found{}
	err := c.read(ctx, request{path: "/v1/search", query: values("q", words)}, out)
	return out, err
}

// Reports returns the records with an id: mostly one.
func (c *Client) Reports(ctx context.Context, id string) ([]*dragoman.Record, error) {
	var out struct{ Reports []*dragoman.Record }
	err := c.read(ctx, request{path: "/v1/report", query: values("id", id)}, &out)
	return out.Reports, err
}

// Agreement says how far reviewers agree.
func (c *Client) Agreement(ctx context.Context) ([]Agreement, error) {
	var out struct{ Agreement []Agreement }
	err := c.read(ctx, request{path: "/v1/agreement"}, &out)
	return out.Agreement, err
}

// Ledger says what the ledger holds.
func (c *Client) Ledger(ctx context.Context) (*Ledger, error) {
	out := &Ledger{}
	err := c.read(ctx, request{path: "/v1/ledger"}, out)
	return out, err
}
