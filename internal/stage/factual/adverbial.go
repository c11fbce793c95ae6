package factual

import (
	"strings"

	"dragoman/internal/doc"
)

// openMark returns the conjunction by which the clause at t is a condition or
// otherwise left open, or -1.
func (r *reader) openMark(t int) int {
	d := r.d
	if !d.IsRel(t, "advcl", "acl", "ccomp") {
		return -1
	}
	if a := d.Kid(t, "aux", "cop"); d.IsRel(t, "advcl") && a >= 0 && a < d.Kid(t, "nsubj") && d.Kid(t, "mark") < 0 {
		switch strings.ToLower(d.Word(a)) {
		case "should", "had", "were":
			return a // "should they apply"
		}
	}
	for _, k := range d.Kids(t) {
		k := int(k)
		if k > t || !d.IsRel(k, "mark", "advmod", "case") {
			continue
		}
		switch strings.ToLower(d.Word(k)) {
		case "if":
			if d.IsRel(t, "ccomp") {
				return -1
			}
			return k
		case "unless", "lest", "provided", "providing", "assuming", "supposing", "whether", "should":
			if d.IsRel(t, "ccomp") {
				return -1
			}
			return k
		case "case", "condition", "event":
			if k > 0 && (strings.EqualFold(d.Word(k-1), "in") || strings.EqualFold(d.Word(k-1), "on")) {
				return k
			}
		}
	}
	return -1
}

// adverbial reads an adverbial clause without a signature over it.
func (r *reader) adverbial(t int, v verb, own, over reading) reading {
	mark := r.markOf(t)
	up := r.d.Arcs[t].Head
	hand := func(m doc.Modality, rule string) reading {
		return reading{Modality: unlessNegated(m, own), by: up, rule: rule, past: over.past}
	}
	if m := r.atTime(mark, up, v, own, over); m != "" {
		return hand(m, mark+" under "+r.d.Word(up))
	}
	switch {
	case v.neg >= 0 && !v.finite:
		return own
	case mark == "without":
		return hand(doc.Negated, "without")
	case (mark == "instead" || mark == "rather") && !v.finite:
		return hand(doc.Negated, mark)
	case mark == "before" && r.signatureOf(up, "before") != nil:
		return hand(doc.Expected, "a matter of time")
	case mark == "before" && v.modal == "may" && over.Done():
		return hand(doc.Negated, "before with a modal") // "died before he could sign"
	case mark == "before" && v.modal != "":
		return hand(doc.Hypothetical, "before with a modal")
	case mark == "as if" || mark == "as though":
		return hand(doc.Hypothetical, mark)
	case v.finite && isTemporal(mark) && r.isAfter(up) && own.Modality == doc.Ongoing:
		return hand(doc.Planned, mark+" with a date to come")
	case v.finite:
		return own
	case v.infinitive && r.headed(t, up):
		return hand(doc.Planned, "infinitive of a headline")
	case v.infinitive:
		return r.purpose(t, own, over)
	case mark == "before" || mark == "until":
		return hand(orElse(over.Modality, doc.Occurred), mark)
	case mark == "after" || mark == "since" || mark == "upon" || mark == "despite":
		return hand(doc.Occurred, mark)
	case v.participle && over.Modality != doc.Hypothetical, v.have && v.gerund:
		return own // "will go home, the talks having failed"
	case r.know.tells[r.d.Lemma(t)] && r.parted(t) && r.saidAloud(up):
		return hand(doc.Occurred, "said beside")
	}
	// "..., killing nine": as the verb that it hangs on
	m := orElse(over.Modality, doc.Occurred)
	if m == doc.Negated {
		m = doc.Hypothetical
	}
	return hand(m, "as "+r.d.Word(up))
}

// atTime reads a clause of time under the verb at up, which is not done; it is empty for
// others.
func (r *reader) atTime(mark string, up int, v verb, own, over reading) doc.Modality {
	m := over.Modality
	if !v.finite || m == "" || m.Done() || m == doc.Negated || !isTemporal(mark) && mark != "by" || mark == "before" && (v.modal != "" || r.signatureOf(up, "before") != nil) {
		return ""
	}
	if r.toCome(v, own) {
		// "will sign when he visits": the present of what is to come. What is
		// demanded is the main clause alone: "must sign when he visits".
		switch {
		case mark == "until" || mark == "till" || mark == "before" && m == doc.Demanded:
			return doc.Hypothetical // "will stay until the court rules", "should wait before it rules"
		case m == doc.Demanded || m == doc.Planned && own.befalls:
			return doc.Expected
		}
		return m
	}
	switch mark {
	case "when", "once", "until", "till", "before", "as soon as", "by":
		if r.forms(up).modal == "would" && own.Modality == doc.Occurred && v.past && !v.have {
			return doc.Hypothetical // "said it would leave when the bodies were returned"
		}
	}
	return ""
}

// toCome reports whether the clause of time at v, under what is not done, tells what is to
// come, too: in the present ("when he visits") or the perfect ("until it has been studied").
func (r *reader) toCome(v verb, own reading) bool {
	return own.Modality == doc.Ongoing && !v.progressive || own.Modality == doc.Occurred && !v.past && v.modal == "" && v.finite && (v.have || strings.HasPrefix(own.rule, "present of"))
}

