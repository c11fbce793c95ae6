package serve

import (
	"context"
	"errors"
	"fmt"

	"dragoman"
	"dragoman/internal/ledger"
)

// What pages and the API ask of the ledger, and is kept until something is added.

func (s *Server) info(ctx context.Context) (*ledger.Info, error) {
	return hold(ctx, s, "info", func(ctx context.Context) (i *ledger.Info, err error) {
		err = s.ask(ctx, s.readers, func(b *book) error {
			i, err = b.Info(ctx)
			return err
		})
		return i, err
	})
}

func (s *Server) counts(ctx context.Context, q ledger.Query, by string) ([]ledger.Count, error) {
	return hold(ctx, s, fmt.Sprint("counts ", by, key(q)), func(ctx context.Context) (out []ledger.Count, err error) {
		err = s.ask(ctx, s.slow, func(b *book) error {
			out, err = b.Count(ctx, q, by)
			return err
		})
		return out, err
	})
}

// key writes a query so that another query is written otherwise.
func key(q ledger.Query) string {
	after := ""
	if q.After != nil {
		after = q.After.String()
	}
	return fmt.Sprintf("%s %v %v %q %q %q %q %q %q %q %v %s %s %q %q %q %d", after, q.Newest, q.AsCoded, q.Unmarked, q.Actor, q.Source, q.Target, q.Via, q.Types, q.Statuses, q.Quads, dayKey(q.Since), dayKey(q.Until), q.Place, q.Country, q.Text, q.Limit)
}

func dayKey(day *int64) string {
	if day == nil {
		return "-"
	}
	return fmt.Sprint(*day)
}

func (s *Server) matrix(ctx context.Context, since, until *int64) ([]ledger.Between, error) {
	return hold(ctx, s, fmt.Sprint("matrix ", dayKey(since), dayKey(until)), func(ctx context.Context) (out []ledger.Between, err error) {
		err = s.ask(ctx, s.readers, func(b *book) error {
			out, err = b.Matrix(ctx, since, until)
			return err
		})
		return out, err
	})
}

// pairing is what passed between two.
type pairing struct {
	units   [2]string // empty where nobody is called so
	between []ledger.Between
}

func (s *Server) pair(ctx context.Context, one, other, by string, since, until *int64) (*pairing, error) {
	p := &pairing{}
	err := s.ask(ctx, s.readers, func(b *book) (err error) {
		for i, who := range []string{one, other} {
			if p.units[i], err = b.Unit(ctx, who); err != nil {
				return err
			}
		}
		if p.units[0] != "" && p.units[1] != "" {
			p.between, err = b.Timeline(ctx, p.units[0], p.units[1], by, since, until)
		}
		return err
	})
	return p, err
}

// news are the last events, by their days, and the place behind which others come: found
// together, so that who follows them from there misses none.
type news struct {
	events []*dragoman.FlatEvent
	behind ledger.Arrival
}

func (s *Server) news(ctx context.Context) (news, error) {
	return hold(ctx, s, "news", func(ctx context.Context) (n news, err error) {
		if n.behind, err = s.lastArrival(ctx); err != nil { // before all else, so that nothing is left out
			return n, err
		}
		err = s.ask(ctx, s.readers, func(b *book) error {
			n.events, _, err = b.Page(ctx, ledger.Query{Newest: true, Limit: recentEvents})
			return err
		})
		if errors.Is(err, ledger.ErrNone) {
			err = nil
		}
		return n, err
	})
}

// nobody lists the actors asked for whom nobody in the ledger is called.
func (s *Server) nobody(ctx context.Context, q ledger.Query) (out []string, err error) {
	err = s.ask(ctx, s.readers, func(b *book) error {
		for _, who := range []string{q.Actor, q.Source, q.Target, q.Via} {
			if who == "" {
				continue
			}
			set, err := b.Actors(ctx, who)
			if err != nil {
				return err
			}
			if set.Empty() {
				out = append(out, who)
			}
		}
		return nil
	})
	return out, err
}
