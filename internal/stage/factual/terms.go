package factual

import (
	"strings"

	"dragoman/internal/doc"
)

// term is a condition as the text words it.
type term struct {
	top  int // the word of the condition that hangs on the clause
	span doc.Span
}

// placeTerms finds the conditions that the text tells by phrases: "on condition that
// Israel signs", "in return for the prisoners", "the day the rent is paid".
func (r *reader) placeTerms() {
	d := r.d
	r.terms = map[int]term{}
	for t := 0; t < len(d.Tokens); t++ {
		n := r.know.conditions.at(d, t)
		if n == 0 {
			continue
		}
		top := r.topOf(t, n)
		if top < 0 || !r.isTerm(t, top) {
			continue
		}
		host := d.Arcs[top].Head
		if !r.isClause(host) {
			host = r.clauseOver(top)
		}
		if host < 0 {
			continue
		}
		if c := r.contentOf(host, top); c >= 0 {
			host = c
		} else if d.IsRel(host, "parataxis") && r.isTeller(host) && r.isClause(d.Arcs[host].Head) {
			host = d.Arcs[host].Head // "will sign, Oslo said, on condition that"
		}
		first, last := d.Subtree(top)
		if h := d.Arcs[t+n-1].Head; last <= t+n && h >= t+n && d.IsRel(t+n-1, "case") {
			_, last = d.Subtree(h) // "subject to inspection", with the noun on the verb
		}
		for last > first && d.Tags[last-1].POS == doc.PUNCT {
			last--
		}
		for k := t; k < last; k++ { // ", the bishops vowed" is no part of it
			if d.Word(k) == "," && k+1 < last && r.cueStarts(k+1, last) {
				last = k
			}
		}
		if t > 0 && (d.Lemma(t-1) == "only" || d.Lemma(t-1) == "not" && d.Lemma(t) == "before") {
			t--
		}
		r.terms[host] = term{top, d.TokenSpan(t, last)}
		t = max(t, last-1)
	}
}

// topOf is the word by which the phrase of n words at token t hangs on its clause, or -1.
func (r *reader) topOf(t, n int) int {
	d := r.d
	top := r.opened(t)
	if top != t {
		return top
	}
	if d.IsRel(t, "advmod") {
		if h := d.Arcs[t+n-1].Head; h >= t+n && d.IsRel(h, "advcl") {
			return h // "only when they disarm"
		}
	}
	if d.Tags[t].POS == doc.VERB && d.Kid(t, "ccomp", "advcl") < 0 {
		if c := r.clauseFrom(t + n); c >= 0 {
			return c // "provided he was tried", with the clause beside the participle
		}
	}
	return top
}

// clauseFrom is the finite clause with a subject that begins at token t, or -1.
func (r *reader) clauseFrom(t int) int {
	d := r.d
	if t >= len(d.Tokens) {
		return -1
	}
	for k := d.Arcs[t].Head; k >= t; k = d.Arcs[k].Head {
		if first, _ := d.Subtree(k); first != t {
			break
		}
		if r.isClause(k) && d.Kid(k, "nsubj", "nsubj:pass") >= t && r.verbOf(k).finite {
			return k
		}
	}
	return -1
}

// isTerm: words that open a condition open other things, too: "once a colony", "the
// day before". A clause must follow those that are conjunctions.
func (r *reader) isTerm(t, top int) bool {
	d := r.d
	switch d.Lemma(t) {
	case "before", "until", "till":
		h := d.Arcs[top].Head
		return r.isClause(h) && r.negation(h) >= 0 && r.forms(h).modal != ""
	case "in", "on", "subject", "contingent", "conditional", "dependent", "against", "with":
		return true
	case "for":
		return d.Kid(top, "acl", "acl:relcl") > top // "for every missile that they remove"
	case "otherwise":
		return d.IsRel(top, "advmod")
	}
	if w := strings.ToLower(d.Word(t)); strings.HasSuffix(w, "ever") {
		return w != "whatever" || !d.IsRel(top, "advcl") // "will sail whatever the League decides" hangs on nothing
	}
	if t == top && d.Tags[t].POS == doc.VERB {
		k := d.Kid(t, "ccomp", "advcl")
		return k > t && r.isClause(k) // "provided that they leave", not "provided by Spain"
	}
	if d.Lemma(t) == "once" && d.IsRel(top, "acl") {
		return false // "the general, once jailed for plotting"
	}
	if d.Lemma(top) == "long" && d.IsRel(top, "advmod") {
		return true // "so long as it pays"
	}
	return r.isClause(top) || d.Kid(top, "acl", "acl:relcl", "advcl", "csubj") >= 0
}

// cueStarts reports whether a cue of saying fills the words from first on, but for its
// teller.
func (r *reader) cueStarts(first, last int) bool {
	for k := first; k < last && k < first+7; k++ {
		if r.isTeller(k) && r.d.Kid(k, "nsubj") >= 0 {
			return true
		}
		if r.d.Word(k) == "," {
			return false
		}
	}
	return false
}

// contentOf is the clause that the verb of saying at t tells, beside the one at top, or -1.
func (r *reader) contentOf(t, top int) int {
	if !r.isTeller(t) {
		return -1
	}
	for _, k := range r.d.Kids(t) {
		if r.d.IsRel(int(k), "ccomp", "parataxis") && r.isClause(int(k)) && int(k) != top {
			return int(k)
		}
	}
	return -1
}

// inTerm returns the clause that the act at t is a condition of, or -1: "once the
// police leave", "on condition that Israel signs".
func (r *reader) inTerm(t int) int {
	for h := t; h >= 0; h = r.d.Arcs[h].Head {
		for host, x := range r.terms {
			if x.top != h {
				continue
			}
			if m := r.read[host].Modality; m.Done() && r.verbOf(t).past || m == "" {
				return -1
			}
			return host
		}
		if r.isClause(h) && h != t {
			break
		}
	}
	return -1
}
