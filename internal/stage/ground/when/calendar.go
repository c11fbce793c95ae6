package when

import (
	"strconv"
	"strings"
	"time"
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
	switch lean := r.lean(i); {
	case lean == Future && (ahead < 270*day || ago > 30*day):
		return fwd, true
	case lean == Future:
		return back, true // "the deadline was April 8, but they would not leave", in May
	case lean == Present && ago > ahead:
		return fwd, true
	case ahead < 75*day && ago > 270*day:
		return fwd, true
	}
	return back, true
}

// yearOf returns the year a pattern names, or the one choose picks.
func (r *reading) yearOf(caps []capture, e *expr, at func(year int) period) (int, bool) {
	if c := get(caps, "YEAR"); c != nil {
		y, err := strconv.Atoi(c.value)
		return y, err == nil
	}
	return r.choose(e.first, at)
}

func capMonth(caps []capture) time.Month {
	n, _ := strconv.Atoi(get(caps, "MONTH").value)
	return time.Month(n)
}

// ymd makes a day, refusing 31 June.
func ymd(y int, m time.Month, d int) (time.Time, bool) {
	t := date(y, m, d)
	return t, t.Month() == m && t.Day() == d
}

func opYMD(r *reading, e *expr, caps []capture, _ []string) bool {
	d, m := int(get(caps, "DNUM", "ORD").n.Value), capMonth(caps)
	y, ok := r.yearOf(caps, e, func(y int) period { return oneDay(date(y, m, d)) })
	if !ok {
		e.typ, e.val = "DATE", "XXXX-"+pad(int(m))+"-"+pad(d)
		return d >= 1 && d <= 31
	}
	t, ok := ymd(y, m, d)
	return ok && e.is(day, oneDay(t))
}

func opYMDYear(r *reading, e *expr, caps []capture, _ []string) bool {
	if !r.known() {
		return false
	}
	t, ok := ymd(r.ref.Year()+offset(caps), capMonth(caps), int(get(caps, "DNUM").n.Value))
	return ok && e.is(day, oneDay(t))
}

func opISO(_ *reading, e *expr, caps []capture, _ []string) bool {
	t, err := time.Parse("2006-01-02", get(caps, "ISO").value)
	return err == nil && e.is(day, oneDay(t))
}

// opMonth reads "June 1998" and "June". A bare "May" or "March" needs a word
// before it that tells it from the verb.
func opMonth(r *reading, e *expr, caps []capture, _ []string) bool {
	m := capMonth(caps)
	if get(caps, "YEAR") == nil && !r.isMonth(e) {
		return false
	}
	y, ok := r.yearOf(caps, e, func(y int) period { return monthsFrom(y, m, 1) })
	if !ok {
		e.typ, e.val = "DATE", "XXXX-"+pad(int(m))
		return true
	}
	return e.is(month, monthsFrom(y, m, 1))
}

func (r *reading) isMonth(e *expr) bool {
	w := r.word(e.first)
	switch {
	case len(w) > 3 && w != "march" && w != "august" && w != "sept" || r.loose && e.first == 0:
		return true
	case len(w) <= 4 && w != "may" && w != "june" && w != "july" && r.word(e.last) != ".":
		return false // "Jan" and "Mar" are names too
	}
	switch r.word(e.first - 1) {
	case "in", "since", "last", "this", "next", "by", "until", "till", "during", "of", "from", "to", "through", "early", "late", "mid", "-", "between", "before", "after", "for", "and", "every", "each":
		return true
	}
	return false
}

func opMonthShift(r *reading, e *expr, caps []capture, args []string) bool {
	if !r.known() {
		return false
	}
	m, y := capMonth(caps), r.ref.Year()
	switch args[0] {
	case "last": // the last one over: in July, "last June" is a month ago
		if m >= r.ref.Month() {
			y--
		}
	case "next":
		if m <= r.ref.Month() {
			y++
		}
	}
	return e.is(month, monthsFrom(y, m, 1))
}

func opMonthYear(r *reading, e *expr, caps []capture, _ []string) bool {
	return r.known() && e.is(month, monthsFrom(r.ref.Year()+offset(caps), capMonth(caps), 1))
}

