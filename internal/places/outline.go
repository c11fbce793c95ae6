package places

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
)

// Outlines tell the country of a point. Borders are those of Natural Earth, de
// facto ones; coasts are some kilometres coarse.
type Outlines struct{ countries []outline }

// outline is the shape of one country: rings, of which those inside another
// are holes.
type outline struct {
	code     string
	rings    [][]point
	min, max point
}

type point struct{ lon, lat float64 }

const outlineMagic = "OUTLINE1"

// OpenOutlines decodes a file that Topology.Bytes wrote. Borders are kept as
// arcs that two countries share.
func OpenOutlines(b []byte) (*Outlines, error) {
	if len(b) < len(outlineMagic) || string(b[:len(outlineMagic)]) != outlineMagic {
		return nil, fmt.Errorf("places: no outlines, expected %q at the start", outlineMagic)
	}
	r := &varints{b: b[len(outlineMagic):]}
	arcs := make([][]point, r.count())
	for i := range arcs {
		arcs[i] = make([]point, r.count())
		var x, y int64
		for j := range arcs[i] {
			x, y = x+r.next(), y+r.next()
			arcs[i][j] = point{float64(x) / OutlineScale, float64(y) / OutlineScale}
		}
	}
	o := &Outlines{countries: make([]outline, r.count())}
	for i := range o.countries {
		c := &o.countries[i]
		c.code = r.text(3)
		c.rings = make([][]point, r.count())
		for j := range c.rings {
			for range r.count() {
				arc := r.next()
				back := arc < 0
				if back {
					arc = ^arc
				}
				if arc >= int64(len(arcs)) {
					return nil, fmt.Errorf("places: outline of %s: arc %d of %d", c.code, arc, len(arcs))
				}
				c.rings[j] = appendArc(c.rings[j], arcs[arc], back)
			}
			c.rings[j] = unwrap(c.rings[j])
		}
		c.measure()
	}
	return o, r.end()
}

func appendArc(ring, arc []point, back bool) []point {
	for k := range arc {
		if back {
			ring = append(ring, arc[len(arc)-1-k])
		} else {
			ring = append(ring, arc[k])
		}
	}
	return ring
}

// unwrap lets a ring that crosses the date line go on beyond 180 degrees, and
// closes one that goes about the South Pole over it.
func unwrap(ring []point) []point {
	turns := 0.0
	for i := range ring {
		if i > 0 {
			switch step := ring[i].lon + turns - ring[i-1].lon; {
			case step > 180:
				turns -= 360
			case step < -180:
				turns += 360
			}
		}
		ring[i].lon += turns
	}
	if n := len(ring); n > 0 && math.Abs(ring[n-1].lon-ring[0].lon) > 180 {
		ring = append(ring, point{ring[n-1].lon, -90}, point{ring[0].lon, -90})
	}
	return ring
}

func (c *outline) measure() {
	c.min, c.max = point{540, 90}, point{-540, -90}
	for _, ring := range c.rings {
		for _, p := range ring {
			c.min = point{min(c.min.lon, p.lon), min(c.min.lat, p.lat)}
			c.max = point{max(c.max.lon, p.lon), max(c.max.lat, p.lat)}
		}
	}
}

// Country returns the ISO 3166-1 alpha-3 code of the country that a point lies
// in, or of the nearest within so many kilometres: towns lie on coasts. It is
// empty for the open sea.
func (o *Outlines) Country(lat, lon, within float64) string {
	about := [3]point{{lon, lat}, {lon + 360, lat}, {lon - 360, lat}} // rings may go on beyond the date line
	for i := range o.countries {
		for _, p := range about {
			if o.countries[i].holds(p) {
				return o.countries[i].code
			}
		}
	}
	best, code := within, ""
	for i := range o.countries {
		for _, p := range about {
			if c := &o.countries[i]; c.near(p, within) {
				if d := c.distance(p); d < best {
					best, code = d, c.code
				}
			}
		}
	}
	return code
}

// Each calls do with every ring of every country: its points as lon, lat. Rings that
// cross the date line go on beyond 180 degrees.
func (o *Outlines) Each(do func(code string, ring [][2]float64)) {
	for i := range o.countries {
		for _, ring := range o.countries[i].rings {
			points := make([][2]float64, len(ring))
			for j, p := range ring {
				points[j] = [2]float64{p.lon, p.lat}
			}
			do(o.countries[i].code, points)
		}
	}
}

