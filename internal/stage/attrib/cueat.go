package attrib

import (
	"slices"
	"strings"

	"dragoman/internal/doc"
)

// cuesAt returns the readings of token i as a cue, most telling first.
func (r *reader) cuesAt(i int) []cue {
	tag := r.d.Tags[i]
	pos := tag.POS
	if pos == doc.AUX || pos == doc.PROPN || pos == doc.VERB && r.d.IsRel(i, "amod", "compound") {
		return nil // "the alleged crime"
	}
	lemma := strings.ToLower(tag.Lemma)
	if pos == doc.VERB && i+1 < len(r.d.Tokens) && strings.EqualFold(r.d.Word(i+1), "it") {
		if c := r.lex.words[word{lemma + " it", doc.VERB}]; c != nil {
			return c // "as the envoy put it"
		}
	}
	if pos == doc.VERB && r.d.Kid(i, "aux:pass", "cop") >= 0 {
		if c := r.lex.words[word{strings.ToLower(r.d.Word(i)), doc.ADJ}]; c != nil {
			return c // "is convinced"
		}
	}
	if c := r.lex.words[word{lemma, pos}]; c != nil || pos != doc.VERB {
		return c
	}
	return r.lex.words[word{r.lex.mended(lemma), pos}]
}

// unsaid reports whether the cue was not uttered, or not yet: "did not say",
// "will announce", "declined to confirm", "if they assert". A denied thought is
// a doubt and stays.
func (r *reader) unsaid(i int) bool {
	d := r.d
	if d.Tags[i].POS == doc.ADJ {
		return r.negated(i) && !r.unsure(i)
	}
	if d.Tags[i].POS != doc.VERB {
		return false
	}
	for hops, t := 0, i; hops < 2 && t >= 0; hops++ {
		if r.negated(t) && !isThought(d.Lemma(i)) && !r.unsure(i) || r.joinedByNor(t) || r.modal(t) || r.marked(t, "if", "unless", "whether") {
			return true
		}
		if !d.IsRel(t, "conj") || d.Kid(t, "nsubj", "aux") >= 0 || !strings.EqualFold(d.Word(t), d.Lemma(t)) {
			break // "did not mention losses but said": the second is said
		}
		t = d.Arcs[t].Head
		if t >= 0 && r.infinitival(t) && !r.carriedOn(t) {
			return true // "to make gestures or express its will"
		}
	}
	return r.infinitival(i) && !r.carriedOn(i)
}

// carriedOn: the infinitive in "went on to say", "hastened to deny", "was forced to admit" was said.
func (r *reader) carriedOn(i int) bool {
	up := r.d.Arcs[i].Head
	if up < 0 {
		return false
	}
	// what it is for is not told by it: "used the vote to demand"
	if effect := r.lex.embeds[word{strings.ToLower(r.d.Lemma(up)), r.d.Tags[up].POS}]; r.d.IsRel(i, "xcomp", "ccomp") && (effect == "keep" || effect == "goon" || effect == "seem" || effect != "" && r.passive(up)) {
		return !r.unsaid(up)
	}
	if a := r.d.Kid(i, "aux"); a >= 0 && r.d.Lemma(a) == "have" && r.passive(up) {
		return !r.unsaid(up) // "is supposed to have told"
	}
	// "is said to have told": what is told of X is that X told
	return r.passive(up) && slices.ContainsFunc(r.cuesAt(up), func(c cue) bool { return c.pattern.kind == isTo }) && !r.unsaid(up)
}

func (r *reader) negated(i int) bool {
	for _, k := range r.d.Kids(i) {
		switch r.d.Lemma(int(k)) {
		case "not", "never", "n't", "neither", "no":
			if r.d.IsRel(int(k), "advmod", "cc", "det", "cc:preconj") {
				return true
			}
		}
	}
	return false
}

func (r *reader) modal(i int) bool {
	for _, k := range r.d.Kids(i) {
		if !r.d.IsRel(int(k), "aux") {
			continue
		}
		switch r.d.Lemma(int(k)) {
		case "will", "would", "may", "might", "could", "should", "shall", "must", "can", "'ll", "wo", "ca":
			return true
		}
	}
	return false
}

// joinedByNor: "neither confirmed nor denied" tells neither.
func (r *reader) joinedByNor(i int) bool {
	k := r.d.Kid(i, "cc")
	return k >= 0 && r.d.IsRel(i, "conj") && r.d.Lemma(k) == "nor"
}

// unsure: who is "not sure that P" doubts it; who is "not worried that P" tells
// nothing of P.
func (r *reader) unsure(i int) bool {
	switch strings.ToLower(r.d.Word(i)) {
	case "sure", "certain", "convinced", "confident", "optimistic", "hopeful":
		return true
	}
	return false
}

func isThought(lemma string) bool {
	switch lemma {
	case "believe", "think", "expect", "consider", "see", "regard", "hope":
		return true
	}
	return false
}

// firstPerson: the speaker of a quotation tells by "we warn" in it nothing that
// is not told already.
func (r *reader) firstPerson(i int) bool {
	if r.quotationOver(i) < 0 {
		return false
	}
	for _, s := range r.args(i, "subj") {
		switch strings.ToLower(r.d.Word(s)) {
		case "i", "we":
			return true
		}
	}
	return false
}

// aired reports whether a cue is part of somebody's own talk rather than a report
// of another's: “They know what they want, you see, and people expect it,” against
// “My colleague assures me that it is ready.” Within a quotation only somebody
// in particular tells.
func (r *reader) aired(i int, c cue, own link, able bool) bool {
	if k := r.quotationOver(i); k < 0 || !r.quotes[k].whole {
		return false
	}
	if !own.ok {
		return false // “We were told to wait”
	}
	h := r.phraseIn(own.beside).head
	if own.Actor >= 0 {
		return r.d.Actors[own.Actor].Kind == "people" && (!r.isPerson(h) || r.d.Lemma(h) == "people")
	}
	if r.d.Tags[h].POS != doc.PRON {
		return !able
	}
	// “They told us to leave”: others said it, if the report knows whom he means
	uttered := !c.weak && (c.stance == "says" || c.stance == "denies" || c.stance == "promises") && !isThought(c.lemma)
	return !uttered || strings.EqualFold(own.Name, r.d.Word(h))
}

// stance is the cue's, turned for a denied thought.
func (r *reader) stance(i int, c cue) string {
	if pos := r.d.Tags[i].POS; (pos == doc.VERB || pos == doc.ADJ) && r.negated(i) {
		return "doubts"
	}
	if r.letKnow(i) >= 0 {
		return "says"
	}
	return c.stance
}
