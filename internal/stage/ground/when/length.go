package when

import (
	"math"
	"strconv"
	"time"
)

// away moves a day by n units. The grain is that of the unit: "two weeks ago" is
// the week two weeks before this one.
func (e *expr) away(t time.Time, u unit, n float64) bool {
	if math.Abs(n) > tooMany {
		return false
	}
	t = moved(t, u, n)
	switch long := u == decade || u == century; {
	case long && math.Abs(n) < 1:
		u = year // "half a century ago"
	case u == year && math.Abs(n) < 1:
		u = month
	case long: // "a decade ago" is a year or so, not ten
		return e.is(year, around(year, t)) && e.interval(period{date(t.Year()-1, 1, 1), date(t.Year()+1, 12, 31)})
	case ofClock(u):
		u = day
	}
	return e.is(u, around(u, t))
}

// opFromNow reads "two weeks ago", "three days from now", "half a century ago".
func opFromNow(r *reading, e *expr, c captures, args []string) bool {
	sign, n := argInt(args), howMany(c, args[1:])
	return r.known() && (sign < 0 && n == 1 && c.unit() == year && r.yearBefore(e) || e.away(r.ref, c.unit(), float64(sign)*n))
}

// opFromDay reads "a week from Friday", and the line "two days before Christmas":
// in a text its two halves are told apart.
func opFromDay(r *reading, e *expr, c captures, _ []string) bool {
	sub, sign := c.sub(), 1.0
	if sub.from.IsZero() || !r.loose && !c.has("from") || c.count() > tooMany {
		return false
	}
	if c.has("before") {
		sign = -1
	}
	return e.is(day, oneDay(moved(sub.from, c.unit(), sign*c.count())))
}

// opSpan reads "the last five years" and "the next two days": a length that ends
// or begins today.
func opSpan(r *reading, e *expr, c captures, args []string) bool {
	u, n, sign := c.unit(), c.count(), argInt(args)
	e.lasts(duration(n, u))
	if !r.known() || n > tooMany || r.word(e.last) == "of" {
		return n <= tooMany // "the last three months of 1998"
	}
	far := moved(r.ref, u, float64(sign)*n)
	switch {
	case ofClock(u):
		if u == hour {
			far = r.ref.AddDate(0, 0, sign*int(n/24))
		}
		return e.interval(period{earlier(far, r.ref), later(far, r.ref)})
	case sign < 0:
		return e.interval(period{far.AddDate(0, 0, 1), r.ref})
	}
	return e.interval(period{r.ref, far.AddDate(0, 0, -1)})
}

// opSpanOne reads "the past year": the days up to now, but the name of the year
// before this one, as TempEval has it.
func opSpanOne(r *reading, e *expr, c captures, args []string) bool {
	if !opSpan(r, e, c, args) {
		return false
	}
	switch u := c.unit(); u {
	case week, month, quarter, year:
		if r.known() {
			e.typ, e.val = "DATE", timex(u, around(u, shift(r.ref, u, -1)))
		}
	}
	return true
}

// opFew reads an untold number of units, "for decades"; with an argument they
// are those before or after today, "the past few months".
func opFew(r *reading, e *expr, c captures, args []string) bool {
	e.lasts(length("X", c.unit()))
	if c.has("couple") {
		e.val = duration(2, c.unit())
	}
	switch argInt(args) {
	case -1:
		return e.vague(period{to: r.ref})
	case 1:
		return e.vague(period{from: r.ref})
	}
	return true
}

// howMany is the number an operator has for argument, else the one captured.
func howMany(c captures, args []string) float64 {
	if len(args) > 0 {
		n, _ := strconv.ParseFloat(args[0], 64)
		return n
	}
	return c.count()
}

// opDur reads "two days", "a 10-year", "half an hour". "Three quarters of" is a
// share.
func opDur(r *reading, e *expr, c captures, args []string) bool {
	if c.unit() == quarter && r.word(e.last) == "of" && !c.has("consecutive", "straight") {
		return false
	}
	return e.lasts(duration(howMany(c, args), c.unit()))
}

// opDurA reads "for a week"; "$3 a week" is a rate.
func opDurA(r *reading, e *expr, c captures, _ []string) bool {
	val := duration(1, c.unit())
	switch w := r.word(e.last); {
	case c.unit() == quarter && w == "of":
		return false
	case r.loose, r.in("BEFORELENGTH", e.first-1), w == "after", w == "before":
		return e.lasts(val)
	}
	i := e.first - 1
	return (r.in("RATE", i) || r.counted(i) || i >= 0 && r.digit(i)) && e.recurs(val)
}

// opEvery reads "every two weeks", "each Monday", "every June"; with a number as
// argument "every other day".
func opEvery(_ *reading, e *expr, c captures, args []string) bool {
	switch {
	case c.get("MONTH") != nil:
		return e.recurs("XXXX-" + pad(int(c.month())))
	case c.get("UNIT") != nil:
		return e.recurs(duration(howMany(c, args), c.unit()))
	}
	return e.recurs("XXXX-WXX-" + strconv.Itoa(c.weekday()))
}

func opSet(_ *reading, e *expr, _ captures, args []string) bool { return e.recurs(args[0]) }
