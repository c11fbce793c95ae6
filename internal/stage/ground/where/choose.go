package where

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"dragoman/internal/places"
)

// weights says what each reason to take a place counts. The unit is a power
// of ten of people: a place told by two such reasons beats one with a hundred
// times its people. They were set by turning each, one after the other, on the
// development sets.
type weights struct {
	// by what the place is
	alias, hand, state, region, quarter, shadow float64
	// by what stands at the name
	behind, behindCountry, behindCity, listed, within, kind float64
	// by what else the report names
	hint, home, country, first, second, near, nearMax, seat, holds float64
}

var weigh = weights{
	alias: -2, hand: 1.5, state: 1.5, region: 0.5, quarter: -2, shadow: -1.5,
	behind: 20, behindCountry: 8, behindCity: 3, listed: 4, within: 6, kind: 2.5,
	hint: 10, home: 1, country: 1, first: 1, second: 0.5, near: 2.2, nearMax: 2.5, seat: 2, holds: 1,
}

const (
	fewest = 300 // people that the smallest place counts for
	most   = 10  // mentions, beyond which more say no more
)

// reason is one part of a score.
type reason struct {
	what  string
	value float64
}

// context is what the whole report says about where it plays: how often each
// country and region is named, by itself or by a place in it.
type context struct {
	countries map[string]float64
	regions   map[ref]float64
	named     map[ref]few // counties that a name may denote, whichever it does
	held      map[ref]few // counties in which a name may lie
	points    []pointed
	home      string // country of the dateline
	hint      string // told from outside
}

func newContext() *context {
	return &context{countries: map[string]float64{}}
}

// pointed is a place that the report names.
type pointed struct {
	key      places.Key
	lat, lon float64
	weight   float64
}

// settle chooses for all candidates: first by themselves and by what is sure,
// then again, knowing what the others came to. A name means one place all
// through a report: what is told at one mention counts for all.
func (g *gazetteer) settle(cands []candidate, ctx *context) {
	names := map[places.Key]*sense{}
	var order []*sense
	for i := range cands {
		c := &cands[i]
		s := names[c.key]
		if s == nil {
			s = &sense{key: c.key, options: c.options, local: make([]reason, len(c.options))}
			names[c.key] = s
			order = append(order, s)
		}
		s.weight += c.weight
		for k := range c.options {
			if r := g.beside(c, &c.options[k]); math.Abs(r.value) > math.Abs(s.local[k].value) {
				s.local[k] = r
			}
		}
	}
	ctx.counties(order)
	for range 3 {
		now := g.gather(order, ctx)
		for _, s := range order {
			g.choose(s, now)
		}
	}
	for i := range cands {
		s := names[cands[i].key]
		cands[i].chosen, cands[i].why = s.chosen, s.why
	}
}

// sense is what one name means in a report.
type sense struct {
	key     places.Key
	options []option
	local   []reason // for each option: what stands at some mention of it
	weight  float64  // mentions
	chosen  int
	margin  float64 // how far the chosen option leads
	rounds  int
	why     []reason
}

// counties notes which counties the names may denote or lie in: there are ten
// Henry Counties and sixteen towns called Paris, but one Paris in one of them.
func (ctx *context) counties(all []*sense) {
	ctx.named, ctx.held = map[ref]few{}, map[ref]few{}
	for _, s := range all {
		for i := range s.options {
			if o := &s.options[i]; o.Kind == "county" {
				ctx.named[o.ref] = ctx.named[o.ref].and(s.key)
			} else if o.in[1] != nowhere && !o.alias {
				ctx.held[o.in[1]] = ctx.held[o.in[1]].and(s.key)
			}
		}
	}
}

// few is a set of some names; a fourth adds nothing.
type few struct {
	n    int
	keys [4]places.Key
}

func (f few) and(k places.Key) few {
	if f.n < len(f.keys) && !slices.Contains(f.keys[:f.n], k) {
		f.keys[f.n] = k
		f.n++
	}
	return f
}

// besides weighs the names of the set, but for one.
func (f few) besides(k places.Key) float64 {
	n := f.n
	if slices.Contains(f.keys[:n], k) {
		n--
	}
	return math.Log2(1 + float64(min(n, 3)))
}

// gather sums up what the senses of the last round say of the report.
func (g *gazetteer) gather(all []*sense, ctx *context) *context {
	now := &context{countries: map[string]float64{}, regions: map[ref]float64{}, named: ctx.named, held: ctx.held, home: ctx.home, hint: ctx.hint}
	for c, n := range ctx.countries {
		now.countries[c] = n
	}
	for _, s := range all {
		if s.rounds == 0 && len(s.options) > 1 {
			continue
		}
		o := &s.options[s.chosen]
		w := s.trust()
		if o.Country != "" {
			now.countries[o.Country] += w
		}
		for _, r := range append(o.in[:], o.ref) {
			if r != nowhere {
				now.regions[r] += w
			}
		}
		switch o.Kind {
		case "country", "continent", "sea", "ocean":
		default:
			now.points = append(now.points, pointed{s.key, o.Lat, o.Lon, min(w, 2)})
		}
	}
	return now
}

// trust is how much a sense says of the report: its mentions, less where it is
// a guess.
func (s *sense) trust() float64 {
	w := min(s.weight, 3)
	if len(s.options) > 1 {
		w *= min(1, 0.3+s.margin/2)
	}
	return w
}

func (g *gazetteer) choose(s *sense, ctx *context) {
	s.rounds++
	// no name vouches for itself
	own := &s.options[s.chosen]
	except := 0.0
	if s.rounds > 1 || len(s.options) == 1 {
		except = s.trust()
	}
	best, top, second := 0, math.Inf(-1), math.Inf(-1)
	var bestWhy []reason
	for i := range s.options {
		score, why := g.score(s, i, own, except, ctx)
		if score > top {
			best, top, second, bestWhy = i, score, top, why
		} else if score > second {
			second = score
		}
	}
	s.chosen, s.margin, s.why = best, min(top-second, 20), bestWhy
}

