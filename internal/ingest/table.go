package ingest

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"
)

// separators are what parts the columns of a table, the likeliest last: a line of prose
// has commas.
const separators = "\t;,"

// tableColumns returns the columns and the separator of a table with a line of names, if
// the input is one: one of them must be the column that holds the text.
func tableColumns(head []byte, fields FieldMap) (columns []string, comma rune, ok bool) {
	line, _, whole := strings.Cut(string(head), "\n")
	if !whole {
		return nil, 0, false
	}
	line = strings.TrimSuffix(strings.TrimPrefix(line, "\ufeff"), "\r")
	_, text := fields.content()
	for _, comma := range separators {
		if !strings.ContainsRune(line, comma) {
			continue
		}
		r := newCSV(strings.NewReader(line), comma)
		if columns, err := r.Read(); err == nil {
			if slices.ContainsFunc(columns, func(c string) bool { return strings.TrimSpace(c) == text }) {
				return columns, comma, true
			}
		}
	}
	return nil, 0, false
}

func newCSV(r io.Reader, comma rune) *csv.Reader {
	c := csv.NewReader(r)
	c.Comma, c.FieldsPerRecord, c.ReuseRecord = comma, -1, true
	// Quotes inside a column are common in tab-separated dumps, which seldom quote.
	c.LazyQuotes = comma == '\t'
	return c
}

// readTable reads a table, a report each row.
func readTable(name string, in *bufio.Reader, opts Options, yield func(*Input, error) bool) bool {
	head, _ := in.Peek(sniffLen)
	_, comma, _ := tableColumns(head, opts.Fields)
	if strings.HasPrefix(string(head), "\ufeff") {
		_, _ = in.Discard(len("\ufeff"))
	}
	rows := newAllowance(in, opts.limit())
	r := newCSV(rows, comma)
	columns := map[string]int{}
	for first := true; ; first = false {
		rows.refill()
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			return true
		}
		at := Place{Name: name}
		var report *Input
		if err == nil {
			at.Line, _ = r.FieldPos(0)
			if first {
				for i, c := range row {
					columns[strings.TrimSpace(c)] = i
				}
				continue
			}
			report, err = rowReport(row, columns, at, opts)
		}
		if wrong := (*csv.ParseError)(nil); errors.As(err, &wrong) {
			at.Line = wrong.StartLine
			err = fmt.Errorf("not a row of the table: column %d: %w", wrong.Column, wrong.Err)
		} else if err != nil && report == nil && at.Line == 0 {
			yield(nil, &Error{at, err}) // the stream itself ended
			return true
		}
		if err != nil {
			report, err = nil, &Error{at, err}
		}
		if !yield(report, err) {
			return false
		}
	}
}

func rowReport(row []string, columns map[string]int, at Place, opts Options) (*Input, error) {
	lost := 0
	report, err := opts.Fields.report(at, opts, func(theirs string) (string, error) {
		i, ok := columns[theirs]
		if !ok || i >= len(row) {
			return "", nil
		}
		if utf8.ValidString(row[i]) {
			return strings.Clone(row[i]), nil
		}
		text, lossy := decode([]byte(row[i]), "", false)
		lost += lossy
		return text, nil
	})
	if err == nil && lost > 0 {
		report.problem("encoding", "%d characters could not be decoded", lost)
	}
	return report, err
}