// yearWords may stand before a number that is a year.
var yearWords = map[string]bool{"in": true, "since": true, "of": true, "from": true, "by": true, "until": true, "till": true, "to": true, "before": true, "after": true,
	"during": true, "late": true, "early": true, "mid": true, "-": true, "and": true, "between": true, "through": true, "the": true, "year": true, "fiscal": true, "for": true,
	"(": true, ",": true, "back": true, "or": true, "till until": true}

// amountWords stand before a number that is an amount.
var amountWords = map[string]bool{"some": true, "about": true, "nearly": true, "almost": true, "than": true, "least": true, "over": true, "around": true, "$": true, "€": true,
	"£": true, "to": true, "another": true, "approximately": true, "roughly": true, "no": true, "resolution": true, "article": true, "flight": true, "room": true}

func opYear(r *reading, e *expr, caps []capture, _ []string) bool {
	c := get(caps, "YEAR")
	if e.last-e.first == 1 && !r.isYear(e) {
		return false
	}
	y, err := strconv.Atoi(c.value)
	return err == nil && e.is(year, around(year, date(y, 1, 1)))
}

// isYear tells "in 1995" and "the 1995 treaty" from "1995 troops".
func (r *reading) isYear(e *expr) bool {
	before, after := r.word(e.first-1), r.word(e.last)
	if yearWords[before] && before != "," && before != "and" && before != "for" && before != "of" && before != "to" && before != "the" && before != "or" {
		return !r.counted(e.last) || before == "in" || before == "since"
	}
	v, _ := strconv.Atoi(r.word(e.first))
	if amountWords[before] && before != "to" || v < 1800 || after == "%" || r.counted(e.last) {
		return false
	}
	return true
}

// counted reports whether the piece reads like something one counts: a plural
// in small letters.
func (r *reading) counted(i int) bool {
	if i >= len(r.ws) || r.ws[i].Cap {
		return false
	}
	w := r.ws[i].Lower
	if w == "people" || w == "men" || w == "women" || w == "children" || w == "percent" || w == "troops" {
		return true
	}
	return len(w) > 3 && strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss") && w != "was" && w != "this" && w != "has" && w != "talks" && w != "elections" && w != "olympics" && w != "us"
}

func opDecade(_ *reading, e *expr, caps []capture, _ []string) bool {
	y, err := strconv.Atoi(get(caps, "DECADE", "DECADENAME").value)
	return err == nil && e.is(decade, around(decade, date(y, 1, 1)))
}

func opCentury(_ *reading, e *expr, caps []capture, _ []string) bool {
	n := int(get(caps, "ORD").n.Value)
	if n < 5 || n > 22 {
		return false
	}
	e.is(century, around(century, date(n*100, 1, 1)))
	e.val = pad(n - 1)
	return true
}

func opSeason(r *reading, e *expr, caps []capture, args []string) bool {
	if !r.known() {
		return false
	}
	m := seasonStart[get(caps, "SEASON").value]
	at := func(y int) period { return monthsFrom(y, m, 3) }
	y := r.ref.Year()
	switch args[0] {
	case "last":
		for !at(y).to.Before(r.ref) {
			y--
		}
	case "next":
		for !at(y).from.After(r.ref) {
			y++
		}
	case "bare":
		y, _ = r.choose(e.first, at)
	}
	return e.is(season, at(y))
}

func opSeasonYear(r *reading, e *expr, caps []capture, _ []string) bool {
	return r.known() && e.is(season, monthsFrom(r.ref.Year()+offset(caps), seasonStart[get(caps, "SEASON").value], 3))
}

func opSeasonOf(_ *reading, e *expr, caps []capture, _ []string) bool {
	y, err := strconv.Atoi(get(caps, "YEAR").value)
	return err == nil && e.is(season, monthsFrom(y, seasonStart[get(caps, "SEASON").value], 3))
}

// opLastQuarter reads "the quarter" of a report on results.
func opLastQuarter(r *reading, e *expr, _ []capture, _ []string) bool {
	return r.known() && e.is(quarter, around(quarter, addMonths(r.ref, -3)))
}

// opQuarter reads "the third quarter": without a year the last one that is
// over, for results are told when it is.
func opQuarter(r *reading, e *expr, caps []capture, _ []string) bool {
	n := int(get(caps, "ORD").n.Value)
	if n > 4 {
		return false
	}
	at := func(y int) period { return monthsFrom(y, time.Month(3*n-2), 3) }
	y, ok := r.yearOf(caps, e, at)
	return ok && e.is(quarter, at(y))
}

