package when

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"dragoman/internal/doc"
)

// unit is a stretch of the calendar, by its TIMEX3 letter.
type unit string

// The units, from small to large.
const (
	second    unit = "S"
	minute    unit = "TM"
	hour      unit = "H"
	day       unit = "D"
	weekend   unit = "WE"
	week      unit = "W"
	fortnight unit = "F"
	month     unit = "M"
	quarter   unit = "Q"
	season    unit = "SN"
	half      unit = "HY"
	year      unit = "Y"
	decade    unit = "E"
	century   unit = "C"
)

// seasons by the month they start in.
var seasonStart = map[string]time.Month{"SP": time.March, "SU": time.June, "FA": time.September, "WI": time.December}

// period is a stretch of days, both ends inclusive, UTC midnight. A zero end
// is open.
type period struct{ from, to time.Time }

func date(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }

func midnight(t time.Time) time.Time {
	if t.IsZero() {
		return t
	}
	y, m, d := t.UTC().Date()
	return date(y, m, d)
}

func oneDay(t time.Time) period { return period{t, t} }

// monthsFrom is the period of n months that starts with month m of year y.
func monthsFrom(y int, m time.Month, n int) period {
	return period{date(y, m, 1), date(y, m+time.Month(n), 0)}
}

// around is the unit of the calendar that holds the day t.
func around(u unit, t time.Time) period {
	y, m, _ := t.Date()
	switch u {
	case week, fortnight:
		mon := t.AddDate(0, 0, 1-isoWeekday(t))
		return period{mon, mon.AddDate(0, 0, 6)}
	case weekend:
		sat := t.AddDate(0, 0, 6-isoWeekday(t))
		return period{sat, sat.AddDate(0, 0, 1)}
	case month:
		return monthsFrom(y, m, 1)
	case quarter:
		return monthsFrom(y, (m-1)/3*3+1, 3)
	case half:
		return monthsFrom(y, (m-1)/6*6+1, 6)
	case season:
		return seasonAround(t)
	case year:
		return monthsFrom(y, time.January, 12)
	case decade:
		return period{date(y-y%10, 1, 1), date(y-y%10+9, 12, 31)}
	case century:
		first := (y-1)/100*100 + 1
		return period{date(first, 1, 1), date(first+99, 12, 31)}
	}
	return oneDay(t)
}

// isoWeekday counts Monday as 1, Sunday as 7.
func isoWeekday(t time.Time) int { return (int(t.Weekday())+6)%7 + 1 }

func seasonAround(t time.Time) period {
	y, m, _ := t.Date()
	if m < time.March {
		return monthsFrom(y-1, time.December, 3)
	}
	return monthsFrom(y, m/3*3, 3)
}

// shift moves a day by n units. The 31st stays in its month: a month after 31
// January is 28 February, not 3 March.
func shift(t time.Time, u unit, n int) time.Time {
	switch u {
	case week, weekend:
		return t.AddDate(0, 0, 7*n)
	case fortnight:
		return t.AddDate(0, 0, 14*n)
	case month:
		return addMonths(t, n)
	case quarter, season:
		return addMonths(t, 3*n)
	case half:
		return addMonths(t, 6*n)
	case year:
		return addMonths(t, 12*n)
	case decade:
		return addMonths(t, 120*n)
	case century:
		return addMonths(t, 1200*n)
	case day:
		return t.AddDate(0, 0, n)
	}
	return t // hours and less stay within the day
}

// moved shifts by a count that may have a half: "two and a half years".
func moved(t time.Time, u unit, n float64) time.Time {
	whole := int(n)
	t = shift(t, u, whole)
	switch frac := n - float64(whole); u {
	case month:
		return t.AddDate(0, 0, int(30*frac))
	case year:
		return addMonths(t, int(12*frac))
	case decade:
		return addMonths(t, int(120*frac))
	case century:
		return addMonths(t, int(1200*frac))
	}
	return t
}

func addMonths(t time.Time, n int) time.Time {
	y, m, d := t.Date()
	last := date(y, m+time.Month(n)+1, 0).Day()
	return date(y, m+time.Month(n), min(d, last))
}

