package where

import (
	"errors"
	"io/fs"
	"maps"
	"slices"
	"strconv"
	"strings"

	"dragoman/internal/actors"
	"dragoman/internal/lexicon"
	"dragoman/internal/places"
	"dragoman/internal/stage/ground/scan"
)

// ref names a place: those of hand first, then those of each index.
type ref = int32

const nowhere ref = -1

// gazetteer finds places by name: the tables by hand first, then indexes of
// places by the ten thousand.
type gazetteer struct {
	vocabulary
	counties []string // words for a county that names end in
	hands    []hand
	names    map[places.Key]*called
	written  map[string]ref   // short forms, found only as they are written: "US", "Ala."
	postal   map[string][]ref // the same, behind a city: "Mobile, AL"
	peoples  map[string]ref   // adjectives and inhabitants, in small letters
	stands   map[ref]ref      // places of an index that a hand stands for
	states   map[string]ref   // by code
	indexes  []*places.Index
	first    []ref // of each index
}

// option is a place that a name may denote.
type option struct {
	places.Place
	ref   ref
	in    [2]ref
	alias bool // not the name it goes by
	hand  bool
}

func readGazetteer(fsys fs.FS, states *actors.States, words vocabulary) (*gazetteer, error) {
	g := &gazetteer{
		vocabulary: words, counties: words.all(county),
		names: make(map[places.Key]*called, 1<<12), written: map[string]ref{}, postal: map[string][]ref{}, peoples: map[string]ref{},
		stands: map[ref]ref{}, states: map[string]ref{},
	}
	x, err := places.Read(fsys)
	if err != nil && !errors.Is(err, fs.ErrNotExist) { // states and regions alone still make a gazetteer
		return nil, err
	}
	t, err := lexicon.Read(fsys, "ground/regions.tsv", "name", "aliases", "people", "country", "lat", "lon", "kind", "example", "source")
	if err != nil {
		return nil, err
	}
	if x != nil { // its refs start where those by hand end: two for a state
		g.use(x, ref(len(t.Rows)+2*len(states.All)))
	}
	for i := range states.All {
		g.addState(&states.All[i])
	}
	if x != nil {
		g.countryPoints(x)
	}
	var faults []error
	for _, row := range t.Rows {
		faults = append(faults, g.addRow(row))
	}
	return g, errors.Join(faults...)
}

// use adds an index whose places are numbered from a ref on.
func (g *gazetteer) use(x *places.Index, from ref) {
	g.indexes, g.first = append(g.indexes, x), append(g.first, from)
}

// with returns a gazetteer that also knows an index of the user's. Its states
// and regions are those that are known already, where these are called alike.
func (g *gazetteer) with(x *places.Index) *gazetteer {
	more := *g
	more.indexes, more.first, more.stands = slices.Clone(g.indexes), slices.Clone(g.first), maps.Clone(g.stands)
	from := ref(len(g.hands))
	if n := len(g.indexes); n > 0 {
		from = g.first[n-1] + ref(g.indexes[n-1].Len())
	}
	for i := range x.Len() {
		switch p := x.Place(i); p.Kind {
		case "country":
			if r, ok := g.states[p.Country]; ok {
				more.stands[from+ref(i)] = r
			}
		case "region":
			if r := g.regionOf(x.Name(i), p.Country); r != nowhere {
				more.stands[from+ref(i)] = r
			}
		}
	}
	more.use(x, from)
	return &more
}

// regionOf finds a region by name.
func (g *gazetteer) regionOf(name, country string) ref {
	for _, o := range g.options(keyOf(name)) {
		if o.Kind == "region" && o.Country == country {
			return o.ref
		}
	}
	return nowhere
}

// rough is the kind of a place as far as names tell it.
func rough(kind string) string {
	switch kind {
	case "capital", "quarter", "camp":
		return "city"
	case "county", "island":
		return "region"
	}
	return kind
}

func keyOf(name string) places.Key {
	k := places.NoWords
	for _, w := range Words(name) {
		k = k.Word(w)
	}
	return k
}

// options lists what a name may denote, without repetition.
func (g *gazetteer) options(k places.Key) []option {
	var out []option
	if c := g.names[k]; c != nil {
		for _, r := range c.refs {
			out = append(out, g.option(ref(r.Place), r.Alias))
		}
	}
	var buf [64]places.Ref
	for i, x := range g.indexes {
		refs, _ := x.Find(k, buf[:0])
		for _, r := range refs {
			at := g.first[i] + ref(r.Place)
			if h, ok := g.stands[at]; ok {
				at, r.Alias = h, true // "Washington" is not what the state is called by hand
			}
			o := g.option(at, r.Alias)
			if !slices.ContainsFunc(out, func(have option) bool {
				return have.ref == o.ref || o.GeoNames != 0 && have.GeoNames == o.GeoNames
			}) {
				out = append(out, o)
			}
		}
	}
	return out
}

