package main

import (
	"context"
	"strconv"
	"strings"

	"dragoman"
	"dragoman/internal/ledger"
)

// covering are the kinds of places that cover ground: what took place "in Crimea" did so
// nobody knows how far from its middle.
var covering = map[string]bool{"country": true, "continent": true, "region": true, "county": true, "sea": true, "ocean": true, "river": true, "mountain": true, "desert": true, "border": true}

// near asks for the places within a distance.
func (f *queryFlags) near(ctx context.Context, t *terminal, l *ledger.Ledger, q *ledger.Query) error {
	if f.Near == "" {
		return nil
	}
	if !(f.Within > 0) {
		return usage("--within %v: expected a number of kilometres above 0", f.Within)
	}
	g, err := dragoman.NewGazetteer("")
	if err != nil {
		return err
	}
	lat, lon, err := point(g, f.Near)
	if err != nil {
		return err
	}
	spots, err := l.Near(ctx, lat, lon, f.Within)
	if err != nil {
		return err
	}
	q.At = []int64{}
	for _, s := range spots {
		if !covering[g.Where(s.Name, s.Country).Kind] {
			q.At = append(q.At, s.ID)
		}
	}
	if len(q.At) == 0 {
		t.note("no place of the ledger lies within %s km of %s", number(f.Within), f.Near)
	}
	return nil
}

// point reads degrees, or finds a town.
func point(g *dragoman.Gazetteer, s string) (lat, lon float64, err error) {
	one, other, two := strings.Cut(s, ",")
	lat, err1 := strconv.ParseFloat(strings.TrimSpace(one), 64)
	lon, err2 := strconv.ParseFloat(strings.TrimSpace(other), 64)
	if two && err1 == nil && err2 == nil {
		if !(lat >= -90 && lat <= 90 && lon >= -180 && lon <= 180) {
			return 0, 0, usage("--near %q: expected degrees, latitude (-90 to 90) and longitude (-180 to 180)", s)
		}
		return lat, lon, nil
	}
	at := g.Where(s, "")
	switch {
	case covering[at.Kind]:
		return 0, 0, hint(usage("--near %q: a %s is no point", s, at.Kind), "--country CODE asks for what took place in a country, --place NAME for what reports place there")
	case at.Lat == nil:
		return 0, 0, hint(usage("--near %q: no such place is known", s), "write the point as LAT,LON")
	}
	return *at.Lat, *at.Lon, nil
}
