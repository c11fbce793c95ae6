package serve

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"iter"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"dragoman"
	"dragoman/internal/ledger"

	"github.com/danielgtaylor/huma/v2"
)

// Formats are those in which an answer comes.
type Formats struct {
	Format string `query:"format" enum:"json,jsonl,csv" doc:"The same as a header Accept of application/json, application/jsonl or text/csv."`
}

// Filters say which events are asked for. They are read by asked; here they are told.
type Filters struct {
	Actor   string   `query:"actor" doc:"On either side: a country (TUR, Turkey: with all that is of the state), a CAMEO code (TURMIL), a name or a word of it."`
	Source  string   `query:"source" doc:"A source."`
	Target  string   `query:"target" doc:"A target."`
	Via     string   `query:"via" doc:"Anywhere in the chain of tellers."`
	Type    []string `query:"type" doc:"Types: of PLOVER (AGREE, CONSULT, SUPPORT, CONCEDE, COOPERATE, AID, RETREAT, REQUEST, ACCUSE, REJECT, THREATEN, PROTEST, SANCTION, MOBILIZE, COERCE, ASSAULT) or your own; several are alternatives, parted by commas." example:"[\"ASSAULT\",\"COERCE\"]"`
	Quad    []int    `query:"quad" doc:"Quad classes: 1 and 2 cooperation in words and in deeds, 3 and 4 conflict; several are alternatives."`
	Status  []string `query:"status" doc:"Statuses: occurred, ongoing, background (history), planned, expected, offered, demanded, hypothetical, negated; several are alternatives." example:"[\"occurred\",\"ongoing\"]"`
	Since   string   `query:"since" doc:"First day, month or year; an event counts for the day on which it begins." example:"2023-03"`
	Until   string   `query:"until" doc:"Last day, month or year, included."`
	Place   string   `query:"place" doc:"The name of the place where it happened."`
	Country string   `query:"country" doc:"The country where it happened, ISO alpha-3."`
	Text    string   `query:"text" doc:"Words of the clause that tells it, in any form; \"quoted\" words stand together, an asterisk ends a beginning."`

	q    ledger.Query
	asks url.Values
}

// Resolve reads the Filters.
func (f *Filters) Resolve(ctx huma.Context) []error {
	at := ctx.URL()
	f.asks = at.Query()
	q, faults := asked(f.asks)
	f.q = q
	return wrong(slices.DeleteFunc(faults, func(f fault) bool { return f.name == "limit" || f.name == "order" })) // which huma looks at
}

type eventsIn struct {
	Filters
	Formats
	AsCoded  bool   `query:"as_coded" doc:"Events as the coder has them, whatever people say of them."`
	Unmarked string `query:"unmarked" doc:"Only events that this reviewer has not marked."`
	Limit    int    `query:"limit" minimum:"1" maximum:"1000" doc:"At most so many events; 50 unless told."`
	Order    string `query:"order" enum:"oldest,newest" doc:"By their days; oldest first unless told."`
	Cursor   string `query:"cursor" doc:"Where to go on: the \"next\" of the answer before."`
}

// eventsOut is a page of events.
type eventsOut struct {
	Events []*dragoman.FlatEvent `json:"events"`
	Next   string                `json:"next,omitempty" doc:"The cursor of the next page; absent on the last."`

	csv func(io.Writer, []*dragoman.FlatEvent) error
}

func (o *eventsOut) writeCSV(w io.Writer) error   { return o.csv(w, o.Events) }
func (o *eventsOut) writeLines(w io.Writer) error { return writeEach(w, o.Events) }

func mapped[T, U any](values []T, as func(T) U) iter.Seq[U] {
	return func(yield func(U) bool) {
		for _, v := range values {
			if !yield(as(v)) {
				return
			}
		}
	}
}

// linked is an answer with the address of the page behind it.
type linked[T any] struct {
	Link string `header:"Link"`
	Body T
}

func nextAt(path string, asks url.Values, cursor string) string {
	return "<" + changed(path, asks, "cursor", cursor) + `>; rel="next"`
}

