package dictionary

import (
	"strconv"
	"strings"
	"unicode"

	"dragoman/internal/actors"
)

// readable writes a name of a dictionary as reports do: "HAMAS_MILITARY_COMMAND"
// is "Hamas Military Command", "U.S.S.R" and "PLO" stay.
func readable(name string) string {
	words := strings.Fields(strings.ReplaceAll(name, "_", " "))
	for i, w := range words {
		if w != strings.ToUpper(w) {
			continue
		}
		l := strings.ToLower(w)
		if i > 0 && (l == "of" || l == "and" || l == "the" || l == "for" || l == "in" || l == "de" || l == "al") {
			words[i] = l
		} else if !isAcronym(w) {
			words[i] = capitals(l)
		}
	}
	return strings.Join(words, " ")
}

// capitals gives each part of a word its capital: "Al-Qaeda".
func capitals(w string) string {
	up := true
	return strings.Map(func(r rune) rune {
		was := up
		up = r == '-' || r == '.'
		if was {
			return unicode.ToUpper(r)
		}
		return r
	}, w)
}

// joined lists how else a name with a hyphen is written, whose capitals a dictionary
// does not tell: "Al-Qaeda" is "al-Qaeda" in most reports, "Joint-Stock" "Joint-stock".
func joined(name string) []string {
	words := strings.Fields(name)
	for i, w := range words {
		first, rest, ok := strings.Cut(w, "-")
		switch {
		case !ok || rest == "" || w == strings.ToUpper(w):
		case len(first) == 2:
			words[i] = strings.ToLower(first) + "-" + rest
		default:
			words[i] = first + "-" + strings.ToLower(rest)
		}
	}
	if other := strings.Join(words, " "); other != name {
		return []string{other}
	}
	return nil
}

// isAcronym takes short words without a vowel, or with full stops, for acronyms;
// a longer one is found in the text in either form.
func isAcronym(w string) bool {
	return strings.Contains(w, ".") || len(w) <= 4 && !strings.ContainsAny(w, "AEIOU") || len(w) == 2
}

// slug makes an id of a name.
func (im *Importer) slug(name string) string {
	base := strings.ReplaceAll(actors.Fold(name), " ", "-")
	id := base
	for n := 2; im.ids[id]; n++ {
		id = base + "-" + strconv.Itoa(n)
	}
	im.ids[id] = true
	return id
}

// adjective reports whether another name of a state is the adjective to it:
// "Australian" beside "Australia", "Danish" beside "Denmark".
func adjective(name, state string) bool {
	n, s := strings.ToLower(name), strings.ToLower(state)
	if len(n) < 4 || len(s) < 3 || n[:3] != s[:3] || strings.Contains(n, " ") {
		return false
	}
	for _, end := range []string{"an", "ese", "ish", "i", "ic"} {
		if strings.HasSuffix(n, end) {
			return true
		}
	}
	return false
}
