package lang

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"dragoman/internal/doc"
)

// core cuts what is left of a chunk without the punctuation around it, at the
// punctuation inside: "U.S.-led", "and/or", "said--twice", "US$5m".
func (x *lexer) core(lo, hi int) {
	if lo >= hi {
		return
	}
	if end := x.address(lo, hi); end > lo {
		if contraction("x"+x.text[end:hi]) == 1 {
			x.parts(lo, end, hi)
			return
		}
		x.emit(lo, end)
		x.word(end, hi)
		return
	}
	if digitGroups(x.text[lo:hi]) {
		x.emit(lo, hi)
		return
	}
	from := lo
	for i := lo; i < hi; {
		n := x.inner(from, i, hi)
		if n == 0 {
			_, w := utf8.DecodeRuneInString(x.text[i:hi])
			i += w
			continue
		}
		if n < 0 { // cut behind this byte, which stays with what is before it
			x.word(from, i+1)
			from, i = i+1, i+1
			continue
		}
		x.word(from, i)
		x.emit(i, i+n)
		from, i = i+n, i+n
	}
	x.word(from, hi)
}

// inner returns the length of the punctuation at i by which text[from:hi] is to
// be cut, 0 for none, -1 to cut behind it.
func (x *lexer) inner(from, i, hi int) int {
	s := x.text
	c := s[i]
	before, behind := byte(0), byte(0)
	if i > from {
		before = s[i-1]
	}
	if i+1 < hi {
		behind = s[i+1]
	}
	digits := isDigit(before) && isDigit(behind)
	switch c {
	case '-':
		return x.hyphen(from, i, hi)
	case '/':
		if digits || before == 0 || x.wholeWord(s[from:hi]) {
			return 0
		}
		return alike(s[i:hi])
	case ',', ':':
		if digits {
			return 0
		}
		return 1
	case ';', '"', '(', ')', '[', ']', '{', '}', '%', '!', '?':
		return 1
	case '$':
		if isDigit(behind) && i > from {
			return -1 // "US$5"
		}
		return 1
	case '.':
		return x.innerStop(from, i, hi)
	}
	if c < utf8.RuneSelf {
		return 0
	}
	switch r, n := utf8.DecodeRuneInString(s[i:hi]); r {
	case '–', '—', '―', '…', '“', '”', '„', '«', '»', '°', '•', '·', '€', '£', '¥', '‘':
		return n
	}
	return 0
}

// hyphen decides on a hyphen inside a word. Compounds are split, "10-mile" into
// three; words with a prefix are not, "anti-war".
func (x *lexer) hyphen(from, i, hi int) int {
	s := x.text
	if n := alike(s[i:hi]); n > 1 {
		return n
	}
	if i == from {
		return 1
	}
	if i-from < longestListed && x.prefixes[lowerASCII(s[from:i])] || x.wholeWord(s[from:hi]) {
		return 0
	}
	return 1
}

// innerStop decides on a full stop inside a word: "a.m." and "3.5" stay,
// "talks.The" is two sentences that lost their blank, "Dr.Haas" two words.
func (x *lexer) innerStop(from, i, hi int) int {
	s := x.text
	if n := alike(s[i:hi]); n > 1 {
		return n
	}
	if i == from || i+2 >= hi || !isUpperAt(s, i+1) || s[i+2] == '.' {
		return 0
	}
	if x.listed(s[from:i+1]) != notAbbreviation {
		return -1
	}
	if i-from >= 2 && isLetterAt(s, i-1) && !isUpperAt(s, i-1) {
		return 1
	}
	return 0
}

// longestListed bounds the words looked for in lists, so that a long run without
// blanks costs no more than its length.
const longestListed = 24

func (c *cutter) wholeWord(s string) bool {
	return len(s) < longestListed && c.whole[lowerASCII(s)]
}

func isUpperAt(s string, i int) bool {
	if i >= len(s) {
		return false
	}
	r, _ := utf8.DecodeRuneInString(s[i:])
	return unicode.IsUpper(r)
}

// digitGroups tells dates and telephone numbers, whose hyphens stay: three
// groups of digits or more, or three and four digits.
func digitGroups(s string) bool {
	groups, size, prev := 0, 0, 0
	for i := 0; i <= len(s); i++ {
		switch {
		case i < len(s) && isDigit(s[i]):
			size++
		case i == len(s) || s[i] == '-':
			if size == 0 {
				return false
			}
			groups++
			if groups == 2 && i == len(s) {
				return prev == 3 && size == 4
			}
			prev, size = size, 0
		default:
			return false
		}
	}
	return groups > 2
}

