package figure

import (
	"strings"

	"dragoman/internal/doc"
)

// measured says what a figure with a unit is said of where its own phrase tells:
// "a 10-mile route", "$50 million in aid", "85% of voters", "a range of 700 km".
// It returns the words and their token, or -1.
func (c *counting) measured(f *reading) (string, int) {
	end := c.ws[f.last-1].End
	t := c.token(c.ws[f.last-1].Start)
	if t < 0 {
		return "", -1
	}
	if f.parts { // "one in three children"
		return c.behindOf(f, c.ws[f.last-1].End)
	}
	if c.ws[f.last-1].Lower == "of" { // "most of"
		return c.behindOf(f, c.ws[f.last-1].End)
	}
	if f.last < len(c.ws) {
		switch w := c.ws[f.last].Lower; {
		case w == "of":
			return c.behindOf(f, c.ws[f.last].End)
		case isMoney(f.unit) && (w == "in" || w == "for" || w == "on"):
			if h := c.thing(c.ws[f.last].End, w); h >= 0 {
				return c.phrase(h, c.ws[f.last].End), h
			}
		}
	}
	for up, n := t, 0; n < 3; n++ {
		h := c.d.Arcs[up].Head
		if h < 0 {
			break
		}
		if p := c.d.Tags[h].POS; h > up && c.d.Tokens[h].Start >= end && (p == doc.NOUN || p == doc.PROPN && c.hyphened(f)) && h-up < 6 && c.joined(t, h) {
			return c.change(f, h, end)
		}
		up = h
	}
	return c.before(f)
}

// hyphened reports a figure written as one word with its unit: "17-year-old".
func (c *counting) hyphened(f *reading) bool {
	return f.numLast < len(c.ws) && c.ws[f.numLast].Lower == "-"
}

// change is what a change noun that a figure stands before is in: "a 20 percent
// drop in attacks" is of attacks.
func (c *counting) change(f *reading, h, end int) (string, int) {
	if c.changeAt(h, noun) == nil {
		return c.phrase(h, end), h
	}
	if of := c.changed(h, f); of >= 0 {
		return c.named(of), of
	}
	return "", -1
}

// changed returns what a noun of change is the change of: "a drop in attacks".
func (c *counting) changed(h int, f *reading) int {
	for _, k := range c.d.Kids(h) {
		n := int(k)
		if n > h && c.d.IsRel(n, "nmod", "obl") && c.d.Tags[n].POS.Nominal() && !c.inside(n, f) && c.timeOver(c.d.Tokens[n].Span) < 0 {
			if k := c.d.Kid(n, "case"); k >= 0 && (c.d.Word(k) == "in" || c.d.Word(k) == "of") {
				return n
			}
		}
	}
	for _, k := range c.d.Kids(h) {
		if n := int(k); c.d.IsRel(n, "nmod:poss", "compound") && c.d.Tags[n].POS == doc.NOUN && !c.inside(n, f) && !c.r.is(c.d.Tags[n].Lemma, measure) {
			return n
		}
	}
	// the tree may hang it elsewhere: "a rise of 5 percent in prices"
	for i := f.last; i < len(c.ws) && i < f.last+3; i++ {
		if c.ws[i].Lower == "in" {
			return c.thing(c.ws[i].End, "in")
		}
	}
	return -1
}

// inside reports whether a token lies within a figure's number and unit.
func (c *counting) inside(t int, f *reading) bool {
	return c.d.Tokens[t].End > c.ws[f.first].Start && c.d.Tokens[t].Start < c.ws[f.last-1].End
}

func (c *counting) behindOf(f *reading, at int) (string, int) {
	h := c.nounFrom(at)
	if h < 0 {
		return "", -1
	}
	if c.d.Tags[h].POS == doc.PRON {
		return c.d.Word(h), h
	}
	return c.phrase(h, at), h
}

