// Package lexicon reads the project's knowledge: tables of tab-separated rows
// under data/, each row with an example and a source. It checks their shape
// once, at start, and reports all that is wrong at once, by file and line.
//
// A table is a text file. Lines that are empty or start with "#" are skipped.
// The first other line names the columns. Cells hold no tabs; an empty cell
// means that the field does not apply or is not known. Within a cell, "|"
// parts alternatives.
package lexicon

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"unsafe"
)

// Row is one line of a table.
type Row struct {
	File  string
	Line  int
	Own   bool // from a user's overlay
	table *Table
	text  string // the line; cells are cut when they are asked for
}

// Table is one file of rows under named columns.
type Table struct {
	Name    string
	Columns []string
	Rows    []Row
	header  int // the line of the columns
}

// Read parses the table in the named file and checks that it has the given
// columns, in any order; it may have more. The error joins every fault found.
func Read(fsys fs.FS, name string, columns ...string) (*Table, error) {
	return read(fsys, name, name, columns)
}

// Parse parses a user's table, which messages call name. It must have the columns of
// must and may have those of may; any other is a fault, since one whose name is mistyped
// would be passed over in silence. Beside the faults it returns the sound rows.
func Parse(raw []byte, name string, must, may []string) (*Table, error) {
	t, err := parse(raw, name, must)
	faults := []error{err}
	for _, c := range t.Columns {
		if !slices.Contains(must, c) && !slices.Contains(may, c) {
			faults = append(faults, &Fault{name, t.header, fmt.Sprintf("no column may be called %q, expected of %s", c, strings.Join(slices.Concat(must, may), ", "))})
		}
	}
	return t, errors.Join(faults...)
}

// read parses the file that messages call name.
func read(fsys fs.FS, file, name string, columns []string) (*Table, error) {
	raw, err := fs.ReadFile(fsys, file)
	if err != nil {
		return nil, fmt.Errorf("lexicon: %w", err)
	}
	return parse(raw, name, columns)
}

// parse parses what a file holds.
func parse(raw []byte, name string, columns []string) (*Table, error) {
	t := &Table{Name: name}
	var faults []error
	fault := func(line int, format string, args ...any) {
		faults = append(faults, &Fault{name, line, fmt.Sprintf(format, args...)})
	}
	line := 0
	t.Rows = make([]Row, 0, bytes.Count(raw, []byte("\n")))
	raw = bytes.TrimPrefix(raw, []byte("\ufeff"))
	// No copy: raw is ours, and nobody writes to it again.
	for text := range strings.Lines(unsafe.String(unsafe.SliceData(raw), len(raw))) {
		line++
		text = strings.TrimRight(text, "\r\n")
		if text == "" || text[0] == '#' {
			continue
		}
		if t.Columns == nil {
			cells := strings.Split(text, "\t")
			t.Columns, t.header = cells, line
			for i, c := range cells {
				if slices.Index(cells, c) < i {
					fault(line, "the column %q is there twice", c)
				}
			}
			for _, c := range columns {
				if !slices.Contains(cells, c) {
					fault(line, "no column %q, expected the columns %s", c, strings.Join(columns, ", "))
				}
			}
			continue
		}
		if cells := strings.Count(text, "\t") + 1; cells != len(t.Columns) {
			fault(line, "%d cells, expected %d (%s)", cells, len(t.Columns), strings.Join(t.Columns, ", "))
			continue
		}
		t.Rows = append(t.Rows, Row{File: name, Line: line, table: t, text: text})
	}
	if t.Columns == nil {
		fault(line+1, "no header line, expected the columns %s", strings.Join(columns, ", "))
	}
	return t, errors.Join(faults...)
}

// Fault is something wrong with a line of a table.
type Fault struct {
	File string
	Line int
	Text string
}

func (f *Fault) Error() string { return fmt.Sprintf("%s:%d: %s", f.File, f.Line, f.Text) }

// Faults takes a joined error apart.
func Faults(err error) []error {
	if err == nil {
		return nil
	}
	joined, ok := err.(interface{ Unwrap() []error })
	if !ok {
		return []error{err}
	}
	var out []error
	for _, e := range joined.Unwrap() {
		out = append(out, Faults(e)...)
	}
	return out
}

// Get returns the cell under the named column. Asking for a column that the
// table does not have is a programming mistake and panics.
func (r Row) Get(column string) string {
	i := slices.Index(r.table.Columns, column)
	if i < 0 {
		panic(fmt.Sprintf("lexicon: %s has no column %q", r.File, column))
	}
	return cell(r.text, i)
}

// Opt returns the cell under a column that the table need not have.
func (r Row) Opt(column string) string {
	if i := slices.Index(r.table.Columns, column); i >= 0 {
		return cell(r.text, i)
	}
	return ""
}

func cell(line string, i int) string {
	for ; i > 0; i-- {
		line = line[strings.IndexByte(line, '\t')+1:]
	}
	if end := strings.IndexByte(line, '\t'); end >= 0 {
		return line[:end]
	}
	return line
}

// List returns the cell's alternatives, parted by "|"; nil for an empty cell.
func (r Row) List(column string) []string {
	c := r.Get(column)
	if c == "" {
		return nil
	}
	return strings.Split(c, "|")
}

// Errorf makes an error that names the row's place.
func (r Row) Errorf(format string, args ...any) error {
	return &Fault{r.File, r.Line, fmt.Sprintf(format, args...)}
}
