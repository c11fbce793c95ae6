package when

import (
	"strconv"
	"strings"
	"time"

	"dragoman/internal/doc"
)

// operator gives an expression its meaning from what its pattern captured. It
// returns false where the words mean no time: "31 June", a number that is no
// year.
type operator func(r *reading, e *expr, caps []capture, args []string) bool

// operators are the verbs of the column "does" in times.tsv. The calendar ones
// are in calendar.go, those that look back in the text in anaphora.go.
var operators = map[string]operator{
	"day":           opDay,
	"daypart":       opDaypart,
	"daypart-of":    opDaypartOf,
	"same":          opSame,
	"clock":         opClock,
	"noon":          opNoon,
	"weekday":       opWeekday,
	"weekday-week":  opWeekdayWeek,
	"dated":         opDated,
	"ymd":           opYMD,
	"ymd-year":      opYMDYear,
	"iso":           opISO,
	"holiday":       opHoliday,
	"era":           opEra,
	"my":            opMonth,
	"month":         opMonthShift,
	"month-year":    opMonthYear,
	"year":          opYear,
	"decade":        opDecade,
	"century":       opCentury,
	"season":        opSeason,
	"season-year":   opSeasonYear,
	"season-of":     opSeasonOf,
	"quarter":       opQuarter,
	"last-quarter":  opLastQuarter,
	"quarter-year":  opQuarterYear,
	"half":          opHalf,
	"half-year":     opHalfYear,
	"unit":          opUnit,
	"weekend":       opWeekend,
	"that":          opThat,
	"anaphor":       opAnaphor,
	"anaphor-unit":  opAnaphorUnit,
	"so-far":        opSoFar,
	"rest":          opRest,
	"part":          opPart,
	"sub":           opSub,
	"year-end":      opYearEnd,
	"ago":           opAgo,
	"ago-unit":      opAgoUnit,
	"long-ago":      opPast,
	"shift":         opShift,
	"from-now":      opFromNow,
	"past-dur":      opPastDur,
	"past-few":      opPastFew,
	"next-dur":      opNextDur,
	"next-few":      opNextFew,
	"dur":           opDur,
	"dur-a":         opDurA,
	"dur-few":       opDurFew,
	"dur-half":      opDurHalf,
	"dur-plural":    opDurPlural,
	"every":         opEvery,
	"every-weekday": opEveryWeekday,
	"every-month":   opEveryMonth,
	"set":           opSet,
	"range":         opRange,
	"days":          opDays,
	"now":           opNow,
	"past":          opPast,
	"future":        opFuture,
}

// is sets the expression to one unit of the calendar.
func (e *expr) is(u unit, p period) bool {
	e.unit, e.period, e.typ, e.val = u, p, "DATE", timex(u, p)
	return true
}

// vague sets the expression to a reference without a length.
func (e *expr) vague(val string, p period) bool {
	e.period, e.typ, e.val = p, "DATE", val
	e.rng = doc.TimeRange{From: p.from, To: p.to, Precision: "vague"}
	return true
}

// interval keeps the value but says that the period is no whole unit.
func (e *expr) interval(p period) bool {
	e.period = p
	e.rng = doc.TimeRange{From: p.from, To: p.to, Precision: "interval"}
	return true
}

// get returns the first capture of a class, or nil.
func get(caps []capture, classes ...string) *capture {
	for i := range caps {
		for _, c := range classes {
			if caps[i].class == c {
				return &caps[i]
			}
		}
	}
	return nil
}

// all returns the captures of a class.
func all(caps []capture, class string) []*capture {
	var out []*capture
	for i := range caps {
		if caps[i].class == class {
			out = append(out, &caps[i])
		}
	}
	return out
}

// word reports whether the pattern matched a literal word.
func hasWord(caps []capture, words ...string) bool {
	for _, c := range caps {
		if c.class != "word" {
			continue
		}
		for _, w := range words {
			if c.value == w {
				return true
			}
		}
	}
	return false
}

