package factual

import (
	"strings"

	"dragoman/internal/doc"
)

// nominal reads a noun that may name an act: by its own adjectives and
// determiner, by the signature of what governs it, by a date, by the verb that
// carries it ("did not hold talks"), else as done.
func (r *reader) nominal(t int) reading {
	d := r.d
	x := r.governed(t)
	if up := d.Arcs[t].Head; x.Modality == doc.Planned && up >= 0 && r.isClause(up) {
		if c, span := r.termOf(up); c >= 0 && c != t {
			x.Modality, x.rule = doc.Offered, x.rule+", on a condition" // "agreed to a truce on condition that"
			r.condition[t] = span
		}
	}
	if n := r.nobody(t); n >= 0 {
		return reading{Modality: doc.Negated, by: n, rule: "negated by " + d.Word(n)}
	}
	for _, k := range d.Kids(t) {
		k := int(k)
		if k < t && d.IsRel(k, "case") && strings.EqualFold(d.Word(k), "without") {
			return reading{Modality: doc.Negated, by: k, rule: "without"}
		}
		if k > t || !d.IsRel(k, "amod", "compound", "nmod:poss", "acl") {
			continue
		}
		s := r.know.signatures[slot{r.joined(k), doc.ADJ, "noun"}]
		if s == nil {
			s = r.know.lookup(d.Lemma(k), d.Tags[k].POS, "noun")
		}
		if s == nil || d.IsRel(k, "compound", "nmod:poss") {
			continue
		}
		m := s.effect(reading{Modality: doc.Occurred}, reading{})
		if r.aged[t] && r.signatureOf(k, "fails") != nil {
			continue // "the failed putsch of 1961"
		}
		if x.Modality != doc.Negated && m != doc.Occurred {
			return reading{Modality: m, by: k, rule: "modifier " + d.Word(k)}
		}
	}
	if r.any(t) && x.Modality != doc.Negated && !r.isClause(t) {
		// "a shield against any attack": none is told of
		return reading{Modality: doc.Hypothetical, by: r.d.Kid(t, "det"), rule: "any"}
	}
	if k := r.inTerm(t); k >= 0 && x.Modality != doc.Negated && x.Modality != doc.Hypothetical && !r.definite(t) {
		return reading{Modality: doc.Hypothetical, by: k, rule: "condition of " + d.Word(k)} // "subject to inspection"
	}
	if x.Done() && (r.isAfter(t) || r.ahead[t]) {
		return reading{Modality: doc.Planned, by: -1, rule: "date to come"}
	}
	if k := r.fictionOf(t); k >= 0 && x.Done() {
		return reading{Modality: doc.Hypothetical, by: k, rule: "in a " + d.Lemma(k)}
	}
	if x.Modality == doc.Occurred && x.by < 0 && !r.aged[t] && r.running(t) {
		x.Modality, x.rule = doc.Ongoing, "under way"
	}
	if (x.Modality == doc.Occurred || x.Modality == doc.Hypothetical && r.definite(t)) && r.aged[t] {
		x.Modality, x.rule = doc.Background, x.rule+", long ago"
	}
	return x
}

