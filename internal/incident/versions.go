package incident

import (
	"cmp"
	"slices"
	"strconv"

	"dragoman"
)

// Told is an event of an incident as a report tells it.
type Told struct {
	*dragoman.FlatEvent
	Copies int64 // the same of reports that are prints of one text
}

// Incident is what is known of an act when all that tell it are read together.
type Incident struct {
	Best      *dragoman.FlatEvent `json:"-"`                   // the telling that says most
	Status    string              `json:"status"`              // what has become of it
	Tellers   []string            `json:"tellers"`             // who tell it independently, in order of their first reports
	Reports   int                 `json:"reports"`             // pages, copies included
	Statuses  []Stage             `json:"statuses"`            // planned, then occurred
	Versions  []Version           `json:"versions,omitempty"`  // of what is told otherwise by one than by another
	Contested []string            `json:"contested,omitempty"` // fields of which two tellers' last words cannot both be true
	Denied    []string            `json:"denied_by,omitempty"` // who says that it is not so
}

// Stage is a status, and who first gave it when.
type Stage struct {
	Status string `json:"status"`
	Date   string `json:"date,omitempty"`
	Report string `json:"report"`
}

// Version is what one or several tell of a detail.
type Version struct {
	Field   string   `json:"field"` // killed injured arrested people amount day place
	Low     *float64 `json:"low,omitempty"`
	High    *float64 `json:"high,omitempty"`
	Value   string   `json:"value,omitempty"` // of day and place
	Tellers []string `json:"tellers"`
	Date    string   `json:"date,omitempty"` // of the report that first has it
	Report  string   `json:"report"`

	country string // of a place
}

// Sum reads the events of one incident together. Reports that are prints of one text
// tell once, and so do reports that are credited to one agency. The order of told does
// not matter.
func Sum(told []Told) *Incident {
	told = slices.Clone(told)
	slices.SortStableFunc(told, inOrder)
	s := summing{Incident: &Incident{}, tellers: tellersOf(told), last: map[string]map[string]Version{}}
	reports := map[string]bool{}
	for _, t := range told {
		reports[t.Report] = true
		s.add(t)
	}
	s.Reports = len(reports)
	s.Versions = slices.DeleteFunc(s.Versions, func(v Version) bool { return !s.several(v.Field) })
	s.Status = s.becomes()
	s.contest()
	return s.Incident
}

func inOrder(a, b Told) int {
	return cmp.Or(cmp.Compare(a.Published, b.Published), cmp.Compare(a.Report, b.Report),
		cmp.Compare(a.Trigger.Start, b.Trigger.Start), cmp.Compare(a.ID, b.ID))
}

// summing is an incident while its tellings are read.
type summing struct {
	*Incident
	tellers map[int64]string              // by the number of copies
	last    map[string]map[string]Version // field, who: what he told last
}

func (s *summing) add(t Told) {
	who := s.tellers[t.Copies]
	if !slices.Contains(s.Tellers, who) {
		s.Tellers = append(s.Tellers, who)
	}
	if !slices.ContainsFunc(s.Statuses, func(g Stage) bool { return g.Status == t.Event.Status }) {
		s.Statuses = append(s.Statuses, Stage{t.Event.Status, t.Published, t.Report})
	}
	if s.Best == nil || says(t.FlatEvent) > says(s.Best) {
		s.Best = t.FlatEvent
	}
	if t.Event.Status == "negated" {
		denier := who
		if n := len(t.Via); n > 0 {
			denier = t.Via[n-1].Name
		}
		if !slices.Contains(s.Denied, denier) {
			s.Denied = append(s.Denied, denier)
		}
		return // "denied that it had killed five" is no version of the number
	}
	s.numbers(t, who)
	if d := t.Event.Date; d != nil && d.Precision == "day" && (d.From == d.To || d.To == "") && own(&t.Event) {
		s.version(t, who, Version{Field: "day", Value: d.From})
	}
	if p := t.Place; p != nil {
		s.version(t, who, Version{Field: "place", Value: p.Name, country: p.Country})
	}
}

// says is how much of an act a telling tells: a deed before a plan, both sides, a day.
func says(e *dragoman.FlatEvent) (n int) {
	if deed(e.Status) {
		n += 8
	}
	if len(e.Source) > 0 {
		n += 2
	}
	if len(e.Target) > 0 {
		n += 2
	}
	if e.Date != nil && e.Date.Precision == "day" {
		n++
	}
	return n
}

