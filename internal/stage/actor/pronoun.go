package actor

import (
	"slices"
	"strings"

	"dragoman/internal/doc"
)

// pronoun finds the most salient earlier mention that agrees with the pronoun
// at token t: near before far, subjects before objects, and nobody who is
// another argument of the same verb ("Kim had assured him").
func (r *reading) pronoun(t int, f refer) {
	if r.d.IsRel(t, "expl") || f.to[0] == "body" && t+1 < len(r.d.Tokens) && r.d.Tokens[t+1].Part > 1 {
		return // "it's crazy" mostly means nobody
	}
	s := r.d.SentenceOf(t)
	best, score := -1, 0.0
	for i := len(r.past) - 1; i >= 0 && r.past[i].sentence >= s-3; i-- {
		q := &r.past[i]
		if !r.agrees(q, f) || r.rivals(q, t) || r.namedBelow(q, t) {
			continue
		}
		if v := r.salience(q, t, s, f); v > score {
			best, score = i, v
		}
	}
	if best < 0 {
		return
	}
	ps := slices.Clone(r.past[best].parties)
	if f.gender != "" && len(ps) == 1 {
		if p := &r.parties[r.find(ps[0])]; p.gender == "" {
			p.gender, p.guessed = f.gender, true
		}
	}
	r.mention(t, t+1, doc.AsPronoun, "pronoun", ps...)
	p := past{sentence: s, head: t, parties: ps, role: r.roleOf(t), depth: r.depth(t)}
	if g := r.d.Arcs[t].Head; g >= 0 && p.role == roleSubject {
		_, p.spoke = r.referAs(r.d.Lemma(g), "speech")
	}
	r.past = append(r.past, p)
}

// agrees reports whether a mention can be meant by a pronoun of the class.
func (r *reading) agrees(q *past, f refer) bool {
	if len(q.parties) == 0 || q.demonym {
		return false
	}
	p := &r.parties[r.find(q.parties[0])]
	many := len(q.parties) > 1
	switch f.to[0] {
	case "person":
		return !many && p.human() && (p.gender == "" || f.gender == "" || p.gender == f.gender || p.guessed)
	case "body":
		return !many && !p.human() && !p.plural && p.Kind != "people"
	}
	if many || p.plural || p.Kind == "people" {
		return !q.minor
	}
	return !p.human() && p.Kind != "state" && !q.minor
}

// human reports whether the party is one person.
func (p *party) human() bool {
	switch p.Kind {
	case "leader", "official", "person":
		return !p.plural
	}
	return p.one
}

// rivals reports whether the mention is another argument of the verb that the
// pronoun is an argument of, or holds the pronoun.
func (r *reading) rivals(q *past, t int) bool {
	if r.d.IsRel(t, "nmod:poss") || strings.HasSuffix(r.d.Word(t), "self") || strings.HasSuffix(r.d.Word(t), "selves") {
		return false
	}
	verb := r.d.Arcs[t].Head
	if verb < 0 {
		return false
	}
	if r.d.Arcs[q.head].Head == verb && r.d.IsRel(q.head, "nsubj", "obj", "iobj", "obl") {
		return true
	}
	// A shared subject: "North Korea praised Seoul and accused it".
	return r.d.IsRel(verb, "conj", "xcomp") && !r.d.IsRel(t, "nsubj") && r.d.Kid(verb, "nsubj") < 0 &&
		r.d.Arcs[q.head].Head == r.d.Arcs[verb].Head && r.d.IsRel(q.head, "nsubj")
}

// namedBelow reports whether the party is named again below the verb whose
// subject the pronoun is, which a pronoun cannot stand for (Principle C of the
// binding theory): "it backed away from an alliance with the North".
func (r *reading) namedBelow(q *past, t int) bool {
	verb := r.d.Arcs[t].Head
	if verb < 0 || !r.d.IsRel(t, "nsubj") {
		return false
	}
	_, last := r.d.Subtree(verb)
	for k := t + 1; k < last; k++ {
		m := r.at(k)
		if m == nil || m.As == doc.AsPronoun {
			continue
		}
		for _, a := range m.Actors {
			if len(q.parties) == 1 && r.find(a) == r.find(q.parties[0]) {
				return true
			}
		}
	}
	return false
}

func (r *reading) salience(q *past, t, s int, f refer) float64 {
	v := 30 - 8*float64(s-q.sentence)
	switch q.role {
	case roleSubject:
		v += 6
	case roleObject:
		v += 3
	case rolePossessor:
		v += 1
	}
	v -= 1.5 * float64(min(q.depth, 3))
	if q.minor {
		v -= 12
	}
	if q.group && f.plural {
		v += 3
	}
	if r.told(q, t) {
		v += 6
	}
	if r.governs(q, t) {
		v += 4
	}
	_, speech := r.referAs(r.d.Lemma(max(r.d.Arcs[t].Head, 0)), "speech")
	switch speech = speech && r.d.IsRel(t, "nsubj"); {
	case speech && q.spoke:
		v += 9
	case f.plural && q.credited && q.sentence < s:
		v -= 8 // "Gunmen attacked the town, police said. They burned a bank."
	}
	if r.d.IsRel(t, "nmod:poss") && q.sentence == s && r.sameClause(q.head, t) {
		v += 8
	}
	p := &r.parties[r.find(q.parties[0])]
	if f.gender != "" && p.gender != "" && p.gender != f.gender {
		v -= 8
	}
	if f.plural && len(q.parties) == 1 && !p.plural {
		v -= 6 // "they" of an organisation
	}
	if f.to[0] == "body" && (p.Kind == "state" || p.named) {
		v++
	}
	if q.sentence == s {
		v -= float64(t-q.head) / 50
	}
	return v
}

// told reports whether the mention is the subject of the verb whose content the
// pronoun is the subject of: "Rao said she believed".
func (r *reading) told(q *past, t int) bool {
	verb := r.d.Arcs[t].Head
	return q.role == roleSubject && verb >= 0 && r.d.IsRel(t, "nsubj") && r.d.IsRel(verb, "ccomp") && r.d.Arcs[verb].Head == r.d.Arcs[q.head].Head
}

// governs reports whether the mention is the subject of the verb that the
// pronoun's clause is an adverbial of: "Kim offered to leave if others pay him",
// whoever tells it.
func (r *reading) governs(q *past, t int) bool {
	verb := r.d.Arcs[t].Head
	if q.role != roleSubject || verb < 0 || !r.d.IsRel(verb, "advcl") {
		return false
	}
	up := r.d.Arcs[verb].Head
	for up >= 0 && r.d.IsRel(up, "xcomp") {
		up = r.d.Arcs[up].Head
	}
	return up == r.d.Arcs[q.head].Head
}

// sameClause reports whether both tokens hang, however deep, by the same verb.
func (r *reading) sameClause(a, b int) bool { return r.clauseOf(a) == r.clauseOf(b) }

func (r *reading) clauseOf(t int) int {
	for range 12 {
		h := r.d.Arcs[t].Head
		if h < 0 || r.d.Tags[t].POS == doc.VERB {
			return t
		}
		t = h
	}
	return t
}

// relative gives "who" and "whose" the noun that the clause hangs by.
func (r *reading) relative(t int, f refer) {
	v := t
	for range 6 {
		h := r.d.Arcs[v].Head
		if h < 0 {
			return
		}
		if r.d.IsRel(v, "acl:relcl") {
			if m := r.at(h); m != nil {
				r.mention(t, t+1, doc.AsPronoun, "relative", slices.Clone(m.Actors)...)
			}
			return
		}
		v = h
	}
}