func (s *Server) ledgerAPI(api huma.API) {
	get := func(id, path, summary, description string) huma.Operation {
		return huma.Operation{OperationID: id, Method: http.MethodGet, Path: path, Summary: summary, Description: description, Tags: []string{"ledger"}}
	}
	huma.Register(api, get("events", "/v1/events", "List events", "Events that meet all that is asked, by their days, by pages."), s.getEvents)
	huma.Register(api, get("export", "/v1/export", "Export events", "All events that meet all that is asked, in the order of their days, of their reports' ids and of the text, as they come: JSON Lines unless told. The formats of other data sets (gdelt, icews, polecat, phoenix, plover) have deeds alone."), s.getExport)
	huma.Register(api, get("counts", "/v1/counts", "Count events", "Deeds (\"done\"), what is only meant, and what did not happen, apart. \"independent\" is the number of texts that tell them, copies of one text counted once."), s.getCounts)
	huma.Register(api, get("timeline", "/v1/timeline", "What passed between two", "By the day, month or year, each direction by itself: deeds of cooperation (quad 1, 2) and conflict (3, 4); what is only meant and what is denied apart."), s.getTimeline)
	huma.Register(api, get("matrix", "/v1/matrix", "Who did what to whom", "For each pair of countries, or of other actors that have none, the busiest first."), s.getMatrix)
	huma.Register(api, get("network", "/v1/network", "Who acts on whom", "The busiest actors of a time, or those whom one deals with most, and what passed between each two of them, the busiest first. As CSV and JSON Lines: what passed."), s.getNetwork)
	huma.Register(api, get("search", "/v1/search", "Search", "What the ledger has under some words: actors, places, a report, the last events that are told with them. As CSV and JSON Lines: the events."), s.getSearch)
	huma.Register(api, get("actor", "/v1/actor", "Who somebody was", "What an actor was called and was, and when; what it did and what was done to it, by type, and the last events; what it said last, and who carries what it says. As CSV: what it did and what was done to it."), s.getActor)
	huma.Register(api, get("incidents", "/v1/incidents", "List incidents", "The acts of which a telling meets all that is asked, each once, with all that tell it (500 tellings at most), by the days of those that meet it, by pages; what two tellers' last words say that cannot both be true is contested."), s.getIncidents)
	huma.Register(api, get("incident", "/v1/incident", "One incident", "The act that an event tells, with all that tell it."), s.getIncident)
	huma.Register(api, get("stories", "/v1/stories", "Group reports by stories", fmt.Sprintf("Which reports of a time tell the same, and which of them are copies of one text, as dragoman stories does; at most %d reports. As CSV: a row for each report.", mostGrouped)), s.getStories)
	huma.Register(api, get("places", "/v1/places", "Where events took place", "The busiest places first; events without a place on the map are left out."), s.getPlaces)
	huma.Register(api, get("itinerary", "/v1/itinerary", "Where somebody was", "A stop for each incident that puts those who take part where it takes place."), s.getItinerary)
	huma.Register(api, get("report", "/v1/report", "A report's record", "All records with this id, as they were coded: mostly one, and several where the same id came with different texts. /v1/events has events as people have corrected them."), s.getReport)
	huma.Register(api, get("agreement", "/v1/agreement", "How far reviewers agree", "Krippendorff's alpha over the events that two people and more have marked, by what they said and by the fields that they vouch for, as dragoman review agreement does."), s.getAgreement)
	huma.Register(api, get("ledger", "/v1/ledger", "What the ledger holds", "As CSV: which coders coded its reports."), s.getLedger)
}

func (s *Server) getEvents(ctx context.Context, in *eventsIn) (*linked[*eventsOut], error) {
	in.q.AsCoded, in.q.Unmarked = in.AsCoded, in.Unmarked
	page, next, err := s.eventPage(ctx, in.q)
	if err != nil {
		return nil, told(err)
	}
	out := &linked[*eventsOut]{Body: &eventsOut{Events: page, csv: s.eventsCSV}}
	if next != nil {
		out.Body.Next = next.String()
		out.Link = nextAt("/v1/events", in.asks, out.Body.Next)
	}
	return out, nil
}

// eventsPaged are events, and the place of the last where others are behind it.
type eventsPaged struct {
	events []*dragoman.FlatEvent // never nil
	next   *ledger.Mark
}

// eventPage reads a page of events.
func (s *Server) eventPage(ctx context.Context, q ledger.Query) ([]*dragoman.FlatEvent, *ledger.Mark, error) {
	page, err := hold(ctx, s, "events "+key(q), func(ctx context.Context) (eventsPaged, error) {
		page := eventsPaged{events: []*dragoman.FlatEvent{}}
		err := s.ask(ctx, s.readers, func(b *book) error {
			some, next, err := b.Page(ctx, q)
			page.events, page.next = append(page.events, some...), next
			return err
		})
		return page, err
	})
	return page.events, page.next, err
}

type exportIn struct {
	Filters
	Format string `query:"format" doc:"jsonl unless told."`
}

