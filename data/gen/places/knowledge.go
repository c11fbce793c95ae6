package main

import (
	"errors"
	"io/fs"
	"strconv"

	"dragoman/internal/lexicon"
)

// knowledge is the hand-written tables beside this program.
type knowledge struct {
	countries []country
	alpha3    map[string]string // alpha-2 to alpha-3
	numeric   map[string]string // ISO 3166-1 number to alpha-3
	named     []naming
	starts    []string // what reports leave out of the names of regions
	ends      []string
}

// country is a row of countries.tsv.
type country struct {
	alpha2, alpha3 string
	lat, lon       float64
	known          bool // whether lat and lon are
}

// naming is a row of names.tsv: a city, and what reports call it.
type naming struct {
	row           lexicon.Row
	country, find string
	called
}

// called is the names of a city beside those that the source has.
type called struct{ names, former []string }

func readKnowledge(fsys fs.FS) (*knowledge, error) {
	k := &knowledge{alpha3: map[string]string{}, numeric: map[string]string{}}
	countries, err1 := lexicon.Read(fsys, "countries.tsv", "alpha2", "alpha3", "numeric", "lat", "lon")
	names, err2 := lexicon.Read(fsys, "names.tsv", "country", "find", "name", "aliases", "former")
	bare, err3 := lexicon.Read(fsys, "bare.tsv", "at", "words")
	if err := errors.Join(err1, err2, err3); err != nil {
		return nil, err
	}
	for _, r := range bare.Rows {
		switch r.Get("at") {
		case "start":
			k.starts = append(k.starts, r.List("words")...)
		case "end":
			k.ends = append(k.ends, r.List("words")...)
		default:
			return nil, r.Errorf("at %q, expected start or end", r.Get("at"))
		}
	}
	for _, r := range countries.Rows {
		c := country{alpha2: r.Get("alpha2"), alpha3: r.Get("alpha3"), known: r.Get("lat") != ""}
		if c.known {
			c.lat, err1 = strconv.ParseFloat(r.Get("lat"), 64)
			c.lon, err2 = strconv.ParseFloat(r.Get("lon"), 64)
			if err := errors.Join(err1, err2); err != nil {
				return nil, r.Errorf("%v", err)
			}
		}
		k.countries = append(k.countries, c)
		k.alpha3[c.alpha2] = c.alpha3
		if n := r.Get("numeric"); n != "" {
			k.numeric[n] = c.alpha3
		}
	}
	for _, r := range names.Rows {
		k.named = append(k.named, naming{r, r.Get("country"), r.Get("find"), called{append([]string{r.Get("name")}, r.List("aliases")...), r.List("former")}})
	}
	return k, nil
}
