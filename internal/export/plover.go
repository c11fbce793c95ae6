package export

import (
	"bytes"
	"encoding/json"

	"dragoman"
)

// plover is JSON Lines with the fields of PLOVER's records.
var plover = peer{schemes: []string{"plover", "plover-scale"}, needs: needs{plover: true, source: true}, rows: func(_ *knowledge, d *deed) []line {
	out := ploverEvent{
		ID: textID(d), Date: d.day.Format("2006-01-02"), Actor: ploverActors(d.source), Recipient: ploverActors(d.target),
		Event: []string{d.act.Type}, Mode: some(d.act.Mode), Context: d.Contexts, Quad: d.act.Quad, Scale: d.act.Goldstein,
		Text: ploverText{d.Text}, Cite: ploverCite{d.in.ID, d.in.URL, d.in.Publisher, d.in.Date, d.in.Title},
	}
	if d.Place != nil {
		out.Place = &ploverPlace{d.Place.Name, d.Place.Country, d.Place.Lat, d.Place.Lon}
	}
	if c := d.Counts; c != nil {
		s := ploverSize{least(c.Killed), least(c.Injured), least(c.Arrested)}
		if s != (ploverSize{}) {
			out.Size = &s
		}
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(&out); err != nil {
		panic("export: " + err.Error()) // texts and finite numbers are always written
	}
	return []line{line(b.String())}
}}

type ploverEvent struct {
	ID        string        `json:"id"`
	Date      string        `json:"date"`
	Actor     []ploverActor `json:"actor"`
	Recipient []ploverActor `json:"recipient,omitempty"`
	Event     []string      `json:"event"`
	Mode      []string      `json:"mode,omitempty"`
	Context   []string      `json:"context,omitempty"`
	Quad      *int          `json:"quad_code,omitempty"`
	Scale     *float64      `json:"event_scale,omitempty"`
	Place     *ploverPlace  `json:"event_loc,omitempty"`
	Size      *ploverSize   `json:"size,omitempty"`
	Text      ploverText    `json:"text_info"`
	Cite      ploverCite    `json:"cite_info"`
}

type ploverActor struct {
	Name    string `json:"name"`
	Country string `json:"country,omitempty"`
	Sector  string `json:"sector,omitempty"`
	Role    string `json:"role,omitempty"`
	Text    string `json:"text,omitempty"`
}

type ploverPlace struct {
	Name    string   `json:"name"`
	Country string   `json:"country,omitempty"`
	Lat     *float64 `json:"lat,omitempty"`
	Lon     *float64 `json:"lon,omitempty"`
}

type ploverSize struct {
	Dead     int64 `json:"dead,omitempty"`
	Injured  int64 `json:"injured,omitempty"`
	Arrested int64 `json:"arrested,omitempty"`
}

type ploverText struct {
	Text string `json:"text"`
}

type ploverCite struct {
	Report    string `json:"report"`
	URL       string `json:"url,omitempty"`
	Publisher string `json:"publisher,omitempty"`
	Date      string `json:"date,omitempty"`
	Title     string `json:"title,omitempty"`
}

func ploverActors(a *dragoman.ActorRef) []ploverActor {
	if a == nil {
		return nil
	}
	return []ploverActor{{a.Name, a.Country, a.Sector, a.Role, a.Text}}
}

// least is a number of people; of a vague one the least, of "up to 50" nothing.
func least(c *dragoman.Count) int64 {
	if c == nil {
		return 0
	}
	return int64(c.Low)
}

func some(s string) []string {
	if s == "" {
		return nil
	}
	return []string{s}
}
