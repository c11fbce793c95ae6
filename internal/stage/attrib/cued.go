package attrib

import (
	"slices"
	"strings"

	"dragoman/internal/doc"
)

// word drafts what the cue at token i tells, if it is one.
func (r *reader) word(sent *doc.Sentence, i int) {
	d := r.d
	cues := r.cuesAt(i)
	if len(cues) == 0 || r.unsaid(i) || r.firstPerson(i) || r.describes(i, cues) || r.besideNoun(i) {
		return
	}
	if d.Tags[i].POS == doc.ADV {
		r.adverb(i, cues[0])
		return
	}
	if r.leavesQuotation(sent, i) {
		return
	}
	quoted := r.takeQuotations(sent, i, cues)
	if len(quoted) > 0 && r.quotedBy(i) >= 0 {
		return // “...,” he was quoted as saying by the agency
	}
	for _, c := range cues {
		if c.pattern.kind == saying {
			if r.retold(sent, i, c) || r.handsOn(i) {
				return
			}
			continue
		}
		span, ok := r.content(sent, i, c)
		if ok && c.pattern.kind == that {
			span = r.pastAdjunct(i, span)
		}
		span = r.cutAtFurther(sent, i, r.cutAtQuotation(r.clip(i, span)))
		if !ok || (c.pattern.kind == that || c.pattern.kind == whether || c.pattern.kind == prep) && span.End <= r.d.Tokens[i].Start && !r.hasVerb(tokenFrom(r.d, span.Start), i) ||
			r.overlapsAny(span, quoted) || r.beforeClause(i, span) || span.End <= d.Tokens[i].Start && r.goesAround(i) {
			continue
		}
		own, able := r.tellerOf(i, c)
		if c.weak && !able && !r.open(i, c, own) {
			continue
		}
		inside := !own.ok && r.unnamedInside(i, c) && !r.agentless(i, c)
		heard := r.inCourt(i, own)
		if heard || r.impersonal(i, c) {
			own, inside = link{}, false
		}
		if r.ofPerson(i, c) {
			continue
		}
		if !own.ok && !inside && !heard && !r.agentless(i, c) || r.aired(i, c, own, able) || r.saysNothing(span) {
			continue
		}
		f := draft{content: span, cueTok: i, cue: r.cueSpan(i), own: own, stance: r.stance(i, c), quote: -1, via: -1, inside: inside, judges: (c.pattern.kind == pred || c.pattern.kind == as) && r.fronted(i),
			why: "cue " + c.lemma + " + " + c.pattern.name}
		if own.ok {
			f.through = r.heardBy(i)
		}
		f = r.secondHand(f)
		r.draft(f)
		if _, trails := r.tags[i]; c.pattern.kind == that && !trails {
			r.goesOn(f)
		}
		return
	}
}

// describes: a participle of belief that only says of a noun what it is thought to be tells
// nothing by itself: "a man believed to be the bomber was held", "a pilot believed dead had".
// The parser may take it for a finite verb.
func (r *reader) describes(i int, cues []cue) bool {
	d := r.d
	if d.Tags[i].POS != doc.VERB || i == 0 || i+2 >= len(d.Tokens) || !d.Tags[i-1].POS.Nominal() || d.Tags[i-1].POS == doc.PRON ||
		!slices.ContainsFunc(cues, func(c cue) bool { return c.pattern.kind == isTo }) || d.Tags[i].Feat("VerbForm") == "Fin" && d.Tags[i].Feat("Tense") == "Pres" {
		return false
	}
	next := d.Tags[i+1]
	to := next.POS == doc.PART && strings.EqualFold(d.Word(i+1), "to") && !slices.ContainsFunc(cues, func(c cue) bool { return c.pattern.kind == to })
	return to || next.POS == doc.ADJ && d.Tags[i+2].POS == doc.AUX || d.IsRel(i, "acl") && !d.IsRel(i, "acl:relcl") && (next.POS == doc.ADJ || next.Feat("VerbForm") == "Part")
}

// besideNoun reports whether a noun tells what the cue at token i seems to, or nothing is
// told: "there was no warning that P", "a spokesman, asked about the report, said", "the
// story, told by two deputies, that P".
func (r *reader) besideNoun(i int) bool {
	d := r.d
	if d.Tags[i].POS == doc.NOUN {
		return r.nobody(i)
	}
	if i < 2 || i+1 >= len(d.Tokens) || d.Word(i-1) != "," || d.Kid(i, "nsubj", "aux") >= 0 {
		return false
	}
	return d.Lemma(i+1) == "about" || len(r.agents(i)) > 0 && d.Tags[i-2].POS == doc.NOUN && len(r.cuesAt(i-2)) > 0
}

