package when

import "strconv"

// opRange reads "from 1993 to 1995"; with an argument the ends must be of one
// unit: "June to August", not "moved Friday to December".
func opRange(_ *reading, e *expr, c captures, args []string) bool {
	subs := c.all("<>")
	a, b := *subs[0].sub, *subs[1].sub
	if len(args) > 0 && a.unit != b.unit {
		return false
	}
	inOrder(&a, &b)
	if a.from.IsZero() || b.to.IsZero() || b.to.Before(a.from) {
		return false
	}
	return e.between(&a, &b)
}

// between sets the expression to a range and keeps its two ends, which TIMEX3
// marks up one by one. Each carries the days of the whole.
func (e *expr) between(a, b *expr) bool {
	e.lasts(a.val + "/" + b.val)
	e.interval(period{a.from, b.to})
	for _, end := range []*expr{a, b} {
		end.rng, end.rule = e.rng, e.rule
		e.parts = append(e.parts, end)
	}
	return true
}

// inOrder completes the ends of a range by each other: "January to March 1999",
// "Monday through Friday".
func inOrder(a, b *expr) {
	if a.from.IsZero() || b.from.IsZero() {
		return
	}
	if years := b.from.Year() - a.from.Year(); a.cycle == year && b.cycle == "" {
		a.is(a.unit, around(a.unit, shift(a.from, year, years)))
	} else if b.cycle == year && a.cycle == "" {
		b.is(b.unit, around(b.unit, shift(b.from, year, -years)))
	}
	if !b.to.Before(a.from) {
		return
	}
	if b.cycle != "" {
		b.is(b.unit, around(b.unit, shift(b.from, b.cycle, 1)))
	} else if a.cycle != "" {
		a.is(a.unit, around(a.unit, shift(a.from, a.cycle, -1)))
	}
}

// opDays reads "June 13-15".
func opDays(r *reading, e *expr, c captures, _ []string) bool {
	m, days := c.month(), c.all("DNUM")
	d1, d2 := int(days[0].n), int(days[1].n)
	y, ok := r.yearOf(c, e, func(y int) period { return period{date(y, m, d1), date(y, m, d2)} })
	p, ok1 := ymd(y, m, d1)
	q, ok2 := ymd(y, m, d2)
	if !ok || !ok1 || !ok2 || !q.After(p) {
		return false
	}
	a, b := &expr{first: e.first, last: days[0].last}, &expr{first: days[1].first, last: e.last}
	return a.is(day, oneDay(p)) && b.is(day, oneDay(q)) && e.between(a, b)
}

// opYears reads "1998-99".
func opYears(r *reading, e *expr, c captures, _ []string) bool {
	y, _ := c.year(r.ref)
	yy := int(c.get("YY").n)
	if r.loose && 1 <= yy && yy <= 12 && r.word(e.last-2) == "-" {
		return false // "2001-02" typed by hand is a month
	}
	z := y - y%100 + yy
	if z <= y {
		z += 100
	}
	e.lasts(strconv.Itoa(y) + "/" + strconv.Itoa(z))
	return z <= y+20 && e.interval(period{date(y, 1, 1), date(z, 12, 31)})
}
