// Package when reads time expressions and says which days they mean.
//
// It reads the text of sentences, and of trees only the tense of the clause an
// expression stands in; it adds the layer Times. The method is that of SUTime
// (Chang and Manning 2012) and HeidelTime (Strötgen and Gertz 2013): patterns
// over words build typed units of the calendar, operators ("last", "ago",
// "early", "since") move and cut them, and a date told in part ("Monday", "in
// June") is completed from the report's date in the direction of the tense.
// Words, patterns and operators' names are rows under data/ground.
//
// It gets wrong fiscal years, which it takes for those of the calendar, dates
// that hang on an event ("two days after the vote"), seasons of the southern half
// of the earth, by a day feasts that wait for the moon, and it takes the report's
// date for that of everything quoted in it.
package when

import (
	"io/fs"
	"strings"
	"time"

	"dragoman/internal/doc"
	"dragoman/internal/stage/ground/number"
	"dragoman/internal/stage/ground/scan"
)

// Lean is the way in which a date told in part is completed.
type Lean uint8

// The ways to lean.
const (
	Unknown Lean = iota
	Past
	Present // "leaves on Friday": the future, unless that is far off
	Future
)

// Parser reads time expressions. It is safe for use by several goroutines.
type Parser struct {
	g   *grammar
	num *number.Reader
}

// New reads the tables under data/ground.
func New(fsys fs.FS, num *number.Reader) (*Parser, error) {
	g, err := readGrammar(fsys)
	if err != nil {
		return nil, err
	}
	return &Parser{g: g, num: num}, nil
}

// Expr is a time expression in a text.
type Expr struct {
	Start, End int // byte offsets into the text, half-open
	doc.TimeRange
	Type, Value string // TIMEX3
	Rule        string // the row of times.tsv, with the word before that opened an end
}

// Parse reads a line that is meant as one time expression: "last Friday",
// "since 2011". It takes the longest expression in it. The day ref is what
// "today" means; zero when unknown.
func (p *Parser) Parse(text string, ref time.Time) (Expr, bool) {
	r := &reading{p: p, ref: midnight(ref), loose: true}
	r.start(text, 0, nil)
	var best *expr
	for _, e := range r.sentence() {
		if best == nil || e.last-e.first > best.last-best.first {
			best = e
		}
	}
	if best == nil {
		return Expr{}, false
	}
	return r.export(best), true
}

// Find reads the expressions of one sentence of plain text that stands alone.
// Offsets are counted from base.
func (p *Parser) Find(text string, base int, ref time.Time) []Expr {
	return p.Session(ref).Sentence(text, base, nil)
}

// Session reads the sentences of one report in order, and remembers the last
// date told for "that year" and "the following day".
type Session struct{ r reading }

// Session starts a report of the given day; zero when unknown.
func (p *Parser) Session(ref time.Time) *Session { return &Session{reading{p: p, ref: midnight(ref)}} }

// Sentence reads the expressions of the next sentence. The function lean tells
// the tense around a byte offset; nil leaves it to the words of the sentence.
func (s *Session) Sentence(text string, base int, lean func(offset int) Lean) []Expr {
	s.r.start(text, base, lean)
	var out []Expr
	for _, e := range s.r.sentence() {
		out = append(out, s.r.export(e))
	}
	return out
}

// start cuts the next sentence into pieces.
func (r *reading) start(text string, base int, lean func(offset int) Lean) {
	r.ws = scan.Words(text, base, r.ws[:0])
	r.terms = r.terms[:0]
	for i := range r.ws {
		r.terms = append(r.terms, r.p.g.terms[r.ws[i].Lower])
	}
	r.lean = lean
	clear(r.memo[:])
}

// sentence reads from left to right, longest expression first.
func (r *reading) sentence() []*expr {
	var out []*expr
	for i := 0; i < len(r.ws); {
		e := r.best(i, nil)
		if e == nil {
			i++
			continue
		}
		i = e.last
		switch {
		case e.kind == "skip":
		case e.parts != nil && !r.loose:
			out = append(out, e.parts...)
		default:
			out = append(out, e)
		}
		if e.unit != "" && !e.from.IsZero() && !r.closes(e) {
			r.prev = e
		}
	}
	r.daysOfClocks(out)
	return out
}

// closes reports whether a day only says when the period before it ended: "in
// the quarter ended Sept. 30".
func (r *reading) closes(e *expr) bool {
	w := r.word(e.first - 1)
	return r.prev != nil && (w == "ended" || w == "ending")
}

// daysOfClocks gives a time of day the day that the sentence names beside it:
// "at 10:35 a.m. (0735 GMT) on Friday".
func (r *reading) daysOfClocks(es []*expr) {
	for i, e := range es {
		if e.rule != "clock" && e.rule != "noon" && e.rule != "midnight" {
			continue
		}
		for _, k := range [4]int{i + 1, i - 1, i + 2, i - 2} {
			if k < 0 || k >= len(es) || es[k].unit != day || es[k].typ != "DATE" && es[k].rule != "day-daypart" || es[k].from.IsZero() {
				continue
			}
			if _, clock, ok := strings.Cut(e.val, "T"); ok {
				e.is(day, es[k].period)
				e.typ, e.val = "TIME", e.val+"T"+clock
			}
			break
		}
	}
}

// export turns an expression into what the caller sees; a word before it may
// open one end: "since 2011".
func (r *reading) export(e *expr) Expr {
	out := Expr{Start: r.ws[e.first].Start, End: r.ws[e.last-1].End, Type: e.typ, Value: e.val, Rule: e.rule}
	out.TimeRange = e.rng
	if out.Precision == "" && e.unit != "" {
		out.TimeRange = e.period.record(e.unit)
	}
	r.open(e, &out)
	return out
}

// open applies the preposition before a date. "After" and "before" count only
// where the date is all that hangs on them: "after 1995", not "after July 1
// protests".
func (r *reading) open(e *expr, out *Expr) {
	if e.unit == "" || e.from.IsZero() || e.typ == "DURATION" {
		return
	}
	if e.first == 0 {
		return
	}
	w, ok := r.term("OPENS", e.first-1)
	if !ok || w.value != "since" && w.value != "until" && r.modifies(e) {
		return
	}
	rng := doc.TimeRange{Precision: "interval"}
	switch w.value {
	case "since":
		rng.From = e.from
	case "before":
		rng.To = e.from.AddDate(0, 0, -1)
	case "after":
		rng.From = e.to.AddDate(0, 0, 1)
	default:
		rng.To = e.to
	}
	out.TimeRange, out.Rule = rng, out.Rule+" "+w.value
}

// modifies reports whether a noun may follow that the date belongs to.
func (r *reading) modifies(e *expr) bool {
	if e.last >= len(r.ws) || r.ws[e.last].Kind == scan.Sign {
		return e.last < len(r.ws) && (r.ws[e.last].Lower == "'" || r.ws[e.last].Lower == "-")
	}
	return !r.in("CLOSES", e.last) && !r.in("STARTS", e.last)
}

// hangs reports whether the "before" or "after" that ends an expression takes
// what follows: "the day before the vote".
func (r *reading) hangs(e *expr) bool {
	w := r.word(e.last - 1)
	return (w == "before" || w == "after") && (r.letters(e.last) || r.digit(e.last)) && !r.in("CLOSES", e.last)
}