// offset reads "last", "this" and "next" in front of a unit.
func offset(caps []capture) int {
	switch {
	case hasWord(caps, "last", "past"):
		return -1
	case hasWord(caps, "next"):
		return 1
	}
	return 0
}

func argInt(args []string) int {
	n, _ := strconv.Atoi(args[0])
	return n
}

func (r *reading) known() bool { return !r.ref.IsZero() }

func opDay(r *reading, e *expr, _ []capture, args []string) bool {
	return r.known() && e.is(day, oneDay(r.ref.AddDate(0, 0, argInt(args))))
}

func opDaypart(r *reading, e *expr, caps []capture, args []string) bool {
	if !r.known() {
		return false
	}
	part := ""
	if len(args) > 1 {
		part = args[1]
	} else {
		part = get(caps, "DAYPART").value
	}
	e.is(day, oneDay(r.ref.AddDate(0, 0, argInt(args))))
	e.typ, e.val = "TIME", e.val+"T"+part
	return true
}

func opDaypartOf(_ *reading, e *expr, caps []capture, _ []string) bool {
	e.is(day, get(caps, "<>").sub.period)
	e.typ, e.val = "TIME", e.val+"T"+get(caps, "DAYPART").value
	return true
}

// opSame is for words that narrow a day without moving it: "late Monday".
func opSame(_ *reading, e *expr, caps []capture, _ []string) bool {
	return e.is(day, get(caps, "<>").sub.period)
}

func opClock(r *reading, e *expr, caps []capture, _ []string) bool {
	return r.at(e, caps, get(caps, "CLOCK").value)
}

func opNoon(r *reading, e *expr, caps []capture, args []string) bool {
	return r.at(e, caps, args[0]+":00")
}

// at sets a time of day; without a day of its own it is the report's.
func (r *reading) at(e *expr, caps []capture, clock string) bool {
	if d := get(caps, "<>"); d != nil {
		e.is(day, d.sub.period)
	} else if r.known() {
		e.is(day, oneDay(r.ref))
	} else {
		e.val = "XXXX-XX-XX"
	}
	e.typ, e.val = "TIME", e.val+"T"+clock
	return true
}

func opUnit(r *reading, e *expr, caps []capture, args []string) bool {
	if !r.known() {
		return false
	}
	u := unit(get(caps, "DUNIT").value)
	if u == day && argInt(args) < 0 {
		return false // "the last day" is no date
	}
	return e.is(u, around(u, shift(r.ref, u, argInt(args))))
}

// opWeekend reads "the weekend" by the tense, "this weekend" as the one of
// this week.
func opWeekend(r *reading, e *expr, caps []capture, _ []string) bool {
	if !r.known() {
		return false
	}
	p := around(weekend, r.ref)
	if !hasWord(caps, "this") && r.lean(e.first) != Future && p.from.After(r.ref) {
		p = around(weekend, r.ref.AddDate(0, 0, -7))
	}
	return e.is(weekend, p)
}

func opSoFar(r *reading, e *expr, caps []capture, _ []string) bool {
	if !opUnit(r, e, caps, []string{"0"}) {
		return false
	}
	return e.interval(period{e.from, r.ref})
}

func opRest(r *reading, e *expr, caps []capture, _ []string) bool {
	if !opUnit(r, e, caps, []string{"0"}) {
		return false
	}
	return e.interval(period{r.ref, e.to})
}

// opPart reads "early September", "the end of the month".
func opPart(r *reading, e *expr, caps []capture, _ []string) bool {
	which := get(caps, "PART", "EDGE").value
	switch {
	case get(caps, "<>") != nil:
		sub := get(caps, "<>").sub
		if sub.typ != "DATE" || sub.from.IsZero() || sub.unit == "" {
			return false
		}
		e.unit, e.period, e.typ, e.val = sub.unit, sub.period, sub.typ, sub.val
	case get(caps, "DECADE") != nil:
		if !opDecade(r, e, caps, nil) {
			return false
		}
	default:
		if !opUnit(r, e, caps, []string{"0"}) {
			return false
		}
	}
	return e.interval(partOf(e.period, e.unit, which))
}

