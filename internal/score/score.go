// Package score says how well records agree with records that a person has
// annotated: what `dragoman score` writes.
//
// It reads two sets of report records, in the form that `code` writes, or two
// sets of relations, in the form that `relate` reads and writes (Read). The
// second set may come from this program or from any other coder.
//
// Method. Texts that differ a little are aligned word by word, so that offsets
// of the one can be compared with those of the other (align.go). Events of the
// same report are paired one to one where they report the same act (match.go).
// On this pairing rest three counts over all events,
//
//	found   gold events with a counterpart
//	type    those whose counterpart is of the same PLOVER type
//	triple  those where type, countries of the source and countries of the target are all the same
//
// and, among the pairs, the fields (fields.go). Precision is right/predicted,
// recall right/gold, F1 their harmonic mean. A field that the gold never gives
// is not scored: an annotator who leaves dates out loses nobody a point. The
// intervals are percentiles of a bootstrap that draws whole reports (Efron and
// Tibshirani 1993), for the events of a report are not independent.
//
// What it gets wrong: a gold event that a coder splits in two gives one
// counterpart and one spurious event, however sensible both halves are; and two
// right answers to one question are not foreseen, the gold gives one.
package score

import (
	"cmp"
	"maps"
	"slices"

	"dragoman"
	"dragoman/internal/doc"
)

// Result is all that a comparison gave.
type Result struct {
	Of         string       // reports or relations
	Items      int          // how many the gold has
	Resamples  int          // of the bootstrap; 0 where there was none
	Rows       []Row        // figures, part by part
	Statuses   []Confusion  // of paired events
	Deeds      []Deeds      // what the statuses come to
	ToldAsDone []Difference // the events of the first of Deeds
	Calibrated *Calibration // where events bear a confidence
	All        []Difference // everything missed, spurious or wrong
	Unanswered []string     // ids of the gold that the other set lacks: all of it was missed
	Unasked    int          // ids of the other set that the gold lacks: left out
	Apart      []string     // ids of reports whose two texts have little in common
}

// Confusion counts the pairs of a status in the gold and one in the other set.
type Confusion struct {
	Gold      string `json:"gold_status"`
	Predicted string `json:"predicted_status"`
	N         int    `json:"n"`
}

// Deeds counts the pairs that are told as done and are not, or the reverse.
type Deeds struct {
	Name string `json:"name"`
	N    int    `json:"n"`
	Of   int    `json:"of"`
}

// Difference is one place where the sets differ.
type Difference struct {
	Error  string `json:"error"` // missed spurious wrong
	Of     string `json:"of"`    // event statement relation
	Report string `json:"report"`
	GoldID string `json:"gold_id,omitempty"`
	ID     string `json:"predicted_id,omitempty"`
	Field  string `json:"field,omitempty"`
	Want   string `json:"gold_value,omitempty"`
	Got    string `json:"predicted_value,omitempty"`
	Start  int    `json:"start"` // code points in the gold's text, half-open
	End    int    `json:"end"`
	Text   string `json:"text"`
}

// Compare says how well the second set agrees with the first. The order of
// lines, events and statements means nothing. A set must have been found good by
// Read, and the gold by CheckGold.
func Compare(gold, got *Set, resamples int) *Result {
	if len(gold.Relations) > 0 {
		return relations(gold, got, resamples)
	}
	return records(gold, got, resamples)
}

func records(gold, got *Set, resamples int) *Result {
	r := &run{
		result:     &Result{Of: "reports", Items: len(gold.Reports), Resamples: resamples},
		fields:     annotated(eventFields(), gold, eventsOf),
		statements: annotated(statementFields(), gold, statementsOf),
		statuses:   map[Confusion]int{},
	}
	r.scoresEvents, r.scoresStatements = has(gold, eventsOf), has(gold, statementsOf)
	for _, id := range slices.Sorted(maps.Keys(gold.Reports)) {
		other := got.Reports[id]
		if other == nil {
			r.result.Unanswered = append(r.result.Unanswered, id)
			other = &dragoman.Record{}
		}
		r.report(gold.Reports[id], other)
	}
	for id := range got.Reports {
		if gold.Reports[id] == nil {
			r.result.Unasked++
		}
	}
	r.finish()
	return r.result
}

func eventsOf(r *dragoman.Record) []dragoman.Event         { return r.Events }
func statementsOf(r *dragoman.Record) []dragoman.Statement { return r.Statements }

// run is a comparison of records under way.
type run struct {
	result                         *Result
	fields                         []field[dragoman.Event]
	statements                     []field[dragoman.Statement]
	scoresEvents, scoresStatements bool
	sheets                         []sheet
	statuses                       map[Confusion]int
	undone, done                   Deeds
	forecasts                      []forecast
}

func (r *run) report(gold, got *dragoman.Record) {
	text := []rune(gold.Text)
	to, ok := alignTo(got.Text, gold.Text)
	if !ok {
		r.result.Apart = append(r.result.Apart, gold.ID)
	}
	s := sheet{}
	if r.scoresEvents {
		r.events(s, report{gold.ID, text}, eventsAt(gold, nil), eventsAt(got, to))
	}
	if r.scoresStatements {
		r.tellings(s, report{gold.ID, text}, statementsAt(gold, nil), statementsAt(got, to))
	}
	r.sheets = append(r.sheets, s)
}

