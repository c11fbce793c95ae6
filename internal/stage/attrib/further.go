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
		if r.quotationOver(t) >= 0 {
			continue
		}
		comma := r.adds(t)
		if comma < 0 && r.besides(t) == i {
			comma = t - 1
		}
		if comma < 0 && r.comments(i, t) {
			comma = t - 1
		}
		if comma < 0 && d.Word(t-1) == "," && r.trailingPhrase(sent, t) {
			comma = t - 1
		}
		if comma > i+1 {
			s.End = d.Tokens[comma-1].End
			return s
		}
	}
	return s
}

// adds returns the comma before a participle at token t that tells something more
// (", further saying that P"), or -1.
func (r *reader) adds(t int) int {
	d := r.d
	comma := t - 1
	if comma > 0 && d.Tags[comma].POS == doc.ADV {
		comma--
	}
	if comma < 0 || t+2 >= len(d.Tokens) || d.Word(comma) != "," || d.Tags[t].POS != doc.VERB || !strings.HasSuffix(d.Word(t), "ing") {
		return -1
	}
	if next := d.Word(t + 1); next != "that" && next != ":" && !isMark(next) && !(next == "," && isMark(d.Word(t+2))) {
		return -1
	}
	for _, c := range r.cuesAt(t) {
		if c.pattern.kind == that {
			return comma
		}
	}
	return -1
}

// besides is the cue that a further cue at token t stands beside though the parser hangs
// it on what the first one tells, who or what does not speak: "The bank said arrears were
// growing and urged Chad to pay", "calls on both to stop and demands that P"; or -1.
func (r *reader) besides(t int) int {
	d := r.d
	if d.Tags[t].POS != doc.VERB || !d.IsRel(t, "conj") || t == 0 || d.Tags[t-1].POS != doc.CCONJ || d.Tags[t].Feat("VerbForm") != "Fin" || d.Kid(t, "nsubj", "aux") >= 0 || len(r.cuesAt(t)) == 0 {
		return -1
	}
	up := d.Arcs[t].Head
	for h := d.Arcs[up].Head; d.IsRel(up, "xcomp") && !r.infinitival(up) && h >= 0 && h < up; h = d.Arcs[up].Head {
		up = h // "to stop fighting and demands"
	}
	c := d.Arcs[up].Head
	if c < 0 || c > up || d.Tags[c].POS != doc.VERB || len(r.cuesAt(c)) == 0 || r.quotationOver(c) != r.quotationOver(t) {
		return -1
	}
	s := d.Kid(up, "nsubj")
	switch {
	case r.infinitival(up) && d.IsRel(up, "xcomp", "ccomp", "advcl", "acl"):
		return c
	case s > c && s < up && d.IsRel(up, "ccomp") && (r.nobody(s) || !r.speaks(s) && d.Tags[s].POS == doc.NOUN):
		return c
	}
	return -1
}

// comments reports whether a comma and a noun at token t take up all that the cue at
// token i tells, and a relative clause says what another says of it: "predicts that
// Chad will default, a forecast that its minister called premature", "..., something
// the rebels deny".
func (r *reader) comments(i, t int) bool {
	d := r.d
	if d.Word(t-1) != "," || !r.takesClause(i) {
		return false
	}
	h := t
	for h < len(d.Tokens) && h < t+4 && (d.Tags[h].POS == doc.DET || d.Tags[h].POS == doc.ADJ) {
		h++
	}
	if h >= len(d.Tokens) || !strings.EqualFold(d.Word(h), "something") && (d.Tags[h].POS != doc.NOUN || len(r.cuesAt(h)) == 0 || d.Lemma(t) != "a") {
		return false
	}
	relative := false
	for k := h + 1; k < len(d.Tokens) && k < h+12 && d.Tags[k].POS != doc.PUNCT; k++ {
		relative = relative || d.IsRel(k, "acl:relcl") && len(r.cuesAt(k)) > 0
	}
	for k := i + 1; k < t; k++ {
		if d.Tags[k].POS == doc.VERB && r.takesClause(k) && d.Kid(k, "ccomp") > k {
			return false // the inner one's
		}
	}
	return relative
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
