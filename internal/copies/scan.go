package copies

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// FNV-1a, 64 bits.
const (
	offset uint64 = 14695981039346656037
	prime  uint64 = 1099511628211
)

// word is a run of letters and digits, small letters and accents aside: "U.S.",
// "US" and "us" are one.
type word struct {
	hash    uint64
	figure  bool // has a digit
	capital bool // begins with one
}

// sentence is a stretch of words. Prose ends with a stop and has some words: a
// headline, a byline, a credit in brackets and a heading are none.
type sentence struct {
	from, to int
	prose    bool
}

const proseWords = 6

// scanner cuts a text into words and sentences in one pass. It knows no English:
// where it is wrong ("Gen.|Smith") it is so in all copies alike.
type scanner struct {
	reader    *Reader
	words     []word
	sentences []sentence
	keep      bool     // spell the words as well
	spelled   []string // small letters, without marks

	text    string
	wrapped bool // lines are broken at a width, not at paragraphs

	open    bool // in a word
	cur     word
	spell   []rune
	letters int  // of the last word
	begin   int  // first word of the sentence
	dot     bool // a stop stands behind the last word
	stop    bool // and it ends a sentence
	bracket bool // the sentence opens with one
	lineAt  int  // where the line begins
	at      int  // where the sentence begins in text
	caps    bool // its first word is in capitals
	closed  bool // the last mark was a closing bracket
}

