package dragoman

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"dragoman/internal/doc"
	"dragoman/internal/ontology"
)

func eventID(i int) string { return "e" + strconv.Itoa(i+1) }

// events writes the events, but for those that a user's ontology leaves out. Ids are
// the same with any ontology.
func (b *builder) events() []Event {
	out := make([]Event, 0, len(b.d.Events))
	for i := range b.d.Events {
		if as := b.coding.Of(b.d, &b.d.Events[i]); !as.Dropped {
			out = append(out, b.event(i, as))
		}
	}
	return out
}

func (b *builder) event(i int, as ontology.Coded) Event {
	e := &b.d.Events[i]
	out := Event{
		ID:         eventID(i),
		Span:       b.span(e.Span),
		Trigger:    b.span(e.Trigger),
		Type:       as.Type,
		Mode:       as.Mode,
		Contexts:   e.Contexts,
		CAMEO:      e.CAMEO,
		Code:       as.Code,
		Quad:       as.Quad,
		Goldstein:  as.Goldstein,
		Source:     b.parties(e.Source),
		Target:     b.parties(e.Target),
		Status:     string(e.Status),
		Underlying: e.Underlying,
		Date:       b.eventDate(e.Date),
		Place:      b.where(e.Place),
		Via:        b.via(e.Statement),
		Counts:     b.counts(e.Counts),
		Condition:  b.spanIf(e.Condition),
	}
	for k := range e.Tellings {
		out.Evidence = append(out.Evidence, b.telling(&e.Tellings[k], e))
	}
	for _, x := range e.Disagreements {
		out.Disagreements = append(out.Disagreements, b.disagreement(x))
	}
	if b.why {
		out.Why = slices.Clip(e.Why)
	}
	if i < len(b.d.Judgements) {
		j := &b.d.Judgements[i]
		out.Confidence = new(twoPlaces(j.Confidence))
		if b.why {
			out.Why = append(out.Why, fmt.Sprintf("confidence %.2f: %s", j.Confidence, sureness(j)))
		}
	}
	if as.Row != "" {
		out.PLOVER, out.Underlying = original(e), ""
		if b.why {
			out.Why = append(out.Why, fmt.Sprintf("ontology %s: %s is %q", as.Row, strings.TrimSpace(e.Type+" "+e.Mode), as.Type))
		}
	}
	return out
}

func twoPlaces(p float64) float64 { return math.Round(100*p) / 100 }

// sureness says what a judgement rests on.
func sureness(j *doc.Judgement) string {
	if j.Glance {
		return fmt.Sprintf("at a glance the type gets %.2f", j.Net)
	}
	s := fmt.Sprintf("the network gives the type %.2f", j.Net)
	if j.Other != "" {
		s += fmt.Sprintf(", and most to %s", j.Other)
	}
	return s
}

// original is what an event is in PLOVER, where a user's ontology calls it otherwise.
func original(e *doc.Event) *Original {
	return &Original{Type: e.Type, Mode: e.Mode, Underlying: e.Underlying}
}

func (b *builder) telling(t, of *doc.Event) Telling {
	out := Telling{
		Span:    b.span(t.Span),
		Main:    t.Token == of.Token,
		Trigger: b.span(t.Trigger),
		Mode:    b.coding.Of(b.d, t).Mode,
		CAMEO:   t.CAMEO,
		Source:  b.parties(t.Source),
		Target:  b.parties(t.Target),
		Status:  string(t.Status),
		Date:    b.eventDate(t.Date),
		Place:   b.where(t.Place),
		Via:     b.via(t.Statement),
		Counts:  b.counts(t.Counts),
	}
	if b.why {
		out.Why = t.Why
		if !out.Main {
			out.Why = append(slices.Clip(out.Why), sameAct(b.d, of, t))
		}
	}
	return out
}

func (b *builder) disagreement(x doc.Disagreement) Disagreement {
	out := Disagreement{Field: x.Field, Span: b.span(x.Span), Via: b.via(x.Statement)}
	switch x.Field {
	case "status":
		out.Value = string(x.Status)
	case "date":
		t := b.d.Times[x.Index]
		out.Value = &EventDate{From: day(t.From), To: day(t.To), Precision: t.Precision, Text: b.d.Of(t.Span)}
	case "place":
		out.Value = b.where(x.Index)
	case "amount":
		out.Value = b.amount(x.Figures)
	default:
		out.Value = b.count(x.Figures)
	}
	return out
}

func (b *builder) eventDate(e doc.EventDate) *EventDate {
	if e.From.IsZero() && e.To.IsZero() {
		return nil
	}
	out := &EventDate{From: day(e.From), To: day(e.To), Precision: e.Precision, Before: e.Before}
	if e.Time >= 0 {
		out.Text = b.d.Of(b.d.Times[e.Time].Span)
	}
	return out
}

func (b *builder) where(place int) *Where {
	if place < 0 {
		return nil
	}
	p := b.d.Places[place]
	lat, lon := degrees(p)
	return &Where{Name: p.Name, Country: p.Country, Lat: lat, Lon: lon}
}

func (b *builder) counts(c doc.Counts) *Counts {
	out := Counts{
		Killed:   b.count(c.Killed),
		Injured:  b.count(c.Injured),
		Arrested: b.count(c.Arrested),
		People:   b.count(c.People),
		Amount:   b.amount(c.Amount),
	}
	if out == (Counts{}) {
		return nil
	}
	return &out
}

func (b *builder) count(figures []int) *Count {
	if len(figures) == 0 {
		return nil
	}
	f := b.d.Sum(figures)
	if !f.Vague && f.Low == f.High {
		return &Count{f.Value, f.Value}
	}
	return &Count{f.Low, f.High}
}

func (b *builder) amount(figures []int) *Amount {
	if len(figures) == 0 {
		return nil
	}
	f := b.d.Figures[figures[0]]
	value, low, high := bound(f)
	return &Amount{Value: value, Low: low, High: high, Currency: f.Unit}
}
