package attrib

import (
	"slices"
	"strings"

	"dragoman/internal/doc"
)

// following reads "said exports were halted" off the words: a noun phrase and a
// finite verb right after the cue, with nothing between that would make them a
// relative or adverbial clause. It runs to the end of the sentence or to what
// is conjoined with the cue.
func (r *reader) following(sent *doc.Sentence, i int, whom bool) (doc.Span, bool) {
	d := r.d
	if r.passive(i) {
		return doc.Span{}, false
	}
	first := i + 1
	if d.IsRel(i, "acl:relcl") && first < sent.Last && (d.Tags[first].POS == doc.AUX || d.Tags[first].POS == doc.VERB && d.Tags[first].Feat("VerbForm") == "Fin") {
		v := first // "which the agency said left many hungry": the subject is the relative's
		for d.Tags[v].POS == doc.AUX && d.Arcs[v].Head > v {
			v = d.Arcs[v].Head
		}
		s := r.trim(first, r.end(v))
		return s, !s.Empty()
	}
	if whom {
		if first = r.afterHearer(i); first <= i {
			return doc.Span{}, false
		}
	}
	first = r.beforeThat(sent, r.afterPhrase(sent, first))
	var verb int
	if first+2 < sent.Last && d.Tags[first].POS == doc.SCONJ && d.Lemma(first) == "that" {
		first++ // "said that": a clause follows, whatever it looks like
		verb = first + 1
	} else if verb = r.finiteVerb(sent, i, first); verb < 0 {
		return doc.Span{}, false
	}
	for first < sent.Last && (d.Tags[first].POS == doc.PUNCT && !isMark(d.Word(first)) || d.Tags[first].POS == doc.ADV) {
		first++
	}
	s := r.trim(first, r.clauseEnd(sent, i, verb))
	return s, !s.Empty()
}

// afterPhrase skips a phrase between commas: "alleged, by way of example, that".
func (r *reader) afterPhrase(sent *doc.Sentence, first int) int {
	d := r.d
	if first+1 >= sent.Last || d.Word(first) != "," || d.Tags[first+1].POS != doc.ADP && !r.cites(first+1) {
		return first
	}
	for t := first + 2; t < sent.Last && t < first+9 && d.Tags[t].POS != doc.VERB; t++ {
		if d.Word(t) == "," {
			return t + 1
		}
	}
	return first
}

// beforeThat skips what says when and where something was said, up to its clause: "has
// maintained since his arrest that".
func (r *reader) beforeThat(sent *doc.Sentence, first int) int {
	d := r.d
	if first >= sent.Last || d.Tags[first].POS != doc.ADP {
		return first
	}
	for t := first + 1; t+1 < sent.Last && t < first+9; t++ {
		switch {
		case d.Lemma(t) == "that" && d.Tags[t].POS == doc.SCONJ:
			return t
		case !r.inPhrase(t) && d.Tags[t].POS != doc.ADV:
			return first
		}
	}
	return first
}

// cites: "reported, citing a diplomat, that".
func (r *reader) cites(i int) bool {
	return slices.ContainsFunc(r.cuesAt(i), func(c cue) bool { return c.pattern.kind == source })
}

// finiteVerb returns the finite verb of the clause that the tokens from first
// on make up, or -1 where they make up none.
func (r *reader) finiteVerb(sent *doc.Sentence, cue, first int) int {
	noun := false
	for t := first; t < sent.Last && t <= cue+30; t++ {
		if r.d.Word(t) == "," && noun {
			if n := r.aside(sent, t); n > t {
				t = n
				continue
			}
		}
		switch r.inClause(t, cue, noun) {
		case verbHere:
			return t
		case noClause:
			return -1
		case nounHere:
			noun = true
		}
	}
	return -1
}

// step is what a word says of whether a clause follows the cue.
type step uint8

const (
	goOn step = iota
	nounHere
	verbHere
	noClause
)

