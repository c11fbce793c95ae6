package places

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Key is the name of a place, word by word, as the index files it. Names are
// kept as hashes alone: the builder refuses two names of one hash, and of four
// billion strange words one is taken for a name.
type Key uint64

// NoWords is the key to start from.
const NoWords Key = 14695981039346656037

// Word returns the key with one more word. Words must be folded.
func (k Key) Word(w string) Key {
	const prime = 1099511628211 // FNV-1a
	h := uint64(k)
	for i := range len(w) {
		h = (h ^ uint64(w[i])) * prime
	}
	return Key((h ^ ' ') * prime)
}

// mixed spreads the bits, for FNV's upper ones are poor.
func (k Key) mixed() uint64 {
	h := uint64(k)
	h = (h ^ h>>33) * 0xff51afd7ed558ccd
	h = (h ^ h>>33) * 0xc4ceb9fe1a85ec53
	return h ^ h>>33
}

// Fold reduces a word in small letters to the form in which names are
// compared: "bogotá" and "bogota", "sana'a" and "sanaa", "saint" and "st".
func Fold(w string) string {
	plain := true
	for i := range len(w) {
		if c := w[i]; c >= 0x80 || c == '\'' || c == '.' {
			plain = false
			break
		}
	}
	if !plain {
		w = strip(w)
	}
	switch w {
	case "saint":
		return "st"
	case "sainte":
		return "ste"
	case "mount":
		return "mt"
	case "fort":
		return "ft"
	}
	return w
}

var letters = strings.NewReplacer("ø", "o", "đ", "d", "ł", "l", "ß", "ss", "æ", "ae", "œ", "oe", "ı", "i", "ə", "a", "ð", "d", "þ", "th", "ħ", "h")

func strip(w string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(letters.Replace(w)) {
		switch {
		case unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Lm, r):
		case r == '\'' || r == '.' || r == '’' || r == '‘' || r == '`' || r == '´':
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
