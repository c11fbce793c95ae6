package factual

import (
	"strings"

	"dragoman/internal/doc"
)

// clause reads a verb or a predicate with a copula.
func (r *reader) clause(t int) reading {
	v := r.verbOf(t)
	x := r.inContext(t, v)
	if r.longAgo(t) && x.Modality == doc.Occurred {
		x.Modality, x.rule = doc.Background, x.rule+", long ago"
	}
	if r.asked(t) && x.Done() {
		x.Modality, x.rule = doc.Hypothetical, "question"
	}
	if k, s := r.hedged(t); k >= 0 && x.Modality != doc.Negated && x.Modality != doc.Hypothetical {
		if m := s.effect(reading{Modality: doc.Occurred}, reading{}); x.Done() || m == doc.Expected && x.Modality == doc.Planned {
			x.Modality, x.by, x.rule = m, k, "adverb "+r.d.Word(k)
			if m == doc.Expected && x.past {
				x.Modality = doc.Hypothetical
			}
		}
	}
	if k := r.nearly(t); k >= 0 && x.Done() && r.signatureOf(t, "nearly") == nil {
		x.Modality, x.by, x.rule = doc.Negated, k, r.d.Word(k)
	}
	if x.Modality == doc.Ongoing && !x.past {
		if s := r.ofItself(t); s != nil && s.offers {
			x.Modality, x.rule = doc.Offered, "readiness"
		} else if s != nil && s.needs {
			x.Modality, x.rule = doc.Demanded, "need"
		}
	}
	return r.conditional(t, v, x)
}

// own is the reading of a clause by its own words, or the empty reading where
// it has no tense.
func (r *reader) own(t int, v verb) reading {
	switch {
	case v.finite:
		return r.tense(v)
	case v.neg >= 0:
		return reading{Modality: doc.Negated, by: v.neg, rule: "negated by " + r.d.Word(v.neg)}
	case v.modal != "":
		return r.tense(v)
	case v.infinitive && v.have:
		return reading{Modality: doc.Occurred, by: v.first, rule: "perfect infinitive", past: true}
	case v.infinitive && v.progressive:
		return reading{Modality: doc.Ongoing, by: v.first, rule: "progressive infinitive"}
	case v.have && v.gerund || v.participle:
		return reading{Modality: doc.Occurred, by: -1, rule: "participle", past: true}
	case v.infinitive:
		return reading{by: -1, rule: plainInfinitive}
	case v.gerund:
		return reading{by: -1}
	}
	return reading{by: -1, rule: bareForm}
}

// inContext reads the clause under what governs it.
func (r *reader) inContext(t int, v verb) reading {
	d := r.d
	own := r.own(t, v)
	up := d.Arcs[t].Head
	if d.IsRel(t, "xcomp") && r.looksBare(t, v) {
		own = reading{by: -1, rule: bareForm}
	}
	if k := r.yetTo(t, up); k >= 0 {
		return reading{Modality: doc.Negated, by: k, rule: "yet to"}
	}
	if k := r.fixedTo(t); k >= 0 {
		r.read[k] = own
		return r.apply(r.signatureOf(k, "to"), k, reading{by: -1, rule: plainInfinitive})
	}
	if up < 0 || d.IsRel(t, "parataxis", "dep", "appos", "list", "discourse", "reparandum", "orphan") {
		return r.main(t, v, own)
	}
	switch {
	case d.IsRel(t, "conj"):
		return r.conjoined(t, up, v, own)
	case d.IsRel(t, "acl") && v.finite && r.nobody(up) >= 0 && d.Kid(t, "obj") >= 0 && !r.relativeWord(t):
		// "No leaders before Putin had visited the North, compared to …":
		// without "who" it is rather the main clause, and nobody did it.
		n := r.nobody(up)
		return reading{Modality: doc.Negated, by: n, rule: "negated by " + d.Word(n)}
	case d.IsRel(t, "acl:relcl"):
		return r.main(t, v, own)
	}
	if w := r.openMark(t); w >= 0 {
		if own.Modality == doc.Negated {
			return own
		}
		return reading{Modality: doc.Hypothetical, by: w, rule: "condition " + d.Word(w)}
	}
	if x, ok := r.degree(t, up, v, own); ok {
		return x
	}
	if d.IsRel(t, "ccomp", "csubj") && v.finite && own.past && own.Done() && r.whWord(t) {
		own.rule += ", which the question takes for granted" // "asked who had bombed it"
		return own
	}
	over, kind := r.governor(t, up, v)
	if over >= 0 {
		if s := r.signatureOf(over, kind); s != nil && !(kind == "to" && d.IsRel(t, "advcl") && r.isPurpose(t, over, s)) {
			return r.apply(s, over, own)
		}
	}
	if over := r.wordBeforeThat(t); over >= 0 {
		if r.read[over].Modality == "" {
			r.read[over] = reading{Modality: doc.Occurred, by: over, past: true}
		}
		return r.apply(r.signatureOf(over, "that"), over, own)
	}
	return r.unsigned(t, up, v, own, kind)
}