func (r *run) events(s sheet, in report, gold, got []at[dragoman.Event]) {
	pairs := match(gold, got, func(g, p *at[dragoman.Event]) float64 { return sameAct(g, p, r.fields) })
	for _, g := range gold {
		s.add("types", g.of.Type, Count{Gold: 1})
	}
	for _, p := range got {
		s.add("types", p.of.Type, Count{Predicted: 1})
	}
	var types, triples int
	right := make([]bool, len(got)) // whether type, source and target are
	for _, x := range pairs.both {
		g, p := gold[x.gold].of, got[x.got].of
		r.status(in, &gold[x.gold], p)
		if g.Type == p.Type {
			types++
			s.add("types", g.Type, Count{Right: 1})
			right[x.got] = slices.Equal(countries(g.Source), countries(p.Source)) && slices.Equal(countries(g.Target), countries(p.Target))
		}
		if right[x.got] {
			triples++
		}
	}
	for i, p := range got {
		if c := p.of.Confidence; c != nil {
			r.forecasts = append(r.forecasts, forecast{*c, right[i]})
		}
	}
	s.add("events", "found", Count{len(pairs.both), len(gold), len(got)})
	s.add("events", "type", Count{types, len(gold), len(got)})
	s.add("events", "triple", Count{triples, len(gold), len(got)})
	compare(r, s, in, "event", "fields", r.fields, gold, got, pairs)
}

func (r *run) tellings(s sheet, in report, gold, got []at[dragoman.Statement]) {
	pairs := match(gold, got, func(g, p *at[dragoman.Statement]) float64 { return sameTelling(g, p, r.statements) })
	s.add("statements", "found", Count{len(pairs.both), len(gold), len(got)})
	compare(r, s, in, "statement", "statement fields", r.statements, gold, got, pairs)
}

// compare counts the fields of the pairs, and notes every difference.
func compare[T any](r *run, s sheet, in report, of, part string, fields []field[T], gold, got []at[T], pairs pairing) {
	note := func(d Difference, where span) {
		d.Of, d.Report, d.Start, d.End, d.Text = of, in.id, where.start, where.end, in.words(where)
		r.result.All = append(r.result.All, d)
	}
	for _, x := range pairs.both {
		g, p := &gold[x.gold], &got[x.got]
		for _, f := range fields {
			c := f.compare(g.of, p.of)
			s.add(part, f.name, c)
			if c.Right < max(c.Gold, c.Predicted) {
				note(Difference{Error: "wrong", GoldID: g.id, ID: p.id, Field: f.name, Want: f.show(g.of), Got: f.show(p.of)}, g.clause)
			}
		}
	}
	for _, i := range pairs.missed {
		note(Difference{Error: "missed", GoldID: gold[i].id, Want: gold[i].what}, gold[i].clause)
	}
	for _, i := range pairs.spurious {
		note(Difference{Error: "spurious", ID: got[i].id, Got: got[i].what}, got[i].clause)
	}
}

// status counts the statuses of a pair. A plan or a denial that is told as the
// deed is the worst that a coder can do, and is named.
func (r *run) status(in report, g *at[dragoman.Event], p *dragoman.Event) {
	want, got := g.of.Status, p.Status
	r.statuses[Confusion{Gold: want, Predicted: got}]++
	if doc.Modality(want).Done() {
		r.done.Of++
		if !doc.Modality(got).Done() {
			r.done.N++
		}
		return
	}
	r.undone.Of++
	if doc.Modality(got).Done() {
		r.undone.N++
		r.result.ToldAsDone = append(r.result.ToldAsDone, Difference{
			Error: "told as done", Of: "event", Report: in.id, GoldID: g.id, ID: p.ID, Field: "status", Want: want, Got: got,
			Start: g.clause.start, End: g.clause.end, Text: in.words(g.clause),
		})
	}
}

func (r *run) finish() {
	keys := ordered(r.sheets, names(r.fields), names(r.statements))
	r.result.Rows = rates(keys, r.sheets, r.result.Resamples)
	if !r.scoresEvents {
		return
	}
	for c, n := range r.statuses {
		c.N = n
		r.result.Statuses = append(r.result.Statuses, c)
	}
	slices.SortFunc(r.result.Statuses, func(a, b Confusion) int {
		return cmp.Or(cmp.Compare(a.Gold, b.Gold), cmp.Compare(a.Predicted, b.Predicted))
	})
	r.undone.Name, r.done.Name = "told as done, and is not", "told as not done, and is"
	r.result.Deeds = []Deeds{r.undone, r.done}
	r.result.Calibrated = calibrate(r.forecasts)
}

// report is what messages say of a report.
type report struct {
	id   string
	text []rune
}

func (r report) words(s span) string {
	if s.start < 0 || s.end > len(r.text) || s.start >= s.end {
		return ""
	}
	return string(r.text[s.start:s.end])
}