// thing returns the noun behind "in", "for" or "on" that money is paid in or
// for: no time, place or person ("$5 million in the quarter, in Cairo, for him").
func (c *counting) thing(at int, by string) int {
	t := c.token(at)
	h := c.nounFrom(at)
	if h < 0 || c.d.Tags[h].POS != doc.NOUN || by == "in" && c.d.Tags[t].POS == doc.DET || c.timeOver(c.d.Tokens[h].Span) >= 0 {
		return -1
	}
	if _, ok := c.r.at(c.ws, c.piece(c.d.Tokens[h].Start), measure); ok {
		return -1
	}
	if m := c.d.MentionAt(h); by == "in" && m >= 0 && c.d.Mentions[m].Place {
		return -1
	}
	return h
}

// piece returns the piece at an offset.
func (c *counting) piece(offset int) int {
	for i := range c.ws {
		if c.ws[i].End > offset {
			return i
		}
	}
	return -1
}

// before reads the noun before a figure: "a range of 2,000 km", "a loan worth 5
// million euros".
func (c *counting) before(f *reading) (string, int) {
	if f.first < 2 {
		return "", -1
	}
	prev := c.ws[f.first-1].Lower
	if prev != "of" && prev != "worth" {
		return "", -1
	}
	t := c.token(c.ws[f.first-2].Start)
	if t < 0 || c.d.Tags[t].POS != doc.NOUN || c.timeOver(c.d.Tokens[t].Span) >= 0 {
		return "", -1
	}
	if c.changeAt(t, noun) != nil {
		if of := c.changed(t, f); of >= 0 {
			return c.named(of), of
		}
		return "", -1
	}
	return c.named(t), t
}

// saidOf finds in the clause what the figures are said of whose own phrase did
// not tell: "Inflation reached 7.5 percent", "Norway cut its aid to $5 million".
func (c *counting) saidOf() {
	for k := range c.found {
		f, fig := &c.found[k], c.fig(k)
		if f.of >= 0 || f.unit == "ordinal" || fig.Of != "" && f.changer < 0 || c.comparative(&f.reading) {
			continue
		}
		var of int
		if f.changer >= 0 {
			of = c.movedBy(f, k)
		} else if _, of = c.before(&f.reading); of < 0 {
			of = c.levelOf(f)
		}
		if of < 0 || c.inside(of, &f.reading) {
			continue
		}
		f.of, fig.Of = of, c.named(of)
		if fig.Unit == "" && f.bare {
			fig.Unit = c.unitOf(of)
		}
	}
}

// movedBy returns what a word of change moves: the object of one that has one,
// else the subject; a noun's own complement; beside "up" and "down" what the
// figure before was of, else the subject of the clause.
func (c *counting) movedBy(f *told, k int) int {
	t := f.changer
	switch {
	case c.changeAt(t, noun) != nil:
		return c.changed(t, &f.reading)
	case c.changeAt(t, moves, cause) != nil || c.d.Tags[t].POS == doc.VERB:
		// "Norway will double its aid": the aid moves; in "trade rose 5 percent" the
		// object is the figure
		if o := c.argument(t, f, "obj"); o >= 0 && c.figureOver(o) < 0 {
			return o
		}
		if s := c.subject(t, f); s >= 0 {
			return s
		}
		if h := c.d.Arcs[t].Head; h >= 0 && h < t && c.d.Tags[h].POS == doc.NOUN {
			return h // "exports, more than tripled": the tree takes it for a participle
		}
		return -1
	}
	for n := k - 1; n >= 0; n-- {
		if c.found[n].of >= 0 && c.fig(n).Unit != "ordinal" && c.changeAt(t, behind) == nil {
			return c.found[n].of
		}
	}
	for n := 0; n < 4 && t >= 0; n++ {
		if s := c.subject(t, f); s >= 0 {
			return s
		}
		t = c.d.Arcs[t].Head
	}
	return -1
}

// figureOver returns the figure of the sentence that covers a token, or -1.
func (c *counting) figureOver(t int) int {
	for k := range c.found {
		if c.fig(k).Overlaps(c.d.Tokens[t].Span) {
			return k
		}
	}
	return -1
}

