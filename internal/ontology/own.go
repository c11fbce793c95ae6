package ontology

import (
	"cmp"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"dragoman/internal/doc"
	"dragoman/internal/lexicon"
)

// Own is a user's ontology: rows that say what events of ours are called.
type Own struct{ rows []*row }

// row maps the events that meet its conditions.
type row struct {
	at         string // FILE:LINE
	conditions []condition
	drop       bool
	kind, mode string
	code       string
	quad       result[int]
	goldstein  result[float64]
}

// result is a value that a row may set, or say that there is none of.
type result[T any] struct {
	given bool
	value *T
}

// condition is what a row asks of one field of an event. An event whose field holds
// one of values meets it, or where not is set, one that holds none of them.
type condition struct {
	column string
	not    bool
	values []string
}

const (
	nothing  = "-" // no value, in a condition; no event or value, in a result
	anything = "*"
	drop     = nothing
)

// The columns of a user's ontology: what a row asks, what it says, and what is for
// people alone.
var (
	asked = []string{"type", "mode", "cameo", "context", "status", "source", "target"}
	said  = []string{"event", "event_mode", "code", "quad", "goldstein"}
	free  = []string{"example", "note"}
)

var statuses = []string{string(doc.Occurred), string(doc.Ongoing), string(doc.Background), string(doc.Planned), string(doc.Expected),
	string(doc.Offered), string(doc.Demanded), string(doc.Hypothetical), string(doc.Negated)}

// kinds of actors that a condition on source or target may name beside sectors:
// what is no sector, such as a state as such.
var kinds = []string{"state", "leader", "official", "agency", "organisation", "military", "group", "party", "media", "company", "people", "person"}

// ReadOwn reads a user's ontology, which messages call by the name of its file. All
// faults are reported at once, in the order of the lines.
func (t *Tables) ReadOwn(raw []byte, file string) (*Own, error) {
	table, err := lexicon.Parse(raw, filepath.ToSlash(file), []string{"type", "event"}, slices.Concat(asked[1:], said[1:], free))
	faults := lexicon.Faults(err)
	o := &Own{}
	if slices.Contains(table.Columns, "type") && slices.Contains(table.Columns, "event") {
		for _, r := range table.Rows {
			one, err := t.row(r)
			if by := o.shadows(one); err == nil && by != nil {
				err = r.Errorf("no event comes to this row: %s takes all that it asks for", by.at)
			}
			faults = append(faults, lexicon.Faults(err)...)
			if err == nil {
				o.rows = append(o.rows, one)
			}
		}
		if len(table.Rows) == 0 && len(faults) == 0 {
			faults = append(faults, fmt.Errorf("%s: no rows, expected one for each type", table.Name))
		}
	}
	slices.SortStableFunc(faults, func(a, b error) int { return cmp.Compare(lineOf(a), lineOf(b)) })
	return o, errors.Join(faults...)
}

// lineOf returns the line of a fault, or 0.
func lineOf(err error) int {
	if f := (*lexicon.Fault)(nil); errors.As(err, &f) {
		return f.Line
	}
	return 0
}

// row reads one row.
func (t *Tables) row(r lexicon.Row) (*row, error) {
	out := &row{at: fmt.Sprintf("%s:%d", r.File, r.Line), kind: r.Get("event"), mode: r.Opt("event_mode"), code: r.Opt("code")}
	var faults []error
	fault := func(format string, args ...any) { faults = append(faults, r.Errorf(format, args...)) }
	for _, column := range asked {
		c, err := t.condition(column, r.Opt(column), r.Get("type"))
		for _, f := range lexicon.Faults(err) {
			fault("%v", f)
		}
		if c.values != nil {
			out.conditions = append(out.conditions, c)
		}
	}
	var err error
	if out.quad, err = parse(r.Opt("quad"), strconv.Atoi); err != nil {
		fault("quad %q, expected a whole number, or - for none", r.Opt("quad"))
	}
	if out.goldstein, err = parse(r.Opt("goldstein"), func(s string) (float64, error) { return strconv.ParseFloat(s, 64) }); err != nil {
		fault("goldstein %q, expected a number, or - for none", r.Opt("goldstein"))
	}
	switch out.kind {
	case "":
		fault("no event, expected your type, or - to leave these events out")
	case drop:
		out.drop = true
		if out.mode != "" || out.code != "" || out.quad.given || out.goldstein.given {
			fault("the row leaves its events out and gives them values, expected either")
		}
	}
	return out, errors.Join(faults...)
}

// parse reads a result: nothing, "-" or a value.
func parse[T any](cell string, read func(string) (T, error)) (result[T], error) {
	if cell == "" || cell == nothing {
		return result[T]{given: cell == nothing}, nil
	}
	v, err := read(cell)
	return result[T]{true, &v}, err
}