// option reads a place.
func (g *gazetteer) option(r ref, alias bool) option {
	if int(r) < len(g.hands) {
		h := &g.hands[r]
		return option{Place: h.place, ref: r, in: h.in, alias: alias, hand: true}
	}
	x, from := g.index(r)
	p := x.Place(int(r - from))
	o := option{Place: p, ref: r, alias: alias}
	for i, n := range p.In {
		o.in[i] = nowhere
		if n >= 0 {
			o.in[i] = from + ref(n)
			if h, ok := g.stands[o.in[i]]; ok {
				o.in[i] = h
			}
		}
	}
	return o
}

func (g *gazetteer) index(r ref) (*places.Index, ref) {
	i := len(g.first) - 1
	for i > 0 && r < g.first[i] {
		i--
	}
	return g.indexes[i], g.first[i]
}

func (g *gazetteer) name(r ref) string {
	if int(r) < len(g.hands) {
		return g.hands[r].name
	}
	x, from := g.index(r)
	return x.Name(int(r - from))
}

// id is the number in GeoNames where there is one, the code of a state, or a
// slug.
func (g *gazetteer) id(o *option) string {
	if o.GeoNames != 0 {
		return "geonames:" + strconv.Itoa(int(o.GeoNames))
	}
	if o.Kind == "country" && o.hand {
		return o.Country
	}
	parts := []string{o.Country}
	if !o.hand && o.in[0] != nowhere {
		parts = append(parts, g.name(o.in[0]))
	}
	return slug(append(parts, g.name(o.ref))...)
}

// slug writes "USA/texas/madison-county".
func slug(parts ...string) string {
	var out []string
	for i, p := range parts {
		if p == "" {
			continue
		}
		if i > 0 || len(p) != 3 {
			p = strings.Join(Words(p), "-")
		}
		out = append(out, p)
	}
	return strings.Join(out, "/")
}

// begins reports whether a name may begin at piece i: with a capital, or an
// article before one, "al-Tanf".
func begins(ws []scan.Word, i int) bool {
	return ws[i].Cap || len(ws[i].Lower) <= 3 && i+2 < len(ws) && ws[i+1].Lower == "-" && ws[i+1].Glued && ws[i+2].Glued && ws[i+2].Cap && ws[i].Kind == scan.Letters
}

// find returns the longest name at piece i: where it ends and its key.
func (g *gazetteer) find(text string, ws []scan.Word, i int) (last int, k places.Key) {
	if !begins(ws, i) {
		return 0, 0
	}
	at := places.NoWords
	for j := i; j < len(ws); j = g.next(ws, j) {
		f := places.Fold(ws[j].Lower)
		if f == "" {
			break
		}
		at = at.Word(f)
		// a name goes on with capitals and "of"; those by hand, with "strip" as well
		plain := j > i && !ws[j].Cap && !ws[j].Glued && ws[j].Kind == scan.Letters && len(f) > 4
		bears, longer := g.has(at, plain)
		if w := text[ws[j].Start:ws[j].End]; j == i && len(w) <= 3 && strings.ToUpper(w) == w {
			bears, _ = g.has(at, true) // the EU is not the French town of Eu
		}
		if bears {
			last, k = j+1, at
		}
		if !longer {
			break
		}
	}
	return last, k
}

// has reports whether anything bears a name, and whether longer names begin
// with it; by hand alone where that is asked.
func (g *gazetteer) has(k places.Key, byHand bool) (bears, longer bool) {
	if c := g.names[k]; c != nil {
		bears, longer = len(c.refs) > 0, c.longer
	}
	if byHand {
		return bears, longer
	}
	for _, x := range g.indexes {
		b, l := x.Has(k)
		bears, longer = bears || b, longer || l
	}
	return bears, longer
}

// short returns the place that a short form denotes, as it is written: "US",
// "U.S.", "Ala.".
func (g *gazetteer) short(text string, w scan.Word) (r ref, end int) {
	if w.End < len(text) && text[w.End] == '.' {
		if r, ok := g.written[text[w.Start:w.End+1]]; ok {
			return r, w.End + 1
		}
	}
	if r, ok := g.written[text[w.Start:w.End]]; ok {
		return r, w.End
	}
	return nowhere, 0
}
