package factual

import (
	"strings"

	"dragoman/internal/doc"
)

// ofItself is the signature of a word that has an infinitive under it: "is
// prepared to withdraw" is an offer, "needs to withdraw" a demand by itself.
func (r *reader) ofItself(t int) *signature {
	s := r.signatureOf(t, "to")
	if k := r.d.Kid(t, "xcomp", "ccomp", "advcl"); s == nil || k < t || r.toOf(k) < 0 {
		return nil
	}
	return s
}

// looksBare: in "let the ships pass" the tagger may see a present tense.
func (r *reader) looksBare(t int, v verb) bool {
	return v.first == t && v.finite && !v.past && strings.EqualFold(r.d.Word(t), r.d.Lemma(t))
}

// governor returns the word whose signature rules the clause and how the clause
// hangs on it. Of "made an offer to send" it is the offer, of "forced the
// rebels to retreat" the verb, wherever the parser hangs the infinitive.
func (r *reader) governor(t, up int, v verb) (int, string) {
	d := r.d
	kind := r.complement(t, v)
	if over, as, ok := r.fixedGovernor(t, up, kind, v); ok {
		return over, as
	}
	switch {
	case d.Lemma(up) == "go" && kind == "to" && strings.EqualFold(d.Word(up), "going"):
		return -1, "going to"
	case d.Lemma(up) == "use" && kind == "to" && d.Kid(up, "obj") < 0 && !r.passive(up):
		return up, "habit"
	case r.listing(up) >= 0 && t > up:
		return r.listing(up), "to" // "their demands include dissolving the council"
	case kind == "to" && r.nounBefore(t, up) >= 0:
		return r.nounBefore(t, up), kind
	case r.particle(up) != "" && r.signatureOf(up, r.particle(up)) != nil && kind != "beside" && !(d.IsRel(t, "advcl") && (kind == "to" || v.finite || d.Kid(t, "mark") >= 0)):
		return up, r.particle(up) // "ruled out sending"
	case r.adverbBefore(t, up, kind) >= 0:
		return r.adverbBefore(t, up, kind), kind
	case r.signatureOf(up, kind) != nil:
		return up, kind
	case d.IsRel(t, "advcl", "xcomp", "ccomp") && kind == "to":
		for _, k := range d.Kids(up) {
			if d.IsRel(int(k), "obj", "nsubj:pass", "nsubj") && d.Tags[k].POS == doc.NOUN && r.signatureOf(int(k), kind) != nil {
				return int(k), kind
			}
		}
	case kind == "that" && d.IsRel(t, "ccomp", "advcl") && !r.know.tells[d.Lemma(up)] && d.Kid(up, "nsubj") >= 0 && d.Tags[d.Kid(up, "nsubj")].POS == doc.NOUN && d.Kid(t, "mark") >= 0 && d.Lemma(d.Kid(t, "mark")) == "that" && r.signatureOf(d.Kid(up, "nsubj"), kind) != nil:
		n := d.Kid(up, "nsubj") // "doubts persist that they will vote"
		if r.read[n].Modality == "" {
			r.read[n] = r.read[up]
		}
		return n, kind
	case d.IsRel(t, "acl", "advcl"):
		if over := r.verbOver(up, kind); over >= 0 {
			return over, kind
		}
		if over := r.pastPhrase(t, up, kind); over >= 0 {
			return over, kind
		}
	}
	return up, kind
}

// fixedGovernor is governor for the constructions that go before all others: those
// of more than two words.
func (r *reader) fixedGovernor(t, up int, kind string, v verb) (int, string, bool) {
	d := r.d
	if kind == "to" && d.Lemma(up) == "fit" && d.Arcs[up].Head >= 0 && r.signatureOf(d.Arcs[up].Head, "fit") != nil {
		return d.Arcs[up].Head, "fit", true // "saw fit to recall him"
	}
	if kind == "to" && r.signatureOf(up, "deadline") != nil && r.deadline(up, t) {
		return up, "deadline", true // "gave the rebels until Sunday to leave"
	}
	if kind == "small" && r.signatureOf(up, "small") == nil && d.IsRel(t, "acl") && v.participle {
		if h := d.Arcs[up].Head; h >= 0 && d.IsRel(up, "obj") && r.signatureOf(h, "small") != nil {
			return h, "small", true // "wants all strangers registered"
		}
	}
	if kind == "to" && r.signatureOf(up, "for to") != nil && r.forWhom(t, up) {
		return up, "for to", true // "look for the bank to trim rates"
	}
	if kind == "to" && r.signatureOf(up, "other") != nil && r.otherDoer(t, up) {
		return up, "other", true // "wants Prague to pay"
	}
	return -1, "", false
}

