package repair

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// joint is a place where a space may have been lost.
type joint struct {
	at   int     // byte offset of the right-hand word
	gain float64 // log-odds of two words against one, a joint's own rarity left out
	kind string
	// affixed says that one of the words also forms others: "over", "like".
	affixed bool
}

// suspect is a token with joints, not yet decided on.
type suspect struct {
	start, end int // without the punctuation around it
	joints     []joint
	times      int // how often the token comes in the text
}

// Kinds of repairs of this file.
const (
	glued       = "glued"
	number      = "number"
	punctuation = "punctuation"
	byline      = "byline"
)

// certain is the gain of a joint that needs no weighing: "problems,has".
const certain = 40

// partGlued finds the glued tokens of a text.
func (r *Repairer) partGlued(text string) []edit {
	suspects, words := r.suspects(text)
	if len(suspects) == 0 {
		return nil
	}
	return r.decide(text, suspects, words)
}

// suspects scans the text for tokens with joints and counts the tokens. Among
// them are unknown capitalised tokens without one: names, or names glued to a
// word, which only the rest of the text can tell.
func (r *Repairer) suspects(text string) (found []suspect, words int) {
	s := scanner{Repairer: r, text: text}
	for i := 0; i < len(text); {
		if isSpace(text[i]) {
			i++
			continue
		}
		start, plain := i, true
		for i < len(text) && !isSpace(text[i]) {
			plain = plain && text[i] < utf8.RuneSelf
			i++
		}
		words++
		core, end := trimPunct(text, start, i)
		if core == end || plain && asciiLetters(text[core:end]) && r.vocab.knows(text[core:end]) {
			continue
		}
		if end-core > maxToken || isAddress(text[core:end]) || text[start] == '#' || text[start] == '@' {
			continue
		}
		if joints := s.joints(start, core, end); len(joints) > 0 || s.unknown {
			found = append(found, suspect{start: core, end: end, joints: joints})
		}
	}
	return found, words
}

// maxToken is the longest token worth a look, in bytes. Longer ones are data:
// keys, encoded pictures, lines of a table.
const maxToken = 64

func isSpace(c byte) bool { return c <= ' ' }

func asciiLetters(s string) bool {
	for i := range len(s) {
		if c := s[i] | 0x20; c < 'a' || c > 'z' {
			return false
		}
	}
	return true
}

// trimPunct leaves out what is neither letter nor digit at both ends, but for a
// currency sign before digits.
func trimPunct(text string, start, end int) (int, int) {
	for start < end {
		c, size := utf8.DecodeRuneInString(text[start:end])
		if unicode.IsLetter(c) || unicode.IsDigit(c) || unicode.Is(unicode.Sc, c) {
			break
		}
		start += size
	}
	for start < end {
		c, size := utf8.DecodeLastRuneInString(text[start:end])
		if unicode.IsLetter(c) || unicode.IsDigit(c) {
			break
		}
		end -= size
	}
	return start, end
}

// isAddress reports whether a token is an address, a handle or a file name
// rather than words.
func isAddress(s string) bool {
	if strings.ContainsAny(s, "@_\\=&%|<>~^") || strings.Contains(s, "://") || strings.HasPrefix(s, "www.") || strings.Count(s, "/") > 1 {
		return true
	}
	// "example.org": a stop between lower-case letters.
	for i := 1; i+1 < len(s); i++ {
		if s[i] == '.' && 'a' <= s[i+1] && s[i+1] <= 'z' && s[i-1] != '.' && (i < 2 || s[i-2] != '.') {
			return true
		}
	}
	return false
}

// knows reports whether a word is to be left alone.
func (v *vocabulary) knows(w string) bool {
	e := v.word(w)
	return e.found() && (e.level != rare || e.class > 0)
}

// scanner looks at one token after another of a text.
type scanner struct {
	*Repairer
	text    string
	found   []joint
	unknown bool // whether the token is a capitalised word that nothing splits
}

// joints returns the places of the token at which words may have been glued:
// between its runs of letters and digits, and inside its unknown words.
func (s *scanner) joints(outer, start, end int) []joint {
	s.found, s.unknown = nil, false
	atStart := outer == 0 || outer > 1 && s.text[outer-1] == '\n'
	if atStart && s.gluedByline(start, end) {
		return s.found
	}
	prev := run{at: start, end: start}
	for i := start; i < end; {
		next := s.runAt(i, end)
		if next.kind == 'a' {
			s.inside(next, prev)
		}
		if prev.kind != 0 {
			s.between(prev, next, start, end)
		}
		prev, i = next, next.end
	}
	return s.found
}

func (s *scanner) add(at int, gain float64, kind string) {
	s.found = append(s.found, joint{at: at, gain: gain, kind: kind})
}

// run is a stretch of letters ('a'), of digits ('0'), or one other character ('-').
type run struct {
	at, end int
	kind    byte
}

func (s *scanner) runAt(i, end int) run {
	kind := func(c rune) byte {
		switch {
		case unicode.IsLetter(c), unicode.Is(unicode.Mn, c):
			return 'a'
		case unicode.IsDigit(c):
			return '0'
		}
		return '-'
	}
	c, size := utf8.DecodeRuneInString(s.text[i:end])
	r := run{i, i + size, kind(c)}
	for r.kind != '-' && r.end < end {
		c, size := utf8.DecodeRuneInString(s.text[r.end:end])
		if kind(c) != r.kind {
			break
		}
		r.end += size
	}
	return r
}

func (s *scanner) of(r run) string { return s.text[r.at:r.end] }

// gluedByline finds "ByABC News" at the start of a short paragraph.
func (s *scanner) gluedByline(start, end int) bool {
	w := s.text[start:end]
	if !strings.HasPrefix(w, "By") || len(w) < 4 || w[2] < 'A' || w[2] > 'Z' || s.vocab.knows(w) {
		return false
	}
	if line, _, _ := strings.Cut(s.text[start:], "\n"); len(line) > 100 {
		return false
	}
	s.add(start+2, certain, byline)
	return true
}
