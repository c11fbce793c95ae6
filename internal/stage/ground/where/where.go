// Package where finds the names of places in a report and says where on Earth
// they are.
//
// It reads tokens, tags and trees and adds the layer Places. Candidates come
// from one gazetteer of states, capitals and cities; whether a name says where
// rather than who is told by the preposition, the verb, a region named behind
// it, or the dateline, for "Moscow denied" is a government and "in Moscow" a
// city; which of several places is meant by population, the countries that the
// report names, the dateline, and "City, Region" (after Gritta et al. 2018,
// without their learnt map). A name means the same place all through a report.
//
// It gets wrong small places that share a name with a large one, people and
// bodies named after cities, and knows no rivers, mountains or streets.
package where

import (
	"fmt"
	"io/fs"
	"strings"

	"dragoman/internal/actors"
	"dragoman/internal/doc"
	"dragoman/internal/lexicon"
	"dragoman/internal/stage/ground/scan"
)

// Finder finds and resolves places. It is safe for use by several goroutines.
type Finder struct {
	g     *gazetteer
	words map[string]class // of placewords.tsv and locative.tsv
}

// class is a set of what a word tells of a name near it.
type class uint16

const (
	part     class = 1 << iota // "northern"
	guarded                    // "Nice"
	plain                      // takes guarded back
	follow                     // "Sunday"
	kind                       // "city" of
	place                      // "in"
	motion                     // "to", after a governor
	governor                   // "travel"
	visit                      // "visit", its object
)

var classes = map[string]class{"part": part, "guarded": guarded, "plain": plain, "follow": follow, "kind": kind, "place": place, "motion": motion, "governor": governor, "visit": visit}

// New reads the gazetteer and the words around places.
func New(fsys fs.FS) (*Finder, error) {
	states, err := actors.LoadStates(fsys)
	if err != nil {
		return nil, fmt.Errorf("where: %w", err)
	}
	g, err := readGazetteer(fsys, states)
	if err != nil {
		return nil, err
	}
	f := &Finder{g: g, words: map[string]class{}}
	if err := f.readWords(fsys, "ground/placewords.tsv", "words"); err != nil {
		return nil, err
	}
	return f, f.readWords(fsys, "actors/locative.tsv", "form")
}

func (f *Finder) readWords(fsys fs.FS, file, column string) error {
	t, err := lexicon.Read(fsys, file, column, "class", "example", "source")
	if err != nil {
		return err
	}
	for _, row := range t.Rows {
		c, ok := classes[row.Get("class")]
		if !ok {
			return row.Errorf("class %q, expected one of part guarded plain follow kind place motion governor visit", row.Get("class"))
		}
		for _, w := range row.List(column) {
			f.words[strings.ToLower(w)] |= c
		}
	}
	return nil
}

func (f *Finder) is(word string, c class) bool { return f.words[word]&c != 0 }

// Place is a resolved name.
type Place struct {
	Name     string
	Country  string  // ISO 3166-1 alpha-3
	Lat, Lon float64 // degrees
	Kind     string
	ID       string // stable: country code and name
}

// Resolve says which place a bare name denotes: "Paris", "Paris, Texas",
// "northern Syria". The country, where known, is its ISO code.
func (f *Finder) Resolve(name, country string) (Place, bool) {
	got := f.ResolveIn(name, []doc.Span{{Start: 0, End: len(name)}}, country)
	return got[0], got[0].Name != ""
}

// ResolveIn resolves names in their text; a Place without a name is unknown.
func (f *Finder) ResolveIn(text string, spans []doc.Span, country string) []Place {
	ws := scan.Words(text, 0, nil)
	var cands []candidate
	at := make([]int, len(spans))
	for k, s := range spans {
		at[k] = -1
		if c, ok := f.within(text, ws, s); ok {
			at[k] = len(cands)
			cands = append(cands, c)
		}
	}
	ctx := f.context(text, ws)
	ctx.hint = country
	f.g.settle(cands, ctx)
	out := make([]Place, len(spans))
	for k := range spans {
		if at[k] >= 0 {
			out[k] = f.place(&cands[at[k]], text)
		}
	}
	return out
}

// within reads the name under a span, or the longest one inside it.
func (f *Finder) within(text string, ws []scan.Word, s doc.Span) (candidate, bool) {
	var best candidate
	for i := range ws {
		if ws[i].Start < s.Start || ws[i].Start >= s.End {
			continue
		}
		c, ok := f.candidate(text, ws, i)
		if ok && c.last-c.first > best.last-best.first {
			best = c
		}
	}
	return best, best.last > 0
}

// candidate reads a name at piece i with what stands around it.
func (f *Finder) candidate(text string, ws []scan.Word, i int) (candidate, bool) {
	last, ends := f.g.find(text, ws, i)
	if last == 0 {
		return candidate{}, false
	}
	c := candidate{first: i, last: last, start: ws[i].Start, end: ws[last-1].End, ends: ends, part: -1}
	if ws[last-1].Kind == scan.Letters && strings.Contains(ws[last-1].Lower, ".") && last < len(ws) && ws[last].Lower == "." && ws[last].Glued {
		c.end = ws[last].End // "U.S."
	}
	c.within, _ = f.g.container(text, ws, last)
	if i > 0 && f.is(ws[i-1].Lower, part) {
		c.part = ws[i-1].Start
	}
	return c, true
}

// context counts the countries that a text names.
func (f *Finder) context(text string, ws []scan.Word) *context {
	ctx := &context{countries: map[string]float64{}}
	f.count(ctx, text, ws)
	return ctx
}

func (f *Finder) count(ctx *context, text string, ws []scan.Word) {
	for i := 0; i < len(ws); i++ {
		if !ws[i].Cap {
			continue
		}
		if c, ok := f.g.peoples[ws[i].Lower]; ok {
			ctx.countries[c]++
		}
		last, ends := f.g.find(text, ws, i)
		if last == 0 {
			continue
		}
		for _, e := range ends {
			if en := &f.g.entries[e]; en.kind == "country" || len(ends) == 1 {
				ctx.countries[en.country]++
			}
		}
		i = last - 1
	}
}

// settle chooses for all candidates; a name told once with its region means
// that place everywhere.
func (g *gazetteer) settle(cands []candidate, ctx *context) {
	sense := map[int32]string{} // first possible entry of a name to the region told
	for i := range cands {
		if c := &cands[i]; c.within != "" {
			sense[c.ends[0]] = c.within
		}
	}
	for i := range cands {
		c := &cands[i]
		if c.within == "" {
			c.within = sense[c.ends[0]]
		}
		c.chosen = g.choose(c, ctx)
	}
}

func (f *Finder) place(c *candidate, text string) Place {
	e := &f.g.entries[c.chosen]
	p := Place{Name: e.name, Country: e.country, Lat: e.lat, Lon: e.lon, Kind: e.kind, ID: e.country + ":" + e.name}
	if e.kind == "country" {
		p.ID = e.country
	}
	if c.part >= 0 && e.kind == "country" {
		word, _, _ := strings.Cut(text[c.part:c.start], " ")
		p.Name, p.Kind = strings.ToLower(word)+" "+e.name, "region"
		p.ID += ":" + strings.ToLower(word)
	}
	return p
}
