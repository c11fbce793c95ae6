package serve

import (
	"context"
	"fmt"
	"io/fs"
	"math"
	"net/http"
	"net/url"
	"strings"
	"sync"

	"dragoman/data"
	"dragoman/internal/ledger"
	"dragoman/internal/ontology"
	"dragoman/internal/places"
)

// mapMain is what the page of the map shows.
type mapMain struct {
	Asked   url.Values
	Faults  []string
	Unknown string // whose itinerary is asked for, and who is in no report
	Map     *worldMap
	Places  []ledger.Placed
	Stops   []ledger.Stop
}

// worldMap is a drawing of a part of the world.
type worldMap struct {
	Width, Height int
	Land          string // path of all countries
	Spots         []spot
	Way           string // path of an itinerary
}

type spot struct {
	X, Y, R   float64
	Class     string
	Title, At string
	Number    int // of a stop
}

const mostPlaced = 400

// mapPage shows where events took place, or where somebody was.
func (s *Server) mapPage(r *http.Request) (string, *view, error) {
	asks := r.URL.Query()
	main := &mapMain{Asked: asks}
	v := &view{Title: "Map", Here: "/map", Main: main}
	if _, _, err := s.lastYear(r.Context(), asks); err != nil && !asks.Has("since") && !asks.Has("until") {
		return "", nil, err
	}
	q, faults := asked(asks)
	for _, f := range faults {
		main.Faults = append(main.Faults, f.name+": "+f.text)
	}
	if len(faults) > 0 {
		return "map", v, nil
	}
	var err error
	who := asks.Get("who")
	if who != "" {
		main.Stops, err = s.itinerary(r.Context(), who, q.Since, q.Until)
		v.JSON = changed("/v1/itinerary", only(asks, "who", "since", "until"), "format", "json")
		v.CSV = changed("/v1/itinerary", only(asks, "who", "since", "until"), "format", "csv")
		if len(main.Stops) == 0 {
			main.Unknown = who
		}
	} else {
		q.Limit = mostPlaced
		main.Places, err = s.placed(r.Context(), q)
		v.JSON = changed("/v1/places", only(asks, "actor", "type", "status", "since", "until", "text"), "format", "json")
		v.CSV = changed("/v1/places", only(asks, "actor", "type", "status", "since", "until", "text"), "format", "csv")
	}
	if err != nil {
		return "", nil, err
	}
	main.Map, err = drawMap(main.Places, main.Stops, asks)
	return "map", v, err
}

// only keeps some parameters.
func only(v url.Values, names ...string) url.Values {
	out := url.Values{}
	for _, n := range names {
		out[n] = v[n]
	}
	return out
}

func (s *Server) placed(ctx context.Context, q ledger.Query) ([]ledger.Placed, error) {
	return hold(ctx, s, "placed "+key(q), func(ctx context.Context) (out []ledger.Placed, err error) {
		err = s.ask(ctx, s.readers, func(b *book) error {
			out, err = b.Placed(ctx, q)
			return err
		})
		return out, err
	})
}

var presence = sync.OnceValues(func() (ontology.Presence, error) { return ontology.OpenPresence(data.Files) })

const mostStops = 200

func (s *Server) itinerary(ctx context.Context, who string, since, until *int64) ([]ledger.Stop, error) {
	present, err := presence()
	if err != nil {
		return nil, err
	}
	return hold(ctx, s, fmt.Sprintf("itinerary %q %s %s", who, dayKey(since), dayKey(until)), func(ctx context.Context) (out []ledger.Stop, err error) {
		err = s.ask(ctx, s.readers, func(b *book) error {
			set, err := b.Actors(ctx, who)
			if err == nil && !set.Empty() {
				out, err = b.Itinerary(ctx, set, ledger.Query{Since: since, Until: until, Limit: mostStops}, present)
			}
			return err
		})
		return out, err
	})
}

// window is the part of the world that is drawn: a plane on which a degree to the east
// is as long as one to the north at its middle.
type window struct {
	west, east, south, north float64
	shrink, scale            float64
}

const mapWidth = 960

// around takes all points in, with some land about them.
func around(points [][2]float64) window {
	w := window{west: 180, east: -180, south: 90, north: -90}
	for _, p := range points {
		w.west, w.east = min(w.west, p[0]), max(w.east, p[0])
		w.south, w.north = min(w.south, p[1]), max(w.north, p[1])
	}
	if len(points) == 0 {
		w.west, w.east, w.south, w.north = -180, 180, -58, 84
	}
	const least = 24 // degrees
	wide, high := max(least, (w.east-w.west)*1.2), max(least/2, (w.north-w.south)*1.3)
	x, y := (w.east+w.west)/2, (w.north+w.south)/2
	w.west, w.east = max(-180, x-wide/2), min(180, x+wide/2)
	w.south, w.north = max(-60, y-high/2), min(84, y+high/2)
	w.shrink = max(0.35, math.Cos((w.south+w.north)/2*math.Pi/180))
	w.scale = mapWidth / ((w.east - w.west) * w.shrink)
	if tallest := 640.0; (w.north-w.south)*w.scale > tallest { // a window that is high is widened
		more := (w.north-w.south)*w.scale/tallest*(w.east-w.west) - (w.east - w.west)
		w.west, w.east = max(-180, w.west-more/2), min(180, w.east+more/2)
		w.scale = mapWidth / ((w.east - w.west) * w.shrink)
	}
	return w
}

