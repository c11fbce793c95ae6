package when

import (
	"slices"
	"strconv"
	"time"

	"dragoman/internal/doc"
)

// operator gives an expression its meaning from what its pattern captured. It
// returns false where the words mean no time: "31 June", a number that is no
// year.
type operator func(r *reading, e *expr, c captures, args []string) bool

// operators are the verbs of the column "does" in times.tsv.
var operators = map[string]operator{
	// days.go
	"day":          opDay,
	"same":         opSame,
	"daypart":      opDaypart,
	"told-daypart": opToldDaypart,
	"clock":        opClock,
	"weekday":      opWeekday,
	"weekday-week": opWeekdayWeek,
	"nth-weekday":  opNthWeekday,
	"dated":        opDated,
	"ymd":          opYMD,
	"month-ord":    opMonthOrd,
	"iso":          opISO,
	"holiday":      opHoliday, // holiday.go
	// calendar.go
	"month":        opMonth,
	"month-ref":    opMonthRef,
	"year":         opYear,
	"year-month":   opYearMonth,
	"year-end":     opYearEnd,
	"decade":       opDecade,
	"century":      opCentury,
	"season":       opSeason,
	"quarter":      opQuarter,
	"last-quarter": opLastQuarter,
	"half":         opHalf,
	"half-of":      opHalfOf,
	"unit":         opUnit,
	"weekend":      opWeekend,
	"era":          opEra,
	"part":         opPart,
	"sub":          opSub,
	"sub-dur":      opSubDur,
	"week-of":      opWeekOf,
	// range.go
	"range": opRange,
	"days":  opDays,
	"years": opYears,
	// anaphora.go
	"told-unit":       opToldUnit,
	"that":            opThat,
	"anaphor":         opAnaphor,
	"anaphor-weekday": opAnaphorWeekday,
	"shift":           opShift,
	"year-before":     opYearBefore,
	"same-quarter":    opSameQuarter,
	// length.go
	"from-now": opFromNow,
	"from-day": opFromDay,
	"span":     opSpan,
	"span-one": opSpanOne,
	"few":      opFew,
	"dur":      opDur,
	"dur-a":    opDurA,
	"every":    opEvery,
	"set":      opSet,
	// here
	"vague":    opVague,
	"the-past": opThePast,
	"adj":      opAdj,
	"skip":     opSkip,
}

// is sets the expression to one unit of the calendar.
func (e *expr) is(u unit, p period) bool {
	e.unit, e.period, e.typ, e.val = u, p, "DATE", timex(u, p)
	return true
}

// like sets the expression to what another one is.
func (e *expr) like(x *expr) bool {
	e.unit, e.period, e.typ, e.val = x.unit, x.period, x.typ, x.val
	return true
}

// interval keeps the value but says that the period is no whole unit.
func (e *expr) interval(p period) bool {
	e.period = p
	e.rng = doc.TimeRange{From: p.from, To: p.to, Precision: "interval"}
	return true
}

// vague is interval for a period whose ends nobody told.
func (e *expr) vague(p period) bool {
	e.period = p
	e.rng = doc.TimeRange{From: p.from, To: p.to, Precision: "vague"}
	return true
}

// lasts sets the expression to a length without days.
func (e *expr) lasts(val string) bool {
	e.typ, e.val = "DURATION", val
	return true
}

// recurs sets the expression to what happens again and again.
func (e *expr) recurs(val string) bool {
	e.typ, e.val = "SET", val
	return true
}

// captures are what the items of a pattern matched, in order.
type captures []capture

// get returns the first capture of one of the classes, or nil.
func (c captures) get(classes ...string) *capture {
	for i := range c {
		if slices.Contains(classes, c[i].class) {
			return &c[i]
		}
	}
	return nil
}

// all returns the captures of a class.
func (c captures) all(class string) []*capture {
	var out []*capture
	for i := range c {
		if c[i].class == class {
			out = append(out, &c[i])
		}
	}
	return out
}

// sub returns what a node matched, nil where the pattern has none.
func (c captures) sub() *expr {
	if n := c.get("<>"); n != nil {
		return n.sub
	}
	return nil
}

// has reports whether the pattern matched one of the literal words.
func (c captures) has(words ...string) bool {
	for i := range c {
		if c[i].class == "word" && slices.Contains(words, c[i].value) {
			return true
		}
	}
	return false
}

// offset reads "last", "this" and "next".
func (c captures) offset() int {
	switch {
	case c.has("last", "past"):
		return -1
	case c.has("next"):
		return 1
	}
	return 0
}

func (c captures) unit() unit { return unit(c.get("UNIT", "DUNIT", "LONG").value) }

// count is the number captured, or 1.
func (c captures) count() float64 {
	if n := c.get("NUM", "NUMA"); n != nil {
		return n.n
	}
	return 1
}

// tooMany bounds the lengths that are reckoned with.
const tooMany = 5000

// nth reads "first" and "Q1"; without either it is the default.
func (c captures) nth(otherwise int) int {
	if n := c.get("ORD"); n != nil {
		return int(n.n)
	}
	if n := c.get("QTR", "HLF"); n != nil {
		return n.number()
	}
	return otherwise
}

func (c captures) month() time.Month { return time.Month(c.get("MONTH").number()) }

func (c captures) weekday() int { return c.get("WEEKDAY", "WEEKDAYS", "WEEKDAYABBR").number() }

// year is the year told, by its number or as "last year".
func (c captures) year(ref time.Time) (int, bool) {
	if n := c.get("YEAR"); n != nil {
		return int(n.n), true
	}
	return ref.Year() + c.offset(), c.has("year") && !ref.IsZero()
}

// number is the value of a term that is one.
func (c *capture) number() int {
	n, _ := strconv.Atoi(c.value)
	return n
}

func argInt(args []string) int {
	if len(args) == 0 {
		return 0
	}
	n, _ := strconv.Atoi(args[0])
	return n
}

func (r *reading) known() bool { return !r.ref.IsZero() }

// opVague reads "recently", "now", "in the future".
func opVague(r *reading, e *expr, _ captures, args []string) bool {
	e.typ, e.val = "DATE", args[0]
	switch args[0] {
	case "PAST_REF":
		return e.vague(period{to: r.ref})
	case "FUTURE_REF":
		return e.vague(period{from: r.ref})
	}
	return e.vague(oneDay(r.ref))
}

// opThePast leaves "the past five summers" alone.
func opThePast(r *reading, e *expr, c captures, args []string) bool {
	if e.last < len(r.ws) {
		if _, counts := r.num("NUM", e.last); counts {
			return false
		}
	}
	return opVague(r, e, c, args)
}

// opAdj is for "current" and "recent" before a noun: they date the noun and say
// nothing of when the sentence happens.
func opAdj(r *reading, e *expr, _ captures, args []string) bool {
	e.typ, e.val = "DATE", args[0]
	return r.loose || r.letters(e.last)
}

// opSkip is for what looks like a time and is none: "last-minute", an age.
func opSkip(*reading, *expr, captures, []string) bool { return true }
