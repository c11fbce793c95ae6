package ledger

import (
	"context"
	"errors"
	"fmt"
	"io/fs"

	"dragoman/internal/incident"
)

// Check reads the whole ledger and says what is damaged: a file's pages, its records, and
// counts that do not agree.
func (l *Ledger) Check(ctx context.Context) error {
	err := l.db.store.health(ctx, l)
	if err == nil {
		err = l.checkCounts(ctx)
	}
	if err == nil {
		err = l.checkSums(ctx)
	}
	if err == nil {
		err = l.checkKeys(ctx)
	}
	if err == nil {
		err = l.checkClues(ctx)
	}
	if err == nil {
		err = l.checkRecords(ctx)
	}
	return err
}

// agreements are pairs of queries that must give the same number.
var agreements = []struct{ what, one, other string }{
	{"reports and records", "SELECT count(*) FROM reports", "SELECT count(*) FROM records"},
	{"records' reports", "SELECT count(*) FROM records", "SELECT count(*) FROM records c JOIN reports r ON r.id = c.report"},
	{"events' reports", "SELECT count(*) FROM events", "SELECT count(*) FROM events e JOIN reports r ON r.id = e.report"},
	{"sides' events", "SELECT count(*) FROM sides", "SELECT count(*) FROM sides s JOIN events e ON e.id = s.event JOIN actors a ON a.id = s.actor"},
	{"copies' reports", "SELECT count(*) FROM reports WHERE copies <> id", "SELECT count(*) FROM reports r JOIN reports o ON o.id = r.copies AND o.copies = o.id WHERE r.copies <> r.id AND r.copies < r.id"},
	{"sketches' reports", "SELECT count(*) FROM sketches", "SELECT count(*) FROM sketches s JOIN reports r ON r.id = s.report"},
	{"actors and their sums", "SELECT count(*) FROM actors", "SELECT count(*) FROM named n JOIN actors a ON a.id = n.actor"},
	{"mentions' reports", "SELECT count(*) FROM mentions", "SELECT count(*) FROM mentions m JOIN reports r ON r.id = m.report AND r.day = m.day"},
	{"actors' reports", "SELECT count(*) FROM actors", "SELECT count(*) FROM actors a WHERE reports = (SELECT count(*) FROM mentions m WHERE m.actor = a.id)"},
	{"tallies and events", "SELECT count(*) FROM tallies", "SELECT CASE count(*) WHEN count(t.unit) THEN count(*) ELSE -1 END FROM (" + tallyAll + `) x LEFT JOIN tallies t
		ON t.unit = x.unit AND t.part = x.part AND t.what = x.what AND t.done = x.done AND t.meant = x.meant AND t.denied = x.denied AND t.texts = x.texts`},
	{"events' words", "SELECT (SELECT count(*) FROM events) + (SELECT count(*) FROM coded WHERE id NOT IN (SELECT id FROM events))", "SELECT count(*) FROM words"},
	{"marks and events", "SELECT count(*) FROM marks WHERE decides = 1", "SELECT count(*) FROM coded c JOIN marks m ON m.event = c.id AND m.decides = 1"},
	{"wrong events", "SELECT count(*) FROM marks WHERE decides = 1 AND mark = 'wrong'", "SELECT count(*) FROM coded WHERE id NOT IN (SELECT id FROM events)"},
	{"incidents' events", "SELECT count(DISTINCT joined) FROM events", "SELECT count(*) FROM (SELECT joined FROM events WHERE joined IS NOT NULL GROUP BY joined HAVING min(id) = joined AND count(*) > 1) i"},
	{"components' events", "SELECT count(DISTINCT linked) FROM events", "SELECT count(*) FROM (SELECT linked FROM events WHERE linked IS NOT NULL GROUP BY linked HAVING min(id) = linked AND count(*) > 1) c"},
	{"incidents and components", "SELECT count(*) FROM events WHERE joined IS NOT NULL", "SELECT count(*) FROM events e JOIN events first ON first.id = e.joined AND first.linked = e.linked"},
}

func (l *Ledger) checkCounts(ctx context.Context) error {
	var faults []error
	for _, a := range agreements {
		var one, other int64
		if err := l.db.QueryRowContext(ctx, "SELECT ("+a.one+"), ("+a.other+")").Scan(&one, &other); err != nil {
			return l.failed(err)
		}
		if one != other {
			faults = append(faults, fmt.Errorf("%s do not agree: %d and %d", a.what, one, other))
		}
	}
	if len(faults) > 0 {
		return fmt.Errorf("ledger %s: %w: %w", l.path, ErrDamaged, errors.Join(faults...))
	}
	return nil
}

