package lang

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"dragoman/internal/doc"
)

// lexer cuts one paragraph into words.
type lexer struct {
	*cutter
	text   string
	end    int // of the paragraph
	out    []doc.Token
	quoted bool // inside a single quotation mark
}

// run cuts text[lo:end] at white space and each chunk further.
func (x *lexer) run(lo int) {
	for lo < x.end {
		r, n := utf8.DecodeRuneInString(x.text[lo:x.end])
		if blank(r) {
			lo += n
			continue
		}
		hi := lo + n
		for hi < x.end {
			r, n := utf8.DecodeRuneInString(x.text[hi:x.end])
			if blank(r) {
				break
			}
			hi += n
		}
		x.chunk(lo, hi)
		lo = hi
	}
}

func (x *lexer) emit(lo, hi int) {
	if lo < hi {
		x.out = append(x.out, doc.Token{Span: doc.Span{Start: lo, End: hi}})
	}
}

// chunk cuts a run of characters without white space: punctuation off its
// front, then off its back, then what is between.
func (x *lexer) chunk(lo, hi int) {
	if x.faces[x.text[lo:hi]] {
		x.emit(lo, hi)
		return
	}
	for lo < hi {
		n := x.leading(lo, hi)
		if n == 0 {
			break
		}
		x.quote(lo, n, true)
		x.emit(lo, lo+n)
		lo += n
	}
	var tails [16]int // where each piece of punctuation at the back begins
	k, stop := 0, hi
	for lo < hi && k < len(tails) {
		n := x.trailing(lo, hi, hi == stop)
		if n == 0 {
			break
		}
		hi -= n
		tails[k] = hi
		k++
	}
	x.core(lo, hi)
	for k--; k >= 0; k-- {
		next := stop
		if k > 0 {
			next = tails[k-1]
		}
		x.quote(tails[k], next-tails[k], false)
		x.emit(tails[k], next)
	}
}

// quote keeps track of single quotation marks, by which "workers'" can be told
// from the end of a quotation.
func (x *lexer) quote(at, n int, opens bool) {
	switch x.text[at : at+n] {
	case "'", "‘", "’", "`":
		x.quoted = opens
	}
}

// alike returns the length of the run of one ASCII character at the start of s.
func alike(s string) int {
	n := 1
	for n < len(s) && s[n] == s[0] {
		n++
	}
	return n
}

// leading returns how many bytes of punctuation begin text[lo:hi], or 0 where a
// word begins.
func (x *lexer) leading(lo, hi int) int {
	s := x.text[lo:hi]
	c := s[0]
	if c >= utf8.RuneSelf {
		r, n := utf8.DecodeRuneInString(s)
		switch {
		case r == '’' && len(s) > n && x.clippedWord(s, n):
			return 0
		case strings.HasPrefix(s, "‘‘") || strings.HasPrefix(s, "’’"):
			return 2 * n
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r):
			return 0
		}
		return n
	}
	switch {
	case 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || isDigit(c):
		return 0
	case c == '\'' && strings.HasPrefix(s, "''"), c == '`' && strings.HasPrefix(s, "``"):
		return 2
	case c == '\'' && x.clippedWord(s, 1):
		return 0
	case c == '.' && len(s) > 1 && isDigit(s[1]):
		return 0 // ".5"
	case c == '@' && len(s) > 1 && isLetterAt(s, 1):
		return 0 // "@name"
	case c == '#' && len(s) > 1 && isLetterAt(s, 1):
		return 0 // "#topic"
	case c == '$' || c == '"' || c == '(' || c == '[' || c == '{' || c == ')' || c == ']' || c == '}' || c == '\'' || c == ',' || c == ';' || c == '#' || c == '/' || c == '%' || c == '&':
		return 1
	case c == '?' || c == '!':
		n := 0
		for n < len(s) && (s[n] == '?' || s[n] == '!') {
			n++
		}
		return n
	}
	return alike(s)
}

// clippedWord reports whether an apostrophe of n bytes begins a word, as in
// "'em", "'90s", or stands before a lone ending, as in "Putin 's".
func (x *lexer) clippedWord(s string, n int) bool {
	rest := s[n:]
	if len(rest) >= 3 && isDigit(rest[0]) && isDigit(rest[1]) && rest[2] == 's' {
		return true
	}
	end := 0
	for end < len(rest) && isLetterAt(rest, end) {
		end++
	}
	return x.clipped[strings.ToLower(rest[:end])]
}

