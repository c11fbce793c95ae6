// Package score says how well records agree with records that a person has
// annotated: what `dragoman score` writes.
//
// It reads two sets of report records, in the form that `code` writes, or two
// sets of relations, in the form that `relate` reads and writes (Read). The
// second set may come from this program or from any other coder. A person may
// give the words of a span without its offsets (record.go).
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
// and, among the pairs, the fields (fields.go). Statements (telling.go), figures
// (figure.go) and acts with their status (act.go) are treated alike. Precision is right/predicted,
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
	"strings"

	"dragoman"
)

// Result is all that a comparison gave.
type Result struct {
	Of          string      // reports or relations
	Items       int         // how many the gold has
	Resamples   int         // of the bootstrap; 0 where there was none
	Rows        []Row       // figures, part by part
	Statuses    []Confusion // of paired events
	Deeds       []Deeds     // what the statuses come to
	ActStatuses []Confusion // the same of acts
	ActDeeds    []Deeds
	ToldAsDone  []Difference // the events and acts of the first of Deeds
	Calibrated  *Calibration // where events bear a confidence
	All         []Difference // everything missed, spurious or wrong
	Unanswered  []string     // ids of the gold that the other set lacks: all of it was missed
	Unasked     int          // ids of the other set that the gold lacks: left out
	Apart       []string     // ids of reports whose two texts have little in common
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
	Of     string `json:"of"`    // event statement figure act relation
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
		statements: annotated(statementFields(), gold, ownTellings),
		counted:    annotated(statementCounts(), gold, ownTellings),
		figures:    annotated(figureFields(), gold, figuresOf),
		acts:       annotated(actFields(), gold, ownDoings),
	}
	r.scoresEvents, r.scoresStatements, r.scoresFigures, r.scoresActs = has(gold, eventsOf), has(gold, statementsOf), has(gold, figuresOf), has(gold, actsOf)
	for _, id := range slices.Sorted(maps.Keys(gold.Reports)) {
		other := got.Reports[id]
		if other == nil {
			r.result.Unanswered = append(r.result.Unanswered, id)
			other = &Record{}
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

// ownTellings and ownDoings are those of the gold, in its own text.
func ownTellings(r *Record) []telling { return tellings(r, newReport(r, r), nil) }
func ownDoings(r *Record) []doing     { return doings(r, nil) }

// run is a comparison of records under way.
type run struct {
	result     *Result
	fields     []field[dragoman.Event]
	statements []field[telling]
	counted    []field[telling] // over all statements
	figures    []field[figure]
	acts       []field[doing]

	scoresEvents, scoresStatements, scoresFigures, scoresActs bool

	sheets                   []sheet
	eventReality, actReality reality
	forecasts                []forecast
}

func (r *run) report(gold, got *Record) {
	in := newReport(gold, got)
	to, ok := alignTo(got.Text, gold.Text)
	if !ok {
		r.result.Apart = append(r.result.Apart, gold.ID)
	}
	s := sheet{}
	if r.scoresEvents {
		r.events(s, in, eventsAt(gold, nil), eventsAt(got, to))
	}
	if r.scoresStatements {
		r.tellings(s, in, tellingsAt(gold, in, nil), tellingsAt(got, in, to))
	}
	if r.scoresFigures {
		r.quantities(s, in, figuresAt(gold, nil), figuresAt(got, to))
	}
	if r.scoresActs {
		if got.ActsIn != "" {
			to, _ = alignTo(got.ActsIn, gold.Text)
		}
		r.doings(s, in, doingsAt(gold, nil), doingsAt(got, to))
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
		r.told(&r.eventReality, Difference{Of: "event", Report: in.id, GoldID: g.ID, ID: p.ID, Want: g.Status, Got: p.Status}, in, gold[x.gold].clause)
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

func (r *run) tellings(s sheet, in report, gold, got []at[telling]) {
	fields := slices.Concat(r.statements, r.counted)
	pairs := match(gold, got, func(g, p *at[telling]) float64 { return sameTelling(g, p, fields) })
	s.add("statements", "found", Count{len(pairs.both), len(gold), len(got)})
	for _, f := range r.counted {
		c := Count{}
		for i := range gold {
			c.Gold += f.compare(gold[i].of, gold[i].of).Gold
		}
		for i := range got {
			c.Predicted += f.compare(got[i].of, got[i].of).Predicted
		}
		if f.name == attribution {
			c.Right = len(match(gold, got, sameAttribution).both)
		} else {
			for _, x := range pairs.both {
				c.Right += f.compare(gold[x.gold].of, got[x.got].of).Right
			}
		}
		s.add("statements", f.name, c)
	}
	// A nested chain that is wrong is a chain that is wrong, and told as such.
	elsewhere := slices.DeleteFunc(slices.Clone(r.counted), func(f field[telling]) bool { return f.name == nested })
	compare(r, s, in, "statement", "statement fields", r.statements, gold, got, pairs, elsewhere...)
}

// compare counts the fields of the pairs, and notes every difference; also those in
// what is counted elsewhere.
func compare[T any](r *run, s sheet, in report, of, part string, fields []field[T], gold, got []at[T], pairs pairing, elsewhere ...field[T]) {
	note := func(d Difference, where span) {
		d.Of, d.Report, d.Start, d.End, d.Text = of, in.id, where.start, where.end, in.words(where)
		r.result.All = append(r.result.All, d)
	}
	for _, x := range pairs.both {
		g, p := &gold[x.gold], &got[x.got]
		for i, f := range slices.Concat(fields, elsewhere) {
			c := f.compare(g.of, p.of)
			if i < len(fields) {
				s.add(part, f.name, c)
			}
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

func (r *run) finish() {
	lines := ordered(r.sheets,
		part{"events", []string{"found", "type", "triple"}}, part{"fields", names(r.fields)},
		part{"statements", append([]string{"found"}, names(r.counted)...)}, part{"statement fields", names(r.statements)},
		part{"figures", []string{"found"}}, part{"figure fields", names(r.figures)},
		part{"acts", []string{"status", "covered"}}, part{"act fields", names(r.acts)})
	r.result.Rows = rates(lines, r.sheets, r.result.Resamples)
	if r.scoresEvents {
		r.result.Statuses, r.result.Deeds = r.eventReality.counts()
		r.result.Calibrated = calibrate(r.forecasts)
	}
	if r.scoresActs {
		r.result.ActStatuses, r.result.ActDeeds = r.actReality.counts()
		for _, row := range accuracies(lines, r.sheets, r.result.Resamples, accuracy{line{"acts", "status"}, "status classes"}, accuracy{line{"acts", "covered"}, ""}) {
			i := slices.IndexFunc(r.result.Rows, func(x Row) bool { return x.Part == row.Part && x.Name == row.Name })
			r.result.Rows[i] = row
		}
	}
}

// report is a report of the gold, for messages and for what goes by words.
type report struct {
	id   string
	text []rune
	cut  []token // words alone
}

// newReport takes the words of the other set where the gold leaves its text out.
func newReport(gold, got *Record) report {
	words := slices.DeleteFunc(cut(cmp.Or(gold.Text, got.Text)), func(t token) bool { return !strings.ContainsFunc(t.text, inWord) })
	return report{gold.ID, []rune(gold.Text), words}
}

// wordsUnder numbers the words of a stretch; without a text its code points stand
// for them.
func (r report) wordsUnder(s span) span {
	if len(r.cut) == 0 {
		return s
	}
	first, _ := slices.BinarySearchFunc(r.cut, s.start+1, func(t token, at int) int { return cmp.Compare(t.end, at) })
	end, _ := slices.BinarySearchFunc(r.cut, s.end, func(t token, at int) int { return cmp.Compare(t.start, at) })
	return span{first, end}
}

func (r report) words(s span) string {
	if s.start < 0 || s.end > len(r.text) || s.start >= s.end {
		return ""
	}
	return string(r.text[s.start:s.end])
}
