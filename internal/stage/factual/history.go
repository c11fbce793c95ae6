package factual

import "strings"

// longAgo reports whether the clause at t names a time that ended most of a
// year before the report.
func (r *reader) longAgo(t int) bool {
	w := r.when[t]
	if w == 0 {
		return false
	}
	when := &r.d.Times[w-1]
	switch when.Type {
	case "SET":
		return false
	case "DURATION":
		// "three years ago"
		return strings.HasSuffix(when.Value, "Y") && r.followedBy(when.End, "ago", "earlier", "before")
	}
	if r.d.Date.IsZero() {
		// A report says "in 1964" of what is history; its own year goes without saying.
		return !when.From.IsZero() && when.Precision != "day"
	}
	return !when.To.IsZero() && r.d.Date.Sub(when.To) > 200*24*3600e9
}

// followedBy reports whether one of the words comes next in the text.
func (r *reader) followedBy(at int, words ...string) bool {
	t := r.tokenFrom(at)
	for _, w := range words {
		if t < len(r.d.Tokens) && strings.EqualFold(r.d.Word(t), w) {
			return true
		}
	}
	return false
}