// leavesQuotation: “...,” he is reported to have said: it is told at "said".
func (r *reader) leavesQuotation(sent *doc.Sentence, i int) bool {
	k := r.infinitiveOf(i)
	if k < 0 || !r.passive(i) || !r.takesClause(k) || !r.carriedOn(k) {
		return false
	}
	for n := r.quotesFrom(max(sent.First-1, 0)); n < len(r.quotes) && r.quotes[n].last <= i; n++ {
		if r.follows(&r.quotes[n], sent, i) {
			return true
		}
	}
	return false
}

// retold drafts what stands before "the agency quoted him as saying": he says it,
// and the agency tells that he does.
func (r *reader) retold(sent *doc.Sentence, i int, c cue) bool {
	d := r.d
	said, whom := -1, d.Kid(i, "obj")
	for _, k := range d.Kids(i) {
		if k := int(k); k > whom && r.marked(k, "as") && (d.Tags[k].POS == doc.VERB || strings.HasSuffix(d.Word(k), "ing")) {
			said = k
		}
	}
	start := r.phraseStart(i, sent.First)
	if _, ok := r.insertion(max(said, i)); ok {
		return false
	}
	if _, ok := r.tags[said]; ok || said < 0 || whom < i || d.Kid(said, "ccomp", "obj") >= 0 || said+1 < sent.Last && d.Lemma(said+1) == "that" || start <= sent.First+2 || d.Word(start-1) != "," {
		return false
	}
	first := sent.First
	for t := sent.First; t < start-2; t++ {
		if d.Word(t) == ";" {
			first = t + 1 // "P, the agency reported; Q, it quoted him as saying"
		}
	}
	content := r.trim(first, start)
	if r.quotationOver(tokenFrom(d, content.Start)) >= 0 {
		return false
	}
	through, _ := r.tellerOf(i, c)
	r.draft(draft{content: content, cueTok: said, cue: d.TokenSpan(i, said+1), own: r.teller(whom, whom), through: through, stance: "says", quote: -1, via: -1, why: "cue " + c.lemma + " + saying, behind"})
	return true
}

// handsOn: "quoted X as saying P" is told at "saying".
func (r *reader) handsOn(i int) bool {
	for _, k := range r.d.Kids(i) {
		if k := int(k); k > i && r.quotedBy(k) == i {
			return true
		}
	}
	return false
}

// goesAround reports whether the cue at token i is in the clause around an insertion: in
// "The envoy, the radio quoted an aide as saying, had asked for oil" he does not say what
// stands before.
func (r *reader) goesAround(i int) bool {
	for n := len(r.drafts) - 1; n >= 0; n-- {
		f := &r.drafts[n]
		if f.cueTok < 0 || f.cueTok >= i || r.d.SentenceOf(f.cueTok) != r.d.SentenceOf(i) {
			break
		}
		if _, ok := r.insertion(f.cueTok); ok && f.content.Covers(r.d.Tokens[i].Span) {
			return true
		}
	}
	return false
}

// goesOn drafts what a teller put in the middle says behind it too: "Peru will
// sell gas, the ministry said, and the two will meet in May".
func (r *reader) goesOn(f draft) {
	d, i := r.d, f.cueTok
	for _, k := range d.Kids(i) {
		if int(k) > i || !d.IsRel(int(k), "ccomp") {
			continue
		}
		for _, j := range d.Kids(int(k)) {
			if j := int(j); j > i && d.IsRel(j, "conj") && d.Kid(j, "nsubj") >= 0 && len(r.cuesAt(j)) == 0 {
				first, last := d.Subtree(j)
				if cc := d.Kid(j, "cc"); cc >= 0 {
					first = cc + 1
				}
				f.content = r.trim(first, last)
				r.draft(f)
			}
		}
	}
}

// isOf reports whether a teller stands at token t or issued the document there: "a
// report by the daily, which cited a diplomat".
func (r *reader) isOf(l link, t int) bool {
	for k := tokenFrom(r.d, l.Start); l.ok && k < len(r.d.Tokens) && r.d.Tokens[k].Start < l.End; k++ {
		if k == t || r.d.Arcs[k].Head == t && r.d.IsRel(k, "nmod", "compound") {
			return true
		}
	}
	return false
}

func (r *reader) draft(f draft) {
	if f.content.Empty() {
		return
	}
	r.drafts = append(r.drafts, f)
	r.cover(len(r.drafts) - 1)
}