func deed(status string) bool {
	return status == "occurred" || status == "ongoing" || status == "background"
}

// becomes is what has become of an act: done, if somebody tells it as done; not done, if
// that is denied or it was called off; else what was last meant with it.
func (s *summing) becomes() (status string) {
	for _, g := range s.Statuses {
		switch {
		case deed(status): // "occurred" is followed by "background", which is later said of it
		case deed(g.Status), status != "negated":
			status = g.Status
		}
	}
	return status
}

var countNames = [counted]string{"killed", "injured", "arrested", "people", "amount"}

func (s *summing) numbers(t Told, who string) {
	counts := []*dragoman.Counts{t.Counts}
	for _, e := range t.Evidence {
		counts = append(counts, e.Counts)
	}
	for _, c := range counts {
		for k, r := range rangesOf(c) {
			if r == (bounds{}) {
				continue
			}
			v := Version{Field: countNames[k]}
			if r.Low > 0 {
				v.Low = &r.Low
			}
			if r.High > 0 {
				v.High = &r.High
			}
			s.version(t, who, v)
		}
	}
}

func (s *summing) version(t Told, who string, v Version) {
	if s.last[v.Field] == nil {
		s.last[v.Field] = map[string]Version{}
	}
	s.last[v.Field][who] = v
	at := slices.IndexFunc(s.Versions, func(o Version) bool { return o.Field == v.Field && o.String() == v.String() })
	if at < 0 {
		v.Tellers, v.Date, v.Report = []string{who}, t.Published, t.Report
		s.Versions = append(s.Versions, v)
	} else if o := &s.Versions[at]; !slices.Contains(o.Tellers, who) {
		o.Tellers = append(o.Tellers, who)
	}
}

// String writes a version's value: "5", "at least 5", "up to 7", "5 to 7", "2014-03-17".
func (v Version) String() string {
	number := func(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }
	switch {
	case v.Low != nil && v.High != nil && *v.Low == *v.High:
		return number(*v.Low)
	case v.Low != nil && v.High != nil:
		return number(*v.Low) + " to " + number(*v.High)
	case v.Low != nil:
		return "at least " + number(*v.Low)
	case v.High != nil:
		return "up to " + number(*v.High)
	}
	return v.Value
}

// several reports whether a field has more than one version.
func (i *Incident) several(field string) bool {
	n := 0
	for _, v := range i.Versions {
		if v.Field == field {
			n++
		}
	}
	return n > 1
}

// contest finds the fields of which tellers' last words cannot both be true. "Killed 5"
// that the same paper makes 7 on the next day is news, and no contradiction.
func (s *summing) contest() {
	for field, by := range s.last {
		all := make([]Version, 0, len(by))
		for _, v := range by {
			all = append(all, v)
		}
		if slices.ContainsFunc(all, func(a Version) bool {
			return slices.ContainsFunc(all, func(b Version) bool { return !a.agrees(b) })
		}) {
			s.Contested = append(s.Contested, field)
		}
	}
	if deed(s.Status) && len(s.Denied) > 0 {
		s.Contested = append(s.Contested, "status")
	}
	slices.Sort(s.Contested)
}

// agrees reports whether two versions can both be true.
func (v Version) agrees(o Version) bool {
	if v.Low != nil && o.High != nil && *v.Low > *o.High || o.Low != nil && v.High != nil && *o.Low > *v.High {
		return false
	}
	if v.Field == "place" && v.country != "" { // "Mali" and "Bamako" are both true
		return v.country == o.country || o.country == ""
	}
	return v.Value == o.Value || v.Field == "place" && o.country != ""
}

// tellersOf names the teller of every text: the agency that it is credited to, else
// its publisher, else itself. Copies have the teller of the first that has a credit,
// or else of the first.
func tellersOf(told []Told) map[int64]string {
	first := map[int64]string{}
	for _, withCredit := range []bool{true, false} {
		for _, t := range told {
			if who := credited(t); first[t.Copies] == "" && (who != "" || !withCredit) {
				first[t.Copies] = cmp.Or(who, t.Publisher, t.Report)
			}
		}
	}
	return first
}

// credited is the agency that a report is of. One that only contributed tells nothing
// that could be told apart from the rest.
func credited(t Told) string {
	for _, c := range t.Credits {
		if !c.Part {
			return c.Name
		}
	}
	return ""
}
