package ledger

import (
	"context"

	"dragoman/internal/places"
)

// Spot is a place where events took place.
type Spot struct {
	ID            int64
	Name, Country string
	Km            float64 // from where it was asked for
}

// Near finds the places of events that lie within so many kilometres of a point. What
// covers ground, a country or a sea, has the point of its middle; who asks must know.
func (l *Ledger) Near(ctx context.Context, lat, lon, km float64) ([]Spot, error) {
	const degree = 110.0 // km, and never more than it is
	var out []Spot
	err := l.each(ctx, "SELECT id, name, country, lat, lon FROM places WHERE lat BETWEEN ? AND ? ORDER BY name, country, id", []any{lat - km/degree, lat + km/degree}, func(scan func(...any) error) error {
		var s Spot
		var at [2]float64
		err := scan(&s.ID, &s.Name, &s.Country, &at[0], &at[1])
		if s.Km = places.Distance(lat, lon, at[0], at[1]); s.Km <= km && err == nil {
			out = append(out, s)
		}
		return err
	})
	return out, err
}
