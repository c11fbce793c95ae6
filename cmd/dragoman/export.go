package main

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"io"
	"iter"
	"strconv"
	"strings"

	"dragoman"
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
	write := writeLines
	if c.Format == "csv" {
		write = writeCSV
	}
	return write(t, l.Events(ctx, q))
}

// writeLines writes events as dragoman code --each event does.
func writeLines(w io.Writer, events iter.Seq2[*dragoman.FlatEvent, error]) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	for e, err := range events {
		if err == nil {
			err = enc.Encode(e)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func writeCSV(to io.Writer, events iter.Seq2[*dragoman.FlatEvent, error]) error {
	w := csv.NewWriter(to)
	row := make([]string, len(csvColumns))
	for i, c := range csvColumns {
		row[i] = c.name
	}
	if err := w.Write(row); err != nil {
		return err
	}
	for e, err := range events {
		if err != nil {
			return err
		}
		for i, c := range csvColumns {
			row[i] = c.value(e)
		}
		if err := w.Write(row); err != nil {
			return err
		}
	}
	w.Flush()
	return w.Error()
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
