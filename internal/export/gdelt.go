package export

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"dragoman"
)

// gdeltEvents is GDELT 2.0's file of events: 61 columns, no header. Codebook: "The GDELT
// Event Database, Data Format Codebook V2.0".
var gdeltEvents = peer{schemes: []string{"gdelt"}, needs: needs{code: true}, rows: func(k *knowledge, d *deed) []line {
	root := ""
	if d.in.lead > 0 {
		root = "0"
		if slices.ContainsFunc(d.tellings(), func(t telling) bool { return t.at < d.in.lead }) {
			root = "1"
		}
	}
	date := d.day.Format("20060102")
	cells := []string{strconv.FormatInt(d.id, 10), date, date[:6], date[:4], fractionDate(d)}
	cells = append(cells, k.gdeltActor(d.source)...)
	cells = append(cells, k.gdeltActor(d.target)...)
	cells = append(cells, root, d.CAMEO, d.CAMEO[:min(3, len(d.CAMEO))], d.CAMEO[:2], class(d), decimal(d.act.Goldstein),
		strconv.Itoa(len(d.tellings())), "1", "1", "")
	cells = append(cells, nowhere...)
	cells = append(cells, nowhere...)
	cells = append(cells, k.gdeltPlace(d)...)
	return []line{tabbed(append(cells, dateAdded(d), d.in.address())...)}
}}

// gdeltMentions is GDELT 2.0's file of mentions: 16 columns, no header, a row for each
// clause of the report that tells the event.
var gdeltMentions = peer{schemes: gdeltEvents.schemes, needs: gdeltEvents.needs, rows: func(_ *knowledge, d *deed) []line {
	const (
		onTheWeb = "1"
		cited    = "2" // there is no address
	)
	kind := cited
	if d.in.URL != "" {
		kind = onTheWeb
	}
	sure := ""
	if d.Confidence != nil {
		sure = strconv.Itoa(int(math.Round(100 * *d.Confidence)))
	}
	var out []line
	for _, t := range d.tellings() {
		sentence := ""
		if n := d.in.sentence(t.at); n > 0 {
			sentence = strconv.Itoa(n)
		}
		out = append(out, tabbed(strconv.FormatInt(d.id, 10), dateAdded(d), dateAdded(d), kind, d.in.outlet(), d.in.address(), sentence,
			strconv.Itoa(t.source), strconv.Itoa(t.target), strconv.Itoa(t.at), "1", sure, strconv.Itoa(d.in.length), "", "", ""))
	}
	return out
}}

// fractionDate is the day as GDELT has it for sorting: months of thirty days in years
// of 365. The codebook's formula lacks the -1; its files have it.
func fractionDate(d *deed) string {
	n := (int(d.day.Month())-1)*30 + d.day.Day()
	return fmt.Sprintf("%.4f", float64(d.day.Year())+float64(n)/365)
}

func dateAdded(d *deed) string {
	t, ok := d.in.published()
	if !ok {
		return ""
	}
	return t.Format("20060102150405")
}

func class(d *deed) string {
	if d.act.Quad == nil {
		return ""
	}
	return strconv.Itoa(*d.act.Quad)
}

// gdeltActor is the ten columns of an actor: code, name, country, known group, ethnic
// group, two religions, three roles. Which of the other letters of a code are ethnic
// and which religious its form does not tell; they stay in the code alone.
func (k *knowledge) gdeltActor(a *dragoman.ActorRef) []string {
	out := make([]string, 10)
	if a == nil {
		return out
	}
	country, groups := k.parts(a)
	out[0], out[1], out[2] = a.CAMEO, strings.ToUpper(a.Name), cmp.Or(country, a.Country)
	n := 7
	for _, g := range groups {
		if k.roles[g] && n < len(out) {
			out[n] = g
			n++
		}
	}
	return out
}

// nowhere is the eight columns of a place that is not known.
var nowhere = []string{"0", "", "", "", "", "", "", ""}

// gdeltPlace is the eight columns of the place of an act: type, full name, FIPS code of
// the country, those of two levels of regions, point, and the number of the place in
// GNS or GNIS. A country is its own region and number.
func (k *knowledge) gdeltPlace(d *deed) []string {
	if d.Place == nil {
		return nowhere
	}
	fips, country := k.fips[d.Place.Country], k.names[d.Place.Country]
	name := d.Place.Name
	if country != "" && country != name {
		name += ", " + country
	}
	point := []string{decimal(d.Place.Lat), decimal(d.Place.Lon)}
	kind, _ := d.in.place(d.Event)
	american := d.Place.Country == "USA"
	switch {
	case kind == "country":
		return []string{"1", name, fips, fips, "", point[0], point[1], fips}
	case kind == "region" && american:
		kind = "2"
	case kind == "region":
		kind = "5"
	case american:
		kind = "3" // a city or landmark
	default:
		kind = "4"
	}
	return []string{kind, name, fips, "", "", point[0], point[1], ""}
}
