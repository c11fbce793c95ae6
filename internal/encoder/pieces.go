package encoder

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// The limits of train/pieces.py, which cuts the same way.
const (
	longestPart = 40 // runes; a longer one is unknown
	mostOfWord  = 12 // pieces; the rest of a word is dropped
)

// Vocabulary cuts words into pieces: BERT's uncased WordPiece (Wu et al. 2016).
type Vocabulary struct {
	begin, follow      map[string]int32 // pieces that begin a part, and those that go on with it
	unknown, cls, sep  int32
	pieces             int
	longest, followMax int // bytes of the longest piece of each kind
}

func newVocabulary(pieces []string) (*Vocabulary, error) {
	v := &Vocabulary{begin: make(map[string]int32, len(pieces)), follow: make(map[string]int32, len(pieces)/4), pieces: len(pieces)}
	for i, p := range pieces {
		if rest, ok := strings.CutPrefix(p, "##"); ok && rest != "" {
			v.follow[rest] = int32(i)
			v.followMax = max(v.followMax, len(rest))
			continue
		}
		v.begin[p] = int32(i)
		v.longest = max(v.longest, len(p))
	}
	for name, n := range map[string]*int32{"[UNK]": &v.unknown, "[CLS]": &v.cls, "[SEP]": &v.sep} {
		i, ok := v.begin[name]
		if !ok {
			return nil, fmt.Errorf("encoder: no piece %s among %d", name, len(pieces))
		}
		*n = i
		delete(v.begin, name)
	}
	return v, nil
}

// Len returns the number of pieces.
func (v *Vocabulary) Len() int { return v.pieces }

// Known reports whether a word in lower case is a piece by itself, as the
// frequent ones are.
func (v *Vocabulary) Known(word string) bool {
	_, ok := v.begin[word]
	return ok
}

// Cut appends the pieces of a word, at least one, to out. Buf is working memory,
// returned to be used again.
func (v *Vocabulary) Cut(out []int32, word string, buf []byte) ([]int32, []byte) {
	buf = plain(buf[:0], word)
	from := len(out)
	for at := 0; at < len(buf); {
		r, n := utf8.DecodeRune(buf[at:])
		if mark(r) {
			out = append(out, v.lookup(v.begin, buf[at:at+n]))
			at += n
			continue
		}
		end := at
		for end < len(buf) {
			r, n := utf8.DecodeRune(buf[end:])
			if mark(r) {
				break
			}
			end += n
		}
		out = v.part(out, buf[at:end])
		at = end
	}
	if len(out) == from {
		out = append(out, v.unknown)
	}
	return out[:min(len(out), from+mostOfWord)], buf
}

func (v *Vocabulary) lookup(table map[string]int32, s []byte) int32 {
	if p, ok := table[string(s)]; ok {
		return p
	}
	return v.unknown
}

// part cuts a run without punctuation into the longest pieces that fit; where
// none does, the whole run is unknown.
func (v *Vocabulary) part(out []int32, s []byte) []int32 {
	if len(s) > longestPart && utf8.RuneCount(s) > longestPart {
		return append(out, v.unknown)
	}
	from := len(out)
	table, longest := v.begin, v.longest
	for at := 0; at < len(s); {
		end := min(len(s), at+longest)
		for ; end > at; end-- {
			if end < len(s) && !utf8.RuneStart(s[end]) {
				continue
			}
			if p, ok := table[string(s[at:end])]; ok {
				out = append(out, p)
				break
			}
		}
		if end == at {
			return append(out[:from], v.unknown)
		}
		at, table, longest = end, v.follow, v.followMax
	}
	return out
}

// mark tells punctuation and symbols, each of which is a piece of its own.
func mark(r rune) bool { return unicode.IsPunct(r) || unicode.IsSymbol(r) }

// plain appends a word in lower case, without accents, blanks and characters
// that do not show.
func plain(buf []byte, word string) []byte {
	ascii := true
	for i := range len(word) {
		c := word[i]
		if c >= utf8.RuneSelf {
			ascii = false
			break
		}
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		if c > ' ' && c != 0x7f {
			buf = append(buf, c)
		}
	}
	if ascii {
		return buf
	}
	buf = buf[:0]
	for _, r := range norm.NFD.String(strings.ToLower(word)) {
		if unicode.Is(unicode.Mn, r) || unicode.IsSpace(r) || unicode.Is(unicode.C, r) {
			continue
		}
		buf = utf8.AppendRune(buf, r)
	}
	return buf
}
