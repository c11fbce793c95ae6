package ledger

import (
	"context"
	"database/sql"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"sync"

	"dragoman"
)

// Mark is the place of an event in the order of Events, to go on behind it. It holds
// as long as the event is there, also while others are added.
type Mark struct {
	Day    int64
	Report string
	Sum    []byte
	N      int64 // the event's number, which orders those of one report
}

// String writes a mark as a word that can stand in an address.
func (m *Mark) String() string {
	raw, _ := json.Marshal(m)
	return base64.RawURLEncoding.EncodeToString(raw)
}

// ParseMark reads what String wrote.
func ParseMark(s string) (*Mark, error) {
	raw, err := base64.RawURLEncoding.DecodeString(s)
	m := &Mark{}
	if err == nil {
		err = json.Unmarshal(raw, m)
	}
	if err != nil || len(m.Sum) != len(Sum{}) {
		return nil, fmt.Errorf("%q is no cursor that was given out", s)
	}
	return m, nil
}

// behind asks for what comes behind a mark, of events e and reports r.
func (m *Mark) behind(e, r string, newest bool) (condition string, values []any) {
	if m == nil {
		return "true", nil
	}
	past, on := ">", ">="
	if newest {
		past, on = "<", "<="
	}
	return fmt.Sprintf("%[1]s.day %[3]s ? AND (%[1]s.day %[4]s ? OR (%[2]s.key, %[2]s.sum, %[1]s.id) > (?, ?, ?))", e, r, on, past), []any{m.Day, m.Day, m.Report, m.Sum, m.N}
}

// Page returns at most q.Limit events, and the mark to go on from where there are
// more.
func (l *Ledger) Page(ctx context.Context, q Query) (page []*dragoman.FlatEvent, next *Mark, err error) {
	limit := q.Limit
	q.Limit++
	var last Mark
	err = l.events(ctx, q, func(m Mark, e *dragoman.FlatEvent, _ *dragoman.Record) bool {
		if len(page) == limit {
			next = &last
			return false
		}
		page, last = append(page, e), m
		return true
	})
	return page, next, err
}

// Held is a report of the ledger: its record, as it was coded, and its events as
// people have them, those that are marked wrong among them (Review says so).
type Held struct {
	*dragoman.Record
	Judged []dragoman.FlatEvent
}

// Reports returns all reports that have an id: mostly one, and several where the same
// id came with different texts.
func (l *Ledger) Reports(ctx context.Context, id string) ([]Held, error) {
	var numbers []int64
	err := l.each(ctx, "SELECT id FROM reports WHERE key = ? ORDER BY day, date NULLS FIRST, sum", []any{id}, func(scan func(...any) error) error {
		var n int64
		err := scan(&n)
		numbers = append(numbers, n)
		return err
	})
	if err != nil {
		return nil, err
	}
	var out []Held
	recent := recentRecords{l: l}
	for _, n := range numbers {
		r, err := recent.report(ctx, n)
		if err != nil {
			return nil, l.failed(err)
		}
		out = append(out, Held{r.Record, r.events})
	}
	return out, nil
}

// watch is a connection that tells when others have written.
type watch struct {
	sync.Mutex
	conn *sql.Conn
}

// Version returns a number that is another one whenever something was added since
// the ledger was opened. It says nothing beyond this process.
func (l *Ledger) Version(ctx context.Context) (int64, error) {
	version, err := l.db.store.version(ctx, l)
	return version, l.failed(err)
}
