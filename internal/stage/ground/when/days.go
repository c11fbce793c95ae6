package when

import (
	"strconv"
	"strings"
	"time"
)

func opDay(r *reading, e *expr, _ captures, args []string) bool {
	return r.known() && e.is(day, oneDay(r.ref.AddDate(0, 0, argInt(args))))
}

// opSame is for words that narrow a day without moving it: "late Monday".
func opSame(_ *reading, e *expr, c captures, _ []string) bool {
	return e.is(day, c.sub().period)
}

// partOfDay sets the expression to the morning or the night of a day.
func (e *expr) partOfDay(t time.Time, part string) bool {
	e.is(day, oneDay(t))
	e.typ, e.val = "TIME", e.val+"T"+part
	return true
}

// opDaypart reads "this morning", "Monday night", and with a part as argument
// "last night".
func opDaypart(r *reading, e *expr, c captures, args []string) bool {
	t := r.ref
	if d := c.sub(); d != nil {
		t = d.from
	}
	if t.IsZero() {
		return false
	}
	t = t.AddDate(0, 0, argInt(args))
	if len(args) > 1 {
		return e.partOfDay(t, args[1])
	}
	return e.partOfDay(t, c.get("DAYPART").value)
}

// opToldDaypart reads "in the morning", "the next morning" of the day told last.
func opToldDaypart(r *reading, e *expr, c captures, args []string) bool {
	t, ok := r.told()
	return ok && e.partOfDay(t.AddDate(0, 0, argInt(args)), c.get("DAYPART").value)
}

// opClock reads a time of day; without a day of its own it is the report's.
func opClock(r *reading, e *expr, c captures, args []string) bool {
	switch d := c.sub(); {
	case d != nil:
		e.is(day, d.period)
	case r.known():
		e.is(day, oneDay(r.ref))
	default:
		e.val = "XXXX-XX-XX"
	}
	clock := ""
	if len(args) > 0 {
		clock = args[0]
	} else {
		clock = c.get("CLOCK").value
	}
	e.typ, e.val = "TIME", e.val+"T"+clock
	return true
}

// opWeekday reads "Monday" by the tense, "last Friday" as the latest one
// before today, "next Friday" as that of next week.
func opWeekday(r *reading, e *expr, c captures, args []string) bool {
	w := c.weekday()
	if !r.known() {
		e.typ, e.val = "DATE", "XXXX-WXX-"+strconv.Itoa(w)
		return args[0] == "bare"
	}
	ahead := (w - isoWeekday(r.ref) + 7) % 7 // days to the next one, today is 0
	switch args[0] {
	case "last":
		ahead -= 7
	case "coming":
		if ahead == 0 {
			ahead = 7
		}
	case "this":
		ahead = w - isoWeekday(r.ref)
	case "next":
		ahead = w - isoWeekday(r.ref) + 7
	case "bare":
		e.cycle = week
		if lean := r.direction(e.first); ahead > 0 && lean != Future && lean != Present {
			ahead -= 7
		}
	}
	return e.is(day, oneDay(r.ref.AddDate(0, 0, ahead)))
}

// opWeekdayWeek reads "Monday of last week".
func opWeekdayWeek(r *reading, e *expr, c captures, _ []string) bool {
	return r.known() && e.is(day, oneDay(r.ref.AddDate(0, 0, c.weekday()-isoWeekday(r.ref)+7*c.offset())))
}

// opNthWeekday reads "the first Monday in May".
func opNthWeekday(_ *reading, e *expr, c captures, _ []string) bool {
	sub, n := c.sub(), c.nth(0) // 0 is the last
	if sub.unit != month || n > 5 {
		return false
	}
	t := nthWeekday(sub.from.Year(), sub.from.Month(), n, c.weekday())
	return t.Month() == sub.from.Month() && e.is(day, oneDay(t))
}

// opDated reads "Monday, July 3": the date says all, but where it names no year
// the day of the week may.
func opDated(_ *reading, e *expr, c captures, _ []string) bool {
	sub := c.sub()
	if strings.HasPrefix(sub.rule, "weekday") || sub.typ != "DATE" {
		return false
	}
	if sub.cycle == year && isoWeekday(sub.from) != c.weekday() {
		for _, years := range [2]int{1, -1} {
			if t := sub.from.AddDate(years, 0, 0); isoWeekday(t) == c.weekday() {
				return e.is(day, oneDay(t))
			}
		}
	}
	return e.like(sub)
}

// ymd makes a day, refusing 31 June.
func ymd(y int, m time.Month, d int) (time.Time, bool) {
	t := date(y, m, d)
	return t, t.Month() == m && t.Day() == d
}

// opYMD reads "July 3", "July 3 last year", and "last July 3" as the latest.
func opYMD(r *reading, e *expr, c captures, args []string) bool {
	d, m := int(c.get("DNUM", "ORD").n), c.month()
	at := func(y int) period { return oneDay(date(y, m, d)) }
	y, ok := r.yearOf(c, e, at)
	if !ok {
		e.typ, e.val = "DATE", "XXXX-"+pad(int(m))+"-"+pad(d)
		return d >= 1 && d <= 31
	}
	if len(args) > 0 {
		if y = r.ref.Year(); !at(y).to.Before(r.ref) {
			y--
		}
	}
	t, ok := ymd(y, m, d)
	if !ok { // "31 February 2013" is no day, and not the February of another year
		e.kind = "skip"
		return true
	}
	return e.is(day, oneDay(t))
}

// opMonthOrd reads "on the 15th" as that of the month told last, or of the one
// that lies nearest in the direction of the tense.
func opMonthOrd(r *reading, e *expr, c captures, _ []string) bool {
	o := c.get("ORD")
	d := int(o.n)
	if o.spelled || d < 1 || d > 31 || r.modifies(e) || !r.known() {
		return false // "on the 38th parallel"
	}
	t := r.ref
	switch lean := r.direction(e.first); {
	case r.prev != nil && !r.prev.from.IsZero() && !coarser(r.prev.unit, month):
		t = r.prev.from
	case lean == Future && d < t.Day():
		t = addMonths(t, 1)
	case lean != Future && lean != Present && d > t.Day():
		t = addMonths(t, -1)
	}
	t, ok := ymd(t.Year(), t.Month(), d)
	return ok && e.is(day, oneDay(t))
}

func opISO(_ *reading, e *expr, c captures, _ []string) bool {
	t, err := time.Parse(time.DateOnly, c.get("ISO").value)
	return err == nil && e.is(day, oneDay(t))
}
