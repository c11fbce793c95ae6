package factual

import (
	"strings"

	"dragoman/internal/doc"
)

// clause reads a verb or a predicate with a copula.
func (r *reader) clause(t int) reading {
	v := r.verbOf(t)
	x := r.inContext(t, v)
	if r.bids(t, v) {
		x = reading{Modality: doc.Demanded, by: t, rule: "imperative"}
	}
	x = r.history(t, v, x)
	if k := r.fictionOf(t); k >= 0 && x.Done() {
		x.Modality, x.by, x.rule = doc.Hypothetical, k, "in a "+r.d.Lemma(k)
	}
	if r.asked(t) && x.Modality != doc.Negated {
		x.Modality, x.rule = doc.Hypothetical, "question"
	}
	if k, s := r.hedged(t); k >= 0 && x.Modality != doc.Negated && (x.Modality != doc.Hypothetical || v.modal == "would") {
		if m := s.effect(reading{Modality: doc.Occurred}, reading{}); m == doc.Offered && !x.Done() || m != doc.Offered && x.Done() || m == doc.Expected && x.Modality == doc.Planned {
			x.Modality, x.by, x.rule = m, k, "adverb "+r.d.Word(k)
			if m == doc.Expected && v.past && v.modal == "" {
				x.Modality = doc.Hypothetical
			}
		}
	}
	if k := r.nearly(t); k >= 0 && x.Done() && r.signatureOf(t, "nearly") == nil && !(r.d.Tags[t].POS == doc.ADJ && r.signatureOf(t, "to") != nil) {
		x.Modality, x.by, x.rule = doc.Negated, k, r.d.Word(k)
	}
	if x.Modality == doc.Ongoing && !x.past {
		if s := r.ofItself(t); s != nil && s.offers {
			x.Modality, x.rule = doc.Offered, "readiness"
		} else if s != nil && s.needs {
			x.Modality, x.rule = doc.Demanded, "need"
		}
	}
	if s := r.signatureOf(t, "self"); s != nil && x.Modality == doc.Occurred && r.d.Kid(t, "obj") >= 0 && r.d.Kid(t, "xcomp", "compound:prt", "advcl") < 0 {
		x.Modality, x.rule = s.effect(x, reading{}), "lasts" // "kept the curfew in force"
	}
	return r.conditional(t, v, x)
}

// history makes history of what was done at a time long ago, and of what was done with it.
func (r *reader) history(t int, v verb, x reading) reading {
	if x.Modality != doc.Occurred && !(x.Modality == doc.Ongoing && x.rule == tensePresent && (r.aged[t] || r.yearHead(t))) {
		return x
	}
	old := r.aged[t] || r.yearHead(t)
	if s := r.d.Kid(t, "nsubj"); s >= 0 && r.aged[s] && r.know.texts[r.d.Lemma(s)] && x.past {
		old = true // "the treaty of 1881 gave the strait to Chile"
	}
	if x.past && !v.have && r.ofOld(t) {
		old = true
	}
	for _, k := range r.d.Kids(t) {
		k := int(k)
		switch m := r.markOf(k); {
		case r.d.IsRel(k, "advcl") && r.aged[k] && (m == "before" || m == "until" || m == "when" && !r.dated(t)):
			old = true // "lived in exile before he returned in 1989"
		case r.d.IsRel(k, "advcl") && m == "when" && !r.dated(t) && r.stillThen(k):
			old = true // "fought when they were still provinces"
		case r.d.IsRel(k, "obj") && r.aged[k] && r.d.IsRel(t, "acl:relcl", "acl"):
			old = true // "the man who led the 1962 mutiny"
		}
	}
	if up := r.d.Arcs[t].Head; up >= 0 && r.d.IsRel(t, "advcl") && r.markOf(t) == "when" && x.past && r.lifeDate(up) {
		old = true // "She was 12 when they marched in"
	}
	if up := r.d.Arcs[t].Head; up >= 0 && !old && r.read[up].Modality == doc.Background && !r.dated(t) {
		old = r.aged[up] && r.d.IsRel(t, "conj") && r.isClause(up) || r.d.IsRel(t, "advcl", "acl") && !v.finite
	}
	if old {
		x.Modality, x.rule = doc.Background, x.rule+", long ago"
	}
	return x
}

