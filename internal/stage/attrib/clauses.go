package attrib

import (
	"strings"

	"dragoman/internal/doc"
)

// thatClause: "said (that) P"; where the parser has the cue beside or under
// its content, "P, it said"; and where it sees no clause at all, the words.
func (r *reader) thatClause(sent *doc.Sentence, i int, whom bool) (doc.Span, bool) {
	d := r.d
	if g, ok := r.tags[i]; ok && !g.quoted {
		return r.trim(g.first, g.comma), true
	}
	if s, ok := r.citesFirst(sent, i); ok {
		return s, true
	}
	if _, ok := r.insertion(i); ok || r.within(sent, i) {
		return r.trim(r.clauseStart(sent, i), sent.Last), true
	}
	if s := r.complements(i, whom); !s.Empty() {
		return s, true
	}
	if s := r.afterSource(i); !s.Empty() {
		return s, true
	}
	if d.Tags[i].POS != doc.VERB {
		return doc.Span{}, false
	}
	if s, ok := r.asTold(sent, i); ok {
		return s, true
	}
	if s, ok := r.trailing(sent, i); ok {
		return s, true
	}
	if r.inserted(sent, i) {
		return r.trim(sent.First, sent.Last), true
	}
	if d.IsRel(i, "parataxis") && d.Arcs[i].Head >= 0 && d.Kid(i, "obj") < 0 {
		if s, ok := r.around(i); ok {
			return s, true
		}
	}
	for _, k := range d.Kids(i) {
		if d.IsRel(int(k), "parataxis", "dep") && d.Tags[k].POS == doc.VERB && int(k) < i && d.Kid(int(k), "nsubj") >= 0 {
			return r.side(i, int(k)), true
		}
	}
	return r.following(sent, i, whom)
}

// citesFirst: "said, quoting an aide, that P".
func (r *reader) citesFirst(sent *doc.Sentence, i int) (doc.Span, bool) {
	d := r.d
	if i+4 >= sent.Last || d.Word(i+1) != "," || !strings.HasSuffix(d.Word(i+2), "ing") || !r.cites(i+2) {
		return doc.Span{}, false
	}
	for t := i + 3; t+3 < sent.Last && t < i+16; t++ {
		if d.Word(t) != "," || d.Lemma(t+1) != "that" {
			continue
		}
		v := r.finiteVerb(sent, t+1, t+2)
		if v < 0 {
			return doc.Span{}, false
		}
		return r.trim(t+2, r.clauseEnd(sent, i, v)), true
	}
	return doc.Span{}, false
}

// pastAdjunct leaves out when and where something was said, right behind the cue, though
// the parser takes it for the beginning of what was said: "reported on Friday Chad had
// paid", "learned from an aide the king was dead".
func (r *reader) pastAdjunct(i int, s doc.Span) doc.Span {
	d := r.d
	if d.Tags[i].POS != doc.VERB || i+3 >= len(d.Tokens) || d.Tags[i+1].POS != doc.ADP || r.quotationOver(i+1) != r.quotationOver(i) {
		return s
	}
	at := tokenFrom(d, s.Start)
	h := d.Arcs[i+1].Head
	for t := i + 3; t < h && t < i+8; t++ {
		if d.Tags[t].POS == doc.DET && d.Tags[t-1].POS.Nominal() {
			h = t - 1 // "from an aide the army", taken for one phrase
		}
	}
	if at > h+1 && at != i+2 || h <= i+1 || h > i+6 || !d.Tags[h].POS.Nominal() || d.SentenceOf(h) != d.SentenceOf(i) {
		return s
	}
	next := h + 1
	for next+1 < len(d.Tokens) && (d.Lemma(next) == "of" || d.Lemma(next) == "in") && d.Arcs[next].Head > next && d.Arcs[next].Head < next+4 {
		next = d.Arcs[next].Head + 1
	}
	if next+1 < len(d.Tokens) && d.Tags[next].POS == doc.SCONJ && d.Lemma(next) == "that" {
		next++
	}
	if next >= len(d.Tokens) || d.Tokens[next].Start >= s.End || !d.Tags[next].POS.Nominal() && d.Tags[next].POS != doc.DET && d.Tags[next].POS != doc.ADJ && d.Tags[next].POS != doc.NUM && d.Tags[next].POS != doc.CCONJ {
		return s
	}
	if at > i+1 && at <= next || at == i+1 {
		s.Start = d.Tokens[next].Start
	}
	return s
}