func (w window) at(lon, lat float64) (x, y float64) {
	return (lon - w.west) * w.shrink * w.scale, (w.north - lat) * w.scale
}

var outlines = sync.OnceValues(func() (*places.Outlines, error) {
	raw, err := fs.ReadFile(data.Files, "places/outlines.bin")
	if err != nil {
		return nil, err
	}
	return places.OpenOutlines(raw)
})

// drawMap draws what took place where, or the way of somebody.
func drawMap(all []ledger.Placed, stops []ledger.Stop, asks url.Values) (*worldMap, error) {
	var points [][2]float64
	for _, p := range all {
		points = append(points, [2]float64{p.Lon, p.Lat})
	}
	for _, s := range stops {
		if s.Place.Lat != nil && s.Place.Lon != nil {
			points = append(points, [2]float64{*s.Place.Lon, *s.Place.Lat})
		}
	}
	w := around(points)
	m := &worldMap{Width: mapWidth, Height: int((w.north - w.south) * w.scale)}
	o, err := outlines()
	if err != nil {
		return nil, err
	}
	m.Land = w.land(o)
	most := 1
	for _, p := range all {
		most = max(most, p.Cooperation+p.Conflict+p.Other+p.Meant+p.Denied)
	}
	for _, p := range all {
		x, y := w.at(p.Lon, p.Lat)
		n := p.Cooperation + p.Conflict + p.Other + p.Meant + p.Denied
		m.Spots = append(m.Spots, spot{X: x, Y: y, R: 4 + 20*math.Sqrt(float64(n)/float64(most)), Class: spotClass(p),
			Title: fmt.Sprintf("%s: %d of cooperation, %d of conflict, %d only meant, %d denied", p.Name, p.Cooperation, p.Conflict, p.Meant, p.Denied),
			At:    placeAt(p, asks)})
	}
	var way strings.Builder
	for i, s := range stops {
		if s.Place.Lat == nil || s.Place.Lon == nil {
			continue
		}
		x, y := w.at(*s.Place.Lon, *s.Place.Lat)
		letter := "L"
		if way.Len() == 0 {
			letter = "M"
		}
		fmt.Fprintf(&way, "%s%.1f %.1f", letter, x, y)
		m.Spots = append(m.Spots, spot{X: x, Y: y, R: 9, Class: "stop " + doneness(s.Event.Status), Number: i + 1,
			Title: fmt.Sprintf("%d. %s: %s", i+1, s.Place.Name, s.Event.Text), At: eventAt(s.Event)})
	}
	m.Way = way.String()
	return m, nil
}

func placeAt(p ledger.Placed, asks url.Values) string {
	v := only(asks, "actor", "type", "status", "since", "until", "text")
	v.Set("place", p.Name)
	v.Set("country", p.Country)
	return with("/events", v)
}

// spotClass says what most of the events of a place are.
func spotClass(p ledger.Placed) string {
	switch {
	case p.Cooperation+p.Conflict+p.Other == 0:
		return "meant"
	case p.Conflict > p.Cooperation:
		return "conflict"
	case p.Cooperation > p.Conflict:
		return "cooperation"
	}
	return "neither"
}

// land draws the countries of the window, as finely as can be seen.
func (w window) land(o *places.Outlines) string {
	var out strings.Builder
	o.Each(func(_ string, ring [][2]float64) {
		west, east, south, north := 540.0, -540.0, 90.0, -90.0
		for _, p := range ring {
			west, east = min(west, p[0]), max(east, p[0])
			south, north = min(south, p[1]), max(north, p[1])
		}
		for _, turn := range []float64{0, 360, -360} { // of countries on the date line
			if east+turn < w.west || west+turn > w.east || north < w.south || south > w.north {
				continue
			}
			var path strings.Builder
			n, lastX, lastY := 0, 0, 0
			for _, p := range ring {
				x, y := w.at(p[0]+turn, p[1])
				x10, y10 := int(10*min(mapWidth+200, max(-200, x))), int(10*min(2000, max(-1000, y)))
				switch dx, dy := x10-lastX, y10-lastY; {
				case n == 0:
					fmt.Fprintf(&path, "M%d %dl", x10, y10)
				case dx*dx+dy*dy < 150: // nearer than a pixel and a bit
					continue
				default:
					fmt.Fprintf(&path, "%d %d ", dx, dy)
				}
				lastX, lastY = x10, y10
				n++
			}
			if n > 2 {
				out.WriteString(path.String())
				out.WriteByte('z')
			}
		}
	})
	return out.String()
}
