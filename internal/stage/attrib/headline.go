package attrib

import (
	"strings"

	"dragoman/internal/doc"
)

// headlines gives a headline's teller without a name the fullest name that the report
// has: "Minister: Dam is safe" over "Chad's water minister said on Monday that the dam
// was safe." What a headline tells, the first sentences tell again; whose words these
// are, its are.
func (r *reader) headlines() {
	d := r.d
	for n := range r.drafts {
		f := &r.drafts[n]
		if !f.own.ok || f.cueTok < 0 || f.through.ok {
			continue
		}
		s := d.SentenceOf(f.cueTok)
		if k := d.Sentences[s].Kind; k != doc.Title && k != doc.Heading || r.inName(f) {
			continue
		}
		g := r.ledBy(f, s)
		if g == nil {
			g = r.ofItsKind(f, s)
		}
		if g != nil {
			f.own.Teller = g.own.Teller // its words too: they tell more of it
		}
	}
}

// inName: a headline's "Annan" or "Hanoi" is a name of its own, "Minister" is none.
func (r *reader) inName(f *draft) bool {
	t := tokenFrom(r.d, f.own.End) - 1
	m, ok := r.mentions[t]
	return t >= 0 && (ok && r.d.Mentions[m].As != doc.AsNominal || !ok && r.d.Tags[t].POS == doc.PROPN)
}

// ledBy is what the first sentences behind headline s tell of what draft f does: a half
// of its words, by the outermost teller; or nil.
func (r *reader) ledBy(f *draft, s int) *draft {
	d := r.d
	want := r.lemmas(f.content)
	var best *draft
	for n := range r.drafts {
		g := &r.drafts[n]
		if g.cueTok < 0 || !g.own.ok || g.stance == doc.Regards {
			continue
		}
		at := d.SentenceOf(g.cueTok)
		if at <= s || at > s+3 || d.Sentences[at].Kind != doc.Body || best != nil && !smaller(best.content, g.content) {
			continue
		}
		have, shared := r.lemmas(g.content), 0
		for w := range want {
			if have[w] {
				shared++
			}
		}
		if 2*shared >= len(want) && shared > 0 {
			best = g
		}
	}
	return best
}

// ofItsKind is the first thing told behind headline s by somebody of the kind of whom draft
// f names: "newspaper" is the daily of the first sentence, "Chad minister" its minister of
// water; or nil.
func (r *reader) ofItsKind(f *draft, s int) *draft {
	d := r.d
	h := r.phraseIn(f.own.Span).head
	press := d.Lemma(h) == "paper"
	switch r.lex.tellers[strings.ToLower(d.Lemma(h))] {
	case "press", "air", "media":
		press = true
	}
	for n := range r.drafts {
		g := &r.drafts[n]
		if g.cueTok < 0 || !g.own.ok || g.stance == doc.Regards {
			continue
		}
		if at := d.SentenceOf(g.cueTok); at <= s || at > s+2 || d.Sentences[at].Kind != doc.Body {
			continue
		}
		k := r.subjectToken(g)
		if k < 0 {
			continue
		}
		if press && (r.isMedium(k) || g.own.Actor >= 0 && d.Actors[g.own.Actor].Kind == "media") || !press && d.Lemma(k) == d.Lemma(h) && r.isPerson(h) {
			return g
		}
	}
	return nil
}

// lemmas are the words of a stretch of text that carry what it says.
func (r *reader) lemmas(s doc.Span) map[string]bool {
	d := r.d
	out := map[string]bool{}
	for t := tokenFrom(d, s.Start); t < len(d.Tokens) && d.Tokens[t].Start < s.End; t++ {
		if p := d.Tags[t].POS; p == doc.NOUN || p == doc.PROPN || p == doc.VERB || p == doc.NUM || p == doc.ADJ {
			out[strings.ToLower(d.Lemma(t))] = true
		}
	}
	return out
}
