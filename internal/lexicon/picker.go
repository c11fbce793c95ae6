package lexicon

import (
	"slices"
	"strings"
)

// Picker cuts some columns out of many rows, fast: for tables too large to be
// taken apart at start.
type Picker struct {
	columns []string
	table   *Table
	at      []int // of each column of the table its place in cells, or -1
	cells   []string
}

// Pick makes a Picker of the named columns.
func Pick(columns ...string) *Picker {
	return &Picker{columns: columns, cells: make([]string, len(columns))}
}

// Cells returns the cells of a row in the order of the columns asked for. The
// slice is valid until the next call.
func (p *Picker) Cells(r Row) []string {
	if r.table != p.table {
		p.table = r.table
		p.at = p.at[:0]
		for _, c := range r.table.Columns {
			p.at = append(p.at, slices.Index(p.columns, c))
		}
	}
	line := r.text
	for _, i := range p.at {
		cell, rest, _ := strings.Cut(line, "\t")
		if i >= 0 {
			p.cells[i] = cell
		}
		line = rest
	}
	return p.cells
}
