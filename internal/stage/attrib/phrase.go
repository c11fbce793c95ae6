package attrib

import (
	"strings"

	"dragoman/internal/doc"
)

// adverb: "reportedly" marks its clause as told by somebody; beside another
// cue ("reportedly said") it adds nothing.
func (r *reader) adverb(i int, c cue) {
	d := r.d
	up := d.Arcs[i].Head
	if up < 0 {
		return
	}
	for _, u := range r.cuesAt(up) {
		if !u.weak {
			return
		}
	}
	first, last := d.Subtree(up)
	if d.IsRel(up, "conj") || d.IsRel(up, "acl") || d.IsRel(up, "advcl") {
		first = max(first, min(i, up))
	}
	if first == i {
		first++
	}
	r.draft(draft{content: r.trim(first, last), cueTok: i, cue: d.Tokens[i].Span, stance: c.stance, quote: -1, via: -1, why: "cue " + c.lemma})
}

// phrase drafts what a preposition tells ("according to X") and returns how
// many tokens it spans, or 0 where none stands at token i.
func (r *reader) phrase(sent *doc.Sentence, i int) int {
	d := r.d
	cues := r.lex.phrases[strings.ToLower(d.Word(i))]
	for _, c := range cues {
		n := r.matches(sent, i, c.lemma)
		if n == 0 || i+n >= sent.Last {
			continue
		}
		var party, end int
		if strings.Contains(c.lemma, possessor) {
			party, end = r.whoseAt(i, n), i+n
		} else if party = r.nounAfter(sent, i+n, i); party >= 0 {
			end = r.end(party)
		}
		if party < 0 || r.nobody(party) {
			continue
		}
		if c.weak && (!r.speaks(party) || i > 0 && d.Word(i-1) != "," && i != sent.First) {
			continue
		}
		own := r.teller(party)
		if d.Tags[party].POS == doc.PRON && strings.EqualFold(own.Name, d.Word(party)) {
			for t := end; t < sent.Last; t++ { // "by its own admission the bank had lost it"
				if d.IsRel(t, "nsubj") && d.Tags[t].POS.Nominal() {
					own = r.teller(t)
					break
				}
			}
		}
		if !own.ok {
			continue
		}
		span, q := r.told(sent, i, party, end)
		cueSpan := d.TokenSpan(i, i+n)
		r.draft(draft{content: span, cueTok: i, cue: cueSpan, own: own, stance: c.stance, quote: q, via: -1, party: party, why: "cue " + c.lemma})
		return n
	}
	return 0
}

// matches returns the number of tokens of the phrase if it stands at token i.
func (r *reader) matches(sent *doc.Sentence, i int, phrase string) int {
	n := 0
	for w := range strings.FieldsSeq(phrase) {
		if w == possessor {
			for i+n < sent.Last && n < 12 && r.inPhrase(i+n) && !r.closesPhrase(i+n, phrase) {
				n++
			}
			continue
		}
		if i+n >= sent.Last || !strings.EqualFold(r.d.Word(i+n), w) {
			return 0
		}
		n++
	}
	return n
}

// possessor stands in a phrase for whose it is: "in 's view" is "in Moscow's view", "in his
// view".
const possessor = "'s"

// closesPhrase reports whether token t is the noun that ends a phrase with a possessor.
func (r *reader) closesPhrase(t int, phrase string) bool {
	p := r.d.Kid(t, "nmod:poss")
	return p >= 0 && p < t && strings.HasSuffix(phrase, " "+strings.ToLower(r.d.Word(t)))
}

// whoseAt is the possessor in the phrase of n words at token i, or -1. The outlet's own and
// the speaker's ("in our view") is nobody's.
func (r *reader) whoseAt(i, n int) int {
	p := r.d.Kid(i+n-1, "nmod:poss")
	if p <= i || p >= i+n || !r.speaks(p) && r.mentionOf(p) < 0 && r.d.Tags[p].POS != doc.PRON {
		return -1
	}
	switch r.d.Lemma(p) {
	case "my", "our", "your", "I", "we", "you":
		return -1
	}
	return p
}

// nounAfter returns the head of the noun phrase that begins at token t and
// hangs by the preposition at p.
func (r *reader) nounAfter(sent *doc.Sentence, t, p int) int {
	d := r.d
	if d.Tags[t].POS == doc.PRON && d.Tags[t].Feat("Poss") == "" {
		return t
	}
	end := t // the phrase goes on to the first comma at most
	for end < sent.Last && d.Word(end) != "," {
		end++
	}
	for _, c := range []int{p, t - 1} {
		if h := d.Arcs[c].Head; h >= t && h < end && d.Tags[h].POS.Nominal() {
			return h
		}
	}
	for k := t; k < end; k++ {
		if h := d.Arcs[k].Head; d.Tags[k].POS.Nominal() && (h < t || h >= end) {
			return k
		}
	}
	return -1
}

