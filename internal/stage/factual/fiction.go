package factual

import (
	"strings"

	"dragoman/internal/doc"
)

// fictionOf returns the word by which the act at t is only played or made up, or -1:
// "In the novel the king dies", "a film in which tanks roll", "In a war game the
// fleet sank three carriers".
func (r *reader) fictionOf(t int) int {
	d := r.d
	for h := t; h >= 0; h = d.Arcs[h].Head {
		if d.IsRel(h, "acl:relcl", "acl") && r.isFiction(d.Arcs[h].Head) && r.placeInside(h) {
			return d.Arcs[h].Head
		}
		for _, k := range d.Kids(h) {
			k := int(k)
			if d.IsRel(k, "obl") && r.isFiction(k) && r.inside(k) && (h == t || !r.isTeller(h)) {
				return k
			}
		}
		if up := d.Arcs[h].Head; up >= 0 && d.IsRel(h, "ccomp", "xcomp", "obj", "acl:relcl", "acl") {
			v := up
			if d.IsRel(h, "acl:relcl", "acl") && d.IsRel(up, "obj", "obl") {
				v = d.Arcs[up].Head // "the play shows a pope who marries"
			}
			if s := d.Kid(v, "nsubj"); s >= 0 && r.isClause(v) && r.isFiction(s) {
				return s
			}
		}
		if !d.IsRel(h, "ccomp", "conj", "advcl", "xcomp", "parataxis") {
			break
		}
	}
	return -1
}

// inside: "in the film", not "for the film".
func (r *reader) inside(k int) bool {
	c := r.d.Kid(k, "case")
	if c < 0 {
		return false
	}
	switch r.d.Lemma(c) {
	case "in", "during", "throughout":
		return true
	}
	return false
}

// placeInside: "in which", "where".
func (r *reader) placeInside(clause int) bool {
	for _, k := range r.d.Kids(clause) {
		k := int(k)
		switch strings.ToLower(r.d.Word(k)) {
		case "where":
			return true
		case "which", "whom", "whose":
			if r.inside(k) {
				return true
			}
		}
	}
	return false
}

func (r *reader) isTeller(t int) bool {
	return r.d.Tags[t].POS == doc.VERB && r.know.tells[r.d.Lemma(t)]
}

// isFiction: "the novel", "a war game".
func (r *reader) isFiction(t int) bool {
	c := r.d.Kid(t, "compound")
	for _, k := range r.d.Kids(t) {
		if r.know.shams[strings.ToLower(r.d.Word(int(k)))] { // as it stands: "simulated" has the lemma of a verb
			return r.d.IsRel(int(k), "amod")
		}
	}
	if a := r.d.Kid(t, "amod"); r.d.Lemma(t) == "story" && a >= 0 && r.d.Lemma(a) == "short" {
		return true
	}
	return r.know.fiction[r.d.Lemma(t)] || r.d.Lemma(t) == "game" && c >= 0 && r.d.Lemma(c) == "war"
}
