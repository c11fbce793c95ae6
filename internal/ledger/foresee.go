package ledger

import (
	"encoding/json"

	"dragoman"
)

// foreseen is what was asked of a far store ahead of a transaction, all at once: which
// reports are there, and which actors, chains and places are not. Nobody else writes
// meanwhile. Of what was not foreseen nothing is known.
type foreseen struct {
	reports map[name]held
	asked   map[name]bool
	none    map[any]bool // parties, chains and spots
	actor   int64        // from here on actors are new, and so are chains that have them
}

// foresee asks a far store what adding entries would ask it one by one.
func (a *adder) foresee(entries []*Entry) error {
	store, ok := a.db.store.(far)
	if !ok {
		return nil
	}
	f := &foreseen{map[name]held{}, map[name]bool{}, map[any]bool{}, a.next.actor}
	of := make([]statement, len(entries))
	for i, e := range entries {
		f.asked[name{e.record.ID, e.sum}] = true
		of[i] = statement{findReport, []any{e.record.ID, e.sum[:]}}
	}
	err := store.together(a.Writer, of, func(i int, scan func(...any) error) error {
		var h held
		err := scan(&h.id, &h.coder)
		f.reports[name{entries[i].record.ID, entries[i].sum}] = h
		return err
	})
	if err == nil {
		err = a.foreseeCopies(f, entries)
	}
	if err == nil {
		err = a.foreseeNamed(store, f, entries)
	}
	if err == nil {
		err = a.foreseeChains(store, f, entries)
	}
	a.ahead = *f
	return err
}

// foreseeCopies reads where texts that are new look for those that share keys with them.
func (a *adder) foreseeCopies(f *foreseen, entries []*Entry) error {
	var keys []int64
	for _, e := range entries {
		if _, there := f.reports[name{e.record.ID, e.sum}]; there || e.printed == nil || e.day == NoDay {
			continue
		}
		if err := a.links.days(e.day, func(from, _ int64) error {
			keys = append(keys, filedOn(e.keys, from)...)
			return nil
		}); err != nil {
			return err
		}
	}
	return a.loadRuns(keys)
}

// foreseeNamed asks for the actors and places that records name and that are not known yet.
func (a *adder) foreseeNamed(store far, f *foreseen, entries []*Entry) error {
	var of []statement
	var found []func(id int64)
	actor := func(p dragoman.Party) {
		p.ID = lasting(p.ID)
		if _, known := a.known.actors.get(p); !known && !f.none[p] {
			f.none[p] = true
			of, found = append(of, statement{findActor, soughtFor(p)}), append(found, func(id int64) { a.known.actors.met[p] = id })
		}
	}
	for _, e := range entries {
		for i := range e.record.Actors {
			actor(e.record.Actors[i].Party)
		}
		for i := range e.record.Events {
			ev := &e.record.Events[i]
			for _, refs := range [][]dragoman.ActorRef{ev.Source, ev.Target} {
				for _, ref := range refs {
					actor(ref.Party)
				}
			}
			if ev.Place == nil {
				continue
			}
			s, values := spotOf(ev.Place)
			if _, known := a.known.places.get(s); !known && !f.none[s] {
				f.none[s] = true
				of, found = append(of, statement{findPlace, values}), append(found, func(id int64) { a.known.places.met[s] = id })
			}
		}
		for _, chain := range chainsOf(e.record) {
			for _, ref := range chain {
				actor(ref.Party)
			}
		}
	}
	return askTogether(a, store, of, found)
}

// foreseeChains asks for the chains of actors that are there.
func (a *adder) foreseeChains(store far, f *foreseen, entries []*Entry) error {
	var of []statement
	var found []func(id int64)
	for _, e := range entries {
		for _, chain := range chainsOf(e.record) {
			ids := make([]int64, 0, len(chain))
			for _, ref := range chain {
				p := ref.Party
				p.ID = lasting(p.ID)
				if id, known := a.known.actors.get(p); known {
					ids = append(ids, id)
				}
			}
			raw, err := json.Marshal(ids)
			if err != nil {
				return err
			}
			key := string(raw)
			if _, known := a.known.chains.get(key); len(ids) < len(chain) || known || f.none[key] {
				continue
			}
			f.none[key] = true
			of, found = append(of, statement{findChain, []any{key}}), append(found, func(id int64) { a.known.chains.met[key] = id })
		}
	}
	return askTogether(a, store, of, found)
}

// askTogether asks for numbers, and hands over those that are there.
func askTogether(a *adder, store far, of []statement, found []func(id int64)) error {
	return store.together(a.Writer, of, func(i int, scan func(...any) error) error {
		var id int64
		err := scan(&id)
		found[i](id)
		return err
	})
}

// chainsOf are the chains of tellers of a record.
func chainsOf(r *dragoman.Record) [][]dragoman.ActorRef {
	var out [][]dragoman.ActorRef
	for i := range r.Statements {
		out = append(out, r.Statements[i].Chain)
	}
	for i := range r.Figures {
		out = append(out, r.Figures[i].Via)
	}
	for i := range r.Events {
		out = append(out, r.Events[i].Via)
	}
	return out
}