// governed reads a noun by the word that it hangs on.
func (r *reader) governed(t int) reading {
	d := r.d
	plain := reading{Modality: doc.Occurred, by: -1, rule: "noun by itself"}
	up := d.Arcs[t].Head
	if up < 0 {
		return plain
	}
	over := r.read[up]
	if v := d.Arcs[up].Head; v >= 0 && v == t-1 && d.Tags[t].POS == doc.VERB && d.IsRel(t, "amod") {
		// "is weighing withdrawing its troops", with "withdrawing" on the troops
		if s := r.signatureOf(v, "ing"); s != nil {
			return r.apply(s, v, reading{})
		}
	}
	if x, ok := r.idiomBefore(t, "noun", reading{}); ok {
		return x
	}
	if x, ok := r.idiomBehind(t, up); ok {
		return x
	}
	if d.IsRel(t, "conj") && !r.isClause(up) && d.Tags[up].POS.Nominal() {
		return reading{Modality: orElse(over.Modality, doc.Occurred), by: over.by, rule: "as " + d.Word(up) + ": " + over.rule, past: over.past}
	}
	if d.IsRel(t, "compound", "amod") {
		if s := r.know.lookup(d.Lemma(up), d.Tags[up].POS, "noun"); s != nil && d.Tags[up].POS.Nominal() {
			return r.apply(s, up, reading{})
		}
		if over.Modality == doc.Negated && d.IsRel(t, "compound") {
			return reading{Modality: doc.Negated, by: up, rule: "as " + d.Word(up) + ": " + over.rule} // "no merger talks"
		}
		return plain
	}
	if n := r.listing(up); n >= 0 && d.IsRel(t, "obj") && t > up {
		return r.apply(r.signatureOf(n, "to"), n, reading{})
	}
	if r.existing(t, up) && over.Modality != "" {
		return reading{Modality: over.Modality, by: up, rule: "there " + d.Word(up) + ": " + over.rule, past: over.past}
	}
	if x := r.raised(t, up); x >= 0 {
		for _, kind := range r.nounSlots(t, x) {
			if s := r.signatureOf(x, kind); s != nil {
				r.read[x] = r.readToken(x)
				return r.apply(s, x, reading{})
			}
		}
	}
	if o := d.Kid(up, "obj"); o >= 0 && o < t && d.IsRel(t, "obl") && r.isClause(up) && d.Kid(t, "case") >= 0 {
		// "gave its approval to a sale"
		if s := r.signatureOf(o, strings.ToLower(d.Word(d.Kid(t, "case")))); s != nil && d.Tags[o].POS == doc.NOUN {
			if r.read[o].Modality == "" {
				r.read[o] = over
			}
			return r.apply(s, o, reading{})
		}
	}
	if k := d.Kid(up, "xcomp"); k > up && d.IsRel(t, "nsubj") && d.Kid(up, "obj") < 0 && d.Tags[k].POS == doc.ADJ && r.signatureOf(k, "subj") != nil {
		return r.apply(r.signatureOf(k, "subj"), up, reading{}) // "a strike looks certain"
	}
	if x, ok := r.slotted(t, up, r.nounSlots(t, up), over, plain); ok {
		return x
	}
	if v := r.shiftedFrom(t, up); v >= 0 {
		if x, ok := r.slotted(t, v, r.objectSlots(v), r.read[v], plain); ok {
			return x // "extended by ten days a truce"
		}
	}
	x := r.carried(t, up, over, plain)
	if x.Modality == doc.Occurred && over.Modality == doc.Background && r.isClause(up) && d.IsRel(t, "obj", "nsubj:pass", "obl") && !r.dated(t) && r.aged[up] {
		x.Modality, x.rule = doc.Background, "as "+d.Word(up)+", long ago"
	}
	return x
}

