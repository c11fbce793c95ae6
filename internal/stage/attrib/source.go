package attrib

import (
	"strings"

	"dragoman/internal/doc"
)

// subjects lists the tokens that do the telling of the cue at token i: its
// levelled subjects; in "quoted X as saying", X; for a participle the noun or
// the subject that it hangs on ("a statement saying", "spoke, saying").
func (r *reader) subjects(i int) []int {
	d := r.d
	if g, ok := r.tags[i]; ok {
		return []int{g.teller}
	}
	if k := r.learnedFrom(i); k >= 0 {
		return []int{k}
	}
	if s, ok := r.insertion(i); ok {
		return []int{s}
	}
	if c := r.besides(i); c >= 0 {
		return r.subjects(c)
	}
	if s := r.closedBy(i); s >= 0 {
		return []int{s}
	}
	if s := r.beforeInsertion(i); s >= 0 {
		return []int{s}
	}
	if v := r.letKnow(i); v >= 0 {
		return r.args(v, "subj")
	}
	if r.infinitival(i) && r.carriedOn(i) {
		if k := d.Kid(d.Arcs[i].Head, "nsubj"); k >= 0 && !isRelative(d, k) {
			return []int{k} // "the king is said to have told"
		}
	}
	if v := r.quotedBy(i); v >= 0 {
		if s := r.args(v, "obj"); len(s) > 0 {
			return s
		}
		as := i - 1
		for as > v && !strings.EqualFold(d.Word(as), "as") {
			as--
		}
		if s := r.topIn(v+1, as); s >= 0 && !r.passive(v) && r.phraseBegin(&d.Sentences[d.SentenceOf(i)], as) <= v+1 {
			return []int{s} // hung elsewhere
		}
	}
	if s := r.inverted(i); s >= 0 {
		return []int{s}
	}
	if k := d.Kid(i, "nsubj"); k >= 0 && !d.IsRel(k, "nsubj:pass") && !r.passive(i) {
		if s := r.args(i, "subj"); len(s) > 0 && isRelative(d, k) {
			if h := r.rightBefore(k); h >= 0 && h != s[0] {
				return []int{h}
			}
			return s
		}
		return []int{r.nearest(i, k)}
	}
	if d.IsRel(i, "acl") && d.Kid(i, "obj") > i && d.Arcs[i].Head < i && !strings.HasSuffix(d.Word(i), "ing") {
		return []int{d.Arcs[i].Head} // "A group claimed the raid", read as a participle with an object
	}
	if h := r.documentBefore(i); h >= 0 {
		return []int{h}
	}
	if r.marked(i, "when", "after", "once", "while") && d.Kid(i, "nsubj", "aux") < 0 && !strings.HasSuffix(d.Word(i), "ing") {
		return r.agents(i) // "said when told that"
	}
	if d.IsRel(i, "advcl", "acl") && !d.IsRel(i, "acl:relcl") && !strings.HasSuffix(d.Word(i), "ing") &&
		(d.Tags[i].Feat("VerbForm") != "Fin" || d.IsRel(i, "advcl") && i < d.Arcs[i].Head && r.lead(i) == i) {
		return r.agents(i) // "Asked whether": somebody asked
	}
	if s := r.before(i); len(s) > 0 && !r.passive(i) {
		return s
	}
	if s := r.addedBy(i); len(s) > 0 {
		return s
	}
	if s := r.args(i, "subj"); len(s) > 0 && (r.speaks(s[0]) || !d.IsRel(i, "advcl")) {
		return s
	}
	if r.passive(i) {
		return nil
	}
	return r.inherited(i)
}

// letKnow is the verb of "let it be known that P", "let Cairo know that P"; or -1.
func (r *reader) letKnow(i int) int {
	d := r.d
	known := d.Lemma(i) == "know" || d.Lemma(i) == "understand"
	if up := d.Arcs[i].Head; known && up >= 0 && up < i && i-up < 8 && d.Lemma(up) == "let" && !d.IsRel(i, "conj") {
		return up
	}
	return -1
}

// documentBefore is the document whose phrase a participle ends: "carried a statement
// by the ministry rejecting the charge", whatever the parser hangs it on; or -1.
func (r *reader) documentBefore(i int) int {
	d := r.d
	sent := &d.Sentences[d.SentenceOf(i)]
	if !strings.HasSuffix(d.Word(i), "ing") || i < sent.First+2 || d.Kid(i, "nsubj", "aux") >= 0 {
		return -1
	}
	for t := r.phraseBegin(sent, i); t < i; t++ {
		if d.Tags[t].POS == doc.NOUN && r.lex.tellers[strings.ToLower(d.Lemma(t))] == "document" && !d.IsRel(t, "compound", "nmod:poss") {
			return t
		}
	}
	return -1
}

