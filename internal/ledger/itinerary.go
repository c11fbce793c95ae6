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

	country bool // the place is a country: no finer one is told
}

// Presence knows acts, by type (of what is to come, the underlying one) and mode.
type Presence interface {
	// Holds reports whether a side is where the act takes place: source, target, or both
	// for who is on both.
	Holds(kind, mode, side string) bool
	// Named reports whether the target's name may tell the place.
	Named(kind, mode string) bool
}

// Itinerary lists where an actor was, in the order of the days, by the events that a
// query asks for and that put him where they take place. What did not happen, and what
// is only asked or supposed, is left out.
func (l *Ledger) Itinerary(ctx context.Context, who ActorSet, q Query, present Presence) ([]Stop, error) {
	limit := q.Limit
	q.Limit = 0
	w, err := l.where(ctx, &q)
	if err != nil {
		return nil, err
	}
	w.and("s.actor IN ("+who.list()+")", who.values()...)
	w.and("e.status IN ('occurred', 'ongoing', 'background', 'planned', 'expected')")
	stops := map[int64]*stopping{}
	var order []*stopping
	recent := recentRecords{l: l}
	err = l.each(ctx, `SELECT e.id, e.report, e.incident, r.copies, CASE count(DISTINCT s.side) WHEN 1 THEN min(s.side) ELSE 'both' END, ifnull(e.underlying, e.type), ifnull(e.mode, '')
		FROM sides s JOIN events e ON e.id = s.event JOIN reports r ON r.id = e.report WHERE `+w.String()+" GROUP BY e.id, e.report, e.incident, e.underlying, e.type, e.mode, r.id ORDER BY "+first("r")+", e.id", w.values, func(scan func(...any) error) error {
		var id, report, incident, copies int64
		var side, kind, mode string
		if err := scan(&id, &report, &incident, &copies, &side, &kind, &mode); err != nil || !there(present, kind, mode, side) {
			return err
		}
		e, r, err := recent.event(ctx, report, id)
		if err != nil {
			return err
		}
		place := e.Place
		if present.Named(kind, mode) {
			if named := r.TargetPlace(&e.Event); named != nil && (place == nil || place.Country != named.Country) {
				place = named
			}
		}
		if place == nil {
			return nil
		}
		s := stops[incident]
		if s == nil {
			s = &stopping{texts: map[text]bool{}}
			stops[incident] = s
			order = append(order, s)
		}
		country := slices.ContainsFunc(r.Places, func(p dragoman.Place) bool { return p.Name == place.Name && p.Kind == "country" })
		s.tell(Stop{Event: e, Side: side, Place: *place, country: country}, copies)
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

// there reports whether somebody on a side, or on both, is where an act takes place.
func there(p Presence, kind, mode, side string) bool {
	if side == "both" {
		return p.Holds(kind, mode, "both") || p.Holds(kind, mode, "source") || p.Holds(kind, mode, "target")
	}
	return p.Holds(kind, mode, side)
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

func (s *stopping) tell(stop Stop, copies int64) {
	i := slices.IndexFunc(s.at, func(x Stop) bool { return x.Place.Name == stop.Place.Name && x.Place.Country == stop.Place.Country })
	if i < 0 {
		i = len(s.at)
		s.at = append(s.at, stop)
	}
	if t := (text{i, copies}); !s.texts[t] {
		s.texts[t] = true
		s.at[i].Texts++
	}
}

// stop is the place that most texts tell: of the country that most tell, a town before
// the country itself, which says nothing otherwise; of equals the one told first.
func (s *stopping) stop() Stop {
	country := map[string]int{}
	for _, x := range s.at {
		country[x.Place.Country] += x.Texts
	}
	out := slices.MaxFunc(s.at, func(a, b Stop) int {
		return cmp.Or(cmp.Compare(country[a.Place.Country], country[b.Place.Country]), -truth(a.country, b.country), cmp.Compare(a.Texts, b.Texts))
	})
	texts := map[int64]bool{}
	for t := range s.texts {
		x := s.at[t.place]
		if x.Place == out.Place || x.country && x.Place.Country == out.Place.Country {
			texts[t.copies] = true
			continue
		}
		if out.Other == nil {
			out.Other = map[string]int{}
		}
		out.Other[x.Place.Name]++
	}
	out.Texts = len(texts)
	return out
}

// truth orders what is not so before what is.
func truth(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}
