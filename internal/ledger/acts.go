package ledger

import (
	"context"
	"iter"

	"dragoman"
)

// Act is an event as people have it, with the record of its report as it was coded.
type Act struct {
	Event  *dragoman.FlatEvent
	Record *dragoman.Record // shared by the events of a report: to read only
	Sum    Sum              // the report's, which with its id tells it from all others
}

// Acts yields the events of Events with their reports.
func (l *Ledger) Acts(ctx context.Context, q Query) iter.Seq2[Act, error] {
	return func(yield func(Act, error) bool) {
		left := false
		err := l.events(ctx, q, func(m Mark, e *dragoman.FlatEvent, r *dragoman.Record) bool {
			left = !yield(Act{e, r, Sum(m.Sum)}, nil)
			return !left
		})
		if err != nil && !left {
			yield(Act{}, err)
		}
	}
}
