package when

import (
	"slices"
	"time"

	"dragoman/internal/doc"
)

// anchor is what "that year" and "two days later" count from: the date told
// last, else the report's.
func (r *reading) anchor() (period, bool) {
	if r.prev != nil {
		return r.prev.period, true
	}
	return oneDay(r.ref), r.known()
}

// opThat reads "that year", "the same day".
func opThat(r *reading, e *expr, caps []capture, _ []string) bool {
	u := unit(get(caps, "DUNIT").value)
	if r.prev == nil || r.prev.from.IsZero() || coarser(r.prev.unit, u) {
		return false
	}
	return e.is(u, around(u, r.prev.from))
}

var order = []unit{day, weekend, week, fortnight, month, season, quarter, half, year, decade, century}

// coarser reports whether a date of unit a says too little to name a unit b. An
// open stretch ("since 1995") names none: "the day before" is not counted from it.
func coarser(a, b unit) bool {
	n := slices.Index(order, a)
	return n < 0 || n > slices.Index(order, b)
}

// opAnaphor reads "the following day".
func opAnaphor(r *reading, e *expr, _ []capture, args []string) bool {
	if r.prev == nil || coarser(r.prev.unit, day) {
		return false
	}
	n := 1
	base := r.prev.to
	if args[1] == "-1" {
		n, base = -1, r.prev.from
	}
	return !base.IsZero() && e.is(day, oneDay(base.AddDate(0, 0, n)))
}

func opAnaphorUnit(r *reading, e *expr, caps []capture, args []string) bool {
	u := unit(get(caps, "DUNIT").value)
	a, ok := r.anchor()
	if !ok || a.from.IsZero() || r.prev != nil && coarser(r.prev.unit, u) {
		return false
	}
	return e.is(u, around(u, shift(a.from, u, argInt(args))))
}

// opAgo reads "two weeks ago" as the week two weeks before this one: the
// grain is that of the unit named.
func opAgo(r *reading, e *expr, caps []capture, _ []string) bool {
	if !r.known() {
		return false
	}
	return e.from1(r.ref, caps, -1)
}

// from1 moves a day by the count and unit of a pattern.
func (e *expr) from1(t time.Time, caps []capture, sign int) bool {
	u, n := unit(get(caps, "UNIT").value), get(caps, "NUM", "NUMA").n.Value
	if n > 5000 {
		return false
	}
	t = moved(t, u, float64(sign)*n)
	if slices.Index(order, u) < 0 {
		u = day // hours and minutes
	}
	if u == decade || u == century {
		e.is(year, around(year, t)) // "a decade ago" is a year, not ten
		return e.interval(period{date(t.Year()-1, 1, 1), date(t.Year()+1, 12, 31)})
	}
	return e.is(u, around(u, t))
}

// moved shifts by a count that may have a half: "two and a half years".
func moved(t time.Time, u unit, n float64) time.Time {
	whole := int(n)
	t = shift(t, u, whole)
	if frac := n - float64(whole); frac != 0 {
		switch u {
		case year:
			return addMonths(t, int(12*frac))
		case month:
			return t.AddDate(0, 0, int(30*frac))
		case decade:
			return addMonths(t, int(120*frac))
		}
	}
	return t
}

// opAgoUnit reads "the year-ago quarter".
func opAgoUnit(r *reading, e *expr, _ []capture, _ []string) bool {
	if !r.known() {
		return false
	}
	t := addMonths(r.ref, -15) // the quarter before this one, a year earlier
	return e.is(quarter, around(quarter, t))
}

// opShift reads "two years earlier" and "three days later" from the date told
// last; later than the report is said of nothing but plans, so without such a
// date, or with one too coarse ("a day before the rally" after "since 1995"), only
// the length is known.
func opShift(r *reading, e *expr, caps []capture, args []string) bool {
	sign := argInt(args)
	u, n := unit(get(caps, "UNIT").value), get(caps, "NUM", "NUMA").n.Value
	if r.prev == nil && sign > 0 || r.prev != nil && (r.prev.from.IsZero() || slices.Contains(order, u) && coarser(r.prev.unit, u)) {
		e.typ, e.val = "DURATION", duration(count(n), u)
		return true
	}
	a, ok := r.anchor()
	return ok && e.from1(a.from, caps, sign)
}

