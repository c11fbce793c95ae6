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

func isMark(w string) bool {
	switch w {
	case "“", "”", "\"", "``", "''":
		return true
	}
	return false
}

func isBracket(w string) bool { return w == ")" || w == "]" || w == "%" || w == "$" }
