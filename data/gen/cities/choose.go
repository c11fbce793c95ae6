package main

import (
	"cmp"
	"errors"
	"io/fs"
	"slices"
	"strconv"
	"strings"

	"dragoman/internal/lexicon"
)

// knowledge is the hand-written tables beside this program.
type knowledge struct {
	alpha3  map[string]string // alpha-2 to alpha-3
	admins  map[string]string // "US TX" to "Texas"
	named   []naming
	regions []place
}

// naming is a row of names.tsv: a city to take, and what reports call it.
type naming struct {
	row           lexicon.Row
	country, find string
	names         []string
}

func readKnowledge(fsys fs.FS) (*knowledge, error) {
	k := &knowledge{alpha3: map[string]string{}, admins: map[string]string{}}
	countries, err1 := lexicon.Read(fsys, "countries.tsv", "alpha2", "alpha3")
	admins, err2 := lexicon.Read(fsys, "admins.tsv", "alpha2", "code", "name")
	names, err3 := lexicon.Read(fsys, "names.tsv", "country", "find", "name", "aliases")
	regions, err4 := lexicon.Read(fsys, "regions.tsv", "country", "name", "aliases", "lat", "lon", "population", "kind")
	if err := errors.Join(err1, err2, err3, err4); err != nil {
		return nil, err
	}
	for _, r := range countries.Rows {
		k.alpha3[r.Get("alpha2")] = r.Get("alpha3")
	}
	for _, r := range admins.Rows {
		k.admins[r.Get("alpha2")+" "+r.Get("code")] = r.Get("name")
	}
	for _, r := range names.Rows {
		k.named = append(k.named, naming{r, r.Get("country"), r.Get("find"), append([]string{r.Get("name")}, r.List("aliases")...)})
	}
	for _, r := range regions.Rows {
		n, err := strconv.Atoi(r.Get("population"))
		if err != nil {
			return nil, r.Errorf("population: %v", err)
		}
		k.regions = append(k.regions, place{name: r.Get("name"), aliases: r.List("aliases"), country: r.Get("country"),
			lat: r.Get("lat"), lon: r.Get("lon"), population: n, kind: r.Get("kind"), source: "common knowledge"})
	}
	return k, nil
}

// choose picks the records to keep, names them, and sorts them by country and
// size.
func (k *knowledge) choose(all []record) ([]place, error) {
	calls, err := k.resolve(all)
	if err != nil {
		return nil, err
	}
	var out []place
	for i := range all {
		r := &all[i]
		names, listed := calls[i]
		if k.alpha3[r.country] == "" || !listed && !large(r) {
			continue
		}
		p := place{name: r.name, country: k.alpha3[r.country], admin: k.admins[r.country+" "+r.admin],
			lat: r.lat, lon: r.lon, population: r.population, kind: kindOf(r), source: "geonames:" + r.id}
		if listed {
			p.name = names[0]
		}
		p.aliases = aliases(p.name, append(names, r.name, r.ascii))
		out = append(out, p)
	}
	slices.SortStableFunc(out, func(a, b place) int {
		return cmp.Or(cmp.Compare(a.country, b.country), cmp.Compare(b.population, a.population), cmp.Compare(a.source, b.source))
	})
	return out, nil
}

// resolve finds the record of each row of names.tsv: of those that bear the
// name in the country the best called, then the largest.
func (k *knowledge) resolve(all []record) (map[int][]string, error) {
	byCountry := map[string][]int{}
	for i := range all {
		c := k.alpha3[all[i].country]
		byCountry[c] = append(byCountry[c], i)
	}
	calls := map[int][]string{}
	var faults []error
	for _, n := range k.named {
		best, bestRank := -1, 0
		for _, i := range byCountry[n.country] {
			r := &all[i]
			called := r.called(n.find)
			if called == 0 {
				continue
			}
			rank := r.population + 1
			if r.part() {
				rank = 1
			}
			if called == 1 {
				rank /= 2 // another name of a large city may be a small city's own
			}
			if best < 0 || rank > bestRank {
				best, bestRank = i, rank
			}
		}
		if best < 0 {
			faults = append(faults, n.row.Errorf("the source has no %q in %s", n.find, n.country))
			continue
		}
		calls[best] = append(calls[best], n.names...)
	}
	return calls, errors.Join(faults...)
}

// nearby are the countries whose small cities reports name: those that the
// English-language press is at home in, and long wars.
var nearby = map[string]int{"US": 18e3, "GB": 25e3, "CA": 25e3, "AU": 30e3, "IE": 20e3, "NZ": 40e3,
	"IL": 50e3, "PS": 30e3, "UA": 40e3, "SY": 40e3, "IQ": 50e3, "LB": 50e3, "AF": 50e3}

// distant are those with so many cities that most of a hundred thousand
// people are never named.
var distant = map[string]int{"CN": 350e3, "IN": 200e3, "BR": 180e3, "JP": 180e3, "ID": 180e3, "MX": 150e3}

func large(r *record) bool {
	if r.part() {
		return false
	}
	switch r.feature {
	case "PPLC":
		return true
	case "PPLA":
		if r.population >= 25e3 {
			return true
		}
	}
	least := 100000
	if n, ok := nearby[r.country]; ok {
		least = n
	}
	if n, ok := distant[r.country]; ok {
		least = n
	}
	return r.population >= least
}

func kindOf(r *record) string {
	if r.feature == "PPLC" || r.feature == "PPLG" { // the second is a seat of government, as La Paz
		return "capital"
	}
	return "city"
}

// aliases are the names beside the main one, without repetition, and without
// the marks that reports leave out: "Ra'anana" for "Ra‘anana".
func aliases(name string, names []string) []string {
	var out []string
	for _, n := range names {
		n = strings.NewReplacer("‘", "'", "’", "'", "`", "'").Replace(n)
		for _, alias := range []string{n, strings.TrimSuffix(n, "-si")} {
			if alias != "" && alias != name && !slices.Contains(out, alias) {
				out = append(out, alias)
			}
		}
	}
	return out
}