// deadline reports whether the verb at up gives a time, between it and the infinitive
// at t: "until Sunday", "48 hours".
func (r *reader) deadline(up, t int) bool {
	for k := up + 1; k < t; k++ {
		if r.know.deadlines[r.d.Lemma(k)] {
			return true
		}
	}
	return false
}

// forWhom reports whether the word at up or the infinitive at t has a "for" with who is
// to do it.
func (r *reader) forWhom(t, up int) bool {
	for _, k := range r.d.Kids(t) {
		if r.d.IsRel(int(k), "mark") && r.d.Lemma(int(k)) == "for" {
			return true
		}
	}
	for _, k := range r.d.Kids(up) {
		if c := r.d.Kid(int(k), "case"); int(k) < t && c >= 0 && r.d.Lemma(c) == "for" {
			return true
		}
	}
	return false
}

// otherDoer reports whether somebody else than the subject of the verb at up is to do the
// act at t.
func (r *reader) otherDoer(t, up int) bool {
	if r.d.Kid(t, "nsubj", "nsubj:pass") >= 0 {
		return true
	}
	for _, k := range r.d.Kids(up) {
		if k := int(k); k > up && k < t && r.d.IsRel(k, "obj", "iobj", "ccomp", "xcomp") {
			return true
		}
	}
	return false
}

// wordBeforeThat returns the word with a signature that stands before the "that"
// of the clause at t, at most a short phrase away, or -1. It serves where the
// tree hangs the clause elsewhere: whatever the parse, what somebody "denied on
// Tuesday that" must not be told as done.
func (r *reader) wordBeforeThat(t int) int {
	d := r.d
	that := d.Kid(t, "mark")
	if that < 0 || that > t || d.Lemma(that) != "that" {
		return -1
	}
	first := d.Sentences[d.SentenceOf(t)].First
	for k := that - 1; k >= first && k >= that-6; k-- {
		if r.signatureOf(k, "that") != nil {
			return k
		}
		if d.Tags[k].POS == doc.VERB || d.Tags[k].POS == doc.PUNCT && d.Word(k) != "," {
			return -1
		}
	}
	return -1
}

// listing returns the subject of "include" that has a signature: what a plan or
// a demand includes is planned or demanded; or -1.
func (r *reader) listing(up int) int {
	d := r.d
	if l := d.Lemma(up); l != "include" && l != "involve" && l != "entail" {
		return -1
	}
	if s := d.Kid(up, "nsubj"); s >= 0 && d.Tags[s].POS == doc.NOUN && r.signatureOf(s, "to") != nil {
		return s
	}
	return -1
}

// nounBefore returns the object of the verb at up that stands right before the
// infinitive at t and has a signature for it, or -1: "joined the mission to free".
func (r *reader) nounBefore(t, up int) int {
	to := r.toOf(t)
	if n := to - 1; n > up && r.d.Tags[n].POS == doc.NOUN && r.d.IsRel(n, "nmod") && r.d.Arcs[n].Head > up && r.d.Arcs[r.d.Arcs[n].Head].Head == up && r.d.IsRel(r.d.Arcs[n].Head, "obj", "iobj") && r.signatureOf(n, "to") != nil {
		return n // "asked the house for authority to seize", with the authority on the house
	}
	for _, k := range r.d.Kids(up) {
		if int(k) == to-1 && r.d.IsRel(int(k), "obj", "nsubj:pass", "obl") && r.d.Tags[k].POS == doc.NOUN && r.signatureOf(int(k), "to") != nil {
			return int(k)
		}
	}
	return -1
}

// adverbBefore returns the adverb or adjective right before the clause at t that
// has a signature for it, where the tree hangs both on the verb: "stopped short of
// attacking"; or -1.
func (r *reader) adverbBefore(t, up int, kind string) int {
	m := r.d.Kid(t, "mark")
	if m <= up+1 || m > t || !r.d.IsRel(m-1, "advmod", "xcomp") || r.d.Arcs[m-1].Head != up || r.signatureOf(m-1, kind) == nil {
		return -1
	}
	if r.read[m-1].Modality == "" {
		r.read[m-1] = r.read[up]
	}
	return m - 1
}

