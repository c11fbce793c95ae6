package lang

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"dragoman/internal/doc"
)

// sentences adds the sentences of a unit and calls each for every one. In running
// text the network may cut what the rules took for one sentence; titles, datelines
// and credits are the rules' business.
func (s *scratch) sentences(d *doc.Document, u unit, each func(unit)) {
	start := u.first
	for t := u.first; t < u.last; t++ {
		end := t+1 == u.last
		if !end && u.kind == doc.Body && d.Tokens[t+1].Part < 2 {
			end = s.ends[u.word+t-u.first] > 0
		}
		if end {
			d.Sentences = append(d.Sentences, doc.Sentence{Span: d.TokenSpan(start, t+1), Kind: u.kind, First: start, Last: t + 1})
			each(unit{start, t + 1, u.kind, u.word + start - u.first})
			start = t + 1
		}
	}
}

// units groups the words of each paragraph into what the rules take for
// sentences. Bylines, datelines and credits are one each: they are full of stops
// that end nothing.
func (c *cutter) units(d *doc.Document) []unit {
	units := make([]unit, 0, len(d.Text)/100+1)
	for p := range paragraphs(d) {
		one := p.kind == doc.Byline || p.kind == doc.DateLine || p.kind == doc.Credit
		view := &doc.Document{Text: d.Text, Tokens: d.Tokens[:p.last]} // the rules look no further than the paragraph
		start := p.first
		for i := p.first; i < p.last; {
			end, stop := i+1, false
			if !one {
				end, stop = c.ends(view, i)
			}
			if i = end; stop {
				units = append(units, unit{first: start, last: i, kind: p.kind})
				start = i
			}
		}
		if start < p.last {
			units = append(units, unit{first: start, last: p.last, kind: p.kind})
		}
	}
	return units
}

// ends reports whether a sentence ends with token i and the closing marks that
// follow it, and returns the token after them.
func (c *cutter) ends(d *doc.Document, i int) (next int, stop bool) {
	w := d.Of(d.Tokens[i].Span)
	kind := notAbbreviation
	switch {
	case isStop(w):
	case len(w) > 1 && w[len(w)-1] == '.':
		kind = c.abbreviated(w)
	default:
		return i + 1, false
	}
	next = i + 1
	quoted := false
	for next < len(d.Tokens) {
		if closes(d, next) {
			quoted = quoted || isQuote(d.Of(d.Tokens[next].Span))
			next++
		} else if note(d, next) {
			next += 3
		} else {
			break
		}
	}
	if next == len(d.Tokens) {
		return next, true
	}
	return next, c.begins(d, w, kind, next, quoted)
}

// abbreviated tells what kind of abbreviation a token with a full stop is.
func (c *cutter) abbreviated(w string) after {
	if kind := c.listed(w); kind != notAbbreviation {
		return kind
	}
	if isDigit(w[0]) {
		return beforeName
	}
	return beforeOpener
}

// isStop tells the marks that end sentences.
func isStop(w string) bool {
	switch w[0] {
	case '.', '?', '!':
		return strings.Trim(w, ".?!") == ""
	}
	return w == "…"
}

func isQuote(w string) bool {
	switch w {
	case "\"", "”", "''", "’", "'", "’’", "»":
		return true
	}
	return false
}

// closes reports whether token i closes something that the sentence before it
// opened: a mark glued to what is before it and not to what is behind it.
func closes(d *doc.Document, i int) bool {
	if d.Tokens[i-1].End != d.Tokens[i].Start || d.Tokens[i].Part > 0 {
		return false
	}
	w := d.Of(d.Tokens[i].Span)
	switch w {
	case "”", ")", "]", "}", "»", "’’":
		return true
	case "\"", "''", "'", "’":
		return i+1 == len(d.Tokens) || d.Tokens[i].End != d.Tokens[i+1].Start
	}
	return isStop(w)
}

// note reports whether the tokens from i on are the number of a note glued to
// the stop before it: "in May.[4]".
func note(d *doc.Document, i int) bool {
	return i+2 < len(d.Tokens) && d.Tokens[i-1].End == d.Tokens[i].Start &&
		d.Of(d.Tokens[i].Span) == "[" && d.Of(d.Tokens[i+2].Span) == "]" &&
		isDigit(d.Text[d.Tokens[i+1].Start])
}

// begins decides whether a sentence begins at token i, after the stop w.
func (c *cutter) begins(d *doc.Document, w string, kind after, i int, quoted bool) bool {
	glued := d.Tokens[i-1].End == d.Tokens[i].Start
	for i+1 < len(d.Tokens) && opens(d, i) {
		i++
		glued = false
	}
	form := d.Of(d.Tokens[i].Span)
	r, _ := utf8.DecodeRuneInString(form)
	upper := unicode.IsUpper(r)
	switch kind {
	case beforeName, beforeDigit:
		return false
	case beforeOpener:
		return c.openers[form]
	case beforeCapital:
		return upper && !c.notOpeners[form]
	}
	switch {
	case unicode.IsLower(r):
		return false // "Yahoo! said", "(?) and"
	case glued && !upper:
		return false // ".NET", "!?"
	case quoted && w != "." && upper && c.speaker(d, i):
		return false // "Who else?" Moscow asked.
	case strings.HasPrefix(w, "..") || w == "…":
		return upper
	case unicode.IsPunct(r) && !isDashWord(form):
		return false
	}
	return true
}

func isDashWord(w string) bool {
	switch w {
	case "-", "--", "–", "—", "*", "•", "[", "(":
		return true
	}
	return false
}

// opens reports whether token i opens a quotation or bracket.
func opens(d *doc.Document, i int) bool {
	switch d.Of(d.Tokens[i].Span) {
	case "“", "‘", "(", "[", "«", "``", "‘‘":
		return true
	case "\"", "'", "''", "’":
		return d.Tokens[i].End == d.Tokens[i+1].Start
	}
	return false
}

// speaker reports whether the tokens from i on are a short subject and a verb
// of saying: "Moscow asked", "President Kim said".
func (c *cutter) speaker(d *doc.Document, i int) bool {
	for k := i; k < len(d.Tokens) && k < i+5; k++ {
		w := d.Of(d.Tokens[k].Span)
		if c.saying[w] {
			return k > i
		}
		if r, _ := utf8.DecodeRuneInString(w); k > i && !unicode.IsUpper(r) || w == "," {
			return false
		}
	}
	return false
}