// slotted reads a noun that fills a slot of the word over it: "discussed the attack",
// "an end to the siege".
func (r *reader) slotted(t, up int, kinds []string, over, plain reading) (reading, bool) {
	d := r.d
	for _, kind := range kinds {
		up := up
		if r.signatureOf(up, kind) == nil {
			// "accused Sudan of the attack", with the phrase on Sudan
			if v := r.verbOver(up, kind); v >= 0 && d.IsRel(t, "nmod") {
				up, over = v, r.read[v]
			}
		}
		if s := r.signatureOf(up, kind); s != nil {
			if kind == "to" && r.infinitiveOnly(up) {
				continue
			}
			x := r.apply(s, up, reading{})
			if s.complement == "off" && x.Modality == doc.Negated && over.Modality == doc.Occurred && (r.afterTime(up) || r.know.running[d.Lemma(t)]) {
				x.Modality, x.rule = doc.Occurred, x.rule+", after a while" // "called off their strike after two hours"
			}
			if s.lasts && over.past && over.Modality == doc.Occurred && r.know.contents[d.Lemma(t)] {
				return plain, true // "extended an invitation"
			}
			if s.approves && over.Modality == doc.Occurred && over.past && (d.Lemma(t) == "offer" || d.Lemma(t) == "invitation" || d.Lemma(t) == "demand" || d.Lemma(t) == "request") {
				taken := plain
				taken.taken = true
				return taken, true
			}
			if s.approves && (r.know.texts[d.Lemma(t)] || r.know.contents[d.Lemma(t)] || d.Lemma(up) == "call" && !r.know.fixtures[d.Lemma(t)]) {
				return plain, true // "approved the treaty", which is there; "called the raid a crime"
			}
			if x.Modality == doc.Hypothetical && s.open && r.definite(t) {
				return plain, true // "discussed the attack": known to have been made
			}
			if s.speaks && over.Modality == doc.Negated && x.Modality == doc.Hypothetical && r.definite(t) && d.Lemma(up) == "order" {
				return plain, true // "neither ordered the raid nor knew of it"
			}
			if x.Modality == doc.Negated && over.Done() && r.attempts(t) {
				return reading{Modality: doc.Occurred, by: up, rule: "made, and failed", refused: true}, true // "foiled a bid to join"
			}
			if (x.Modality == doc.Negated && s.rejects || s.ignores) && over.Done() && r.know.contents[d.Lemma(t)] {
				return reading{Modality: doc.Occurred, by: up, rule: "told, and not taken up", refused: true}, true
			}
			if x.Modality == doc.Ongoing && !over.Done() && !s.over {
				x.Modality = over.Modality
			}
			return x, true
		}
	}
	return reading{}, false
}

// attempts reports whether the noun at t is one of trying.
func (r *reader) attempts(t int) bool {
	s := r.signatureOf(t, "to")
	return s != nil && s.attempts
}

// afterTime reports whether the clause at t tells what it comes after.
func (r *reader) afterTime(t int) bool {
	for _, k := range r.d.Kids(t) {
		c := r.d.Kid(int(k), "case")
		if c >= 0 && r.d.Lemma(c) == "after" && (int(k) > t || r.know.moments[r.d.Lemma(int(k))] || r.know.spans[strings.ToLower(r.d.Word(int(k)))]) {
			return true // "after 14 weeks they called it off"
		}
	}
	return false
}

// infinitiveOnly keeps verbs whose "to" row is for infinitives ("vowed to")
// from ruling a prepositional phrase ("vowed to the nation").
func (r *reader) infinitiveOnly(up int) bool {
	switch r.d.Lemma(up) {
	case "contribute", "confess", "admit", "end", "halt", "threat", "agree", "consent":
		return false
	}
	return true
}

// nounSlots names how a noun hangs, in the terms of signatures.tsv.
func (r *reader) nounSlots(t, up int) []string {
	d := r.d
	switch {
	case d.IsRel(t, "obj", "nsubj:pass") && r.otherContent(t, up):
		return nil
	case d.IsRel(t, "obj"):
		return r.objectSlots(up)
	case d.IsRel(t, "nsubj:pass"), d.IsRel(t, "nsubj", "csubj") && r.passive(up):
		if p := r.particle(up); p != "" {
			return []string{p, "obj"}
		}
		return []string{"obj"}
	case d.IsRel(t, "nsubj", "csubj"):
		if o := d.Kid(up, "obj", "obl:unmarked"); o >= 0 {
			return []string{d.Lemma(o), "subj"} // "the attack took place"
		}
		if p := r.particle(up); p != "" {
			return []string{p, "subj"} // "the siege goes on"
		}
		return []string{"subj"}
	case d.IsRel(t, "obl", "nmod"), d.IsRel(t, "conj") && r.isClause(up):
		var slots []string
		for _, k := range d.Kids(t) {
			if !d.IsRel(int(k), "case") {
				continue
			}
			w := strings.ToLower(d.Word(int(k)))
			if w == "to" {
				slots = append(slots, "to noun")
			}
			slots = append(slots, w)
		}
		return slots
	}
	return nil
}