// rightBefore is the body right before a comma and "which": of "the report was passed to
// the council, which called it false" the parser may take the report. A part of a longer
// name ("the ministry of Iran, which") is none.
func (r *reader) rightBefore(k int) int {
	d := r.d
	if !strings.EqualFold(d.Word(k), "which") || k < 2 || d.Word(k-1) != "," || !d.Tags[k-2].POS.Nominal() {
		return -1
	}
	h := r.nounHead(k - 2)
	if r.marked(h, "of", "in") || !r.speaks(h) || h > k {
		return -1
	}
	return h
}

// closedBy is the subject behind a cue that ends its sentence without quotation marks:
// "We will rebuild the mosque, vowed the mayor, an engineer."
func (r *reader) closedBy(i int) int {
	d := r.d
	sent := &d.Sentences[r.d.SentenceOf(i)]
	if i < sent.First+2 || d.Word(i-1) != "," || d.Tags[i].POS != doc.VERB || strings.HasSuffix(d.Word(i), "ing") || i+1 >= sent.Last || r.passive(i) || d.Tags[i+1].POS == doc.ADP {
		return -1 // "a spokesman, asked about the article in the Times, had"
	}
	for t := i - 1; t > sent.First; t-- {
		if isRelative(d, t) && d.Word(t-1) == "," || isMark(d.Word(t)) {
			return -1 // "the envoy, who came, said"; quotations are another matter
		}
	}
	clause := sent.Kind == doc.Title || sent.Kind == doc.Heading
	for t := sent.First; t < i && !clause; t++ {
		clause = d.Tags[t].POS == doc.AUX || d.Tags[t].POS == doc.VERB && d.Tags[t].Feat("VerbForm") == "Fin"
	}
	if k := d.Kid(i, "nsubj"); !clause || k >= 0 && k < i {
		return -1
	}
	for t := i + 1; t < sent.Last && t < i+8; t++ {
		switch d.Tags[t].POS {
		case doc.PROPN, doc.NOUN:
			h := t
			for up := d.Arcs[h].Head; up > i && up < t+8 && d.Tags[up].POS.Nominal() && !d.IsRel(h, "conj", "appos", "nmod"); up = d.Arcs[h].Head {
				h = up
			}
			if end := r.end(h); r.speaks(h) && (end >= sent.Last-1 || d.Tags[end].POS == doc.PUNCT || d.Word(min(end, h+1)) == ",") {
				return h
			}
			if !d.IsRel(t, "nmod:poss") && !d.IsRel(t, "compound") {
				return -1
			}
		case doc.DET, doc.ADJ, doc.NUM, doc.PART, doc.ADP:
		default:
			return -1
		}
	}
	return -1
}

// nearest is the last of several subjects in a row: of "The Ankara daily Ulus
// reported" the parser may make three.
func (r *reader) nearest(i, k int) int {
	d := r.d
	best := k
	for t := k + 1; t < i && d.Tags[t].POS.Nominal(); t++ {
		if d.Arcs[t].Head == i && d.IsRel(t, "nsubj") && d.Tags[t].POS == doc.PROPN {
			best = t
		}
	}
	return best
}

// inverted is the subject after a cue that follows a quotation at once: “...,”
// said the agency.
func (r *reader) inverted(i int) int {
	d := r.d
	t := i - 1
	for t >= 0 && d.Tags[t].POS == doc.PUNCT {
		t--
	}
	if t < 0 || t == i-1 || r.quotationOver(t) < 0 || r.quotationOver(i) >= 0 || i+1 >= len(d.Tokens) {
		return -1
	}
	if k := d.Kid(i, "nsubj"); k >= 0 && k < r.quotes[r.quotationOver(t)].first && !r.quotes[r.quotationOver(t)].whole {
		return -1 // "The paper, quoting “palace insiders,” said the king was ill"
	}
	for n := i + 1; n < len(d.Tokens) && n < i+12; n++ {
		switch d.Tags[n].POS {
		case doc.PROPN, doc.NOUN, doc.PRON:
			h := n
			for up := d.Arcs[h].Head; up > i && up < n+8 && d.Tags[up].POS.Nominal(); up = d.Arcs[h].Head {
				h = up
			}
			return h
		case doc.DET, doc.ADJ, doc.NUM:
		default:
			return -1
		}
	}
	return -1
}

