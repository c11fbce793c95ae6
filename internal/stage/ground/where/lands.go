package where

import (
	"io/fs"
	"sync"

	"dragoman/internal/places"
)

// lands tells the country of a point. The outlines are read when first asked
// for, for few runs need them.
type lands struct {
	fsys fs.FS
	once sync.Once
	o    *places.Outlines
}

// country returns the code of the country of a point, or of the nearest coast
// within 30 km.
func (l *lands) country(lat, lon float64) string {
	l.once.Do(func() {
		if b, err := fs.ReadFile(l.fsys, "places/outlines.bin"); err == nil {
			l.o, _ = places.OpenOutlines(b) // a test reads the file that ships; without it points have no country
		}
	})
	if l.o == nil {
		return ""
	}
	return l.o.Country(lat, lon, 30)
}

// CountryAt returns the ISO 3166-1 alpha-3 code of the country that a point
// lies in, or empty for the open sea.
func (f *Finder) CountryAt(lat, lon float64) string { return f.lands.country(lat, lon) }

// alpha3 maps the two-letter codes of countries, which GeoNames writes, to
// those of three letters: the first records of the index say so.
func (g *gazetteer) alpha3() map[string]string {
	codes := map[string]string{}
	for _, x := range g.indexes[:min(1, len(g.indexes))] {
		for i := range x.Len() {
			p := x.Place(i)
			if p.Kind != "country" {
				break
			}
			codes[x.Name(i)] = p.Country
		}
	}
	return codes
}
