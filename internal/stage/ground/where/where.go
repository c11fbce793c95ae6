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
	follow                     // "Sunday"
	kind                       // "city" of
	place                      // "in"
	motion                     // "to", after a governor
	governor                   // "travel"
	visit                      // "visit", its object
)

var classes = map[string]class{"part": part, "guarded": guarded, "follow": follow, "kind": kind, "place": place, "motion": motion, "governor": governor, "visit": visit}

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
	return f, f.readWords(fsys, "lexicon/locative.tsv", "form")
}

func (f *Finder) readWords(fsys fs.FS, file, column string) error {
	t, err := lexicon.Read(fsys, file, column, "class", "example", "source")
	if err != nil {
		return err
	}
	for _, row := range t.Rows {
		c, ok := classes[row.Get("class")]
		if !ok {
			return row.Errorf("class %q, expected one of part guarded follow kind place motion governor visit", row.Get("class"))
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
	ctx := newContext()
	f.count(ctx, text, ws)
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

// within reads the name under a span. What is left over of the span may only
// be grammar, a part ("northern") or a kind ("province"): a county is not the
// town it is called after. A people stands for its state.
func (f *Finder) within(text string, ws []scan.Word, s doc.Span) (candidate, bool) {
	var best candidate
	first, last := -1, -1
	for i := range ws {
		if ws[i].Start >= s.End {
			break
		}
		if ws[i].End <= s.Start {
			continue
		}
		if first < 0 {
			first = i
		}
		last = i + 1
		if c, ok := f.candidate(text, ws, i); ok && c.last-c.first > best.last-best.first {
			best = c
		}
	}
	if best.last > 0 && f.covers(ws, first, last, &best) {
		return best, true
	}
	if first >= 0 {
		if code, ok := f.g.peoples[strings.ToLower(text[ws[first].Start:ws[last-1].End])]; ok {
			return candidate{first: first, last: last, start: s.Start, end: s.End, ends: f.g.byState[code], part: -1}, true
		}
	}
	return candidate{}, false
}

// covers reports whether the pieces [first, last) say no more than the name.
func (f *Finder) covers(ws []scan.Word, first, last int, c *candidate) bool {
	for i := first; i < last; i++ {
		if i >= c.first && i < c.last || ws[i].Kind == scan.Sign || !ws[i].Cap || f.is(ws[i].Lower, part|kind) && ws[i].Lower != "county" {
			continue
		}
		if i > c.last && c.within != "" || ws[i].Lower == "the" || ws[i].Lower == "s" {
			continue
		}
		return false
	}
	return true
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
	c.within = f.g.container(text, ws, last)
	if i > 0 && f.is(ws[i-1].Lower, part) && !ws[i-1].Glued { // not "pro-Western Japan"
		c.part = ws[i-1].Start
	}
	return c, true
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
