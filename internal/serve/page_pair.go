package serve

import (
	"cmp"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"time"

	"dragoman/internal/ledger"
)

// pairMain is what the page of two actors shows.
type pairMain struct {
	Asked   url.Values
	Faults  []string
	Units   [2]string
	Unknown []string // whom nobody in the ledger is called
	By      string
	Chart   *chart
	Between []ledger.Between
	Pairs   []ledger.Between // to choose from, where none is asked for
}

// pairPage shows what passed between two.
func (s *Server) pairPage(r *http.Request) (string, *view, error) {
	asks := r.URL.Query()
	main := &pairMain{Asked: asks, By: cmp.Or(asks.Get("by"), "month")}
	v := &view{Title: "Pair", Here: "/pair", Main: main}
	since, until, faults := period(asks, nil)
	if !slices.Contains([]string{"day", "month", "year"}, main.By) {
		faults = append(faults, fault{"by", fmt.Sprintf("%q, expected day, month or year", main.By)})
	}
	for _, f := range faults {
		main.Faults = append(main.Faults, f.name+": "+f.text)
	}
	if len(faults) > 0 {
		return "pair", v, nil
	}
	one, other := asks.Get("one"), asks.Get("other")
	if one == "" || other == "" {
		since, until, err := s.lastYear(r.Context(), asks)
		if err != nil {
			return "", nil, err
		}
		main.Pairs, err = s.matrix(r.Context(), since, until)
		main.Pairs = slices.DeleteFunc(slices.Clone(main.Pairs), func(b ledger.Between) bool { return b.Source == "" || b.Target == "" })
		main.Pairs = main.Pairs[:min(len(main.Pairs), 20)]
		year := url.Values{"since": asks["since"], "until": asks["until"]}
		v.JSON, v.CSV = with("/v1/matrix", year), changed("/v1/matrix", year, "format", "csv")
		return "pair", v, err
	}
	p, err := s.pair(r.Context(), one, other, main.By, since, until)
	if err != nil {
		return "", nil, err
	}
	for i, who := range []string{one, other} {
		if p.units[i] == "" {
			main.Unknown = append(main.Unknown, who)
		}
	}
	main.Units, main.Between = p.units, p.between
	v.Title = fmt.Sprintf("%s and %s", cmp.Or(p.units[0], one), cmp.Or(p.units[1], other))
	if len(main.Between) > 0 {
		main.Chart = timelineChart(main.Between, p.units, main.By)
	}
	v.JSON, v.CSV = with("/v1/timeline", asks), changed("/v1/timeline", asks, "format", "csv")
	return "pair", v, nil
}

// A chart is drawn in units of the picture, which browsers fit to the page.
type chart struct {
	Width, Height int
	Bars          []bar
	Lines         []chartLine
	Labels        []label
}

type bar struct {
	X, Y, W, H float64
	Class      string
	Title, At  string
}

type chartLine struct {
	Y     float64
	Class string
}

type label struct {
	X, Y  float64
	Text  string
	Class string
}

// Measures of the timeline: cooperation stands above the middle, conflict below it, and
// under both what is only meant and what is denied, in lanes of their own.
const (
	leftMargin = 92
	halfHeight = 120
	lane       = 44
	topMargin  = 18
)

