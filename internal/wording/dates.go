// Package wording writes what records hold as people read it: dates, numbers, what
// an act and its status look like. It is shared by the command and the server.
package wording

import (
	"time"

	"dragoman"
)

// DayRange writes the days of an event for people: "19 July 2000",
// "19-21 July 2000", "July 2000", "by 19 July 2000".
func DayRange(d *dragoman.EventDate) string {
	if d == nil {
		return ""
	}
	from, okFrom := parseDay(d.From)
	to, okTo := parseDay(d.To)
	switch {
	case okFrom && okTo:
		return between(from, to, d.Precision)
	case okFrom:
		return "from " + from.Format("2 January 2006")
	case okTo:
		return "by " + to.Format("2 January 2006")
	}
	return ""
}

func between(from, to time.Time, precision string) string {
	switch {
	case from.Equal(to) && precision == "vague":
		return "about " + from.Format("2 January 2006")
	case from.Equal(to):
		return from.Format("2 January 2006")
	case precision == "year" && from.Year() == to.Year():
		return from.Format("2006")
	case precision == "month" && from.Year() == to.Year() && from.Month() == to.Month():
		return from.Format("January 2006")
	case from.Year() == to.Year() && from.Month() == to.Month():
		return from.Format("2") + "–" + to.Format("2 January 2006")
	case from.Year() == to.Year():
		return from.Format("2 January") + " – " + to.Format("2 January 2006")
	}
	return from.Format("2 January 2006") + " – " + to.Format("2 January 2006")
}

func parseDay(s string) (time.Time, bool) {
	if len(s) > len(time.DateOnly) {
		s = s[:len(time.DateOnly)]
	}
	t, err := time.Parse(time.DateOnly, s)
	return t, err == nil
}

// LongDay writes a publication date for people, with the time where it is known.
func LongDay(s string) string {
	if t, err := time.Parse(time.RFC3339, s); err == nil {
		return t.Format("2 January 2006, 15:04 UTC")
	}
	if t, ok := parseDay(s); ok {
		return t.Format("2 January 2006")
	}
	return s
}