// within: "Greek officials, the daily wrote, suspect that P": what follows has its
// subject before the cue.
func (r *reader) within(sent *doc.Sentence, i int) bool {
	d := r.d
	start := r.phraseStart(i, sent.First)
	if d.Tags[i].POS != doc.VERB || start >= i || start < sent.First+2 || d.Word(start-1) != "," || i+2 >= sent.Last || d.Word(i+1) != "," {
		return false
	}
	k := d.Kid(i, "ccomp")
	if k < i || d.Tags[k].POS != doc.VERB || d.Tags[k].Feat("VerbForm") != "Fin" {
		return false
	}
	s := d.Kid(k, "nsubj", "nsubj:pass", "expl", "csubj")
	return k <= i+4 && (s < 0 || s < start) && d.Tags[start-2].POS.Nominal()
}

// afterSource: "heard from a survivor that P", where the parser takes P for a relative
// clause of the survivor.
func (r *reader) afterSource(i int) doc.Span {
	d := r.d
	o := r.learnedFrom(i)
	if o < 0 {
		return doc.Span{}
	}
	for _, k := range d.Kids(o) {
		first, last := d.Subtree(int(k))
		if int(k) > o && d.IsRel(int(k), "acl") && strings.EqualFold(d.Word(first), "that") && d.Kid(int(k), "nsubj") > first {
			return r.trim(first+1, last)
		}
	}
	return doc.Span{}
}

// asTold: "P, as the agency reported on Tuesday": the clause before it.
func (r *reader) asTold(sent *doc.Sentence, i int) (doc.Span, bool) {
	d := r.d
	up := d.Arcs[i].Head
	first, last := d.Subtree(i)
	if first < i && d.Word(first) == "," {
		first++
	}
	for last > first && d.Tags[last-1].POS == doc.PUNCT {
		last--
	}
	if !d.IsRel(i, "advcl") || up < 0 || d.Lemma(first) != "as" || first <= sent.First || d.Word(first-1) != "," && !isMark(d.Word(first-1)) || d.Kid(i, "obj", "xcomp", "ccomp") >= 0 && last > r.cueEnd(i) {
		return doc.Span{}, false
	}
	from, to := d.Subtree(up)
	if up > first {
		if from >= first || last >= sent.Last || d.Word(last) != "," {
			return doc.Span{}, false
		}
		return r.trim(from, to), true // "had, as its envoy told them, left"
	}
	s := r.trim(from, first)
	return s, !s.Empty()
}

// complements is the clause that the tree gives the cue: all its finite
// complements on one side of it. A subject that the parser left outside is
// taken in: in "said exports were halted" nothing stands between them.
func (r *reader) complements(i int, whom bool) doc.Span {
	d := r.d
	var span doc.Span
	for _, k := range d.Kids(i) {
		k := int(k)
		if r.subjunctive(i, k) {
			return r.trim(i+1, r.end(k))
		}
		if !d.IsRel(k, "ccomp", "csubj") && !(d.IsRel(k, "acl") && d.Tags[i].POS == doc.NOUN && r.marked(k, "that")) {
			continue
		}
		if r.infinitival(k) && d.Kid(k, "cop", "aux") < 0 || r.marked(k, "whether", "if") {
			continue
		}
		if o := d.Kid(i, "obj"); o > i && o < k && !whom && d.Tags[i].POS == doc.VERB && r.tellsOf(o).Overlaps(d.Tokens[k].Span) {
			continue // "denied talk in the market that P": the talk's
		}
		s := r.side(i, k)
		if whom && k > i {
			if h := r.afterHearer(i); r.d.Tokens[h].Start > s.Start || h > i+1 && r.phraseEnd(&d.Sentences[d.SentenceOf(i)], h) >= tokenFrom(d, s.Start) {
				s.Start = r.d.Tokens[h].Start // "warn them the chiefs insist": the subject is taken in
			}
		}
		switch {
		case span.Empty() || k > i && span.End <= d.Tokens[i].Start && r.quotationOver(k) < 0:
			span = s // what follows, where the parser gives both sides
			if k > i && !whom && d.Tags[i].POS == doc.VERB {
				span.Start = min(span.Start, r.subjectLeft(i, s))
			}
		case s.Start > span.End && (k > i) == (span.Start > d.Tokens[i].Start):
			span.End = s.End
		}
	}
	if span.Empty() && d.Tags[i].POS != doc.VERB {
		if span = r.afterThat(i); span.Empty() && d.Tags[i].POS == doc.NOUN {
			return r.behindNoun(i, false)
		}
	}
	return span
}

// subjunctive: "recommended the troops withdraw", with the troops for an object.
func (r *reader) subjunctive(i, k int) bool {
	d := r.d
	o := d.Kid(i, "obj")
	return d.IsRel(k, "xcomp") && (d.Tags[k].POS == doc.VERB || d.Tags[k].POS == doc.NOUN && d.Kid(k, "det", "amod") < 0) && i < o && o < k && !r.infinitival(k) &&
		!strings.HasSuffix(d.Word(k), "ing") && d.Tags[k].Feat("VerbForm") != "Part"
}

