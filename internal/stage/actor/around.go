package actor

import "dragoman/internal/doc"

// clauseState returns the one state that those without one have by their clause,
// where the sentence names several: that of the place ("travelled to Chad to meet
// rebels", "Mali, where soldiers shot at a crowd", "left Togo when soldiers there
// mutinied").
func (r *reading) clauseState(t int) (country, why string) {
	d := r.d
	if m := r.there(t); m != nil {
		return r.parties[r.find(m.Actors[0])].Country, ", there in " + d.Of(m.Span)
	}
	for range 3 {
		v := d.Arcs[t].Head
		if v < 0 {
			break
		}
		if d.Tags[t].POS == doc.VERB {
			if d.IsRel(t, "ccomp", "parataxis", "conj") {
				break
			}
			if m := r.at(v); m != nil && d.IsRel(t, "acl:relcl") && d.Kid(t, "advmod") >= 0 && r.isPlace(m) && len(m.Actors) == 1 {
				return r.parties[r.find(m.Actors[0])].Country, ", in " + d.Of(m.Span)
			}
		}
		if d.Tags[v].POS == doc.VERB {
			if m := r.placeOf(v); m != nil {
				return r.parties[r.find(m.Actors[0])].Country, ", in " + d.Of(m.Span)
			}
		}
		t = v
	}
	return "", ""
}

// there returns the state that was named last before the "there" of a noun, or nil.
func (r *reading) there(t int) *mention {
	first, last := r.d.Subtree(t)
	for k := t + 1; k < last && first <= t; k++ {
		if r.d.Lemma(k) != "there" || !r.d.IsRel(k, "advmod") || r.d.Arcs[k].Head != t && !(r.d.Arcs[r.d.Arcs[k].Head].Head == t && r.d.IsRel(r.d.Arcs[k].Head, "acl")) {
			continue
		}
		var found *mention
		for i := range r.found {
			m := &r.found[i]
			if m.Last <= t && r.d.SentenceOf(m.Head) == r.d.SentenceOf(t) && len(m.Actors) == 1 && r.parties[m.Actors[0]].Kind == "state" && (found == nil || m.Head > found.Head) {
				found = m
			}
		}
		return found
	}
	return nil
}

// placeOf returns the one state or city in which a clause says that it happens, or nil.
func (r *reading) placeOf(v int) *mention {
	var found *mention
	for _, k := range r.d.Kids(v) {
		m := r.at(int(k))
		if m == nil || !r.d.IsRel(int(k), "obl") || len(m.Actors) != 1 || !r.isPlace(m) {
			continue
		}
		if found != nil && r.parties[r.find(m.Actors[0])].Country != r.parties[r.find(found.Actors[0])].Country {
			return nil
		}
		found = m
	}
	return found
}
