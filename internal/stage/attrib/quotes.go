package attrib

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"dragoman/internal/doc"
)

// quotation is a stretch of text in quotation marks. One that runs on over
// paragraphs, each opened again and only the last closed, is a single one.
type quotation struct {
	doc.Span          // with the marks
	inner    doc.Span // without them
	first    int      // first token inside
	last     int      // one past the last token inside
	// whole says that it holds a clause of its own, not a word or phrase picked
	// out of one: “We are ready,” against a “strategic partnership”.
	whole bool
	intro int // the cue that introduces it, once found, or -1
}

// findQuotations pairs the quotation marks of a document, paragraph by paragraph.
func findQuotations(d *doc.Document) []quotation {
	var found []quotation
	carried := false // the last one found was left open by the paragraph before
	for _, p := range paragraphs(d) {
		open, size, goesOn := -1, 0, false
		for at := p.Start; at < p.End; {
			side, n := markAt(d.Text, p, at, open >= 0)
			switch {
			case side == opening:
				open, size = at, n
				goesOn = carried && at == p.Start
			case side == closing && open >= 0:
				end := at + n
				if goesOn {
					q := &found[len(found)-1]
					q.End, q.inner.End = end, at
				} else {
					found = append(found, quotation{Span: doc.Span{Start: open, End: end}, inner: doc.Span{Start: open + size, End: at}})
				}
				open, carried, goesOn = -1, false, false
			}
			at += n
		}
		carried = open >= 0
		switch {
		case open >= 0 && goesOn:
			q := &found[len(found)-1]
			q.End, q.inner.End = p.End, p.End
		case open >= 0:
			found = append(found, quotation{Span: doc.Span{Start: open, End: p.End}, inner: doc.Span{Start: open + size, End: p.End}})
		}
	}
	for i := range found {
		settle(d, &found[i])
	}
	return slices.DeleteFunc(found, func(q quotation) bool { return q.first >= q.last })
}

type side uint8

const (
	neither side = iota
	opening
	closing
)

// markAt says what stands at an offset and how many bytes it takes. A straight
// mark opens after a blank and closes before one; between two blanks it does
// what is due. Two apostrophes are such a mark, as old wires have it.
func markAt(text string, p doc.Span, at int, open bool) (side, int) {
	c, n := utf8.DecodeRuneInString(text[at:p.End])
	switch {
	case c == '“' && open && ends(text, p, at, n) && !starts(text, p, at):
		return closing, n // typed for the closing mark
	case c == '“' || c == '„' || c == '«':
		return opening, n
	case c == '”' || c == '»':
		return closing, n
	case strings.HasPrefix(text[at:p.End], "``"):
		return opening, 2
	case strings.HasPrefix(text[at:p.End], "''"):
		n = 2
	case c != '"':
		return neither, n
	}
	starts, ends := starts(text, p, at), ends(text, p, at, n)
	switch {
	case starts && !ends:
		return opening, n
	case open:
		return closing, n
	case ends && !starts:
		return neither, n // a 5" gun
	}
	return opening, n
}

// starts reports whether what stands at an offset comes after a blank.
func starts(text string, p doc.Span, at int) bool {
	c, _ := utf8.DecodeLastRuneInString(text[p.Start:at])
	return at == p.Start || unicode.IsSpace(c) || strings.ContainsRune("([—–-", c)
}

// ends reports whether what takes n bytes at an offset comes before a blank or a stop.
func ends(text string, p doc.Span, at, n int) bool {
	c, _ := utf8.DecodeRuneInString(text[at+n : p.End])
	return at+n == p.End || unicode.IsSpace(c) || strings.ContainsRune(")].,;:!?—–-", c)
}

// paragraphs lists the blocks of a text, parted again at blank lines.
func paragraphs(d *doc.Document) []doc.Span {
	var ps []doc.Span
	for _, b := range d.Blocks {
		for at := b.Start; at < b.End; {
			end := b.End
			if n := strings.Index(d.Text[at:b.End], "\n\n"); n >= 0 {
				end = at + n
			}
			for at < end && unicode.IsSpace(rune(d.Text[at])) {
				at++
			}
			if at < end {
				ps = append(ps, doc.Span{Start: at, End: end})
			}
			at = end + 2
		}
	}
	return ps
}

// settle finds a quotation's tokens and whether it holds a clause.
func settle(d *doc.Document, q *quotation) {
	for q.inner.Start < q.inner.End && d.Text[q.inner.Start] == ' ' {
		q.inner.Start++
	}
	for q.inner.Start < q.inner.End && d.Text[q.inner.End-1] == ' ' {
		q.inner.End--
	}
	q.intro = -1
	q.first, q.last = tokenFrom(d, q.inner.Start), tokenFrom(d, q.inner.End)
	verb := false
	for t := q.first; t < q.last; t++ {
		verb = verb || d.Tags[t].POS == doc.VERB || d.Tags[t].POS == doc.AUX
	}
	lead := strings.TrimLeft(d.Of(q.inner), " [(")
	c, _ := utf8.DecodeRuneInString(lead)
	before := strings.TrimRight(d.Text[:q.Start], " \n")
	parted := before == "" || strings.ContainsAny(before[len(before)-1:], ",:;.?!")
	q.whole = verb && q.last-q.first > 3 && (unicode.IsUpper(c) || parted) ||
		q.last-q.first > 2 && parted && unicode.IsUpper(c) && strings.ContainsAny(d.Text[q.inner.End-1:q.inner.End], ",.!?")
}

// tokenFrom returns the first token that starts at or after an offset.
func tokenFrom(d *doc.Document, at int) int {
	i, _ := slices.BinarySearchFunc(d.Tokens, at, func(t doc.Token, at int) int { return t.Start - at })
	return i
}

// quotationOver returns the quotation that token i stands in, or -1.
func (r *reader) quotationOver(i int) int {
	at := r.d.Tokens[i].Start
	k, _ := slices.BinarySearchFunc(r.quotes, at, func(q quotation, at int) int {
		if q.End <= at {
			return -1
		}
		return 1
	})
	if k < len(r.quotes) && r.quotes[k].Start <= at {
		return k
	}
	return -1
}
