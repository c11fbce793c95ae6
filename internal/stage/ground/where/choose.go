package where

import (
	"math"
	"slices"
	"strings"

	"dragoman/internal/stage/ground/scan"
)

// candidate is a name in the text with what it may denote.
type candidate struct {
	first, last int // pieces of its sentence, half-open
	start, end  int // bytes
	ends        []int32
	within      string // country code or name of the region told right after it: "Paris, Texas"
	part        int    // start of "northern" before it, or -1
	chosen      int32
}

// context is what the whole report says about where it plays.
type context struct {
	countries map[string]float64 // how often each country is named, by itself or by a place that lies nowhere else
	regions   map[string]float64 // the same of regions: "Texas"
	home      string             // country of the dateline
	hint      string             // told from outside
	chosen    []int32            // one entry for each name, of the first round
}

func newContext() *context {
	return &context{countries: map[string]float64{}, regions: map[string]float64{}}
}

// count adds the names in some pieces of text. A name that may be several
// places says little of any.
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
		f.g.credit(ctx, ends)
		i = last - 1
	}
}

func (g *gazetteer) credit(ctx *context, ends []int32) {
	for _, i := range ends {
		e := &g.entries[i]
		w := 1.0
		if len(ends) > 1 {
			w = 0.3
		}
		if e.kind == "country" || e.kind == "region" || len(ends) == 1 {
			ctx.countries[e.country] += w
		}
		if e.kind == "region" {
			ctx.regions[e.name] += w
		} else if e.admin != "" && len(ends) == 1 {
			ctx.regions[e.admin] += w
		}
	}
}

// settle chooses for all candidates in two rounds: the second also asks how
// near a place lies to those of the first. A name told once with its region
// means that place everywhere.
func (g *gazetteer) settle(cands []candidate, ctx *context) {
	sense := map[int32]string{} // first possible entry of a name to the region told
	for i := range cands {
		if c := &cands[i]; c.within != "" {
			sense[c.ends[0]] = c.within
			ctx.regions[c.within] += 2
		}
	}
	for i := range cands {
		c := &cands[i]
		if c.within == "" {
			c.within = sense[c.ends[0]]
		}
		c.chosen = g.choose(c, ctx)
		if e := &g.entries[c.chosen]; (e.kind == "city" || e.kind == "region") && len(ctx.chosen) < 40 && !slices.Contains(ctx.chosen, c.chosen) {
			ctx.chosen = append(ctx.chosen, c.chosen)
		}
	}
	again := map[int32]int32{} // first possible entry of a name to what it means
	for i := range cands {
		c := &cands[i]
		if len(c.ends) < 2 {
			continue
		}
		if _, ok := again[c.ends[0]]; !ok {
			again[c.ends[0]] = g.choose(c, ctx)
		}
		c.chosen = again[c.ends[0]]
	}
}

// choose picks the entry a candidate denotes: a country or region named right
// after it decides; else population, the countries and regions named in the
// text, the dateline and the neighbours, each worth some powers of ten of
// people.
func (g *gazetteer) choose(c *candidate, ctx *context) int32 {
	if len(c.ends) == 1 {
		return c.ends[0]
	}
	best, top := int32(-1), math.Inf(-1)
	for _, i := range c.ends {
		if s := g.score(&g.entries[i], c, ctx); s > top {
			best, top = i, s
		}
	}
	return best
}

func (g *gazetteer) score(e *entry, c *candidate, ctx *context) float64 {
	s := math.Log10(e.population + 1000)
	if c.within != "" && (strings.EqualFold(e.admin, c.within) || e.country == c.within) {
		s += 20
	}
	if e.country == ctx.hint && ctx.hint != "" {
		s += 10
	}
	if e.country == ctx.home && ctx.home != "" {
		s++
	}
	if n := ctx.countries[e.country]; n > 0 {
		s += math.Min(math.Log2(n+1), 3) / 2
	}
	region := e.admin
	if e.kind == "region" {
		region = e.name
	}
	if n := ctx.regions[region]; n > 0 && region != "" {
		s += math.Min(math.Log2(n+1), 3) / 1.5
	}
	return s + g.nearness(e, ctx)
}

// nearness adds up how close the places of the first round lie, at most 2.
func (g *gazetteer) nearness(e *entry, ctx *context) float64 {
	sum := 0.0
	for _, i := range ctx.chosen {
		o := &g.entries[i]
		if o.name == e.name {
			continue // no place vouches for itself
		}
		sum += math.Exp(-distance(e.lat, e.lon, o.lat, o.lon) / 150)
	}
	return math.Min(sum, 2)
}

// distance is the great circle between two points, in km, on a flat map where
// they lie close.
func distance(lat1, lon1, lat2, lon2 float64) float64 {
	const degree = 111.2
	dlat, dlon := lat2-lat1, math.Abs(lon2-lon1)
	if dlon > 180 {
		dlon = 360 - dlon
	}
	dlon *= math.Cos((lat1 + lat2) / 2 * math.Pi / 180)
	return degree * math.Hypot(dlat, dlon)
}

// container finds what follows a name after a comma: "Paris, Texas", "Aleppo,
// Syria", "London (Ontario)".
func (g *gazetteer) container(text string, ws []scan.Word, j int) string {
	if j+1 >= len(ws) || ws[j].Lower != "," && ws[j].Lower != "(" {
		return ""
	}
	_, ends := g.find(text, ws, j+1)
	for _, i := range ends {
		switch e := &g.entries[i]; e.kind {
		case "country":
			return e.country
		case "region":
			return e.name
		}
	}
	if w := ws[j+1]; w.Cap && g.admins[text[w.Start:w.End]] {
		return text[w.Start:w.End] // a region without an entry of its own
	}
	return ""
}
