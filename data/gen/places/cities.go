package main

import (
	"bytes"
	"errors"
	"strings"

	"dragoman/internal/places"
)

func parse(raw []byte) ([]places.Record, error) {
	var all []places.Record
	for line := range bytes.Lines(raw) {
		if strings.Count(string(line), "\t") < 18 {
			continue // the source ends in an empty line
		}
		r, err := places.ParseRecord(string(line))
		if err != nil {
			return nil, err
		}
		all = append(all, r)
	}
	return all, nil
}

// fits says how well a name fits a record: 3 its own name, 2 its name
// without accents, 1 one of its other names, 0 none.
func fits(r *places.Record, name string) int {
	switch {
	case r.Name == name:
		return 3
	case r.ASCII == name:
		return 2
	}
	for _, o := range r.Others {
		if o == name {
			return 1
		}
	}
	return 0
}

// resolve finds the record of each row of names.tsv: of those that bear the
// name in the country the best called, then the largest.
func (k *knowledge) resolve(all []places.Record) (map[int]called, error) {
	byCountry := map[string][]int{}
	for i := range all {
		c := k.alpha3[all[i].Country]
		byCountry[c] = append(byCountry[c], i)
	}
	calls := map[int]called{}
	var faults []error
	for _, n := range k.named {
		best, bestRank := -1, 0.0
		for _, i := range byCountry[n.country] {
			r := &all[i]
			fit := fits(r, n.find)
			if fit == 0 {
				continue
			}
			rank := r.Population + 1
			if r.Kind() != "city" && r.Kind() != "capital" {
				rank = 1
			}
			if fit == 1 {
				rank /= 10 // another name of a large city may be a small city's own
			}
			if best < 0 || rank > bestRank {
				best, bestRank = i, rank
			}
		}
		if best < 0 {
			faults = append(faults, n.row.Errorf("the source has no %q in %s", n.find, n.country))
			continue
		}
		have := calls[best]
		calls[best] = called{append(have.names, n.names...), append(have.former, n.former...)}
	}
	return calls, errors.Join(faults...)
}
