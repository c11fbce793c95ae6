package ledger

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
)

// Count is how many events a value has. What is planned, asked or supposed, and
// what did not happen, is no deed and counted apart.
type Count struct {
	Value          string // a day, a type, a status ...
	Source, Target string // of a pair, in place of Value
	Done           int    // occurred, ongoing, background
	Meant          int    // planned, expected, offered, demanded, hypothetical
	Denied         int    // negated
	Independent    int    // texts that tell them, copies of one text counted once
}

// Countings are the ways in which Count tells events apart.
var Countings = []string{"day", "month", "year", "type", "quad", "pair", "status", "teller"}

// counting is the value by which events are told apart, with what it is made of.
type counting struct {
	value, join   string
	chronological bool // in the order of the values; else the most frequent first
}

func dated(format string) counting {
	return counting{value: fmt.Sprintf("ifnull(strftime('%s', nullif(e.day, %d) * 86400, 'unixepoch'), '')", format, NoDay), chronological: true}
}

var countings = map[string]counting{
	"day":    dated("%Y-%m-%d"),
	"month":  dated("%Y-%m"),
	"year":   dated("%Y"),
	"type":   {value: "e.type"},
	"quad":   {value: "ifnull(CAST(e.quad AS TEXT), '')", chronological: true},
	"status": {value: "e.status"},
	"teller": {
		value: "coalesce(a.name, CASE WHEN o.copies IS NULL THEN r.publisher ELSE o.publisher END, '')",
		join:  "LEFT JOIN tellers t ON t.chain = e.via LEFT JOIN actors a ON a.id = t.actor LEFT JOIN originals o ON o.copies = r.copies",
	},
}

// Count counts the events that a query asks for by one of Countings. By teller an
// event counts once for everybody in its chain, and for the publisher where the
// outlet says it in its own voice; what forty papers copy counts once, for the
// publisher of the first of them. A value that is not known is empty.
func (l *Ledger) Count(ctx context.Context, q Query, name string) ([]Count, error) {
	return l.counted(ctx, q, name, l.count, l.countPairs)
}

// counted counts by name: pairs in a way of their own, all else by its entry in countings.
func (l *Ledger) counted(ctx context.Context, q Query, name string, by func(context.Context, *where, counting) ([]Count, error), pairs func(context.Context, *where) ([]Count, error)) ([]Count, error) {
	w, err := l.where(ctx, &q)
	if err != nil {
		return nil, err
	}
	how, ok := countings[name]
	var out []Count
	switch {
	case name == "pair":
		out, err = pairs(ctx, w)
	case ok:
		out, err = by(ctx, w, how)
	default:
		err = unknownCounting(name)
	}
	return sorted(out, how, q.Limit), err
}

func unknownCounting(name string) error {
	return fmt.Errorf("no way to count by %q, expected one of %s", name, strings.Join(Countings, ", "))
}

// sorted orders counts, and cuts them off at a limit.
func sorted(out []Count, how counting, limit int) []Count {
	slices.SortFunc(out, func(a, b Count) int {
		if how.chronological {
			return cmp.Compare(a.Value, b.Value)
		}
		return cmp.Or(cmp.Compare(b.Done, a.Done), cmp.Compare(b.Meant, a.Meant), cmp.Compare(b.Denied, a.Denied),
			cmp.Compare(a.Value, b.Value), cmp.Compare(a.Source, b.Source), cmp.Compare(a.Target, b.Target))
	})
	if limit > 0 && len(out) > limit {
		out = out[:limit]
	}
	return out
}