// subject returns the subject of token t, the object where there is none, or
// -1: "the army will be reduced", "the toll, rising to 45".
func (c *counting) subject(t int, f *told) int {
	for _, role := range [2]string{"subj", "obj"} {
		if s := c.argument(t, f, role); s >= 0 {
			return s
		}
	}
	if s := c.copular(t); s >= 0 {
		return s
	}
	if s := c.d.Kid(t, "nsubj"); s >= 0 && c.d.Tags[s].POS.Nominal() && c.d.Tags[s].POS != doc.PRON && !c.inside(s, &f.reading) {
		return s // "trade was down 4 percent"
	}
	return -1
}

// argument returns the filler of a predicate's role, if it is a noun that is not
// the figure itself.
func (c *counting) argument(t int, f *told, role string) int {
	k := c.d.PredicateAt(t)
	if k < 0 {
		return -1
	}
	s := c.d.Predicates[k].Arg(role)
	if s < 0 || s < c.sent.First || s >= c.sent.Last || c.inside(s, &f.reading) {
		return -1
	}
	if p := c.d.Tags[s].POS; p != doc.NOUN && p != doc.PROPN {
		return -1
	}
	return s
}

// copular returns the subject of what is said with "be": "the magnitude was 6.6".
func (c *counting) copular(t int) int {
	if c.d.Kid(t, "cop") < 0 {
		return -1
	}
	s := c.d.Kid(t, "nsubj")
	if s < 0 || c.d.Tags[s].POS != doc.NOUN && c.d.Tags[s].POS != doc.PROPN {
		return -1
	}
	return s
}

// levelOf returns what a figure is the level of: "the toll stood at 45", "the dam
// is 90 metres high", "losses were put at $5 million".
func (c *counting) levelOf(f *told) int {
	t := f.head
	for n := 0; n < 4 && t >= 0; n++ {
		if s := c.copular(t); s >= 0 && s < f.head && (n == 0 || c.d.Tags[t].POS == doc.ADJ || strings.EqualFold(c.d.Word(t), "worth")) {
			return s
		}
		if c.d.Tags[t].POS == doc.VERB {
			break
		}
		t = c.d.Arcs[t].Head
	}
	prev := ""
	for i := f.first - 1; i >= 0 && i >= f.first-3; i-- {
		prev = c.ws[i].Lower
		t := c.token(c.ws[i].Start)
		if t < 0 || c.d.Tags[t].POS != doc.DET && c.d.Tags[t].POS != doc.ADJ { // "stood at a mere 5 percent"
			break
		}
	}
	if v := c.levelVerb(f, prev); v >= 0 {
		if c.changeAt(v, rated) != nil {
			return c.argument(v, f, "obj")
		}
		return c.subject(v, f)
	}
	return -1
}

// levelVerb returns the verb right before a figure, adverbs and one preposition
// aside, that says how high something stands.
func (c *counting) levelVerb(f *told, prev string) int {
	start := c.token(c.ws[f.first].Start)
	for k := start - 1; k >= c.sent.First && k > start-10; k-- {
		m := c.changeAt(k, level, rated)
		if m != nil {
			if m.kind == rated && prev == "at" || k == start-1 {
				return k
			}
			switch prev {
			case "at", "to", "some", "into", "about", "only":
				return k
			}
			return -1
		}
		switch c.d.Tags[k].POS {
		case doc.VERB, doc.AUX, doc.SCONJ:
			return -1
		}
	}
	return -1
}

// named is a noun with what stands before it, as written: "foreign reserves",
// and what there is a number or price of: "number of refugees".
func (c *counting) named(h int) string {
	start := h
	for start-1 >= c.sent.First {
		k := start - 1
		if up := c.d.Arcs[k].Head; up < k || up > h || !c.d.IsRel(k, "compound", "amod", "flat", "nummod", "punct", "advmod") {
			break
		}
		start = k
	}
	for start < h && (c.d.Tags[start].POS == doc.PUNCT || c.d.Tags[start].POS == doc.DET) {
		start++
	}
	last := h
	if c.r.is(strings.ToLower(c.d.Word(h)), quantity) && h+1 < c.sent.Last && c.d.Word(h+1) == "of" {
		if n := c.nounFrom(c.d.Tokens[h+1].End); n >= 0 && c.numberless(h+1, n) {
			last = n
		}
	}
	return c.d.Of(doc.Span{Start: c.d.Tokens[start].Start, End: c.d.Tokens[last].End})
}

