package when

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// opHoliday reads a feast of the year told with it, of that before or after the
// report ("last Christmas"), or the nearest in the direction of the tense. A feast
// of some days ("Ramadan") has the value of its first.
func opHoliday(r *reading, e *expr, c captures, _ []string) bool {
	f := strings.Fields(c.get("HOLIDAY").value)
	at := func(y int) period { return r.nearest(feasts(f, y)) }
	y, ok := r.yearOf(c, e, at)
	if !ok {
		return false
	}
	if c.has("last", "past", "this", "next") {
		y = r.ref.Year()
		if n := c.offset(); n < 0 && !at(y).from.Before(r.ref) || n > 0 && !at(y).from.After(r.ref) {
			y += n
		}
	}
	p := at(y)
	if p.from.IsZero() {
		return false
	}
	e.is(day, oneDay(p.from))
	return p == e.period || e.interval(p)
}

// nearest picks of two feasts in one year, which the Islamic calendar has at
// times, the one nearer to the report.
func (r *reading) nearest(ps []period) period {
	var out period
	for _, p := range ps {
		if out.from.IsZero() || p.from.Sub(r.ref).Abs() < out.from.Sub(r.ref).Abs() {
			out = p
		}
	}
	return out
}

// feasts returns the days of a feast in a year, by the value of its row: a fixed
// day ("12-25"), the nth weekday of a month ("11-4-4": fourth Thursday of
// November; week 0 is the last), days from a movable feast ("easter -2"), a day of
// the Islamic calendar and how many follow ("islamic 9 1 28"), or dates that no
// rule here makes ("on 2000-02-05 2001-01-24").
func feasts(f []string, y int) []period {
	n := make([]int, 4)
	for i, s := range f[1:] {
		if i < len(n)-1 {
			n[i+1], _ = strconv.Atoi(s)
		}
	}
	switch f[0] {
	case "easter":
		return days1(easter(y).AddDate(0, 0, n[1]))
	case "orthodox":
		return days1(orthodoxEaster(y).AddDate(0, 0, n[1]))
	case "passover":
		return days1(passover(y).AddDate(0, 0, n[1]))
	case "islamic":
		var out []period
		for hy := (y-622)*33/32 - 1; hy <= (y-622)*33/32+2; hy++ {
			if t := islamic(hy, n[1], n[2]); t.Year() == y {
				out = append(out, period{t, t.AddDate(0, 0, n[3])})
			}
		}
		return out
	case "on":
		for _, s := range f[1:] {
			if t, err := time.Parse(time.DateOnly, s); err == nil && t.Year() == y {
				return days1(t)
			}
		}
		return nil
	}
	for i, s := range strings.Split(f[0], "-") {
		n[i], _ = strconv.Atoi(s)
	}
	if strings.Count(f[0], "-") == 1 {
		return days1(date(y, time.Month(n[0]), n[1]))
	}
	return days1(nthWeekday(y, time.Month(n[0]), n[1], n[2]))
}

func days1(t time.Time) []period { return []period{oneDay(t)} }

func nthWeekday(y int, m time.Month, week, weekday int) time.Time {
	if week == 0 {
		last := date(y, m+1, 0)
		return last.AddDate(0, 0, -((isoWeekday(last) - weekday + 7) % 7))
	}
	first := date(y, m, 1)
	return first.AddDate(0, 0, (weekday-isoWeekday(first)+7)%7+7*(week-1))
}

// easter is that of the Western churches (Butcher's rule of 1876).
func easter(y int) time.Time {
	a, b, c := y%19, y/100, y%100
	h := (19*a + b - b/4 - (b-(b+8)/25+1)/3 + 15) % 30
	l := (32 + 2*(b%4) + 2*(c/4) - h - c%4) % 7
	m := (a + 11*h + 22*l) / 451
	k := h + l - 7*m + 114
	return date(y, time.Month(k/31), k%31+1)
}

// orthodoxEaster is reckoned in the Julian calendar (Meeus), which lags by 13
// days in the years 1900 to 2099.
func orthodoxEaster(y int) time.Time {
	d := (19*(y%19) + 15) % 30
	k := d + (2*(y%4)+4*(y%7)-d+34)%7 + 114
	return date(y, time.Month(k/31), k%31+1+13)
}

// passover is the first day of the feast (Gauss 1802), for 1900 to 2099.
func passover(y int) time.Time {
	h := y + 3760
	a, b := (12*h+17)%19, h%4
	whole, part := math.Modf(32.0440931611436 + 1.5542417966211826*float64(a) + 0.25*float64(b) - 0.0031777940220922675*float64(h))
	d := int(whole)
	switch c := (d + 3*h + 5*b + 5) % 7; {
	case c == 0 && a > 11 && part >= 0.89772376543209876:
		d++
	case c == 1 && a > 6 && part >= 0.63287037037037037:
		d += 2
	case c == 2 || c == 4 || c == 6:
		d++
	}
	return date(y, time.March, d+13)
}

// islamic is a day of the tabular Islamic calendar (Reingold and Dershowitz);
// that which is seen may differ by a day.
func islamic(y, m, d int) time.Time {
	return date(622, time.July, 19).AddDate(0, 0, d-1+29*(m-1)+(6*m-1)/11+(y-1)*354+(3+11*y)/30)
}
