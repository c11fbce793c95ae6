// Package where finds the names of places in a report and says where on Earth
// they are.
//
// It reads tokens, tags, trees and names and adds the layer Places. Candidates
// come from tables by hand – states, seas, disputed regions – and from an
// index of two hundred thousand cities and regions (package places). Whether a
// name says where rather than who is told by the network's names, the
// preposition, the verb, a region named behind it, or the dateline, for
// "Moscow denied" is a government and "in Moscow" a city. Which of several
// places is meant is told by a score: people, what is named behind it ("Paris,
// Texas"), the countries and regions of the report, how near the other places
// lie (after Leidner 2007 and Gritta et al. 2018, without a learnt map). A name
// means the same place all through a report, and the score can be read in
// Place.Why.
//
// It gets wrong small places that share a name with a large one where the
// report does not say which, and people and bodies named after cities; and
// knows streets, buildings and rivers by hand only.
package where

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"

	"dragoman/internal/actors"
	"dragoman/internal/doc"
	"dragoman/internal/places"
	"dragoman/internal/stage/ground/scan"
)

// Finder finds and resolves places. It is safe for use by several goroutines.
type Finder struct {
	g     *gazetteer
	lands *lands
}

// New reads the gazetteer and the words around places.
func New(fsys fs.FS) (*Finder, error) {
	states, err1 := actors.LoadStates(fsys)
	words, err2 := readWords(fsys)
	if err := errors.Join(err1, err2); err != nil {
		return nil, fmt.Errorf("where: %w", err)
	}
	g, err := readGazetteer(fsys, states, words)
	if err != nil {
		return nil, fmt.Errorf("where: %w", err)
	}
	return &Finder{g: g, lands: &lands{fsys: fsys}}, nil
}

// mostLoaded is how many places of a user's there is room for, some 100 MB.
const mostLoaded = 2_000_000

// Load returns a finder that also knows the places of a GeoNames dump: lines
// of nineteen cells, of one country or of all.
func (f *Finder) Load(dump io.Reader) (*Finder, error) {
	codes := f.g.alpha3()
	x, err := places.Load(dump, places.Loading{
		Words: Words, Alias: Alias, Most: mostLoaded,
		Country: func(alpha2 string) string { return codes[alpha2] },
		At:      func(lat, lon float64) string { return f.lands.country(lat, lon) },
	})
	if err != nil {
		return nil, fmt.Errorf("where: %w", err)
	}
	more := *f
	more.g = f.g.with(x)
	return &more, nil
}

// Place is a resolved name.
type Place struct {
	Name     string
	Country  string  // ISO 3166-1 alpha-3
	Lat, Lon float64 // degrees
	Kind     string
	ID       string // "geonames:292223", the code of a state, or a slug
	Why      string // for people: what decided
}

// Resolve says which place a bare name denotes: "Paris", "Paris, Texas",
// "northern Syria". The country, where known, is its ISO code.
func (f *Finder) Resolve(name, country string) (Place, bool) {
	got := f.ResolveIn(name, []doc.Span{{Start: 0, End: len(name)}}, country)
	return got[0], got[0].Name != ""
}

// ResolveIn resolves names in their text; a Place without a name is unknown.
func (f *Finder) ResolveIn(text string, spans []doc.Span, country string) []Place {
	r := reading{g: f.g, text: text, ws: scan.Words(text, 0, nil), seen: map[places.Key][]option{}}
	var cands []candidate
	at := make([]int, len(spans))
	for k, s := range spans {
		at[k] = -1
		if c, ok := r.within(s); ok {
			at[k] = len(cands)
			cands = append(cands, c)
		}
	}
	ctx := newContext()
	ctx.hint = country
	cands = r.others(cands, ctx)
	f.g.settle(cands, ctx)
	out := make([]Place, len(spans))
	for k := range spans {
		if at[k] >= 0 {
			out[k] = f.place(&cands[at[k]], text)
		}
	}
	return out
}

func (f *Finder) place(c *candidate, text string) Place {
	o := &c.options[c.chosen]
	p := Place{Name: f.g.name(o.ref), Country: o.Country, Lat: o.Lat, Lon: o.Lon, Kind: o.Kind, ID: f.g.id(o), Why: explain(len(c.options), c.why)}
	if c.part >= 0 && o.Kind == "country" {
		word, _, _ := strings.Cut(text[c.part:c.start], " ")
		p.Name, p.Kind = strings.ToLower(word)+" "+p.Name, "region"
		p.ID += "/" + strings.ToLower(word)
	}
	if c.site != "" {
		p.Name, p.Kind, p.Why = c.site, "site", "called after "+p.Name+": "+p.Why
		p.ID += "/" + strings.Join(Words(c.site), "-")
	}
	return p
}
