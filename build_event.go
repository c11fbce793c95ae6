package dragoman

import (
	"strconv"

	"dragoman/internal/doc"
)

func eventID(i int) string { return "e" + strconv.Itoa(i+1) }

func (b *builder) events() []Event {
	out := make([]Event, len(b.d.Events))
	for i := range b.d.Events {
		out[i] = b.event(i)
	}
	return out
}

func (b *builder) event(i int) Event {
	e := &b.d.Events[i]
	out := Event{
		ID:         eventID(i),
		Span:       b.span(e.Span),
		Trigger:    b.span(e.Trigger),
		Type:       e.Type,
		Mode:       e.Mode,
		Contexts:   e.Contexts,
		CAMEO:      e.CAMEO,
		Quad:       e.Quad,
		Source:     b.parties(e.Source),
		Target:     b.parties(e.Target),
		Status:     string(e.Status),
		Underlying: e.Underlying,
		Date:       b.eventDate(e.Date),
		Place:      b.where(e.Place),
		Via:        b.chain(e.Statement),
		Counts:     b.counts(e.Counts),
		Condition:  b.spanIf(e.Condition),
	}
	if e.CAMEO != "" && !e.Unscaled {
		out.Goldstein = &e.Goldstein
	}
	if b.why {
		out.Why = e.Why
	}
	return out
}

func (b *builder) eventDate(e doc.EventDate) *EventDate {
	if e.From.IsZero() && e.To.IsZero() {
		return nil
	}
	out := &EventDate{From: day(e.From), To: day(e.To), Precision: e.Precision}
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
	if c == doc.NoCounts {
		return nil
	}
	return &Counts{
		Killed:   b.count(c.Killed),
		Injured:  b.count(c.Injured),
		Arrested: b.count(c.Arrested),
		People:   b.count(c.People),
		Amount:   b.amount(c.Amount),
	}
}

func (b *builder) count(figure int) *Count {
	if figure < 0 {
		return nil
	}
	f := b.d.Figures[figure]
	if !f.Vague && f.Low == f.High {
		return &Count{f.Value, f.Value}
	}
	return &Count{f.Low, f.High}
}

func (b *builder) amount(figure int) *Amount {
	if figure < 0 {
		return nil
	}
	f := b.d.Figures[figure]
	value, low, high := bound(f)
	return &Amount{Value: value, Low: low, High: high, Currency: f.Unit}
}