// checkSums counts all events anew, and holds that against daily and monthly.
func (l *Ledger) checkSums(ctx context.Context) error {
	days := cells{}
	if err := l.sided(ctx, &where{}, func(e *sided) { days.count(e, 1) }); err != nil {
		return err
	}
	for _, s := range []struct {
		table, when string
		want        cells
	}{{"daily", "day", days}, {"monthly", "month", days.months()}} {
		n := 0
		err := l.each(ctx, "SELECT "+s.when+", source, target, quad, done, events, scaled, goldstein FROM "+s.table, nil, func(scan func(...any) error) error {
			var c cell
			var t total
			err := scan(&c.when, &c.source, &c.target, &c.quad, &c.done, &t.events, &t.scaled, &t.goldstein)
			if err == nil && s.want[c] != t {
				err = fmt.Errorf("%w: %s has %d events from %q to %q at %d, there are %d", ErrDamaged, s.table, t.events, c.source, c.target, c.when, s.want[c].events)
			}
			n++
			return err
		})
		if err == nil && n != len(s.want) {
			err = l.failed(fmt.Errorf("%w: %s has %d rows, expected %d", ErrDamaged, s.table, n, len(s.want)))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// checkKeys holds the reports that are filed by keys against those that have a sketch.
func (l *Ledger) checkKeys(ctx context.Context) error {
	reports := map[int64]bool{}
	err := l.eachFiled(ctx, func(f filed) { reports[f.report] = true })
	if err != nil {
		return err
	}
	n, err := l.number(ctx, "SELECT count(*) FROM sketches")
	if err == nil && n != len(reports) {
		err = l.failed(fmt.Errorf("%w: %d reports are filed by keys, %d have a sketch", ErrDamaged, len(reports), n))
	}
	return err
}

// checkClues holds what is filed against what the events say: the same number, and the
// same sum in whatever order.
func (l *Ledger) checkClues(ctx context.Context) error {
	var filed, want struct {
		n   int
		sum uint64
	}
	mix := func(block int64, p posting) uint64 {
		return (uint64(block)*0x9e3779b97f4a7c15 ^ uint64(p)) * 0xbf58476d1ce4e5b9
	}
	err := l.each(ctx, "SELECT block, events FROM clues", nil, func(scan func(...any) error) error {
		var block int64
		postings, err := scanPostings(scan, &block)
		for _, p := range postings {
			filed.n++
			filed.sum += mix(block, p)
		}
		return err
	})
	if err != nil {
		return err
	}
	err = l.each(ctx, "SELECT id, traits, day FROM events", nil, func(scan func(...any) error) error {
		var id, day int64
		f := &incident.Features{}
		if err := scanTraits(scan, &id, f, &day); err != nil {
			return err
		}
		if day != dayOfTraits(f) { // by which large components are parted
			return l.failed(fmt.Errorf("%w: event %d is of day %d, and compared as of day %d", ErrDamaged, id, day, dayOfTraits(f)))
		}
		for _, k := range f.File() {
			want.n++
			want.sum += mix(k.Block, newPosting(id, k.Mark))
		}
		return nil
	})
	if err == nil && filed != want {
		err = l.failed(fmt.Errorf("%w: %d events are filed among the clues, expected %d", ErrDamaged, filed.n, want.n))
	}
	return err
}

// checkRecords unpacks every record and holds it against its report and events.
func (l *Ledger) checkRecords(ctx context.Context) error {
	return l.each(ctx, `SELECT c.report, r.key, r.sum, c.record, (SELECT count(*) FROM events e WHERE e.id BETWEEN c.report * 65536 AND c.report * 65536 + 65535)
			+ (SELECT count(*) FROM marks m WHERE m.report = c.report AND m.decides = 1 AND m.mark = 'wrong')
		FROM records c JOIN reports r ON r.id = c.report`, nil, func(scan func(...any) error) error {
		var id int64
		var key string
		var sum, packed []byte
		var events int
		if err := scan(&id, &key, &sum, &packed, &events); err != nil {
			return err
		}
		r, err := unpack(packed)
		if err != nil {
			return fmt.Errorf("report %s: %w", key, err)
		}
		own, err := recordSum(r)
		if err != nil {
			return err
		}
		if r.ID != key || string(own[:]) != string(sum) || len(r.Events) != events {
			return fmt.Errorf("report %s: %w: its record is of %s and has %d events, its rows %d", key, ErrDamaged, r.ID, len(r.Events), events)
		}
		return nil
	})
}

// Backup writes a copy of the ledger as it is now, while others may read and
// write it.
func (l *Ledger) Backup(ctx context.Context, to string) error { return l.db.store.backup(ctx, l, to) }

func ignoreNone(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}
