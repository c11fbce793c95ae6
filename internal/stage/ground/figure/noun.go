package figure

import (
	"strings"

	"dragoman/internal/doc"
	"dragoman/internal/stage/ground/scan"
)

// counts finds what a number without a unit counts, and says whether it counts
// at all: "six summit meetings", "hundreds of thousands of people", "killed
// 190", but not the number on a door.
// It returns the token of the noun, or -1.
func (c *counting) counts(f *reading, fig *doc.Figure) (int, bool) {
	if c.capital(f) {
		return -1, false
	}
	t := c.token(c.ws[f.numLast-1].Start)
	if t < 0 {
		return -1, false
	}
	if h := c.counted(f, t); h >= 0 && !c.comparative(f) {
		return h, c.noun(f, fig, h)
	}
	return -1, c.loose(f, fig, t)
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
	if f.numLast < len(c.ws) && c.ws[f.numLast].Lower == "of" && (f.Vague || f.Value == 2 || c.partitive(f.numLast)) {
		return c.nounFrom(c.ws[f.numLast].End)
	}
	if h := c.outOf(f); h >= 0 {
		return h
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

// partitive reports "of" before what a number is part of: "30 of its soldiers",
// "71 of the 128 seats", "eight of them". One of many is no figure.
func (c *counting) partitive(of int) bool {
	t := c.token(c.ws[of].End)
	if t < 0 || of == 0 || c.ws[of-1].Lower == "one" {
		return false
	}
	if c.d.Tags[t].POS == doc.PROPN { // "39 of South Carolina's 54 delegates"
		for k := t + 1; k < c.sent.Last && k < t+5; k++ {
			if c.d.IsRel(k, "case") && c.d.Tags[k].POS == doc.PART {
				return true
			}
			if c.d.Tags[k].POS != doc.PROPN {
				break
			}
		}
	}
	return c.d.Tags[t].POS == doc.DET || c.d.Tags[t].POS == doc.PRON || c.ws[of-1].Kind == scan.Digits && c.d.Tags[t].POS == doc.NUM
}

// outOf returns the noun of "200 out of 450 deputies".
func (c *counting) outOf(f *reading) int {
	k := f.numLast
	if k+2 >= len(c.ws) || c.ws[k].Lower != "out" || c.ws[k+1].Lower != "of" {
		return -1
	}
	return c.nounFrom(c.ws[k+1].End)
}

// comparative reports a number of more or fewer of what was counted before:
// "four fewer than last year".
func (c *counting) comparative(f *reading) bool {
	if f.numLast >= len(c.ws) || c.ws[f.numLast].Kind != scan.Letters {
		return false
	}
	t := c.token(c.ws[f.numLast].Start)
	return t >= 0 && c.changeAt(t, behind) != nil && f.numLast+1 < len(c.ws) && c.ws[f.numLast+1].Lower == "than"
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

// nounFrom returns the head of the noun phrase behind an offset, or what stands
// for it: "most of them".
func (c *counting) nounFrom(offset int) int {
	t := c.token(offset)
	if t < 0 {
		return -1
	}
	for h := t; h < c.sent.Last && h < t+8; h++ {
		if c.d.Tags[h].POS == doc.ADJ && c.r.is(strings.ToLower(c.d.Word(h)), harm) && (h+1 >= c.sent.Last || !c.d.Tags[h+1].POS.Nominal()) {
			return h // "the number of dead"
		}
		switch c.d.Tags[h].POS {
		case doc.NOUN, doc.PROPN:
			if up := c.d.Arcs[h].Head; up > h && up < t+8 && c.d.IsRel(h, "compound", "flat", "amod", "nmod") {
				continue
			}
			if c.r.is(strings.ToLower(c.d.Word(h)), name) && h+1 < c.sent.Last && c.d.Tags[h+1].POS == doc.NUM {
				continue // "Type 094 submarines"
			}
			return h
		case doc.PRON:
			if !c.d.IsRel(h, "nmod:poss", "det") {
				return h
			}
		case doc.DET, doc.ADJ, doc.NUM, doc.ADV, doc.PART:
		case doc.PUNCT:
			if c.d.Word(h) != "-" {
				return -1
			}
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
	if c.yearLike(f) && c.d.Tags[h].Feat("Number") != "Plur" && !c.isPerson(h) {
		return false // "the 2020 census"
	}
	if c.d.Tags[h].POS == doc.PROPN && !f.Spelled && !c.isPerson(h) && c.d.Tags[h].Feat("Number") != "Plur" {
		return false // "22 March Street"
	}
	if k := c.modelled(h); k >= 0 {
		h = k
	}
	fig.Of = c.phrase(h, c.ws[f.numLast-1].End)
	if c.d.Tags[h].POS == doc.PRON {
		fig.Unit, fig.Of = c.stoodFor(), c.d.Word(h)
		return true
	}
	fig.Unit = c.unit(h)
	if c.numberBetween(f, h) {
		f.last = f.numLast // "71 of the 128 seats" holds another figure
	} else if end := c.d.Tokens[h].End; end > fig.End && end-fig.End < 60 {
		fig.End = end
		f.last = c.pieceAfter(end, f.last)
	}
	if w := strings.ToLower(c.d.Word(h)); c.r.is(w, part) {
		c.partOf(f, fig, h, lemma)
	}
	return true
}

// modelled returns the noun behind a model's name and number: "Type 094
// submarines".
func (c *counting) modelled(h int) int {
	if !c.r.is(strings.ToLower(c.d.Word(h)), name) || h+1 >= c.sent.Last || c.d.Tags[h+1].POS != doc.NUM {
		return -1
	}
	return c.nounFrom(c.d.Tokens[h+1].End)
}

// numberBetween reports another number before the noun.
func (c *counting) numberBetween(f *reading, h int) bool {
	for t := c.token(c.ws[f.numLast-1].End); t >= 0 && t < h; t++ {
		if c.d.Tags[t].POS == doc.NUM && (t == 0 || !c.r.is(strings.ToLower(c.d.Word(t-1)), name)) {
			return true
		}
	}
	return false
}

// stoodFor is the unit of what a pronoun stands for: that of the last figure
// that counts.
func (c *counting) stoodFor() string {
	for k := len(c.found) - 1; k >= 0; k-- {
		if u := c.fig(k).Unit; u != "ordinal" && u != "%" && u != "share" {
			return u
		}
	}
	return ""
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
	for k := h - 1; k >= c.sent.First && c.d.Arcs[k].Head == h && c.d.IsRel(k, "compound") && c.d.Tags[k].POS == doc.NOUN && !c.numeric(strings.ToLower(c.d.Word(k))); k-- {
		unit = strings.ToLower(c.d.Tags[k].Lemma) + " " + unit
	}
	return unit
}

// numeric reports a word that is part of a number: the "mln" of "six mln shares".
func (c *counting) numeric(w string) bool { return c.r.num.Starts(w) || len(c.r.told[w]) > 0 }

// phrase is the noun with its modifiers behind an offset, as written; owners and
// other numbers are left out ("30 of its 80 light tanks": light tanks).
func (c *counting) phrase(h, from int) string {
	start := c.token(from)
	if start < 0 || start > h {
		return c.d.Word(h)
	}
	for start < h && (c.d.Tags[start].POS == doc.PUNCT || c.d.Tags[start].POS == doc.ADP || c.d.Tags[start].POS == doc.DET) {
		start++
	}
	for k := start; k < h; k++ {
		switch c.d.Tags[k].POS {
		case doc.PRON, doc.PART, doc.NUM, doc.SYM:
			if k+2 < h && c.d.Word(k+1) == "-" && !c.r.is(strings.ToLower(c.d.Word(k+2)), measure) {
				continue // "two-way trade"
			}
			start = k + 1
			for start < h && (c.d.Tags[start].POS == doc.PUNCT || c.d.Tags[k].POS == doc.NUM && (c.r.is(strings.ToLower(c.d.Word(start)), measure) || c.r.is(strings.ToLower(c.d.Word(start)), money))) {
				start++ // "most of his 25-year career"
			}
		}
	}
	s := doc.Span{Start: c.d.Tokens[start].Start, End: c.d.Tokens[h].End}
	return c.d.Of(s)
}

// loose reads a number that modifies no noun: it counts people where a verb or
// word of harm is near, else it must be an argument of its own or be bounded
// ("at least 20").
func (c *counting) loose(f *reading, fig *doc.Figure, t int) bool {
	if f.Value == 1 && f.Spelled || c.yearLike(f) || c.r.titleWord(c.ws, f) || c.ofName(f) || c.labelled(f, t) {
		return false
	}
	if harm := c.harmed(f, t); harm >= 0 {
		fig.Unit, fig.Of = "person", c.d.Word(harm)
		return true
	}
	if c.balloted(f) {
		fig.Unit = "vote"
		return true
	}
	if c.comparative(f) {
		return true
	}
	if u := c.sameMoney(f); u != "" {
		fig.Unit = u
		return true
	}
	if part, at := c.part(f); part != "" && at >= 0 {
		return true
	}
	if s := c.copular(t); s >= 0 && c.d.Tags[s].POS == doc.NOUN {
		return true
	}
	if f.Vague || f.numLast-f.first > 1 && f.Low != f.High {
		return true
	}
	if f.first > 0 && (c.ws[f.first-1].Lower == "," || c.ws[f.first-1].Lower == "(") {
		next := ""
		if f.numLast < len(c.ws) {
			next = c.ws[f.numLast].Lower
		}
		if next == "" || next == "," || next == ")" || next == "." {
			return false // an age: "the officer, 45, said"
		}
		return c.d.IsRel(t, "obj", "nsubj", "obl", "conj") || c.d.Kid(t, "cop") >= 0
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

// sameMoney is the money of the figure before, where the text leaves it out: "200
// million euros in grants and another 100 million in loans".
func (c *counting) sameMoney(f *reading) string {
	if !f.Scaled || f.Spelled || f.numLast >= len(c.ws) || len(c.found) == 0 || c.timeBehind(f.numLast) >= 0 {
		return ""
	}
	last := c.fig(len(c.found) - 1)
	switch c.ws[f.numLast].Lower {
	case "in", "for", "on":
		if isMoney(last.Unit) && last.Value >= 1000 && f.Value >= 1000 {
			return last.Unit
		}
	}
	return ""
}

// ofName reports the number of a body ("the Group of 77") or an age.
func (c *counting) ofName(f *reading) bool {
	if f.first > 1 && c.ws[f.first-1].Lower == "of" && c.ws[f.first-2].Lower == "age" {
		return true // "at the age of ten"
	}
	return f.first > 1 && c.ws[f.first-1].Lower == "of" && c.ws[f.first-2].Cap && c.ws[f.first-2].Kind == scan.Letters && (f.first > 2 || !f.Scaled)
}

func (c *counting) yearLike(f *reading) bool {
	if f.Spelled || f.Scaled || f.Value < 1900 || f.Value > 2100 || f.Value != float64(int(f.Value)) {
		return false
	}
	switch c.ws[f.first].Lower {
	case "over", "under", "around", "near", "above", "below", "beyond", "just":
		return true // "an improvement over 1986"
	}
	return f.Low == f.High && f.numLast-f.first == 1
}

// labelled reports a number that numbers the noun before it: "Local 480", "well
// 12". A person's number is his age: "he was 34".
func (c *counting) labelled(f *reading, t int) bool {
	if f.Spelled || f.Scaled || f.numLast-f.first > 1 {
		return false
	}
	if t > c.sent.First && c.d.Arcs[t].Head == t-1 && c.d.IsRel(t, "nummod") && c.d.Tags[t-1].POS.Nominal() {
		return true
	}
	s := c.d.Kid(t, "nsubj")
	return s >= 0 && f.Value < 110 && c.d.Kid(t, "cop") >= 0 && c.d.Tags[s].POS != doc.NOUN && c.d.Tags[s].Feat("Number") != "Plur"
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

// harmed looks for "dead" behind the number and for a verb of harm above it. It
// returns the word, or -1.
func (c *counting) harmed(f *reading, t int) int {
	k := f.numLast
	for k < len(c.ws) && (c.ws[k].Lower == "more" || c.ws[k].Lower == "others" || c.ws[k].Lower == "other" || c.ws[k].Lower == "were" || c.ws[k].Lower == "was" || c.ws[k].Lower == "have" || c.ws[k].Lower == "been" || c.ws[k].Lower == "are") {
		k++
	}
	if k < len(c.ws) && (c.r.is(c.ws[k].Lower, harm) || c.r.is(c.ws[k].Lower, harmVerb)) {
		return c.token(c.ws[k].Start)
	}
	if f.first > 0 { // "killed 12" where the tree lost its way
		if v := c.token(c.ws[f.first-1].Start); v >= 0 && (c.r.is(strings.ToLower(c.d.Tags[v].Lemma), harmVerb) || c.r.is(c.ws[f.first-1].Lower, harm)) {
			return v
		}
	}
	for v, n := t, 0; v >= 0 && n < 3; n++ {
		if l := strings.ToLower(c.d.Tags[v].Lemma); c.r.is(l, harmVerb) || c.d.Tags[v].POS == doc.ADJ && c.r.is(l, harm) {
			return v
		}
		v = c.d.Arcs[v].Head
	}
	if k > f.numLast && c.ws[f.numLast].Lower == "others" {
		return c.token(c.ws[f.numLast].Start)
	}
	return -1
}
