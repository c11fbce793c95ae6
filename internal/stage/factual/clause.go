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
	if up < 0 || d.IsRel(t, "parataxis", "dep", "appos", "list", "discourse", "reparandum", "orphan") {
		return r.main(t, v, own)
	}
	switch {
	case d.IsRel(t, "conj"):
		return r.conjoined(t, up, v, own)
	case d.IsRel(t, "acl:relcl"):
		return r.main(t, v, own)
	}
	if w := r.openMark(t); w >= 0 {
		if own.Modality == doc.Negated {
			return own
		}
		return reading{Modality: doc.Hypothetical, by: w, rule: "condition " + d.Word(w)}
	}
	over, kind := r.governor(t, up, v)
	if over >= 0 {
		if s := r.signatureOf(over, kind); s != nil {
			return r.apply(s, over, own)
		}
	}
	return r.unsigned(t, up, v, own, kind)
}

// looksBare: in "let the ships pass" the tagger may see a present tense.
func (r *reader) looksBare(t int, v verb) bool {
	return v.first == t && v.finite && !v.past && strings.EqualFold(r.d.Word(t), r.d.Lemma(t))
}

// apply lets a signature make the reading.
func (r *reader) apply(s *signature, over int, own reading) reading {
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

// governor returns the word whose signature rules the clause and how the clause
// hangs on it. Of "made an offer to send" it is the offer, of "forced the
// rebels to retreat" the verb, wherever the parser hangs the infinitive.
func (r *reader) governor(t, up int, v verb) (int, string) {
	d := r.d
	kind := r.complement(t, v)
	switch {
	case d.Lemma(up) == "go" && kind == "to" && strings.EqualFold(d.Word(up), "going"):
		return -1, "going to"
	case d.Lemma(up) == "use" && kind == "to" && d.Kid(up, "obj") < 0 && !r.passive(up):
		return up, "habit"
	case r.signatureOf(up, kind) != nil:
		return up, kind
	case d.IsRel(t, "advcl", "xcomp", "ccomp") && kind == "to":
		for _, k := range d.Kids(up) {
			if d.IsRel(int(k), "obj", "nsubj:pass", "nsubj") && d.Tags[k].POS == doc.NOUN && r.signatureOf(int(k), kind) != nil {
				return int(k), kind
			}
		}
	case d.IsRel(t, "acl", "advcl"):
		if over := r.verbOver(up, kind); over >= 0 {
			return over, kind
		}
	}
	return up, kind
}

// verbOver returns the verb that has the noun at n as its object and rules a
// complement of this kind, or -1.
func (r *reader) verbOver(n int, kind string) int {
	d := r.d
	if h := d.Arcs[n].Head; h >= 0 && d.IsRel(n, "obj", "iobj", "nsubj:pass", "obl") && d.Tags[h].POS == doc.VERB && r.signatureOf(h, kind) != nil {
		return h
	}
	return -1
}

// signatureOf is the signature of the word at t for a complement. A participle
// after "be" is first asked as an adjective: "is prepared to".
func (r *reader) signatureOf(t int, kind string) *signature {
	d := r.d
	tag := d.Tags[t]
	if tag.POS == doc.VERB && d.Kid(t, "aux:pass", "cop") >= 0 {
		if s := r.know.signatures[slot{strings.ToLower(d.Word(t)), doc.ADJ, kind}]; s != nil {
			return s
		}
	}
	return r.know.lookup(tag.Lemma, tag.POS, kind)
}

func (r *reader) passive(t int) bool {
	k := r.d.PredicateAt(t)
	return k >= 0 && r.d.Predicates[k].Passive
}

// complement names how the clause hangs, in the terms of signatures.tsv.
func (r *reader) complement(t int, v verb) string {
	d := r.d
	for _, k := range d.Kids(t) {
		k := int(k)
		if !d.IsRel(k, "mark", "case") || k > t {
			continue
		}
		w := strings.ToLower(d.Word(k))
		switch {
		case w == "whether" || w == "if":
			return "whether"
		case w == "that":
			return "that"
		case v.gerund && w != "to":
			return w
		}
	}
	switch {
	case d.IsRel(t, "xcomp") && r.looksBare(t, v):
		return "bare"
	case v.infinitive:
		return "to"
	case v.gerund && !v.finite:
		if d.IsRel(t, "advcl") && r.parted(t) {
			return "beside" // "denied the visas, drawing protests"
		}
		return "ing"
	case v.finite:
		if d.IsRel(t, "ccomp", "csubj") && r.whWord(t) {
			return "whether"
		}
		return "that"
	case d.Tags[t].POS == doc.VERB && !v.participle && d.IsRel(t, "ccomp") && d.Kid(t, "nsubj") >= 0:
		return "that" // "demanded (that) Russia withdraw"
	case d.Tags[t].POS == doc.VERB && !v.participle:
		return "bare"
	}
	return "small"
}

// parted reports whether a clause stands before its head or behind a comma.
func (r *reader) parted(t int) bool {
	up := r.d.Arcs[t].Head
	if t < up {
		return true
	}
	for k := up + 1; k < t; k++ {
		if r.d.Word(k) == "," {
			return true
		}
	}
	return false
}

// whWord reports whether the clause asks: "asked who had bombed".
func (r *reader) whWord(t int) bool {
	for _, k := range r.d.Kids(t) {
		if int(k) < t && strings.Contains(r.d.Tags[k].Feats, "PronType=Int") {
			return true
		}
	}
	return false
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
	headline := false
	switch d.Sentences[d.SentenceOf(t)].Kind {
	case doc.Title, doc.Heading:
		headline = true
	}
	switch {
	case v.infinitive && headline:
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

// underOpen reports whether the clause at t stands in a condition: "if he signs
// and they leave".
func (r *reader) underOpen(t int) bool { return r.openMark(t) >= 0 }

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
	return last >= q && !r.know.tells[d.Lemma(t)]
}
