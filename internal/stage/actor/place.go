package actor

import (
	"strings"

	"dragoman/internal/doc"
)

// markPlaces sets Place on the names of states and capitals that say where.
func (r *reading) markPlaces() {
	for i := range r.found {
		if m := &r.found[i]; r.isPlace(m) {
			m.Place = true
		}
	}
}

// isPlace reports whether the name of a state or capital is used for a place:
// "in Seoul", "a visit to North Korea", in a dateline.
func (r *reading) isPlace(m *mention) bool {
	if m.As != doc.AsName && m.As != doc.AsMetonym || len(m.Actors) != 1 || r.parties[m.Actors[0]].Kind != "state" {
		return false
	}
	if s := r.d.SentenceOf(m.Head); s < len(r.d.Sentences) && r.d.Sentences[s].Kind == doc.DateLine {
		return true
	}
	if m.Last+1 < len(r.d.Tokens) && isHyphen(r.d.Word(m.Last)) {
		if c, ok := r.referAs(strings.ToLower(r.d.Word(m.Last+1)), "joined"); ok && len(c.to) > 0 && c.to[0] == "place" {
			return true
		}
	}
	head := m.Head
	for range 3 {
		if c := r.d.Kid(head, "case"); c >= 0 && c < head {
			return r.locates(c, head)
		}
		if m.As == doc.AsName && r.d.IsRel(head, "compound") && r.d.Tags[r.d.Arcs[head].Head].POS != doc.PROPN {
			return false // "in the US airstrike" is whose, not where
		}
		if g := r.d.Arcs[head].Head; !r.d.IsRel(head, "conj", "flat", "compound") && !(r.d.IsRel(head, "appos") && r.d.Tags[g].POS == doc.PROPN) {
			break
		}
		head = r.d.Arcs[head].Head
	}
	g := r.d.Arcs[head].Head
	return g >= 0 && r.d.IsRel(head, "obj", "nsubj:pass") && r.visited[r.d.Lemma(g)]
}

// locates reports whether the preposition at c makes its noun a place: some
// always do, "to" and "from" after words of movement.
func (r *reading) locates(c, noun int) bool {
	if !r.d.IsRel(noun, "obl", "nmod", "root", "advcl", "acl", "xcomp") {
		return false
	}
	switch r.locative[strings.ToLower(r.d.Word(c))] {
	case "place":
		return true
	case "motion":
		g := r.d.Arcs[noun].Head
		return g >= 0 && (r.governor[r.d.Lemma(g)] || r.governor[strings.ToLower(r.d.Lemma(g))])
	}
	return false
}
