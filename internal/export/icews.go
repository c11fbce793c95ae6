package export

import (
	"fmt"
	"strconv"
	"strings"

	"dragoman"
)

// icews is the file of events that ICEWS published: 20 columns under a header. A row is
// known by its number and its day.
var icews = peer{
	schemes: []string{"icews"}, needs: needs{code: true},
	header: strings.Split("Event ID|Event Date|Source Name|Source Sectors|Source Country|Event Text|CAMEO Code|Intensity|Target Name|Target Sectors|Target Country|"+
		"Story ID|Sentence Number|Publisher|City|District|Province|Country|Latitude|Longitude", "|"),
	rows: func(k *knowledge, d *deed) []line {
		text, _ := k.codes.Label(d.CAMEO)
		text = strings.ToUpper(text[:1]) + text[1:]
		cells := []string{strconv.FormatInt(d.id, 10), d.day.Format("2006-01-02")}
		cells = append(cells, k.icewsActor(d.source)...)
		cells = append(cells, text, d.CAMEO, scale(d))
		cells = append(cells, k.icewsActor(d.target)...)
		sentence := ""
		if n := d.in.sentence(d.Trigger.Start); n > 0 {
			sentence = strconv.Itoa(n)
		}
		p := k.split(d)
		return []line{tabbed(append(cells, strconv.FormatInt(d.in.number, 10), sentence, d.in.Publisher,
			p.city, "", p.province, k.names[p.country], p.lat, p.lon)...)}
	},
}

// icewsActor is name, sectors and country. ICEWS has a name for nobody.
func (k *knowledge) icewsActor(a *dragoman.ActorRef) []string {
	if a == nil {
		return []string{"Unspecified Actor", "", ""}
	}
	return []string{a.Name, k.sectors[a.Sector], k.names[a.Country]}
}

// scale is the value of a scale with one decimal: -10.0.
func scale(d *deed) string {
	if d.act.Goldstein == nil {
		return ""
	}
	return fmt.Sprintf("%.1f", *d.act.Goldstein)
}

// spot is a place by the levels of ICEWS and POLECAT.
type spot struct{ name, city, province, country, lat, lon string }

func (k *knowledge) split(d *deed) spot {
	if d.Place == nil {
		return spot{}
	}
	s := spot{name: d.Place.Name, country: d.Place.Country, lat: decimal(d.Place.Lat), lon: decimal(d.Place.Lon)}
	switch kind, _ := d.in.place(d.Event); kind {
	case "city", "capital", "quarter":
		s.city = d.Place.Name
	case "region":
		s.province = d.Place.Name
	}
	return s
}