// before reads the subject of a finite cue off the words right before it, for
// the parser now and then hangs it elsewhere: "In Bonn, Kohl and Mitterrand
// pledged". One that hangs by a preposition is none.
func (r *reader) before(i int) []int {
	d := r.d
	t := i - 1
	for t >= 0 && (d.Tags[t].POS == doc.AUX || d.Tags[t].POS == doc.ADV) {
		t--
	}
	if t >= 0 && d.Word(t) == "," {
		var name int
		if t, name = r.beforeAside(t); name >= 0 && t >= 0 && d.Tags[t].POS == doc.NOUN {
			return []int{name}
		}
	}
	if t < 0 || strings.HasSuffix(d.Word(i), "ing") || !d.Tags[t].POS.Nominal() || d.SentenceOf(t) != d.SentenceOf(i) {
		return nil
	}
	h := t
	for up := d.Arcs[h].Head; up >= 0 && up < i && d.Tags[up].POS.Nominal() && !d.IsRel(h, "conj", "appos"); up = d.Arcs[h].Head {
		h = up
	}
	if d.Kid(h, "case") >= 0 && d.Kid(h, "case") < h || isRelative(d, h) {
		return nil
	}
	first, _ := d.Subtree(h)
	if d.IsRel(h, "conj") {
		if d.Tags[first].POS == doc.CCONJ {
			first++
		}
		if first >= 2 && d.Tags[first-1].POS == doc.CCONJ && d.Tags[first-2].POS.Nominal() {
			return []int{r.nounHead(first - 2), h}
		}
	}
	return []int{h}
}

// beforeAside skips an apposition or a relative clause, back from its closing
// comma: "a diplomat, who was not named, said". Of an apposition that is a name
// it returns the name too: "a spokesman, Ali Hassan, said".
func (r *reader) beforeAside(comma int) (t, name int) {
	d := r.d
	verb, names := false, true
	for t := comma - 1; t > 0 && t > comma-14; t-- {
		switch {
		case d.Word(t) == "," && verb && !isRelative(d, t+1) && !(d.IsRel(t+1, "acl", "advcl") && !d.IsRel(t+1, "acl:relcl") && r.speaks(r.nounHead(t-1))):
			return -1, -1 // but "an official at the ministry, reached by telephone, said"
		case d.Word(t) == "," && names:
			return t - 1, r.nounHead(t + 1)
		case d.Word(t) == ",":
			return t - 1, -1
		}
		verb = verb || d.Tags[t].POS == doc.VERB || d.Tags[t].POS == doc.AUX
		names = names && d.Tags[t].POS == doc.PROPN
	}
	return -1, -1
}

// nounHead climbs from a word of a name to the name's head.
func (r *reader) nounHead(t int) int {
	for r.d.IsRel(t, "flat", "compound") && r.d.Arcs[t].Head >= 0 {
		t = r.d.Arcs[t].Head
	}
	return t
}

// addedBy returns who said what a participle behind a comma adds something to, where
// the parser hangs it on a verb in what was said: in "Norway said Japan had agreed,
// adding that P" it is Norway that adds.
func (r *reader) addedBy(i int) []int {
	d := r.d
	up := d.Arcs[i].Head
	if !d.IsRel(i, "advcl") || up < 0 || up > i || i == 0 || !strings.HasSuffix(d.Word(i), "ing") || d.Word(i-1) != "," {
		return nil
	}
	said := -1
	for k := range r.drafts {
		switch f := &r.drafts[k]; {
		case f.cueTok == up:
			return nil // it hangs on a cue of its own
		case f.cueTok >= 0 && f.cueTok < i && f.own.ok && f.content.Covers(d.Tokens[up].Span) && d.Tags[f.cueTok].POS == doc.VERB:
			said = f.cueTok // the innermost comes last
		}
	}
	if said < 0 || r.quotationOver(said) != r.quotationOver(i) {
		return nil
	}
	return r.subjects(said)
}

// beforeClause reports whether a cue is a participle before the clause that its content
// would take in: "Writing in a journal, the envoy said" tells nothing itself.
func (r *reader) beforeClause(i int, content doc.Span) bool {
	d := r.d
	up := d.Arcs[i].Head
	if d.IsRel(i, "advcl") && up > i && strings.HasSuffix(d.Word(i), "ing") && content.Covers(d.Tokens[up].Span) {
		return true
	}
	// "The envoy, asked about it, said P": whatever the parser makes of the two
	at := tokenFrom(d, content.Start)
	return i > 0 && d.Word(i-1) == "," && d.Tags[i].POS == doc.VERB && d.Kid(i, "nsubj", "aux") < 0 && at > i+1 && d.Word(at-1) == "," && d.Tags[at].POS == doc.VERB && d.Tags[at].Feat("VerbForm") == "Fin"
}

