package attrib

import (
	"strings"

	"dragoman/internal/doc"
)

// trim takes the tokens [first, last) without complementiser, conjunction and
// punctuation at the edges; quotation marks that belong inside stay.
func (r *reader) trim(first, last int) doc.Span {
	d := r.d
	for first < last && (d.Tags[first].POS == doc.PUNCT && !isMark(d.Word(first)) || d.Tags[first].POS == doc.CCONJ ||
		d.IsRel(first, "mark") && strings.EqualFold(d.Word(first), "that")) {
		first++
	}
	for first < last && d.Tags[last-1].POS == doc.PUNCT && !isMark(d.Word(last-1)) && !isBracket(d.Word(last-1)) {
		last--
	}
	if last-first == 1 && isMark(d.Word(first)) {
		return doc.Span{}
	}
	s := d.TokenSpan(first, last)
	return r.dropLoneMark(s)
}

// dropLoneMark takes off an opening mark whose partner stands outside.
func (r *reader) dropLoneMark(s doc.Span) doc.Span {
	text := r.d.Of(s)
	for _, m := range []string{"“", "”", "\""} {
		if strings.HasPrefix(text, m) && !strings.ContainsAny(text[len(m):], "”\"") {
			s.Start += len(m)
		} else if strings.HasSuffix(text, m) && !strings.ContainsAny(text[:len(text)-len(m)], "“\"") {
			s.End -= len(m)
		}
		text = r.d.Of(s)
	}
	return s
}

// end is one past the last token of the phrase at t.
func (r *reader) end(t int) int {
	_, last := r.d.Subtree(t)
	return last
}

// clip keeps what a cue inside a quotation tells inside it, for no quoted cue
// governs the words around: “They consider it a threat,” he said.
func (r *reader) clip(i int, s doc.Span) doc.Span {
	if k := r.quotationOver(i); k >= 0 {
		q := r.quotes[k].inner
		s.Start, s.End = max(s.Start, q.Start), min(s.End, q.End)
	}
	return s
}

// cutAtQuotation ends a content before a colon that a quotation follows:
// "said it was dismayed: “...”" holds two statements.
func (r *reader) cutAtQuotation(s doc.Span) doc.Span {
	for k := r.quotesFrom(tokenFrom(r.d, s.Start)); k < len(r.quotes) && r.quotes[k].Start < s.End; k++ {
		q := &r.quotes[k]
		if q.Start <= s.Start || !q.whole {
			continue
		}
		before := strings.TrimRight(r.d.Text[s.Start:q.Start], " ")
		if strings.HasSuffix(before, ":") {
			s.End = s.Start + len(before) - 1
		}
	}
	return s
}

func isMark(w string) bool {
	switch w {
	case "“", "”", "\"", "``", "''":
		return true
	}
	return false
}

func isBracket(w string) bool { return w == ")" || w == "]" || w == "%" || w == "$" }

// hasVerb reports whether a verb stands between two tokens.
func (r *reader) hasVerb(first, last int) bool {
	for t := first; t < last; t++ {
		if r.d.Tags[t].POS == doc.VERB || r.d.Tags[t].POS == doc.AUX {
			return true
		}
	}
	return false
}
