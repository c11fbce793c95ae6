// Package export writes events for other programs.
//
// Three formats are dragoman's own and hold every event with all that is known of it:
// JSON Lines, CSV and Parquet. The others are files in the form of data sets that
// tools already read (GDELT 2.0, ICEWS, POLECAT, Phoenix, PLOVER). These have no
// place that their readers look at for plans and denials, so they get deeds alone,
// one row for each pair of a source and a target; what is left out is counted.
// FORMATS.md says what each column holds.
//
// What it gets wrong: a tool may rest on habits of its data set that no codebook
// tells. What we do not know (tone, the place of an actor, ethnic codes) is empty.
package export

import (
	"fmt"
	"io"
	"strings"

	"dragoman"
)

// Event is an event with the record of its report.
type Event struct {
	Event  *dragoman.FlatEvent
	Record *dragoman.Record
	Sum    [16]byte // of the report, which with its id tells it from all others
}

// Writer writes events in one format, in the order in which they come.
type Writer interface {
	Write(Event) error
	// Full reports whether as many rows are written as may be.
	Full() bool
	// Close writes what comes last. It does not close what is written to.
	Close() error
	// Told says what was written and what was not.
	Told() *Told
}

// Told says what became of the events.
type Told struct {
	Events, Rows int // that were written
	Days         int // events of several days, which stand on the first of them
	Left         []Left
}

// Left is why some events were not written, and how many.
type Left struct {
	Why    string
	Events int
}

func (t *Told) leave(why string) {
	for i := range t.Left {
		if t.Left[i].Why == why {
			t.Left[i].Events++
			return
		}
	}
	t.Left = append(t.Left, Left{why, 1})
}

// Format is a form of files.
type Format struct {
	Name   string
	Media  string // as HTTP names it
	Binary bool   // it is not text
	Deeds  bool   // it takes deeds alone, and needs the records that they stand in
	open   func(w io.Writer, limit int) (Writer, error)
}

const tabs = "text/tab-separated-values; charset=utf-8"

// Formats lists all formats.
var Formats = []Format{
	{Name: "jsonl", Media: "application/jsonl", open: openJSON},
	{Name: "csv", Media: "text/csv; charset=utf-8", open: openCSV},
	{Name: "parquet", Media: "application/vnd.apache.parquet", Binary: true, open: openParquet},
	{Name: "gdelt", Media: tabs, Deeds: true, open: gdeltEvents.open},
	{Name: "gdelt-mentions", Media: tabs, Deeds: true, open: gdeltMentions.open},
	{Name: "icews", Media: tabs, Deeds: true, open: icews.open},
	{Name: "polecat", Media: tabs, Deeds: true, open: polecat.open},
	{Name: "phoenix", Media: tabs, Deeds: true, open: phoenix.open},
	{Name: "plover", Media: "application/jsonl", Deeds: true, open: plover.open},
}

// Find returns the format of a name.
func Find(name string) (*Format, error) {
	var names []string
	for i := range Formats {
		if Formats[i].Name == name {
			return &Formats[i], nil
		}
		names = append(names, Formats[i].Name)
	}
	return nil, fmt.Errorf("no format %q, expected one of %s", name, strings.Join(names, " "))
}

// Open begins a file of at most so many rows; 0 is any number.
func (f *Format) Open(w io.Writer, limit int) (Writer, error) { return f.open(w, limit) }
