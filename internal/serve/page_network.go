package serve

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"net/http"
	"net/url"
	"slices"

	"dragoman/internal/ledger"
	"dragoman/internal/wording"
)

// networkMain is what the page of the network shows.
type networkMain struct {
	Asked   url.Values
	Faults  []string
	Unknown string // about whom it is asked, and who is in no event
	Kinds   []choice
	Network *network
	Drawing *netDrawing
}

// network is who acts on whom: the busiest actors, and what passed between them.
type network struct {
	Actors []netActor
	Links  []ledger.Between // the busiest first
}

// netActor is an actor of a network. The numbers are those of the links shown.
type netActor struct {
	Name      string
	Did, Done int // deeds by it, deeds towards it
}

// fewActors is how many actors a network has, unless it is told.
const fewActors = 24

// kinds are what may be drawn by itself.
var kinds = []string{"cooperation", "conflict"}

// networkPage draws who acts on whom.
func (s *Server) networkPage(r *http.Request) (string, *view, error) {
	asks := r.URL.Query()
	main := &networkMain{Asked: asks}
	v := &view{Title: "Network", Here: "/network", Main: main}
	_, _, faults := period(asks, nil)
	kind := asks.Get("kind")
	if kind != "" && !slices.Contains(kinds, kind) {
		faults = append(faults, fault{"kind", fmt.Sprintf("%q, expected cooperation or conflict", kind)})
	}
	for _, f := range faults {
		main.Faults = append(main.Faults, f.name+": "+f.text)
	}
	for _, k := range kinds {
		main.Kinds = append(main.Kinds, choice{k, k == kind})
	}
	if len(faults) > 0 {
		return "network", v, nil
	}
	since, until, err := s.lastYear(r.Context(), asks)
	if err != nil {
		return "", nil, err
	}
	who := asks.Get("who")
	main.Network, err = s.network(r.Context(), who, kind, fewActors, since, until)
	if err != nil {
		return "", nil, err
	}
	if main.Network == nil {
		main.Unknown = who
	} else {
		main.Drawing = drawNetwork(main.Network, kind, asks)
	}
	v.JSON, v.CSV = with("/v1/network", asks), changed("/v1/network", asks, "format", "csv")
	return "network", v, nil
}

// network finds the busiest actors of a time, or those whom one actor deals with most,
// and what passed between them; nil where nobody is called so.
func (s *Server) network(ctx context.Context, who, kind string, most int, since, until *int64) (*network, error) {
	all, err := s.matrix(ctx, since, until)
	if err != nil {
		return nil, err
	}
	unit := ""
	if who != "" {
		err = s.ask(ctx, s.readers, func(b *book) (err error) {
			unit, err = b.Unit(ctx, who)
			return err
		})
		if err != nil || unit == "" {
			return nil, err
		}
	}
	return netOf(all, unit, kind, most), nil
}

// netOf makes a network of what passed between all.
func netOf(all []ledger.Between, unit, kind string, most int) *network {
	var links []ledger.Between
	busy := map[string]int{}
	for _, b := range all {
		n := weight(&b, kind)
		if n == 0 || b.Source == "" || b.Target == "" || b.Source == b.Target {
			continue
		}
		links = append(links, b)
		if unit == "" || b.Source == unit || b.Target == unit {
			busy[b.Source] += n
			busy[b.Target] += n
		}
	}
	names := make([]string, 0, len(busy))
	for name := range busy {
		names = append(names, name)
	}
	slices.SortFunc(names, func(a, b string) int { return cmp.Or(cmp.Compare(busy[b], busy[a]), cmp.Compare(a, b)) })
	names = names[:min(len(names), most)]
	out := &network{Actors: []netActor{}, Links: []ledger.Between{}}
	at := map[string]int{}
	for i, name := range names {
		at[name] = i
		out.Actors = append(out.Actors, netActor{Name: name})
	}
	for i := range links {
		from, ok := at[links[i].Source]
		to, also := at[links[i].Target]
		if !ok || !also {
			continue
		}
		n := weight(&links[i], kind)
		out.Actors[from].Did += n
		out.Actors[to].Done += n
		out.Links = append(out.Links, links[i])
	}
	slices.SortStableFunc(out.Links, func(a, b ledger.Between) int { return cmp.Compare(weight(&b, kind), weight(&a, kind)) })
	return out
}