// cover notes which words draft n tells and where it ends. What is told inside a
// quotation by a word of it leaves the quotation open: who says “We fear that it
// is too late.”?
func (r *reader) cover(n int) {
	f := &r.drafts[n]
	if f.cueTok >= 0 {
		if k := r.quotationOver(f.cueTok); k >= 0 && r.quotes[k].Covers(f.content) && r.quotes[k].whole {
			return
		}
	}
	for t := tokenFrom(r.d, f.content.Start); t < len(r.covers) && r.d.Tokens[t].Start < f.content.End; t++ {
		r.covers[t] = true
	}
	last := r.d.SentenceOf(max(tokenFrom(r.d, f.last())-1, 0))
	r.ended[last] = append(r.ended[last], n)
}

func (r *reader) overlapsAny(s doc.Span, quotes []int) bool {
	for _, q := range quotes {
		if s.Overlaps(r.quotes[q].Span) {
			return true
		}
	}
	return false
}

// tellerOf makes the link of a cue's teller and says whether it is one that a
// weak cue may count with.
func (r *reader) tellerOf(i int, c cue) (link, bool) {
	var subjects []int
	switch {
	case c.pattern.kind == source:
		subjects = r.cited(i)
	case c.adj && r.d.Kid(i, "nsubj") >= 0:
		subjects = []int{r.d.Kid(i, "nsubj")}
	case r.d.Tags[i].POS == doc.NOUN && r.quotedBy(i) < 0: // "quoted X as warning" is tagged either way
		subjects = r.holders(i)
	default:
		subjects = r.subjects(i)
	}
	for _, s := range subjects {
		if r.nobody(s) {
			return link{}, false
		}
		if q := r.quotationOver(s); q >= 0 && r.quotes[q].whole && r.quotationOver(i) < 0 {
			// “We have won,” said the envoy, and urged P: not “we” urged
			if l, ok := r.speaker(r.d.Tokens[i].Start, true); ok {
				return l, true
			}
		}
		if l := r.teller(s, subjects...); l.ok {
			return l, r.speaks(s) || l.Actor >= 0
		}
	}
	return link{}, false
}

// holders lists whose statement a noun is: "India's claim", "a claim by India",
// and the subject of the verb that makes it ("India repeated its claim").
func (r *reader) holders(i int) []int {
	for _, role := range []string{"poss", "by", "from", "", "subj", "amod"} {
		if t := r.sideHolder(i); role == "" && t > i && r.marked(t, "by", "from") {
			return []int{t} // "played down a warning from the envoy": not who plays it down
		}
		for _, t := range r.args(i, role) {
			if role != "amod" && !r.onlyCarries(i, t) && (role != "from" || !r.onlyWhere(i, t)) || role == "amod" && r.mentionOf(t) >= 0 {
				return []int{t}
			}
		}
	}
	if t := r.sideHolder(i); t >= 0 {
		return []int{t}
	}
	if d := r.d; d.IsRel(i, "obj") && d.Arcs[i].Head >= 0 && !r.takesStand(d.Arcs[i].Head) {
		return r.args(d.Arcs[i].Head, "subj")
	}
	if r.lex.tellers[strings.ToLower(r.d.Lemma(i))] == "document" && !r.definite(i) {
		return []int{i} // "denied reports that P": whose is not told
	}
	return nil
}

// onlyCarries: of "a ministry statement, carried by the radio, that P" the radio is not
// whose statement it is, nor the army of "reports, not confirmed by the army, that P".
func (r *reader) onlyCarries(i, t int) bool {
	up := r.d.Arcs[t].Head
	return up >= 0 && up != i && (len(r.lex.carriers[r.lex.mended(strings.ToLower(r.d.Lemma(up)))]) > 0 || r.d.IsRel(up, "acl") && (r.takesStand(up) || r.onlyHears(up)))
}

// onlyHears reports whether the verb at token v says of its doer only that he has the
// words or heard them: "a memo seen by Reuters", "a court heard".
func (r *reader) onlyHears(v int) bool {
	return r.lex.hearers[r.lex.mended(strings.ToLower(r.d.Lemma(v)))]
}

// takesStand reports whether the verb at token i is one by which its subject denies,
// doubts or confirms what another tells.
func (r *reader) takesStand(i int) bool {
	for _, c := range r.cuesAt(i) {
		switch c.stance {
		case "denies", "doubts", "confirms":
			return true
		}
	}
	return false
}

