package main

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
)

// record is one line of a GeoNames dump.
type record struct {
	id, name, ascii string
	others          []string // names in any language, unlabelled
	lat, lon        string
	feature         string // PPLC capital, PPLA seat of a region, PPLX part of a city ...
	country         string // ISO 3166-1 alpha-2
	admin           string // code of the first-order region
	population      int
}

func parse(raw []byte) []record {
	var all []record
	for line := range bytes.Lines(raw) {
		f := strings.Split(strings.TrimRight(string(line), "\r\n"), "\t")
		if len(f) < 15 {
			continue
		}
		n, _ := strconv.Atoi(f[14]) // an empty cell: not known, as good as none
		all = append(all, record{id: f[0], name: f[1], ascii: f[2], others: strings.Split(f[3], ","), lat: f[4], lon: f[5],
			feature: f[7], country: f[8], admin: f[10], population: n})
	}
	return all
}

// called says how well a name fits a record: 3 its own name, 2 its name
// without accents, 1 one of its other names, 0 none.
func (r *record) called(name string) int {
	switch {
	case r.name == name:
		return 3
	case r.ascii == name:
		return 2
	}
	for _, o := range r.others {
		if o == name {
			return 1
		}
	}
	return 0
}

// part reports whether the record is a quarter of a city, or was a place once.
func (r *record) part() bool {
	switch r.feature {
	case "PPLX", "PPLH", "PPLQ", "PPLW", "PPLCH", "STLMT":
		return true
	}
	return false
}

// place is one row of the table.
type place struct {
	name           string
	aliases        []string
	country, admin string
	lat, lon       string
	population     int
	kind, source   string
}

func (p place) write(b *bytes.Buffer) {
	fmt.Fprintf(b, "%s\t%s\t%s\t%s\t%s\t%s\t%d\t%s\t%s\n", p.name, strings.Join(p.aliases, "|"), p.country, p.admin,
		round(p.lat), round(p.lon), p.population, p.kind, p.source)
}

// round cuts degrees to two digits after the point, about a kilometre.
func round(degrees string) string {
	f, err := strconv.ParseFloat(degrees, 64)
	if err != nil {
		return degrees
	}
	return strconv.FormatFloat(f, 'f', 2, 64)
}
