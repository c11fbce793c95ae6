package where

import (
	"errors"
	"io/fs"
	"slices"
	"strconv"
	"strings"

	"dragoman/internal/actors"
	"dragoman/internal/lexicon"
	"dragoman/internal/stage/ground/scan"
)

// entry is one place of the gazetteer.
type entry struct {
	name       string
	country    string // ISO 3166-1 alpha-3
	admin      string // the region it lies in, or empty
	lat, lon   float64
	population float64
	kind       string // country capital city region ...
	state      *actors.State
}

// gazetteer finds places by name. A name is filed under its pieces in small
// letters, parted by blanks.
type gazetteer struct {
	entries []entry
	names   map[string][]int32 // entries of each name
	longest map[string]int     // most pieces of a name, by its first one
	exact   map[string]string  // how short names must be written: "us" as "US"
	admins  map[string]bool    // names of regions that cities lie in
	peoples map[string]string  // adjectives and inhabitants, lower case, to country codes
	byState map[string][]int32 // the entry of each state
}

func readGazetteer(fsys fs.FS, states *actors.States) (*gazetteer, error) {
	g := &gazetteer{
		names: make(map[string][]int32, 1<<14), longest: make(map[string]int, 1<<13), exact: map[string]string{},
		admins: map[string]bool{}, peoples: map[string]string{}, byState: map[string][]int32{},
	}
	for i := range states.All {
		g.addState(&states.All[i])
	}
	if err := g.addCities(fsys); err != nil {
		return nil, err
	}
	return g, g.addRegions(fsys)
}

// knownCapital adds what a row of cities knows of a state's capital to the
// entry that the state made.
func (g *gazetteer) knownCapital(e entry, names []string) bool {
	i := g.largest(e.name, e.country)
	if i < 0 {
		return false
	}
	have := &g.entries[i]
	if have.kind != "capital" || distance(e.lat, e.lon, have.lat, have.lon) > 60 {
		return false
	}
	have.population, have.admin = e.population, e.admin
	for _, n := range names {
		g.name(n, i)
	}
	return true
}

// addRegions reads seas and continents, and short forms of regions: an
// abbreviation is a further name of every entry so called in its country.
func (g *gazetteer) addRegions(fsys fs.FS) error {
	t, err := lexicon.Read(fsys, "ground/regions.tsv", "name", "aliases", "country", "lat", "lon", "kind", "example", "source")
	if err != nil {
		return err
	}
	var faults []error
	for _, row := range t.Rows {
		name, country := row.Get("name"), row.Get("country")
		if row.Get("kind") == "abbreviation" {
			if i := g.largest(name, country); i >= 0 {
				for _, a := range row.List("aliases") {
					g.name(a, i)
				}
			}
			continue
		}
		lat, err1 := strconv.ParseFloat(row.Get("lat"), 64)
		lon, err2 := strconv.ParseFloat(row.Get("lon"), 64)
		if err := errors.Join(err1, err2); err != nil {
			faults = append(faults, row.Errorf("lat %q lon %q, expected degrees", row.Get("lat"), row.Get("lon")))
		}
		population := 1e8
		if country != "" {
			population = 1e6 // one that shares its name with a state: "Georgia"
		}
		g.add(entry{name: name, country: country, lat: lat, lon: lon, population: population, kind: row.Get("kind")}, append([]string{name}, row.List("aliases")...))
	}
	return errors.Join(faults...)
}

// largest returns the entry of a name in a country with most people, regions
// before cities; -1 where there is none.
func (g *gazetteer) largest(name, country string) int32 {
	_, ends := g.find(name, scan.Words(name, 0, nil), 0)
	best := int32(-1)
	for _, i := range ends {
		e := &g.entries[i]
		if e.country == country && e.name == name && (best < 0 || e.population > g.entries[best].population) {
			best = i
		}
	}
	return best
}

