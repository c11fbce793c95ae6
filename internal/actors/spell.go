package actors

import (
	"fmt"
	"time"
)

// Spell is a stretch of days, both ends included. A zero end is open.
type Spell struct{ From, To time.Time }

// Holds reports whether the day of t lies in the spell. A zero t, an unknown
// date, lies in a spell whose end is open.
func (s Spell) Holds(t time.Time) bool {
	if t.IsZero() {
		return s.To.IsZero()
	}
	return !t.Before(s.From) && (s.To.IsZero() || t.Before(s.To.AddDate(0, 0, 1)))
}

// Over reports whether the spell had ended by the day of t. An unknown day is
// taken to be today, after every end that is written down.
func (s Spell) Over(t time.Time) bool {
	return !s.To.IsZero() && (t.IsZero() || !t.Before(s.To.AddDate(0, 0, 1)))
}

// Overlaps reports whether the two spells share a day.
func (s Spell) Overlaps(o Spell) bool {
	return (s.To.IsZero() || !o.From.After(s.To)) && (o.To.IsZero() || !s.From.After(o.To))
}

// YearSpell is the spell of one calendar year.
func YearSpell(year int) Spell {
	return Spell{time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(year, 12, 31, 0, 0, 0, 0, time.UTC)}
}

// parseSpell reads two dates of the form YYYY, YYYY-MM or YYYY-MM-DD. A year
// alone starts on its first day and ends on its last.
func parseSpell(from, to string) (Spell, error) {
	f, _, err := parseDay(from)
	if err != nil {
		return Spell{}, err
	}
	_, t, err := parseDay(to)
	if err != nil {
		return Spell{}, err
	}
	if !t.IsZero() && t.Before(f) {
		return Spell{}, fmt.Errorf("spell ends (%s) before it starts (%s)", to, from)
	}
	return Spell{f, t}, nil
}

// parseDay returns the first and the last day that a date can mean.
func parseDay(s string) (first, last time.Time, err error) {
	if s == "" {
		return
	}
	year, month, day := number(s, 0, 4), number(s, 5, 7), number(s, 8, 10)
	date := func(y, m, d int) time.Time { return time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC) }
	switch {
	case len(s) == 4 && year > 0:
		return date(year, 1, 1), date(year, 12, 31), nil
	case len(s) == 7 && s[4] == '-' && year > 0 && month > 0 && month <= 12:
		return date(year, month, 1), date(year, month+1, 0), nil
	case len(s) == 10 && s[4] == '-' && s[7] == '-' && year > 0 && month > 0 && day > 0:
		if first = date(year, month, day); first.Day() == day && int(first.Month()) == month {
			return first, first, nil
		}
	}
	return time.Time{}, time.Time{}, fmt.Errorf("date %q, expected YYYY, YYYY-MM or YYYY-MM-DD", s)
}

// number reads the digits s[i:j]; 0 where there are none.
func number(s string, i, j int) int {
	if len(s) < j {
		return 0
	}
	n := 0
	for _, c := range []byte(s[i:j]) {
		if c < '0' || c > '9' {
			return 0
		}
		n = 10*n + int(c-'0')
	}
	return n
}
