package dragoman

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"time"
	"unicode/utf8"

	"dragoman/data"
	"dragoman/internal/actors"
	"dragoman/internal/doc"
	"dragoman/internal/stage/ground/where"
)

// Gazetteer says where named places are. It may be used from several goroutines.
type Gazetteer struct {
	finder *where.Finder
	states *actors.States
}

// NewGazetteer loads the names of places, and beside them those of a dump of
// GeoNames (allCountries.txt or that of one country, SY.txt), where one is given.
func NewGazetteer(dump string) (*Gazetteer, error) {
	f, err1 := where.New(data.Files)
	states, err2 := actors.LoadStates(data.Files)
	if err := errors.Join(err1, err2); err != nil {
		return nil, fmt.Errorf("dragoman: loading: %w", err)
	}
	g := &Gazetteer{f, states}
	if dump == "" {
		return g, nil
	}
	in, err := os.Open(dump)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	if g.finder, err = f.Load(in); err != nil {
		return nil, fmt.Errorf("%s: %w", dump, err)
	}
	return g, nil
}

// Country returns the code of a state, by its code or one of its names.
func (g *Gazetteer) Country(s string) (string, error) {
	if state := cmp.Or(g.states.Code(s), g.states.Named(s, time.Time{})); state != nil {
		return state.Code, nil
	}
	return "", fmt.Errorf("no state is known as %q: expected a name or an ISO code (SYR)", s)
}

// Spot is where a name lies. A name that is not known has its text alone.
type Spot struct {
	Text    string   `json:"text"`
	Name    string   `json:"name,omitempty"`
	Country string   `json:"country,omitempty"` // ISO 3166-1 alpha-3
	Lat     *float64 `json:"lat,omitempty"`     // degrees, WGS 84
	Lon     *float64 `json:"lon,omitempty"`
	Kind    string   `json:"kind,omitempty"`
	ID      string   `json:"id,omitempty"`
	Why     string   `json:"why,omitempty"`
}

// Where says where a bare name lies: "Paris", "Paris, Texas". The country, an ISO
// code, may be empty.
func (g *Gazetteer) Where(name, country string) Spot {
	return g.WhereIn(name, []Range{{0, utf8.RuneCountInString(name)}}, country)[0]
}

// Range is a stretch of a text in Unicode code points, half-open.
type Range struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// WhereIn says where the names under the ranges of a text lie, in their order:
// what else the text names tells which Paris it is. A range outside the text
// gives an empty Spot.
func (g *Gazetteer) WhereIn(text string, names []Range, country string) []Spot {
	at := byteOffsets(text)
	spans := make([]doc.Span, len(names))
	for i, n := range names {
		if n.Start >= 0 && n.Start < n.End && n.End < len(at) {
			spans[i] = doc.Span{Start: at[n.Start], End: at[n.End]}
		}
	}
	out := make([]Spot, len(names))
	for i, p := range g.finder.ResolveIn(text, spans, country) {
		out[i] = Spot{Text: text[spans[i].Start:spans[i].End], Name: p.Name, Country: p.Country, Kind: p.Kind, ID: p.ID, Why: p.Why}
		if p.Name != "" {
			out[i].Lat, out[i].Lon = &p.Lat, &p.Lon
		}
	}
	return out
}