func (r *reader) inClause(t, cue int, noun bool) step {
	d := r.d
	tag, before := d.Tags[t], d.Tags[t-1]
	switch {
	case tag.POS == doc.VERB && t-1 > cue && before.POS == doc.PRON && before.Feat("Case") == "Nom":
		return verbHere
	case tag.POS == doc.AUX || tag.POS == doc.VERB && tag.Feat("VerbForm") == "Fin":
		if !noun || before.POS == doc.CCONJ {
			return noClause // "claimed the raid and vowed"
		}
		return verbHere
	case noun && tag.POS == doc.PART && before.POS == doc.NOUN && !r.takesInfinitive(cue):
		return goOn // "says the only way to stop it may be"
	case tag.POS == doc.PART && strings.EqualFold(d.Word(t), "to"), isRelative(d, t) && t > cue+1,
		tag.POS == doc.SCONJ && (t > cue+1 || tag.Lemma != "that"),
		d.Word(t) == ";", d.Word(t) == ":", tag.POS == doc.CCONJ && d.Word(t-1) == ",":
		return noClause
	case tag.POS.Nominal() || tag.POS == doc.DET && tag.Lemma != "a":
		return nounHere
	}
	return goOn
}

// takesInfinitive reports whether the cue may tell an infinitive: "told X to".
func (r *reader) takesInfinitive(cue int) bool {
	for _, c := range r.cuesAt(cue) {
		switch c.pattern.kind {
		case whomTo, prepTo, to:
			return true
		}
	}
	return false
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
	if d.IsRel(t, "det") {
		return false // "that day"
	}
	switch strings.ToLower(d.Word(t)) {
	case "who", "which", "whose", "whom", "where", "when", "that":
		return d.Tags[t].POS != doc.DET || strings.Contains(d.Tags[t].Feats, "PronType=Rel")
	}
	return false
}

// clauseEnd is where what is said after the cue ends: at a clause conjoined
// with the cue or a further participle of its subject ("..., adding that").
func (r *reader) clauseEnd(sent *doc.Sentence, i, verb int) int {
	d := r.d
	for _, k := range d.Kids(i) {
		k := int(k)
		if k <= verb || !d.IsRel(k, "conj", "advcl", "parataxis") || d.Tags[k].POS != doc.VERB {
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

// trailing: the sentence ends in ", the agency said" or ", said the agency",
// whatever the parser made of it.
func (r *reader) trailing(sent *doc.Sentence, i int) (doc.Span, bool) {
	d := r.d
	if r.closedBy(i) >= 0 {
		s := r.trim(sent.First, i-1)
		return s, !s.Empty()
	}
	if d.Kid(i, "obj", "xcomp") >= 0 || d.IsRel(i, "acl") && !r.bareRelative(i) || r.passive(i) {
		return doc.Span{}, false
	}
	if strings.HasSuffix(d.Word(i), "ing") && d.Kid(i, "nsubj") < 0 {
		return doc.Span{}, false // "..., asking for time" tells nothing of what stands before
	}
	start := r.phraseStart(i, sent.First)
	if start <= sent.First+2 || d.Word(start-1) != "," || !r.closes(sent, i) {
		return doc.Span{}, false
	}
	if r.hasVerb(sent.First+r.phraseCue(sent.First), start) { // "According" is none
		s := r.trim(sent.First, start)
		return s, !s.Empty()
	}
	return doc.Span{}, false
}

// bareRelative: "was met by Kim, the agency said", which the parser takes for a
// relative clause without its pronoun. After a comma there is no such thing.
func (r *reader) bareRelative(i int) bool {
	d := r.d
	k := d.Kid(i, "nsubj")
	if !d.IsRel(i, "acl:relcl") || k < 0 || k > i || isRelative(d, k) {
		return false
	}
	first, _ := d.Subtree(k)
	return first > 0 && (d.Word(first-1) == "," || d.Word(first) == ",")
}

// inserted: "Time, the envoy added, was short": a cue and its subject between
// two commas speak of the sentence around them.
func (r *reader) inserted(sent *doc.Sentence, i int) bool {
	d := r.d
	start := r.phraseStart(i, sent.First)
	return start < i && start > sent.First && d.Word(start-1) == "," && i+2 < sent.Last && d.Word(i+1) == "," &&
		(d.Kid(i, "obj", "xcomp", "ccomp") < 0 || d.Tags[start].POS == doc.PRON && start == i-1)
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