// score weighs one option of a name.
func (g *gazetteer) score(s *sense, i int, own *option, except float64, ctx *context) (float64, []reason) {
	o := &s.options[i]
	var buf [14]reason
	why := append(buf[:0], reason{"people", math.Log10(o.Population + fewest)})
	add := func(what string, v float64) {
		if v != 0 {
			why = append(why, reason{what, v})
		}
	}
	switch o.Kind {
	case "country", "continent":
		add("a "+o.Kind, weigh.state)
	case "region":
		add("a region", weigh.region)
	case "quarter":
		add("part of a city", weigh.quarter)
	}
	if o.hand && !o.alias && o.Kind != "city" {
		add("reports name it often", weigh.hand)
	}
	if o.alias {
		add("not its own name", weigh.alias)
	}
	add(s.local[i].what, s.local[i].value)
	if o.Country != "" {
		if o.Country == ctx.hint {
			add("in "+o.Country+" as asked", weigh.hint)
		}
		if o.Country == ctx.home {
			add("in the dateline's country", weigh.home)
		}
		n := ctx.countries[o.Country]
		if own.Country == o.Country {
			n -= except
		}
		add("the report names "+o.Country, weigh.country*math.Log2(1+max(0, min(n, most))))
	}
	share := func(r ref) float64 {
		if r == nowhere {
			return 0
		}
		n := ctx.regions[r]
		if own.in[0] == r || own.in[1] == r || own.ref == r {
			n -= except
		}
		return math.Log2(1 + max(0, min(n, most)))
	}
	if rough(o.Kind) == "region" && slices.ContainsFunc(s.options, func(x option) bool { return rough(x.Kind) == "city" && x.in[0] == o.ref && !x.alias }) {
		add("a city in it is called so", weigh.shadow)
	}
	first := o.in[0]
	if o.Kind == "region" {
		first = o.ref
	}
	add("the report names its region", weigh.first*share(first))
	add("the report names its county", weigh.second*share(o.in[1]))
	if o.Kind == "county" {
		add("it holds places of the report", weigh.holds*ctx.held[o.ref].besides(s.key))
	} else if o.in[1] != nowhere {
		add("its county may be named", weigh.seat*ctx.named[o.in[1]].besides(s.key))
	}
	add("near others", min(weigh.near*s.nearness(o, ctx), weigh.nearMax))
	total := 0.0
	for _, r := range why {
		total += r.value
	}
	return total, why
}

// nearness sums up how close an option lies to the other places of the report:
// one in the same place counts its mentions, one at a hundred kilometres half.
func (s *sense) nearness(o *option, ctx *context) float64 {
	if o.Kind == "country" || o.Kind == "continent" || len(s.options) == 1 {
		return 0
	}
	sum := 0.0
	for _, p := range ctx.points {
		if p.key != s.key {
			d := places.Distance(o.Lat, o.Lon, p.lat, p.lon) / 100
			sum += p.weight / (1 + d*d*d)
		}
	}
	return sum
}

// beside is what stands at a mention for an option: a place that holds it
// behind or before, or a word for its kind.
func (g *gazetteer) beside(c *candidate, o *option) reason {
	for i := range c.behind {
		b := &c.behind[i]
		is := reason{g.name(b.ref) + " behind it", 0}
		switch {
		case o.ref == b.ref: // "Washington, D.C."
			is.value = weigh.behind
		case o.in[0] == b.ref || o.in[1] == b.ref || o.hand && o.in[0] == nowhere && b.Kind == "region" && o.Country == b.Country && places.Distance(o.Lat, o.Lon, b.Lat, b.Lon) < 400:
			is.value = weigh.behind
		case b.Kind == "country" && b.Country == o.Country && o.Kind != "country":
			is.value = weigh.behindCountry
		case rough(b.Kind) == "city" && b.Population > 5e5 && !b.alias && rough(o.Kind) == "city" && o.Country == b.Country && places.Distance(b.Lat, b.Lon, o.Lat, o.Lon) < 60:
			is.value = weigh.behindCity
		default:
			continue
		}
		if c.area() && !c.short {
			is.value = min(is.value, weigh.listed)
		}
		return is
	}
	for i := range c.inside {
		in := &c.inside[i]
		if in.in[0] == o.ref || in.in[1] == o.ref || o.Kind == "country" && in.Country == o.Country && in.Kind != "country" && !in.alias && in.Population > 1e5 {
			return reason{g.name(in.ref) + " before it", weigh.within}
		}
	}
	if c.kind != "" && g.kindFits(c.kind, o.Kind) {
		return reason{"a " + c.kind, weigh.kind}
	}
	return reason{}
}

// kindFits reports whether a word may stand for a kind of place: "province"
// for a region.
func (v vocabulary) kindFits(word, kind string) bool {
	return v.is(word, town) && rough(kind) == "city" ||
		v.is(word, region) && rough(kind) == "region" ||
		v.is(word, county) && (kind == "county" || kind == "district" || kind == "region") ||
		word == kind
}

// explain writes the reasons for people, the strongest first.
func explain(n int, why []reason) string {
	if n == 1 {
		return "the only place so called"
	}
	slices.SortStableFunc(why, func(a, b reason) int { return cmp.Compare(math.Abs(b.value), math.Abs(a.value)) })
	var parts []string
	for _, r := range why {
		parts = append(parts, fmt.Sprintf("%s %+.1f", r.what, r.value))
	}
	return fmt.Sprintf("of %d so called: %s", n, strings.Join(parts, ", "))
}
