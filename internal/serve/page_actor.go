package serve

import (
	"context"
	"net/http"
	"net/url"

	"dragoman"
	"dragoman/internal/ledger"
)

// actorMain is what the page of an actor shows.
type actorMain struct {
	Who       string
	Unit      string // what it counts as in pairs
	Roles     []ledger.Role
	Did, Done []ledger.Count // by type: what it did, what was done to it
	DidLast   []*dragoman.FlatEvent
	DoneLast  []*dragoman.FlatEvent
	Said      []dragoman.FlatStatement
	Quoters   []ledger.Quoted
}

const (
	mostRoles = 40
	mostSaid  = 12
	mostActs  = 8
)

// actorPage shows who somebody was, what he did, what was done to him, what he said
// and who quotes him.
func (s *Server) actorPage(r *http.Request) (string, *view, error) {
	who := r.URL.Query().Get("who")
	v := &view{Title: "Actor", Here: "/actor", Main: &actorMain{Who: who}}
	if who == "" {
		return "actor", v, nil
	}
	main, err := s.actor(r.Context(), who)
	if err != nil {
		return "", nil, err
	}
	v.Title, v.Main = who, main
	if len(main.Roles) > 0 {
		v.JSON = with("/v1/actor", url.Values{"who": {who}})
		v.CSV = with("/v1/actor", url.Values{"who": {who}, "format": {"csv"}})
	}
	return "actor", v, nil
}

func (s *Server) actor(ctx context.Context, who string) (*actorMain, error) {
	return hold(ctx, s, "actor "+who, func(ctx context.Context) (*actorMain, error) { return s.findActor(ctx, who) })
}

func (s *Server) findActor(ctx context.Context, who string) (*actorMain, error) {
	m := &actorMain{Who: who}
	err := s.ask(ctx, s.slow, func(b *book) error {
		set, err := b.Actors(ctx, who)
		if err != nil || set.Empty() {
			return err
		}
		for _, step := range []func() error{
			func() error { m.Unit, err = b.Unit(ctx, who); return err },
			func() error { m.Roles, err = b.Roles(ctx, set, mostRoles); return err },
			func() error { m.Did, err = b.Deeds(ctx, who, false); return err },
			func() error { m.Done, err = b.Deeds(ctx, who, true); return err },
			func() error {
				m.DidLast, _, err = b.Page(ctx, ledger.Query{Source: who, Newest: true, Limit: mostActs})
				return err
			},
			func() error {
				m.DoneLast, _, err = b.Page(ctx, ledger.Query{Target: who, Newest: true, Limit: mostActs})
				return err
			},
			func() error { m.Said, err = b.Said(ctx, set, mostSaid); return err },
			func() error { m.Quoters, err = b.Quoters(ctx, set, mostSaid); return err },
		} {
			if err := step(); err != nil {
				return err
			}
		}
		return nil
	})
	return m, err
}
