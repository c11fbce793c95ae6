package figure

import (
	"strings"

	"dragoman/internal/doc"
	"dragoman/internal/stage/ground/scan"
)

// counts finds what a number without a unit counts, and says whether it counts
// at all: "six summit meetings", "hundreds of thousands of people", "killed
// 190", but not the number on a door.
func (c *counting) counts(f *reading, fig *doc.Figure) bool {
	if c.capital(f) {
		return false
	}
	t := c.token(c.ws[f.numLast-1].Start)
	if t < 0 {
		return false
	}
	if h := c.counted(f, t); h >= 0 {
		return c.noun(f, fig, h)
	}
	return c.loose(f, fig, t)
}

// capital reports a spelled number that is part of a name: "the Group of
// Eight", "the Big Four".
func (c *counting) capital(f *reading) bool {
	if !f.Spelled || c.sent.Kind == doc.Title {
		return false
	}
	for k := f.first; k < f.numLast; k++ {
		if k > 0 && c.ws[k].Cap && c.ws[k-1].Lower != "\"" && c.ws[k-1].Lower != "“" && c.ws[k-1].Lower != "'" {
			return true
		}
	}
	return false
}

// counted returns the noun that a number counts, or -1: its head in the tree,
// or what follows "of" behind a vague number.
func (c *counting) counted(f *reading, t int) int {
	end := c.ws[f.numLast-1].End
	if f.numLast < len(c.ws) && c.ws[f.numLast].Lower == "of" && (f.Vague || f.Value == 2) {
		return c.nounFrom(c.ws[f.numLast].End)
	}
	for range 3 {
		if !c.d.IsRel(t, "nummod", "compound", "flat", "amod", "det", "advmod") {
			break
		}
		h := c.d.Arcs[t].Head
		if h < 0 {
			break
		}
		if p := c.d.Tags[h].POS; c.d.Tokens[h].Start >= end && (p == doc.NOUN || p == doc.PROPN || p == doc.SYM) && c.joined(t, h) {
			return c.whole(h)
		}
		t = h
	}
	return c.adjacent(f)
}

// whole climbs from a noun to the one that it modifies: in "six summit
// meetings" the parser may hang "six" on "summit".
func (c *counting) whole(h int) int {
	for range 3 {
		up := c.d.Arcs[h].Head
		if up <= h || up > h+3 || !c.d.IsRel(h, "compound") || c.d.Tags[up].POS != doc.NOUN {
			break
		}
		h = up
	}
	return h
}

// adjacent stands in for the tree: adjectives and nouns right behind.
func (c *counting) adjacent(f *reading) int {
	if f.numLast >= len(c.ws) || c.ws[f.numLast].Kind != scan.Letters {
		return -1
	}
	t := c.token(c.ws[f.numLast].Start)
	if t < 0 {
		return -1
	}
	last := -1
	for ; t < c.sent.Last; t++ {
		switch c.d.Tags[t].POS {
		case doc.NOUN:
			last = t
			continue
		case doc.ADJ, doc.PROPN:
			if last < 0 {
				continue
			}
		}
		break
	}
	return last
}

// nounFrom returns the head of the noun phrase behind an offset.
func (c *counting) nounFrom(offset int) int {
	t := c.token(offset)
	if t < 0 {
		return -1
	}
	for h := t; h < c.sent.Last && h < t+6; h++ {
		switch c.d.Tags[h].POS {
		case doc.NOUN, doc.PROPN:
			if up := c.d.Arcs[h].Head; up > h && up < t+6 && c.d.IsRel(h, "compound", "flat", "amod", "nmod") {
				continue
			}
			return h
		case doc.DET, doc.ADJ, doc.NUM, doc.ADV:
		default:
			return -1
		}
	}
	return -1
}