// near reports whether a point lies within some kilometres of the box about a
// country.
func (c *outline) near(p point, within float64) bool {
	reach := within / kilometresPerDegree
	wide := reach / max(0.05, math.Cos(p.lat*math.Pi/180))
	return p.lat >= c.min.lat-reach && p.lat <= c.max.lat+reach && p.lon >= c.min.lon-wide && p.lon <= c.max.lon+wide
}

// holds counts how often a line from the point to the east crosses the rings.
func (c *outline) holds(p point) bool {
	if p.lon < c.min.lon || p.lon > c.max.lon || p.lat < c.min.lat || p.lat > c.max.lat {
		return false
	}
	in := false
	for _, ring := range c.rings {
		for i, b := range ring {
			a := ring[(i+len(ring)-1)%len(ring)]
			if (a.lat > p.lat) != (b.lat > p.lat) && p.lon < a.lon+(p.lat-a.lat)/(b.lat-a.lat)*(b.lon-a.lon) {
				in = !in
			}
		}
	}
	return in
}

const kilometresPerDegree = 111.2

// distance is the way to the nearest border in kilometres, on a flat map about
// the point.
func (c *outline) distance(p point) float64 {
	shrink := math.Cos(p.lat * math.Pi / 180)
	best := math.Inf(1)
	for _, ring := range c.rings {
		for i, b := range ring {
			a := ring[(i+len(ring)-1)%len(ring)]
			ax, ay, bx, by := (a.lon-p.lon)*shrink, a.lat-p.lat, (b.lon-p.lon)*shrink, b.lat-p.lat
			dx, dy := bx-ax, by-ay
			t := 0.0
			if l := dx*dx + dy*dy; l > 0 {
				t = min(1, max(0, -(ax*dx+ay*dy)/l))
			}
			best = min(best, math.Hypot(ax+t*dx, ay+t*dy))
		}
	}
	return best * kilometresPerDegree
}

// OutlineScale is how many parts a degree is cut into.
const OutlineScale = 500

// Topology is what outlines are made of.
type Topology struct {
	Arcs  [][][2]int64 // points as lon, lat in parts of a degree
	Codes []string
	Rings [][][]int // for each code: rings of arcs; ^a is arc a walked backwards
}

// Bytes writes the file that OpenOutlines reads.
func (t *Topology) Bytes() []byte {
	out := []byte(outlineMagic)
	out = binary.AppendVarint(out, int64(len(t.Arcs)))
	for _, arc := range t.Arcs {
		out = binary.AppendVarint(out, int64(len(arc)))
		var last [2]int64
		for _, p := range arc {
			out = binary.AppendVarint(binary.AppendVarint(out, p[0]-last[0]), p[1]-last[1])
			last = p
		}
	}
	out = binary.AppendVarint(out, int64(len(t.Codes)))
	for i, code := range t.Codes {
		out = append(out, code...)
		out = binary.AppendVarint(out, int64(len(t.Rings[i])))
		for _, ring := range t.Rings[i] {
			out = binary.AppendVarint(out, int64(len(ring)))
			for _, arc := range ring {
				out = binary.AppendVarint(out, int64(arc))
			}
		}
	}
	return out
}

// varints reads whole numbers; after the first fault all are 0.
type varints struct {
	b   []byte
	bad bool
}

func (r *varints) next() int64 {
	v, n := binary.Varint(r.b)
	if n <= 0 {
		r.bad, r.b = true, nil
		return 0
	}
	r.b = r.b[n:]
	return v
}

// count reads how many things follow, of a byte each at least.
func (r *varints) count() int {
	n := r.next()
	if n < 0 || n > int64(len(r.b)) {
		r.bad, r.b = true, nil
		return 0
	}
	return int(n)
}

func (r *varints) text(n int) string {
	if len(r.b) < n {
		r.bad, r.b = true, nil
		return ""
	}
	s := string(r.b[:n])
	r.b = r.b[n:]
	return s
}

func (r *varints) end() error {
	if r.bad || len(r.b) > 0 {
		return errors.New("places: the outlines are cut off or longer than they say")
	}
	return nil
}
