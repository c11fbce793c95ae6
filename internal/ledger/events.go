package ledger

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"iter"

	"dragoman"
	"dragoman/internal/review"
)

// Events yields the events that a query asks for, in the order of their days, of
// the ids of their reports and of the text: the same for the same reports,
// whatever order they came in. After an error nothing comes.
func (l *Ledger) Events(ctx context.Context, q Query) iter.Seq2[*dragoman.FlatEvent, error] {
	return func(yield func(*dragoman.FlatEvent, error) bool) {
		left := false
		err := l.events(ctx, q, func(_ Mark, e *dragoman.FlatEvent, _ *dragoman.Record) bool {
			left = !yield(e, nil)
			return !left
		})
		if err != nil && !left {
			yield(nil, err)
		}
	}
}

// events calls do for each event with its place and its record, until it wants no more.
func (l *Ledger) events(ctx context.Context, q Query, do func(Mark, *dragoman.FlatEvent, *dragoman.Record) bool) error {
	q.sets = map[string]ActorSet{}
	var err error
	if q.walk, err = l.frequent(ctx, q); err != nil {
		return err
	}
	return l.found(ctx, q, do)
}

// found is events where it is known how they are best found.
func (l *Ledger) found(ctx context.Context, q Query, do func(Mark, *dragoman.FlatEvent, *dragoman.Record) bool) error {
	from := "events e JOIN reports r ON"
	if q.walk {
		from = "events e INDEXED BY events_day CROSS JOIN reports r ON"
	}
	w, err := l.where(ctx, &q)
	if err != nil {
		return err
	}
	behind, values := q.After.behind("e", "r", q.Newest)
	w.and(behind, values...)
	limit, order := q.Limit, ""
	if limit == 0 {
		limit = -1
	}
	if q.Newest {
		order = " DESC"
	}
	recent := recentRecords{l: l, asCoded: q.AsCoded}
	left := false
	return l.each(ctx, w.with()+"SELECT e.id, e.report, e.day, r.key, r.sum FROM "+from+" r.id = e.report WHERE "+w.String()+
		" ORDER BY e.day"+order+", r.key, r.sum, e.id LIMIT ?", append(w.values, limit), func(scan func(...any) error) error {
		var m Mark
		var report int64
		if err := scan(&m.N, &report, &m.Day, &m.Report, &m.Sum); err != nil || left {
			return err
		}
		e, r, err := recent.event(ctx, report, m.N)
		if err == nil && len(m.Sum) != len(Sum{}) {
			err = ErrDamaged
		}
		if err == nil {
			left = !do(m, e, r)
		}
		return err
	})
}

// recentRecords keeps the last records that were unpacked. In the order of days a
// report's events come not quite one after another: those of yesterday lie before
// those of today of all reports.
type recentRecords struct {
	l       *Ledger
	asCoded bool
	held    map[int64]served
	order   []int64 // the oldest first
	text    int     // bytes of all texts
}

// Records are kept up to so many, and so many bytes of text: some 50 MB unpacked.
const (
	mostRecent     = 1000
	mostRecentText = 2 << 20
)

func (c *recentRecords) keep(report int64, r served) {
	if c.held == nil {
		c.held = map[int64]served{}
	}
	c.held[report], c.order = r, append(c.order, report)
	c.text += len(r.Text)
	for len(c.order) > 1 && (len(c.order) > mostRecent || c.text > mostRecentText) {
		oldest := c.order[0]
		c.text -= len(c.held[oldest].Text)
		delete(c.held, oldest)
		c.order = c.order[1:]
	}
}

// served is a record, and its events as they are told: as people have them or, as
// coded, as the record has.
type served struct {
	*dragoman.Record
	events []dragoman.FlatEvent
}

// event returns an event by its number, with its record.
func (c *recentRecords) event(ctx context.Context, report, id int64) (*dragoman.FlatEvent, *dragoman.Record, error) {
	r, err := c.report(ctx, report)
	if err != nil {
		return nil, nil, err
	}
	n := int(id - eventID(report, 0))
	if n >= len(r.events) {
		return nil, nil, ErrDamaged
	}
	return &r.events[n], r.Record, nil
}

func (c *recentRecords) report(ctx context.Context, report int64) (served, error) {
	if r, ok := c.held[report]; ok {
		return r, nil
	}
	var packed []byte
	var marked bool
	if err := c.l.db.QueryRowContext(ctx, "SELECT record, EXISTS (SELECT 1 FROM marks m WHERE m.report = r.report AND m.decides = 1) FROM records r WHERE report = ?",
		report).Scan(&packed, &marked); err != nil {
		return served{}, err
	}
	r, err := unpack(packed)
	if err != nil {
		return served{}, err
	}
	var decided map[int]*review.Mark
	if marked {
		if decided, err = c.l.deciding(ctx, report); err != nil {
			return served{}, err
		}
	}
	out := served{r, r.FlatEvents()}
	for n, m := range decided {
		if n >= len(out.events) {
			return served{}, ErrDamaged
		}
		e := &out.events[n]
		if !c.asCoded {
			e.Event = m.On(e.Event)
		}
		e.Review = &dragoman.Review{Mark: m.Mark, By: m.By, At: m.At}
	}
	c.keep(report, out)
	return out, nil
}

func (l *Ledger) record(ctx context.Context, report int64) (*dragoman.Record, error) {
	var packed []byte
	if err := l.db.QueryRowContext(ctx, "SELECT record FROM records WHERE report = ?", report).Scan(&packed); err != nil {
		return nil, err
	}
	return unpack(packed)
}

// Known reports whether the report that came in is there, as this coder codes it.
func (l *Ledger) Known(ctx context.Context, input Sum, by dragoman.CoderInfo) (bool, error) {
	var n int
	err := l.db.QueryRowContext(ctx, `SELECT count(*) FROM inputs i JOIN reports r ON r.id = i.report JOIN coders c ON c.id = r.coder
		WHERE i.sum = ? AND c.version = ? AND c.model = ? AND c.lexicon = ? AND c.scheme = ?`, input[:], by.Version, by.Model, by.Lexicon, by.Scheme).Scan(&n)
	return n > 0, l.failed(err)
}

// ErrOther says that the ledger has another record of a report by the same coder.
var ErrOther = errors.New("the ledger has another record of this report by the same coder")

// Has reports whether the record's report is there, as the same coder codes it. It is
// an error if the two records differ, as where one was corrected by hand: which of
// them stayed would hang on which came first.
func (l *Ledger) Has(ctx context.Context, r *dragoman.Record) (bool, error) {
	sum, err := recordSum(r)
	if err != nil {
		return false, err
	}
	var packed []byte
	err = l.db.QueryRowContext(ctx, `SELECT d.record FROM reports r JOIN coders c ON c.id = r.coder JOIN records d ON d.report = r.id
		WHERE r.key = ? AND r.sum = ? AND c.version = ? AND c.model = ? AND c.lexicon = ? AND c.scheme = ?`,
		r.ID, sum[:], r.Coder.Version, r.Coder.Model, r.Coder.Lexicon, r.Coder.Scheme).Scan(&packed)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	if err != nil {
		return false, l.failed(err)
	}
	there, err := unpack(packed)
	if err != nil {
		return false, l.failed(err)
	}
	one, err := sumOf(r)
	if err != nil {
		return false, err
	}
	if other, err := sumOf(there); err != nil || one != other {
		return true, cmp.Or(err, ErrOther)
	}
	return true, nil
}