// noun fills a figure that counts the noun h.
func (c *counting) noun(f *reading, fig *doc.Figure, h int) bool {
	lemma := c.d.Tags[h].Lemma
	if f.Value == 1 && f.Spelled && !f.Vague && (c.d.Tags[h].POS == doc.PROPN || lemma == "thing" || lemma == "way" || lemma == "time") {
		return false // "one way or another"
	}
	if c.d.Tags[h].POS == doc.PROPN && !f.Spelled && !c.isPerson(h) && c.d.Tags[h].Feat("Number") != "Plur" {
		return false // "22 March Street"
	}
	fig.Of = c.phrase(h, c.ws[f.numLast-1].End)
	fig.Unit = c.unit(h)
	if end := c.d.Tokens[h].End; end > fig.End && end-fig.End < 60 {
		fig.End = end
		f.last = c.pieceAfter(end, f.last)
	}
	if w := strings.ToLower(c.d.Word(h)); c.r.is(w, part) {
		c.partOf(f, fig, h, lemma)
	}
	return true
}

// partOf adds what the parts are of: "two rounds of talks".
func (c *counting) partOf(f *reading, fig *doc.Figure, h int, lemma string) {
	for _, k := range c.d.Kids(h) {
		n := int(k)
		if n > h && c.d.IsRel(n, "nmod") && strings.EqualFold(c.d.Word(h+1), "of") {
			if c.isPerson(n) {
				fig.Of = c.phrase(n, c.d.Tokens[h+1].End)
				return
			}
			fig.Unit = lemma + " of " + strings.ToLower(c.d.Word(n))
			fig.End = c.d.Tokens[n].End
			fig.Of = c.d.Text[c.d.Tokens[h].Start:fig.End]
			f.last = c.pieceAfter(fig.End, f.last)
			return
		}
	}
}

func (c *counting) pieceAfter(end, from int) int {
	for from < len(c.ws) && c.ws[from].End <= end {
		from++
	}
	return from
}

func (c *counting) isPerson(h int) bool {
	w := strings.ToLower(c.d.Word(h))
	return c.r.is(w, person) || c.r.is(w, harm) || c.r.is(strings.ToLower(c.d.Tags[h].Lemma), person)
}

// unit is "person" for people, else the noun with the nouns before it, in the
// singular: "summit meeting".
func (c *counting) unit(h int) string {
	if c.isPerson(h) {
		return "person"
	}
	unit := strings.ToLower(c.d.Tags[h].Lemma)
	for k := h - 1; k >= c.sent.First && c.d.Arcs[k].Head == h && c.d.IsRel(k, "compound") && c.d.Tags[k].POS == doc.NOUN; k-- {
		unit = strings.ToLower(c.d.Tags[k].Lemma) + " " + unit
	}
	return unit
}

// phrase is the noun with its modifiers behind an offset, as written.
func (c *counting) phrase(h, from int) string {
	start := c.token(from)
	if start < 0 || start > h {
		return c.d.Word(h)
	}
	for start < h && (c.d.Tags[start].POS == doc.PUNCT || c.d.Tags[start].POS == doc.ADP || c.d.Tags[start].POS == doc.DET) {
		start++
	}
	s := doc.Span{Start: c.d.Tokens[start].Start, End: c.d.Tokens[h].End}
	return c.d.Of(s)
}

// measured says what a figure with a unit is said of: "a 10-mile route", "$50
// million in aid", "85% of voters".
func (c *counting) measured(f *reading) string {
	end := c.ws[f.last-1].End
	t := c.token(c.ws[f.last-1].Start)
	if t < 0 || f.last >= len(c.ws) {
		return ""
	}
	switch c.ws[f.last].Lower {
	case "of", "in":
		if h := c.nounFrom(c.ws[f.last].End); h >= 0 {
			return c.phrase(h, c.ws[f.last].End)
		}
		return ""
	}
	for range 3 {
		h := c.d.Arcs[t].Head
		if h < 0 {
			return ""
		}
		if h > t && c.d.Tokens[h].Start >= end && c.d.Tags[h].POS == doc.NOUN && h-t < 6 {
			return c.phrase(h, end)
		}
		t = h
	}
	return ""
}

