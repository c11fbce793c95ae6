package ledger

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"dragoman"
)

// What the page of an actor shows of a state that is in a quarter of all events is counted
// as reports are added: what it did and what was done to it, by type, and who carries its
// words.

// tallyAt is a row of tallies: events of a type that a unit is on a side of or, of a
// speaker, statements that a publisher carries.
type tallyAt struct{ unit, part, what string }

type tally struct{ done, meant, denied, texts int64 }

// tallies are what changes in one transaction.
type tallies struct {
	sums   map[tallyAt]tally
	told   map[tallyAt]bool           // by the report that is being added, where it is new
	before map[int64]map[tallyAt]bool // by the copies of reports that are changed, as they were
}

func newTallies() tallies {
	return tallies{sums: map[tallyAt]tally{}, before: map[int64]map[tallyAt]bool{}}
}

func (t *tallies) add(at tallyAt, how int, by int64) {
	s := t.sums[at]
	switch how {
	case done:
		s.done += by
	case meant:
		s.meant += by
	case denied:
		s.denied += by
	}
	t.sums[at] = s
	if t.told != nil {
		t.told[at] = true
	}
}

func (t *tallies) texts(at tallyAt, by int64) {
	s := t.sums[at]
	s.texts += by
	t.sums[at] = s
}

// event counts an event in, or with -1 out: once for each unit on a side.
func (t *tallies) event(e *sided, by int64) {
	for part, parties := range map[string][]party{"source": e.sources, "target": e.targets} {
		for i, p := range parties {
			if !slices.ContainsFunc(parties[:i], func(o party) bool { return o.unit == p.unit }) {
				t.add(tallyAt{p.unit, part, e.kind}, e.done, by)
			}
		}
	}
}

// statement counts a statement for its innermost speaker.
func (t *tallies) statement(publisher string, chain []dragoman.ActorRef, by int64) {
	if n := len(chain); n > 0 {
		t.add(tallyAt{unit(chain[n-1].Party), "speaker", publisher}, done, by)
	}
}

// fresh begins a report that is new; with what ends it, its text is counted.
func (t *tallies) fresh() (end func()) {
	t.told = map[tallyAt]bool{}
	return func() {
		for at := range t.told {
			t.texts(at, 1)
		}
		t.told = nil
	}
}

// changing is to be called before rows of a report that is there are changed.
func (a *adder) changing(report int64) error {
	var group int64
	if _, err := a.ask("SELECT copies FROM reports WHERE id = ?", []any{report}, &group); err != nil {
		return err
	}
	if a.tallies.before[group] != nil {
		return nil
	}
	told, err := a.toldBy(group)
	a.tallies.before[group] = told
	return err
}

// toldBy are the rows that some copies of one text, together, are counted in.
func (w *Writer) toldBy(group int64) (map[tallyAt]bool, error) {
	const of = " IN (SELECT id FROM reports WHERE copies = ?1 AND copies <> id UNION ALL SELECT CAST(?1 AS BIGINT))"
	told := map[tallyAt]bool{}
	err := w.rowsOf(`SELECT a.unit, s.side, e.type FROM reports r CROSS JOIN events e ON e.id BETWEEN r.id * 65536 AND r.id * 65536 + 65535
			CROSS JOIN sides s ON s.event = e.id CROSS JOIN actors a ON a.id = s.actor WHERE r.id`+of+`
		UNION SELECT a.unit, 'speaker', ifnull(r.publisher, '') FROM reports r CROSS JOIN statements st ON st.report = r.id
			CROSS JOIN tellers t ON t.chain = st.chain CROSS JOIN actors a ON a.id = t.actor
			WHERE r.id`+of+" AND t.place = (SELECT max(u.place) FROM tellers u WHERE u.chain = t.chain)", []any{group}, func(scan func(...any) error) error {
		var at tallyAt
		err := scan(&at.unit, &at.part, &at.what)
		told[at] = true
		return err
	})
	return told, err
}

