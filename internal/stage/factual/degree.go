package factual

import "dragoman/internal/doc"

// degree reads an infinitive that measures the word over it, or reports false:
// who is "too weak to attack" or "not strong enough to attack" did not; "strong
// enough to attack" and "not too weak to attack" leave it open.
func (r *reader) degree(t, up int, v verb, own reading) (reading, bool) {
	k, too := r.measure(up)
	if k < 0 || k > t || !v.infinitive || v.finite {
		return reading{}, false
	}
	over := r.read[up].Modality
	m := doc.Hypothetical
	if too && over.Done() || !too && over == doc.Negated {
		m = doc.Negated
	}
	return reading{Modality: unlessNegated(m, own), by: k, rule: r.d.Word(k) + " to"}, true
}

// measure returns the "too" or "enough" of the word at t, or -1.
func (r *reader) measure(t int) (at int, too bool) {
	if r.d.Lemma(t) == "enough" {
		return t, false
	}
	for _, k := range r.d.Kids(t) {
		k := int(k)
		switch l := r.d.Lemma(k); {
		case !r.d.IsRel(k, "advmod", "amod"):
		case l == "too" && k == t-1: // "weak, too," is another word
			return k, true
		case l == "enough":
			return k, false
		case k == t-1 && k > 0 && r.d.Lemma(k-1) == "too" && r.d.Arcs[k-1].Head == k:
			return k - 1, true // "too thinly spread"
		}
	}
	return -1, false
}

// yetTo returns the "yet" by which the infinitive at t was not done so far, or -1:
// "has yet to sign", "are yet to meet".
func (r *reader) yetTo(t, up int) int {
	to := r.toOf(t)
	if to <= 0 || r.d.Lemma(to-1) != "yet" {
		return -1
	}
	if up >= 0 && isHaveOrBe(r.d.Lemma(up)) {
		return to - 1
	}
	for _, k := range r.d.Kids(t) {
		if int(k) < to && isHaveOrBe(r.d.Lemma(int(k))) {
			return to - 1
		}
	}
	return -1
}

func isHaveOrBe(lemma string) bool { return lemma == "have" || lemma == "be" }
