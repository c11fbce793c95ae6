package attrib

import (
	"strings"

	"dragoman/internal/doc"
)

// citing drafts what "citing X" adds: in "the agency, citing a diplomat, said
// P" the diplomat tells P through the agency.
func (r *reader) citing(i int) {
	d := r.d
	if !d.IsRel(i, "acl", "advcl", "parataxis") {
		return
	}
	for _, c := range r.cuesAt(i) {
		if c.pattern.kind != source {
			continue
		}
		n := r.citer(i)
		if n < 0 {
			return
		}
		own, able := r.tellerOf(i, c)
		f := &r.drafts[n]
		if !own.ok || !able || own.same(f.own) {
			return
		}
		if f.content.Covers(d.Tokens[i].Span) {
			f.content = r.upTo(f.content, i)
		}
		r.draft(draft{content: f.content, cueTok: i, cue: d.Tokens[i].Span, own: own, stance: f.stance, quote: f.quote, via: n, why: "cue " + c.lemma + " + source"})
		return
	}
}

// citer returns the draft whose teller cites at token i, or -1: the one whose cue the
// participle hangs on, or whose teller ("the daily, which cited a diplomat, said"); and
// where the parser hangs it on a verb of what was said, the outermost ("reported that
// the ship had sunk, citing a diplomat").
func (r *reader) citer(i int) int {
	d := r.d
	up, teller := d.Arcs[i].Head, -1
	if up < 0 {
		return -1
	}
	t := i - 1
	for t > 0 && (d.Tags[t].POS == doc.PUNCT || d.Tags[t].POS == doc.ADV) {
		t--
	}
	for n := len(r.drafts) - 1; n >= 0 && t < i-1; n-- {
		// "P, the daily reported on Monday, citing X", whatever the parser hangs it on
		c := r.drafts[n].cueTok
		if c < 0 || c > t || d.Tags[c].POS != doc.VERB || d.SentenceOf(c) != d.SentenceOf(i) {
			continue
		}
		if _, tagged := r.tags[c]; c == t || tagged && max(r.onlyAdjuncts(c, t+1), r.phraseEnd(&d.Sentences[d.SentenceOf(c)], c+1)) > t {
			return n
		}
	}
	if d.Tags[up].POS.Nominal() {
		up, teller = d.Arcs[up].Head, up
	}
	for n := len(r.drafts) - 1; n >= 0; n-- {
		f := &r.drafts[n]
		tells := f.cueTok == up && up >= 0 && !d.IsRel(i, "acl:relcl") || teller >= 0 && r.isOf(f.own, teller)
		if tells && !f.content.Covers(d.Tokens[i].Span) {
			return n
		}
	}
	if !d.IsRel(i, "advcl") || i == 0 || d.Word(i-1) != "," || !strings.HasSuffix(d.Word(i), "ing") {
		return -1
	}
	for n := range r.drafts {
		f := &r.drafts[n]
		if f.cueTok >= 0 && f.cueTok < i && d.SentenceOf(f.cueTok) == d.SentenceOf(i) && d.Tags[f.cueTok].POS == doc.VERB && f.own.ok && f.content.Covers(d.Tokens[up].Span) {
			return n
		}
	}
	return -1
}

// heardBy is the medium or correspondent whose having been told is the report: "its
// correspondent was told by a railwayman that P", "the agency learned from sources that P".
func (r *reader) heardBy(i int) link {
	d := r.d
	if g, ok := r.tags[i]; ok && g.through >= 0 && r.isMedium(g.through) {
		return r.party(g.through)
	}
	if strings.HasSuffix(d.Word(i), "ing") {
		for v := i - 1; v >= 0 && v > i-15 && d.SentenceOf(v) == d.SentenceOf(i) && d.Word(v) != ","; v-- {
			if d.Lemma(v) == "have" && d.Tags[v].POS == doc.VERB {
				if s := d.Kid(v, "nsubj"); s >= 0 && s < v && r.isMedium(s) {
					return r.party(s) // "the daily had the envoy telling them that P"
				}
			}
		}
	}
	k := d.Kid(i, "nsubj")
	if k < 0 || k > i || d.Tags[i].POS != doc.VERB || isRelative(d, k) {
		return link{}
	}
	from := r.learnedFrom(i) >= 0
	if !from && !(r.passive(i) && len(r.agents(i)) > 0) {
		return link{}
	}
	switch strings.ToLower(d.Lemma(k)) {
	case "correspondent", "reporter", "journalist", "envoy", "delegate", "representative":
		if r.plural(k) && d.Kid(k, "nmod:poss", "nmod", "compound", "amod", "det") < 0 {
			return link{} // "Reporters were told": those who print it
		}
		return r.party(k)
	}
	if r.isMedium(k) || from && d.Lemma(i) != "hear" { // a court hears from everybody
		return r.party(k)
	}
	return link{}
}

// learnedFrom is who told what somebody "learned from sources", "heard from an aide".
func (r *reader) learnedFrom(i int) int {
	switch r.d.Lemma(i) {
	case "learn", "hear", "gather", "understand":
		if k := r.withCase(i, "from"); k > i && r.speaks(k) {
			return k
		}
	}
	return -1
}

// upTo ends a content before the phrase that begins at token i, where this ends it.
func (r *reader) upTo(s doc.Span, i int) doc.Span {
	_, last := r.d.Subtree(i)
	for last < len(r.d.Tokens) && r.d.Tags[last].POS == doc.PUNCT {
		last++
	}
	if last < len(r.d.Tokens) && r.d.Tokens[last].Start < s.End {
		return s
	}
	return r.trim(tokenFrom(r.d, s.Start), i)
}

// cited lists who is cited: the object, or the noun right behind where the parser
// hangs it elsewhere ("Quoting eyewitnesses, the radio reported").
func (r *reader) cited(i int) []int {
	if o := r.args(i, "obj"); len(o) > 0 {
		return o
	}
	sent := &r.d.Sentences[r.d.SentenceOf(i)]
	if i+1 >= sent.Last || r.d.Tags[i+1].POS == doc.PUNCT {
		return nil
	}
	for t := i + 1; t < sent.Last && t < i+8; t++ {
		switch pos := r.d.Tags[t].POS; {
		case pos == doc.NOUN || pos == doc.PROPN:
			if t+1 >= sent.Last || !r.d.Tags[t+1].POS.Nominal() {
				return []int{t}
			}
		case pos != doc.DET && pos != doc.ADJ && pos != doc.NUM:
			return nil
		}
	}
	return nil
}