// trailing returns how many bytes of punctuation end text[lo:hi]; last says
// that nothing was cut off its back yet.
func (x *lexer) trailing(lo, hi int, last bool) int {
	s := x.text[lo:hi]
	c := s[len(s)-1]
	if c >= utf8.RuneSelf {
		r, n := utf8.DecodeLastRuneInString(s)
		switch {
		case r == '’' && x.possessive(s, n):
			return 0
		case strings.HasSuffix(s, "’’"):
			return 2 * n
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r):
			return 0
		}
		return n
	}
	switch c {
	case '"', ')', ']', '}', ',', ';', ':', '%', '>':
		return 1
	case '\'':
		switch {
		case strings.HasSuffix(s, "''"):
			return 2
		case x.possessive(s, 1):
			return 0
		}
		return 1
	case '?', '!':
		n := 0
		for n < len(s) && (s[len(s)-1-n] == '?' || s[len(s)-1-n] == '!') {
			n++
		}
		return n
	case '.':
		return x.stop(lo, hi)
	case '*', '-', '_', '=', '~', '+':
		n := 1
		for n < len(s) && s[len(s)-1-n] == c {
			n++
		}
		return n
	}
	return 0
}

// possessive reports whether the apostrophe of n bytes at the end of s belongs
// to a plural ("the workers' party") rather than to a quotation.
func (x *lexer) possessive(s string, n int) bool {
	k := len(s) - n
	return k > 1 && (s[k-1] == 's' || s[k-1] == 'S') && isLetterAt(s, k-2) && !x.quoted
}

// stop returns the length of the full stop or dots at the end of text[lo:hi], 0
// where the stop belongs to an abbreviation.
func (x *lexer) stop(lo, hi int) int {
	s := x.text[lo:hi]
	n := 1
	for n < len(s) && s[len(s)-1-n] == '.' {
		n++
	}
	if n == 1 && x.abbreviation(lo, hi) != notAbbreviation {
		return 0
	}
	return n
}

// abbreviation tells what kind of abbreviation text[lo:hi], which ends in a full
// stop, is. Only its part after the last hyphen or slash counts: "Anglo-U.S.".
func (x *lexer) abbreviation(lo, hi int) after {
	s := x.text[lo:hi]
	if i := strings.LastIndexAny(s, "-/(\"“‘"); i >= 0 {
		_, n := utf8.DecodeRuneInString(s[i:])
		s = s[i+n:]
	}
	if len(s) < 2 {
		return notAbbreviation
	}
	next := x.following(hi)
	if kind := x.listed(s); kind != notAbbreviation {
		if kind != beforeDigit || isDigit(next) {
			return kind
		}
	}
	switch {
	case len(s) == 2 && 'A' <= s[0] && s[0] <= 'Z': // an initial, but "vitamin C."
		if 'A' <= next && next <= 'Z' || next == ',' {
			return beforeOpener
		}
	case dotted(s):
		return beforeOpener
	case len(x.out) == 0 && len(s) <= 3 && isDigit(s[0]) && isDigit(s[len(s)-2]) && hi < x.end:
		return beforeName // "1." at the start of a list item
	}
	return notAbbreviation
}

// dotted reports whether s is letters with a full stop after each: "O.A.S.".
func dotted(s string) bool {
	if len(s) < 4 {
		return false
	}
	for i := 0; i < len(s); i += 2 {
		if !isLetterAt(s, i) || i+1 >= len(s) || s[i+1] != '.' {
			return false
		}
	}
	return true
}

// following returns the first byte of the next chunk after hi, 0 at the end.
func (x *lexer) following(hi int) byte {
	for hi < x.end && (x.text[hi] == ' ' || x.text[hi] == '\n' || x.text[hi] == '\t') {
		hi++
	}
	if hi < x.end {
		return x.text[hi]
	}
	return 0
}

// lowerASCII is strings.ToLower without garbage where nothing changes.
func lowerASCII(s string) string {
	for i := 0; i < len(s); i++ {
		if 'A' <= s[i] && s[i] <= 'Z' {
			return strings.ToLower(s)
		}
	}
	return s
}
