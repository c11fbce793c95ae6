package wording

import (
	"strconv"
	"strings"

	"dragoman"
)

// Number writes a value with its thousands parted: 50,000,000.
func Number(v float64) string {
	s := strconv.FormatFloat(v, 'f', -1, 64)
	whole, frac, _ := strings.Cut(s, ".")
	sign := ""
	if strings.HasPrefix(whole, "-") {
		sign, whole = "-", whole[1:]
	}
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if frac != "" {
		whole += "." + frac
	}
	return sign + whole
}

// Reading writes an exact value, or the bounds of a vague one.
func Reading(value, low, high *float64) string {
	switch {
	case low != nil && high != nil:
		return Number(*low) + "–" + Number(*high)
	case low != nil:
		return "at least " + Number(*low)
	case high != nil:
		return "at most " + Number(*high)
	case value != nil:
		return Number(*value)
	}
	return ""
}

// Measured writes a value with its unit: "USD 50,000,000", "12%", "30 people".
func Measured(value, unit string) string {
	switch {
	case unit == "":
		return value
	case unit == "%":
		return value + "%"
	case value == "1":
		return value + " " + unit
	case unit == "person":
		return value + " people"
	case len(unit) == 3 && strings.ToUpper(unit) == unit: // ISO 4217
		return unit + " " + value
	case strings.HasSuffix(unit, "y") && len(unit) > 3: // "country", not "day"
		return value + " " + strings.TrimSuffix(unit, "y") + "ies"
	case len(unit) < 3: // "km"
		return value + " " + unit
	}
	return value + " " + unit + "s"
}

// Tolls lists the magnitudes of an event: "12 killed · 30–40 injured".
func Tolls(c *dragoman.Counts) []string {
	if c == nil {
		return nil
	}
	var out []string
	add := func(n *dragoman.Count, what string) {
		if n != nil {
			out = append(out, Heads(*n)+" "+what)
		}
	}
	add(c.Killed, "killed")
	add(c.Injured, "injured")
	add(c.Arrested, "arrested")
	add(c.People, "people")
	if a := c.Amount; a != nil {
		out = append(out, Measured(Reading(a.Value, a.Low, a.High), a.Currency))
	}
	return out
}

// Heads writes a number of people: "12", "at least 12", "30–40".
func Heads(n dragoman.Count) string {
	if n.Exact() {
		return Number(n.Low)
	}
	if n.High <= 0 {
		return "at least " + Number(n.Low)
	}
	if n.Low <= 0 {
		return "up to " + Number(n.High)
	}
	return Number(n.Low) + "–" + Number(n.High)
}

// Plural writes a count with its noun.
func Plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return Number(float64(n)) + " " + many
}