// timelineChart draws what passed between two, period by period. What the first does
// stands to the left of what the other does.
func timelineChart(all []ledger.Between, units [2]string, by string) *chart {
	periods := allPeriods(all, by)
	at := map[string]int{}
	for i, p := range periods {
		at[p] = i
	}
	most, mostAside := 1, 1
	for _, b := range all {
		most = max(most, b.Cooperation, b.Conflict)
		mostAside = max(mostAside, b.Meant, b.Denied)
	}
	step := min(64, max(4.0, 820/float64(len(periods))))
	c := &chart{Width: leftMargin + int(step*float64(len(periods))) + 14, Height: topMargin + 2*halfHeight + 2*lane + 44}
	c.Width = max(c.Width, 420)
	middle := float64(topMargin + halfHeight)
	meant := float64(topMargin + 2*halfHeight + lane)
	denied := meant + lane
	for _, b := range all {
		i, ok := at[b.Period]
		if !ok {
			continue
		}
		first := b.Source == units[0]
		width := step * 0.42
		x := leftMargin + step*float64(i) + step*0.06
		who := "one"
		if !first {
			x += width + step*0.04
			who = "other"
		}
		draw := func(n, most, height int, base float64, up bool, what, class string, asks url.Values) {
			if n == 0 {
				return
			}
			h := max(2, float64(n)/float64(most)*float64(height))
			y := base
			if up {
				y -= h
			}
			asks.Set("source", b.Source)
			asks.Set("target", b.Target)
			asks.Set("since", b.Period)
			asks.Set("until", b.Period)
			c.Bars = append(c.Bars, bar{x, y, width, h, class + " " + who,
				fmt.Sprintf("%s, %s to %s: %d %s", b.Period, b.Source, b.Target, n, what), with("/events", asks)})
		}
		draw(b.Cooperation, most, halfHeight-8, middle, true, "of cooperation", "cooperation", url.Values{"quad": {"1,2"}, "status": {doneStatuses}})
		draw(b.Conflict, most, halfHeight-8, middle, false, "of conflict", "conflict", url.Values{"quad": {"3,4"}, "status": {doneStatuses}})
		draw(b.Meant, mostAside, lane-12, meant, true, "only meant", "meant", url.Values{"status": {meantStatuses}})
		draw(b.Denied, mostAside, lane-12, denied, true, "denied", "denied", url.Values{"status": {"negated"}})
	}
	c.Lines = []chartLine{{middle, "middle"}, {meant, ""}, {denied, ""}}
	c.Labels = []label{
		{leftMargin - 8, middle - halfHeight/2, "cooperation", "end"}, {leftMargin - 8, middle + halfHeight/2, "conflict", "end"},
		{leftMargin - 8, meant - 6, "only meant", "end"}, {leftMargin - 8, denied - 6, "denied", "end"},
		{leftMargin - 8, middle - halfHeight + 14, fmt.Sprint(most), "end scale"}, {leftMargin - 8, middle + halfHeight - 4, fmt.Sprint(most), "end scale"},
	}
	every := 1
	for float64(every)*step < 62 {
		every++
	}
	for i, p := range periods {
		if i%every == 0 {
			c.Labels = append(c.Labels, label{leftMargin + step*float64(i) + step/2, denied + 18, p, "middle scale"})
		}
	}
	return c
}

const (
	doneStatuses  = "occurred,ongoing,background"
	meantStatuses = "planned,expected,offered,demanded,hypothetical"
)

// mostPeriods bounds a drawing; of more, the last are drawn.
const mostPeriods = 400

// allPeriods lists the periods from the first to the last, also those without events.
// What an article tells as history stands years before the rest: where a long empty
// stretch would leave no room for it, only periods with events are listed.
func allPeriods(all []ledger.Between, by string) []string {
	layout, next := map[string]string{"day": time.DateOnly, "month": "2006-01", "year": "2006"}[by], func(t time.Time) time.Time { return t.AddDate(0, 1, 0) }
	switch by {
	case "day":
		next = func(t time.Time) time.Time { return t.AddDate(0, 0, 1) }
	case "year":
		next = func(t time.Time) time.Time { return t.AddDate(1, 0, 0) }
	}
	var told []string
	for _, b := range all {
		if n := len(told); b.Period != "" && (n == 0 || told[n-1] != b.Period) {
			told = append(told, b.Period)
		}
	}
	told = told[max(0, len(told)-mostPeriods):]
	if len(told) < 2 {
		return told
	}
	from, err1 := time.Parse(layout, told[0])
	to, err2 := time.Parse(layout, told[len(told)-1])
	if err1 != nil || err2 != nil {
		return told
	}
	var out []string
	for t := from; !t.After(to); t = next(t) {
		if out = append(out, t.Format(layout)); len(out) > max(mostPeriods, 1) || len(out) > 60 && len(out) > 6*len(told) {
			return told
		}
	}
	return out
}
