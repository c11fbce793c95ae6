package score

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"dragoman/internal/lexicon"
	"dragoman/internal/ontology"
)

// Fault is something wrong with a line of a file.
type Fault = lexicon.Fault

// Set is the records or the relations of one or more files, by id; it never
// holds both.
type Set struct {
	Reports   map[string]*Record
	Relations map[string]Relation
	lines     map[string]string // file:line of an id
}

// has reports whether any record of the set has one of what a record may have.
func has[T any](s *Set, of func(*Record) []T) bool {
	for _, r := range s.Reports {
		if len(of(r)) > 0 {
			return true
		}
	}
	return false
}

// AsksRecords reports whether a gold asks for what Code finds.
func (s *Set) AsksRecords() bool {
	return has(s, eventsOf) || has(s, statementsOf) || has(s, figuresOf)
}

// AsksActs reports whether a gold asks for the status of acts.
func (s *Set) AsksActs() bool { return has(s, actsOf) }

// CheckGold says why a set cannot serve as the gold.
func (s *Set) CheckGold() error {
	switch {
	case len(s.Relations) > 0 || s.AsksRecords() || s.AsksActs():
		return nil
	case len(s.Reports) == 0:
		return errors.New("the gold is empty")
	}
	return errors.New("the gold has no events, statements, figures or acts: there is nothing to score")
}

// Reader reads the files of a set.
type Reader struct {
	types map[string]int // quad class by PLOVER type
}

// NewReader reads the types of PLOVER from data/ontology.
func NewReader(knowledge fs.FS) (*Reader, error) {
	t, err := ontology.Open(knowledge)
	if err != nil {
		return nil, fmt.Errorf("score: %w", err)
	}
	return &Reader{t.Quads()}, nil
}

// Read adds the lines of a file to a set. It returns all faults at once: a set
// with a fault gives figures that look right and are not.
func (r *Reader) Read(s *Set, name string, in io.Reader) []error {
	var faults []error
	lines := bufio.NewReaderSize(in, 64<<10)
	for n := 1; ; n++ {
		text, err := lines.ReadBytes('\n')
		if n == 1 {
			text = bytes.TrimPrefix(text, []byte("\ufeff"))
		}
		if text = bytes.TrimSpace(text); len(text) > 0 {
			for _, f := range r.line(s, fmt.Sprintf("%s:%d", name, n), text) {
				faults = append(faults, &Fault{File: name, Line: n, Text: f})
			}
		}
		switch {
		case errors.Is(err, io.EOF):
			return faults
		case err != nil:
			return append(faults, fmt.Errorf("%s: reading: %w", name, err))
		}
	}
}

const expected = "expected a report record as `code` writes it, or a relation as `relate` does"

// line adds a line to the set, or tells its faults.
func (r *Reader) line(s *Set, place string, text []byte) []string {
	var keys map[string]json.RawMessage
	if err := json.Unmarshal(text, &keys); err != nil {
		return []string{"no JSON object (" + err.Error() + "), " + expected}
	}
	holds := func(names ...string) bool {
		return slices.ContainsFunc(names, func(n string) bool { _, ok := keys[n]; return ok })
	}
	switch {
	case holds("report"):
		return []string{"a flat line of --each; expected whole records, as `code` writes them without it"}
	case holds("source", "target", "event", "quad", "scores"):
		return r.relation(s, place, text)
	case holds("text", "events", "statements", "figures", "acts"):
		return r.record(s, place, text)
	}
	return []string{fmt.Sprintf("an object of %q, ", slices.Sorted(maps.Keys(keys))) + expected}
}

func (r *Reader) record(s *Set, place string, text []byte) []string {
	record, faults := unmarshal(text)
	if len(faults) == 0 {
		faults = append(s.enter(record.ID, place, len(s.Relations) > 0), r.check(record)...)
	}
	if len(faults) == 0 {
		if s.Reports == nil {
			s.Reports = map[string]*Record{}
		}
		s.Reports[record.ID] = record
	}
	return faults
}

func (r *Reader) relation(s *Set, place string, text []byte) []string {
	var x Relation
	if err := json.Unmarshal(text, &x); err != nil {
		return []string{unfit(err)}
	}
	faults := s.enter(x.ID, place, len(s.Reports) > 0)
	if x.Event == none {
		x.Event = ""
	}
	switch quad := r.types[x.Event]; {
	case x.Event != "" && quad == 0:
		faults = append(faults, r.unknownType("", x.Event))
	case x.Quad < 0 || x.Quad > 4:
		faults = append(faults, fmt.Sprintf("quad %d, expected 1 to 4", x.Quad))
	case x.Quad == 0:
		x.Quad = quad
	}
	if len(faults) == 0 {
		if s.Relations == nil {
			s.Relations = map[string]Relation{}
		}
		s.Relations[x.ID] = x
	}
	return faults
}

// enter notes an id; other says that the set holds lines of the other form.
func (s *Set) enter(id, place string, other bool) []string {
	if s.lines == nil {
		s.lines = map[string]string{}
	}
	switch before, twice := s.lines[id]; {
	case id == "":
		return []string{`no "id", by which the sets are compared`}
	case twice:
		return []string{fmt.Sprintf("the id %q again, first at %s", id, before)}
	case other:
		return []string{"report records and relations together, expected one of them alone"}
	}
	s.lines[id] = place
	return nil
}

// groups takes out Go's names of what fields are grouped in.
var groups = strings.NewReplacer("Record.", "", "Span.", "", "Party.", "", "spot.", "")

// unfit words a field of the wrong type for people.
func unfit(err error) string {
	if wrong := (*json.UnmarshalTypeError)(nil); errors.As(err, &wrong) {
		name := groups.Replace(wrong.Field)
		return fmt.Sprintf("%q is a %s, expected a value of type %s", name, wrong.Value, wrong.Type)
	}
	return err.Error()
}

func (r *Reader) unknownType(where, name string) string {
	return fmt.Sprintf("%sevent %q, expected a type of PLOVER: %s", where, name, strings.Join(slices.Sorted(maps.Keys(r.types)), " "))
}