// nobody: "No group claimed responsibility" tells nothing.
func (r *reader) nobody(t int) bool {
	switch strings.ToLower(r.d.Word(t)) {
	case "nobody", "none", "no-one", "neither":
		return true
	}
	first, _ := r.d.Subtree(t)
	switch strings.ToLower(r.d.Word(first)) {
	case "no", "neither", "nobody", "none":
		return true
	}
	return false
}

// open: a weak cue tells by its construction, whatever its teller is: "The
// ordinance added that".
func (r *reader) open(i int, c cue, own link) bool {
	d := r.d
	return own.ok && c.pattern.kind == that && i+1 < len(d.Tokens) && d.Lemma(i+1) == "that" && d.IsRel(i+1, "mark") &&
		d.Tags[tokenFrom(d, own.beside.Start)].POS != doc.PRON
}

// impersonal: "it was announced that P", "it is said in Cairo that P".
func (r *reader) impersonal(i int, c cue) bool {
	k := r.d.Kid(i, "expl", "nsubj")
	return c.pattern.kind == that && k >= 0 && k < i && strings.EqualFold(r.d.Word(k), "it") && r.passive(i) && len(r.agents(i)) == 0 && r.d.Kid(i, "ccomp", "csubj") > i && r.learnedFrom(i) < 0
}

// inCourt: "The court heard that P": who told it the report does not say.
func (r *reader) inCourt(i int, own link) bool {
	return own.ok && r.d.Tags[i].POS == doc.VERB && r.onlyHears(i) && !r.passive(i) && r.learnedFrom(i) < 0 &&
		r.lex.hearers[strings.ToLower(r.d.Lemma(r.phraseIn(own.beside).head))]
}

// agentless cues tell though nobody is named: "is believed to", "it was
// announced that".
func (r *reader) agentless(i int, c cue) bool {
	if c.pattern.kind == isTo {
		return true
	}
	k := r.d.PredicateAt(i)
	return c.pattern.kind == that && k >= 0 && r.d.Predicates[k].Passive && r.d.Kid(i, "aux:pass") >= 0 && !r.d.IsRel(i, "acl", "advcl")
}

// unnamedInside: of what somebody tells one part was told by others whom he does not
// name: "the guard said inmates were told to forget their names". In the outlet's own
// voice an order and a promise by nobody are acts of which nothing is said.
func (r *reader) unnamedInside(i int, c cue) bool {
	return r.passive(i) && (c.pattern.kind == whomTo || c.pattern.kind == that || c.pattern.kind == obj && c.stance == "promises" && r.d.Kid(i, "obj") > i)
}

// ofPerson: who dismisses, rejects or confirms somebody decides on him, and tells nothing:
// "The president dismissed the army chief", "The Senate confirmed the new ambassador".
func (r *reader) ofPerson(i int, c cue) bool {
	o := r.d.Kid(i, "obj")
	if c.pattern.kind == obj && o > i && r.infinitival(i) && r.mentionOf(o) >= 0 && r.person(r.mentionOf(o)) {
		return true // "turned out to welcome the king"
	}
	return c.pattern.kind == obj && (c.stance == "denies" || c.stance == "confirms") && o > i && r.d.Tags[o].POS == doc.NOUN && r.isPerson(o)
}

// saysNothing: "knows it, too", "is reported to have said".
func (r *reader) saysNothing(s doc.Span) bool {
	for t := tokenFrom(r.d, s.Start); t < len(r.d.Tokens) && r.d.Tokens[t].Start < s.End; t++ {
		switch r.d.Tags[t].POS {
		case doc.AUX, doc.VERB:
			if v := tokenFrom(r.d, s.End) - 1; !r.infinitival(v) || !r.takesClause(v) || v-t > 2 {
				return false
			}
		case doc.PRON, doc.ADV, doc.PUNCT, doc.DET, doc.PART:
		default:
			return false
		}
	}
	return true
}

// cueSpan is the cue with its auxiliaries and particle: "has since declared".
func (r *reader) cueSpan(i int) doc.Span {
	first, last := i, r.cueEnd(i)
	if v := r.letKnow(i); v >= 0 {
		first = v
	}
	for _, k := range r.d.Kids(i) {
		k := int(k)
		switch {
		case r.d.IsRel(k, "aux") && k < i && i-k < 4:
			first = min(first, k)
		case r.d.IsRel(k, "compound:prt") && k > i && k-i < 3:
			last = max(last, k+1)
		}
	}
	return r.d.TokenSpan(first, last)
}

// cueEnd is one past the words of the cue that begins at token i: "put it".
func (r *reader) cueEnd(i int) int {
	if c := r.cuesAt(i); len(c) > 0 && strings.HasSuffix(c[0].lemma, " it") {
		return i + 2
	}
	return i + 1
}