// ofOld reports whether the relative clause at t is about an old act: "the recognition of
// Peking in 1970, which others copied", "the miners, whose last strike in 1937 ended in
// defeat".
func (r *reader) ofOld(t int) bool {
	if !r.d.IsRel(t, "acl:relcl") || r.dated(t) {
		return false
	}
	s, up := r.d.Kid(t, "nsubj"), r.d.Arcs[t].Head
	return s >= 0 && r.aged[s] || r.aged[up] && r.read[up].Modality == doc.Background
}

// stillThen: "were still provinces", "was only a clerk".
func (r *reader) stillThen(t int) bool {
	if r.d.Kid(t, "cop") < 0 || !r.forms(t).past {
		return false
	}
	for _, k := range r.d.Kids(t) {
		switch r.d.Lemma(int(k)) {
		case "still", "only":
			return true
		}
	}
	return false
}

// lifeDate: "was 12", "was not born".
func (r *reader) lifeDate(t int) bool {
	return r.d.Tags[t].POS == doc.NUM && r.d.Kid(t, "cop") >= 0 || strings.EqualFold(r.d.Word(t), "born")
}

// yearHead reports whether the sentence of t begins with a year and a colon, as a
// chronicle does: "1968: tanks enter the city".
func (r *reader) yearHead(t int) bool {
	d := r.d
	s := d.Sentences[d.SentenceOf(t)].First
	w := d.Word(s)
	return s+1 < len(d.Tokens) && len(w) == 4 && (w[0] == '1' || w[0] == '2') && w[1] >= '0' && w[1] <= '9' && (d.Word(s+1) == ":" || d.Word(s+1) == "-" || d.Word(s+1) == "–")
}

// dated reports whether the clause at t names a time of its own.
func (r *reader) dated(t int) bool { return r.when[t] > 0 || r.ahead[t] }