func opQuarterYear(r *reading, e *expr, caps []capture, _ []string) bool {
	n := int(get(caps, "ORD").n.Value)
	return r.known() && n <= 4 && e.is(quarter, monthsFrom(r.ref.Year()+offset(caps), time.Month(3*n-2), 3))
}

func opHalf(_ *reading, e *expr, caps []capture, _ []string) bool {
	n := int(get(caps, "ORD").n.Value)
	y, err := strconv.Atoi(get(caps, "YEAR").value)
	return err == nil && n <= 2 && e.is(half, monthsFrom(y, time.Month(6*n-5), 6))
}

func opHalfYear(r *reading, e *expr, caps []capture, _ []string) bool {
	n := int(get(caps, "ORD").n.Value)
	return r.known() && n <= 2 && e.is(half, monthsFrom(r.ref.Year()+offset(caps), time.Month(6*n-5), 6))
}

// opWeekday reads "Monday" by the tense, "last Friday" as the latest one
// before today, "next Friday" as that of next week.
func opWeekday(r *reading, e *expr, caps []capture, args []string) bool {
	w, _ := strconv.Atoi(get(caps, "WEEKDAY").value)
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
		if lean := r.lean(e.first); ahead > 0 && lean != Future && lean != Present {
			ahead -= 7
		}
	}
	return e.is(day, oneDay(r.ref.AddDate(0, 0, ahead)))
}

func opWeekdayWeek(r *reading, e *expr, caps []capture, _ []string) bool {
	w, _ := strconv.Atoi(get(caps, "WEEKDAY").value)
	return r.known() && e.is(day, oneDay(r.ref.AddDate(0, 0, w-isoWeekday(r.ref)+7*offset(caps))))
}

// opDated reads "Monday, July 3": the date says all, but where it names no year
// the day of the week may.
func opDated(_ *reading, e *expr, caps []capture, _ []string) bool {
	sub := get(caps, "<>").sub
	e.unit, e.period, e.typ, e.val = sub.unit, sub.period, sub.typ, sub.val
	if strings.HasPrefix(sub.rule, "weekday") || sub.typ != "DATE" {
		return false
	}
	w, _ := strconv.Atoi(get(caps, "WEEKDAY", "WEEKDAYABBR").value)
	if strings.HasSuffix(sub.rule, "-year") || sub.from.IsZero() || isoWeekday(sub.from) == w {
		return true
	}
	for _, years := range [2]int{1, -1} {
		if t := sub.from.AddDate(years, 0, 0); isoWeekday(t) == w {
			return e.is(day, oneDay(t))
		}
	}
	return true
}

// opHoliday reads a fixed day ("12-25") or the nth weekday of a month
// ("11-4-4": fourth Thursday of November; week 0 is the last).
func opHoliday(r *reading, e *expr, caps []capture, _ []string) bool {
	f := strings.Split(get(caps, "HOLIDAY").value, "-")
	var n [3]int
	for i := range f {
		n[i], _ = strconv.Atoi(f[i])
	}
	at := func(y int) period {
		if len(f) == 2 {
			return oneDay(date(y, time.Month(n[0]), n[1]))
		}
		return oneDay(nthWeekday(y, time.Month(n[0]), n[1], n[2]))
	}
	y, ok := r.yearOf(caps, e, at)
	return ok && e.is(day, at(y))
}

func nthWeekday(y int, m time.Month, week, weekday int) time.Time {
	if week == 0 {
		last := date(y, m+1, 0)
		return last.AddDate(0, 0, -((isoWeekday(last) - weekday + 7) % 7))
	}
	first := date(y, m, 1)
	return first.AddDate(0, 0, (weekday-isoWeekday(first)+7)%7+7*(week-1))
}

// opEra reads a named stretch of history: "1947-03-12..1991-12-25".
func opEra(r *reading, e *expr, caps []capture, _ []string) bool {
	a, b, _ := strings.Cut(get(caps, "ERA").value, "..")
	from, err := time.Parse("2006-01-02", a)
	to, err2 := time.Parse("2006-01-02", b)
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