// particle is the particle of the verb at t, or "".
func (r *reader) particle(t int) string {
	if k := r.d.Kid(t, "compound:prt"); k >= 0 {
		return strings.ToLower(r.d.Word(k))
	}
	if k := t + 1; k < len(r.d.Tokens) && r.d.IsRel(k, "advmod") && r.d.Arcs[k].Head == t {
		switch w := strings.ToLower(r.d.Word(k)); w {
		case "back", "forward", "off", "on", "out", "up", "down", "over", "apart", "away", "aside", "through":
			return w // "put back the election"
		}
	}
	return ""
}

// joined is the word at t in small letters, with what a hyphen joins to it: "long-awaited"
// in three tokens.
func (r *reader) joined(t int) string {
	w := strings.ToLower(r.d.Word(t))
	if t > 1 && r.d.Word(t-1) == "-" && r.d.Tokens[t-1].End == r.d.Tokens[t].Start {
		return strings.ToLower(r.d.Word(t-2)) + "-" + w
	}
	return w
}

// verbOver returns the verb that has the noun at n as its object and rules a
// complement of this kind, or -1.
func (r *reader) verbOver(n int, kind string) int {
	d := r.d
	h := d.Arcs[n].Head
	if h < 0 || d.Tags[h].POS != doc.VERB || r.signatureOf(h, kind) == nil {
		return -1
	}
	switch {
	case d.IsRel(n, "obj", "iobj", "nsubj:pass"):
		return h
	case d.IsRel(n, "obl") && d.Kid(n, "case") >= 0:
		// "called on Iran to stop", not "began on Monday to stop"
		if r.signatureOf(h, strings.ToLower(d.Word(d.Kid(n, "case")))) != nil {
			return h
		}
	}
	return -1
}

// pastPhrase returns the word that rules the infinitive at t where the tree hangs it on a
// phrase that only stands between them: "voted by a wide margin to accept", "an attempt by
// a dozen men to storm"; or -1.
func (r *reader) pastPhrase(t, n int, kind string) int {
	d := r.d
	h := d.Arcs[n].Head
	if kind != "to" || h < 0 || d.Kid(n, "case") < 0 || r.signatureOf(h, kind) == nil || !d.IsRel(n, "obl", "nmod") || r.singledOut(n) && d.Lemma(n) != "time" {
		return -1
	}
	if d.Tags[h].POS == doc.VERB || d.Tags[h].POS == doc.NOUN && d.IsRel(n, "nmod") && d.Lemma(d.Kid(n, "case")) == "by" {
		return h
	}
	return -1
}

// signatureOf is the signature of the word at t for a complement. A participle
// after "be" is first asked as an adjective: "is prepared to".
func (r *reader) signatureOf(t int, kind string) *signature {
	d := r.d
	tag := d.Tags[t]
	if tag.POS == doc.VERB && d.Kid(t, "aux", "cop") >= 0 {
		if s := r.know.signatures[slot{strings.ToLower(d.Word(t)), doc.ADJ, kind}]; s != nil {
			return s
		}
	}
	if s := r.know.lookup(tag.Lemma, tag.POS, kind); s != nil {
		if k := d.Kid(t, "amod"); tag.Lemma == "time" && k >= 0 && (d.Tags[k].Feat("NumType") == "Ord" || d.Lemma(k) == "last") {
			return nil // "it is time to sign", but "failed for the sixth time to sign"
		}
		return s
	}
	switch {
	case tag.POS == doc.NOUN && d.Kid(t, "nsubj") >= 0 && d.Kid(t, "cop") < 0:
		return r.know.lookup(tag.Lemma, doc.VERB, kind) // "the siege drags on", taken for a noun
	case t > 1 && d.Word(t-1) == "-":
		return r.know.lookup(r.joined(t), tag.POS, kind) // "is duty-bound to"
	}
	return nil
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
		case v.gerund && w == "of" && k > 0 && d.Lemma(k-1) == "out":
			return "out of"
		case v.gerund && w == "out" && k+1 < t && d.Lemma(k+1) == "of":
			return "out of"
		case v.gerund && w != "to":
			return w
		}
	}
	switch {
	case d.IsRel(t, "xcomp") && r.looksBare(t, v):
		return "bare"
	case v.infinitive && !v.finite:
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
		if m := r.markOf(t); d.IsRel(t, "advcl", "acl") && m != "" && m != "that" {
			return "beside" // "ordered jets, while Spain signed for ships"
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
