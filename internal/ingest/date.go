package ingest

import (
	"strings"
	"time"

	"dragoman/internal/doc"
)

var months = map[string]time.Month{
	"january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8, "september": 9, "october": 10, "november": 11, "december": 12,
	"jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10, "nov": 11, "dec": 12,
}

var weekdays = map[string]bool{
	"monday": true, "tuesday": true, "wednesday": true, "thursday": true, "friday": true, "saturday": true, "sunday": true,
	"mon": true, "tue": true, "tues": true, "wed": true, "thu": true, "thur": true, "thurs": true, "fri": true, "sat": true, "sun": true,
}

// isDate reports whether a paragraph is a date and nothing else: "Wednesday,
// January 23, 2019".
func isDate(s string) bool {
	when, ok := wholeDate(s)
	return ok && !when.IsZero()
}

// wholeDate reads words that are a date in full: month, day and year, perhaps a
// weekday and the time of day. It is ok, with a zero date, for month and day
// alone.
func wholeDate(s string) (time.Time, bool) {
	var day, year int
	var month time.Month
	n := 0
	for w := range strings.FieldsSeq(s) {
		w = strings.ToLower(strings.Trim(w, ".,()|•·"))
		if clockTime(w) {
			continue
		}
		if n++; n > 6 {
			return time.Time{}, false
		}
		switch number, digits := dayNumber(w); {
		case weekdays[w], w == "of", w == "the":
		case months[w] > 0 && month == 0:
			month = months[w]
		case digits == 4 && year == 0 && number >= 1900 && number <= 2100:
			year = number
		case digits > 0 && digits <= 2 && day == 0 && number >= 1 && number <= 31:
			day = number
		default:
			return time.Time{}, false
		}
	}
	if month == 0 || day == 0 {
		return time.Time{}, false
	}
	if year == 0 {
		return time.Time{}, true
	}
	when := time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
	return when, when.Month() == month // there is no 31 June
}

// clockTime reports whether a word tells the time of day: "10:30", "a.m", "GMT".
func clockTime(w string) bool {
	if hour, minute, ok := strings.Cut(w, ":"); ok {
		_, h := dayNumber(hour)
		_, m := dayNumber(minute)
		return h > 0 && m == 2
	}
	switch w {
	case "", "am", "pm", "a.m", "p.m", "gmt", "utc", "est", "edt", "et", "pst", "pdt", "bst", "cet", "at", "-", "–", "—":
		return true
	}
	return false
}

// dayNumber reads "19", "19th" and "2000"; digits is their number, or 0.
func dayNumber(w string) (number, digits int) {
	for digits < len(w) && w[digits] >= '0' && w[digits] <= '9' && digits < 5 {
		number = number*10 + int(w[digits]-'0')
		digits++
	}
	switch w[digits:] {
	case "", "st", "nd", "rd", "th":
		return number, digits
	}
	return 0, 0
}

// monthDay reads a date without a year, as near to the given day as a year
// makes it. Without a day to hold on to, the date stays unknown.
func monthDay(s string, near time.Time) time.Time {
	if near.IsZero() {
		return time.Time{}
	}
	best := time.Time{}
	for y := near.Year() - 1; y <= near.Year()+1; y++ {
		when, _ := wholeDate(s + " " + time.Date(y, 1, 1, 0, 0, 0, 0, time.UTC).Format("2006"))
		if !when.IsZero() && (best.IsZero() || when.Sub(near).Abs() < best.Sub(near).Abs()) {
			best = when
		}
	}
	return best
}

// date takes the report's date from its dateline where nothing else told it.
func (b *Builder) date(d *doc.Document) {
	if d.Date.IsZero() && !d.Dateline.Date.IsZero() {
		d.Date = d.Dateline.Date
	}
}
