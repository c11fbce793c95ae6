package where

import (
	"errors"
	"io/fs"
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

// gazetteer finds places by name.
type gazetteer struct {
	entries []entry
	nodes   []node
	ids     map[string]int32  // word to number
	admins  map[string]bool   // names of regions that cities lie in
	peoples map[string]string // adjectives of one word, lower case, to country codes
}

// node is a place in the trie of names.
type node struct {
	next map[int32]int32
	ends []int32 // entries whose name ends here
	form []string
}

func readGazetteer(fsys fs.FS, states *actors.States) (*gazetteer, error) {
	g := &gazetteer{nodes: make([]node, 1), ids: map[string]int32{}, admins: map[string]bool{}, peoples: map[string]string{}}
	for i := range states.All {
		g.addState(&states.All[i])
	}
	if err := g.addCities(fsys); err != nil {
		return nil, err
	}
	return g, nil
}

func (g *gazetteer) addState(s *actors.State) {
	end := s.Spell.To
	e := entry{name: s.Name, country: s.Code, lat: s.Lat, lon: s.Lon, population: 5e7, kind: "country", state: s}
	if !end.IsZero() {
		e.population = 1e5 // "Yugoslavia" has no rival, "Germany" of 1950 has
	}
	g.add(e, append([]string{s.Name, s.Official}, s.Aliases...))
	for _, a := range s.Adjectives {
		g.peoples[strings.ToLower(a)] = s.Code
	}
	if s.Capital != "" && s.CapitalLat != 0 && end.IsZero() {
		g.add(entry{name: s.Capital, country: s.Code, lat: s.CapitalLat, lon: s.CapitalLon, population: 5e6, kind: "capital"}, append([]string{s.Capital}, s.Capitals...))
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
		g.add(e, append([]string{e.name}, row.List("aliases")...))
	}
	return errors.Join(faults...)
}

func (g *gazetteer) add(e entry, names []string) {
	i := int32(len(g.entries))
	g.entries = append(g.entries, e)
	for _, n := range names {
		g.name(n, i)
		if plain := actors.Fold(n); plain != strings.ToLower(n) && !strings.ContainsAny(n, ".'’") {
			g.name(plain, i) // "Bogota" for "Bogotá"
		}
	}
}

func (g *gazetteer) name(name string, e int32) {
	words := scan.Words(name, 0, nil)
	if len(words) == 0 {
		return
	}
	at := int32(0)
	for _, w := range words {
		at = g.step(at, w.Lower)
	}
	n := &g.nodes[at]
	for _, have := range n.ends {
		if have == e {
			return
		}
	}
	n.ends = append(n.ends, e)
	n.form = append(n.form, name)
}

func (g *gazetteer) step(at int32, word string) int32 {
	id, ok := g.ids[word]
	if !ok {
		id = int32(len(g.ids) + 1)
		g.ids[word] = id
	}
	n := &g.nodes[at]
	if to, ok := n.next[id]; ok {
		return to
	}
	if n.next == nil {
		n.next = map[int32]int32{}
	}
	to := int32(len(g.nodes))
	n.next[id] = to
	g.nodes = append(g.nodes, node{})
	return to
}

// find returns the longest name at piece i: where it ends and what it may be.
func (g *gazetteer) find(text string, ws []scan.Word, i int) (last int, ends []int32) {
	at := int32(0)
	for j := i; j < len(ws); j++ {
		id, ok := g.ids[ws[j].Lower]
		if !ok {
			break
		}
		to, ok := g.nodes[at].next[id]
		if !ok {
			break
		}
		at = to
		if n := &g.nodes[at]; n.ends != nil && spelledAs(text, ws[i:j+1], n.form) {
			last, ends = j+1, n.ends
		}
	}
	return last, ends
}

// spelledAs keeps "us" from being "US": short names must be written as they
// stand, longer ones with a capital.
func spelledAs(text string, ws []scan.Word, forms []string) bool {
	if !ws[0].Cap {
		return false
	}
	if len(forms[0]) > 4 || strings.ToUpper(forms[0]) != forms[0] {
		return true
	}
	return text[ws[0].Start:ws[len(ws)-1].End] == forms[0]
}
