package factual

import (
	"strings"

	"dragoman/internal/doc"
)

// willBy tells plans from forecasts: who announces the act of his own side plans it,
// who looks on foretells it, and nobody plans to lose.
func (r *reader) willBy(t int) doc.Modality {
	d := r.d
	if r.know.befalls[d.Lemma(t)] && !r.passive(t) {
		return doc.Expected
	}
	s, teller := r.told[t], r.tellerOf(t)
	if s == 0 && teller < 0 {
		return doc.Planned
	}
	subject := -1
	if k := d.PredicateAt(t); k >= 0 {
		subject = d.Predicates[k].Arg("subj")
		if subject < 0 {
			subject = d.Predicates[k].Arg("obj") // "the road will be opened"
		}
	}
	if subject >= 0 {
		switch strings.ToLower(d.Word(subject)) {
		case "i", "we":
			return doc.Planned
		}
	}
	if teller >= 0 && r.onlooker(teller) {
		return doc.Expected
	}
	if subject < 0 {
		return doc.Expected
	}
	switch strings.ToLower(d.Word(subject)) {
	case "it", "they", "he", "she":
		return doc.Planned
	}
	if s == 0 {
		return doc.Planned
	}
	return r.byActors(subject, d.Statements[s-1].Chain)
}

// onlooker reports whether the word at t is of those who foretell what others do: "an
// analyst", "the newspaper". ("Its radio" speaks for whose it is.)
func (r *reader) onlooker(t int) bool {
	if !r.know.outsiders[r.d.Lemma(t)] {
		return false
	}
	k := r.d.Kid(t, "nmod:poss")
	return k < 0 || r.d.Tags[k].POS != doc.PRON
}

// byActors asks whether who tells it last and who does it are of one side.
func (r *reader) byActors(subject int, chain []doc.Teller) doc.Modality {
	if len(chain) == 0 {
		return doc.Planned
	}
	last := &chain[len(chain)-1]
	if r.ownSpeaker(last.Span) {
		return doc.Planned
	}
	m := r.d.MentionAt(subject)
	if m < 0 {
		return doc.Planned
	}
	strange := false
	named := r.named(last.Span)
	for _, a := range r.d.Mentions[m].Actors {
		if r.ownSide(a, last.Actor) {
			return doc.Planned
		}
		strange = strange || named && r.strangers(a, last.Actor)
	}
	if strange {
		return doc.Expected
	}
	return doc.Planned
}

// named reports whether the words of a teller name his state: "the foreign minister"
// leaves it to the text, where it may be taken wrongly.
func (r *reader) named(s doc.Span) bool {
	for k := r.tokenFrom(s.Start); k < len(r.d.Tokens) && r.d.Tokens[k].Start < s.End; k++ {
		if w := r.d.Word(k); w != "" && w[0] >= 'A' && w[0] <= 'Z' {
			return true
		}
	}
	return false
}

// tellerOf is the noun that the content around t is told by, or -1: by the tree where
// no statement was found.
func (r *reader) tellerOf(t int) int {
	d := r.d
	if s := r.told[t]; s > 0 {
		if chain := d.Statements[s-1].Chain; len(chain) > 0 && !chain[len(chain)-1].Empty() {
			span := chain[len(chain)-1].Span
			for k := r.tokenFrom(span.Start); k < len(d.Tokens) && d.Tokens[k].Start < span.End; k++ {
				if h := d.Arcs[k].Head; h < 0 || d.Tokens[h].Start < span.Start || d.Tokens[h].Start >= span.End {
					return k
				}
			}
		}
	}
	for h := t; h >= 0; h = d.Arcs[h].Head {
		if d.IsRel(h, "ccomp") {
			return d.Kid(d.Arcs[h].Head, "nsubj")
		}
		for _, k := range d.Kids(h) {
			if k := int(k); d.IsRel(k, "parataxis") && r.isClause(k) && k > h {
				if s := d.Kid(k, "nsubj"); s >= 0 && r.know.outsiders[d.Lemma(s)] {
					return s
				}
			}
		}
		if !d.IsRel(h, "conj", "parataxis", "xcomp") {
			break
		}
	}
	return -1
}

// ownSpeaker reports whether the words that name a speaker say whose he is: "its oil
// minister said" of Kuwait.
func (r *reader) ownSpeaker(s doc.Span) bool {
	if s.Empty() {
		return false
	}
	t := r.tokenFrom(s.Start)
	return t < len(r.d.Tokens) && r.d.Tags[t].POS == doc.PRON && r.d.IsRel(t, "nmod:poss")
}

// ownSide reports whether one of two actors speaks for the other: Kuwait and its
// minister, the union and its chairman.
func (r *reader) ownSide(a, b int) bool {
	if a < 0 || b < 0 {
		return false
	}
	if a == b {
		return true
	}
	x, y := &r.d.Actors[a], &r.d.Actors[b]
	return x.Country != "" && x.Country == y.Country && (x.Kind == "state" || y.Kind == "state" || x.Sector == "GOV" && y.Sector == "GOV")
}

// strangers reports whether two actors are of different states.
func (r *reader) strangers(a, b int) bool {
	if a < 0 || b < 0 {
		return false
	}
	x, y := &r.d.Actors[a], &r.d.Actors[b]
	return x.Country != "" && y.Country != "" && x.Country != y.Country
}
