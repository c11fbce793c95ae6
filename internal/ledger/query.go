package ledger

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
)

// Query says which events are asked for. What is empty asks nothing; several
// values of one field are alternatives.
type Query struct {
	Actor, Source, Target, Via string // code, id or name of an actor
	Types, Statuses            []string
	Quads                      []int
	Since, Until               *int64  // days, both included
	Place                      string  // its name
	Country                    string  // where the event took place
	At                         []int64 // numbers of places, as Near finds them; nil asks nothing
	Text                       string  // words of its clause
	Limit                      int     // 0: all
	AsCoded                    bool    // as the coder has them, whatever people say of them
	Joined                     bool    // whose act others tell too
	Unmarked                   string  // that this reviewer has not marked
	After                      *Mark   // of Events, Page and Incidents: only what comes behind it
	Newest                     bool    // of the same: the last days first

	arrived [2]int64 // of reports behind the first number, up to the other; see Arrived

	walk bool                // over the days, see walk.go
	sets map[string]ActorSet // actors that have been found already
}

// where is a condition on events e, with its values.
type where struct {
	conditions []string
	values     []any
	asCoded    bool
}

// asCoded are events and sides as the coder has them, in place of the tables.
const asCoded = `events AS (SELECT id, report, type, quad, goldstein, status, done, day, place, via FROM main.events WHERE id NOT IN (SELECT id FROM coded)
		UNION ALL SELECT id, report, type, quad, goldstein, status, done, day, place, via FROM coded),
	sides AS (SELECT event, side, n, actor FROM main.sides WHERE event NOT IN (SELECT id FROM coded) UNION ALL SELECT event, side, n, actor FROM coded_sides)`

// with begins a query that the conditions are for, with tables that it makes for itself.
func (w *where) with(own ...string) string {
	if w.asCoded {
		own = append([]string{asCoded}, own...)
	}
	if len(own) == 0 {
		return ""
	}
	return "WITH " + strings.Join(own, ", ") + " "
}

func (w *where) and(condition string, values ...any) {
	w.conditions = append(w.conditions, condition)
	w.values = append(w.values, values...)
}

func (w *where) String() string {
	if len(w.conditions) == 0 {
		return "true"
	}
	return strings.Join(w.conditions, " AND ")
}

// where makes SQL of the query.
func (l *Ledger) where(ctx context.Context, q *Query) (*where, error) {
	w := &where{asCoded: q.AsCoded}
	sides := func(set ActorSet, side string) (string, []any) {
		if q.walk { // each event's few sides are looked at, not the hundred thousand actors of a state
			return "EXISTS (SELECT 1 FROM sides s WHERE s.event = e.id AND " + side + " AND " + set.has("s.actor") + ")", set.values()
		}
		return "e.id IN (SELECT event FROM sides WHERE actor IN (" + set.list() + ") AND " + side + ")", set.values()
	}
	source, target := "slot >= 0", "slot < 0"
	if q.AsCoded {
		source, target = "side = 'source'", "side = 'target'"
	}
	for _, s := range []struct{ who, side string }{{q.Actor, "true"}, {q.Source, source}, {q.Target, target}, {q.Via, ""}} {
		if s.who == "" {
			continue
		}
		set, err := l.actorsOf(ctx, q, s.who)
		if err != nil {
			return nil, err
		}
		condition, values := "e.via IN (SELECT chain FROM tellers WHERE actor IN ("+set.list()+"))", set.values()
		if s.side != "" {
			condition, values = sides(set, s.side)
		}
		w.and(condition, values...)
	}
	in(w, "e.type", q.Types)
	in(w, "e.status", q.Statuses)
	in(w, "e.quad", q.Quads)
	if q.Since != nil {
		w.and("e.day >= ?", *q.Since)
	}
	if q.Until != nil {
		w.and("e.day <= ?", *q.Until)
		w.and("e.day > ?", NoDay)
	}
	if q.Place != "" {
		w.and("e.place IN (SELECT id FROM places WHERE name = ? COLLATE NOCASE)", q.Place)
	}
	if q.Country != "" {
		w.and("e.place IN (SELECT id FROM places WHERE country = ?)", strings.ToUpper(q.Country))
	}
	if q.At != nil {
		w.and("e.place IN (SELECT value FROM json_each(?))", jsonList(q.At))
	}
	if q.Text != "" {
		terms, err := Phrase(q.Text)
		if err != nil {
			return nil, err
		}
		condition, value := l.db.store.matching(terms, q.walk)
		w.and(condition, value)
	}
	if q.arrived[1] > 0 {
		w.and("e.id BETWEEN ? AND ?", eventID(q.arrived[0]+1, 0), eventID(q.arrived[1]+1, -1))
	}
	if q.Joined {
		w.and("EXISTS (SELECT 1 FROM main.events j WHERE j.id = e.id AND j.joined IS NOT NULL)")
	}
	if q.Unmarked != "" {
		w.and("e.id NOT IN (SELECT event FROM marks WHERE reviewer = ? AND event IS NOT NULL)", q.Unmarked)
	}
	return w, nil
}

func in[T any](w *where, column string, values []T) {
	if len(values) == 0 {
		return
	}
	any := make([]any, len(values))
	for i, v := range values {
		any[i] = v
	}
	w.and(column+" IN (?"+strings.Repeat(", ?", len(values)-1)+")", any...)
}

// Term is a word, or several that stand together.
type Term struct {
	Text   string
	Begins bool // it is the beginning of a word
}

// Phrase reads what people write to find clauses: all words must be there; those in quotes
// as they stand, and a word that ends in * as a beginning.
func Phrase(text string) ([]Term, error) {
	var out []Term
	text = strings.ReplaceAll(text, "\x00", " ") // which would end SQLite's text
	for i, part := range strings.Split(text, `"`) {
		if i%2 == 1 && strings.TrimSpace(part) != "" { // within quotes
			out = append(out, Term{Text: part})
			continue
		}
		for _, word := range strings.Fields(part) {
			stem, begins := strings.CutSuffix(word, "*")
			if stem != "" {
				out = append(out, Term{stem, begins})
			}
		}
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("the text %q has no words", text)
	}
	return out, nil
}

// jsonList writes numbers of rows as json_each takes them.
func jsonList(ids []int64) string {
	if len(ids) == 0 {
		return "[]"
	}
	raw, _ := json.Marshal(ids)
	return string(raw)
}

// each calls do for every row of a query.
func (l *Ledger) each(ctx context.Context, q string, values []any, do func(scan func(...any) error) error) error {
	rows, err := l.rows(ctx, q, values...)
	if err != nil {
		return l.failed(err)
	}
	defer rows.Close()
	for rows.Next() {
		if err := do(rows.Scan); err != nil {
			return l.failed(err)
		}
	}
	return l.failed(rows.Err())
}