func (s *scanner) scan(text string) {
	s.text, s.wrapped = text, longestLine(text) <= 120
	s.words = make([]word, 0, len(text)/5)
	s.cur.hash = offset
	for i := 0; i < len(text); {
		c := text[i]
		if c < utf8.RuneSelf {
			s.ascii(c, i)
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		s.other(r, i, size)
		i += size
	}
	s.endWord()
	s.stop = s.dot
	s.endSentence()
}

// longestLine is the length of the longest line in bytes.
func longestLine(text string) int {
	most := 0
	for text != "" {
		i := strings.IndexByte(text, '\n')
		if i < 0 {
			i = len(text)
		}
		most = max(most, i)
		text = text[min(i+1, len(text)):]
	}
	return most
}

func (s *scanner) ascii(c byte, i int) {
	switch {
	case 'a' <= c && c <= 'z':
		s.letter(rune(c), false, i)
	case 'A' <= c && c <= 'Z':
		s.letter(rune(c)+'a'-'A', true, i)
	case digit(c):
		s.letter(rune(c), false, i)
		s.cur.figure = true
	case c == '\n':
		s.endWord()
		s.endLine(i)
	case c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\v':
		s.endWord()
		if s.stop {
			s.endSentence()
		}
	case c == '.' || c == '!' || c == '?':
		s.mark(c, i)
	case c == ',' || c == '\'' || c == '`':
		if !s.inside(i) {
			s.endWord()
		}
	case c == '"':
		s.endWord()
	case c == '(' || c == '[':
		s.endWord()
		s.bracket = s.bracket || len(s.words) == s.begin
	case c == ')' || c == ']':
		s.endWord()
		s.closed = true
	case c == '-' || c == '/':
		if s.ratio(i) { // "6-3/16", "1986/87": one figure
			s.joint(c)
			return
		}
		s.endWord()
		if c == '-' {
			s.dash(i, 1)
		}
	default:
		s.endWord()
		s.stop, s.dot = false, false
	}
}

// inside reports whether letters stand on both sides of the byte at i.
func (s *scanner) inside(i int) bool {
	return s.open && i+1 < len(s.text) && alnum(s.text[i+1])
}

// ratio reports whether digits stand on both sides of the byte at i.
func (s *scanner) ratio(i int) bool {
	return s.inside(i) && s.cur.figure && digit(s.text[i-1]) && digit(s.text[i+1])
}

func digit(c byte) bool { return '0' <= c && c <= '9' }

func alnum(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || digit(c) || c >= utf8.RuneSelf
}

// mark is a full stop or the like. In "3.5" it is part of the word, in "U.S." it
// is passed over.
func (s *scanner) mark(c byte, i int) {
	if c == '.' && s.inside(i) {
		if s.ratio(i) {
			s.joint(c)
		}
		return
	}
	s.endWord()
	// "Gen. Smith", "No. 5", "U.S. forces": no sentence ends behind so few letters.
	s.dot = len(s.words) > s.begin
	s.stop = s.dot && (c != '.' || s.letters > 3 || s.words[len(s.words)-1].figure)
}

func (s *scanner) other(r rune, i, size int) {
	switch {
	case unicode.IsLetter(r):
		upper := unicode.IsUpper(r)
		r = unicode.ToLower(r)
		if d := norm.NFKD.PropertiesString(string(r)).Decomposition(); len(d) > 0 {
			r, _ = utf8.DecodeRune(d)
			r = unicode.ToLower(r)
		}
		s.letter(r, upper, i)
	case unicode.IsDigit(r):
		s.letter(r, false, i)
		s.cur.figure = true
	case unicode.IsMark(r), r == '\u200b', r == '\u00ad', r == '\ufeff': // accents, invisible joints
	case r == '’' || r == '‘':
		if !(s.open && i+size < len(s.text) && alnum(s.text[i+size])) {
			s.endWord()
		}
	case r == '—' || r == '–' || r == '―':
		s.endWord()
		s.dash(i, size)
	case unicode.IsSpace(r):
		s.endWord()
		if s.stop {
			s.endSentence()
		}
	case r == '…' || r == '。':
		s.endWord()
		s.dot = len(s.words) > s.begin
		s.stop = s.dot
	default:
		s.endWord()
		if r != '”' && r != '“' && r != '»' && r != '«' {
			s.stop, s.dot = false, false
		}
	}
}

func (s *scanner) letter(lower rune, upper bool, i int) {
	if !s.open {
		if len(s.words) == s.begin {
			s.at, s.caps = i, true
		}
		s.open, s.stop, s.dot, s.closed, s.letters = true, false, false, false, 0
		s.cur = word{hash: offset, capital: upper}
	}
	if len(s.words) == s.begin && !upper && unicode.IsLetter(lower) {
		s.caps = false
	}
	s.letters++
	if s.keep {
		s.spell = append(s.spell, lower)
	}
	s.cur.hash = (s.cur.hash ^ uint64(lower)) * prime
}

// joint is a mark inside a figure that counts: "3.5" is not 35.
func (s *scanner) joint(c byte) {
	s.cur.hash = (s.cur.hash ^ uint64(c)) * prime
	if s.keep {
		s.spell = append(s.spell, rune(c))
	}
}

func (s *scanner) endWord() {
	if !s.open {
		return
	}
	s.open = false
	s.caps = s.caps && (len(s.words) > s.begin || s.letters > 1)
	s.cur.hash = mix(s.cur.hash)
	if digits, ok := s.reader.numbers[s.cur.hash]; ok {
		s.cur = word{hash: digits, figure: true}
	}
	if s.keep {
		s.spelled = append(s.spelled, string(s.spell))
		s.spell = s.spell[:0]
	}
	s.words = append(s.words, s.cur)
}

// endLine ends a sentence at a blank line and at the end of a paragraph that is
// one line. In text that is broken at a width only a short line is an end.
func (s *scanner) endLine(i int) {
	const shortLine = 50
	blank := strings.TrimSpace(s.text[s.lineAt:i]) == ""
	if s.dot || blank || !s.wrapped || i-s.lineAt < shortLine {
		s.stop = s.dot // "said Sample Securities Inc."
		s.endSentence()
	}
	s.lineAt = i + 1
}

const datelineBytes = 80

// dash drops a dateline: "CAIRO, Egypt, March 14 (Reuters) -" and "CAIRO --", but
// not "Russia - the largest of the producers - refused".
func (s *scanner) dash(i, size int) {
	s.stop, s.dot = false, false
	blank := i+size < len(s.text) && (s.text[i+size] == ' ' || s.text[i+size] == '-')
	if len(s.words) > s.begin && i-s.at <= datelineBytes && blank && (s.caps || s.closed) {
		s.endSentence()
	}
}

func (s *scanner) endSentence() {
	if len(s.words) > s.begin {
		s.sentences = append(s.sentences, sentence{s.begin, len(s.words), s.stop && !s.bracket && len(s.words)-s.begin >= proseWords})
	}
	s.begin, s.stop, s.dot, s.bracket, s.closed, s.caps = len(s.words), false, false, false, false, false
}
