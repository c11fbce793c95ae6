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
	words(s, func(w string, start, end int) bool { f(w, start, end); return true })
}

// eachWord calls f with each word until f returns false.
func eachWord(s string, f func(word string) bool) {
	words(s, func(w string, _, _ int) bool { return f(w) })
}

func words(s string, f func(word string, start, end int) bool) {
	for start := 0; start < len(s); {
		if n := parting(s[start:]); n > 0 {
			start += n
			continue
		}
		end := start + 1
		for end < len(s) && parting(s[end:]) == 0 {
			end++
		}
		w := s[start:end]
		if cut := possessive(w); cut > 0 {
			if !f(w[:cut], start, start+cut) || !f(w[cut:], start+cut, end) {
				return
			}
		} else if !f(w, start, end) {
			return
		}
		start = end
	}
}

// parting returns the length of the character at the start of s if it parts
// words, else 0. The middle of a character parts none.
func parting(s string) int {
	switch c := s[0]; c {
	case ' ', '-', '/', ',', '(', ')', '#', '"', '\t', '\n', '\v', '\f', '\r':
		return 1
	default:
		if c < utf8.RuneSelf {
			return 0
		}
	}
	r, n := utf8.DecodeRuneInString(s)
	if r == '“' || r == '”' || unicode.IsSpace(r) || isHyphen(r) {
		return n
	}
	return 0
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

const hashStart, hashPrime = 14695981039346656037, 1099511628211

// hashOf is the hash (FNV-1a) of a word as it is folded, 0 where nothing is left.
func hashOf(w string) uint64 {
	var buf [32]byte
	f := appendFolded(buf[:0], w)
	if len(f) == 0 {
		return 0
	}
	h := uint64(hashStart)
	for _, c := range f {
		h = (h ^ uint64(c)) * hashPrime
	}
	return max(h, 1)
}

// firstHash is the hash of a name's first word. A leading "the" is no part of it.
func firstHash(name string) uint64 {
	// Nearly all begin with a word of plain letters, and there are seventy thousand
	// at each start of the program.
	h := uint64(hashStart)
	for i := range len(name) {
		c := name[i]
		switch {
		case 'A' <= c && c <= 'Z':
			c += 'a' - 'A'
		case 'a' <= c && c <= 'z':
		case c == ' ' && i > 0 && name[:i] != "the":
			return h
		default:
			return firstHashOfAny(name)
		}
		h = (h ^ uint64(c)) * hashPrime
	}
	if name == "" || name == "the" {
		return 0
	}
	return h
}

func firstHashOfAny(name string) uint64 {
	var h uint64
	eachWord(name, func(w string) bool {
		if w != "the" {
			h = hashOf(w)
		}
		return h == 0
	})
	return h
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
