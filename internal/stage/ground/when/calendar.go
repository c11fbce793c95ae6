package when

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"dragoman/internal/stage/ground/scan"
)

// choose picks the year of a date told without one: the last such date up to
// the report's, or the next from it on where the clause speaks of the future.
// But a date some weeks ahead beats one most of a year ago ("shares were split,
// payable Nov. 1" in October), and the other way round for the present tense.
func (r *reading) choose(i int, at func(year int) period) (int, bool) {
	if !r.known() {
		return 0, false
	}
	const day = 24 * time.Hour
	y := r.ref.Year()
	back, fwd := y, y
	if at(y).from.After(r.ref) {
		back--
	} else if at(y).to.Before(r.ref) {
		fwd++
	}
	ahead, ago := at(fwd).from.Sub(r.ref), r.ref.Sub(at(back).to)
	switch lean := r.direction(i); {
	case lean == Future && (ahead < 270*day || ago > 30*day):
		return fwd, true
	case lean == Future:
		return back, true // "the deadline was April 8, but they would not leave", in May
	case lean == Present && (ago > ahead || ahead < 240*day):
		return fwd, true
	case ahead < 75*day && ago > 270*day:
		return fwd, true
	}
	return back, true
}

// yearOf returns the year a pattern names, or the one choose picks.
func (r *reading) yearOf(c captures, e *expr, at func(year int) period) (int, bool) {
	if y, ok := c.year(r.ref); ok {
		return y, true
	}
	e.cycle = year
	return r.choose(e.first, at)
}

// opMonth reads "June 1998", "June last year" and "June". A bare "May" or
// "March" needs a word before it that tells it from the verb.
func opMonth(r *reading, e *expr, c captures, _ []string) bool {
	m := c.month()
	y, ok := r.yearOf(c, e, func(y int) period { return monthsFrom(y, m, 1) })
	if e.cycle == year && !r.isMonth(e) {
		return false
	}
	if !ok {
		e.typ, e.val = "DATE", "XXXX-"+pad(int(m))
		return true
	}
	return e.is(month, monthsFrom(y, m, 1))
}

// isMonth tells a bare month from a word or a name that looks like one: "March",
// "Jan".
func (r *reading) isMonth(e *expr) bool {
	return !r.in("WORDLIKE", e.first) || r.loose && e.first == 0 || r.in("BEFOREMONTH", e.first-1) && (len(r.word(e.first)) > 3 || r.word(e.first) == "may" || r.word(e.last) == ".")
}

// opMonthRef reads "last June", in July that of a month ago, and "next June".
func opMonthRef(r *reading, e *expr, c captures, _ []string) bool {
	m, y := c.month(), r.ref.Year()
	if n := c.offset(); n < 0 && m >= r.ref.Month() || n > 0 && m <= r.ref.Month() {
		y += n
	}
	return r.known() && e.is(month, monthsFrom(y, m, 1))
}

func opYearMonth(_ *reading, e *expr, c captures, _ []string) bool {
	t, err := time.Parse(time.DateOnly, c.get("YM").value)
	return err == nil && e.is(month, around(month, t))
}

func opYear(r *reading, e *expr, c captures, _ []string) bool {
	y, _ := c.year(r.ref)
	return (c[0].class != "YEAR" || r.isYear(e, y)) && e.is(year, around(year, date(y, 1, 1)))
}

// isYear tells "in 1995" and "the 1995 treaty" from "1995 troops" and from "two
// thousand six".
func (r *reading) isYear(e *expr, y int) bool {
	counts := r.counted(e.last)
	switch {
	case r.in("INYEAR", e.first-1):
		return true
	case r.letters(e.first) && y >= 2000 && !r.loose:
		return false
	case r.in("BEFOREYEAR", e.first-1), r.loose && e.first == 0:
		return !counts
	}
	return !counts && y >= 1800 && !r.in("AMOUNT", e.first-1) && r.word(e.last) != "%"
}

// counted reports whether the piece reads like something one counts: a plural
// in small letters.
func (r *reading) counted(i int) bool {
	if i < 0 || i >= len(r.ws) || r.ws[i].Cap {
		return false
	}
	w := r.ws[i].Lower
	return r.in("COUNTED", i) || len(w) > 3 && strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss") && !r.in("UNCOUNTED", i)
}

// letters reports whether piece i is a word.
func (r *reading) letters(i int) bool { return i < len(r.ws) && r.ws[i].Kind == scan.Letters }

