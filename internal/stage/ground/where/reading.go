package where

import (
	"slices"
	"strings"

	"dragoman/internal/doc"
	"dragoman/internal/places"
	"dragoman/internal/stage/ground/scan"
)

// candidate is a name in the text with what it may denote.
type candidate struct {
	first, last int // pieces of the text, half-open
	start, end  int // bytes
	key         places.Key
	options     []option
	behind      []option // what is named right behind it: "Paris, Texas"
	short       bool     // and in a short form: "Paris, Tex."
	inside      []option // what is named right before it: the same, seen from Texas
	kind        string   // the word for its kind beside it: "province"
	part        int      // start of "northern" before it, or -1
	site        string   // "Heathrow Airport": the place is called after the name
	weight      float64  // mentions that it counts for
	chosen      int      // of options
	why         []reason
}

// reading finds the names of one text.
type reading struct {
	g    *gazetteer
	text string
	ws   []scan.Word
	seen map[places.Key][]option
}

func (r *reading) options(k places.Key) []option {
	o, ok := r.seen[k]
	if !ok {
		o = r.g.options(k)
		r.seen[k] = o
	}
	return o
}

// of makes a candidate of places that are known by their refs.
func (r *reading) of(c candidate, to ...ref) candidate {
	c.key = 0
	for _, t := range to { // "WA" may be two places, "Wash." is one of them
		c.key = c.key*1_000_003 + places.Key(t) + 1
	}
	c.options = r.all(to)
	return c
}

func (r *reading) all(to []ref) []option {
	var out []option
	for _, t := range to {
		out = append(out, r.g.option(t, false))
	}
	return out
}

// candidate reads a name at piece i, none of it beyond piece end, with what
// stands around it.
func (r *reading) candidate(i, end int) (candidate, bool) {
	if i >= end || !begins(r.ws, i) {
		return candidate{}, false
	}
	c := candidate{first: i, start: r.ws[i].Start, part: -1, weight: 1}
	c.last, c.key = r.g.find(r.text, r.ws[:end], i)
	if to, stop := r.g.short(r.text, r.ws[i]); to != nowhere && c.last <= i+1 {
		c = r.of(c, to)
		c.last, c.end = i+1, stop
	} else if c.last == 0 {
		return c, false
	} else {
		c.end, c.options = r.ws[c.last-1].End, r.options(c.key)
		if len(c.options) == 0 {
			return c, false
		}
		if r.text[c.end-1] != '.' && c.end < len(r.text) && r.text[c.end] == '.' && strings.Contains(r.ws[c.last-1].Lower, ".") {
			c.end++
		}
	}
	j := c.last // behind the name, and behind the point of "U.S."
	if j < len(r.ws) && r.ws[j].Start < c.end {
		j++
	}
	if c.kind = r.kind(i, j); r.g.is(c.kind, county) {
		r.asCounty(&c)
	}
	c.behind, c.short = r.behind(j)
	c.inside = r.before(i)
	if i > 0 && r.g.is(r.ws[i-1].Lower, part) && !r.ws[i-1].Glued { // not "pro-Western Japan"
		c.part = r.ws[i-1].Start
	}
	return c, true
}

// asCounty lets "Knox" in "Knox and Licking counties" be Knox County.
func (r *reading) asCounty(c *candidate) {
	for _, w := range r.g.counties {
		if k := c.key.Word(w); strings.HasPrefix(c.kind, w[:4]) && len(r.options(k)) > 0 { // "county" for "counties"
			c.key, c.options = k, r.options(k)
			return
		}
	}
}

// kind reads the word for what the name between pieces i and j is: "the city
// of Homs", "Homs province", "Homs, Hama and Idlib provinces".
func (r *reading) kind(i, j int) string {
	isKind := func(i int) bool {
		return i >= 0 && i < len(r.ws) && r.g.isKind(r.ws[i].Lower)
	}
	if isKind(j) && !r.ws[j].Glued {
		return r.ws[j].Lower
	}
	if i > 1 && r.ws[i-1].Lower == "of" && isKind(i-2) {
		return r.ws[i-2].Lower
	}
	if isKind(i - 1) {
		return r.ws[i-1].Lower
	}
	for k, names := j, 0; k < len(r.ws) && names < 16; k++ {
		switch w := r.ws[k]; {
		case w.Lower == "," || w.Lower == "and" || w.Lower == "or":
		case w.Cap && w.Kind == scan.Letters:
			names++
		case names > 0 && isKind(k) && strings.HasSuffix(w.Lower, "s"):
			return w.Lower
		default:
			return ""
		}
		if k == j && r.ws[k].Cap {
			return ""
		}
	}
	return ""
}

