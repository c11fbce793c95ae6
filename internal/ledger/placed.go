package ledger

import "context"

// Placed is how many events took place somewhere.
type Placed struct {
	Name, Country         string
	Lat, Lon              float64 // of what covers ground, a country or a sea, its middle
	Cooperation, Conflict int     // deeds
	Other, Meant, Denied  int
}

// Placed counts the events that a query asks for by where they took place, the busiest
// places first. Events without a place on the map are left out.
func (l *Ledger) Placed(ctx context.Context, q Query) ([]Placed, error) {
	w, err := l.where(ctx, &q)
	if err != nil {
		return nil, err
	}
	limit := q.Limit
	if limit == 0 {
		limit = -1
	}
	var out []Placed
	err = l.each(ctx, w.with()+`SELECT p.name, p.country, p.lat, p.lon, count(*) FILTER (WHERE e.done = 1 AND e.quad IN (1, 2)), count(*) FILTER (WHERE e.done = 1 AND e.quad IN (3, 4)),
		count(*) FILTER (WHERE e.done = 1 AND ifnull(e.quad, 0) NOT IN (1, 2, 3, 4)), count(*) FILTER (WHERE e.done = 0), count(*) FILTER (WHERE e.done = -1)
		FROM events e JOIN reports r ON r.id = e.report JOIN places p ON p.id = e.place WHERE p.lat IS NOT NULL AND `+w.String()+`
		GROUP BY p.id ORDER BY count(*) DESC, p.name, p.country LIMIT ?`, append(w.values, limit), func(scan func(...any) error) error {
		var p Placed
		err := scan(&p.Name, &p.Country, &p.Lat, &p.Lon, &p.Cooperation, &p.Conflict, &p.Other, &p.Meant, &p.Denied)
		out = append(out, p)
		return err
	})
	return out, err
}
