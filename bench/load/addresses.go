package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"time"
)

// known is what the ledger has that can be asked for.
type known struct {
	first, last time.Time
	units       []string // the busiest first
	reports     []string
	events      []string // REPORT#EVENT
	words       []string
}

// learn asks the server what it has.
func (l *load) learn() error {
	var has struct {
		First string `json:"first_report"`
		Last  string `json:"last_report"`
	}
	err := l.read("/v1/ledger", &has)
	k := &l.known
	if err == nil {
		k.first, err = time.Parse(time.DateOnly, has.First)
	}
	if err == nil {
		k.last, err = time.Parse(time.DateOnly, has.Last)
	}
	if err != nil {
		return err
	}
	var network struct {
		Actors []struct {
			Name string `json:"name"`
		} `json:"actors"`
	}
	if err := l.read("/v1/network?actors=40", &network); err != nil {
		return err
	}
	for _, a := range network.Actors {
		k.units = append(k.units, a.Name)
	}
	var page struct {
		Events []struct {
			ID, Report, Text string
		} `json:"events"`
	}
	r := rand.New(rand.NewPCG(3, 3))
	for range 8 {
		month := k.month(r)
		if err := l.read("/v1/events?limit=50&since="+month, &page); err != nil {
			return err
		}
		for _, e := range page.Events {
			k.reports, k.events = append(k.reports, e.Report), append(k.events, e.Report+"#"+e.ID)
			k.words = append(k.words, longest(e.Text))
		}
	}
	if len(k.units) < 2 || len(k.events) == 0 {
		return errors.New("the ledger has too little to ask for: at least two actors and an event")
	}
	return nil
}

func (l *load) read(path string, into any) error {
	resp, err := l.client.Get(l.server + path)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("%s: %s", path, resp.Status)
	}
	return json.NewDecoder(resp.Body).Decode(into)
}

// longest is the longest word of a text.
func longest(text string) string {
	best, from := "", 0
	for i, c := range text + " " {
		letter := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
		switch {
		case letter:
			continue
		case i-from > len(best):
			best = text[from:i]
		}
		from = i + 1
	}
	return best
}

// unit picks one, the busiest oftenest.
func (k *known) unit(r *rand.Rand) string {
	x := r.Float64()
	return k.units[int(x*x*float64(len(k.units)))]
}

func (k *known) day(r *rand.Rand) time.Time {
	return k.first.AddDate(0, 0, r.IntN(1+int(k.last.Sub(k.first).Hours()/24)))
}

func (k *known) month(r *rand.Rand) string { return k.day(r).Format("2006-01") }

func pick(r *rand.Rand, of []string) string { return url.QueryEscape(of[r.IntN(len(of))]) }

// address is a kind of address, and how one of the kind is made.
type address struct {
	kind string
	at   func(*known, *rand.Rand) string
}

func fixed(at string) address {
	return address{at, func(*known, *rand.Rand) string { return at }}
}

func unitly(kind, format string) address {
	return address{kind, func(k *known, r *rand.Rand) string { return fmt.Sprintf(format, url.QueryEscape(k.unit(r))) }}
}

func monthly(kind, format string) address {
	return address{kind, func(k *known, r *rand.Rand) string { m := k.month(r); return fmt.Sprintf(format, m, m) }}
}

func pairly(kind, format string) address {
	return address{kind, func(k *known, r *rand.Rand) string {
		return fmt.Sprintf(format, url.QueryEscape(k.unit(r)), url.QueryEscape(k.unit(r)))
	}}
}

// addresses are all that people and programs ask for, pages first.
var addresses = []address{
	fixed("/"), fixed("/events"), fixed("/map"), fixed("/matrix"), fixed("/network"), fixed("/incidents"), fixed("/health"),
	unitly("/events?actor", "/events?actor=%s"),
	unitly("/events?source&type", "/events?type=ASSAULT&source=%s"),
	monthly("/events, a month", "/events?since=%s&until=%s"),
	{"/events?text", func(k *known, r *rand.Rand) string { return "/events?text=" + pick(r, k.words) }},
	pairly("/pair", "/pair?one=%s&other=%s"),
	unitly("/actor", "/actor?who=%s"),
	monthly("/matrix, a month", "/matrix?since=%s&until=%s"),
	monthly("/map, a month", "/map?since=%s&until=%s"),
	monthly("/incidents, a month", "/incidents?since=%s&until=%s"),
	monthly("/network, a month", "/network?since=%s&until=%s"),
	unitly("/search", "/search?q=%s"),
	{"/report", func(k *known, r *rand.Rand) string { return "/report?id=" + pick(r, k.reports) }},
	{"/incident", func(k *known, r *rand.Rand) string { return "/incident?id=" + pick(r, k.events) }},
	fixed("/v1/ledger"), fixed("/v1/events"),
	unitly("/v1/events?target", "/v1/events?order=newest&target=%s"),
	monthly("/v1/counts, types of a month", "/v1/counts?by=type&since=%s&until=%s"),
	unitly("/v1/counts, years of an actor", "/v1/counts?by=year&actor=%s"),
	monthly("/v1/counts, tellers of a month", "/v1/counts?by=teller&limit=50&since=%s&until=%s"),
	pairly("/v1/timeline", "/v1/timeline?one=%s&other=%s"),
	monthly("/v1/matrix, a month", "/v1/matrix?since=%s&until=%s"),
	unitly("/v1/network?who", "/v1/network?who=%s"),
	monthly("/v1/places, a month", "/v1/places?since=%s&until=%s"),
	monthly("/v1/incidents, a month", "/v1/incidents?limit=20&since=%s&until=%s"),
	{"/v1/incident", func(k *known, r *rand.Rand) string { return "/v1/incident?id=" + pick(r, k.events) }},
	{"/v1/report", func(k *known, r *rand.Rand) string { return "/v1/report?id=" + pick(r, k.reports) }},
	{"/v1/search", func(k *known, r *rand.Rand) string { return "/v1/search?q=" + pick(r, k.words) }},
}