// opYearEnd reads "by year-end".
func opYearEnd(r *reading, e *expr, _ captures, _ []string) bool {
	y := r.ref.Year()
	if r.known() && r.direction(e.first) == Past {
		y--
	}
	return r.known() && e.is(day, oneDay(date(y, 12, 31)))
}

func opDecade(_ *reading, e *expr, c captures, _ []string) bool {
	y := 0
	if d := c.get("DECADE"); d != nil {
		y = int(d.n)
	} else {
		y = c.get("DECADENAME").number()
	}
	return e.is(decade, around(decade, date(y, 1, 1)))
}

func opCentury(_ *reading, e *expr, c captures, _ []string) bool {
	n := c.nth(0)
	if n < 5 || n > 22 {
		return false
	}
	e.is(century, around(century, date(n*100, 1, 1)))
	e.val = pad(n - 1)
	return true
}

// opSeason reads "the spring of 1998", "spring last year", "last spring", and
// "the spring" by the tense.
func opSeason(r *reading, e *expr, c captures, _ []string) bool {
	m := seasonStart[c.get("SEASON").value]
	at := func(y int) period { return monthsFrom(y, m, 3) }
	y, ok := c.year(r.ref)
	switch {
	case ok:
	case !r.known():
		return false
	case c.offset() < 0:
		for y = r.ref.Year(); !at(y).to.Before(r.ref); {
			y--
		}
	case c.offset() > 0:
		for y = r.ref.Year(); !at(y).from.After(r.ref); {
			y++
		}
	case c.has("this"):
		y = r.ref.Year()
	default:
		y, _ = r.yearOf(c, e, at)
	}
	e.is(season, at(y))
	return c.get("PART") == nil || e.interval(partOf(e.period, season, c.get("PART").value))
}

// opLastQuarter reads "the quarter" of a report on results.
func opLastQuarter(r *reading, e *expr, _ captures, _ []string) bool {
	return r.known() && e.is(quarter, around(quarter, addMonths(r.ref, -3)))
}

// opQuarter reads "the third quarter": without a year the last one that is
// over, for results are told when it is: "expects a loss for the third quarter",
// in October.
func opQuarter(r *reading, e *expr, c captures, _ []string) bool {
	n := c.nth(0)
	if n > 4 {
		return false
	}
	at := func(y int) period { return monthsFrom(y, time.Month(3*n-2), 3) }
	y, ok := r.yearOf(c, e, at)
	if over := r.ref.Sub(at(y - 1).to); e.cycle == year && over > 0 && over < 92*24*time.Hour {
		y--
	}
	return ok && e.is(quarter, at(y))
}

func opHalf(r *reading, e *expr, c captures, _ []string) bool {
	n := c.nth(0)
	y, ok := c.year(r.ref)
	return ok && n <= 2 && e.is(half, monthsFrom(y, time.Month(6*n-5), 6))
}

// opHalfOf reads "the second half of June", "the last half of the 1990s".
func opHalfOf(_ *reading, e *expr, c captures, _ []string) bool {
	n, sub := c.nth(2), c.sub()
	if n > 2 || sub.from.IsZero() || sub.to.IsZero() || sub.unit == "" {
		return false
	}
	if sub.unit == year {
		return e.is(half, monthsFrom(sub.from.Year(), time.Month(6*n-5), 6))
	}
	mid := sub.from.Add(sub.to.Sub(sub.from) / 2).Truncate(24 * time.Hour)
	e.like(sub)
	if n == 1 {
		return e.interval(period{sub.from, mid})
	}
	return e.interval(period{mid.AddDate(0, 0, 1), sub.to})
}

// opUnit reads "last week", "the coming year", "last fiscal year", and so much
// of "this year" as "earlier", "so far" and "later" leave.
func opUnit(r *reading, e *expr, c captures, args []string) bool {
	u := year
	if c.get("DUNIT") != nil {
		u = c.unit()
	}
	n := argInt(args)
	if u == weekend && c.has("coming", "upcoming") {
		n = 0
	}
	if !r.known() || u == day && n < 0 {
		return false // "the last day" is no date
	}
	e.is(u, around(u, shift(r.ref, u, n)))
	return n != 0 || e.narrow(c, r.ref)
}

