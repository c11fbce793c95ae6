package export

import (
	"slices"
	"strconv"
	"strings"

	"dragoman"
)

// polecat is the file of events of POLECAT: 40 columns under a header, "None" for what
// is not known, lists parted by "; ".
var polecat = peer{
	schemes: []string{"plover", "plover-scale"}, needs: needs{plover: true},
	header: strings.Split("Event ID|Event Date|Event Type|Event Mode|Intensity|Quad Code|Contexts|"+
		"Actor Name|Actor Country|Actor COW|Primary Actor Sector|Actor Sectors|Actor Title|Actor Name Raw|Wikipedia Actor ID|"+
		"Recipient Name|Recipient Country|Recipient COW|Primary Recipient Sector|Recipient Sectors|Recipient Title|Recipient Name Raw|Wikipedia Recipient ID|"+
		"Placename|City|District|Province|Country|Latitude|Longitude|GeoNames ID|Raw Placename|Feature Type|"+
		"Source|Publication Date|Story People|Story Organizations|Story Locations|Language|Version", "|"),
	rows: func(k *knowledge, d *deed) []line {
		cells := []string{textID(d), d.day.Format("2006-01-02"), d.act.Type, d.act.Mode, scale(d), className(d), listed("; ", d.Contexts...)}
		cells = append(cells, polecatActor(d.source)...)
		cells = append(cells, polecatActor(d.target)...)
		p := k.split(d)
		_, words := d.in.place(d.Event)
		cells = append(cells, p.name, p.city, "", p.province, p.country, p.lat, p.lon, "", words, "", d.in.Publisher)
		published := ""
		if t, ok := d.in.published(); ok {
			published = t.Format("2006-01-02")
		}
		cells = append(cells, published, listed("; ", d.in.named("leader", "official", "person")...),
			listed("; ", d.in.named("agency", "organisation", "military", "group", "party", "media", "company")...), listed("; ", d.in.located()...), d.in.Lang, "dragoman "+d.in.Coder.Version)
		for i, c := range cells {
			if c == "" {
				cells[i] = "None"
			}
		}
		return []line{tabbed(cells...)}
	},
}

// textID is the number of a pair where ids are text, behind the report and the event.
func textID(d *deed) string {
	return d.in.ID + "/" + d.ID + "/" + strconv.FormatInt(d.id, 10)
}

// className is the quad class in words.
func className(d *deed) string {
	names := []string{"", "VERBAL COOPERATION", "MATERIAL COOPERATION", "VERBAL CONFLICT", "MATERIAL CONFLICT"}
	if d.act.Quad == nil || *d.act.Quad >= len(names) {
		return ""
	}
	return names[*d.act.Quad]
}

// polecatActor is name, country, COW number, first sector, all sectors, title, words of
// the text and the page in Wikipedia. We have one sector and no numbers.
func polecatActor(a *dragoman.ActorRef) []string {
	if a == nil {
		return make([]string, 8)
	}
	return []string{a.Name, a.Country, "", a.Sector, a.Sector, a.Role, a.Text, ""}
}

// named lists the actors of some kinds that have a name: not "two sailors", whose id
// means nothing outside the report.
func (r *report) named(kinds ...string) []string {
	var out []string
	for i := range r.Actors {
		a := &r.Actors[i]
		byNumber := len(a.ID) > 1 && a.ID[0] == 'p' && strings.Trim(a.ID[1:], "0123456789") == ""
		if a.ID != "" && !byNumber && slices.Contains(kinds, a.Kind) && !slices.Contains(out, a.Name) {
			out = append(out, a.Name)
		}
	}
	return out
}

// located lists the places of the text.
func (r *report) located() []string {
	var out []string
	for i := range r.Places {
		if name := r.Places[i].Name; name != "" && !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return out
}
