package ledger

import (
	"cmp"
	"context"
	"slices"

	"dragoman"
)

// Stop is where somebody was, or is to be: one incident that has him there.
type Stop struct {
	Event *dragoman.FlatEvent // the first telling with this place
	Side  string              // of it that he is on
	Place dragoman.Where
	Texts int            // that tell the incident so, copies of one text counted once
	Other map[string]int // texts that have it elsewhere, by the name of the place
}

// Itinerary lists where an actor was, in the order of the days, by the events that a
// query asks for and that put a side where they take place: present says which do, by
// type (of what is to come, the underlying one), mode and side. What did not happen,
// and what is only asked or supposed, is left out.
func (l *Ledger) Itinerary(ctx context.Context, who ActorSet, q Query, present func(kind, mode, side string) bool) ([]Stop, error) {
	limit := q.Limit
	q.Limit = 0
	w, err := l.where(ctx, &q)
	if err != nil {
		return nil, err
	}
	w.and("s.actor IN (SELECT value FROM json_each(?))", who.list())
	w.and("e.status IN ('occurred', 'ongoing', 'background', 'planned', 'expected')")
	stops := map[int64]*stopping{}
	var order []*stopping
	recent := recentRecords{l: l}
	err = l.each(ctx, `SELECT e.id, e.report, e.incident, r.copies, s.side, ifnull(e.underlying, e.type), ifnull(e.mode, '')
		FROM sides s JOIN events e ON e.id = s.event JOIN reports r ON r.id = e.report WHERE `+w.String()+" ORDER BY "+first("r")+", e.id, s.side", w.values, func(scan func(...any) error) error {
		var id, report, incident, copies int64
		var side, kind, mode string
		if err := scan(&id, &report, &incident, &copies, &side, &kind, &mode); err != nil || !present(kind, mode, side) {
			return err
		}
		e, r, err := recent.event(ctx, report, id)
		if err != nil {
			return err
		}
		place := r.PlaceOf(&e.Event)
		if place == nil {
			return nil
		}
		s := stops[incident]
		if s == nil {
			s = &stopping{texts: map[text]bool{}}
			stops[incident] = s
			order = append(order, s)
		}
		s.tell(e, side, *place, copies)
		return nil
	})
	out := make([]Stop, len(order))
	for i, s := range order {
		out[i] = s.stop()
	}
	slices.SortStableFunc(out, func(a, b Stop) int { return cmp.Compare(begins(a.Event), begins(b.Event)) })
	if limit > 0 && len(out) > limit {
		out = out[:limit]
	}
	return out, err
}

// begins is the day on which a stop begins; those without one come first.
func begins(e *dragoman.FlatEvent) string {
	if e.Date == nil {
		return ""
	}
	return cmp.Or(e.Date.From, e.Date.To)
}

// stopping gathers the tellings of one incident, by place, in the order in which they
// were published.
type stopping struct {
	at    []Stop
	texts map[text]bool
}

// text is a text with its copies that tells an incident at one of its places.
type text struct {
	place  int
	copies int64
}

func (s *stopping) tell(e *dragoman.FlatEvent, side string, place dragoman.Where, copies int64) {
	same := func(x Stop) bool { return x.Place.Name == place.Name && x.Place.Country == place.Country }
	i := slices.IndexFunc(s.at, same)
	if i < 0 {
		i = len(s.at)
		s.at = append(s.at, Stop{Event: e, Side: side, Place: place})
	}
	if t := (text{i, copies}); !s.texts[t] {
		s.texts[t] = true
		s.at[i].Texts++
	}
}

// stop is the place that most texts tell, the one told first of several.
func (s *stopping) stop() Stop {
	best := 0
	for i := range s.at {
		if s.at[i].Texts > s.at[best].Texts {
			best = i
		}
	}
	out := s.at[best]
	for i, x := range s.at {
		if i == best {
			continue
		}
		if out.Other == nil {
			out.Other = map[string]int{}
		}
		out.Other[x.Place.Name] += x.Texts
	}
	return out
}
