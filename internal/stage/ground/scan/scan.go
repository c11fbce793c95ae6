// Package scan cuts text into the small pieces that dates, places and figures
// are written with: runs of letters, runs of digits, and single signs.
//
// The cut is finer than that of the tokenizer and does not depend on it:
// "two-day" is three pieces whether the treebank splits hyphens or not, and a
// time expression can be read from a bare line of input that has no tokens.
// Token numbers are found again by offset.
//
// It gets wrong what only meaning tells: the full stop of "Mon." and that of
// the sentence look alike.
package scan

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Kind is what a piece is made of.
type Kind uint8

// The kinds of pieces.
const (
	Letters Kind = iota // "Friday", "U.S", "don't", "MH17"
	Digits              // "12", "2,000", "5.7"
	Sign                // "-", "$", ","
)

// Word is one piece of text.
type Word struct {
	Start, End int    // byte offsets into the text, half-open
	Lower      string // lower case; dashes are "-", apostrophes "'"
	Kind       Kind
	Glued      bool // no blank before it
	Cap        bool // starts with a capital
}

// Words appends the pieces of text to buf. Offsets are counted from base.
func Words(text string, base int, buf []Word) []Word {
	glued := false
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		if unicode.IsSpace(r) {
			glued, i = false, i+size
			continue
		}
		w := Word{Start: base + i, Glued: glued, Cap: unicode.IsUpper(r)}
		j := i + size
		switch {
		case r < utf8.RuneSelf && isDigit(byte(r)):
			w.Kind, j = Digits, digits(text, i)
		case isLetter(r):
			w.Kind, j = Letters, letters(text, i)
		default:
			w.Kind = Sign
		}
		w.End = base + j
		w.Lower = fold(text[i:j])
		buf = append(buf, w)
		glued, i = true, j
	}
	return buf
}

func isLetter(r rune) bool { return unicode.IsLetter(r) || unicode.Is(unicode.Mn, r) }

// digits ends a run of digits; a comma or point belongs to it where a digit
// follows: "2,000", "5.7", but not the comma of "July 19, 2000".
func digits(s string, i int) int {
	for i < len(s) {
		c := s[i]
		if isDigit(c) || (c == '.' || c == ',') && i+1 < len(s) && isDigit(s[i+1]) {
			i++
			continue
		}
		break
	}
	return i
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// letters ends a run of letters. Digits belong to it ("MH17"), inner points of
// an abbreviation ("U.S", "p.m") and inner apostrophes but the genitive's.
func letters(s string, i int) int {
	start := i
	for i < len(s) {
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case isLetter(r) || unicode.IsDigit(r):
		case r == '.' && dotted(s, start, i) && i+1 < len(s) && isASCIILetter(s[i+1]) && !letterAt(s, i+2):
		case (r == '\'' || r == '’') && letterAt(s, i+size) && !genitive(s[i+size:]):
		default:
			return i
		}
		i += size
	}
	return i
}

// dotted reports whether the letter before the point at i stands alone, as in
// "U.S." and "p.m.".
func dotted(s string, start, i int) bool {
	return i-start == 1 || i-start >= 3 && s[i-2] == '.'
}

func isASCIILetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

func letterAt(s string, i int) bool {
	if i >= len(s) {
		return false
	}
	r, _ := utf8.DecodeRuneInString(s[i:])
	return unicode.IsLetter(r)
}

// genitive reports whether the rest of a word after its apostrophe is just "s".
func genitive(rest string) bool {
	return rest[0]|0x20 == 's' && !letterAt(rest, 1)
}

func fold(s string) string {
	switch s {
	case "–", "‑", "‐", "−":
		return "-"
	case "’", "‘":
		return "'"
	}
	s = strings.ToLower(s)
	if strings.Contains(s, "’") {
		s = strings.ReplaceAll(s, "’", "'")
	}
	return s
}