// purpose: "flew to Cairo to sign": meant, not told as done.
func (r *reader) purpose(t int, own, over reading) reading {
	m := doc.Planned
	if to := r.toOf(t); over.Modality == doc.Occurred && to > 0 && strings.EqualFold(r.d.Word(to-1), "only") {
		m = doc.Occurred // "crossed only to find the town deserted"
	}
	if over.Modality == doc.Occurred && r.know.gestures[r.d.Lemma(t)] {
		m = doc.Occurred // "shut their shops to protest the tax": the shutting is the protest
	}
	if !over.Done() {
		m = doc.Hypothetical
		if over.Modality == doc.Planned || over.Modality == doc.Expected {
			m = over.Modality
		}
	}
	if r.d.Tags[t].POS != doc.VERB {
		m = doc.Hypothetical
	}
	return reading{Modality: unlessNegated(m, own), by: r.toOf(t), rule: "purpose"}
}

// saidAloud: in "is fighting to keep the island, saying it is ours", where the
// participle hangs on "keep", the clause above is done, and so is the saying.
func (r *reader) saidAloud(t int) bool {
	for h := t; h >= 0; h = r.d.Arcs[h].Head {
		if r.read[h].Done() {
			return true
		}
		if !r.d.IsRel(h, "xcomp", "advcl", "acl", "obj") {
			break
		}
	}
	return false
}

func isTemporal(mark string) bool {
	switch mark {
	case "when", "once", "after", "until", "before", "while", "as", "as soon as", "till", "where":
		return true
	}
	return false
}

// markOf returns the conjunction, preposition or wh-adverb that opens a clause.
func (r *reader) markOf(t int) string {
	d := r.d
	for _, k := range d.Kids(t) {
		k := int(k)
		if k > t {
			break
		}
		if !d.IsRel(k, "mark", "case") && !(d.IsRel(k, "advmod") && d.Tags[k].POS != doc.PART) {
			continue
		}
		w := strings.ToLower(d.Word(k))
		if w == "to" || w == "not" {
			continue
		}
		if w == "as" && k+1 < len(d.Tokens) {
			switch n := strings.ToLower(d.Word(k + 1)); n {
			case "if", "though":
				return "as " + n
			}
		}
		if d.IsRel(k, "advmod") && !isTemporal(w) {
			continue
		}
		return w
	}
	return ""
}

// singledOut: "the first leader to visit", "the only one to object" did it.
func (r *reader) singledOut(n int) bool {
	for _, k := range r.d.Kids(n) {
		switch strings.ToLower(r.d.Word(int(k))) {
		case "first", "last", "only", "second", "third", "latest", "sole", "1st", "few":
			return int(k) < n
		}
	}
	return false
}

// carrier is the reading of the clause that the noun at n stands in.
func (r *reader) carrier(n int) reading {
	for h := n; h >= 0; h = r.d.Arcs[h].Head {
		if r.isClause(h) {
			return r.read[h]
		}
	}
	return reading{}
}

// onNoun reads a clause on a noun: a participle is done or goes on as the noun
// does, an infinitive is to come ("talks to be held in Oslo").
func (r *reader) onNoun(t int, v verb, own, over reading) reading {
	up := r.d.Arcs[t].Head
	switch {
	case v.neg >= 0, v.finite:
		return own
	case v.infinitive && r.headed(t, up):
		return reading{Modality: unlessNegated(doc.Planned, own), by: r.toOf(t), rule: "infinitive of a headline"}
	case v.infinitive && r.singledOut(up) && r.carrier(up).Modality != "":
		over := r.carrier(up)
		return reading{Modality: unlessNegated(over.Modality, own), by: up, rule: "as the clause of " + r.d.Word(up), past: over.past}
	case v.infinitive:
		return reading{Modality: unlessNegated(doc.Hypothetical, own), by: r.toOf(t), rule: "infinitive on " + r.d.Word(up)}
	case v.gerund && r.know.contents[r.d.Lemma(up)] && r.know.tells[r.d.Lemma(t)] && over.Modality == doc.Hypothetical:
		return reading{Modality: doc.Occurred, by: t, rule: "what it says"} // "tabled a motion calling for"
	case v.gerund && over.Modality != "" && !over.Done():
		// "plans a declaration pledging friendship"
		return reading{Modality: over.Modality, by: up, rule: "as " + r.d.Word(up)}
	case v.gerund:
		m := doc.Ongoing
		if r.know.tells[r.d.Lemma(t)] && (!r.know.lasting[r.d.Lemma(t)] || r.d.Kid(t, "obj") < 0) {
			m = doc.Occurred // (but "rebels holding the town" hold it still)
		}
		return reading{Modality: m, by: t, rule: "participle on " + r.d.Word(up)}
	}
	if n := r.nobody(up); n >= 0 && !r.parted(t) {
		return reading{Modality: doc.Negated, by: n, rule: "negated by " + r.d.Word(n)} // "has no trip planned"
	}
	return reading{Modality: doc.Occurred, by: t, rule: "participle on " + r.d.Word(up), past: true}
}