// quotedBy returns the verb that quotes what the cue at token i says: "quoted"
// in "quoted X as saying"; or -1.
func (r *reader) quotedBy(i int) int {
	d := r.d
	if i > 1 && strings.EqualFold(d.Word(i-1), "having") {
		i-- // "as having said"
	}
	if i == 0 || !strings.EqualFold(d.Word(i-1), "as") || !strings.HasSuffix(d.Word(i), "ing") {
		return -1
	}
	for v := i - 2; v >= 0 && v > i-30 && d.SentenceOf(v) == d.SentenceOf(i); v-- {
		if d.IsRel(v, "acl:relcl") && d.Word(i-2) == "," {
			continue // "quoted an officer, who cited prisoners, as saying"
		}
		for _, c := range r.cuesAt(v) {
			if c.pattern.kind == saying {
				return v
			}
		}
	}
	return -1
}

// inherited finds the subject of a cue that has none from the words above it.
// In "said the tariffs cost jobs, adding that P" it is not the tariffs that add.
func (r *reader) inherited(i int) []int {
	d := r.d
	var mute []int
	for hops := 0; hops < 3; hops++ {
		up := d.Arcs[i].Head
		if up < 0 {
			return mute
		}
		switch {
		case d.IsRel(i, "conj") && d.IsRel(up, "acl:relcl") && r.afterRelative(i, up):
			up = d.Arcs[d.Arcs[up].Head].Head
			for up >= 0 && d.Tags[up].POS != doc.VERB {
				up = d.Arcs[up].Head
			}
			if up < 0 {
				return nil
			}
			if s := r.args(up, "subj"); len(s) > 0 {
				return s
			}
		case d.IsRel(i, "acl") && !d.IsRel(i, "acl:relcl"):
			if r.speaks(up) {
				return []int{up}
			}
		case d.IsRel(i, "advcl", "xcomp", "conj", "ccomp", "parataxis"):
			if s := r.addedBy(i); len(s) > 0 {
				return s
			}
			s := r.args(up, "subj")
			if k := d.Kid(up, "nsubj"); len(s) == 0 && k >= 0 {
				s = []int{k}
			}
			if len(s) > 0 && r.speaks(s[0]) {
				return s
			}
			if mute == nil {
				mute = s
			}
		default:
			return mute
		}
		i = up
	}
	return mute
}

// afterRelative: in "spoke of the envoy, who left in May, and promised P" the
// commas end the relative clause before its seeming conjunct.
func (r *reader) afterRelative(i, verb int) bool {
	d := r.d
	first, _ := d.Subtree(verb)
	return i >= 2 && first > 0 && d.Word(first-1) == "," && d.Tags[i-1].POS == doc.CCONJ && d.Word(i-2) == ","
}

// args lists the fillers of a role, the conjuncts of each left out, for a
// compound teller is one link.
func (r *reader) args(i int, role string) []int {
	k := r.d.PredicateAt(i)
	if k < 0 {
		return nil
	}
	var out []int
	for _, a := range r.d.Predicates[k].Args {
		if a.Role == role && !r.d.IsRel(a.Token, "conj") && !(r.marked(a.Token, "by") && r.byMeans(a.Token)) {
			out = append(out, a.Token)
		}
	}
	if len(out) == 0 {
		for _, a := range r.d.Predicates[k].Args {
			if a.Role == role && r.d.IsRel(a.Token, "conj") {
				return []int{a.Token}
			}
		}
	}
	return out
}

// marked reports whether token i has the word as its mark or case.
func (r *reader) marked(i int, words ...string) bool {
	for _, k := range r.d.Kids(i) {
		if !r.d.IsRel(int(k), "mark", "case") {
			continue
		}
		for _, w := range words {
			if r.d.Lemma(int(k)) == w || strings.EqualFold(r.d.Word(int(k)), w) {
				return true
			}
		}
	}
	return false
}

// byMeans: "by telephone", "by letter" say how, not who.
func (r *reader) byMeans(t int) bool {
	first, last := r.d.Subtree(t)
	return r.d.Tags[t].POS == doc.NOUN && last-first == 2 && !r.plural(t) && !r.isPerson(t) && r.lex.tellers[strings.ToLower(r.d.Lemma(t))] != "body" && r.mentionOf(t) < 0
}

// agents lists who does what a passive participle says: "released by X".
func (r *reader) agents(i int) []int {
	for _, k := range r.d.Kids(i) {
		if r.d.IsRel(int(k), "obl") && r.marked(int(k), "by") && !r.byMeans(int(k)) {
			return []int{int(k)}
		}
	}
	return nil
}