// behind finds the place that is named behind piece j-1: "Paris, Texas",
// "Aleppo (Syria)", "Tripoli, in the north of Lebanon".
func (r *reading) behind(j int) (what []option, short bool) {
	if k := r.inside(j); k > 0 {
		_, key := r.g.find(r.text, r.ws, k)
		return r.options(key), false
	}
	if j+1 >= len(r.ws) || r.ws[j].Lower != "," && r.ws[j].Lower != "(" || !begins(r.ws, j+1) {
		return nil, false
	}
	if to, ok := r.g.postal[r.text[r.ws[j+1].Start:r.ws[j+1].End]]; ok {
		return r.all(to), true
	}
	if to, _ := r.g.short(r.text, r.ws[j+1]); to != nowhere {
		return r.all([]ref{to}), true
	}
	if _, k := r.g.find(r.text, r.ws, j+1); k != 0 {
		return r.options(k), false
	}
	return nil, false
}

// inside returns the piece where a name begins that "in" hangs on the one before
// piece j, or 0: "in Lebanon", ", in the north of Lebanon", "in northern Lebanon".
func (r *reading) inside(j int) int {
	if j < len(r.ws) && r.ws[j].Lower == "," {
		j++
	}
	if j >= len(r.ws) || r.ws[j].Lower != "in" {
		return 0
	}
	for j++; j < len(r.ws); j++ {
		switch w := r.ws[j].Lower; {
		case w == "the" || w == "of" || r.g.is(w, part):
			continue
		case r.ws[j].Cap && begins(r.ws, j):
			if _, key := r.g.find(r.text, r.ws, j); key != 0 {
				return j
			}
		}
		return 0
	}
	return 0
}

// before finds the place whose name ends in front of the comma before piece i.
func (r *reading) before(i int) []option {
	if i < 2 || r.ws[i-1].Lower != "," {
		return nil
	}
	for j := max(0, i-5); j < i-1; j++ {
		if !begins(r.ws, j) {
			continue
		}
		if last, k := r.g.find(r.text, r.ws[:i-1], j); last == i-1 {
			return r.options(k)
		}
	}
	return nil
}

// pieces returns the pieces under a span.
func (r *reading) pieces(s doc.Span) (first, last int) {
	first, _ = slices.BinarySearchFunc(r.ws, s.Start, func(w scan.Word, at int) int {
		if w.End <= at {
			return -1
		}
		return 1
	})
	last = first
	for last < len(r.ws) && r.ws[last].Start < s.End {
		last++
	}
	return first, last
}

// within reads the name under a span. What is left over of the span may only
// be grammar, a part ("northern") or a kind ("province"). A people stands for
// its state, an airport for the city it is called after.
func (r *reading) within(s doc.Span) (candidate, bool) {
	first, last := r.pieces(s)
	if first == last {
		return candidate{}, false
	}
	if c, ok := r.whole(first, last); ok {
		return c, true
	}
	var best candidate
	for i := first; i < last; i++ {
		if c, ok := r.candidate(i, last); ok && !r.vague(&c) && c.last-c.first > best.last-best.first {
			best = c
		}
	}
	bare := candidate{first: first, last: last, start: r.ws[first].Start, end: r.ws[last-1].End, part: -1, weight: 1}
	text := r.text[bare.start:bare.end]
	if to, ok := r.g.peoples[strings.ToLower(text)]; ok && !r.g.holds(&best) {
		return r.of(bare, to), true // "Canadian" is a town in Texas only where that is said
	}
	if best.last > 0 && r.covers(first, last, &best) {
		return best, true
	}
	if to, ok := r.g.postal[text]; ok {
		return r.of(bare, to...), true
	}
	if best.last > 0 && r.isSite(first, last, &best) {
		best.site = text
		return best, true
	}
	return candidate{}, false
}

// whole takes the pieces [first, last) as one name, whatever they are: "Spino
// d'Adda", "Villa Hidalgo (El Cubo)". One word is read as in running text.
func (r *reading) whole(first, last int) (candidate, bool) {
	c := candidate{first: first, last: last, start: r.ws[first].Start, end: r.ws[last-1].End, part: -1, weight: 1}
	text := r.text[c.start:c.end]
	if _, people := r.g.peoples[strings.ToLower(text)]; people || len(Words(text)) < 2 {
		return c, false
	}
	c.key = keyOf(text)
	c.options = r.options(c.key)
	c.kind, c.inside = r.kind(first, last), r.before(first)
	c.behind, c.short = r.behind(last)
	return c, len(c.options) > 0 && !r.vague(&c)
}

