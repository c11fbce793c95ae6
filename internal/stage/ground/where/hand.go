package where

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"dragoman/internal/actors"
	"dragoman/internal/lexicon"
	"dragoman/internal/places"
)

// hand is a place from a table written by hand: a state, or a row of
// regions.tsv.
type hand struct {
	name  string
	as    ref // the place of the index that it stands for, or nowhere
	place places.Place
	in    [2]ref
}

// called is what the tables by hand know under a name.
type called struct {
	refs   []places.Ref
	longer bool
}

// countryPoints takes over where gazetteers set the point for a whole country:
// the index begins with these.
func (g *gazetteer) countryPoints(x *places.Index) {
	for i := range x.Len() {
		p := x.Place(i)
		if p.Kind != "country" {
			return
		}
		if r, ok := g.states[p.Country]; ok {
			g.hands[r].place.Lat, g.hands[r].place.Lon = p.Lat, p.Lon
		}
	}
}

func (g *gazetteer) addState(s *actors.State) {
	past := !s.Spell.To.IsZero()
	h := hand{name: s.Name, as: nowhere, place: places.Place{Lat: s.Lat, Lon: s.Lon, Country: s.Code, Kind: "country", Population: 5e7}, in: [2]ref{nowhere, nowhere}}
	if past {
		h.place.Population = 1e5 // "Yugoslavia" has no rival, "Germany" of 1950 has
	}
	r := g.add(h, append([]string{s.Name, s.Official}, s.Aliases...))
	g.states[s.Code] = r
	for _, a := range append(s.Inhabitants, s.Adjectives...) {
		if _, taken := g.peoples[strings.ToLower(a)]; !taken || !past {
			g.peoples[strings.ToLower(a)] = r
		}
	}
	if s.Capital == "" || s.CapitalLat == 0 || past {
		return
	}
	h = hand{name: s.Capital, place: places.Place{Lat: s.CapitalLat, Lon: s.CapitalLon, Country: s.Code, Kind: "capital", Population: 1e6}}
	g.adopt(&h, 60, s.Capital)
	r = g.add(h, []string{s.Capital})
	for _, n := range s.Capitals { // spellings of its name, former names, and other seats of the government
		if !slices.ContainsFunc(g.options(keyOf(n)), func(o option) bool { return o.Country == s.Code && o.ref != r && !o.alias && rough(o.Kind) == "city" }) {
			g.call(n, r, true)
		}
	}
}

// addRow reads a row of regions.tsv.
func (g *gazetteer) addRow(row lexicon.Row) error {
	h := hand{name: row.Get("name"), place: places.Place{Country: row.Get("country"), Kind: row.Get("kind"), Population: 3e5}}
	switch k := h.place.Kind; {
	case k == "abbreviation" || k == "postal":
		return g.abbreviate(row)
	case h.place.Country == "" || k == "continent":
		h.place.Population = 3e7
	case k == "city":
		h.place.Population = 3e4
	}
	names := append([]string{h.name}, row.List("aliases")...)
	if row.Get("lat") == "" {
		if g.adopt(&h, math.Inf(1), names...); h.as == nowhere {
			return row.Errorf("no lat and lon, and the index has no %q in %q", h.name, h.place.Country)
		}
	} else {
		lat, err1 := strconv.ParseFloat(row.Get("lat"), 64)
		lon, err2 := strconv.ParseFloat(row.Get("lon"), 64)
		if err1 != nil || err2 != nil || math.Abs(lat) > 90 || math.Abs(lon) > 180 {
			return row.Errorf("lat %q lon %q, expected degrees", row.Get("lat"), row.Get("lon"))
		}
		h.place.Lat, h.place.Lon = lat, lon
		least := h.place.Population
		g.adopt(&h, map[string]float64{"region": 900, "island": 250, "city": 40}[h.place.Kind], names...)
		h.place.Lat, h.place.Lon, h.place.Population = lat, lon, max(least, h.place.Population)
	}
	r := g.add(h, names)
	for _, a := range row.List("people") {
		g.peoples[strings.ToLower(a)] = r
	}
	return nil
}