// opSub reads "the last week of June", "the first day of 1998".
func opSub(_ *reading, e *expr, caps []capture, _ []string) bool {
	sub, u := get(caps, "<>").sub, unit(get(caps, "DUNIT").value)
	if sub.from.IsZero() || sub.to.IsZero() {
		return false
	}
	p := around(u, sub.to)
	if hasWord(caps, "first") {
		p = around(u, sub.from)
	}
	e.is(u, p)
	p.from, p.to = later(p.from, sub.from), earlier(p.to, sub.to)
	if p != e.period {
		return e.interval(p)
	}
	return true
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

func earlier(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}

func opYearEnd(r *reading, e *expr, _ []capture, _ []string) bool {
	if !r.known() {
		return false
	}
	y := r.ref.Year()
	if r.lean(e.first) == Past {
		y--
	}
	return e.is(day, oneDay(date(y, 12, 31)))
}

func opRange(_ *reading, e *expr, caps []capture, _ []string) bool {
	subs := all(caps, "<>")
	a, b := subs[0].sub, subs[1].sub
	if a.from.IsZero() || b.to.IsZero() || b.to.Before(a.from) {
		return false
	}
	e.typ, e.val = "DURATION", a.val+"/"+b.val
	return e.interval(period{a.from, b.to})
}

// opDays reads "June 13-15".
func opDays(r *reading, e *expr, caps []capture, _ []string) bool {
	days := all(caps, "DNUM")
	y, ok := r.yearOf(caps, e, func(y int) period {
		return period{date(y, capMonth(caps), int(days[0].n.Value)), date(y, capMonth(caps), int(days[1].n.Value))}
	})
	if !ok {
		return false
	}
	p, ok1 := ymd(y, capMonth(caps), int(days[0].n.Value))
	q, ok2 := ymd(y, capMonth(caps), int(days[1].n.Value))
	if !ok1 || !ok2 || !q.After(p) {
		return false
	}
	e.typ, e.val = "DURATION", timex(day, oneDay(p))+"/"+timex(day, oneDay(q))
	return e.interval(period{p, q})
}

func opNow(r *reading, e *expr, _ []capture, _ []string) bool {
	return e.vague("PRESENT_REF", period{r.ref, r.ref})
}

func opPast(r *reading, e *expr, _ []capture, _ []string) bool {
	return e.vague("PAST_REF", period{to: r.ref})
}

func opFuture(r *reading, e *expr, _ []capture, _ []string) bool {
	return e.vague("FUTURE_REF", period{from: r.ref})
}

func opEvery(_ *reading, e *expr, caps []capture, _ []string) bool {
	n := "1"
	if c := get(caps, "NUM"); c != nil {
		n = count(c.n.Value)
	}
	e.typ, e.val = "SET", duration(n, unit(get(caps, "UNIT").value))
	return true
}

func opEveryWeekday(_ *reading, e *expr, caps []capture, _ []string) bool {
	e.typ, e.val = "SET", "XXXX-WXX-"+get(caps, "WEEKDAY").value
	return true
}

func opEveryMonth(_ *reading, e *expr, caps []capture, _ []string) bool {
	e.typ, e.val = "SET", "XXXX-"+pad(int(capMonth(caps)))
	return true
}

func opSet(_ *reading, e *expr, _ []capture, args []string) bool {
	e.typ, e.val = "SET", args[0]
	return true
}

// count writes a number of units: "2", "1.5".
func count(v float64) string {
	return strings.TrimSuffix(strconv.FormatFloat(v, 'f', -1, 64), ".0")
}