func (l *Ledger) count(ctx context.Context, w *where, how counting) ([]Count, error) {
	var out []Count
	var own []string
	q := "SELECT " + how.value + " AS value, e.done, r.copies FROM events e JOIN reports r ON r.id = e.report WHERE " + w.String()
	if how.join != "" {
		own, q = toldOnce(how, w.String())
	}
	err := l.each(ctx, w.with(own...)+`SELECT value, count(*) FILTER (WHERE done = 1), count(*) FILTER (WHERE done = 0), count(*) FILTER (WHERE done = -1), count(DISTINCT copies)
		FROM (`+q+`) q GROUP BY value`,
		w.values, func(scan func(...any) error) error {
			var c Count
			err := scan(&c.Value, &c.Done, &c.Meant, &c.Denied, &c.Independent)
			out = append(out, c)
			return err
		})
	return out, err
}

// originals have the publisher of the first of several copies.
var originals = `originals AS (SELECT copies, publisher FROM (SELECT r.copies, r.publisher, row_number() OVER (PARTITION BY r.copies ORDER BY ` + first("r") + `) AS n
	FROM reports r WHERE r.copies IN (SELECT copies FROM reports WHERE copies <> id)) r WHERE n = 1)`

// toldOnce has a row for each event that a teller tells, and but one for what copies of
// a text tell: the nth event of a type in one copy is that of the others.
func toldOnce(how counting, conditions string) (own []string, q string) {
	return []string{originals,
			`told AS (SELECT DISTINCT e.id, e.report, e.type, e.done, r.copies, ` + how.value + ` AS value
			FROM events e JOIN reports r ON r.id = e.report ` + how.join + ` WHERE ` + conditions + `)`},
		`SELECT DISTINCT value, type, done, copies, row_number() OVER (PARTITION BY value, report, type, done ORDER BY id) FROM told`
}

// countPairs counts by pair. The sides are read and paired as they were when the
// events were added, since pairs are not kept by event.
func (l *Ledger) countPairs(ctx context.Context, w *where) ([]Count, error) {
	at := map[pair]*Count{}
	type text struct {
		pair
		copies int64
	}
	texts := map[text]bool{}
	err := l.sided(ctx, w, func(e *sided) {
		for _, p := range pairsOf(e.sources, e.targets) {
			c := at[p]
			if c == nil {
				c = &Count{Source: p.source, Target: p.target}
				at[p] = c
			}
			if t := (text{p, e.copies}); !texts[t] {
				texts[t] = true
				c.Independent++
			}
			switch e.done {
			case done:
				c.Done++
			case meant:
				c.Meant++
			case denied:
				c.Denied++
			}
		}
	})
	out := make([]Count, 0, len(at))
	for _, c := range at {
		out = append(out, *c)
	}
	return out, err
}

// sided is an event with its sides.
type sided struct {
	id, day          int64
	copies           int64 // of its report
	kind             string
	quad, done       int
	goldstein        *int64 // thousandths
	sources, targets []party
}

// sided calls do for each event.
func (l *Ledger) sided(ctx context.Context, w *where, do func(*sided)) error {
	var now *sided
	err := l.each(ctx, w.with()+`SELECT e.id, e.day, r.copies, e.type, ifnull(e.quad, 0), e.done, e.goldstein, ifnull(s.side, ''), ifnull(s.actor, 0), ifnull(a.unit, '')
		FROM events e JOIN reports r ON r.id = e.report LEFT JOIN sides s ON s.event = e.id LEFT JOIN actors a ON a.id = s.actor
		WHERE `+w.String()+` ORDER BY e.id, s.side, s.n`, w.values, func(scan func(...any) error) error {
		var e sided
		var scale *float64
		var side string
		var p party
		if err := scan(&e.id, &e.day, &e.copies, &e.kind, &e.quad, &e.done, &scale, &side, &p.actor, &p.unit); err != nil {
			return err
		}
		if now == nil || now.id != e.id {
			if now != nil {
				do(now)
			}
			e.goldstein = thousandths(scale)
			now = &e
		}
		switch side {
		case "source":
			now.sources = append(now.sources, p)
		case "target":
			now.targets = append(now.targets, p)
		}
		return nil
	})
	if err == nil && now != nil {
		do(now)
	}
	return err
}
