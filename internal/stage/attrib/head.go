package attrib

import (
	"dragoman/internal/doc"
)

// What the parser's network says of cues counts beside the table: it knows the long
// tail ("blasted", "is leaning towards"), which no table can hold. It takes no cue of
// the table away: where that was tried, it cost a true one for each false one. The
// limits were chosen on articles that it was not taught (data/models/README.md).
const (
	likelyCue   = 0.6 // from here on a word is a cue though no rule made anything of it,
	sureCue     = 0.7 // even though nobody is named who says or minds it
	sureContent = 0.5 // and from here on its content counts where a rule has another
)

// byNetwork drafts what the network takes for cues and the rules made nothing of.
func (r *reader) byNetwork() {
	taken := map[int]bool{}
	for k := range r.drafts {
		f := &r.drafts[k]
		for t := tokenFrom(r.d, f.cue.Start); t < len(r.d.Tokens) && r.d.Tokens[t].Start < f.cue.End; t++ {
			taken[t] = true
		}
	}
	for k := range r.d.Cues {
		c := &r.d.Cues[k]
		if c.P < likelyCue || taken[c.Token] {
			continue
		}
		switch r.d.Sentences[r.d.SentenceOf(c.Token)].Kind {
		case doc.Byline, doc.DateLine, doc.Credit:
			continue
		}
		r.likely(c)
	}
}

// likely drafts what one such cue takes, where it is told who says or minds it.
func (r *reader) likely(c *doc.Cue) {
	i := c.Token
	first, last := r.rounded(c)
	span := r.clip(i, r.trim(first, last))
	own, _ := r.tellerOf(i, cue{pattern: pattern{kind: obj}})
	switch v := r.d.Kid(i, "xcomp"); {
	case span.Empty(), !own.ok && c.P < sureCue, r.firstPerson(i),
		last-first == 1 && r.d.Tags[first].POS == doc.PRON,
		len(r.cuesAt(i)) > 0 && r.unsaid(i), // "did not say": the table knows that nothing is told
		v >= 0 && len(r.cuesAt(v)) > 0:      // "refused to say", "appeared to deny": told there or not at all
		return
	}
	r.draft(draft{content: span, cueTok: i, cue: r.cueSpan(i), own: own, stance: r.likelyStance(i, c), quote: -1, via: -1, why: "cue by the network"})
}

// likelyStance is "says" of a finite clause right behind the word, or what the table
// has of it. Anything else is an attitude or a topic: what X wants, backs, blasts or
// speaks about, X does not say to be so.
func (r *reader) likelyStance(i int, c *doc.Cue) string {
	d := r.d
	k := d.Kid(i, "ccomp")
	if k < i || k < c.First || k >= c.Last || r.unsaid(i) || r.infinitival(k) || d.Kid(k, "nsubj", "expl") < 0 {
		return doc.Regards
	}
	if f, _ := d.Subtree(k); f > i+1 || d.Tags[f].POS == doc.PUNCT && !isMark(d.Word(f)) || isRelative(d, f) && d.Lemma(f) != "that" {
		return doc.Regards // "spoke, who had led the campaign"
	}
	if cues := r.cuesAt(i); len(cues) > 0 {
		return r.stance(i, cues[0])
	}
	return "says"
}

// rounded is the content without a phrase that the network cut short: what hangs on
// a word of it belongs to it, but for clauses and appositions that only follow.
func (r *reader) rounded(c *doc.Cue) (first, last int) {
	d := r.d
	first, last = c.First, c.Last
	sent := &d.Sentences[d.SentenceOf(c.Token)]
	within := func(t int) bool {
		h := d.Arcs[t].Head
		return t != c.Token && h >= first && h < last && h != c.Token && d.Tags[t].POS != doc.PUNCT
	}
	for first > sent.First && within(first-1) && !d.IsRel(first-1, "conj", "cc", "advcl") {
		first--
	}
	for last < sent.Last && within(last) && !d.IsRel(last, "conj", "cc", "advcl", "acl", "appos", "parataxis") {
		last++
	}
	return first, last
}

// arbitrate gives a cue that takes a clause the network's content where rule and
// network agree by less than half: mostly the parser has hung the clause elsewhere, which the network, with
// no tree of its own to defend, gets over. Quotations stay with the rules.
func (r *reader) arbitrate(i int, rule doc.Span) doc.Span {
	c := r.d.CueAt(i)
	if c == nil || c.P < sureContent || r.quotationOver(i) >= 0 {
		return rule
	}
	first, last := r.rounded(c)
	s := r.trim(first, last)
	both := min(s.End, rule.End) - max(s.Start, rule.Start)
	if !r.hasVerb(first, last) || 4*max(both, 0) >= s.End-s.Start+rule.End-rule.Start {
		return rule
	}
	return s
}

func (r *reader) hasVerb(first, last int) bool {
	for t := first; t < last; t++ {
		if r.d.Tags[t].POS == doc.VERB || r.d.Tags[t].POS == doc.AUX {
			return true
		}
	}
	return false
}
