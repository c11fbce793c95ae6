package attrib

import (
	"slices"
	"strings"

	"dragoman/internal/doc"
)

// bodyBefore is the company or group that told something before and is told of by its
// kind now: "the utility" after a power company's name, "the London-based group" after
// Amnesty's. The actors keep the two apart, for a report may bring up any group; one
// that tells, right behind one that told, is mostly the same.
func (r *reader) bodyBefore(t, m int) link {
	d := r.d
	men := &d.Mentions[m]
	if len(men.Actors) != 1 || men.As == doc.AsName || r.isNamed(men.Actors[0]) {
		return link{}
	}
	a := men.Actors[0]
	if l, ok := r.bodies[a]; ok {
		return l // "the company", once more; "it"
	}
	if !r.barely(t) {
		return link{}
	}
	if l := r.sameHead(t); l.ok {
		return l
	}
	kind := d.Actors[a].Kind
	if kind != "company" && kind != "group" || men.As != doc.AsNominal {
		return link{}
	}
	for n := len(r.drafts) - 1; n >= 0; n-- {
		l := r.drafts[n].own
		if !l.ok || l.Actor < 0 || !r.isNamed(l.Actor) || d.SentenceOf(t)-d.SentenceOf(tokenFrom(d, r.drafts[n].content.Start)) > 3 {
			continue
		}
		switch k := d.Actors[l.Actor].Kind; {
		case k == kind, kind == "group" && (k == "organisation" || k == "party"):
			if r.bodies == nil {
				r.bodies = map[int]link{}
			}
			r.bodies[a] = l
			return l
		}
	}
	return link{}
}

// stationBefore is the newspaper or station that told something last, in the sentence
// before, whose "the broadcast", "the report" it is.
func (r *reader) stationBefore(t int) link {
	d := r.d
	if !slices.Contains(r.lex.carriers[strings.ToLower(d.Lemma(t))], "medium") || !r.barely(t) || d.Kid(t, "amod") >= 0 || !d.IsRel(t, "nsubj") {
		return link{}
	}
	s := d.SentenceOf(t)
	for n := len(r.drafts) - 1; n >= 0; n-- {
		f := &r.drafts[n]
		if at := d.SentenceOf(tokenFrom(d, f.content.Start)); at >= s || at < s-1 || !f.own.ok {
			continue
		}
		words := strings.Fields(strings.ToLower(f.own.Name))
		if len(words) == 0 {
			continue
		}
		switch r.lex.tellers[words[len(words)-1]] {
		case "press", "air", "media":
			return f.own
		}
		if f.own.Actor >= 0 && d.Actors[f.own.Actor].Kind == "media" {
			return f.own
		}
	}
	return link{}
}

// sameHead is the last body whose name ends in the word at token t: "the ministry" is the
// Foreign Ministry that the report has named.
func (r *reader) sameHead(t int) link {
	d := r.d
	best := -1
	for m := range d.Mentions {
		n := &d.Mentions[m]
		if n.Place || n.As != doc.AsName || len(n.Actors) != 1 || n.End > d.Tokens[t].Start || best >= 0 && n.Start < d.Mentions[best].Start {
			continue
		}
		if last := tokenFrom(d, n.End) - 1; last >= 0 && last != n.First && strings.EqualFold(d.Word(last), d.Word(t)) {
			best = m
		}
	}
	if best < 0 {
		return link{}
	}
	l, _ := r.mentioned(best)
	return l
}

// barely reports whether the noun at token t is told with "the" and with nothing that
// tells it from others but its seat: "the group", "the Geneva-based group".
func (r *reader) barely(t int) bool {
	d := r.d
	if !r.definite(t) || d.Kid(t, "nmod", "nmod:poss", "acl", "appos", "compound", "nummod") >= 0 || r.plural(t) {
		return false
	}
	for _, k := range d.Kids(t) {
		if d.IsRel(int(k), "amod") && !strings.HasSuffix(d.Word(int(k)), "based") {
			return false
		}
	}
	return true
}
