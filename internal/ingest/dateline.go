package ingest

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"dragoman/internal/doc"
)

// maxDateline is how far into a paragraph a dateline may reach, in bytes.
const maxDateline = 120

// dateline reads the place, day and agency that open a paragraph: "SEOUL, South
// Korea, July 19, 2000 --", "MOSCOW (Reuters) -", "(AP) —". near is a day near
// the report's, to complete a date without a year.
func (b *Builder) dateline(s string, near time.Time) (doc.Dateline, bool) {
	for head, end := range dashes(s) {
		d, ok := b.parseDateline(head, near)
		if !ok {
			continue
		}
		rest := strings.TrimLeft(s[end:], " ")
		if s[end-1] == ')' && !b.terms.agency[d.Agency] {
			continue // "KABUL (Afghanistan) The"
		}
		if c, _ := utf8.DecodeRuneInString(rest); unicode.IsLower(c) && d.Agency == "" {
			continue // "Russia - the largest producer - said"
		}
		if bare := d.Agency == "" && d.Date.IsZero() && !allUpper(firstWord(head)) && !hasDigit(head); bare && (!endsSentence(s) || len(s) < 60) {
			continue // "Chad - Sudan Border Reopens"
		}
		d.Span = doc.Span{Start: 0, End: end}
		return d, true
	}
	return doc.Dateline{}, false
}

// dashes yields what stands before each dash near the start of s, and where the
// dash ends; also what ends in a bracket that a sentence follows.
func dashes(s string) func(yield func(head string, end int) bool) {
	return func(yield func(string, int) bool) {
		limit := min(len(s), maxDateline)
		for i := 0; i < limit; i++ {
			n := 0
			switch rest := s[i:]; {
			case strings.HasPrefix(rest, "--"):
				n = 2
			case strings.HasPrefix(rest, "—"), strings.HasPrefix(rest, "–"), strings.HasPrefix(rest, "―"):
				n = 3
			case (s[i] == '-' || s[i] == '_') && i > 0 && s[i-1] == ' ' && (i+1 == len(s) || s[i+1] == ' '):
				n = 1
			case s[i] == '-' && i > 0 && s[i-1] == ')', s[i] == ':' && i > 0 && s[i-1] == ')':
				n = 1
			case s[i] == ':' && strings.Contains(s[:i], ", ") && allUpper(firstWord(s)):
				n = 1 // "KHARTOUM, Sudan: The army"; "PUTIN: We will" is a transcript
			case s[i] == ')' && startsUpper(strings.TrimLeft(rest[1:], " “\"")):
				// "(CNN) The army": no dash, but an agency
				if !yield(s[:i+1], i+1) {
					return
				}
				continue
			default:
				continue
			}
			if !yield(strings.TrimRight(s[:i], " "), i+n) {
				return
			}
			i += n - 1
		}
	}
}

// parseDateline reads what stands before the dash.
func (b *Builder) parseDateline(head string, near time.Time) (doc.Dateline, bool) {
	var d doc.Dateline
	if open := strings.LastIndexByte(head, '('); open >= 0 && strings.HasSuffix(head, ")") {
		agency := strings.TrimSpace(head[open+1 : len(head)-1])
		head = strings.TrimRight(head[:open], " ,")
		// "KYIV (Reuters/AFP)": the first will do to know it by.
		first, _, _ := strings.Cut(agency, "/")
		if !b.terms.agency[strings.TrimSpace(first)] && !(names(agency) && allUpper(firstWord(head))) {
			return d, false
		}
		d.Agency = agency
	}
	var places, dates []string
	for part := range strings.SplitSeq(commaBeforeDate(head), ",") {
		part = strings.TrimSpace(part)
		switch {
		case part == "":
		case datePart(part):
			dates = append(dates, part)
		case len(dates) == 0 && len(places) < 3 && b.isPlace(part):
			places = append(places, part)
		case d.Agency == "" && b.terms.agency[part]:
			d.Agency = part
		default:
			return doc.Dateline{}, false
		}
	}
	d.Date = dateOf(strings.Join(dates, " "), near)
	if len(places) == 0 { // "(Reuters) -", "Aug. 14, 2001 --"
		return d, d.Agency != "" || len(dates) > 0
	}
	if b.terms.label[places[0]] {
		return d, false
	}
	// Without day and agency the capitals must do: "Moscow - which" is prose.
	if d.Agency == "" && len(dates) == 0 && !allUpper(places[0]) && strings.Count(head, " ") > 3 {
		return d, false
	}
	d.Place = b.placeName(places)
	return d, true
}

