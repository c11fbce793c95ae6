package ledger

import (
	"maps"
	"slices"
	"time"
)

// Statuses are those that an event may have, in the order of the alphabet.
var Statuses = slices.Sorted(maps.Keys(doneOf))

// Days reads a day, a month or a year ("2006-01-02", "2006-01", "2006") as its first
// and its last day; ok is false where it is none of these.
func Days(s string) (first, last int64, ok bool) {
	for _, form := range []struct {
		layout              string
		years, months, days int
	}{{time.DateOnly, 0, 0, 1}, {"2006-01", 0, 1, 0}, {"2006", 1, 0, 0}} {
		t, err := time.Parse(form.layout, s)
		if err != nil {
			continue
		}
		next := t.AddDate(form.years, form.months, form.days)
		return DayOf(t.Format(time.DateOnly)), DayOf(next.AddDate(0, 0, -1).Format(time.DateOnly)), true
	}
	return 0, 0, false
}
