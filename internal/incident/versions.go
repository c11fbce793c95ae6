package incident

import (
	"cmp"
	"slices"

	"dragoman"
)

// Told is an event of an incident, with what is known of its report.
type Told struct {
	Record *dragoman.Record
	Event  *dragoman.Event
}

// Incident is what is known of an act when all that tell it are read together.
type Incident struct {
	Tellers  []string  `json:"tellers"`             // who tell it independently, in order of their first reports
	Reports  int       `json:"reports"`             // pages, copies included
	Statuses []Stage   `json:"statuses"`            // planned, then occurred
	Versions []Version `json:"versions,omitempty"`  // of what is told otherwise by one than by another
	Denied   []string  `json:"denied_by,omitempty"` // who says that it is not so
}

// Stage is a status, and who first gave it when.
type Stage struct {
	Status string `json:"status"`
	Date   string `json:"date,omitempty"`
	Report string `json:"report"`
}

// Version is what one or several tell of a detail.
type Version struct {
	Field   string   `json:"field"` // killed injured arrested people amount
	Low     float64  `json:"low,omitempty"`
	High    float64  `json:"high,omitempty"`
	Tellers []string `json:"tellers"`
	Date    string   `json:"date,omitempty"` // of the report that first has it
	Report  string   `json:"report"`
}

// Sum reads the events of one incident together. SameText says which reports are
// prints of one text: these tell once, and so do reports that are credited to one
// agency. The order of told does not matter.
func Sum(told []Told, sameText func(a, b string) bool) *Incident {
	told = slices.Clone(told)
	slices.SortFunc(told, func(a, b Told) int {
		return cmp.Or(cmp.Compare(a.Record.Date, b.Record.Date), cmp.Compare(a.Record.ID, b.Record.ID),
			cmp.Compare(a.Event.Trigger.Start, b.Event.Trigger.Start), cmp.Compare(a.Event.ID, b.Event.ID))
	})
	tellers := tellersOf(told, sameText)
	out := &Incident{}
	reports := map[string]bool{}
	for _, t := range told {
		reports[t.Record.ID] = true
		who := tellers[t.Record.ID]
		if !slices.Contains(out.Tellers, who) {
			out.Tellers = append(out.Tellers, who)
		}
		if !slices.ContainsFunc(out.Statuses, func(s Stage) bool { return s.Status == t.Event.Status }) {
			out.Statuses = append(out.Statuses, Stage{t.Event.Status, t.Record.Date, t.Record.ID})
		}
		if t.Event.Status == "negated" {
			denier := who
			if n := len(t.Event.Via); n > 0 {
				denier = t.Event.Via[n-1].Name
			}
			if !slices.Contains(out.Denied, denier) {
				out.Denied = append(out.Denied, denier)
			}
			continue // "denied that it had killed five" is no version of the number
		}
		out.numbers(t, who)
	}
	out.Reports = len(reports)
	out.Versions = slices.DeleteFunc(out.Versions, func(v Version) bool { return !out.contested(v.Field) })
	return out
}

// contested reports whether a field has several versions.
func (i *Incident) contested(field string) bool {
	n := 0
	for _, v := range i.Versions {
		if v.Field == field {
			n++
		}
	}
	return n > 1
}

var countNames = [counted]string{"killed", "injured", "arrested", "people", "amount"}

func (i *Incident) numbers(t Told, who string) {
	counts := []*dragoman.Counts{t.Event.Counts}
	for _, e := range t.Event.Evidence {
		counts = append(counts, e.Counts)
	}
	for _, c := range counts {
		for k, r := range rangesOf(c) {
			if r == (bounds{}) {
				continue
			}
			at := slices.IndexFunc(i.Versions, func(v Version) bool { return v.Field == countNames[k] && v.Low == r.Low && v.High == r.High })
			if at < 0 {
				i.Versions = append(i.Versions, Version{countNames[k], r.Low, r.High, []string{who}, t.Record.Date, t.Record.ID})
			} else if v := &i.Versions[at]; !slices.Contains(v.Tellers, who) {
				v.Tellers = append(v.Tellers, who)
			}
		}
	}
}

// tellersOf names the teller of every report: the agency that it is credited to, else
// its publisher, else itself. Copies have the teller of the first that has a credit,
// or else of the first.
func tellersOf(told []Told, sameText func(a, b string) bool) map[string]string {
	var groups [][]*dragoman.Record
	seen := map[string]bool{}
	for _, t := range told {
		if seen[t.Record.ID] {
			continue
		}
		seen[t.Record.ID] = true
		joined := []*dragoman.Record{t.Record}
		var rest [][]*dragoman.Record
		for _, g := range groups {
			if sameText != nil && slices.ContainsFunc(g, func(r *dragoman.Record) bool { return sameText(r.ID, t.Record.ID) }) {
				joined = append(joined, g...)
			} else {
				rest = append(rest, g)
			}
		}
		groups = append(rest, joined)
	}
	out := map[string]string{}
	for _, g := range groups {
		slices.SortFunc(g, func(a, b *dragoman.Record) int {
			return cmp.Or(cmp.Compare(a.Date, b.Date), cmp.Compare(a.ID, b.ID))
		})
		who := teller(g[0])
		if i := slices.IndexFunc(g, func(r *dragoman.Record) bool { return credited(r) != "" }); i >= 0 {
			who = credited(g[i])
		}
		for _, r := range g {
			out[r.ID] = who
		}
	}
	return out
}

func teller(r *dragoman.Record) string {
	return cmp.Or(credited(r), r.Publisher, r.ID)
}

// credited is the agency that a report is of. One that only contributed tells nothing
// that could be told apart from the rest.
func credited(r *dragoman.Record) string {
	for _, c := range r.Credits {
		if !c.Part {
			return c.Name
		}
	}
	return ""
}