// afterThat is the clause that "that" opens right after a noun or adjective,
// whatever the parser hangs it on: "rejected India's claim that it had fired".
func (r *reader) afterThat(i int) doc.Span {
	d := r.d
	if i+2 >= len(d.Tokens) || d.Lemma(i+1) != "that" || !d.IsRel(i+1, "mark", "obl") && !(d.IsRel(i+1, "obj") && d.Tags[i+1].POS == doc.SCONJ) {
		return doc.Span{} // of "a report that one of them had fired" the parser may make a relative clause
	}
	c := d.Arcs[i+1].Head
	if c <= i+1 || d.Kid(c, "nsubj", "csubj", "expl") < 0 {
		return doc.Span{}
	}
	_, last := d.Subtree(c)
	return r.trim(i+2, last)
}

// afterHearer skips who is told: "told reporters", "assured him".
func (r *reader) afterHearer(i int) int {
	d := r.d
	t := i + 1
	k := t
	for k < len(d.Tokens)-1 && k < t+9 && (d.Tags[k].POS.Nominal() || d.Tags[k].POS == doc.DET || d.Tags[k].POS == doc.ADJ || d.IsRel(k, "amod") || k > t && d.Tags[k].POS == doc.ADP && d.Tags[k-1].POS.Nominal() && d.Tags[k+1].POS.Nominal()) {
		if k > t && d.Tags[k].POS == doc.PRON && d.Tags[k].Feat("Case") == "Nom" {
			return k // "told the inquiry he had"
		}
		if k > t && d.Tags[k].POS == doc.PROPN && d.Tags[k-1].POS == doc.NOUN && r.plural(k-1) {
			return k // "told ministers Moscow would pay"
		}
		if k > t && d.Tags[k].POS == doc.DET && d.Tags[k-1].POS.Nominal() {
			return k // "told Reuters the dam was safe"
		}
		k++
	}
	if k >= len(d.Tokens) {
		return i
	}
	if d.Tags[k].POS == doc.SCONJ {
		return k
	}
	if t+1 < len(d.Tokens) && d.Tags[t].POS == doc.PRON && d.Tags[t].Feat("Case") != "Nom" && d.Tags[t].Feat("Poss") == "" {
		return t + 1
	}
	if o := d.Kid(i, "obj", "iobj"); o > i {
		if f, l := d.Subtree(o); f == t && l < len(d.Tokens) && l < f+8 {
			return l
		}
	}
	return t
}

// subjectLeft returns where the noun phrase begins that alone stands between
// the cue and its clause, or the clause's start.
func (r *reader) subjectLeft(i int, s doc.Span) int {
	first := i + 1
	for first < len(r.d.Tokens) && r.d.Tags[first].POS == doc.ADV {
		first++
	}
	for t := first; t < len(r.d.Tokens) && r.d.Tokens[t].Start < s.Start; t++ {
		switch r.d.Tags[t].POS {
		case doc.PUNCT, doc.VERB, doc.SCONJ, doc.CCONJ:
			if n := r.phraseCue(t + 1); r.d.Word(t) == "," && n > 0 && t > first { // "said the president, according to X, had left"
				for t += n; t+1 < len(r.d.Tokens) && r.d.Word(t+1) != "," && r.d.Tokens[t+1].Start < s.Start; t++ {
				}
				t++
				continue
			}
			return s.Start
		case doc.ADP:
			if t == first {
				return s.Start
			}
		}
	}
	if first == len(r.d.Tokens) {
		return s.Start
	}
	return r.d.Tokens[first].Start
}

// side is the clause at token k, cut where it reaches over the cue: in "the
// fires, which media said were under control" the clause holds "which".
func (r *reader) side(cue, k int) doc.Span {
	first, last := r.d.Subtree(k)
	if first <= cue && cue < last {
		if k > cue {
			first = cue + 1
		} else {
			last = r.phraseStart(cue, first)
		}
	}
	return r.trim(first, last)
}

// phraseStart is where the cue's own phrase, its subject with it, begins.
func (r *reader) phraseStart(cue, floor int) int {
	start := cue
	for _, k := range r.d.Kids(cue) {
		if int(k) < cue && r.d.IsRel(int(k), "nsubj", "aux", "advmod") {
			f, _ := r.d.Subtree(int(k))
			for f < int(k) && r.d.Tags[f].POS == doc.PUNCT {
				f++
			}
			if f > floor {
				start = min(start, f)
			}
		}
	}
	return start
}

// around is the content of a cue in parataxis: the clause that it hangs on,
// before it, after it, or on both sides.
func (r *reader) around(i int) (doc.Span, bool) {
	d := r.d
	first, last := d.Subtree(d.Arcs[i].Head)
	f, l := d.Subtree(i)
	switch {
	case l >= last-1 || r.onlyMarks(l, last):
		last = f
	case f <= first:
		first = l
	}
	s := r.trim(first, last)
	return s, !s.Empty()
}
