package where

import (
	"math"
	"strings"

	"dragoman/internal/stage/ground/scan"
)

// candidate is a name in the text with what it may denote.
type candidate struct {
	first, last int // pieces of its sentence, half-open
	start, end  int // bytes
	ends        []int32
	within      string // country code or admin name told right after it: "Paris, Texas"
	part        int    // start of "northern" before it, or -1
	chosen      int32
}

// context is what the rest of the report says about where it plays.
type context struct {
	countries map[string]float64 // how often each country is named, by itself or by an unambiguous place
	home      string             // country of the dateline
	hint      string             // told from outside
}

// choose picks the entry a candidate denotes: a country or region named right
// after it decides; else population, the countries named in the text, and the
// dateline, each worth some powers of ten of people.
func (g *gazetteer) choose(c *candidate, ctx *context) int32 {
	best, top := int32(-1), math.Inf(-1)
	for _, i := range c.ends {
		e := &g.entries[i]
		s := math.Log10(e.population + 1000)
		if c.within != "" {
			if strings.EqualFold(e.admin, c.within) || e.country == c.within {
				s += 20
			}
		}
		if e.country == ctx.hint {
			s += 10
		}
		if e.country == ctx.home {
			s += 1
		}
		if n := ctx.countries[e.country]; n > 0 {
			s += 1 + math.Min(math.Log2(n+1), 2)/2
		}
		if s > top {
			best, top = i, s
		}
	}
	return best
}

// container finds what follows a name after a comma: "Paris, Texas", "Aleppo,
// Syria", "London (Ontario)".
func (g *gazetteer) container(text string, ws []scan.Word, j int) (string, int) {
	if j+1 >= len(ws) || ws[j].Lower != "," && ws[j].Lower != "(" {
		return "", j
	}
	last, ends := g.find(text, ws, j+1)
	for _, i := range ends {
		switch e := &g.entries[i]; e.kind {
		case "country":
			return e.country, last
		case "region", "state", "province", "admin":
			return e.name, last
		}
	}
	if w := ws[j+1]; w.Cap && g.admins[text[w.Start:w.End]] {
		return text[w.Start:w.End], j + 2 // a region without an entry of its own
	}
	return "", j
}

// distance is the great circle between two points, in km.
func distance(lat1, lon1, lat2, lon2 float64) float64 {
	const rad, radius = math.Pi / 180, 6371
	a := math.Pow(math.Sin((lat2-lat1)*rad/2), 2) + math.Cos(lat1*rad)*math.Cos(lat2*rad)*math.Pow(math.Sin((lon2-lon1)*rad/2), 2)
	return 2 * radius * math.Asin(math.Sqrt(a))
}