// condition reads the cell of a column that asks: "ASSAULT|COERCE", "!CVL|-".
func (t *Tables) condition(column, cell, types string) (condition, error) {
	c := condition{column: column}
	list, not := strings.CutPrefix(cell, "!")
	c.not = not
	switch {
	case column == "type" && cell == anything, cell == "" && column != "type":
		return c, nil
	}
	known, what := t.expected(column, types)
	c.values = strings.Split(list, "|")
	var faults []error
	for _, v := range c.values {
		if !slices.Contains(known, v) {
			faults = append(faults, fmt.Errorf("%s %q, expected %s", column, v, what))
		}
	}
	return c, errors.Join(faults...)
}

// expected returns what may stand in a column, and how a message says so.
func (t *Tables) expected(column, types string) (known []string, what string) {
	switch column {
	case "type":
		return t.types, "* or one of " + strings.Join(t.types, " ")
	case "mode":
		for _, kind := range strings.Split(types, "|") {
			modes, ok := t.modes[kind]
			if !ok { // "*", "!PROTEST", or a type with a fault of its own
				known = t.allModes()
				break
			}
			known = append(known, modes...)
		}
		if len(known) == 0 {
			return []string{nothing}, "none, since " + types + " has no modes"
		}
	case "cameo":
		for code := range t.codes {
			known = append(known, code)
		}
		known = append(known, t.ownCodes...)
		return append(known, nothing), "a code of CAMEO, for itself and all below it, such as 19 or 193, or - for none"
	case "context":
		known = t.contexts
	case "status":
		return statuses, "one of " + strings.Join(statuses, " ")
	default: // source, target
		known = slices.Concat(t.sectors, kinds)
		return append(known, nothing), "a sector (" + strings.Join(t.sectors, " ") + "), a kind of actor (" + strings.Join(kinds, " ") + "), or - for nobody"
	}
	return append(slices.Clone(known), nothing), "one of " + strings.Join(known, " ") + ", or - for none"
}

// shadows returns a row that takes every event of another that comes after it, or
// nil. It sees lists that hold one another, not all that reason could tell.
func (o *Own) shadows(later *row) *row {
	for _, r := range o.rows {
		if !slices.ContainsFunc(r.conditions, func(c condition) bool { return !later.implies(c) }) {
			return r
		}
	}
	return nil
}

// implies reports whether an event that meets a row meets a condition too.
func (r *row) implies(c condition) bool {
	for _, own := range r.conditions {
		if own.column != c.column {
			continue
		}
		within, of := own, c
		if c.not {
			within, of = c, own
		}
		if own.not == c.not && !slices.ContainsFunc(within.values, func(v string) bool { return !of.holds(v) }) {
			return true
		}
	}
	return false
}

// holds reports whether a value is one of those of a condition. A code is held by
// the codes above it.
func (c *condition) holds(v string) bool {
	return slices.ContainsFunc(c.values, func(want string) bool {
		return v == want || c.column == "cameo" && want != nothing && strings.HasPrefix(v, want)
	})
}

// find returns the first row that an event meets, or nil.
func (o *Own) find(d *doc.Document, e *doc.Event) *row {
	if o == nil {
		return nil
	}
	for _, r := range o.rows {
		if !slices.ContainsFunc(r.conditions, func(c condition) bool { return !c.met(d, e) }) {
			return r
		}
	}
	return nil
}

// met reports whether an event meets a condition.
func (c *condition) met(d *doc.Document, e *doc.Event) bool {
	values := valuesOf(d, e, c.column)
	if len(values) == 0 {
		values = []string{nothing}
	}
	return slices.ContainsFunc(values, c.holds) != c.not
}

// valuesOf returns what an event has in a column. An actor has a sector and a kind.
func valuesOf(d *doc.Document, e *doc.Event, column string) []string {
	parties := e.Target
	switch column {
	case "type":
		return []string{e.Type}
	case "mode":
		return some(e.Mode)
	case "cameo":
		return some(e.CAMEO)
	case "context":
		return e.Contexts
	case "status":
		return []string{string(e.Status)}
	case "source":
		parties = e.Source
	}
	var out []string
	for _, p := range parties {
		a := &d.Actors[p.Actor]
		out = append(out, some(a.Sector)...)
		out = append(out, some(a.Kind)...)
	}
	return out
}

func some(s string) []string {
	if s == "" {
		return nil
	}
	return []string{s}
}

// apply writes what a row says over what we call and value an event.
func (r *row) apply(c *Coded) {
	c.Row, c.Dropped = r.at, r.drop
	if r.drop {
		return
	}
	c.Type, c.Mode, c.Code = r.kind, r.mode, r.code
	if r.quad.given {
		c.Quad = r.quad.value
	}
	if r.goldstein.given {
		c.Goldstein = r.goldstein.value
	}
}
