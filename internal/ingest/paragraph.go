package ingest

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"dragoman/internal/doc"
)

// paragraph is a stretch of the mended text between blank lines, on its way to
// a block.
type paragraph struct {
	text       string // one line, single spaces
	start, end int    // where it came from: byte offsets into the mended text
	words      int
	kind       doc.Kind
	dateline   doc.Dateline // at the start of text, offsets into it
}

// furniture is the kind of paragraphs that do not enter the document.
const furniture doc.Kind = "furniture"

// line is one line of the mended text.
type line struct {
	text       string // cleaned
	start, end int
}

// split parts a text into paragraphs. Blank lines part them; a single line end
// is either a wrapped line's or a paragraph's, see breaks.
func split(text string) []paragraph {
	var out []paragraph
	var group []line
	width := wrapWidth(text)
	flush := func() {
		for len(group) > 0 {
			n := 1
			for n < len(group) && !breaks(group[n-1].text, group[n].text, width) {
				n++
			}
			out = append(out, join(group[:n]))
			group = group[n:]
		}
	}
	for at := 0; at < len(text); {
		end := strings.IndexAny(text[at:], "\n\r\f\v")
		next := 0
		if end < 0 {
			end = len(text)
			next = end
		} else {
			end += at
			next = end + 1
			if text[end] == '\r' && next < len(text) && text[next] == '\n' {
				next++
			}
		}
		l := line{clean(text[at:end]), at, end}
		if l.text == "" {
			flush()
		} else {
			group = append(group, l)
		}
		at = next
	}
	flush()
	return out
}

func join(lines []line) paragraph {
	p := paragraph{text: lines[0].text, start: lines[0].start, end: lines[len(lines)-1].end}
	if len(lines) > 1 {
		parts := make([]string, len(lines))
		for i, l := range lines {
			parts[i] = l.text
		}
		p.text = strings.Join(parts, " ")
	}
	p.words = strings.Count(p.text, " ") + 1
	return p
}

// widestWrap is the longest line, in characters, that people wrap text at.
const widestWrap = 140

// wrapWidth is the width that a text is wrapped at: the length of its longest
// line, or 0 where lines are too long to have been wrapped.
func wrapWidth(text string) int {
	width := 0
	for l := range strings.Lines(text) {
		width = max(width, utf8.RuneCountInString(strings.TrimSpace(l)))
		if width > widestWrap {
			return 0
		}
	}
	return width
}

// breaks reports whether the line end between two lines parts paragraphs. In
// text that is not wrapped every one does. In wrapped text the next word would
// have fitted on the line had the paragraph gone on.
func breaks(before, after string, width int) bool {
	if width == 0 {
		return true
	}
	first, _, _ := strings.Cut(after, " ")
	room := width - utf8.RuneCountInString(before) - 1 - utf8.RuneCountInString(first)
	c, _ := utf8.DecodeRuneInString(after)
	switch {
	case unicode.IsLower(c):
		return false
	case endsSentence(before):
		return room > 2
	}
	return room > width/3
}

// endsSentence reports whether a paragraph may end here.
func endsSentence(s string) bool {
	s = strings.TrimRight(s, `"'”’)]`)
	return s != "" && strings.IndexByte(".!?", s[len(s)-1]) >= 0 || strings.HasSuffix(s, "…")
}

// clean makes one line of it: no control or invisible characters, runs of
// blanks as one space.
func clean(s string) string {
	s = strings.TrimSpace(s)
	plain := true
	for i := 0; i < len(s); i++ {
		if c := s[i]; c < ' ' || c == 0x7f || c >= utf8.RuneSelf || c == ' ' && s[i+1] == ' ' {
			plain = false
			break
		}
	}
	if plain {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	space := false
	for _, c := range s {
		switch {
		case unicode.IsSpace(c):
			space = b.Len() > 0
			continue
		case unicode.IsControl(c), c == '\u200b', c == '\u200c', c == '\u200d', c == '\u200e', c == '\u200f', c == '\u2060', c == '\ufeff', c == '\u00ad':
			continue
		}
		if space {
			b.WriteByte(' ')
			space = false
		}
		b.WriteRune(c)
	}
	return b.String()
}