// commaBeforeDate writes "MOSCOW. July 19" as "MOSCOW, July 19"; "ST. LOUIS" and
// "Aug. 14" stay.
func commaBeforeDate(head string) string {
	before, after, ok := strings.Cut(head, ". ")
	if w := strings.ToLower(firstWord(after)); ok && (months[w] > 0 || weekdays[w]) {
		return before + ", " + after
	}
	return head
}

func dateOf(s string, near time.Time) time.Time {
	when, ok := wholeDate(s)
	if ok && when.IsZero() {
		return monthDay(s, near)
	}
	return when
}

// datePart reports whether a part between commas is a date, a weekday or a year.
func datePart(s string) bool {
	if _, ok := wholeDate(s); ok || weekdays[strings.ToLower(s)] {
		return true
	}
	n, digits := dayNumber(s)
	return digits == 4 && digits == len(s) && n >= 1900 && n <= 2100
}

// isPlace reports whether a part may be a place's name: up to five capitalised
// words. Whether there is such a place is for a later stage to find.
func (b *Builder) isPlace(s string) bool {
	n := 0
	for w := range strings.FieldsSeq(s) {
		n++
		c, _ := utf8.DecodeRuneInString(w)
		if !unicode.IsUpper(c) && !b.terms.small[w] && c != '’' && c != '\'' || strings.ContainsAny(w, `"“”:;!?()[]0123456789`) {
			return false
		}
	}
	return n > 0 && n <= 5 && len(s) >= 2
}

// placeName writes a place as in running text: "SEOUL", "South Korea" gives
// "Seoul, South Korea".
func (b *Builder) placeName(parts []string) string {
	out := make([]string, len(parts))
	for i, p := range parts {
		words := strings.Fields(p)
		for k, w := range words {
			if !allUpper(w) || strings.Contains(strings.TrimSuffix(w, "."), ".") || b.terms.region[w] || i > 0 && utf8.RuneCountInString(w) <= 3 {
				continue // "U.N.", "UK"
			}
			if low := strings.ToLower(w); k > 0 && b.terms.small[low] {
				words[k] = low
			} else {
				words[k] = b.capitalise(low)
			}
		}
		out[i] = strings.Join(words, " ")
	}
	return strings.Join(out, ", ")
}

// capitalise writes the first letter of each part large, but for the small
// words between parts: "port-au-prince" gives "Port-au-Prince".
func (b *Builder) capitalise(s string) string {
	var out strings.Builder
	for len(s) > 0 {
		part, mark := s, ""
		if i := strings.IndexAny(s, "-/"); i >= 0 {
			part, mark = s[:i], s[i:i+1]
		}
		s = s[len(part)+len(mark):]
		if c, size := utf8.DecodeRuneInString(part); size > 0 && (out.Len() == 0 || !b.terms.small[part]) {
			out.WriteRune(unicode.ToUpper(c))
			part = part[size:]
		}
		out.WriteString(part + mark)
	}
	return out.String()
}

func startsUpper(s string) bool {
	c, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(c)
}

func firstWord(s string) string {
	w, _, _ := strings.Cut(s, " ")
	return strings.Trim(w, ",.")
}

// allUpper reports whether a string has letters, two at least, and no small one.
func allUpper(s string) bool {
	n := 0
	for _, c := range s {
		if unicode.IsLower(c) {
			return false
		}
		if unicode.IsUpper(c) {
			n++
		}
	}
	return n >= 2
}