// narrow cuts a unit to what words say of it: "earlier this year", "late in the
// week".
func (e *expr) narrow(c captures, today time.Time) bool {
	switch {
	case e.unit == day:
	case c.has("earlier", "far", "date"):
		return e.interval(period{e.from, today})
	case c.has("later"):
		return e.interval(period{today, e.to})
	case c.has("early"):
		return e.interval(partOf(e.period, e.unit, "START"))
	case c.has("late"):
		return e.interval(partOf(e.period, e.unit, "END"))
	}
	return true
}

// opWeekend reads "the weekend" by the tense.
func opWeekend(r *reading, e *expr, _ captures, _ []string) bool {
	p := around(weekend, r.ref)
	if r.known() && r.direction(e.first) != Future && p.from.After(r.ref) {
		p = around(weekend, r.ref.AddDate(0, 0, -7))
	}
	return r.known() && e.is(weekend, p)
}

// opEra reads a named stretch of history: "1947-03-12..1991-12-25".
func opEra(r *reading, e *expr, c captures, _ []string) bool {
	a, b, _ := strings.Cut(c.get("ERA").value, "..")
	from, err := time.Parse(time.DateOnly, a)
	to, err2 := time.Parse(time.DateOnly, b)
	if b == "" {
		to, err2 = r.ref, nil
	}
	if err != nil || err2 != nil {
		return false
	}
	if from.Equal(to) {
		return e.is(day, oneDay(from))
	}
	e.typ, e.val = "DATE", strconv.Itoa(from.Year())
	if !to.IsZero() {
		e.val += "/" + strconv.Itoa(to.Year())
	}
	return e.interval(period{from, to})
}

// opPart reads "early September", "the end of the month".
func opPart(r *reading, e *expr, c captures, _ []string) bool {
	ok := false
	switch sub := c.sub(); {
	case sub != nil:
		ok = sub.typ == "DATE" && !sub.from.IsZero() && sub.unit != "" && e.like(sub)
	case c.get("DUNIT") != nil:
		ok = opUnit(r, e, c, nil)
	default:
		ok = opDecade(r, e, c, nil)
	}
	return ok && e.interval(partOf(e.period, e.unit, c.get("PART", "EDGE").value))
}

// opSub reads "the last week of June", "the first day of 1998", "the second week
// of May".
func opSub(_ *reading, e *expr, c captures, _ []string) bool {
	sub, u := c.sub(), c.unit()
	if sub.from.IsZero() || sub.to.IsZero() {
		return false
	}
	if !coarser(sub.unit, u) {
		return false
	}
	p := around(u, sub.to)
	switch {
	case c.has("first"):
		p = around(u, sub.from)
	case c.get("ORD") != nil:
		p = around(u, shift(sub.from, u, c.nth(1)-1))
	}
	if p.from.After(sub.to) {
		return false
	}
	e.is(u, p)
	p = period{later(p.from, sub.from), earlier(p.to, sub.to)}
	return p == e.period || e.interval(p)
}

// opSubDur reads the line "the first three months of 1998"; in a text its two
// halves are told apart.
func opSubDur(r *reading, e *expr, c captures, _ []string) bool {
	sub, u, n := c.sub(), c.unit(), c.count()
	if !r.loose || sub.from.IsZero() || sub.to.IsZero() || n > tooMany {
		return false
	}
	p := period{sub.from, earlier(moved(sub.from, u, n).AddDate(0, 0, -1), sub.to)}
	if !c.has("first") {
		p = period{later(moved(sub.to.AddDate(0, 0, 1), u, -n), sub.from), sub.to}
	}
	return e.lasts(duration(n, u)) && e.interval(p)
}

func later(a, b time.Time) time.Time   { return slices.MaxFunc([]time.Time{a, b}, time.Time.Compare) }
func earlier(a, b time.Time) time.Time { return slices.MinFunc([]time.Time{a, b}, time.Time.Compare) }

// opWeekOf reads "the week of March 6", "the week ending March 12".
func opWeekOf(_ *reading, e *expr, c captures, _ []string) bool {
	d := c.sub().from
	if d.IsZero() {
		return false
	}
	if c.has("weekend") {
		return e.is(weekend, around(weekend, d))
	}
	e.is(week, around(week, d))
	switch {
	case c.has("ending", "ended"):
		return e.interval(period{d.AddDate(0, 0, -6), d})
	case c.has("beginning", "starting"):
		return e.interval(period{d, d.AddDate(0, 0, 6)})
	}
	return true
}
