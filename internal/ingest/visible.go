package ingest

import (
	"errors"
	"io/fs"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"

	"dragoman/internal/lexicon"
)

// monthNames are the names of months in many languages, in lower case.
type monthNames map[string]time.Month

func loadMonths(fsys fs.FS) (monthNames, error) {
	t, err := lexicon.Read(fsys, "reading/months.tsv", "lang", "months", "example", "source")
	if err != nil {
		return nil, err
	}
	m := monthNames{}
	var faults []error
	for _, row := range t.Rows {
		names := row.List("months")
		if len(names) != 12 {
			faults = append(faults, row.Errorf("%d months, expected 12", len(names)))
			continue
		}
		for i, forms := range names {
			for form := range strings.SplitSeq(forms, ",") {
				if was := m[form]; was != 0 && was != time.Month(i+1) {
					faults = append(faults, row.Errorf("%q is month %d in another row, expected %d", form, was, i+1))
				}
				m[form] = time.Month(i + 1)
			}
		}
	}
	return m, errors.Join(faults...)
}

// How far from a page's headline its date stands, in blocks, and how long such a line is,
// in words: dates in prose are of what the report tells.
const (
	blocksBelow   = 10
	blocksAbove   = 5
	longestStamp  = 14
	proseBetween  = 2
	farthestDated = 40 // blocks from the top, on pages whose headline is not found
)

// beside finds the date in the lines under a page's headline or over it: "martes 17 de
// marzo de 2020", "24 April 2020, 9:22". Pages carry other dates at their top (today's)
// and beside other articles.
func (m monthNames) beside(look *pageLook, title string) (time.Time, bool) {
	if len(m) == 0 {
		return time.Time{}, false
	}
	blocks := blocksOf(look.body)
	at := -1
	for i, b := range blocks {
		if look.isHeading(bareLetters(b.text)) || sameText(b.text, title) {
			at = i
			break
		}
	}
	read := func(i int) (time.Time, bool) {
		if blocks[i].words() > longestStamp {
			return time.Time{}, false
		}
		return m.visible(blocks[i].text, look.language)
	}
	if at < 0 {
		for i := range blocks[:min(len(blocks), farthestDated)] {
			if blocks[i].words() > longestStamp {
				break
			}
			if when, ok := read(i); !when.IsZero() {
				return when, ok
			}
		}
		return time.Time{}, false
	}
	prose := 0
	for i := at + 1; i < len(blocks) && i <= at+blocksBelow && prose < proseBetween; i++ {
		if when, ok := read(i); !when.IsZero() {
			return when, ok
		}
		if blocks[i].prose() {
			prose++
		}
	}
	for i := at - 1; i >= 0 && i >= at-blocksAbove; i-- {
		if when, ok := read(i); !when.IsZero() {
			return when, ok
		}
	}
	return time.Time{}, false
}

var (
	yearFirst = regexp.MustCompile(`(?:^|\D)((?:19|20)\d\d)\s?[-/.年]\s?(\d\d?)\s?[-/.月]\s?(\d\d?)(?:\D|$)`)
	yearLast  = regexp.MustCompile(`(?:^|\D)(\d\d?)\s?[-/.]\s?(\d\d?)\s?[-/.]\s?((?:19|20)\d\d)(?:\D|$)`)
	// A time of day with its zone as a number: "22:11 GMT+10".
	zoned = regexp.MustCompile(`(\d\d?):(\d\d)(?::\d\d)?\s*(?:GMT|UTC)(?:\s*([+-])(\d\d?)(?::?(\d\d))?)?`)
)

// visible reads a date as people see it. hasTime says that the time of day and its zone
// are told with it.
func (m monthNames) visible(s, lang string) (when time.Time, hasTime bool) {
	s = asciiDigits(s)
	if p := yearFirst.FindStringSubmatch(s); p != nil {
		when = realDay(number(p[1]), number(p[2]), number(p[3]))
	} else if p := yearLast.FindStringSubmatch(s); p != nil {
		when = numericDay(number(p[1]), number(p[2]), number(p[3]), lang)
	}
	if when.IsZero() {
		when = m.named(s)
	}
	if p := zoned.FindStringSubmatch(s); p != nil && !when.IsZero() {
		offset := number(p[4])*3600 + number(p[5])*60
		if p[3] == "-" {
			offset = -offset
		}
		if hour, minute := number(p[1]), number(p[2]); hour < 24 && minute < 60 && offset <= 14*3600 && offset >= -12*3600 {
			return time.Date(when.Year(), when.Month(), when.Day(), hour, minute, 0, 0, time.FixedZone("", offset)), true
		}
	}
	return when, false
}

// numericDay reads 22/11/2020. Most of the world writes the day first, the United States the
// month; in English a date that can be both is not taken.
func numericDay(a, b, year int, lang string) time.Time {
	lang = strings.ToLower(lang)
	american := strings.HasPrefix(lang, "en-us") || strings.HasPrefix(lang, "en_us")
	english := lang == "" || strings.HasPrefix(lang, "en")
	switch {
	case american, b > 12:
		return realDay(year, a, b)
	case english && a <= 12 && a != b && lang != "en-gb" && lang != "en_gb":
		return time.Time{}
	}
	return realDay(year, b, a)
}

// named reads a date with the month's name, before or behind the day: "17 de marzo de
// 2020", "April 24th, 2020", "24 نيسان / أبريل 2020".
func (m monthNames) named(s string) time.Time {
	w := strings.FieldsFunc(strings.ToLower(s), func(c rune) bool {
		return !unicode.IsLetter(c) && !unicode.IsDigit(c) && !unicode.Is(unicode.M, c)
	})
	for i := range w {
		month := m[w[i]]
		if month == 0 {
			continue
		}
		end := i
		day := m.dayBefore(w, i)
		if day == 0 && i+1 < len(w) {
			if n, digits := dayNumber(w[i+1]); digits > 0 && digits <= 2 {
				day, end = n, i+1
			}
		}
		for k := end + 1; day > 0 && k < len(w) && k <= end+3; k++ {
			if year, digits := dayNumber(w[k]); digits == 4 && len(w[k]) == 4 {
				if when := realDay(year, int(month), day); !when.IsZero() {
					return when
				}
			}
		}
	}
	return time.Time{}
}

// dayBefore finds the day before a month's name, over "de" or "of" and a second name.
func (m monthNames) dayBefore(w []string, month int) int {
	for k := month - 1; k >= 0 && k >= month-2; k-- {
		if n, digits := dayNumber(ordinal.Replace(w[k])); digits > 0 && digits <= 2 && n >= 1 && n <= 31 {
			return n
		}
	}
	return 0
}

// ordinal takes off what other languages write behind the first of a month.
var ordinal = strings.NewReplacer("er", "", "º", "", "ª", "")

func number(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}

// asciiDigits writes the digits of Arabic and Persian as 0 to 9.
func asciiDigits(s string) string {
	return strings.Map(func(c rune) rune {
		switch {
		case c >= '٠' && c <= '٩':
			return '0' + c - '٠'
		case c >= '۰' && c <= '۹':
			return '0' + c - '۰'
		}
		return c
	}, s)
}
