package ingest

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"dragoman/internal/doc"
)

const maxBylineWords = 16

// isByline reports whether a paragraph says who wrote the report: "By ABC News",
// "By JANE DOE, Associated Press Writer", "From our correspondent in Kabul".
func (b *Builder) isByline(p *paragraph, meta *doc.Meta) bool {
	if p.words > maxBylineWords {
		return false
	}
	if meta.Byline != "" && sameText(byliner(p.text), byliner(meta.Byline)) {
		return true
	}
	low := strings.ToLower(p.text)
	opens := strings.HasPrefix(low, "by ") || strings.HasPrefix(low, "from our ") || strings.HasPrefix(low, "story by ") || strings.HasPrefix(low, "report by ")
	if opens {
		rest := p.text[strings.IndexByte(p.text, ' ')+1:]
		return !endsProse(p.text) && (names(rest) || b.hasRole(low))
	}
	// "Jane Doe, staff writer", "Jane Doe in Kabul": a name, and a role behind
	// a comma.
	if before, role, ok := strings.Cut(low, ","); ok && !endsProse(p.text) {
		role = strings.TrimSpace(role)
		return b.terms.role[role] && names(p.text[:len(before)]) && strings.Count(before, " ") <= 4
	}
	return b.terms.role[low] || b.terms.agency[p.text]
}

// endsProse reports a full stop that is none of an initial or abbreviation.
func endsProse(s string) bool {
	if !strings.HasSuffix(s, ".") {
		return false
	}
	word := s[strings.LastIndexByte(s, ' ')+1:]
	return utf8.RuneCountInString(word) > 4 && strings.Count(word, ".") == 1
}

// names reports whether the words are capitalised, but for joining ones.
func names(s string) bool {
	found := false
	for w := range strings.FieldsSeq(s) {
		c, _ := utf8.DecodeRuneInString(strings.TrimLeft(w, "(\"“"))
		switch {
		case unicode.IsUpper(c):
			found = true
		case joining[strings.ToLower(strings.Trim(w, ",;"))], unicode.IsDigit(c):
		default:
			return false
		}
	}
	return found
}

// joining are the lower-case words inside bylines.
var joining = map[string]bool{
	"and": true, "in": true, "of": true, "for": true, "the": true, "at": true, "&": true, "|": true, "-": true, "–": true, "—": true, "with": true, "on": true,
	"de": true, "da": true, "di": true, "du": true, "van": true, "von": true, "der": true, "den": true, "la": true, "le": true, "al": true, "bin": true, "el": true, "ter": true,
	"correspondent": true, "writer": true, "editor": true, "reporter": true, "staff": true, "special": true, "diplomatic": true, "chief": true, "bureau": true, "foreign": true, "writers": true, "agencies": true,
}

func (b *Builder) hasRole(low string) bool {
	for role := range b.terms.role {
		if len(role) > 4 && strings.Contains(low, role) {
			return true
		}
	}
	return false
}

// byliner is the byline without its opening: "ABC News".
func byliner(s string) string {
	for _, open := range []string{"By ", "BY ", "by ", "Story by ", "Report by "} {
		if rest, ok := strings.CutPrefix(s, open); ok {
			return strings.TrimSpace(rest)
		}
	}
	return s
}