// hedged returns the adverb that leaves the deed at t open, with its signature, or
// -1: "allegedly signed".
func (r *reader) hedged(t int) (int, *signature) {
	for _, k := range r.d.Kids(t) {
		if k := int(k); r.d.IsRel(k, "advmod") {
			if s := r.signatureOf(k, "verb"); s != nil {
				return k, s
			}
		}
	}
	return -1, nil
}

// nearly returns the adverb by which the deed at t fell short, or -1: "nearly
// signed". ("Nearly 100 were killed" has it on the number, and what nearly doubled
// has grown.)
func (r *reader) nearly(t int) int {
	for _, k := range r.d.Kids(t) {
		if l := r.d.Lemma(int(k)); int(k) < t && r.d.IsRel(int(k), "advmod") && (l == "nearly" || l == "almost") {
			return int(k)
		}
	}
	return -1
}

// fixedTo returns the adjective that the tree joins with "to" into one mark of the
// verb at t, if it has a signature: "is due to visit"; or -1.
func (r *reader) fixedTo(t int) int {
	for _, k := range r.d.Kids(t) {
		if k := int(k); k < t && r.d.IsRel(k, "mark", "aux", "advmod") && r.d.Kid(k, "fixed") == k+1 && r.d.Lemma(k+1) == "to" && r.signatureOf(k, "to") != nil {
			return k
		}
	}
	return -1
}

// isPurpose reports whether an infinitive beside a verb says what for, whatever
// the verb does to its complements: before the verb ("To free him, they managed a
// raid"), behind the object of a beginning ("began a visit to mend relations") or
// behind where somebody went ("went to Paris to sign").
func (r *reader) isPurpose(t, over int, s *signature) bool {
	d := r.d
	if t < over {
		return true
	}
	if k := d.Kid(over, "obj"); s.begins && k >= 0 && !r.amount(k) {
		return true
	}
	for _, k := range d.Kids(over) {
		k := int(k)
		if !s.keeps || k < over || k > t || !d.IsRel(k, "obl") {
			continue
		}
		switch c := d.Kid(k, "case"); {
		case c < 0:
		case d.Lemma(c) == "to", d.Lemma(c) == "into", d.Lemma(c) == "toward", d.Lemma(c) == "towards", d.Lemma(c) == "from", d.Lemma(c) == "for":
			return true
		}
	}
	return false
}

// amount reports whether the phrase at t is a number or amount: "fell two percent
// to reach a low".
func (r *reader) amount(t int) bool {
	switch r.d.Tags[t].POS {
	case doc.NUM, doc.SYM:
		return true
	}
	return r.d.Kid(t, "nummod") >= 0
}

// relativeWord reports whether the clause at t has a "who", "which" or "that".
func (r *reader) relativeWord(t int) bool {
	for _, k := range r.d.Kids(t) {
		if strings.Contains(r.d.Tags[k].Feats, "PronType=Rel") || r.d.Lemma(int(k)) == "that" {
			return true
		}
	}
	return false
}

// apply lets a signature make the reading.
func (r *reader) apply(s *signature, over int, own reading) reading {
	if x := r.read[over]; x.refused {
		return reading{Modality: unlessNegated(doc.Negated, own), by: x.by, rule: "refused " + r.d.Word(over)}
	}
	m := s.effect(r.read[over], own)
	if m == "" {
		m = doc.Hypothetical
	}
	by := over
	if r.read[over].Modality == doc.Negated || own.Modality == doc.Negated {
		by = max(r.read[over].by, own.by)
	}
	return reading{Modality: m, by: by, rule: "signature " + s.lemma + " + " + s.complement, past: r.read[over].past}
}