// address returns the end of the web or mail address that begins at lo, or lo.
func (x *lexer) address(lo, hi int) int {
	s := x.text[lo:hi]
	if strings.Contains(s, "://") || strings.HasPrefix(s, "www.") {
		return hi
	}
	if at := strings.IndexByte(s, '@'); at >= 0 {
		if at == 0 || strings.IndexByte(s[at:], '.') > 0 {
			return hi
		}
		return lo
	}
	return lo + x.domain(s)
}

// domain returns the length of the domain name that begins s, with what
// follows its slash; "Amazon.com's" gives that of "Amazon.com".
func (x *lexer) domain(s string) int {
	end, dot := 0, -1
	for end < len(s) && (isLetterAt(s, end) && s[end] < utf8.RuneSelf || isDigit(s[end]) || s[end] == '.' || s[end] == '-' && dot < 0) {
		if s[end] == '.' {
			dot = end
		}
		end++
	}
	if dot <= 0 || !x.domains[s[dot+1:end]] {
		return 0
	}
	if end < len(s) && s[end] == '/' {
		return len(s)
	}
	return end
}

// endings are the second halves of contractions.
var endings = [...]string{"n't", "'s", "'re", "'ve", "'ll", "'d", "'m"}

// word emits a word, cut into number and unit or the parts of a contraction.
func (x *lexer) word(lo, hi int) {
	if lo >= hi {
		return
	}
	s := x.text[lo:hi]
	if s[len(s)-1] == '.' && len(s) > 1 { // before a bracket: "in May.[4]"
		if n := x.stop(lo, hi); n > 0 {
			x.word(lo, hi-n)
			x.emit(hi-n, hi)
			return
		}
	}
	if isDigit(s[0]) {
		x.number(lo, hi)
		return
	}
	if k := contraction(s); k > 0 {
		x.parts(lo, lo+k, hi)
		return
	}
	if parts, ok := x.contractions[lowerASCII(s)]; ok {
		cuts := []int{lo}
		for _, p := range parts {
			cuts = append(cuts, cuts[len(cuts)-1]+len(p))
		}
		x.parts(cuts...)
		return
	}
	x.emit(lo, hi)
}

// parts emits one multiword token.
func (x *lexer) parts(cuts ...int) {
	for i := 1; i < len(cuts); i++ {
		x.out = append(x.out, doc.Token{Span: doc.Span{Start: cuts[i-1], End: cuts[i]}, Part: i})
	}
}

// contraction returns where the second half of a contraction or possessive
// begins, or 0.
func contraction(s string) int {
	for _, e := range endings {
		if k := cutEnding(s, e); k > 0 && isLetterAt(s, lastRune(s, k)) {
			return k
		}
	}
	for _, q := range [...]string{"'", "’"} { // "the workers'"
		if k := len(s) - len(q); k > 1 && s[k:] == q && (s[k-1] == 's' || s[k-1] == 'S') {
			return k
		}
	}
	return 0
}

// cutEnding returns where the ending begins at the end of s, in any case and
// with either apostrophe, or 0.
func cutEnding(s, ending string) int {
	k := len(s)
	for j := len(ending) - 1; j >= 0; j-- {
		c := ending[j]
		switch {
		case k == 0:
			return 0
		case c == '\'' && strings.HasSuffix(s[:k], "’"):
			k -= len("’")
		case c == '\'' && (s[k-1] == '\'' || s[k-1] == '`') || s[k-1]|0x20 == c && c != '\'':
			k--
		default:
			return 0
		}
	}
	return k
}

// lastRune returns where the rune before k begins.
func lastRune(s string, k int) int {
	_, n := utf8.DecodeLastRuneInString(s[:k])
	return k - n
}

// number emits a word that begins with a digit: "5km" and "2.2bn" are a number
// and a unit, "20th", "1990s" and "3G" are one word.
func (x *lexer) number(lo, hi int) {
	s := x.text[lo:hi]
	k := 0
	for k < len(s) && (isDigit(s[k]) || s[k] == '.' || s[k] == ',' || s[k] == ':') {
		k++
	}
	if k < len(s) && x.measures[s[k:]] {
		x.emit(lo, lo+k)
		x.emit(lo+k, hi)
		return
	}
	if k := contraction(s); k > 0 && !isDigit(s[k-1]) {
		x.parts(lo, lo+k, hi)
		return
	}
	x.emit(lo, hi)
}
