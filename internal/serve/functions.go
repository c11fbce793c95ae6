package serve

import (
	"cmp"
	"html/template"
	"net/url"
	"strconv"
	"strings"
	"time"

	"dragoman"
	"dragoman/internal/ledger"
	"dragoman/internal/review"
	"dragoman/internal/wording"
)

// functions are what pages are written with.
func functions(static map[string]string) template.FuncMap {
	return template.FuncMap{
		"static":  func(name string) string { return static[name] },
		"sites":   func() any { return sites },
		"version": func() string { return dragoman.Version },
		"glyph":   wording.Glyph,
		"days":    wording.DayRange,
		"longDay": wording.LongDay,
		"tolls":   func(c *dragoman.Counts) string { return strings.Join(wording.Tolls(c), ", ") },
		"number":  func(n int) string { return wording.Number(float64(n)) },
		"plural":  wording.Plural,
		"measured": func(f dragoman.Figure) string {
			return wording.Measured(wording.Reading(f.Value, f.Low, f.High), f.Unit)
		},
		"kind":        kindOf,
		"done":        doneness,
		"reasons":     wording.Reasons,
		"mutual":      wording.Reciprocal,
		"percent":     percent,
		"thousandths": func(v *float64) string { return strconv.FormatFloat(*v, 'f', 3, 64) },
		"corrected":   corrected,
		"tenths":      func(v *float64) string { return strconv.FormatFloat(*v, 'f', 1, 64) },
		"degrees":     func(v *float64) string { return strconv.FormatFloat(*v, 'f', 2, 64) },
		"decimal":     func(v *float64) string { return strconv.FormatFloat(*v, 'f', -1, 64) },
		"join":        strings.Join,
		"entry":       entry,
		"actorAt":     func(p dragoman.Party) string { return "/actor?who=" + url.QueryEscape(who(p)) },
		"eventAt":     eventAt,
		"reportAt":    func(id string) string { return reportAt(id, "") },
		"outside":     outside,
		"countAt":     func(side, who, value string) string { return with("/events", url.Values{"type": {value}, side: {who}}) },
		"statementAt": func(s dragoman.FlatStatement) string { return reportAt(s.Report, s.ID) },
		"incidentAt":  func(in *ledger.Incident) string { return incidentAt(in.Told[0].FlatEvent) },
		"actAt":       incidentAt,
		"placeAt":     placeAt,
		"pairAt":      func(one, other string) string { return with("/pair", url.Values{"one": {one}, "other": {other}}) },
		"dateTime":    func(t time.Time) string { return t.UTC().Format("2 January 2006, 15:04 UTC") },
		"big":         func(n int64) string { return wording.Number(float64(n)) },
		"netKinds":    func() []string { return []string{"cooperation", "conflict", "neither"} },
		"dict":        dict,
	}
}

func incidentAt(e *dragoman.FlatEvent) string {
	return with("/incident", url.Values{"id": {ledger.TellingOf(e).String()}})
}

// percent writes a share, which may not be known.
func percent(share any) string {
	switch p := share.(type) {
	case float64:
		return strconv.Itoa(int(p*100+0.5)) + " %"
	case *float64:
		return percent(*p)
	}
	return ""
}

// corrected says what a mark sets right, under each aspect that it changes.
func corrected(m *review.Mark) string {
	if m.Mark != review.Corrected {
		return ""
	}
	was := &review.Mark{Mark: review.Right, Seen: m.Seen}
	var out []string
	for _, aspect := range review.Aspects[1:] {
		if v := review.Values(aspect, []*review.Mark{was, m}); v[0] != v[1] {
			out = append(out, aspect+" "+cmp.Or(v[1], "none"))
		}
	}
	return strings.Join(out, ", ")
}

// who is the best word to ask the ledger for an actor with.
func who(p dragoman.Party) string {
	if p.Kind == "state" && p.Country != "" {
		return p.Country
	}
	return p.Name
}

// outside is an address that a report gives, where it leads to a page: what else a
// report's publisher may have written there is no link of ours.
func outside(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return ""
	}
	return u.String()
}

// dict hands several values to a part of a page: dict "Event" $e "Why" $why.
func dict(pairs ...any) map[string]any {
	out := map[string]any{}
	for i := 0; i+1 < len(pairs); i += 2 {
		if name, ok := pairs[i].(string); ok {
			out[name] = pairs[i+1]
		}
	}
	return out
}