// unsigned reads a clause under a word without a signature for it.
func (r *reader) unsigned(t, up int, v verb, own reading, kind string) reading {
	d := r.d
	over := r.read[up]
	if d.IsRel(t, "advcl") {
		return r.adverbial(t, v, own, over)
	}
	if d.IsRel(t, "acl") {
		return r.onNoun(t, v, own, over)
	}
	switch kind {
	case "going to":
		m := over.Modality
		if over.Done() {
			m = r.willBy(t)
		}
		return reading{Modality: unlessNegated(m, own), by: up, rule: "going to"}
	case "to":
		if d.IsRel(t, "csubj", "nsubj") || own.Modality != "" && own.Modality != doc.Negated {
			return reading{Modality: orElse(own.Modality, doc.Hypothetical), by: up, rule: "infinitive under " + d.Word(up)}
		}
		return reading{Modality: unlessNegated(doc.Hypothetical, own), by: up, rule: "infinitive under " + d.Word(up)}
	case "that":
		return reading{Modality: report(over, own), by: own.by, rule: own.rule, past: own.past}
	case "whether":
		return reading{Modality: unlessNegated(doc.Hypothetical, own), by: up, rule: "question under " + d.Word(up)}
	}
	if d.IsRel(t, "ccomp", "csubj") && v.finite {
		return own
	}
	// a small clause or a gerund is as its verb is
	return reading{Modality: unlessNegated(orElse(over.Modality, doc.Occurred), own), by: up, rule: "as " + d.Word(up), past: over.past}
}

func orElse(m, other doc.Modality) doc.Modality {
	if m == "" {
		return other
	}
	return m
}

// main reads a clause that nothing governs.
func (r *reader) main(t int, v verb, own reading) reading {
	d := r.d
	if own.Modality != "" {
		return own
	}
	headline := r.headline(t)
	switch {
	case v.infinitive && (headline || r.stopless(t) && d.Kid(t, "nsubj") >= 0):
		return reading{Modality: doc.Planned, by: t, rule: "infinitive of a headline"}
	case v.infinitive:
		return reading{Modality: doc.Hypothetical, by: t, rule: "infinitive by itself"}
	case headline:
		return reading{Modality: doc.Occurred, by: t, rule: "verb of a headline", past: true}
	case v.gerund:
		return reading{Modality: doc.Ongoing, by: t, rule: "gerund by itself"}
	case d.Tags[t].POS == doc.VERB && d.Kid(t, "nsubj") < 0:
		return reading{Modality: doc.Demanded, by: t, rule: "imperative"}
	}
	return reading{Modality: doc.Ongoing, by: t, rule: "tense present"}
}

// conjoined reads the second of two clauses: by its own tense, or as the first.
func (r *reader) conjoined(t, up int, v verb, own reading) reading {
	over := r.read[up]
	forms := r.forms(t)
	if k := r.d.Kid(t, "cc"); k >= 0 && over.Done() && (r.d.Lemma(k) == "rather" || r.d.Lemma(k) == "instead") {
		return reading{Modality: doc.Negated, by: k, rule: r.d.Word(k) + " than"} // "left rather than listen"
	}
	if over.Modality == doc.Negated && r.d.Kid(t, "nsubj") < 0 && r.joinedByOr(t) {
		return reading{Modality: doc.Negated, by: over.by, rule: "as " + r.d.Word(up) + ": " + over.rule, past: over.past}
	}
	if forms.finite && (r.d.Kid(t, "nsubj") >= 0 || forms.past || forms.modal != "") {
		if !over.Done() && r.underOpen(up) && own.Done() {
			return reading{Modality: doc.Hypothetical, by: over.by, rule: "as " + r.d.Word(up)}
		}
		return own
	}
	if forms.finite && over.Done() {
		return own
	}
	m := over.Modality
	if forms.neg >= 0 {
		m = doc.Negated
	}
	return reading{Modality: orElse(m, doc.Occurred), by: over.by, rule: "as " + r.d.Word(up) + ": " + over.rule, past: over.past}
}

// joinedByOr: "had not admitted or denied": the negation reaches over "or".
func (r *reader) joinedByOr(t int) bool {
	k := r.d.Kid(t, "cc")
	return k >= 0 && (r.d.Lemma(k) == "or" || r.d.Lemma(k) == "nor")
}

// underOpen reports whether the clause at t stands in a condition: "if he signs
// and they leave".
func (r *reader) underOpen(t int) bool { return r.openMark(t) >= 0 }

// inverted reports whether an auxiliary stands before the subject of the clause at
// t: "Did the junta order it?"
func (r *reader) inverted(t int) bool {
	a, s := r.d.Kid(t, "aux"), r.d.Kid(t, "nsubj")
	return a >= 0 && a < s
}

// asked reports whether the clause at t is the question of its sentence.
func (r *reader) asked(t int) bool {
	d := r.d
	s := d.SentenceOf(t)
	if s >= len(r.question) || r.question[s] == 0 {
		return false
	}
	q := int(r.question[s]) - 1
	if t > q || !(d.Arcs[t].Head < 0 || d.IsRel(t, "ccomp", "parataxis", "conj")) {
		return false
	}
	_, last := d.Subtree(t)
	return last >= q && (!r.know.tells[d.Lemma(t)] || r.inverted(t))
}