// partOf is the early, middle or late part of a period: ten days of a month,
// four months of a year, about a third of anything else.
func partOf(p period, u unit, which string) period {
	if p.from.IsZero() || p.to.IsZero() {
		return p
	}
	if u == year {
		k := map[string]time.Month{"START": 1, "MID": 5, "END": 9}[which]
		return monthsFrom(p.from.Year(), k, 4)
	}
	if u == decade {
		y := p.from.Year()
		switch which {
		case "START":
			return period{p.from, date(y+3, 12, 31)}
		case "MID":
			return period{date(y+4, 1, 1), date(y+6, 12, 31)}
		}
		return period{date(y+7, 1, 1), p.to}
	}
	if u == century {
		y := p.from.Year()
		k := map[string]int{"START": 0, "MID": 33, "END": 66}[which]
		p.from = date(y+k, 1, 1)
		if which != "END" {
			p.to = date(y+k+32, 12, 31)
		}
		return p
	}
	days := int(p.to.Sub(p.from).Hours()/24) + 1
	third := days / 3
	switch which {
	case "START":
		return period{p.from, p.from.AddDate(0, 0, max(third, 1)-1)}
	case "MID":
		return period{p.from.AddDate(0, 0, third), p.from.AddDate(0, 0, 2*third-1)}
	}
	return period{p.from.AddDate(0, 0, 2*third), p.to}
}

// precisions names the units in doc's words; what is missing is an interval.
var precisions = map[unit]string{day: "day", week: "week", month: "month", season: "season", year: "year", hour: "day", minute: "day", second: "day"}

func (p period) record(u unit) doc.TimeRange {
	r := doc.TimeRange{From: p.from, To: p.to, Precision: "interval"}
	if s, ok := precisions[u]; ok {
		r.Precision = s
	}
	return r
}

// timex is the TIMEX3 value of the unit that starts with the period.
func timex(u unit, p period) string {
	t := p.from
	y, m, d := t.Date()
	switch u {
	case week, fortnight:
		wy, w := t.ISOWeek()
		return fmt.Sprintf("%04d-W%02d", wy, w)
	case weekend:
		wy, w := t.ISOWeek()
		return fmt.Sprintf("%04d-W%02d-WE", wy, w)
	case month:
		return fmt.Sprintf("%04d-%02d", y, m)
	case quarter:
		return fmt.Sprintf("%04d-Q%d", y, (m-1)/3+1)
	case half:
		return fmt.Sprintf("%04d-H%d", y, (m-1)/6+1)
	case season:
		for s, first := range seasonStart {
			if first == m {
				return fmt.Sprintf("%04d-%s", y, s)
			}
		}
	case year:
		return fmt.Sprintf("%04d", y)
	case decade:
		return fmt.Sprintf("%03d", y/10)
	case century:
		return fmt.Sprintf("%02d", y/100)
	}
	return fmt.Sprintf("%04d-%02d-%02d", y, m, d)
}

// smaller is what the half of a unit is told in.
var smaller = map[unit]struct {
	n float64
	u unit
}{year: {12, month}, day: {24, hour}, hour: {60, minute}, minute: {60, second}}

// duration is the TIMEX3 value of n units: "P2D", "PT2H", "P2Y6M". Decades and
// centuries are told in years.
func duration(n float64, u unit) string {
	switch u {
	case decade:
		n, u = 10*n, year
	case century:
		n, u = 100*n, year
	}
	whole, rest := math.Modf(n)
	small, ok := smaller[u]
	if rest == 0 || !ok {
		return length(strconv.FormatFloat(n, 'f', -1, 64), u)
	}
	part := length(strconv.FormatFloat(math.Round(rest*small.n), 'f', -1, 64), small.u)
	if whole == 0 {
		return part
	}
	return length(strconv.FormatFloat(whole, 'f', -1, 64), u) + strings.TrimPrefix(part[1:], strings.Repeat("T", len(timeMark[u])))
}

// timeMark stands before the units of the clock.
var timeMark = map[unit]string{second: "T", minute: "T", hour: "T"}

// length writes a count of units, "X" for one that is not told.
func length(n string, u unit) string {
	letter := string(u)
	switch u {
	case minute:
		letter = "M"
	case season:
		letter = "S"
	case decade:
		letter = "Y" // "decades" are some years
	}
	return "P" + timeMark[u] + n + letter
}