// numberless reports that no number stands between two tokens.
func (c *counting) numberless(a, b int) bool {
	for t := a; t <= b; t++ {
		if c.d.Tags[t].POS == doc.NUM || c.d.Tags[t].POS == doc.SYM {
			return false
		}
	}
	return true
}

// unitOf is the unit of a bare number that is said of a noun: people where it is
// a toll or the number of people, the scale where it is one.
func (c *counting) unitOf(h int) string {
	w := strings.ToLower(c.d.Word(h))
	l := strings.ToLower(c.d.Tags[h].Lemma)
	switch {
	case c.r.is(w, crowd), c.isPerson(h):
		return "person"
	case c.r.is(l, scale):
		return l
	case c.r.is(w, quantity) && h+1 < c.sent.Last && c.d.Word(h+1) == "of":
		if n := c.nounFrom(c.d.Tokens[h+1].End); n >= 0 && (l == "number" || l == "total") {
			if c.d.Tags[n].POS == doc.ADJ || c.isPerson(n) {
				return "person"
			}
			return c.unit(n)
		}
	}
	return ""
}

// inherit gives a figure what it shares with the one before: a bare number its
// unit ("compared with 100,000 in 1948", "301 votes to 277", "of the 73 hostages,
// 41 were women", "45 seats, four fewer"), a further share its whole ("64 percent
// of the vote, his rival 35 percent").
func (c *counting) inherit() {
	for k := 1; k < len(c.found); k++ {
		f, fig := &c.found[k], c.fig(k)
		if f.first == 0 || f.of >= 0 && !c.comparative(&f.reading) {
			continue
		}
		if fig.Unit == "%" && fig.Of == "" && fig.Change.Part == "" && c.fig(k-1).Unit == "%" && c.fig(k-1).Change.Part == "" && !c.verbBetween(k) {
			fig.Of, f.of = c.fig(k-1).Of, c.found[k-1].of
			continue
		}
		n := k - 1
		for n > 0 && c.hyphened(&c.found[n].reading) {
			n--
		}
		last := c.fig(n)
		if !f.bare || fig.Unit != "" || fig.Change.Part == "from" || last.Unit == "ordinal" || last.Change.Part == "from" && fig.Change.Part == "to" {
			continue
		}
		more := c.comparative(&f.reading)
		first := c.ws[0].Lower == "of" && c.ws[f.first-1].Lower == ","
		if !c.besides(f) && !first && !more || (fig.Value >= 1e6) != (last.Value >= 1e6) {
			continue
		}
		fig.Unit = last.Unit
		if first || more || f.numLast == f.last && c.timeBehind(f.last) >= 0 {
			fig.Of, f.of = last.Of, c.found[n].of
		}
	}
}

// besides reports a figure set beside another: "with", "against", "to", "and" it.
func (c *counting) besides(f *told) bool {
	switch c.ws[f.first-1].Lower {
	case "with", "against", "to", "versus", "and", "but", "or", "than":
		return true
	}
	return false
}

// verbBetween reports a verb between figure k and the one before.
func (c *counting) verbBetween(k int) bool {
	for t := c.token(c.fig(k - 1).End); t >= 0 && c.d.Tokens[t].Start < c.fig(k).Start; t++ {
		if c.d.Tags[t].POS == doc.VERB || c.d.Tags[t].POS == doc.AUX {
			return true
		}
	}
	return false
}

// headOf returns the token of a span that the rest of it hangs by.
func (c *counting) headOf(s doc.Span) int {
	best := -1
	for t := c.token(s.Start); t >= 0 && t < c.sent.Last && c.d.Tokens[t].Start < s.End; t++ {
		if h := c.d.Arcs[t].Head; h < 0 || !s.Overlaps(c.d.Tokens[h].Span) {
			best = t
		}
	}
	return best
}

func isMoney(unit string) bool {
	return len(unit) >= 3 && strings.ToUpper(unit[:3]) == unit[:3] && (len(unit) == 3 || unit[3] == ' ')
}