// objectSlots names how the object of the verb at up hangs on it.
func (r *reader) objectSlots(up int) []string {
	if p := r.particle(up); p != "" {
		return []string{p, "obj"}
	}
	return []string{"obj"}
}

// shiftedFrom returns the verb whose object stands at t behind a phrase that the tree hangs
// it on: "rejected by nine votes a bill", "put off for a week its vote"; or -1.
func (r *reader) shiftedFrom(t, up int) int {
	d := r.d
	if d.Kid(t, "case", "mark") >= 0 || d.Kid(t, "det", "nmod:poss") < 0 || !d.IsRel(t, "nmod", "appos", "obl", "parataxis") || r.isTime(t) || d.Word(t-1) == "," {
		return -1
	}
	if d.Tags[up].POS != doc.VERB {
		c := d.Kid(up, "case")
		if c < 0 || !d.IsRel(up, "obl", "obl:agent") || d.Tokens[t-1].End > d.Tokens[t].Start {
			return -1
		}
		for k := up + 1; k < t; k++ {
			if d.Tags[k].POS == doc.PUNCT {
				return -1
			}
		}
		up = d.Arcs[up].Head
	}
	if up < 0 || up > t || d.Tags[up].POS != doc.VERB || r.passive(up) || d.Kid(up, "obj", "ccomp", "xcomp") >= 0 {
		return -1
	}
	return up
}

// otherContent: in "urged Iran to sign" and "was denied a visa" the act is not
// the party that the verb has as its object or passive subject.
func (r *reader) otherContent(t, up int) bool {
	d := r.d
	if d.IsRel(t, "nsubj:pass") && d.Kid(up, "obj") >= 0 {
		return true
	}
	for _, k := range d.Kids(up) {
		if int(k) > t && d.IsRel(int(k), "xcomp", "ccomp", "advcl") && r.toOf(int(k)) >= 0 {
			return r.signatureOf(up, "to") != nil
		}
	}
	return false
}

// carried: what a verb not done carries is not done either, unless it is known
// to the reader already: "will hold talks" against "will answer the attack".
func (r *reader) carried(t, up int, over, plain reading) reading {
	d := r.d
	if !r.isClause(up) && !d.Tags[up].POS.Nominal() {
		return plain
	}
	if d.IsRel(t, "obl", "nmod") {
		if k := d.Kid(t, "case"); k >= 0 {
			if r.know.fixtures[d.Lemma(t)] && over.Done() && r.meant(t, up, k) {
				return reading{Modality: doc.Planned, by: k, rule: d.Word(k) + " what is fixed"}
			}
			switch strings.ToLower(d.Word(k)) {
			case "after", "following", "since", "despite", "over", "because", "amid", "during", "due":
				if !over.Done() && !r.definite(t) && d.Tags[up].POS.Nominal() {
					return reading{Modality: over.Modality, by: up, rule: "as " + d.Word(up)}
				}
				return plain
			case "ahead":
				return reading{Modality: doc.Expected, by: k, rule: "ahead of"}
			case "before", "until":
				if over.Modality != doc.Occurred && over.Modality != doc.Background && r.know.fixtures[d.Lemma(t)] {
					return reading{Modality: doc.Planned, by: k, rule: "before it"}
				}
			}
		}
	}
	if r.know.fixtures[d.Lemma(t)] && d.IsRel(t, "nmod") {
		// "would strengthen his voice at the meeting": the meeting is as far off
		// as the strengthening, though the phrase hangs on the voice.
		for v := up; v >= 0; v = d.Arcs[v].Head {
			if r.isClause(v) {
				up, over = v, r.read[v]
				break
			}
		}
	}
	if d.IsRel(t, "nsubj") && r.isClause(up) && d.Kid(up, "cop") >= 0 && !over.Done() && r.forms(up).modal == "would" && !r.definite(t) {
		return reading{Modality: doc.Hypothetical, by: up, rule: "would be"} // "an assault would be a crime"
	}
	known := r.definite(t) && (!r.know.fixtures[d.Lemma(t)] || over.Modality == doc.Negated)
	doer := d.IsRel(t, "nsubj") && !d.IsRel(t, "nsubj:pass") && r.isClause(up)
	if over.Modality == "" || over.Done() || known || doer && over.Modality != doc.Hypothetical {
		return plain
	}
	if d.Tags[up].POS.Nominal() && !r.isClause(up) && over.Modality == doc.Negated {
		return plain
	}
	if over.Modality == doc.Hypothetical && r.definite(t) {
		// only what is fixed beforehand comes here: "might speak at the summit"
		return reading{Modality: doc.Expected, by: up, rule: "fixed, under " + d.Word(up)}
	}
	return reading{Modality: over.Modality, by: up, rule: "as " + d.Word(up) + ": " + over.rule}
}

