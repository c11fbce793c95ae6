package actor

import (
	"slices"
	"strings"

	"dragoman/internal/actors"
	"dragoman/internal/doc"
)

// isPeople reports whether a term is the name of an ethnic group.
func (r *reading) isPeople(h *hit) bool {
	return h != nil && h.Kind == actors.AgentWord && r.Agents[h.Row].People
}

// namesPeople reports whether the name of an ethnic group can be meant by tokens
// [first, last). Many are given names too: a singular stands before what it
// describes ("Karen villagers") or behind an article ("a Karen").
func (r *reading) namesPeople(e actors.Entry, first, last int) bool {
	if !r.capital(last - 1) {
		return false
	}
	if e.Plural || last-first > 1 || r.d.Kid(first, "det") >= 0 {
		return true
	}
	return last < len(r.d.Tokens) && r.d.SentenceOf(last) == r.d.SentenceOf(first) && !r.capital(last) && r.inside(first, first, last) &&
		(r.d.Tags[last].POS == doc.NOUN || r.d.Tags[last].POS == doc.ADJ) && r.d.IsRel(last-1, "amod", "compound", "nmod:desc", "nmod")
}

// peopleOf returns the state that the people in a phrase are of, and the people:
// the one of their states that the sentence names, or the report; else the only
// state where they are. Kurds in a report on Turkey and Iraq stay without one.
func (r *reading) peopleOf(ph *phrase) (country string, people *hit) {
	for _, h := range ph.terms {
		if !r.isPeople(h) {
			continue
		}
		states := r.Agents[h.Row].States
		named := r.namedIn(states, r.d.SentenceOf(ph.head))
		if len(named) == 0 {
			for _, c := range states {
				if r.stated[c] > 0 {
					named = append(named, c)
				}
			}
		}
		switch {
		case len(named) == 1:
			return named[0], h
		case len(named) == 0 && len(states) == 1:
			return states[0], h
		}
		return "", h
	}
	return "", nil
}

// namedIn returns those of some states that a sentence names.
func (r *reading) namedIn(states []string, sentence int) []string {
	return r.namedSo(states, sentence, func(*hit) bool { return true })
}

func (r *reading) namedSo(states []string, sentence int, so func(*hit) bool) []string {
	var named []string
	for i := range r.hits {
		h := &r.hits[i]
		if h.Kind > actors.StateSeat || r.d.SentenceOf(h.first) != sentence || !so(h) {
			continue
		}
		if c := r.States.All[h.Row].Code; slices.Contains(states, c) && !slices.Contains(named, c) {
			named = append(named, c)
		}
	}
	return named
}

// saysWhere reports whether a name stands behind a preposition of place: "in
// Kosovo", "the villagers of Kosovo".
func (r *reading) saysWhere(h *hit) bool {
	c := r.d.Kid(r.headOf(h.first, h.last), "case")
	if c < 0 || c > h.first {
		return false
	}
	w := strings.ToLower(r.d.Word(c))
	return w == "of" || r.locative[w] == "place"
}

// ofPeople gives a phrase whose words name no state that of its people.
func (r *reading) ofPeople(ph *phrase, in *intro) (why string) {
	if len(in.countries) > 0 || in.of >= 0 {
		return ""
	}
	c, h := r.peopleOf(ph)
	if c == "" {
		return ""
	}
	in.countries = []string{c}
	return ", " + r.termWord(h) + " of " + c
}

// sent gives the forces that a state sends somewhere to that state: "Peru sent troops
// to Haiti".
func (r *reading) sent(ph *phrase, in *intro) (why string) {
	v := r.d.Arcs[ph.head].Head
	if v < 0 || len(in.countries) > 0 || in.of >= 0 || in.sector != "MIL" && in.sector != "COP" || !r.d.IsRel(ph.head, "obj") {
		return ""
	}
	if _, ok := r.referAs(r.d.Lemma(v), "dispose"); !ok {
		return ""
	}
	m := r.at(r.d.Kid(v, "nsubj"))
	if m == nil || len(m.Actors) != 1 || r.parties[m.Actors[0]].Kind != "state" {
		return ""
	}
	in.countries = []string{r.parties[m.Actors[0]].Country}
	return ", sent by " + r.d.Of(m.Span)
}

// settled moves those who live in a place and go by the name of another state's
// people to the place: "the Albanian population of Kosovo" is no population of
// Albania. Only where that people is at home there too (data/lexicon/peoples.tsv),
// and the sentence names the place as one: Kenya may blame Somali militants from
// Somalia.
func (r *reading) settled(ph *phrase, in *intro) (why string) {
	if _, ok := r.referAs(in.word, "settled"); !ok || len(ph.states) != 1 {
		return ""
	}
	for t := ph.first; t < ph.core[0]; t++ {
		h := r.hitOf(t)
		if h == nil || h.Kind != actors.StateAdj || h.part {
			continue
		}
		for _, e := range r.Lookup("ethnic " + r.d.Of(h.Span)) {
			if e.Kind != actors.AgentWord {
				continue
			}
			if named := r.namedSo(r.Agents[e.Row].States, r.d.SentenceOf(ph.head), r.saysWhere); len(named) == 1 {
				in.countries = named
				return ", " + r.Agents[e.Row].Lemma + " of " + named[0]
			}
		}
	}
	return ""
}