// loose reads a number that modifies no noun: it counts people where a verb or
// word of harm is near, else it must be an argument of its own or be bounded
// ("at least 20").
func (c *counting) loose(f *reading, fig *doc.Figure, t int) bool {
	if f.Value == 1 && f.Spelled || c.yearLike(f) || c.r.titleWord(c.ws, f) {
		return false
	}
	if c.harmed(f, t) {
		fig.Unit = "person"
		return true
	}
	if c.predicate(fig, t) {
		return true
	}
	if f.Vague || f.numLast-f.first > 1 && f.Low != f.High {
		return true
	}
	if f.first > 0 && (c.ws[f.first-1].Lower == "," || c.ws[f.first-1].Lower == "(") {
		return false // an age: "the officer, 45, said"
	}
	if f.first > 0 && !f.Spelled && toldOf(c.ws[f.first-1].Lower) {
		return true
	}
	return c.d.IsRel(t, "obj", "nsubj", "obl", "nmod", "conj") && (f.Scaled || f.Value != 2 || c.d.IsRel(t, "obj"))
}

// toldOf lists words behind which a bare number is what a thing amounts to:
// "the magnitude was 6.6".
func toldOf(w string) bool {
	switch w {
	case "was", "is", "were", "are", "reached", "totalled", "totaled", "numbered", "hit":
		return true
	}
	return false
}

// predicate reads "the magnitude was 6.6", "the toll rose to 45": the number is
// said of the subject.
func (c *counting) predicate(fig *doc.Figure, t int) bool {
	if c.d.Kid(t, "cop") < 0 {
		return false
	}
	s := c.d.Kid(t, "nsubj")
	if s < 0 || c.d.Tags[s].POS != doc.NOUN {
		return false
	}
	fig.Of = c.d.Word(s)
	switch l := strings.ToLower(c.d.Tags[s].Lemma); {
	case c.r.is(l, scale):
		fig.Unit = l
	case l == "toll" || l == "death":
		fig.Unit = "person"
	}
	return true
}

func (c *counting) yearLike(f *reading) bool {
	return !f.Spelled && !f.Scaled && f.Value >= 1900 && f.Value <= 2100 && f.Low == f.High && f.numLast-f.first == 1
}

// titleWord reports that the piece before is a capitalised word, as in names:
// "Apollo 13".
func (r *Reader) titleWord(ws []scan.Word, f *reading) bool {
	if f.first == 0 || f.Spelled || f.Scaled {
		return false
	}
	p := ws[f.first-1]
	return p.Cap && p.Kind == scan.Letters && f.first > 1
}

// harmed looks for "dead" behind the number and for a verb of harm above it.
func (c *counting) harmed(f *reading, t int) bool {
	k := f.numLast
	for k < len(c.ws) && (c.ws[k].Lower == "more" || c.ws[k].Lower == "others" || c.ws[k].Lower == "other" || c.ws[k].Lower == "were" || c.ws[k].Lower == "was" || c.ws[k].Lower == "have" || c.ws[k].Lower == "been" || c.ws[k].Lower == "are") {
		k++
	}
	if k < len(c.ws) && (c.r.is(c.ws[k].Lower, harm) || c.r.is(c.ws[k].Lower, harmVerb)) {
		return true
	}
	if k > f.numLast && c.ws[f.numLast].Lower == "others" {
		return true
	}
	if f.first > 0 { // "killed 12" where the tree lost its way
		if v := c.token(c.ws[f.first-1].Start); v >= 0 && (c.r.is(strings.ToLower(c.d.Tags[v].Lemma), harmVerb) || c.r.is(c.ws[f.first-1].Lower, harm)) {
			return true
		}
	}
	for range 3 {
		if l := strings.ToLower(c.d.Tags[t].Lemma); c.r.is(l, harmVerb) || c.d.Tags[t].POS == doc.ADJ && c.r.is(l, harm) {
			return true
		}
		if t = c.d.Arcs[t].Head; t < 0 {
			return false
		}
	}
	return false
}