// weight is how many deeds of a kind passed from one to another.
func weight(b *ledger.Between, kind string) int {
	switch kind {
	case "cooperation":
		return b.Cooperation
	case "conflict":
		return b.Conflict
	}
	return deeds(b)
}

// netDrawing is a network with its actors in a circle. Where there is script they are
// moved so that those who deal with one another lie close.
type netDrawing struct {
	Size  int
	Nodes []netNode
	Links []netLink
	More  int // links that are in the table alone
}

type netNode struct {
	X, Y, R   float64
	Name      string
	Title, At string
}

type netLink struct {
	Path           string
	Source, Target string
	Width          float64
	Class          string
	Title          string
}

// Measures of the drawing.
const (
	netSize   = 800
	mostDrawn = 160
)

func drawNetwork(n *network, kind string, asks url.Values) *netDrawing {
	d := &netDrawing{Size: netSize}
	busiest, heaviest := 1, 1
	for _, a := range n.Actors {
		busiest = max(busiest, a.Did+a.Done)
	}
	for i := range n.Links {
		heaviest = max(heaviest, weight(&n.Links[i], kind))
	}
	at := map[string]*netNode{}
	for i, a := range n.Actors {
		angle := 2*math.Pi*float64(i)/float64(len(n.Actors)) - math.Pi/2
		d.Nodes = append(d.Nodes, netNode{
			X: netSize/2 + math.Cos(angle)*netSize*.42, Y: netSize/2 + math.Sin(angle)*netSize*.42,
			R: 7 + 17*math.Sqrt(float64(a.Did+a.Done)/float64(busiest)), Name: a.Name,
			Title: fmt.Sprintf("%s: %s by it, %s towards it", a.Name, wording.Plural(a.Did, "deed", "deeds"), wording.Plural(a.Done, "deed", "deeds")),
			At:    changed("/network", asks, "who", a.Name)})
	}
	for i := range d.Nodes {
		at[d.Nodes[i].Name] = &d.Nodes[i]
	}
	for i := range n.Links {
		b := &n.Links[i]
		if i == mostDrawn {
			d.More = len(n.Links) - i
			break
		}
		d.Links = append(d.Links, netLink{Path: arc(at[b.Source], at[b.Target]), Source: b.Source, Target: b.Target,
			Width: 1 + 5*math.Sqrt(float64(weight(b, kind))/float64(heaviest)), Class: leaning(b, kind),
			Title: fmt.Sprintf("%s to %s: %d of cooperation, %d of conflict", b.Source, b.Target, b.Cooperation, b.Conflict)})
	}
	return d
}

// leaning is what most of the deeds are.
func leaning(b *ledger.Between, kind string) string {
	switch {
	case kind != "":
		return kind
	case b.Conflict > b.Cooperation:
		return "conflict"
	case b.Cooperation > b.Conflict:
		return "cooperation"
	}
	return "neither"
}

// arc goes from one circle to another, bent to its right, so that the way back is seen
// beside it. web/src/network.ts draws it in the same way.
func arc(from, to *netNode) string {
	dx, dy := to.X-from.X, to.Y-from.Y
	far := max(1, math.Hypot(dx, dy))
	ux, uy := dx/far, dy/far
	mx, my := (from.X+to.X)/2-uy*far*.12, (from.Y+to.Y)/2+ux*far*.12
	return fmt.Sprintf("M%.1f %.1fQ%.1f %.1f %.1f %.1f", from.X+ux*from.R, from.Y+uy*from.R, mx, my, to.X-ux*(to.R+5), to.Y-uy*(to.R+5))
}