func (g *gazetteer) addState(s *actors.State) {
	end := s.Spell.To
	e := entry{name: s.Name, country: s.Code, lat: s.Lat, lon: s.Lon, population: 5e7, kind: "country", state: s}
	if !end.IsZero() {
		e.population = 1e5 // "Yugoslavia" has no rival, "Germany" of 1950 has
	}
	g.byState[s.Code] = []int32{int32(len(g.entries))}
	g.add(e, append([]string{s.Name, s.Official}, s.Aliases...))
	for _, a := range append(s.Inhabitants, s.Adjectives...) {
		g.peoples[strings.ToLower(a)] = s.Code
	}
	if s.Capital != "" && s.CapitalLat != 0 && end.IsZero() {
		g.add(entry{name: s.Capital, country: s.Code, lat: s.CapitalLat, lon: s.CapitalLon, population: 2e6, kind: "capital"}, append([]string{s.Capital}, s.Capitals...))
	}
}

func (g *gazetteer) addCities(fsys fs.FS) error {
	const file = "places/cities.tsv"
	if _, err := fs.Stat(fsys, file); errors.Is(err, fs.ErrNotExist) {
		return nil // states and capitals alone still make a gazetteer
	}
	t, err := lexicon.Read(fsys, file, "name", "aliases", "country", "admin", "lat", "lon", "population", "kind", "source")
	if err != nil {
		return err
	}
	var faults []error
	for _, row := range t.Rows {
		e := entry{name: row.Get("name"), country: row.Get("country"), admin: row.Get("admin"), kind: row.Get("kind")}
		for _, f := range []struct {
			cell string
			into *float64
		}{{"lat", &e.lat}, {"lon", &e.lon}, {"population", &e.population}} {
			if s := row.Get(f.cell); s != "" {
				if *f.into, err = strconv.ParseFloat(s, 64); err != nil {
					faults = append(faults, row.Errorf("%s %q, expected a number", f.cell, s))
				}
			}
		}
		if e.kind == "" {
			e.kind = "city"
		}
		if e.admin != "" {
			g.admins[e.admin] = true
		}
		names := append([]string{e.name}, row.List("aliases")...)
		if e.kind == "capital" && g.knownCapital(e, names) {
			continue
		}
		g.add(e, names)
	}
	return errors.Join(faults...)
}

func (g *gazetteer) add(e entry, names []string) {
	i := int32(len(g.entries))
	g.entries = append(g.entries, e)
	for _, n := range names {
		g.name(n, i)
		if isASCII(n) {
			continue
		}
		if plain := actors.Fold(n); plain != "" {
			g.name(plain, i) // "Bogota" for "Bogotá"
		}
	}
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

// name files an entry under a name.
func (g *gazetteer) name(name string, e int32) {
	k, n := key(name)
	if n == 0 || slices.Contains(g.names[k], e) {
		return
	}
	g.names[k] = append(g.names[k], e)
	first, _, _ := strings.Cut(k, " ")
	g.longest[first] = max(g.longest[first], n)
	if len(name) <= 4 && strings.ToUpper(name) == name {
		g.exact[k] = name
	}
}

// key is the form a name is filed under, and how many pieces it has.
func key(name string) (string, int) {
	simple := true
	for i := range len(name) {
		if c := name[i] | 0x20; c != ' ' && (c < 'a' || c > 'z') {
			simple = false
			break
		}
	}
	if simple {
		return strings.ToLower(name), strings.Count(name, " ") + 1
	}
	words := scan.Words(name, 0, nil)
	parts := make([]string, len(words))
	for i, w := range words {
		parts[i] = w.Lower
	}
	return strings.Join(parts, " "), len(parts)
}

// find returns the longest name at piece i: where it ends and what it may be.
func (g *gazetteer) find(text string, ws []scan.Word, i int) (last int, ends []int32) {
	if !ws[i].Cap {
		return 0, nil
	}
	most := min(g.longest[ws[i].Lower], len(ws)-i)
	var buf [96]byte
	for n := most; n > 0; n-- {
		k := buf[:0]
		for j := i; j < i+n; j++ {
			if j > i {
				k = append(k, ' ')
			}
			k = append(k, ws[j].Lower...)
		}
		ends, ok := g.names[string(k)]
		if !ok {
			continue
		}
		// "us" is no country, "US" is
		if form, ok := g.exact[string(k)]; ok && text[ws[i].Start:ws[i+n-1].End] != form {
			continue
		}
		return i + n, ends
	}
	return 0, nil
}
