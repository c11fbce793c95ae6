package serve

import (
	"cmp"
	"context"
	"io"
	"strconv"
	"strings"

	"dragoman/internal/ledger"
)

type placesIn struct {
	Filters
	Formats
	Limit int `query:"limit" minimum:"1" maximum:"10000" doc:"At most so many places; 1000 unless told."`
}

// placeOut is how many events took place somewhere.
type placeOut struct {
	Name        string  `json:"name"`
	Country     string  `json:"country,omitempty"`
	Lat         float64 `json:"lat" doc:"Of a country or a sea, of its middle."`
	Lon         float64 `json:"lon"`
	Cooperation int     `json:"cooperation"`
	Conflict    int     `json:"conflict"`
	Other       int     `json:"other"`
	Meant       int     `json:"meant"`
	Denied      int     `json:"denied"`
}

type placesOut struct {
	Places []placeOut `json:"places"`
}

func (o *placesOut) writeLines(w io.Writer) error { return writeEach(w, o.Places) }
func (o *placesOut) writeCSV(w io.Writer) error {
	return writeCells(w, []string{"name", "country", "lat", "lon", "cooperation", "conflict", "other", "meant", "denied"}, mapped(o.Places, func(p placeOut) []string {
		return []string{p.Name, p.Country, degrees(p.Lat), degrees(p.Lon), strconv.Itoa(p.Cooperation), strconv.Itoa(p.Conflict), strconv.Itoa(p.Other), strconv.Itoa(p.Meant), strconv.Itoa(p.Denied)}
	}))
}

func degrees(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

func (s *Server) getPlaces(ctx context.Context, in *placesIn) (*just[*placesOut], error) {
	in.q.Limit = cmp.Or(in.Limit, 1000)
	all, err := s.placed(ctx, in.q)
	if err != nil {
		return nil, told(err)
	}
	out := &placesOut{Places: []placeOut{}}
	for _, p := range all {
		out.Places = append(out.Places, placeOut(p))
	}
	return &just[*placesOut]{out}, nil
}

type itineraryIn struct {
	Period
	Formats
	Who string `query:"who" required:"true" doc:"A person, a body, a group: a name or a word of it, an id, a code." example:"Shoukry"`
}

type itineraryOut struct {
	Stops []ledger.StopLine `json:"stops"`
}

func (o *itineraryOut) writeLines(w io.Writer) error { return writeEach(w, o.Stops) }
func (o *itineraryOut) writeCSV(w io.Writer) error {
	return writeCells(w, []string{"from", "to", "place", "country", "lat", "lon", "status", "type", "mode", "who", "with", "independent", "report", "event"}, mapped(o.Stops, func(s ledger.StopLine) []string {
		lat, lon := "", ""
		if s.Place.Lat != nil && s.Place.Lon != nil {
			lat, lon = degrees(*s.Place.Lat), degrees(*s.Place.Lon)
		}
		return []string{s.From, s.To, s.Place.Name, s.Place.Country, lat, lon, s.Status, s.Type, s.Mode, strings.Join(s.Who, "; "), strings.Join(s.With, "; "), strconv.Itoa(s.Texts), s.Report, s.ID}
	}))
}

func (s *Server) getItinerary(ctx context.Context, in *itineraryIn) (*just[*itineraryOut], error) {
	stops, err := s.itinerary(ctx, in.Who, in.since, in.until)
	if err != nil {
		return nil, told(err)
	}
	out := &itineraryOut{Stops: []ledger.StopLine{}}
	for _, stop := range stops {
		out.Stops = append(out.Stops, stop.Line())
	}
	return &just[*itineraryOut]{out}, nil
}
