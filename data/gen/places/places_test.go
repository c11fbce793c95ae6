package main

import (
	"os"
	"testing"

	"dragoman/internal/places"
)

func TestBareName(t *testing.T) {
	k, err := readKnowledge(os.DirFS("."))
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{"Wardak Province": "Wardak", "Kabupaten Garut": "Garut", "Département du Vaucluse": "Vaucluse", "Texas": "Texas"} {
		if got := k.bareName(name); got != want {
			t.Errorf("%q is called %q, want %q", name, got, want)
		}
	}
}

// The middle of a region is that of its area: a metropolis weighs no more than
// a village.
func TestMiddle(t *testing.T) {
	at := func(lat, lon float64) places.Record {
		return places.Record{Lat: lat, Lon: lon, Country: "US", Admin: [2]string{"NY", "1"}, Class: "P", Population: 1000}
	}
	all := []places.Record{at(40.6, -74.1), at(40.61, -74.11), at(40.62, -74.12), at(44.6, -76.1)}
	lat, lon := middlesOf(all, 0)["US.NY"].middle()
	if lat < 42 || lat > 43 || lon < -76 || lon > -74.5 {
		t.Errorf("the middle is %v %v, want half way", lat, lon)
	}
}

// Of those that bear a name the best called wins, then the largest.
func TestResolve(t *testing.T) {
	k := &knowledge{alpha3: map[string]string{"US": "USA"}, named: []naming{{country: "USA", find: "Manchester", called: called{names: []string{"Manchester"}}}}}
	all := []places.Record{
		{Name: "Richmond", Others: []string{"Manchester"}, Country: "US", Class: "P", Population: 220000},
		{Name: "Manchester", Country: "US", Class: "P", Population: 110000},
		{Name: "Manchester", Country: "US", Class: "P", Population: 30000},
	}
	calls, err := k.resolve(all)
	if err != nil || len(calls[1].names) != 1 {
		t.Errorf("%v %v, want the second", calls, err)
	}
}
