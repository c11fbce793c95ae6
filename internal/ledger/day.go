package ledger

import "time"

// NoDay stands for the day of what has none.
const NoDay = -1_000_000

// DayOf returns a date as the tables have it: days since 1 January 1970, or NoDay.
func DayOf(date string) int64 {
	if len(date) < len(time.DateOnly) {
		return NoDay
	}
	t, err := time.Parse(time.DateOnly, date[:len(time.DateOnly)])
	if err != nil {
		return NoDay
	}
	return t.Unix() / 86400 // a day is never cut: both are whole days from the same midnight
}

// dayOrNull is a day where there may be none.
func dayOrNull(date string) any {
	if d := DayOf(date); d != NoDay {
		return d
	}
	return nil
}

// Date writes a day of the tables; empty for NoDay.
func Date(day int64) string {
	if day == NoDay {
		return ""
	}
	return time.Unix(day*86400, 0).UTC().Format(time.DateOnly)
}
