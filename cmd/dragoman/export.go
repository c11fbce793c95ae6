package main

import (
	"cmp"
	"context"
	"encoding/csv"
	"strconv"
	"strings"

	"dragoman"
	"dragoman/internal/ledger"
)

type exportCmd struct {
	questionFlags
	Format string `help:"jsonl, the events as dragoman code --each event writes them, or csv, a row for each." enum:"jsonl,csv" default:"jsonl" placeholder:"jsonl|csv"`
}

// Help is the long text of --help.
func (exportCmd) Help() string {
	return `Writes the events of the ledger that meet all that is asked, in the order of their days, of their reports' ids and of the text. The same reports give the same bytes, whatever order they were added in. In CSV several actors of a side are parted by "; ", of a chain by " < ", and what is not known is empty; every event has its status, plans and denials among them.

Examples:

    dragoman add samples/summit.txt; dragoman export > events.jsonl
    dragoman add samples/summit.txt; dragoman export --format csv --status occurred,ongoing`
}

// Run writes.
func (c *exportCmd) Run(ctx context.Context, t *terminal) error {
	l, q, err := c.ask(ctx, t)
	if err != nil {
		return err
	}
	defer l.Close()
	if c.Format == "csv" {
		return exportCSV(ctx, t, l, q)
	}
	return exportTo(ctx, l, q, func(e *dragoman.FlatEvent) error { return t.line(e) })
}

func exportCSV(ctx context.Context, t *terminal, l *ledger.Ledger, q ledger.Query) error {
	w := csv.NewWriter(t)
	row := make([]string, len(csvColumns))
	for i, c := range csvColumns {
		row[i] = c.name
	}
	if err := w.Write(row); err != nil {
		return err
	}
	err := exportTo(ctx, l, q, func(e *dragoman.FlatEvent) error {
		for i, c := range csvColumns {
			row[i] = c.value(e)
		}
		return w.Write(row)
	})
	w.Flush()
	return cmp.Or(err, w.Error())
}

func exportTo(ctx context.Context, l *ledger.Ledger, q ledger.Query, write func(*dragoman.FlatEvent) error) error {
	for e, err := range l.Events(ctx, q) {
		if err == nil {
			err = write(e)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// csvColumns are those of export --format csv.
var csvColumns = []struct {
	name  string
	value func(e *dragoman.FlatEvent) string
}{
	{"report", func(e *dragoman.FlatEvent) string { return e.Report }},
	{"event", func(e *dragoman.FlatEvent) string { return e.ID }},
	{"url", func(e *dragoman.FlatEvent) string { return e.URL }},
	{"publisher", func(e *dragoman.FlatEvent) string { return e.Publisher }},
	{"published", func(e *dragoman.FlatEvent) string { return e.Published }},
	{"from", func(e *dragoman.FlatEvent) string { return csvDate(e).From }},
	{"to", func(e *dragoman.FlatEvent) string { return csvDate(e).To }},
	{"precision", func(e *dragoman.FlatEvent) string { return csvDate(e).Precision }},
	{"status", func(e *dragoman.FlatEvent) string { return e.Status }},
	{"type", func(e *dragoman.FlatEvent) string { return e.Type }},
	{"mode", func(e *dragoman.FlatEvent) string { return e.Mode }},
	{"underlying", func(e *dragoman.FlatEvent) string { return e.Underlying }},
	{"contexts", func(e *dragoman.FlatEvent) string { return strings.Join(e.Contexts, "; ") }},
	{"cameo", func(e *dragoman.FlatEvent) string { return e.CAMEO }},
	{"code", func(e *dragoman.FlatEvent) string { return e.Code }},
	{"quad", func(e *dragoman.FlatEvent) string {
		if e.Quad == nil {
			return ""
		}
		return strconv.Itoa(*e.Quad)
	}},
	{"goldstein", func(e *dragoman.FlatEvent) string { return csvNumber(e.Goldstein) }},
	{"source", func(e *dragoman.FlatEvent) string { return csvParties(e.Source, "; ", csvName) }},
	{"source_country", func(e *dragoman.FlatEvent) string { return csvParties(e.Source, "; ", csvCountry) }},
	{"source_cameo", func(e *dragoman.FlatEvent) string { return csvParties(e.Source, "; ", csvCAMEO) }},
	{"target", func(e *dragoman.FlatEvent) string { return csvParties(e.Target, "; ", csvName) }},
	{"target_country", func(e *dragoman.FlatEvent) string { return csvParties(e.Target, "; ", csvCountry) }},
	{"target_cameo", func(e *dragoman.FlatEvent) string { return csvParties(e.Target, "; ", csvCAMEO) }},
	{"via", func(e *dragoman.FlatEvent) string { return csvParties(e.Via, " < ", csvName) }},
	{"place", func(e *dragoman.FlatEvent) string { return csvPlace(e).Name }},
	{"country", func(e *dragoman.FlatEvent) string { return csvPlace(e).Country }},
	{"lat", func(e *dragoman.FlatEvent) string { return csvNumber(csvPlace(e).Lat) }},
	{"lon", func(e *dragoman.FlatEvent) string { return csvNumber(csvPlace(e).Lon) }},
	{"confidence", func(e *dragoman.FlatEvent) string { return csvNumber(e.Confidence) }},
	{"start", func(e *dragoman.FlatEvent) string { return strconv.Itoa(e.Start) }},
	{"end", func(e *dragoman.FlatEvent) string { return strconv.Itoa(e.End) }},
	{"text", func(e *dragoman.FlatEvent) string { return e.Text }},
	{"coder", func(e *dragoman.FlatEvent) string { return e.Coder.Version }},
}

func csvName(r dragoman.ActorRef) string    { return r.Name }
func csvCountry(r dragoman.ActorRef) string { return r.Country }
func csvCAMEO(r dragoman.ActorRef) string   { return r.CAMEO }

// csvParties keeps the places of those of whom the field is not known: "TUR; ".
func csvParties(refs []dragoman.ActorRef, sep string, field func(dragoman.ActorRef) string) string {
	out := make([]string, len(refs))
	for i, r := range refs {
		out[i] = field(r)
	}
	return strings.Join(out, sep)
}

func csvNumber(v *float64) string {
	if v == nil {
		return ""
	}
	return strconv.FormatFloat(*v, 'f', -1, 64)
}

func csvDate(e *dragoman.FlatEvent) dragoman.EventDate {
	if e.Date == nil {
		return dragoman.EventDate{}
	}
	return *e.Date
}

func csvPlace(e *dragoman.FlatEvent) dragoman.Where {
	if e.Place == nil {
		return dragoman.Where{}
	}
	return *e.Place
}