// isSite reports whether the pieces [first, last) name an airport, a school or
// the like after a place, and nothing more: "University of Leeds".
func (r *reading) isSite(first, last int, c *candidate) bool {
	found := false
	for i := first; i < last; i++ {
		w := r.ws[i]
		switch {
		case i >= c.first && i < c.last:
		case r.g.is(w.Lower, site):
			found = true
		case w.Cap && !r.g.is(w.Lower, part|kinds|common):
			return false
		}
	}
	return found
}

// covers reports whether the pieces [first, last) say no more than the name.
func (r *reading) covers(first, last int, c *candidate) bool {
	for i := first; i < last; i++ {
		w := r.ws[i]
		if i >= c.first && i < c.last || w.Kind == scan.Sign || w.Lower == "the" || w.Lower == "s" {
			continue
		}
		if !w.Cap || r.g.isKind(w.Lower) || r.g.is(w.Lower, part) && c.wide() || i > c.last && c.behind != nil {
			continue
		}
		return false
	}
	return true
}

// wide reports whether a candidate may be an area, of which there is a north:
// "Northern Syria"; "West Side" is not the west of a town called Side.
func (c *candidate) wide() bool {
	return c.large(3e5) || slices.ContainsFunc(c.options, func(o option) bool { return rough(o.Kind) != "city" || o.hand })
}

// each calls f with every name of the text, and counts the peoples.
func (r *reading) each(ctx *context, f func(candidate)) {
	for i := 0; i < len(r.ws); {
		people := 0
		if begins(r.ws, i) {
			people = r.people(i, ctx)
			if c, ok := r.candidate(i, len(r.ws)); ok && people < 2 && !r.vague(&c) {
				f(c)
				i = c.last
				continue
			}
		}
		i += max(1, people)
	}
}

// others appends the names of the text beside those that are asked for, for
// what they tell of the rest.
func (r *reading) others(asked []candidate, ctx *context) []candidate {
	out := asked
	r.each(ctx, func(c candidate) {
		if slices.ContainsFunc(asked, func(a candidate) bool { return a.first < c.last && c.first < a.last }) {
			return
		}
		if c.weight = 0.5; c.behind != nil || slices.ContainsFunc(c.options, func(o option) bool { return o.known() || o.Kind == "county" && !o.alias }) {
			out = append(out, c)
		}
	})
	return out
}

// holds reports whether what is named behind a candidate may hold it.
func (g *gazetteer) holds(c *candidate) bool {
	told := candidate{behind: c.behind, short: c.short, options: c.options}
	return slices.ContainsFunc(c.options, func(o option) bool { return g.beside(&told, &o).value >= weigh.listed })
}

// people counts the adjective or the inhabitants of a country, and returns how
// many pieces they are: "South Korean" is no South.
func (r *reading) people(i int, ctx *context) int {
	for n := 2; n > 0; n-- {
		if i+n > len(r.ws) || n == 2 && r.ws[i+1].Kind != scan.Letters {
			continue
		}
		name := r.ws[i].Lower
		if n == 2 {
			name += " " + r.ws[i+1].Lower
		}
		if to, ok := r.g.peoples[name]; ok {
			if c := r.g.hands[to].place.Country; c != "" {
				ctx.countries[c]++
			}
			return n
		}
	}
	return 0
}

// vague reports whether a name is one word that says a direction or a kind and
// no more, or two directions: there is a county called West.
func (r *reading) vague(c *candidate) bool {
	for i := c.first; i < c.last; i++ {
		if w := r.ws[i]; w.Kind != scan.Sign && !r.g.is(w.Lower, part) && !(c.last == c.first+1 && r.g.is(w.Lower, kinds|site|common|follow)) {
			return false
		}
	}
	return c.behind == nil
}

// known reports whether a place is one that reports name without saying where
// it is.
func (o *option) known() bool {
	return o.hand && o.Kind != "city" || !o.alias && (o.Population >= 100e3 || o.Kind == "region" || o.Kind == "capital")
}

// known reports whether one of the options is.
func (c *candidate) known() bool {
	return slices.ContainsFunc(c.options, func(o option) bool { return o.known() })
}

// state reports whether a candidate may be a state.
func (c *candidate) state() bool {
	return slices.ContainsFunc(c.options, func(o option) bool { return o.Kind == "country" })
}

// area reports whether a candidate may be a state or a large region: "Georgia,
// Alabama and Florida" is a list of them, and no Georgia in Alabama.
func (c *candidate) area() bool {
	return slices.ContainsFunc(c.options, func(o option) bool { return o.Kind == "country" || o.Kind == "region" && o.hand && !o.alias })
}

// large reports whether one of the options has so many people.
func (c *candidate) large(people float64) bool {
	return slices.ContainsFunc(c.options, func(o option) bool { return o.Population >= people })
}
