package export

import (
	"strconv"

	"dragoman"
)

// phoenix is the file of events of Phoenix and real-time Phoenix: 26 columns, no header.
// It knows actors by their codes alone.
var phoenix = peer{schemes: []string{"phoenix"}, needs: needs{code: true, source: true, target: true, codes: true}, rows: func(k *knowledge, d *deed) []line {
	date := d.day.Format("20060102")
	cells := []string{strconv.FormatInt(d.id, 10) + "_dragoman-" + d.in.Coder.Version, date, date[:4], date[4:6], date[6:]}
	cells = append(cells, phoenixActor(d.source)...)
	cells = append(cells, phoenixActor(d.target)...)
	cells = append(cells, d.CAMEO, d.CAMEO[:2], class(d), scale(d), "")
	p := k.split(d)
	sentence := d.in.ID + "_" + strconv.Itoa(d.in.sentence(d.Trigger.Start))
	return []line{tabbed(append(cells, p.lat, p.lon, p.name, p.province, p.country, listed(";", sentence), listed(";", d.in.URL), listed(";", d.in.outlet()))...)}
}}

// phoenixActor is the code whole, and in parts: state or kind of international actor,
// role, others.
func phoenixActor(a *dragoman.ActorRef) []string {
	var parts []string
	for code := a.CAMEO; code != ""; {
		n := min(3, len(code))
		parts, code = append(parts, code[:n]), code[n:]
	}
	parts = append(parts, "", "")
	return []string{a.CAMEO, parts[0], parts[1], listed(";", parts[2:]...)}
}
