package ledger

import (
	"context"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"

	"dragoman"
)

// Arrival is a place in the order in which reports were added, to go on behind it. It
// holds in this ledger and its copies: in another one Arrived says ErrNoArrival. The zero
// value stands before all reports.
type Arrival struct {
	report int64  // its number
	sum    string // the beginning of its sum, so that a place of another ledger is known
}

// ErrNoArrival says that no report was added at a place: it is of another ledger.
var ErrNoArrival = fmt.Errorf("no report was added there")

// String writes a place as a word: "1207-9f86d081".
func (a Arrival) String() string { return fmt.Sprintf("%d-%s", a.report, a.sum) }

// ParseArrival reads what String wrote.
func ParseArrival(s string) (Arrival, error) {
	number, sum, ok := strings.Cut(s, "-")
	n, err := strconv.ParseInt(number, 10, 64)
	if _, bad := hex.DecodeString(sum); !ok || err != nil || bad != nil || n < 0 {
		return Arrival{}, fmt.Errorf("%q is no place that was given out", s)
	}
	return Arrival{n, sum}, nil
}

func arrival(report int64, sum []byte) Arrival {
	return Arrival{report, hex.EncodeToString(sum[:min(4, len(sum))])}
}

// LastArrival is the place of the report that was added last.
func (l *Ledger) LastArrival(ctx context.Context) (a Arrival, err error) {
	err = l.each(ctx, "SELECT id, sum FROM reports ORDER BY id DESC LIMIT 1", nil, a.scan)
	return a, err
}

// scan reads a place from a row.
func (a *Arrival) scan(scan func(...any) error) error {
	var n int64
	var sum []byte
	err := scan(&n, &sum)
	*a = arrival(n, sum)
	return err
}

// mostArrivals is how many reports Arrived looks at.
const mostArrivals = 200

// Arrived returns the events, of those asked for, of the next reports behind a place, and
// the place to go on behind: the same where nothing has come. A report that is coded anew
// keeps its place.
func (l *Ledger) Arrived(ctx context.Context, q Query, after Arrival) ([]*dragoman.FlatEvent, Arrival, error) {
	var there Arrival
	if err := l.each(ctx, "SELECT id, sum FROM reports WHERE id = ?", []any{after.report}, there.scan); err != nil {
		return nil, after, err
	}
	if after != there {
		return nil, after, ErrNoArrival
	}
	now := after
	if err := l.each(ctx, "SELECT id, sum FROM reports WHERE id > ? ORDER BY id LIMIT ?", []any{after.report, mostArrivals}, now.scan); err != nil || now == after {
		return nil, after, err
	}
	var out []*dragoman.FlatEvent
	q.arrived = [2]int64{after.report, now.report}
	q.Limit, q.After, q.Newest = 0, nil, false
	for e, err := range l.Events(ctx, q) {
		if err != nil {
			return nil, after, err
		}
		out = append(out, e)
	}
	return out, now, nil
}