func (s *Server) getExport(_ context.Context, in *exportIn) (*huma.StreamResponse, error) {
	f, ok := s.format(cmp.Or(in.Format, "jsonl"))
	if !ok {
		return nil, huma.Error422UnprocessableEntity("no such format", wrong([]fault{{"format", fmt.Sprintf("%q, expected one of %s", in.Format, strings.Join(s.formatNames(), ", "))}})...)
	}
	in.q.Limit = 0
	return &huma.StreamResponse{Body: func(c huma.Context) {
		err := s.ask(c.Context(), s.exports, func(b *book) error {
			c.SetHeader("Content-Type", f.Media)
			c.SetHeader("Content-Disposition", `attachment; filename="events.`+f.Name+`"`)
			if f.Acts != nil {
				return f.Acts(c.BodyWriter(), b.Acts(c.Context(), in.q))
			}
			return f.Write(c.BodyWriter(), b.Events(c.Context(), in.q))
		})
		if err != nil {
			s.Log.Warn("an export was cut off", "error", err)
			panic(http.ErrAbortHandler) // so that the other side sees that it is not whole
		}
	}}, nil
}

type countsIn struct {
	Filters
	Formats
	By    string `query:"by" required:"true" enum:"day,month,year,type,quad,pair,status,teller" doc:"What to tell events apart by."`
	Limit int    `query:"limit" minimum:"1" maximum:"1000" doc:"At most so many values."`
}

// countOut is how many events a value has.
type countOut struct {
	By          string `json:"by"`
	Value       string `json:"value,omitempty"`
	Source      string `json:"source,omitempty"`
	Target      string `json:"target,omitempty"`
	Done        int    `json:"done"`
	Meant       int    `json:"meant"`
	Denied      int    `json:"denied"`
	Independent int    `json:"independent"`
}

type countsOut struct {
	Counts []countOut `json:"counts"`
}

func (o *countsOut) writeCSV(w io.Writer) error {
	return writeCells(w, []string{"by", "value", "source", "target", "done", "meant", "denied", "independent"}, mapped(o.Counts, func(c countOut) []string {
		return []string{c.By, c.Value, c.Source, c.Target, strconv.Itoa(c.Done), strconv.Itoa(c.Meant), strconv.Itoa(c.Denied), strconv.Itoa(c.Independent)}
	}))
}
func (o *countsOut) writeLines(w io.Writer) error { return writeEach(w, o.Counts) }

type just[T any] struct{ Body T }

func (s *Server) getCounts(ctx context.Context, in *countsIn) (*just[*countsOut], error) {
	in.q.Limit = in.Limit
	counts, err := s.counts(ctx, in.q, in.By)
	if err != nil {
		return nil, told(err)
	}
	return &just[*countsOut]{&countsOut{countsBy(in.By, counts)}}, nil
}

func countsBy(by string, counts []ledger.Count) []countOut {
	out := []countOut{}
	for _, c := range counts {
		out = append(out, countOut{by, c.Value, c.Source, c.Target, c.Done, c.Meant, c.Denied, c.Independent})
	}
	return out
}

type Period struct {
	Since string `query:"since" doc:"First day, month or year." example:"2023"`
	Until string `query:"until" doc:"Last day, month or year, included."`

	since, until *int64
}

// Resolve reads the days.
func (p *Period) Resolve(ctx huma.Context) []error {
	at := ctx.URL()
	var faults []fault
	p.since, p.until, faults = period(at.Query(), nil)
	return wrong(faults)
}

// betweenOut is what passed from one to another.
type betweenOut struct {
	Period      string   `json:"period,omitempty"`
	Source      string   `json:"source"`
	Target      string   `json:"target"`
	Cooperation int      `json:"cooperation"`
	Conflict    int      `json:"conflict"`
	Other       int      `json:"other"`
	Meant       int      `json:"meant"`
	Denied      int      `json:"denied"`
	Goldstein   *float64 `json:"goldstein,omitempty"`
}

type betweensOut struct {
	Between []betweenOut `json:"between"`
}

func (o *betweensOut) writeCSV(w io.Writer) error {
	return writeCells(w, []string{"period", "source", "target", "cooperation", "conflict", "other", "meant", "denied", "goldstein"}, mapped(o.Between, func(b betweenOut) []string {
		mean := ""
		if b.Goldstein != nil {
			mean = strconv.FormatFloat(*b.Goldstein, 'f', -1, 64)
		}
		return []string{b.Period, b.Source, b.Target, strconv.Itoa(b.Cooperation), strconv.Itoa(b.Conflict), strconv.Itoa(b.Other), strconv.Itoa(b.Meant), strconv.Itoa(b.Denied), mean}
	}))
}
func (o *betweensOut) writeLines(w io.Writer) error { return writeEach(w, o.Between) }