// flushTallies writes what has been counted. All other rows are in the file, but groups of
// copies are not joined yet.
func (a *adder) flushTallies() error {
	t := &a.tallies
	for _, group := range slices.Sorted(maps.Keys(t.before)) {
		was := t.before[group]
		is, err := a.toldBy(group)
		if err != nil {
			return err
		}
		for at := range is {
			if !was[at] {
				t.texts(at, 1)
			}
		}
		for at := range was {
			if !is[at] {
				t.texts(at, -1)
			}
		}
	}
	for _, groups := range a.links.joins() { // what several of them tell is one text now
		seen := map[tallyAt]bool{}
		for _, group := range groups {
			told, err := a.toldBy(group)
			if err != nil {
				return err
			}
			for at := range told {
				if seen[at] {
					t.texts(at, -1)
				}
				seen[at] = true
			}
		}
	}
	less := false
	for _, at := range slices.SortedFunc(maps.Keys(t.sums), tallyAt.compare) {
		s := t.sums[at]
		if s == (tally{}) {
			continue
		}
		less = less || min(s.done, s.meant, s.denied, s.texts) < 0
		if err := a.rows.tallies.add(a.Writer, at.unit, at.part, at.what, s.done, s.meant, s.denied, s.texts); err != nil {
			return err
		}
	}
	err := a.rows.tallies.flush(a.Writer)
	if err == nil && less {
		err = a.run("DELETE FROM tallies WHERE done = 0 AND meant = 0 AND denied = 0")
	}
	return err
}

func (a tallyAt) compare(b tallyAt) int {
	return cmp.Or(cmp.Compare(a.unit, b.unit), cmp.Compare(a.part, b.part), cmp.Compare(a.what, b.what))
}

// tallied are the rows of a unit, the most texts first.
func (l *Ledger) tallied(ctx context.Context, unit, part string, limit int, do func(what string, t tally)) error {
	return l.each(ctx, "SELECT what, done, meant, denied, texts FROM tallies WHERE unit = ? AND part = ? ORDER BY texts DESC, done DESC, what LIMIT ?", []any{unit, part, limit}, func(scan func(...any) error) error {
		var what string
		var t tally
		err := scan(&what, &t.done, &t.meant, &t.denied, &t.texts)
		do(what, t)
		return err
	})
}

// Deeds counts what somebody did by type or, as a target, what was done to him: as Count
// does, and of whole units without looking at events.
func (l *Ledger) Deeds(ctx context.Context, who string, target bool) ([]Count, error) {
	set, err := l.Actors(ctx, who)
	if err != nil {
		return nil, err
	}
	q, part := Query{Source: who}, "source"
	if target {
		q, part = Query{Target: who}, "target"
	}
	if !set.unit() {
		q.sets = map[string]ActorSet{who: set}
		return l.Count(ctx, q, "type")
	}
	var out []Count
	err = l.tallied(ctx, set.units[0], part, -1, func(what string, t tally) {
		out = append(out, Count{Value: what, Done: int(t.done), Meant: int(t.meant), Denied: int(t.denied), Independent: int(t.texts)})
	})
	return sorted(out, countings["type"], 0), err
}

// tallyAll counts all anew.
const tallyAll = `SELECT unit, part, what, count(*) FILTER (WHERE done = 1) AS done, count(*) FILTER (WHERE done = 0) AS meant, count(*) FILTER (WHERE done = -1) AS denied, count(DISTINCT copies) AS texts
	FROM (SELECT DISTINCT e.id AS n, a.unit AS unit, s.side AS part, e.type AS what, e.done AS done, r.copies AS copies
			FROM events e JOIN reports r ON r.id = e.report JOIN sides s ON s.event = e.id JOIN actors a ON a.id = s.actor
		UNION ALL SELECT st.n, a.unit, 'speaker', ifnull(r.publisher, ''), 1, r.copies
			FROM statements st JOIN reports r ON r.id = st.report JOIN tellers t ON t.chain = st.chain JOIN actors a ON a.id = t.actor WHERE ` + innermost + `) y
	GROUP BY unit, part, what`
