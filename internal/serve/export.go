package serve

import (
	"encoding/csv"
	"encoding/json"
	"io"
	"iter"
	"slices"

	"dragoman"
	"dragoman/internal/ledger"
)

// Format writes events for other programs.
type Format struct {
	Name  string // csv
	Media string // text/csv
	Write func(io.Writer, iter.Seq2[*dragoman.FlatEvent, error]) error

	// Acts is in the place of Write where a format also wants the events' reports, and has
	// deeds alone.
	Acts func(io.Writer, iter.Seq2[ledger.Act, error]) error
}

// format finds one by its name.
func (s *Server) format(name string) (Format, bool) {
	i := slices.IndexFunc(s.Formats, func(f Format) bool { return f.Name == name })
	if i < 0 {
		return Format{}, false
	}
	return s.Formats[i], true
}

func (s *Server) formatNames() []string {
	var out []string
	for _, f := range s.Formats {
		out = append(out, f.Name)
	}
	return out
}

// writeCells writes rows as CSV.
func writeCells(w io.Writer, columns []string, rows iter.Seq[[]string]) error {
	out := csv.NewWriter(w)
	if err := out.Write(columns); err != nil {
		return err
	}
	for row := range rows {
		if err := out.Write(row); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// writeEach writes values as JSON, a line each.
func writeEach[T any](w io.Writer, values []T) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	for _, v := range values {
		if err := enc.Encode(v); err != nil {
			return err
		}
	}
	return nil
}

func (s *Server) csv() Format {
	f, _ := s.format("csv")
	return f
}

// eventsCSV writes events.
func (s *Server) eventsCSV(w io.Writer, events []*dragoman.FlatEvent) error {
	return s.csv().Write(w, func(yield func(*dragoman.FlatEvent, error) bool) {
		for _, e := range events {
			if !yield(e, nil) {
				return
			}
		}
	})
}

// recordsCSV writes the events of records.
func (s *Server) recordsCSV(w io.Writer, records []*dragoman.Record) error {
	return s.csv().Write(w, func(yield func(*dragoman.FlatEvent, error) bool) {
		for _, r := range records {
			events := r.FlatEvents()
			for i := range events {
				if !yield(&events[i], nil) {
					return
				}
			}
		}
	})
}
