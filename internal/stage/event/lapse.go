package event

import (
	"fmt"
	"strconv"
	"time"

	"dragoman/internal/doc"
)

// lapse is how long one act lies after or before another: "two weeks after".
type lapse struct {
	time  int // in Document.Times
	under int // what the measure hangs on: "arrest"
	n     int
	unit  byte // D W M Y
}

// lapsed dates an act that is told by how long it lies from the one it stands under:
// "closed the border on Thursday, two days after soldiers had arrested the king". The
// other must have a day of its own, or be what the report itself is the news of.
func (c *coder) lapsed(e *doc.Event, ref reference) bool {
	for k, head := range c.index.times {
		l, ok := c.lapseAt(k)
		if !ok || head > e.Token || c.below(e.Token, l.under) < 0 {
			continue
		}
		base, ok := c.dayOf(c.d.Arcs[l.under].Head, ref)
		if !ok {
			continue
		}
		e.Date = doc.EventDate{Time: k, TimeRange: l.from(base)}
		e.Why = append(e.Why, fmt.Sprintf("date: %q from %s", c.d.Of(c.d.Times[k].Span)+" "+c.d.Word(c.after(k)), base.Format(time.DateOnly)))
		return true
	}
	return false
}

// after returns the token that follows a time expression.
func (c *coder) after(k int) int {
	_, last := c.index.tokens(c.d.Times[k].Span)
	return last
}

// lapseAt reads a length before "after" or "before".
func (c *coder) lapseAt(k int) (l lapse, ok bool) {
	d, t := c.d, &c.d.Times[k]
	m := c.after(k)
	if t.Type != "DURATION" || m >= len(d.Tokens) || d.Arcs[m].Head < m {
		return l, false
	}
	l = lapse{time: k, under: d.Arcs[m].Head}
	switch d.Lemma(m) {
	case "after":
		l.n = -1
	case "before":
		l.n = 1
	default:
		return l, false
	}
	if len(t.Value) < 3 || t.Value[0] != 'P' || t.Value[1] == 'T' || d.Arcs[l.under].Head < 0 {
		return l, false
	}
	n, err := strconv.Atoi(t.Value[1 : len(t.Value)-1])
	if err != nil || n > tooLong {
		return l, false // "days after", "half a year after"
	}
	l.n *= n
	l.unit = t.Value[len(t.Value)-1]
	return l, l.unit == 'D' || l.unit == 'W' || l.unit == 'M' || l.unit == 'Y'
}

// tooLong is more than a history of dates needs.
const tooLong = 1000

// from counts from a day. "A week after" is some day about then, "a month after" is in
// that month.
func (l lapse) from(day time.Time) doc.TimeRange {
	switch l.unit {
	case 'W':
		day = day.AddDate(0, 0, 7*l.n)
		return doc.TimeRange{From: day.AddDate(0, 0, -1), To: day.AddDate(0, 0, 1), Precision: "interval"}
	case 'M':
		first := time.Date(day.Year(), day.Month()+time.Month(l.n), 1, 0, 0, 0, 0, time.UTC)
		return doc.TimeRange{From: first, To: first.AddDate(0, 1, -1), Precision: "month"}
	case 'Y':
		y := day.Year() + l.n
		return doc.TimeRange{From: time.Date(y, time.January, 1, 0, 0, 0, 0, time.UTC), To: time.Date(y, time.December, 31, 0, 0, 0, 0, time.UTC), Precision: "year"}
	}
	day = day.AddDate(0, 0, l.n)
	return doc.TimeRange{From: day, To: day, Precision: "day"}
}

// dayOf returns the day that is told of an act, or that of the report where no day is
// told before it.
func (c *coder) dayOf(t int, ref reference) (time.Time, bool) {
	if k := c.timeOf(t, ref); k >= 0 {
		r := c.d.Times[k].TimeRange
		return r.From, r.Precision == "day" && r.From.Equal(r.To)
	}
	return c.today(), ref.time < 0 && !c.d.Date.IsZero()
}
