package factual

import (
	"strings"

	"dragoman/internal/doc"
)

// conditional marks a clause that hangs on a condition: "will withdraw if
// Israel stops": what was planned is offered, and the condition kept.
func (r *reader) conditional(t int, v verb, x reading) reading {
	c, span := r.termOf(t)
	if c < 0 {
		if s := r.d.Kid(t, "nsubj", "nsubj:pass"); x.Modality == doc.Planned && v.modal == "will" && s >= 0 && r.any(s) && r.d.Tags[s].POS == doc.NOUN && r.d.PredicateAt(s) >= 0 {
			x.Modality, x.rule = doc.Offered, x.rule+", if any" // "any attack will be answered"
		}
		return x
	}
	switch {
	case x.Done() && (x.past || v.modal != ""), x.Modality == doc.Background:
		if r.terms[t].top == c && r.conditionIn(t) < 0 {
			return x // "left once the rent was paid"
		}
	case x.Modality == doc.Hypothetical && x.rule == "modal may":
		x.Modality, x.rule = doc.Offered, x.rule+", on a condition" // "on payment of a fine they may go"
	case x.Modality == doc.Planned && r.falls(c):
		x.rule += ", whatever befalls" // "will stay if the fever spreads"
	case x.Modality == doc.Planned && r.d.IsRel(t, "conj") && r.read[r.d.Arcs[t].Head].Modality == doc.Hypothetical:
		x.Modality, x.rule = doc.Hypothetical, x.rule+", on a condition" // "Niger will starve and others will flee"
	case x.Modality == doc.Planned:
		x.Modality, x.rule = doc.Offered, x.rule+", on a condition"
	case x.Modality == doc.Hypothetical && strings.HasPrefix(x.rule, "signature") && strings.HasSuffix(x.rule, "+ to") && r.threatened(t):
		x.Modality, x.rule = doc.Offered, x.rule+", on a condition"
	case x.Modality == doc.Expected && (v.modal != "" || strings.HasPrefix(x.rule, "signature have")):
		x.Modality, x.rule = doc.Hypothetical, x.rule+", on a condition" // foretold by others
	case x.Modality == doc.Ongoing && v.modal == "" && !x.past && !v.progressive && r.d.Kid(t, "xcomp") < 0:
		x.Modality, x.rule = doc.Hypothetical, x.rule+", on a condition"
	}
	r.condition[t] = span
	return x
}

// falls reports whether the condition at c is nobody's act: "if the fever spreads",
// "weather permitting".
func (r *reader) falls(c int) bool {
	s := r.d.Kid(c, "nsubj")
	return s >= 0 && r.know.befalls[r.d.Lemma(c)] && !r.passive(c) && r.d.Tags[s].POS == doc.NOUN && r.d.MentionAt(s) < 0 && r.d.PredicateAt(s) < 0
}

// any: "any attack".
func (r *reader) any(t int) bool {
	k := r.d.Kid(t, "det")
	return k >= 0 && r.d.Lemma(k) == "any"
}

// isPrice: "$2 million", "a ransom".
func (r *reader) isPrice(t int) bool {
	return r.know.prices[r.d.Lemma(t)] || r.d.Tags[t].POS == doc.SYM && r.d.Word(t) != "%"
}

// threatened reports whether the infinitive at t is a threat: "threatened to strike
// unless wages rise" holds it out.
func (r *reader) threatened(t int) bool {
	up := r.d.Arcs[t].Head
	return up >= 0 && (r.d.Lemma(up) == "threaten" || r.d.Lemma(up) == "threat")
}

// termOf returns the condition of the clause at t and its words: its own, that of the
// verb that embeds it ("agreed to reopen once the rent is paid"), or one that stands
// before the clause it is joined with; or -1.
func (r *reader) termOf(t int) (int, doc.Span) {
	d := r.d
	modal := r.forms(t).modal
	for k := t; ; {
		if c := r.conditionIn(k); c >= 0 && (k == t || !d.IsRel(t, "conj") || c < k) {
			return c, r.spanOf(c)
		}
		if x, ok := r.terms[k]; ok && (k == t || !d.IsRel(t, "conj") || x.top < k) {
			return x.top, x.span
		}
		for _, q := range d.Kids(k) {
			if q := int(q); (modal == "will" || modal == "would") && d.IsRel(q, "obl") && d.Kid(q, "case") >= 0 && d.Lemma(d.Kid(q, "case")) == "for" && r.isPrice(q) {
				first, last := d.Subtree(q)
				return q, d.TokenSpan(first, last) // "would free them for $2 million"
			}
		}
		up := d.Arcs[k].Head
		if up < 0 || !r.isClause(up) || !(d.IsRel(k, "xcomp") || k == t && d.IsRel(k, "conj") && d.Kid(t, "mark") < 0) {
			return -1, doc.Span{}
		}
		k = up
	}
}

// spanOf is the clause at c with its conjunction, without the marks around it.
func (r *reader) spanOf(c int) doc.Span {
	first, last := r.d.Subtree(c)
	for last > first && r.d.Tags[last-1].POS == doc.PUNCT {
		last--
	}
	for first < last && r.d.Tags[first].POS == doc.PUNCT {
		first++
	}
	if first > 0 && r.d.Lemma(first-1) == "only" {
		first--
	}
	return r.d.TokenSpan(first, last)
}

// conditionIn returns the conditional clause that hangs on t, or -1.
func (r *reader) conditionIn(t int) int {
	for _, k := range r.d.Kids(t) {
		if m := r.openMark(int(k)); m >= 0 && r.d.IsRel(int(k), "advcl") && r.d.Lemma(m) != "whether" && r.d.Lemma(m) != "lest" {
			return int(k)
		}
	}
	return -1
}

// conditionOf is the condition of a predicate: its own, or that of the clause
// that it embeds or stands in: "offered to abandon the plan if others pay" puts
// it on both.
func (r *reader) conditionOf(t int) doc.Span {
	d := r.d
	if c, ok := r.condition[t]; ok {
		return c
	}
	for k := t; d.IsRel(k, "xcomp"); {
		if k = d.Arcs[k].Head; k < 0 {
			break
		}
		if c, ok := r.condition[k]; ok {
			return c
		}
	}
	for k := d.Kid(t, "xcomp"); k >= 0; k = d.Kid(k, "xcomp") {
		if c, ok := r.condition[k]; ok {
			return c
		}
	}
	return doc.Span{}
}
