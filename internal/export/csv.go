package export

import (
	"encoding/csv"
	"io"
	"strconv"
	"strings"

	"dragoman"
)

// commas writes CSV (RFC 4180), a row for each event.
type commas struct {
	whole
	w   *csv.Writer
	row []string
}

func openCSV(w io.Writer, limit int) (Writer, error) {
	c := &commas{whole{limit: limit}, csv.NewWriter(w), make([]string, len(Columns))}
	for i, column := range Columns {
		c.row[i] = column.Name
	}
	return c, c.w.Write(c.row)
}

// Write writes an event as a row.
func (c *commas) Write(e Event) error { return c.write(e.Event) }

func (c *commas) write(e *dragoman.FlatEvent) error {
	for i, column := range Columns {
		c.row[i] = column.Value(e)
	}
	c.wrote()
	return c.w.Write(c.row)
}

// Close writes what is held back.
func (c *commas) Close() error {
	c.w.Flush()
	return c.w.Error()
}

// Column is a column of CSV: what it is called, and what it has of an event.
type Column struct {
	Name  string
	Value func(e *dragoman.FlatEvent) string
}

// Columns are the columns of CSV. Several actors of a side are parted by "; ", of a
// chain by " < "; what is not known is empty.
var Columns = []Column{
	{"report", func(e *dragoman.FlatEvent) string { return e.Report }},
	{"event", func(e *dragoman.FlatEvent) string { return e.ID }},
	{"url", func(e *dragoman.FlatEvent) string { return e.URL }},
	{"publisher", func(e *dragoman.FlatEvent) string { return e.Publisher }},
	{"published", func(e *dragoman.FlatEvent) string { return e.Published }},
	{"from", func(e *dragoman.FlatEvent) string { return dateOf(e).From }},
	{"to", func(e *dragoman.FlatEvent) string { return dateOf(e).To }},
	{"precision", func(e *dragoman.FlatEvent) string { return dateOf(e).Precision }},
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
	{"goldstein", func(e *dragoman.FlatEvent) string { return decimal(e.Goldstein) }},
	{"source", func(e *dragoman.FlatEvent) string { return joined(e.Source, "; ", nameOf) }},
	{"source_country", func(e *dragoman.FlatEvent) string { return joined(e.Source, "; ", countryOf) }},
	{"source_cameo", func(e *dragoman.FlatEvent) string { return joined(e.Source, "; ", cameoOf) }},
	{"target", func(e *dragoman.FlatEvent) string { return joined(e.Target, "; ", nameOf) }},
	{"target_country", func(e *dragoman.FlatEvent) string { return joined(e.Target, "; ", countryOf) }},
	{"target_cameo", func(e *dragoman.FlatEvent) string { return joined(e.Target, "; ", cameoOf) }},
	{"via", func(e *dragoman.FlatEvent) string { return joined(e.Via, " < ", nameOf) }},
	{"place", func(e *dragoman.FlatEvent) string { return placeOf(e).Name }},
	{"country", func(e *dragoman.FlatEvent) string { return placeOf(e).Country }},
	{"lat", func(e *dragoman.FlatEvent) string { return decimal(placeOf(e).Lat) }},
	{"lon", func(e *dragoman.FlatEvent) string { return decimal(placeOf(e).Lon) }},
	{"confidence", func(e *dragoman.FlatEvent) string { return decimal(e.Confidence) }},
	{"start", func(e *dragoman.FlatEvent) string { return strconv.Itoa(e.Start) }},
	{"end", func(e *dragoman.FlatEvent) string { return strconv.Itoa(e.End) }},
	{"text", func(e *dragoman.FlatEvent) string { return e.Text }},
	{"coder", func(e *dragoman.FlatEvent) string { return e.Coder.Version }},
	{"review", func(e *dragoman.FlatEvent) string {
		if e.Review == nil {
			return ""
		}
		return e.Review.Mark
	}},
}

func nameOf(r dragoman.ActorRef) string    { return r.Name }
func countryOf(r dragoman.ActorRef) string { return r.Country }
func cameoOf(r dragoman.ActorRef) string   { return r.CAMEO }

// joined keeps the places of those of whom the field is not known: "TUR; ".
func joined(refs []dragoman.ActorRef, sep string, field func(dragoman.ActorRef) string) string {
	out := make([]string, len(refs))
	for i, r := range refs {
		out[i] = field(r)
	}
	return strings.Join(out, sep)
}

func decimal(v *float64) string {
	if v == nil {
		return ""
	}
	return strconv.FormatFloat(*v, 'f', -1, 64)
}

func dateOf(e *dragoman.FlatEvent) dragoman.EventDate {
	if e.Date == nil {
		return dragoman.EventDate{}
	}
	return *e.Date
}

func placeOf(e *dragoman.FlatEvent) dragoman.Where {
	if e.Place == nil {
		return dragoman.Where{}
	}
	return *e.Place
}
