package when

import (
	"slices"
	"time"
)

// anchor is what "that year" and "two days later" count from: the date told
// last, else the report's.
func (r *reading) anchor() (period, bool) {
	if r.prev != nil {
		return r.prev.period, true
	}
	return oneDay(r.ref), r.known()
}

// told is the day that the story is at: the one told last, else the report's.
func (r *reading) told() (time.Time, bool) {
	if r.prev != nil && r.prev.unit == day && !r.prev.from.IsZero() {
		return r.prev.from, true
	}
	return r.ref, r.known()
}

var order = []unit{day, weekend, week, fortnight, month, season, quarter, half, year, decade, century}

// coarser reports whether a date of unit a says too little to name a unit b. An
// open stretch ("since 1995") names none: "the day before" is not counted from it.
func coarser(a, b unit) bool {
	n := slices.Index(order, a)
	return n < 0 || n > slices.Index(order, b)
}

// ofClock reports whether a unit is shorter than a day.
func ofClock(u unit) bool { return !slices.Contains(order, u) }

// opToldUnit reads "in the year" as the report's, "later in the day" as that of
// the day told last.
func opToldUnit(r *reading, e *expr, c captures, _ []string) bool {
	u := c.unit()
	t, ok := r.ref, r.known()
	switch u {
	case day:
		t, ok = r.told()
	case quarter, decade, century, fortnight:
		return false
	}
	if !ok || r.letters(e.last) && r.ws[e.last].Cap {
		return false // "the day Friday"
	}
	return e.is(u, around(u, t)) && e.narrow(c, t)
}

// opThat reads "that year", "the same day".
func opThat(r *reading, e *expr, c captures, _ []string) bool {
	u := c.unit()
	a, ok := r.anchor()
	if !ok || a.from.IsZero() || r.prev == nil && u != day || r.prev != nil && coarser(r.prev.unit, u) {
		return false
	}
	return e.is(u, around(u, a.from))
}

// opAnaphor reads "the following day", "the previous year". "The day before
// authorities moved" hangs on what it says.
func opAnaphor(r *reading, e *expr, c captures, args []string) bool {
	u, named := day, c.get("DUNIT") != nil
	if named {
		u = c.unit()
	}
	a, ok := r.anchor()
	switch {
	case !ok || a.from.IsZero():
		return false
	case r.prev != nil && coarser(r.prev.unit, u), r.prev == nil && !named:
		return false
	case r.hangs(e):
		return false
	}
	return e.is(u, around(u, shift(a.from, u, argInt(args))))
}

// opAnaphorWeekday reads "the previous Friday" from the day told last.
func opAnaphorWeekday(r *reading, e *expr, c captures, args []string) bool {
	a, ok := r.anchor()
	if !ok || a.from.IsZero() || a.to.IsZero() {
		return false
	}
	n := (c.weekday()-isoWeekday(a.to)+6)%7 + 1
	if argInt(args) < 0 {
		n = (isoWeekday(a.from)-c.weekday()+6)%7 + 1
		return e.is(day, oneDay(a.from.AddDate(0, 0, -n)))
	}
	return e.is(day, oneDay(a.to.AddDate(0, 0, n)))
}

// opShift reads "two years earlier" and "three days later" from the date told
// last. Later than the report is said of nothing but plans, so without such a
// date, or with one too coarse, only the length is known, and where it hangs on
// what it says, only the length is told: "a day before the rally".
func opShift(r *reading, e *expr, c captures, args []string) bool {
	u, n, sign := c.unit(), c.count(), argInt(args)
	switch {
	case r.hangs(e):
		e.last--
		return e.lasts(duration(n, u))
	case sign < 0 && isYear(c) && r.yearBefore(e):
		return true
	case r.prev == nil && sign > 0, r.prev != nil && (r.prev.from.IsZero() || !ofClock(u) && coarser(r.prev.unit, u)):
		return e.lasts(duration(n, u))
	}
	a, ok := r.anchor()
	e.compared = sign < 0 && isYear(c)
	return ok && e.away(a.from, u, float64(sign)*n)
}

// isYear reports whether a pattern counts one year.
func isYear(c captures) bool { return c.unit() == year && c.count() == 1 }

// yearBefore is what results are compared with: the quarter told last, a year
// earlier; and that again where it was told for a comparison itself. "Profit for
// the third quarter rose from $3 million a year earlier, sales from $9 million a
// year earlier."
func (r *reading) yearBefore(e *expr) bool {
	p := r.prev
	switch {
	case p == nil || p.from.IsZero():
		return false
	case p.compared:
		e.like(p)
	case p.unit == quarter || p.unit == half:
		e.is(p.unit, around(p.unit, addMonths(p.from, -12)))
	default:
		return false
	}
	e.compared = true
	return true
}

// opYearBefore reads "the year-ago quarter": where none was told, that before the
// report's, a year earlier.
func opYearBefore(r *reading, e *expr, _ captures, _ []string) bool {
	e.compared = true
	return r.yearBefore(e) || r.known() && e.is(quarter, around(quarter, addMonths(r.ref, -15)))
}

// opSameQuarter reads "the 1988 quarter": the quarter told last, in that year.
func opSameQuarter(r *reading, e *expr, c captures, _ []string) bool {
	y, ok := c.year(r.ref)
	latest := around(quarter, addMonths(r.ref, -3)).from
	m := latest.Month()
	if r.prev != nil && r.prev.unit == quarter {
		m = r.prev.from.Month()
	} else if !ok || !r.known() || c.has("period") {
		return false
	}
	e.compared = y < latest.Year()
	return e.is(quarter, monthsFrom(y, m, 3))
}
