package factual

import "dragoman/internal/doc"

// conditional marks a clause that hangs on a condition: "will withdraw if
// Israel stops": what was planned is offered, and the condition kept.
func (r *reader) conditional(t int, v verb, x reading) reading {
	c := r.conditionIn(t)
	if k := r.onceIn(t); c < 0 && x.Modality == doc.Planned {
		c = k
	}
	if c < 0 {
		return x
	}
	first, last := r.d.Subtree(c)
	for last > first && r.d.Tags[last-1].POS == doc.PUNCT {
		last--
	}
	for first < last && r.d.Tags[first].POS == doc.PUNCT {
		first++
	}
	r.condition[t] = r.d.TokenSpan(first, last)
	switch {
	case x.Modality == doc.Planned:
		x.Modality, x.rule = doc.Offered, x.rule+", on a condition"
	case x.Modality == doc.Expected && r.read[c].Modality == "" && v.modal != "":
		x.Modality, x.rule = doc.Hypothetical, x.rule+", on a condition" // foretold by others
	case x.Modality == doc.Ongoing && v.modal == "" && !x.past && r.d.Kid(t, "xcomp") < 0:
		x.Modality, x.rule = doc.Hypothetical, x.rule+", on a condition"
	}
	return x
}

// conditionIn returns the conditional clause that hangs on t, or -1.
func (r *reader) conditionIn(t int) int {
	for _, k := range r.d.Kids(t) {
		if r.d.IsRel(int(k), "advcl") && r.openMark(int(k)) >= 0 {
			return int(k)
		}
	}
	return -1
}

// onceIn returns the clause that says after what a planned act at t will be done,
// or -1: "will reopen the bridge once the police leave".
func (r *reader) onceIn(t int) int {
	for _, k := range r.d.Kids(t) {
		if !r.d.IsRel(int(k), "advcl") {
			continue
		}
		switch m := r.markOf(int(k)); {
		case m == "once", m == "long", m == "as" && r.d.Kid(int(k), "mark") > 0 && r.d.Lemma(r.d.Kid(int(k), "mark")-1) == "long":
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
