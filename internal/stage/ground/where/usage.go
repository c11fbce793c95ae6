package where

import (
	"slices"
	"strings"

	"dragoman/internal/doc"
	"dragoman/internal/stage/ground/scan"
)

// usage tells whether a name in a sentence says where.
type usage struct {
	g         *gazetteer
	d         *doc.Document
	sent      *doc.Sentence
	ws        []scan.Word
	lastPlace int // piece after the last place found, 0 for none
}

// isPlace decides by kind: the name of a state or capital is a place only
// where something says so ("in Syria"), that of a city unless something says
// that it is part of a longer name. A town that few have heard of must be a
// place to the network that reads names, or be told with its region.
func (u *usage) isPlace(c *candidate) bool {
	if u.sent.Kind == doc.DateLine {
		return true
	}
	named := u.name(c)
	if named == "PER" || u.inLongerName(c) {
		return false
	}
	if u.g.holds(c) || u.afterComma(c) {
		return true
	}
	lower := strings.ToLower(u.d.Text[c.start:c.end])
	if u.g.isPeople(lower) && !c.state() {
		return false // "American", a town
	}
	locative := c.part >= 0 || u.locative(c)
	if !c.known() && named != "LOC" && !(named == "" && locative && c.large(15e3)) {
		return false
	}
	if locative {
		return true
	}
	if c.state() || slices.ContainsFunc(c.options, func(o option) bool { return o.Kind == "capital" && o.hand }) {
		return false
	}
	return named == "LOC" || named == "" && !u.g.is(lower, guarded) && u.tagged(c)
}

// name is the kind of the network's name that covers the candidate, or empty.
func (u *usage) name(c *candidate) string {
	i := u.token(c.start)
	if i < 0 {
		return ""
	}
	k, _ := slices.BinarySearchFunc(u.d.Names, i, func(n doc.Name, i int) int {
		if n.Last <= i {
			return -1
		}
		return 1
	})
	if k < len(u.d.Names) && u.d.Names[k].First <= i {
		return u.d.Names[k].Kind
	}
	return ""
}

// inLongerName keeps "Boston" out of "Boston Globe" and "Jordan" out of
// "Michael Jordan".
func (u *usage) inLongerName(c *candidate) bool {
	if u.sent.Kind == doc.Title {
		return false // where every word has a capital, it tells nothing
	}
	if n := c.last; n < len(u.ws) {
		next := u.ws[n]
		if next.Kind == scan.Letters && next.Cap && !u.g.is(next.Lower, follow) && !u.g.isPeople(next.Lower) {
			return true
		}
		if next.Lower == "-" && next.Glued && n+1 < len(u.ws) && u.ws[n+1].Glued {
			return true // "Moscow-backed", "Paris-Dakar"
		}
	}
	if c.first == 0 {
		return false
	}
	prev := u.ws[c.first-1]
	if prev.Lower == "-" && prev.Glued {
		return true
	}
	return prev.Kind == scan.Letters && prev.Cap && c.first > 1 && !u.g.is(prev.Lower, part|place|motion) && c.first != u.lastPlace && !u.function(prev)
}

func (g *gazetteer) isPeople(w string) bool { _, ok := g.peoples[w]; return ok }

// function reports whether the token at a piece is a word of grammar: "The".
func (u *usage) function(w scan.Word) bool {
	i := u.token(w.Start)
	if i < 0 || i >= len(u.d.Tags) {
		return false
	}
	switch u.d.Tags[i].POS {
	case doc.ADP, doc.DET, doc.CCONJ, doc.SCONJ, doc.PRON, doc.ADV, doc.VERB, doc.AUX:
		return true
	}
	return false
}

// afterComma takes the country of "Aleppo, Syria" along with the city.
func (u *usage) afterComma(c *candidate) bool {
	return u.lastPlace > 0 && c.first == u.lastPlace+1 && u.ws[c.first-1].Lower == ","
}

// locative looks at the words before the name, then at the tree.
func (u *usage) locative(c *candidate) bool {
	k := c.first - 1
	for k >= 0 && (u.ws[k].Lower == "the" || u.ws[k].Lower == "nearby" || u.g.is(u.ws[k].Lower, part)) {
		k--
	}
	if k >= 0 && u.g.is(u.ws[k].Lower, place) {
		return true
	}
	if k >= 1 && u.ws[k].Lower == "of" && u.g.is(u.ws[k-1].Lower, kinds) {
		return true
	}
	return u.byTree(c)
}

// byTree reads the case marker of the name's head, or of what it is
// coordinated with; movements make "to Chad" a place and visits their object.
func (u *usage) byTree(c *candidate) bool {
	if len(u.d.Arcs) < u.sent.Last {
		return false
	}
	h := u.head(c)
	for range 4 {
		if h < 0 {
			return false
		}
		if u.marked(h) {
			return true
		}
		if !u.d.IsRel(h, "conj", "appos", "flat") {
			return false
		}
		h = u.d.Arcs[h].Head
	}
	return false
}

func (u *usage) marked(h int) bool {
	arc := u.d.Arcs[h]
	for _, k := range u.d.Kids(h) {
		if !u.d.IsRel(int(k), "case") {
			continue
		}
		w := strings.ToLower(u.d.Word(int(k)))
		if u.g.is(w, place) {
			return true
		}
		if u.g.is(w, motion) && arc.Head >= 0 && u.g.is(strings.ToLower(u.d.Lemma(arc.Head)), governor) {
			return true
		}
	}
	return u.d.IsRel(h, "obj", "nsubj:pass") && arc.Head >= 0 && u.g.is(strings.ToLower(u.d.Lemma(arc.Head)), visit)
}

// head is the token of the name that the others hang on.
func (u *usage) head(c *candidate) int {
	for i := max(u.token(c.start), 0); i < u.sent.Last && u.d.Tokens[i].Start < c.end; i++ {
		h := u.d.Arcs[i].Head
		if h < 0 || u.d.Tokens[h].Start < c.start || u.d.Tokens[h].Start >= c.end {
			return i
		}
	}
	return -1
}

// tagged keeps common words out where the tagger knows better.
func (u *usage) tagged(c *candidate) bool {
	i := u.token(c.start)
	return i < 0 || len(u.d.Tags) <= i || u.d.Tags[i].POS == doc.PROPN || u.d.Tags[i].POS == doc.NOUN && c.first > 0
}

// token returns the token at a byte offset; candidates come from left to right.
func (u *usage) token(offset int) int {
	for i := u.sent.First; i < u.sent.Last; i++ {
		if u.d.Tokens[i].End > offset {
			return i
		}
	}
	return -1
}
