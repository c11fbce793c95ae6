package ledger

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"dragoman"
)

// Tellings are what is told of one act, in the order in which it was published: the
// first time that each teller tells it.
type Tellings struct {
	Event *dragoman.FlatEvent // as it was told first
	By    []FirstTelling
}

// FirstTelling is when somebody told an act first.
type FirstTelling struct {
	Rank      int // 1 + how many are known to have told it before
	Published string
	Publisher string
	Via       []dragoman.ActorRef // who said so, outermost first; empty: the publisher itself
	Report    string
	Event     string // its id in the report
	Status    string // as it is told there
}

// First says who told first what a query asks for: of each incident or, with one, of all
// that is found as of one matter. Of copies of one text the first stands for all. Acts
// come in the order of their first publication.
//
// Where of two reports of one day one tells no time, nobody knows which came first; both
// have the same rank.
func (l *Ledger) First(ctx context.Context, q Query, one bool) ([]Tellings, error) {
	limit := q.Limit
	q.Limit = 0
	w, err := l.where(ctx, &q)
	if err != nil {
		return nil, err
	}
	recent := recentRecords{l: l, asCoded: q.AsCoded}
	acts := map[int64]*Tellings{}
	seen := map[told]bool{}
	var order []*Tellings
	incident := "(SELECT incident FROM main.events i WHERE i.id = e.id)"
	err = l.each(ctx, w.with()+"SELECT e.id, e.report, ifnull("+incident+", e.id), r.copies, ifnull(e.via, 0), ifnull(r.publisher, '') FROM events e JOIN reports r ON r.id = e.report WHERE "+w.String()+
		" ORDER BY r.day = ?, "+first("r")+", e.id", append(w.values, NoDay), func(scan func(...any) error) error {
		var id, report, act, copies, via int64
		var publisher string
		if err := scan(&id, &report, &act, &copies, &via, &publisher); err != nil {
			return err
		}
		if one {
			act = 0
		}
		teller := told{act: act, via: via}
		if via == 0 {
			teller.publisher = publisher
		}
		copied := told{act: act, copies: copies, via: via}
		if seen[teller] || seen[copied] {
			return nil
		}
		seen[teller], seen[copied] = true, true
		e, _, err := recent.event(ctx, report, id)
		if err != nil {
			return err
		}
		t := acts[act]
		if t == nil {
			t = &Tellings{Event: e}
			acts[act] = t
			order = append(order, t)
		}
		t.By = append(t.By, FirstTelling{Published: e.Published, Publisher: e.Publisher, Via: e.Via, Report: e.Report, Event: e.ID, Status: e.Status})
		return nil
	})
	if limit > 0 && len(order) > limit {
		order = order[:limit]
	}
	out := make([]Tellings, len(order))
	for i, t := range order {
		rank(t.By)
		out[i] = *t
	}
	return out, err
}

// told is a teller of an act: a chain, or a publisher in its own voice; or a text with
// its copies.
type told struct {
	act, copies, via int64
	publisher        string
}

// rank says of each how many are known to have told it before, and orders by it.
func rank(all []FirstTelling) {
	for i := range all {
		all[i].Rank = 1
		for _, b := range all {
			if before(b.Published, all[i].Published) {
				all[i].Rank++
			}
		}
	}
	slices.SortStableFunc(all, func(a, b FirstTelling) int { return cmp.Compare(a.Rank, b.Rank) })
}

// before reports whether one date is known to lie before another: a time tells nothing
// against a day without one.
func before(a, b string) bool {
	if a == "" || b == "" {
		return false
	}
	if n := len("2006-01-02"); min(len(a), len(b)) <= n {
		a, b = a[:min(n, len(a))], b[:min(n, len(b))]
	}
	return strings.Compare(a, b) < 0
}