func opFromNow(r *reading, e *expr, caps []capture, _ []string) bool {
	return r.known() && e.from1(r.ref, caps, 1)
}

// opPastDur reads "the last five years": a length that ends today.
func opPastDur(r *reading, e *expr, caps []capture, _ []string) bool {
	return r.span(e, caps, -1)
}

func opNextDur(r *reading, e *expr, caps []capture, _ []string) bool {
	return r.span(e, caps, 1)
}

func (r *reading) span(e *expr, caps []capture, sign int) bool {
	u, n := unit(get(caps, "UNIT").value), 1.0
	if c := get(caps, "NUM"); c != nil {
		n = c.n.Value
	}
	if n > 5000 {
		return false
	}
	e.typ, e.val = "DURATION", duration(count(n), u)
	if !r.known() {
		return true
	}
	far := moved(r.ref, u, float64(sign)*n)
	if slices.Index(order, u) < 0 { // hours and minutes stay within the day
		return e.interval(oneDay(r.ref))
	}
	if sign < 0 {
		return e.interval(period{far.AddDate(0, 0, 1), r.ref})
	}
	return e.interval(period{r.ref, far.AddDate(0, 0, -1)})
}

func opPastFew(r *reading, e *expr, caps []capture, _ []string) bool {
	e.typ, e.val = "DURATION", duration("X", unit(get(caps, "UNIT").value))
	e.period = period{to: r.ref}
	e.rng = doc.TimeRange{To: r.ref, Precision: "vague"}
	return true
}

func opNextFew(r *reading, e *expr, caps []capture, _ []string) bool {
	e.typ, e.val = "DURATION", duration("X", unit(get(caps, "UNIT").value))
	e.period = period{from: r.ref}
	e.rng = doc.TimeRange{From: r.ref, Precision: "vague"}
	return true
}

// opDur reads "two days", "a 10-year". "Three quarters of" is a share.
func opDur(r *reading, e *expr, caps []capture, _ []string) bool {
	u, n := unit(get(caps, "UNIT").value), get(caps, "NUM").n.Value
	if u == quarter && r.word(e.last) == "of" {
		return false
	}
	e.typ, e.val = "DURATION", duration(count(n), u)
	return true
}

// opDurA reads "for a week"; "$3 a week" is a rate.
func opDurA(r *reading, e *expr, caps []capture, _ []string) bool {
	u := unit(get(caps, "UNIT").value)
	if hasWord(caps, "one") {
		e.typ, e.val = "DURATION", duration("1", u)
		return true
	}
	switch r.word(e.first - 1) {
	case "for", "in", "within", "over", "than", "about", "after", "lasted", "nearly", "almost", "just", "only", "around":
		e.typ, e.val = "DURATION", duration("1", u)
		return true
	}
	if i := e.first - 1; i >= 0 && (r.p.unitLike(r.word(i)) || r.ws[i].Lower == "%") {
		e.typ, e.val = "SET", duration("1", u)
		return true
	}
	return false
}

// unitLike reports words after which "a year" is a rate.
func (p *Parser) unitLike(w string) bool {
	switch w {
	case "times", "once", "twice", "percent", "million", "billion", "dollars", "euros", "tons", "tonnes", "barrels":
		return true
	}
	return false
}

func opDurFew(_ *reading, e *expr, caps []capture, _ []string) bool {
	n := "X"
	if hasWord(caps, "couple") {
		n = "2"
	}
	e.typ, e.val = "DURATION", duration(n, unit(get(caps, "UNIT").value))
	return true
}

var halves = map[unit]string{hour: "PT30M", day: "PT12H", year: "P6M", minute: "PT30S", decade: "P5Y", century: "P50Y", month: "P15D"}

func opDurHalf(_ *reading, e *expr, caps []capture, _ []string) bool {
	v, ok := halves[unit(get(caps, "UNIT").value)]
	e.typ, e.val = "DURATION", v
	return ok
}

// opDurPlural reads "for decades": the word must be a plural.
func opDurPlural(r *reading, e *expr, caps []capture, _ []string) bool {
	c := get(caps, "UNIT")
	w := r.word(c.first)
	if w[len(w)-1] != 's' {
		return false
	}
	e.typ, e.val = "DURATION", duration("X", unit(c.value))
	return true
}
