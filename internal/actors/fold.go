package actors

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold reduces a name to the form by which names are compared: words parted by
// one space, lower case, without accents, full stops and apostrophes; hyphens
// part words and a possessive "'s" is a word of its own. So "Kim Jong-il" and
// "KIM JONG IL" fold alike, and so do "U.S." and "US".
func Fold(name string) string {
	var b strings.Builder
	Words(name, func(w string, _, _ int) {
		f := foldWord(w)
		if f != "" && b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(f)
	})
	return b.String()
}

// Words calls f with each word of s and its byte offsets. Words are parted by
// blanks, hyphens, dashes and brackets, and a hash tag is its word; a possessive "'s" is cut off as the word "'s".
func Words(s string, f func(word string, start, end int)) {
	start := -1
	flush := func(end int) {
		if start < 0 {
			return
		}
		w := s[start:end]
		if cut := possessive(w); cut > 0 {
			f(w[:cut], start, start+cut)
			f(w[cut:], start+cut, end)
		} else {
			f(w, start, end)
		}
		start = -1
	}
	for i, r := range s {
		switch {
		case unicode.IsSpace(r) || isHyphen(r) || r == '/' || r == ',' || r == '(' || r == ')' || r == '#' || r == '"' || r == '“' || r == '”':
			flush(i)
		case start < 0:
			start = i
		}
	}
	flush(len(s))
}

// possessive returns where a final "'s" starts, or 0.
func possessive(w string) int {
	for _, suffix := range [...]string{"'s", "’s", "'S", "’S"} {
		if len(w) > len(suffix) && strings.HasSuffix(w, suffix) {
			return len(w) - len(suffix)
		}
	}
	return 0
}

func isHyphen(r rune) bool { return r == '-' || r >= '‐' && r <= '―' }

// foldWord folds one word.
func foldWord(w string) string {
	var buf [32]byte
	return string(appendFolded(buf[:0], w))
}

// appendFolded appends a word as foldWord has it. ASCII words, nearly all, take
// the short way.
func appendFolded(b []byte, w string) []byte {
	for i := 0; i < len(w); i++ {
		switch c := w[i]; {
		case c >= utf8.RuneSelf:
			return foldRunes(b[:len(b)-kept(w[:i])], w)
		case 'A' <= c && c <= 'Z':
			b = append(b, c+'a'-'A')
		case !dropped(c):
			b = append(b, c)
		}
	}
	return b
}

func dropped(c byte) bool { return c == '.' || c == '\'' || c == '`' }

// kept counts the bytes that folding leaves of an ASCII string.
func kept(s string) int {
	n := 0
	for i := range len(s) {
		if !dropped(s[i]) {
			n++
		}
	}
	return n
}

func foldRunes(b []byte, w string) []byte {
	for _, r := range norm.NFD.String(w) {
		switch {
		case unicode.Is(unicode.Mn, r) || r == '.' || r == '\'' || r == '’' || r == '‘' || r == 'ʻ' || r == 'ʼ' || r == '`':
		default:
			r = unicode.ToLower(r)
			if base, ok := letters[r]; ok {
				b = append(b, base...)
			} else {
				b = utf8.AppendRune(b, r)
			}
		}
	}
	return b
}

// letters have no decomposition into a base letter and a mark.
var letters = map[rune]string{'ı': "i", 'ł': "l", 'ø': "o", 'đ': "d", 'ß': "ss", 'æ': "ae", 'ð': "d", 'þ': "th"}

// shape is how a word is capitalised.
type shape uint8

const (
	lower   shape = iota // "officials"
	capital              // "Russia"
	mixed                // "McCain", "LeT"
	upper                // "US", "U.S.", "SEOUL"
)

func shapeOf(w string) shape {
	first, n := utf8.DecodeRuneInString(w)
	if !unicode.IsUpper(first) {
		return lower
	}
	ups, lows := 0, 0
	for _, r := range w[n:] {
		switch {
		case unicode.IsLower(r):
			lows++
		case unicode.IsUpper(r):
			ups++
		}
	}
	switch {
	case lows == 0:
		return upper
	case ups > 0:
		return mixed
	}
	return capital
}
