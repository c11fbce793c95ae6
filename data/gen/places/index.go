package main

import (
	"encoding/json"
	"fmt"
	"math"
	"strings"

	"dragoman/internal/places"
	"dragoman/internal/stage/ground/where"
)

// region is a row of admin1.json or admin2.json: "US.TX" is Texas.
type region struct{ Code, Name string }

// builder lays out the countries, then the regions, then the cities.
type builder struct {
	*places.Builder
	*knowledge
	regions map[string]int // code of a region to its record: "US.TX"
}

func (k *knowledge) index(cities, admin1, admin2 []byte) ([]byte, error) {
	all, err := parse(cities)
	if err != nil {
		return nil, err
	}
	calls, err := k.resolve(all)
	if err != nil {
		return nil, err
	}
	b := builder{places.NewBuilder(), k, map[string]int{}}
	for _, c := range k.countries {
		if c.known {
			b.Add(c.alpha2, places.Place{Lat: c.lat, Lon: c.lon, Country: c.alpha3, Kind: "country", In: [2]int{-1, -1}})
		}
	}
	for level, raw := range [][]byte{admin1, admin2} {
		var regions []region
		if err := json.Unmarshal(raw, &regions); err != nil {
			return nil, fmt.Errorf("admin%d.json: %w", level+1, err)
		}
		middles := middlesOf(all, level)
		for _, r := range regions {
			if m := middles[r.Code]; m != nil { // a region without a city lies nowhere that we know
				b.addRegion(r, level, m)
			}
		}
	}
	for i := range all {
		b.addCity(&all[i], calls[i])
	}
	return b.Bytes()
}

func (b builder) addRegion(r region, level int, m *spread) {
	country := b.alpha3[r.Code[:2]]
	if country == "" {
		return
	}
	in := [2]int{-1, -1}
	if level == 1 {
		in[0] = b.at(r.Code[:strings.LastIndexByte(r.Code, '.')])
	}
	lat, lon := m.middle()
	n := b.Add(r.Name, places.Place{Lat: lat, Lon: lon, Population: m.people, Country: country, Kind: []string{"region", "county"}[level], In: in})
	b.regions[r.Code] = n
	b.Call(n, false, where.Words(r.Name)...)
	b.Call(n, true, where.Words(b.bareName(r.Name))...)
}

func (b builder) addCity(r *places.Record, by called) {
	country, kind := b.alpha3[r.Country], r.Kind()
	if country == "" || kind == "" {
		return
	}
	first := r.Country + "." + r.Admin[0]
	names := append(by.names, r.Name, r.ASCII)
	n := b.Add(names[0], places.Place{Lat: r.Lat, Lon: r.Lon, Population: r.Population, Country: country, Kind: kind, GeoNames: r.ID,
		In: [2]int{b.at(first), b.at(first + "." + r.Admin[1])}})
	for _, name := range names {
		b.Call(n, false, where.Words(strings.TrimSuffix(name, "-si"))...) // "Taegu-si" is Korean for the city of Taegu
		if bare, _, ok := strings.Cut(name, " ("); ok {
			b.Call(n, true, where.Words(bare)...) // "Frankfurt (Oder)"
		}
	}
	for _, name := range by.former {
		b.Call(n, true, where.Words(name)...)
	}
	for _, name := range r.Others {
		if where.Alias(r, name) {
			b.Call(n, true, where.Words(name)...)
		}
	}
}

func (b builder) at(code string) int {
	if n, ok := b.regions[code]; ok {
		return n
	}
	return -1
}

// spread is where the cities of a region lie.
type spread struct {
	cells  map[[2]int]bool
	size   float64
	people float64
}

// middlesOf collects the cities of every region of a level. A region's middle
// is that of the squares of the map that hold a city of it: a metropolis then
// weighs no more than a village, for a region is an area.
func middlesOf(all []places.Record, level int) map[string]*spread {
	out := map[string]*spread{}
	for i := range all {
		r := &all[i]
		code := r.Country + "." + r.Admin[0]
		size := 0.25
		if level == 1 {
			code += "." + r.Admin[1]
			size = 0.05
		}
		s := out[code]
		if s == nil {
			s = &spread{cells: map[[2]int]bool{}, size: size}
			out[code] = s
		}
		s.cells[[2]int{int(math.Floor(r.Lat / size)), int(math.Floor(r.Lon / size))}] = true
		if r.Kind() == "city" || r.Kind() == "capital" {
			s.people += r.Population
		}
	}
	return out
}

func (s *spread) middle() (lat, lon float64) {
	var y, x int
	for c := range s.cells {
		y, x = y+c[0], x+c[1]
	}
	n := float64(len(s.cells))
	return (float64(y)/n + 0.5) * s.size, (float64(x)/n + 0.5) * s.size
}

// bareName cuts off what kind of region it is: "Wardak Province", "Kabupaten
// Garut".
func (k *knowledge) bareName(name string) string {
	for _, end := range k.ends {
		if bare, ok := strings.CutSuffix(name, " "+end); ok {
			return bare
		}
	}
	for _, start := range k.starts {
		if bare, ok := strings.CutPrefix(name, start+" "); ok {
			return bare
		}
	}
	return name
}
