package factual

import "dragoman/internal/doc"

// headline reports whether the word at t stands in a headline.
func (r *reader) headline(t int) bool {
	switch r.d.Sentences[r.d.SentenceOf(t)].Kind {
	case doc.Title, doc.Heading:
		return true
	}
	return false
}

// stopless reports whether the sentence of t has no full stop, which in text that
// comes without its layout is the mark of a headline.
func (r *reader) stopless(t int) bool {
	s := r.d.Sentences[r.d.SentenceOf(t)]
	return s.Last > s.First && r.d.Tags[s.Last-1].POS != doc.PUNCT
}

// tersely reports whether the present tense at t may be that of a headline: "Cabinet
// approves law", not "Ankara believes it".
func (r *reader) tersely(t int) bool {
	d := r.d
	up := d.Arcs[t].Head
	beside := up >= 0 && d.IsRel(t, "advcl", "conj", "parataxis") && d.Arcs[up].Head < 0 && (r.read[up].Modality == doc.Occurred || r.markOf(t) == "as") // "Two killed as troops storm mine"
	return r.stopless(t) && (up < 0 || beside) && d.Tags[t].POS == doc.VERB && d.Kid(t, "nsubj") >= 0 && !r.know.states[d.Lemma(t)]
}

// headed reports whether the infinitive at t is what a headline tells of the noun
// at up, where the tree sees a noun with an infinitive: "Spain to send troops".
func (r *reader) headed(t, up int) bool {
	d := r.d
	for d.IsRel(up, "flat", "compound") {
		up = d.Arcs[up].Head
	}
	return d.Arcs[up].Head < 0 && up < t && d.Tags[up].POS.Nominal() && !r.isClause(up) && (r.headline(t) || r.stopless(t))
}