// told is what "according to X" covers: the quotation right before it, else
// the clause around it.
func (r *reader) told(sent *doc.Sentence, i, party, end int) (doc.Span, int) {
	d := r.d
	for k := r.quotesFrom(max(i-3, 0)); k < len(r.quotes) && r.quotes[k].last <= i; k++ {
		q := &r.quotes[k]
		if q.whole && q.last <= i && q.last >= i-3 && q.last > sent.First && r.onlyMarks(q.last, i) {
			return q.inner, k
		}
	}
	end = max(end, i+1)
	f, l := r.clauseOf(sent, party)
	for n := len(r.drafts) - 1; n >= 0 && i > 0 && d.Word(i-1) == ","; n-- {
		g := &r.drafts[n]
		if g.cueTok < sent.First || g.cueTok >= i {
			break
		}
		if at := tokenFrom(d, g.content.Start); f <= g.cueTok && at > g.cueTok && at < i && g.content.End > d.Tokens[end].End {
			return g.content, -1 // "The paper said the president, according to an aide, had left"
		}
	}
	if end+2 < sent.Last && d.Word(end) == "," && strings.EqualFold(d.Word(end+1), "as") && d.Tags[end+2].POS == doc.VERB {
		for t := end + 3; t < sent.Last && t < end+10; t++ {
			if d.Word(t) == "," {
				end = t // "in the words of X, as printed in Y, P"
				break
			}
		}
	}
	if at := r.phraseEnd(sent, i+r.phraseCue(i)); i > sent.First+2 && d.Word(i-1) == "," && at < sent.Last && (d.Word(at) == "," && r.tagBehind(sent, at) || r.onlyMarks(at, sent.Last)) && r.quotationOver(i) < 0 {
		return r.trim(sent.First, i), -1 // "P, in the view of the board, the paper said"
	}
	if at := r.phraseEnd(sent, i+r.phraseCue(i)); i-sent.First <= 2 && at < end-1 && end < sent.Last && d.Word(at) == "," && (d.Tags[end].POS == doc.VERB || d.Tags[end].POS == doc.AUX) {
		end, f = at, min(f, at) // "according to Tass, a pilot said", with the pilot taken for an apposition
	}
	switch {
	case i > 0 && d.Word(i-1) == "," && r.onlyMarks(end, sent.Last) && r.quotationOver(i) < 0:
		return r.trim(sent.First, i), -1 // behind its sentence, wherever the parser hangs it
	case f > sent.First && f < i && isRelative(d, f): // "a policy which, according to X, failed"
		return r.trim(end, l), -1
	case i-sent.First <= 2: // "(But) according to X, ..."
		return r.trim(max(end, f), l), -1
	case r.onlyMarks(end, sent.Last) && d.Word(i-1) == ",":
		return r.trim(min(r.wholeFrom(sent, party), i), i), -1
	case r.onlyMarks(end, sent.Last) || end >= l:
		return r.trim(min(f, i), i), -1
	}
	return r.trim(f, l), -1
}

// tagBehind reports whether the comma at token t opens what trails the sentence: "P, in
// the view of the board, the paper said".
func (r *reader) tagBehind(sent *doc.Sentence, t int) bool {
	if t+1 < sent.Last && r.phraseCue(t+1) > 0 {
		return true
	}
	for i := t + 1; i < sent.Last; i++ {
		if g, ok := r.tags[i]; ok {
			return g.comma == t
		}
	}
	return false
}

// wholeFrom is where that begins which a phrase after a comma at the end of its
// sentence tells: the sentence, or its last main clause. "The villagers say that
// they will stay, according to the mayor" is the mayor's.
func (r *reader) wholeFrom(sent *doc.Sentence, t int) int {
	d := r.d
	for up := d.Arcs[t].Head; up >= 0; up = d.Arcs[up].Head {
		if d.IsRel(up, "conj", "parataxis") && d.Kid(up, "nsubj", "csubj", "expl") >= 0 && !r.under(up, "ccomp", "acl", "advcl", "xcomp") {
			f, _ := d.Subtree(up)
			return f
		}
	}
	return sent.First
}

// under reports whether a word above token t, or t's conjuncts, bears one of the relations.
func (r *reader) under(t int, rels ...string) bool {
	for up := r.d.Arcs[t].Head; up >= 0; up = r.d.Arcs[up].Head {
		if r.d.IsRel(up, rels...) {
			return true
		}
	}
	return false
}

// clauseOf is the clause that the phrase at token t hangs on: up to the first
// verb or predicate with a subject, or the sentence.
func (r *reader) clauseOf(sent *doc.Sentence, t int) (first, last int) {
	d := r.d
	for up := d.Arcs[t].Head; up >= 0; up = d.Arcs[up].Head {
		if d.Kid(up, "nsubj", "csubj", "expl") < 0 {
			continue
		}
		f, l := d.Subtree(up)
		return f, l
	}
	return sent.First, sent.Last
}
