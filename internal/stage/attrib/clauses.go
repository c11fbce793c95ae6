package attrib

import (
	"strings"

	"dragoman/internal/doc"
)

// thatClause: "said (that) P"; where the parser has the cue beside or under
// its content, "P, it said"; and where it sees no clause at all, the words.
func (r *reader) thatClause(sent *doc.Sentence, i int, whom bool) (doc.Span, bool) {
	d := r.d
	if s := r.complements(i, whom); !s.Empty() {
		return s, true
	}
	if d.Tags[i].POS != doc.VERB {
		return doc.Span{}, false
	}
	if s, ok := r.trailing(sent, i); ok {
		return s, true
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

// complements is the clause that the tree gives the cue: all its finite
// complements on one side of it. A subject that the parser left outside is
// taken in: in "said exports were halted" nothing stands between them.
func (r *reader) complements(i int, whom bool) doc.Span {
	d := r.d
	var span doc.Span
	for _, k := range d.Kids(i) {
		k := int(k)
		if !d.IsRel(k, "ccomp", "csubj") && !(d.IsRel(k, "acl") && d.Tags[i].POS == doc.NOUN && r.marked(k, "that")) {
			continue
		}
		if r.infinitival(k) && d.Kid(k, "cop", "aux") < 0 || r.marked(k, "whether", "if") {
			continue
		}
		s := r.side(i, k)
		if whom && k > i {
			s.Start = max(s.Start, r.d.Tokens[r.afterHearer(i)].Start)
		}
		switch {
		case span.Empty():
			span = s
			if k > i && !whom && d.Tags[i].POS == doc.VERB {
				span.Start = min(span.Start, r.subjectLeft(i, s))
			}
		case s.Start > span.End && (k > i) == (span.Start > d.Tokens[i].Start):
			span.End = s.End
		}
	}
	if span.Empty() && d.Tags[i].POS != doc.VERB {
		return r.afterThat(i)
	}
	return span
}

// afterThat is the clause that "that" opens right after a noun or adjective,
// whatever the parser hangs it on: "rejected India's claim that it had fired".
func (r *reader) afterThat(i int) doc.Span {
	d := r.d
	if i+2 >= len(d.Tokens) || d.Lemma(i+1) != "that" || !d.IsRel(i+1, "mark") {
		return doc.Span{}
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
	if t+1 < len(d.Tokens) && d.Tags[t].POS == doc.PRON && d.Tags[t].Feat("Case") != "Nom" {
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
			return s.Start
		case doc.ADP:
			if t == first {
				return s.Start
			}
		}
	}
	return r.d.Tokens[first].Start
}

// following reads "said exports were halted" off the words: a noun phrase and a
// finite verb right after the cue, with nothing between that would make them a
// relative or adverbial clause. It runs to the end of the sentence or to what
// is conjoined with the cue.
func (r *reader) following(sent *doc.Sentence, i int, whom bool) (doc.Span, bool) {
	d := r.d
	first, noun := i+1, false
	if whom {
		first = r.afterHearer(i)
	}
	if r.passive(i) {
		return doc.Span{}, false
	}
scan:
	for t := first; ; t++ {
		if t >= sent.Last || t > i+30 {
			return doc.Span{}, false
		}
		tag := d.Tags[t]
		if d.Word(t) == "," && noun {
			if n := r.aside(sent, t); n > t {
				t = n
				continue
			}
		}
		switch {
		case tag.POS == doc.VERB && d.Tags[t-1].POS == doc.PRON && t-1 > i && d.Tags[t-1].Feat("Case") == "Nom":
			break scan
		case tag.POS == doc.AUX || tag.POS == doc.VERB && tag.Feat("VerbForm") == "Fin":
			if !noun || d.Tags[t-1].POS == doc.CCONJ {
				return doc.Span{}, false
			}
			break scan
		case tag.POS == doc.PART && strings.EqualFold(d.Word(t), "to"), isRelative(d, t) && t > i+1:
			return doc.Span{}, false
		case tag.POS == doc.SCONJ && !(t == i+1 && tag.Lemma == "that"):
			return doc.Span{}, false
		case d.Word(t) == ";" || d.Word(t) == ":":
			return doc.Span{}, false
		case isNominal(tag.POS) || tag.POS == doc.DET && tag.Lemma != "a":
			noun = true
		}
	}
	for first < sent.Last && (d.Tags[first].POS == doc.PUNCT && !isMark(d.Word(first)) || d.Tags[first].POS == doc.ADV) {
		first++
	}
	s := r.trim(first, r.clauseEnd(sent, i))
	return s, !s.Empty()
}

// aside returns the comma that closes the insertion which the comma at t opens:
// an apposition, a relative clause, a participle; or -1.
func (r *reader) aside(sent *doc.Sentence, t int) int {
	d := r.d
	if t+1 >= sent.Last {
		return -1
	}
	n := d.Tags[t+1].POS
	opens := n == doc.VERB || n == doc.PART || n == doc.DET || n == doc.PROPN || n == doc.ADP || n == doc.ADV || isRelative(d, t+1)
	for k := t + 2; opens && k < sent.Last && k < t+14; k++ {
		if d.Word(k) == "," {
			return k
		}
	}
	return -1
}

func isRelative(d *doc.Document, t int) bool {
	switch strings.ToLower(d.Word(t)) {
	case "who", "which", "whose", "whom", "where", "when", "that":
		return d.Tags[t].POS != doc.DET || strings.Contains(d.Tags[t].Feats, "PronType=Rel")
	}
	return false
}

// clauseEnd is where what is said after the cue ends: at a clause conjoined
// with the cue or a further participle of its subject ("..., adding that").
func (r *reader) clauseEnd(sent *doc.Sentence, i int) int {
	d := r.d
	for _, k := range d.Kids(i) {
		k := int(k)
		if k <= i+2 || !d.IsRel(k, "conj", "advcl", "parataxis") || d.Tags[k].POS != doc.VERB {
			continue
		}
		f, _ := d.Subtree(k)
		gerund := strings.HasSuffix(d.Word(k), "ing") && f > 0 && d.Word(f-1) == "," && f == k
		if d.IsRel(k, "conj") && f > i+2 && d.Kid(k, "nsubj") < 0 || gerund && len(r.cuesAt(k)) > 0 {
			return f
		}
	}
	return sent.Last
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

// trailing: the sentence ends in ", the agency said" or ", said the agency",
// whatever the parser made of it.
func (r *reader) trailing(sent *doc.Sentence, i int) (doc.Span, bool) {
	d := r.d
	if d.Kid(i, "obj", "xcomp") >= 0 || d.IsRel(i, "acl") || r.passive(i) {
		return doc.Span{}, false
	}
	start := r.phraseStart(i, sent.First)
	if start <= sent.First+2 || d.Word(start-1) != "," || !r.closes(sent, i) {
		return doc.Span{}, false
	}
	for t := sent.First; t < start; t++ {
		if d.Tags[t].POS == doc.VERB || d.Tags[t].POS == doc.AUX {
			s := r.trim(sent.First, start)
			return s, !s.Empty()
		}
	}
	return doc.Span{}, false
}

// closes reports whether nothing but the cue's own words follow it in the
// sentence: no other finite verb.
func (r *reader) closes(sent *doc.Sentence, i int) bool {
	for t := i + 1; t < sent.Last; t++ {
		if r.d.Tags[t].POS == doc.VERB && r.d.Tags[t].Feat("VerbForm") == "Fin" {
			return false
		}
	}
	return true
}

func (r *reader) onlyMarks(first, last int) bool {
	for t := first; t < last; t++ {
		if r.d.Tags[t].POS != doc.PUNCT {
			return false
		}
	}
	return true
}
