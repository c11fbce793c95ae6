package ledger

import (
	"context"

	"dragoman"
)

// Info is what a ledger holds.
type Info struct {
	Path        string      `json:"path"`
	Format      int         `json:"format"`
	Bytes       int64       `json:"bytes"`
	Reports     int         `json:"reports"`
	Events      int         `json:"events"`
	Statements  int         `json:"statements"`
	Figures     int         `json:"figures"`
	Actors      int         `json:"actors"`
	Places      int         `json:"places"`
	Marks       int         `json:"marks"`                  // what people say of events
	FirstReport string      `json:"first_report,omitempty"` // days of publication
	LastReport  string      `json:"last_report,omitempty"`
	Coders      []CoderUsed `json:"coders,omitempty"`
}

// CoderUsed is a coder with the reports that it coded.
type CoderUsed struct {
	dragoman.CoderInfo
	Reports int `json:"reports"`
}

// Info counts what is there.
func (l *Ledger) Info(ctx context.Context) (*Info, error) {
	i := &Info{Path: l.path, Format: Format, Bytes: l.db.store.size(ctx, l)}
	for _, c := range []struct {
		table string
		n     *int
	}{{"reports", &i.Reports}, {"events", &i.Events}, {"statements", &i.Statements}, {"figures", &i.Figures}, {"actors", &i.Actors}, {"places", &i.Places}, {"marks", &i.Marks}} {
		if err := l.db.QueryRowContext(ctx, "SELECT count(*) FROM "+c.table).Scan(c.n); err != nil {
			return nil, l.failed(err)
		}
	}
	first, last := int64(NoDay), int64(NoDay)
	if err := l.db.QueryRowContext(ctx, "SELECT ifnull(min(day), ?1), ifnull(max(day), ?1) FROM reports WHERE day > ?1", NoDay).Scan(&first, &last); err != nil {
		return nil, l.failed(err)
	}
	i.FirstReport, i.LastReport = Date(first), Date(last)
	err := l.each(ctx, `SELECT c.version, c.model, c.lexicon, c.scheme, count(*) FROM reports r JOIN coders c ON c.id = r.coder
		GROUP BY 1, 2, 3, 4 ORDER BY 5 DESC, 1, 2, 3, 4`, nil, func(scan func(...any) error) error {
		var c CoderUsed
		err := scan(&c.Version, &c.Model, &c.Lexicon, &c.Scheme, &c.Reports)
		i.Coders = append(i.Coders, c)
		return err
	})
	return i, err
}