// meant reports whether what is fixed beforehand, the noun at t behind the preposition at k,
// was still to come when the verb at up was done: "recalled its envoy for consultations",
// "hours before a march". (Who met for talks has held them.)
func (r *reader) meant(t, up, k int) bool {
	d := r.d
	switch d.Lemma(k) {
	case "for":
		if d.IsRel(t, "nmod") && d.IsRel(up, "obj") {
			up = d.Arcs[up].Head // "recalled its envoy for consultations", with the talks on the envoy
		}
		return !r.definite(t) && d.Tags[up].POS == doc.VERB && !r.passive(up) && r.talks(t) && d.Lemma(up) != "meet"
	case "before":
		return k > 0 && (r.know.moments[d.Lemma(k-1)] || r.know.moments[strings.ToLower(d.Word(k-1))]) && !r.aged[up] && !r.aged[t]
	}
	return false
}

// talks: those that are gone to: "flew to Paris for talks", not "was held for a strike".
func (r *reader) talks(t int) bool {
	switch r.d.Lemma(t) {
	case "talk", "consultation", "summit", "meeting", "conference", "negotiation", "visit", "session", "hearing", "exercise", "ceremony":
		return true
	}
	return false
}

// running reports whether the text says of the act at t that it was begun, or for how long
// it has been on: "the withdrawal, begun in June,", "with the talks in their second week".
func (r *reader) running(t int) bool {
	d := r.d
	for _, k := range d.Kids(t) {
		k := int(k)
		if k < t {
			continue
		}
		if l := d.Lemma(k); d.IsRel(k, "acl", "acl:relcl") && (l == "begin" || l == "launch" && !r.forms(k).finite || l == "start") && !r.aged[k] && d.Kid(k, "obj", "xcomp") < 0 && r.read[d.Arcs[t].Head].Modality != doc.Background {
			return true
		}
		if c, p := d.Kid(k, "case"), d.Kid(k, "nmod:poss"); d.IsRel(k, "nmod", "obl") && c >= 0 && p >= 0 && d.Lemma(c) == "in" && d.Kid(k, "amod") > p && (r.know.moments[d.Lemma(k)] || r.know.spans[d.Lemma(k)]) {
			return true
		}
	}
	return false
}

// definite reports whether the noun at t is told as known: "the attack",
// "Russia's attack", "this visit".
func (r *reader) definite(t int) bool {
	for _, k := range r.d.Kids(t) {
		if r.d.IsRel(int(k), "nmod:poss") {
			return true
		}
		if r.d.IsRel(int(k), "det") {
			switch r.d.Lemma(int(k)) {
			case "the", "this", "that", "these", "those":
				return true
			}
		}
	}
	return false
}
