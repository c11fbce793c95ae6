package ingest

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"dragoman/internal/doc"
)

// classify gives every paragraph its kind, from the outside in: what is worded
// like furniture or a credit, then the head of the report, then what is left of
// its foot, then headings between the body's paragraphs.
func (b *Builder) classify(ps []paragraph, meta *doc.Meta) {
	for i := range ps {
		ps[i].kind = doc.Body
	}
	b.byWording(ps)
	b.head(ps, meta)
	foot(ps)
	headings(ps)
}

// byWording marks furniture and credits.
func (b *Builder) byWording(ps []paragraph) {
	tail := false
	for i := range ps {
		p := &ps[i]
		if p.words > maxPhraseWords {
			tail = false
			continue
		}
		switch b.furniture.match(p.text, p.words) {
		case phraseNotice, phraseFurniture, phraseStamp, phraseCaption:
			p.kind = furniture
		case phraseTail:
			p.kind, tail = furniture, true
		case phraseCredit:
			p.kind = doc.Credit
		default:
			// Behind "More on this story" comes a list of headlines.
			if tail = tail && p.words <= maxHeadingWords && !endsSentence(p.text); tail {
				p.kind = furniture
			}
		}
	}
	onceOnly(ps)
}

// onceOnly marks labels that come again and again ("Sample News Live").
func onceOnly(ps []paragraph) {
	seen := map[string]int{}
	for _, p := range ps {
		if isLabel(p) {
			seen[p.text]++
		}
	}
	if len(seen) == 0 {
		return
	}
	first := firstKept(ps)
	for i := range ps {
		if isLabel(ps[i]) && seen[ps[i].text] > 1 && i != first {
			ps[i].kind = furniture
		}
	}
}

func isLabel(p paragraph) bool {
	return p.kind == doc.Body && p.words <= maxHeadingWords && !endsSentence(p.text)
}

func firstKept(ps []paragraph) int {
	for i := range ps {
		if ps[i].kind != furniture {
			return i
		}
	}
	return len(ps)
}

// Longest titles and headings, in words.
const (
	maxTitleWords   = 25
	maxHeadingWords = 12
)

// head finds title, byline and dateline. They come in this order, each at most
// once, before the first paragraph of prose.
func (b *Builder) head(ps []paragraph, meta *doc.Meta) {
	titled, signed, dated := false, false, false
	for i, seen := 0, 0; i < len(ps) && seen < 6; i++ {
		p := &ps[i]
		if p.kind != doc.Body {
			continue
		}
		seen++
		switch {
		case !titled && meta.Title != "" && sameText(p.text, meta.Title):
			p.kind, titled = doc.Title, true
		case titled && sameText(p.text, meta.Title):
			p.kind = furniture
		case !dated && isDate(p.text):
			when, _ := wholeDate(p.text)
			p.kind, dated = doc.DateLine, true
			p.dateline = doc.Dateline{Span: doc.Span{End: len(p.text)}, Date: when}
		case !signed && b.isByline(p, meta):
			p.kind, signed = doc.Byline, true
			if meta.Byline == "" {
				meta.Byline = byliner(p.text)
			}
		default:
			if d, ok := b.dateline(p.text, meta.Date); ok && !dated {
				p.dateline = d
				if d.End == len(p.text) {
					p.kind = doc.DateLine
				}
				return
			}
			if !titled && meta.Title == "" && i == firstKept(ps) && titleLike(p, ps[i+1:]) {
				p.kind, titled = doc.Title, true
				meta.Title = p.text
				continue
			}
			if endsSentence(p.text) && p.words > 6 && seen > 1 {
				return // prose has begun
			}
		}
	}
}

// titleLike reports whether the first paragraph of a text is its title: short,
// without a stop, and with something behind it.
func titleLike(p *paragraph, rest []paragraph) bool {
	if p.words > maxTitleWords || strings.HasSuffix(p.text, ".") && !strings.HasSuffix(p.text, "..") || strings.HasSuffix(p.text, ":") || strings.HasSuffix(p.text, ",") {
		return false
	}
	if strings.HasSuffix(p.text, "”") || strings.HasSuffix(p.text, "\"") {
		if endsSentence(p.text) {
			return false
		}
	}
	for _, q := range rest {
		if q.kind == doc.Body {
			return true
		}
	}
	return false
}

// sameText compares a paragraph with a title, letter case, spaces and
// punctuation aside.
func sameText(a, b string) bool {
	if len(a) > 2*len(b)+16 {
		return false
	}
	return bareLetters(a) == bareLetters(b)
}

func bareLetters(s string) string {
	return strings.Map(func(c rune) rune {
		if unicode.IsLetter(c) || unicode.IsDigit(c) {
			return unicode.ToLower(c)
		}
		return -1
	}, s)
}

// foot drops what stands behind the end of the report: labels after the
// credit, and headings that head nothing.
func foot(ps []paragraph) {
	prose := 0
	for i := range ps {
		if ps[i].kind == doc.Body && endsSentence(ps[i].text) {
			prose++
		}
	}
	if prose < 2 {
		return // a table or a list: nothing tells a label from its rows
	}
	credit := false
	for i := range ps {
		if ps[i].kind == doc.Credit && i > len(ps)/2 {
			credit = true
		} else if credit && isLabel(ps[i]) {
			ps[i].kind = furniture
		}
	}
	for i := len(ps) - 1; i >= 0; i-- {
		switch {
		case ps[i].kind == doc.Body && isLabel(ps[i]) && titleCased(ps[i].text) && !hasDigit(ps[i].text):
			ps[i].kind = furniture
		case ps[i].kind == doc.Body:
			return
		}
	}
}

// headings marks short lines without a stop that stand before prose in the
// body. A run of such lines is a list or a table, and stays body.
func headings(ps []paragraph) {
	for i := range ps {
		p := &ps[i]
		if p.kind != doc.Body || p.dateline.End > 0 || p.words > maxHeadingWords || !headingLike(p.text) {
			continue
		}
		if !titleCased(p.text) && (p.words > 8 || strings.HasSuffix(p.text, "?")) {
			continue // "Why did they leave?" is a question of an interview
		}
		if next := nextKept(ps, i); next < len(ps) && isProse(ps[next]) && (i == 0 || !isLabel(ps[i-1])) {
			p.kind = doc.Heading
		}
	}
}

func nextKept(ps []paragraph, i int) int {
	for i++; i < len(ps) && ps[i].kind == furniture; i++ {
	}
	return i
}

func isProse(p paragraph) bool {
	return (p.kind == doc.Body || p.kind == doc.DateLine) && (p.words > 8 && endsSentence(p.text) || p.words > maxPhraseWords)
}

func headingLike(s string) bool {
	first, _ := utf8.DecodeRuneInString(s)
	last, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsFunc(s, unicode.IsLetter) && (unicode.IsUpper(first) || unicode.IsDigit(first) || first == '‘' || first == '“' || first == '\'' || first == '"') &&
		!strings.ContainsRune(".!:;,…", last) && !(endsSentence(s) && last != '?')
}

// titleCased reports whether all longer words begin with a capital or digit.
func titleCased(s string) bool {
	long, upper := 0, 0
	for w := range strings.FieldsSeq(s) {
		w = strings.TrimLeft(w, `"'“‘([`)
		if utf8.RuneCountInString(w) < 4 {
			continue
		}
		long++
		if c, _ := utf8.DecodeRuneInString(w); unicode.IsUpper(c) || unicode.IsDigit(c) {
			upper++
		}
	}
	return upper*4 >= long*3 && upper > 0
}