func betweens(all []ledger.Between) *betweensOut {
	out := &betweensOut{Between: []betweenOut{}}
	for _, b := range all {
		out.Between = append(out.Between, betweenOut{b.Period, b.Source, b.Target, b.Cooperation, b.Conflict, b.Other, b.Meant, b.Denied, b.Goldstein})
	}
	return out
}

type timelineIn struct {
	Period
	Formats
	One   string `query:"one" required:"true" doc:"A country or another actor." example:"Greece"`
	Other string `query:"other" required:"true" doc:"Another." example:"TUR"`
	By    string `query:"by" enum:"day,month,year" default:"month" doc:"How long a period is."`
}

func (s *Server) getTimeline(ctx context.Context, in *timelineIn) (*just[*betweensOut], error) {
	p, err := s.pair(ctx, in.One, in.Other, in.By, in.since, in.until)
	if err != nil {
		return nil, told(err)
	}
	for i, who := range []string{in.One, in.Other} {
		if p.units[i] == "" {
			return nil, huma.Error404NotFound("no actor of the ledger is called " + strconv.Quote(who))
		}
	}
	return &just[*betweensOut]{betweens(p.between)}, nil
}

type matrixIn struct {
	Period
	Formats
	Limit int `query:"limit" minimum:"1" maximum:"10000" doc:"At most so many pairs; 1000 unless told."`
}

func (s *Server) getMatrix(ctx context.Context, in *matrixIn) (*just[*betweensOut], error) {
	all, err := s.matrix(ctx, in.since, in.until)
	if err != nil {
		return nil, told(err)
	}
	return &just[*betweensOut]{betweens(all[:min(len(all), cmp.Or(in.Limit, 1000))])}, nil
}

type reportIn struct {
	Formats
	ID string `query:"id" required:"true" doc:"The report's id." example:"4c059b3204504512"`
}

type reportOut struct {
	Reports []*dragoman.Record `json:"reports"`

	csv func(io.Writer, []*dragoman.Record) error
}

func (o *reportOut) writeCSV(w io.Writer) error   { return o.csv(w, o.Reports) }
func (o *reportOut) writeLines(w io.Writer) error { return writeEach(w, o.Reports) }

func (s *Server) getReport(ctx context.Context, in *reportIn) (*just[*reportOut], error) {
	out := &reportOut{csv: s.recordsCSV}
	err := s.ask(ctx, s.readers, func(b *book) error {
		all, err := b.Reports(ctx, in.ID)
		for _, r := range all {
			out.Reports = append(out.Reports, r.Record)
		}
		return err
	})
	if err != nil {
		return nil, told(err)
	}
	if len(out.Reports) == 0 {
		return nil, huma.Error404NotFound("no report of the ledger has the id " + strconv.Quote(in.ID))
	}
	return &just[*reportOut]{out}, nil
}

// ledgerOut is what the ledger holds: all of its Info but where the file lies, which
// is nobody's business.
type ledgerOut struct {
	Format      int                `json:"format"`
	Bytes       int64              `json:"bytes"`
	Reports     int                `json:"reports"`
	Events      int                `json:"events"`
	Statements  int                `json:"statements"`
	Figures     int                `json:"figures"`
	Actors      int                `json:"actors"`
	Places      int                `json:"places"`
	FirstReport string             `json:"first_report,omitempty"`
	LastReport  string             `json:"last_report,omitempty"`
	Coders      []ledger.CoderUsed `json:"coders,omitempty"`
}

func (o *ledgerOut) writeCSV(w io.Writer) error {
	return writeCells(w, []string{"version", "model", "lexicon", "scheme", "reports"}, mapped(o.Coders, func(c ledger.CoderUsed) []string {
		return []string{c.Version, c.Model, c.Lexicon, c.Scheme, strconv.Itoa(c.Reports)}
	}))
}
func (o *ledgerOut) writeLines(w io.Writer) error { return writeEach(w, []*ledgerOut{o}) }

func (s *Server) getLedger(ctx context.Context, _ *struct{ Formats }) (*just[*ledgerOut], error) {
	i, err := s.info(ctx)
	if err != nil {
		return nil, told(err)
	}
	return &just[*ledgerOut]{&ledgerOut{i.Format, i.Bytes, i.Reports, i.Events, i.Statements, i.Figures, i.Actors, i.Places, i.FirstReport, i.LastReport, slices.Clone(i.Coders)}}, nil
}