// own is the reading of a clause by its own words, or the empty reading where
// it has no tense.
func (r *reader) own(t int, v verb) reading {
	switch {
	case v.finite && v.infinitive && v.have:
		return reading{Modality: doc.Negated, by: v.first, rule: "was to have"} // "was to have begun on Monday"
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
	own.of = t
	own.befalls = r.know.befalls[d.Lemma(t)] && !r.passive(t)
	up := d.Arcs[t].Head
	if d.IsRel(t, "xcomp") && r.looksBare(t, v) {
		own = reading{by: -1, rule: bareForm}
	}
	if k := r.yetTo(t, up); k >= 0 {
		return reading{Modality: doc.Negated, by: k, rule: "yet to"}
	}
	if k := r.fixedTo(t); k >= 0 {
		r.read[k] = own
		return r.apply(r.signatureOf(k, "to"), k, reading{by: -1, rule: plainInfinitive, befalls: own.befalls})
	}
	if !v.past && v.modal == "" && r.hadBetter(t) {
		return reading{Modality: doc.Demanded, by: t, rule: "had better"}
	}
	if x, ok := r.idiomatic(t, v, own); ok {
		return x
	}
	if x, ok := r.equated(t, v, own); ok {
		return x
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
		return r.relative(t, up, v, own)
	}
	if w := r.openMark(t); w >= 0 {
		return r.supposed(w, own)
	}
	if k := r.inTerm(t); k >= 0 && own.Modality != doc.Negated {
		return reading{Modality: doc.Hypothetical, by: k, rule: "condition of " + d.Word(k)}
	}
	if x, ok := r.degree(t, up, v, own); ok {
		return x
	}
	if (d.IsRel(t, "ccomp", "csubj") || d.IsRel(t, "advcl") && t < up) && v.finite && own.past && own.Done() && r.whWord(t) {
		own.rule += ", which the question takes for granted" // "asked who had bombed it"
		return own
	}
	over, kind := r.governor(t, up, v)
	if k := r.whichTo(t, up); k >= 0 && kind == "to" {
		return reading{Modality: unlessNegated(doc.Hypothetical, own), by: k, rule: "question under " + d.Word(up)}
	}
	if kind == "small" && over == up && !d.IsRel(t, "xcomp", "ccomp") {
		over = -1
	}
	if kind == "small" && over >= 0 && r.signatureOf(over, kind) != nil {
		own = reading{by: -1, rule: bareForm} // "wants the mine reopened"
	}
	if kind == "that" && over >= 0 && asTold(own).Done() {
		if x, ok := r.withheld(over, own); ok {
			return x
		}
	}
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

// supposed reads what the conjunction at w leaves open. What "if" or "unless" opens is open,
// denied or not: "if they do not pay".
func (r *reader) supposed(w int, own reading) reading {
	if l := r.d.Lemma(w); own.Modality == doc.Negated && l != "if" && l != "unless" {
		return own
	}
	return reading{Modality: doc.Hypothetical, by: w, rule: "condition " + r.d.Word(w)}
}

// whichTo returns the question word of the infinitive at t, or -1: "will decide what to
// answer", "what answer to give", where the tree has the infinitive on the answer.
func (r *reader) whichTo(t, up int) int {
	d := r.d
	k := d.Kid(up, "det")
	if d.IsRel(t, "xcomp", "ccomp") {
		if k, _ = d.Subtree(t); k >= r.toOf(t) {
			return -1
		}
	} else if !d.IsRel(t, "acl") {
		return -1
	}
	if k >= 0 && strings.Contains(d.Tags[k].Feats, "PronType=Int") {
		return k
	}
	return -1
}

// relative reads a clause that the tree takes for a relative one.
func (r *reader) relative(t, up int, v verb, own reading) reading {
	d := r.d
	if v.modal == "would" && v.have {
		if m, k := r.verdict(up, own, own.Modality); k >= 0 && !m.Done() {
			return reading{Modality: doc.Negated, by: k, rule: "would have, " + d.Word(k)} // "dropped a bill that would have cut pensions"
		}
	}
	if k := r.inTerm(t); k >= 0 && own.Modality != doc.Negated && r.contentThat(t) {
		return reading{Modality: doc.Hypothetical, by: k, rule: "condition of " + d.Word(k)}
	}
	if r.anybody(up) && own.Done() && !own.past {
		return reading{Modality: doc.Hypothetical, by: up, rule: "whoever it is"} // "any firm that trades", "anyone who breaks it"
	}
	if s := r.signatureOf(up, "that"); s != nil && v.finite {
		if r.contentThat(t) {
			return r.apply(s, up, own)
		}
		if m, k := r.verdict(up, own, own.Modality); k >= 0 && own.Done() && !m.Done() {
			return reading{Modality: m, by: k, rule: "told " + d.Word(up) + ", " + d.Word(k)} // "no truth in the report that they had fired"
		}
	}
	return r.main(t, v, own)
}

// anybody: "any firm", "anyone", "whoever".
func (r *reader) anybody(t int) bool {
	switch r.d.Lemma(t) {
	case "anyone", "anybody", "anything", "whoever":
		return true
	}
	return r.any(t)
}

// contentThat reports whether the clause at t, which the tree takes for a relative one,
// tells what the noun before it is about: its "that" is a conjunction or has no place in
// it ("the story that the Vatican sold the palace").
func (r *reader) contentThat(t int) bool {
	d := r.d
	for _, k := range d.Kids(t) {
		k := int(k)
		if k > t || d.Lemma(k) != "that" {
			continue
		}
		switch {
		case d.IsRel(k, "mark", "obl", "advmod"):
			return true
		case d.IsRel(k, "obj"):
			for _, o := range d.Kids(t) {
				if int(o) > t && d.IsRel(int(o), "obj") {
					return true
				}
			}
		}
	}
	return false
}

// withheld reads what is told with doubt as to its being so: "unconfirmed reports said
// that", "rumours said", "it is believed that".
func (r *reader) withheld(over int, own reading) (reading, bool) {
	d := r.d
	open := func(by int, rule string) (reading, bool) {
		return reading{Modality: doc.Hypothetical, by: by, rule: rule, past: own.past}, true
	}
	if n := d.Kid(over, "nsubj"); n >= 0 && d.Tags[n].POS == doc.NOUN && r.isTeller(over) {
		if s, k := r.belied(n); s != nil {
			return reading{Modality: s.effect(reading{Modality: doc.Occurred}, own), by: k, rule: d.Word(k) + " " + d.Word(n), past: own.past}, true
		}
		if s := r.signatureOf(n, "that"); s != nil && s.rumour {
			return open(n, d.Word(n)+" "+d.Word(over))
		}
	}
	if s := r.signatureOf(over, "to"); s != nil && s.rumour && r.passive(over) {
		return open(over, "is "+d.Word(over)+" that")
	}
	return reading{}, false
}

// hedged returns the adverb that leaves the deed at t open, with its signature, or
// -1: "allegedly signed".
func (r *reader) hedged(t int) (int, *signature) {
	for _, k := range r.d.Kids(t) {
		if k := int(k); r.d.IsRel(k, "advmod") || r.d.IsRel(k, "obl") && r.d.Kid(k, "case") >= 0 {
			if s := r.signatureOf(k, "verb"); s != nil {
				return k, s
			}
		}
	}
	return -1, nil
}

// equated reads a clause that a noun with a signature is said to be: "the plan is to
// sell it", "the fear is that they will flee", "rumour has it that they fled".
func (r *reader) equated(t int, v verb, own reading) (reading, bool) {
	d := r.d
	kind := ""
	switch m := d.Kid(t, "mark"); {
	case m >= 0 && d.Lemma(m) == "that":
		kind = "that"
	case d.Tags[t].POS == doc.NOUN && d.Kid(t, "cop") >= 0 && d.Kid(t, "case") < 0 && d.Kid(t, "nmod") >= 0:
		kind = "to" // "their price is the dismissal of the chief"
	case v.infinitive:
		kind = "to"
	default:
		return reading{}, false
	}
	subject := -1
	switch up := d.Arcs[t].Head; {
	case d.Kid(t, "cop") >= 0 || v.be && v.infinitive && r.toOf(t) > v.first:
		subject = d.Kid(t, "nsubj:outer")
		if subject < 0 {
			subject = d.Kid(t, "nsubj", "nsubj:pass")
		}
	case up >= 0 && d.IsRel(t, "ccomp", "xcomp", "advcl") && (d.Lemma(up) == "be" || d.Lemma(up) == "have" && kind == "that"):
		subject = d.Kid(up, "nsubj")
	}
	if subject < 0 || subject > t {
		return reading{}, false
	}
	if l := d.Lemma(subject); l == "what" || l == "all" { // "what they ask is that he pay"
		subject = d.Kid(subject, "acl:relcl", "acl")
		if subject >= 0 && d.Lemma(subject) == "do" && r.read[subject].Modality != "" {
			return r.read[subject], true // "what they did was to intern the crew"
		}
	}
	if subject < 0 || d.Tags[subject].POS != doc.NOUN && d.Tags[subject].POS != doc.VERB {
		return reading{}, false
	}
	s := r.signatureOf(subject, kind)
	if s == nil {
		return reading{}, false
	}
	if r.read[subject].Modality == "" {
		r.read[subject] = reading{Modality: doc.Occurred, by: subject}
	}
	if kind == "to" {
		own = reading{by: -1, rule: plainInfinitive}
	} else if d.Kid(t, "cop") >= 0 && d.Kid(t, "aux") < 0 && d.Tags[t].POS == doc.VERB {
		own = reading{by: -1, rule: bareForm}
	}
	return r.apply(s, subject, own), true
}

// bids reports whether the verb at t is an order, at the beginning of a sentence, a
// quotation or what a colon announces: "Leave now," the loudspeakers said.
func (r *reader) bids(t int, v verb) bool {
	d := r.d
	if d.Tags[t].POS != doc.VERB || !strings.EqualFold(d.Word(t), d.Lemma(t)) || v.infinitive || v.neg >= 0 || d.Kid(t, "nsubj", "nsubj:pass", "aux", "csubj", "expl") >= 0 ||
		!(d.Arcs[t].Head < 0 || d.IsRel(t, "ccomp", "parataxis")) || r.headline(t) || r.stopless(t) {
		return false
	}
	first := t
	for _, k := range d.Kids(t) {
		if k := int(k); k < first && d.IsRel(k, "advmod", "discourse", "vocative") {
			first = k
		}
	}
	if first == d.Sentences[d.SentenceOf(t)].First {
		return true
	}
	switch d.Word(first - 1) {
	case ":", "\"", "“", "‘", "«":
		return true
	}
	return false
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
		if k := int(k); k < t && r.d.IsRel(k, "mark", "aux", "advmod") && (r.d.Kid(k, "fixed") == k+1 || r.d.Arcs[k+1].Head == t && r.d.Tags[k].POS == doc.ADJ) && r.d.Lemma(k+1) == "to" && r.signatureOf(k, "to") != nil {
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
	if d.Lemma(over) == "go" && s.keeps {
		on := false
		for _, k := range d.Kids(over) {
			on = on || d.Lemma(int(k)) == "on" && !d.IsRel(int(k), "case")
		}
		return !on // "went north to relieve the fort"
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
		m := doc.Negated
		if s.effect(reading{Modality: doc.Occurred}, reading{}) == doc.Offered {
			m = doc.Offered // an offer that is spurned was made
		}
		return reading{Modality: unlessNegated(m, own), by: x.by, rule: "refused " + r.d.Word(over)}
	}
	over1 := r.weighed(s, over)
	if over1.Modality == doc.Negated && strings.HasPrefix(over1.rule, "signature deny") && s.effect(reading{Modality: doc.Occurred}, reading{}) == doc.Planned {
		over1.Modality = doc.Hypothetical // "denied having agreed to leave": he may leave yet
	}
	if up := r.d.Arcs[over].Head; s.keeps && r.d.Tags[over].POS == doc.NOUN && r.d.IsRel(over, "obj") && r.isClause(up) {
		over1 = r.read[up] // "nobody had the courage to sign"
	}
	m := s.effect(over1, own)
	if m == "" {
		m = doc.Hypothetical
	}
	if told, k := r.verdict(over, own, m); k >= 0 {
		return reading{Modality: told, by: k, rule: "told " + r.d.Word(over) + ", " + r.d.Word(k)}
	}
	if m == doc.Ongoing && r.read[over].Modality == doc.Occurred && r.read[over].past && r.until(over, "until", "till", "throughout") {
		m = doc.Occurred // "kept firing until noon"
	}
	if s.tries && m == doc.Hypothetical && r.read[over].Modality == doc.Occurred && r.butFailed(over) {
		m = doc.Negated // "tried to flee but was caught"
	}
	if m != doc.Negated && !m.Done() && s.complement == "to" && r.read[over].Modality == doc.Occurred {
		if end, k := r.outcome(over); k >= 0 {
			return reading{Modality: unlessNegated(orElse(end, m), own), by: k, rule: "outcome " + r.d.Word(k)}
		}
	}
	if own.rule == "perfect infinitive" && m.Done() {
		m = doc.Occurred // "is proud to have hosted them"
	}
	if x := r.read[over]; x.taken && (m == doc.Offered || m == doc.Demanded) {
		m = doc.Planned // "accepted an offer of autonomy"
	}
	if m == doc.Ongoing && s.moots && r.d.Tags[over].POS == doc.NOUN && own.rule == tensePresent {
		m = doc.Demanded // "a proposal that both sides leave", like "proposed that both sides leave"
	}
	if m == doc.Demanded && s.moots && r.jointly(own.of) {
		m = doc.Offered // "proposed that the two armies form a commission"
	}
	if s.complement == "that" && m == doc.Occurred && r.d.Lemma(over) == "deny" && r.read[over].Modality == doc.Negated && r.norConfirm(over) {
		m = doc.Hypothetical
	}
	by := over
	if r.read[over].Modality == doc.Negated || own.Modality == doc.Negated {
		by = max(r.read[over].by, own.by)
	}
	return reading{Modality: m, by: by, rule: "signature " + s.lemma + " + " + s.complement, past: r.read[over].past && (s.complement != "that" || own.past)}
}

// jointly reports whether the clause at t has both sides for its subject: "the two
// armies", "both", "the sides".
func (r *reader) jointly(t int) bool {
	s := r.d.Kid(t, "nsubj", "nsubj:pass")
	if s < 0 {
		return false
	}
	if l := r.d.Lemma(s); l == "both" || l == "side" {
		return true
	}
	for _, k := range r.d.Kids(s) {
		switch r.d.Lemma(int(k)) {
		case "both", "two":
			return int(k) < s
		}
	}
	return false
}

// norConfirm: "neither confirmed nor denied".
func (r *reader) norConfirm(t int) bool {
	d := r.d
	if up := d.Arcs[t].Head; d.IsRel(t, "conj") && up >= 0 && d.Lemma(up) == "confirm" {
		return true
	}
	k := d.Kid(t, "conj")
	return k >= 0 && d.Lemma(k) == "confirm"
}

// weighed is the reading of the word at over, denied where few share it: "few doubt
// that he will sign".
func (r *reader) weighed(s *signature, over int) reading {
	x := r.read[over]
	if !s.minds || !x.Done() {
		return x
	}
	for _, k := range r.d.Kids(over) {
		if k := int(k); k < over && (r.d.Lemma(k) == "few" || r.d.IsRel(k, "nsubj") && r.fewOf(k)) {
			x.Modality, x.rule = doc.Negated, fewDo
		}
	}
	return x
}

// fewDo is the rule of what few do: "few believe that he will leave", who may leave.
const fewDo = "few"

func (r *reader) fewOf(t int) bool {
	for _, k := range r.d.Kids(t) {
		if int(k) < t && r.d.IsRel(int(k), "amod", "det", "nummod") && r.d.Lemma(int(k)) == "few" {
			return r.d.Kid(t, "det") != int(k)-1 // "a few"
		}
	}
	return false
}

// verdict lets what is said of a report, claim or rumour decide what it tells: "reports
// that they had fled could not be verified", "proved false". It returns the word that
// says so, or -1.
func (r *reader) verdict(n int, own reading, m doc.Modality) (doc.Modality, int) {
	d := r.d
	v := d.Arcs[n].Head
	if d.Tags[n].POS != doc.NOUN && !(d.Tags[n].POS == doc.VERB && r.tries(n)) {
		return m, -1
	}
	if k := r.failing(n); k >= 0 && m != doc.Negated {
		return doc.Negated, k
	}
	if s, k := r.belied(n); s != nil {
		return s.effect(reading{Modality: doc.Occurred}, own), k // "false reports that they fled"
	}
	if v >= 0 && d.Tags[v].POS == doc.NOUN && d.IsRel(n, "nmod") {
		if s := r.signatureOf(v, "told"); s != nil {
			return s.effect(r.read[v], own), v // "no truth in the report that they fled"
		}
	}
	if v >= 0 && d.Lemma(v) == "come" && d.Tags[n].POS == doc.NOUN {
		for _, k := range d.Kids(v) { // "the plan came to nothing", "nothing came of the plan"
			switch k := int(k); d.Lemma(k) {
			case "nothing", "naught", "nought", "grief":
				return doc.Negated, k
			}
		}
	}
	if d.Tags[n].POS == doc.VERB {
		if s := r.toldBy(v); s != nil && d.IsRel(n, "xcomp", "ccomp") {
			return s.effect(r.read[v], own), v // "gave up trying to land"
		}
		return m, -1
	}
	if v >= 0 && d.Tags[n].POS == doc.NOUN {
		if k := r.shiftedFrom(n, v); k >= 0 {
			if s := r.toldBy(k); s != nil {
				return s.effect(r.read[k], own), k // "rejected by nine votes a bill to tax bread"
			}
		}
	}
	if v < 0 || !d.IsRel(n, "nsubj", "nsubj:pass", "obj") || r.read[v].Modality == "" {
		return r.afterthought(n, own, m)
	}
	for _, k := range d.Kids(v) {
		if k := int(k); k > n && d.IsRel(n, "obj") && d.IsRel(k, "obj") {
			if s := r.toldBy(k); s != nil {
				return s.effect(r.read[v], own), k // "called the report a lie"
			}
		}
	}
	for k, step := v, 0; k >= 0 && step < 3; k, step = d.Kid(k, "xcomp"), step+1 {
		if s := r.toldBy(k); s != nil && !(s.passes && r.signatureOf(n, "that") != nil && r.signatureOf(n, "to") == nil) {
			return s.effect(r.read[v], own), k
		}
	}
	return m, -1
}

// belied returns what an adjective says of the report, claim or rumour at n, and where:
// "false reports", "unconfirmed reports".
func (r *reader) belied(n int) (*signature, int) {
	for _, k := range r.d.Kids(n) {
		if k := int(k); k < n && r.d.IsRel(k, "amod") {
			if s := r.know.signatures[slot{strings.ToLower(r.d.Word(k)), doc.ADJ, "told"}]; s != nil {
				return s, k
			}
		}
	}
	return nil, -1
}

// tries: "trying to land".
func (r *reader) tries(t int) bool {
	s := r.signatureOf(t, "to")
	return s != nil && s.tries
}

// toldBy is the signature of the word at t for what the noun tells that is its object or
// subject: "abandoned the attempt", "the plan fell through".
func (r *reader) toldBy(t int) *signature {
	if t < 0 {
		return nil
	}
	if p := r.particle(t); p != "" {
		return r.signatureOf(t, "told "+p)
	}
	return r.signatureOf(t, "told")
}

// failing returns the word by which the attempt told at n failed, or -1: "a vain attempt",
// "tried in vain".
func (r *reader) failing(n int) int {
	for _, k := range r.d.Kids(n) {
		if k := int(k); r.d.IsRel(k, "amod", "advmod", "obl", "acl") && (r.signatureOf(k, "fails") != nil || r.know.signatures[slot{strings.ToLower(r.d.Word(k)), doc.ADJ, "fails"}] != nil) {
			return k
		}
	}
	return -1
}

// afterthought is the verdict where the tree hangs it on the noun, behind what the noun
// tells: "Reports that they had fled | were false".
func (r *reader) afterthought(n int, own reading, m doc.Modality) (doc.Modality, int) {
	d := r.d
	first := true
	for _, k := range d.Kids(n) {
		k := int(k)
		if k < n || !d.IsRel(k, "acl", "ccomp", "parataxis", "acl:relcl", "appos") {
			continue
		}
		if s := r.signatureOf(k, "told"); s != nil && !first && d.Kid(k, "cop", "aux", "aux:pass") >= 0 {
			return s.effect(r.own(k, r.verbOf(k)), own), k
		}
		first = false
	}
	return m, -1
}

// butFailed reports whether one of the verbs is followed by a "but" with what came of it.
func (r *reader) butFailed(verbs ...int) bool {
	d := r.d
	for _, t := range verbs {
		for _, k := range d.Kids(t) {
			k := int(k)
			if c := d.Kid(k, "cc"); d.IsRel(k, "conj") && k > t && c >= 0 && d.Lemma(c) == "but" {
				return true
			}
		}
	}
	return false
}

// outcome returns what came of what the verb at t embeds, where the text tells it by a
// verb that stands for the act or by how it ended: "promised to sign but has not",
// "tried to calm them and succeeded".
func (r *reader) outcome(t int) (doc.Modality, int) {
	d := r.d
	for _, k := range d.Kids(t) {
		k := int(k)
		if !d.IsRel(k, "conj") || k < t || d.Kid(k, "obj", "xcomp", "ccomp", "nsubj") >= 0 {
			continue
		}
		s := r.know.signatures[slot{strings.ToLower(d.Word(k)), doc.VERB, "then"}]
		if s == nil {
			s = r.know.signatures[slot{d.Lemma(k), doc.VERB, "then"}]
		}
		if s != nil {
			return s.effect(r.own(k, r.verbOf(k)), reading{}), k
		}
	}
	return "", -1
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
		if over.Done() && r.forms(up).past && r.butFailed(t, up) {
			m = doc.Negated // "was going to buy them but ran out of money"
		}
		return reading{Modality: unlessNegated(m, own), by: up, rule: "going to"}
	case "to":
		if k := d.Kid(up, "expl"); k >= 0 && d.Lemma(up) == "take" && over.past && over.Modality == doc.Occurred {
			return reading{Modality: unlessNegated(doc.Occurred, own), by: up, rule: "it took"} // "it took weeks to subdue them"
		}
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
	case v.infinitive && (headline || r.stopless(t) && d.Kid(t, "nsubj") >= 0 || d.IsRel(t, "parataxis") && r.headed(t, d.Arcs[t].Head)):
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
	if k := r.d.Kid(up, "xcomp", "advcl", "ccomp"); forms.infinitive && !forms.finite && k > up && k < t && r.toOf(k) >= 0 && r.toOf(up) < 0 && r.read[up].Modality != "" {
		if r.read[k].Modality == "" {
			r.read[k] = r.readToken(k)
		}
		return r.read[k] // "told them to fast and to stay at home"
	}
	if o := r.forms(up); o.be && !o.finite && !o.infinitive && r.d.Kid(t, "nsubj", "aux") < 0 && forms.past {
		return reading{Modality: over.Modality, by: over.by, rule: "as " + r.d.Word(up)} // "demanded that it be refuelled and flown to Aden"
	}
	if forms.past && own.Modality != doc.Negated && r.d.Kid(up, "cop") >= 0 && r.d.Tags[up].POS == doc.NOUN && r.d.Kid(t, "aux", "nsubj", "nsubj:pass") < 0 && !over.Done() && r.d.IsRel(up, "ccomp") {
		return reading{Modality: doc.Occurred, by: t, rule: "past beside what is said", past: true} // "warned that a raid would be a crime and called for talks"
	}
	if r.bargain(t, forms) {
		return reading{Modality: doc.Offered, by: t, rule: "after an order"}
	}
	if forms.finite && (r.d.Kid(t, "nsubj") >= 0 || forms.past || forms.modal != "") {
		if own.Modality == doc.Ongoing && own.rule == tensePresent && over.Modality == doc.Occurred && strings.HasPrefix(over.rule, "present of") {
			own.Modality, own.rule = doc.Occurred, over.rule // "Congo breaks off talks, and Rome recalls its envoy"
		}
		if !over.Done() && r.underOpen(up) && own.Done() {
			return reading{Modality: doc.Hypothetical, by: over.by, rule: "as " + r.d.Word(up)}
		}
		return own
	}
	if forms.finite && over.Done() {
		return own
	}
	m := over.Modality
	switch {
	case forms.neg >= 0 && m == doc.Demanded && forms.infinitive:
		m = doc.Hypothetical // "asked both to bury their dead and not to march": they may yet
	case forms.neg >= 0:
		m = doc.Negated
	}
	return reading{Modality: orElse(m, doc.Occurred), by: over.by, rule: "as " + r.d.Word(up) + ": " + over.rule, past: over.past}
}

// bargain reports whether the clause at t is what the speaker will do once his order is
// met or if it is not: "Pay, and we will let them go", "Leave or we fire".
func (r *reader) bargain(t int, v verb) bool {
	d := r.d
	s := d.Kid(t, "nsubj", "nsubj:pass")
	if s <= 0 || v.neg >= 0 || v.past || v.modal != "will" && v.modal != "may" && v.modal != "" {
		return false
	}
	switch strings.ToLower(d.Word(s)) {
	case "we", "i":
	case "you":
		if v.modal == "" {
			return false
		}
	default:
		if v.modal != "will" {
			return false // "Withdraw, or the city will be starved"
		}
	}
	if first, _ := d.Subtree(s); first > 0 {
		s = first
	}
	if l := d.Lemma(s - 1); l != "and" && l != "or" {
		return false
	}
	first := d.Sentences[d.SentenceOf(t)].First
	for first < t && d.Tags[first].POS == doc.PUNCT {
		first++
	}
	return first < t && strings.EqualFold(d.Word(first), d.Lemma(first)) && d.Kid(first, "nsubj", "det", "case") < 0 && !d.IsRel(first, "nsubj", "det", "case", "mark", "cc", "advmod", "amod", "compound")
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