// abbreviate reads a row of short forms.
func (g *gazetteer) abbreviate(row lexicon.Row) error {
	r := g.named(row.Get("name"), row.Get("country"))
	if r == nowhere {
		return row.Errorf("no place %q in %q to abbreviate", row.Get("name"), row.Get("country"))
	}
	for _, a := range row.List("aliases") {
		switch {
		case row.Get("kind") == "postal":
			g.postal[a] = append(g.postal[a], r)
		case len(Words(a)) > 1: // "W.Va."
			g.call(a, r, false)
		default:
			g.written[a] = r
			if cut := strings.TrimSuffix(a, "."); strings.Contains(cut, ".") {
				g.written[cut] = r // "N.Y" at the end of a sentence that takes the point
			}
		}
	}
	return nil
}

// adopt lets a place by hand stand for one of the index: of those that bear
// one of its names in its country, of its kind and within some kilometres, the
// largest. "Washington state" is the index's Washington.
func (g *gazetteer) adopt(h *hand, within float64, names ...string) {
	h.as, h.in = nowhere, [2]ref{nowhere, nowhere}
	want, best := h.place, option{ref: nowhere}
	for _, name := range names {
		bare := name
		if i := strings.LastIndexByte(name, ' '); i > 0 && g.is(strings.ToLower(name[i+1:]), town|region|county) {
			bare = name[:i]
		}
		for _, o := range g.options(keyOf(bare)) {
			if !o.hand && o.Country == want.Country && rough(o.Kind) == rough(want.Kind) && (best.ref == nowhere || o.Population > best.Population) &&
				(math.IsInf(within, 1) || places.Distance(o.Lat, o.Lon, want.Lat, want.Lon) <= within) {
				best = o
			}
		}
		if best.ref != nowhere {
			h.as, h.in, h.place = best.ref, best.in, best.Place
			h.place.Kind = want.Kind
			return
		}
	}
}

// add files a place by hand under its names. Those in capitals are short forms.
func (g *gazetteer) add(h hand, names []string) ref {
	r := ref(len(g.hands))
	if h.as != nowhere {
		g.stands[h.as] = r
	}
	g.hands = append(g.hands, h)
	for _, n := range names {
		if short := len(n) <= 5 && strings.ToUpper(n) == n && n != strings.ToLower(n) && !strings.Contains(n, " "); short {
			g.written[n] = r
			if plain := strings.ReplaceAll(n, ".", ""); len(plain) > 1 {
				g.written[plain] = r
			}
			continue
		}
		g.call(n, r, false)
	}
	return r
}

// call files a place under a name.
func (g *gazetteer) call(name string, r ref, alias bool) {
	words := Words(name)
	if len(words) == 0 {
		return
	}
	k := places.NoWords
	for i, w := range words {
		if i > 0 {
			g.under(k).longer = true
		}
		k = k.Word(w)
	}
	c := g.under(k)
	if !slices.ContainsFunc(c.refs, func(have places.Ref) bool { return have.Place == int(r) }) {
		c.refs = append(c.refs, places.Ref{Place: int(r), Alias: alias})
	}
}

func (g *gazetteer) under(k places.Key) *called {
	c := g.names[k]
	if c == nil {
		c = &called{}
		g.names[k] = c
	}
	return c
}

// named returns the place that goes by a name in a country: the one by hand,
// else the largest.
func (g *gazetteer) named(name, country string) ref {
	best := option{ref: nowhere}
	for _, o := range g.options(keyOf(name)) {
		if o.Country == country && g.name(o.ref) == name && (best.ref == nowhere || !best.hand && (o.hand || o.Population > best.Population)) {
			best = o
		}
	}
	return best.ref
}
