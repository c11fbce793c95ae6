package attrib

import (
	"strings"

	"dragoman/internal/doc"
)

// cutAtFurther ends the content of the cue at token i where the sentence goes on
// with what is told of it all: "..., according to X" at its end, and "..., adding
// that Q", which the teller says, not who does P in "X said Y did P".
func (r *reader) cutAtFurther(sent *doc.Sentence, i int, s doc.Span) doc.Span {
	d := r.d
	for t := max(tokenFrom(d, s.Start), i) + 2; t < sent.Last && d.Tokens[t].Start < s.End; t++ {
		if d.Word(t-1) != "," || r.quotationOver(t) >= 0 {
			continue
		}
		if r.adds(t) || r.trailingPhrase(sent, t) {
			s.End = d.Tokens[t-2].End
			return s
		}
	}
	return s
}

// adds reports whether a participle that tells something more stands at token t.
func (r *reader) adds(t int) bool {
	d := r.d
	if t == 0 || t+1 >= len(d.Tokens) || d.Word(t-1) != "," || d.Tags[t].POS != doc.VERB || !strings.HasSuffix(d.Word(t), "ing") {
		return false
	}
	if next := d.Word(t + 1); next != "that" && next != ":" && !isMark(next) {
		return false
	}
	for _, c := range r.cuesAt(t) {
		if c.pattern.kind == that {
			return true
		}
	}
	return false
}

// addsTo is who says what the participle at token i adds: the teller of the
// statement before it, where the parser hangs the participle into its content.
func (r *reader) addsTo(i int) (link, bool) {
	d := r.d
	up := d.Arcs[i].Head
	if up < 0 || !r.adds(i) {
		return link{}, false
	}
	s := d.SentenceOf(i)
	for n := len(r.drafts) - 1; n >= 0; n-- {
		f := &r.drafts[n]
		if f.cueTok < 0 || d.SentenceOf(f.cueTok) != s {
			break
		}
		if f.own.ok && f.cueTok < i && f.cueTok != up && f.content.Covers(d.Tokens[up].Span) && r.quotationOver(f.cueTok) < 0 {
			return f.own, true
		}
	}
	return link{}, false
}

// trailingPhrase: "..., according to X" ends the sentence.
func (r *reader) trailingPhrase(sent *doc.Sentence, t int) bool {
	for _, c := range r.lex.phrases[strings.ToLower(r.d.Word(t))] {
		n := r.matches(sent, t, c.lemma)
		if n < 2 || t+n >= sent.Last {
			continue
		}
		if party := r.nounAfter(sent, t+n, t); party >= 0 {
			return r.onlyMarks(r.end(party), sent.Last) && r.wholeFrom(sent, party) == sent.First
		}
	}
	return false
}
