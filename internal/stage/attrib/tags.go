package attrib

import (
	"slices"
	"strings"

	"dragoman/internal/doc"
)

// tag is what trails a sentence and says who told all that stands before it: ", a
// pilot told the court", ", said the Red Cross", ", as the radio reported", ", the
// envoy was quoted by Tass as saying". Several may stand one behind another, the last
// one outermost. They are read off the words, for the parser takes the teller for part
// of what is told more often than not.
type tag struct {
	first   int  // first token of what is told
	comma   int  // one past its last
	teller  int  // head of the teller, or -1
	through int  // head of who quotes the teller, or -1
	carrier int  // head of the medium that carried the words, or -1
	quoted  bool // what is told is the quotation right before it
}

// findTags finds the tags of a sentence, by the token of the cue.
func (r *reader) findTags(sent *doc.Sentence) {
	first := sent.First
	for t := sent.First; t < sent.Last; t++ {
		if (r.d.Word(t) == ";" || r.d.Word(t) == "," && r.nextTells(sent, t+1)) && r.quotationOver(t) < 0 {
			if r.tagsOf(first, t) {
				first = t + 1
			}
		}
	}
	r.tagsOf(first, sent.Last)
}

// nextTells reports whether a clause that begins at token t behind a comma is another
// telling: "P, the ministry said, but drivers complain that Q", "..., and he called it a farce".
func (r *reader) nextTells(sent *doc.Sentence, t int) bool {
	d := r.d
	if t >= sent.Last || !r.contrasts(t) && d.Lemma(t) != "and" {
		return false
	}
	head := r.topNominal(t+1, sent.Last)
	for t++; t < sent.Last && r.inPhrase(t); t++ {
	}
	for t < sent.Last && (d.Tags[t].POS == doc.AUX || d.Tags[t].POS == doc.ADV) {
		t++
	}
	return t < sent.Last && head >= 0 && head < t && d.Tags[t].POS == doc.VERB && !strings.HasSuffix(d.Word(t), "ing") &&
		slices.ContainsFunc(r.cuesAt(t), func(c cue) bool { return !c.weak })
}

// tagsOf finds the tags at the end of a stretch of words.
func (r *reader) tagsOf(first, last int) bool {
	d := r.d
	for last > first && d.Tags[last-1].POS == doc.PUNCT && r.quotationOver(last-1) < 0 {
		last--
	}
	found := false
	for last > first {
		comma := r.commaBefore(first, last)
		if comma < 0 {
			break
		}
		if r.phraseCue(comma+1) > 0 || !found && r.goesOnAt(comma+1) {
			last = comma // "P, the envoy said, according to Tass", "..., adding that Q"
			continue
		}
		cue, g, ok := r.readTag(comma+1, last)
		if !ok {
			// "the envoy, quoted by Tass, said", "the mayor, an engineer, said"
			if comma, cue, g, ok = r.partedTag(first, comma, last); !ok {
				break
			}
		}
		g.first, g.comma = first, comma
		if isMark(d.Word(comma)) {
			k := r.quotationOver(comma - 1)
			if g.quoted = k >= 0 && r.quotes[k].whole; !g.quoted {
				g.comma++ // "the crew had left “by night,” the radio said": the mark belongs to it
			}
		}
		if !g.quoted && !r.hasVerb(first+r.phraseCue(first), comma) {
			break
		}
		if r.tags == nil {
			r.tags = map[int]tag{}
		}
		r.tags[cue] = g
		if found, last = true, comma; g.quoted {
			break
		}
	}
	return found
}

// phraseCue is the number of words of a phrase that tells ("according to") at token t.
func (r *reader) phraseCue(t int) int {
	sent := &r.d.Sentences[r.d.SentenceOf(t)]
	for _, c := range r.lex.phrases[strings.ToLower(r.d.Word(t))] {
		if n := r.matches(sent, t, c.lemma); n > 0 {
			return n
		}
	}
	return 0
}

// goesOnAt reports whether a participle at token t goes on with who told what stands
// before: "citing an aide", "adding that Q", "contradicting a report that Q".
func (r *reader) goesOnAt(t int) bool {
	return t < len(r.d.Tokens) && r.d.Tags[t].POS == doc.VERB && strings.HasSuffix(r.d.Word(t), "ing") && len(r.cuesAt(t)) > 0
}

// commaBefore is the last comma between two tokens, or the mark that closes a quotation
// with a comma in it; or -1.
func (r *reader) commaBefore(first, last int) int {
	for t := last - 2; t > first; t-- {
		switch w := r.d.Word(t); {
		case w == ",":
			return t
		case isMark(w) && t+1 < last && r.d.Word(t-1) == "," && r.quotationOver(t-1) >= 0 && r.quotationOver(t+1) < 0:
			return t
		case isMark(w) || w == ":":
			return -1
		}
	}
	return -1
}

// readTag reads the words between two tokens as a tag.
func (r *reader) readTag(first, last int) (cue int, g tag, ok bool) {
	d := r.d
	g = tag{teller: -1, through: -1, carrier: -1}
	if first < last && strings.EqualFold(d.Word(first), "as") {
		first++
	}
	if first >= last {
		return 0, g, false
	}
	sent := &d.Sentences[d.SentenceOf(first)]
	if first < last && r.tagCue(first) && !strings.HasSuffix(d.Word(first), "ing") { // "said the Red Cross", "reported by Tass"
		by := first+1 < last && d.Lemma(first+1) == "by"
		if first+1 >= last || d.Tags[first+1].POS == doc.ADP && !by || !by && r.hearsOnly(first) || r.phraseEnd(sent, first+1) < last {
			return 0, g, false
		}
		g.teller = r.topNominal(first+1+btoi(by), last)
		return first, g, g.teller >= 0 && r.speaks(g.teller)
	}
	v := first
	for v < last && r.inPhrase(v) {
		v++
	}
	if v == first || v >= last {
		return 0, g, false
	}
	head := r.topNominal(first, v)
	if head < 0 {
		return 0, g, false
	}
	np, passive := v, false
	for v < last && (d.Tags[v].POS == doc.AUX || d.Tags[v].POS == doc.ADV) {
		passive = passive || d.Lemma(v) == "be"
		v++
	}
	if v >= last || v > np+3 || !r.tagCue(v) && !r.handsSpeech(v) {
		return 0, g, false
	}
	for s := v + 1; s+1 < last; s++ {
		if strings.EqualFold(d.Word(s), "as") && strings.HasSuffix(d.Word(s+1), "ing") && r.handsSpeech(v) {
			return r.quotedTag(first, v, s, last, head, passive)
		}
	}
	if !r.tagCue(v) || strings.HasSuffix(d.Word(v), "ing") || r.onlyAdjuncts(v, last) < last {
		return 0, g, false
	}
	g.teller = head
	for w := v + 1; w < last; w++ {
		if k := r.carriedBy(w, last); k >= 0 {
			g.carrier = k // "said in remarks carried by Tass"
		}
	}
	if passive {
		if v+1 >= last || d.Lemma(v+1) != "by" {
			return 0, g, false
		}
		g.teller = r.topNominal(v+2, last)
		if p := d.Tags[head].POS; p != doc.PRON {
			g.through = head // "the radio was told by a pilot"
		}
	}
	return v, g, g.teller >= 0 && (r.speaks(g.teller) || d.Tags[g.teller].POS == doc.PRON || d.Tags[g.teller].POS == doc.NUM)
}

// quotedTag reads "the envoy was quoted by Tass as saying", "Tass quoted the envoy as
// telling a rally"; as stands before the cue.
func (r *reader) quotedTag(first, v, as, last, head int, passive bool) (int, tag, bool) {
	d := r.d
	g := tag{teller: head, through: -1, carrier: -1}
	cue := as + 1
	if strings.EqualFold(d.Word(cue), "having") && cue+1 < last {
		cue++
	}
	between := -1
	for t := v + 1; t < last; t++ {
		switch {
		case passive && d.Lemma(t) == "by" && t < as:
			between = r.topNominal(t+1, as)
		case passive && d.Lemma(t) == "by" && t > cue:
			between = r.topNominal(t+1, last)
		}
	}
	if !passive {
		if g.teller = r.topNominal(v+1, as); g.teller < 0 {
			return 0, g, false
		}
		g.through = head
	} else {
		g.through = between
	}
	return cue, g, r.tagCue(cue) && r.onlyAdjuncts(cue, last) >= last
}

// partedTag reads a tag whose teller is parted from the cue by what is told of him:
// ", the mayor, an engineer, said on Monday".
func (r *reader) partedTag(first, comma, last int) (int, int, tag, bool) {
	d := r.d
	g := tag{teller: -1, through: -1, carrier: -1}
	if v := comma + 1; !r.tagCue(v) || strings.HasSuffix(d.Word(v), "ing") || r.onlyAdjuncts(v, last) < last {
		return 0, 0, g, false
	}
	inner := r.commaBefore(first, comma)
	if inner < 0 {
		return 0, 0, g, false
	}
	outer := r.commaBefore(first, inner)
	if outer < 0 {
		return 0, 0, g, false
	}
	verb := r.hasVerb(inner+1, comma)
	if p := d.Tags[inner+1].POS; verb && p != doc.VERB && !isRelative(d, inner+1) || !verb && r.topNominal(inner+1, comma) < 0 {
		return 0, 0, g, false
	}
	for t := outer + 1; t < inner; t++ {
		if !r.inPhrase(t) {
			return 0, 0, g, false
		}
	}
	g.teller = r.topNominal(outer+1, inner)
	g.carrier = r.carriedBy(inner+1, comma)
	return outer, comma + 1, g, g.teller >= 0 && r.speaks(g.teller)
}

// carriedBy is the medium of "carried by Tass" at token t; or -1.
func (r *reader) carriedBy(t, last int) int {
	d := r.d
	if t+2 >= last || d.Tags[t].POS != doc.VERB || len(r.lex.carriers[r.lex.mended(strings.ToLower(d.Lemma(t)))]) == 0 || d.Lemma(t+1) != "by" && d.Lemma(t+1) != "on" {
		return -1
	}
	return r.topNominal(t+2, last)
}

// tagCue reports whether the word at token i may tell a clause.
func (r *reader) tagCue(i int) bool {
	if r.d.Tags[i].POS != doc.VERB {
		return false
	}
	for _, c := range r.cuesAt(i) {
		if c.pattern.kind == that || c.pattern.kind == quote {
			return true
		}
	}
	return false
}

// handsSpeech: "quoted", "cited" in "quoted X as saying".
func (r *reader) handsSpeech(i int) bool {
	for _, c := range r.cuesAt(i) {
		if c.pattern.kind == saying {
			return true
		}
	}
	return false
}

// hearsOnly: "told" takes who hears it right behind, never who tells it.
func (r *reader) hearsOnly(i int) bool {
	for _, c := range r.cuesAt(i) {
		if c.pattern.kind == that && !c.pattern.whom {
			return false
		}
	}
	return true
}

// inPhrase reports whether the word at token t may stand in a noun phrase with what
// prepositions add.
func (r *reader) inPhrase(t int) bool {
	d := r.d
	switch p := d.Tags[t].POS; {
	case isRelative(d, t):
		return false
	case p == doc.PRON:
		return d.Tags[t].Feat("Case") == "Nom" || d.Tags[t].Feat("Poss") != "" || strings.EqualFold(d.Word(t), "it") || d.Tags[t].Feat("NumType") != ""
	case p == doc.PUNCT:
		return d.Word(t) == "-" || d.Word(t) == "."
	case p == doc.PART:
		return !strings.EqualFold(d.Word(t), "to") && !strings.EqualFold(d.Word(t), "not")
	case p == doc.VERB:
		return d.IsRel(t, "amod", "compound")
	case p == doc.SCONJ:
		return false
	default:
		return p.Nominal() || p == doc.DET || p == doc.ADJ || p == doc.NUM || p == doc.ADP || p == doc.CCONJ
	}
}

// onlyAdjuncts is how far only phrases follow the cue at token i: who hears it, when,
// where. An object is none of them.
func (r *reader) onlyAdjuncts(i, last int) int {
	d := r.d
	t := r.cueEnd(i)
	if t < last && d.Tags[t].POS != doc.ADP && d.Tags[t].POS != doc.ADV {
		hears := false
		for _, c := range r.cuesAt(i) {
			hears = hears || c.pattern.whom
		}
		h := r.topNominal(t, last)
		if h < 0 || !hears && !d.IsRel(h, "obl", "nmod:unmarked", "advmod") {
			return t
		}
	}
	for t < last && (r.inPhrase(t) || d.Tags[t].POS == doc.ADV || r.carriedBy(t, last) >= 0 || d.Tags[t].POS == doc.PRON && !isRelative(d, t)) {
		t++
	}
	return t
}

// topNominal is the head of the noun phrase that the words between two tokens begin
// with: the last noun before a preposition.
func (r *reader) topNominal(first, last int) int {
	d := r.d
	best := -1
	for t := first; t < last; t++ {
		switch p := d.Tags[t].POS; {
		case p.Nominal() || p == doc.NUM && best < 0:
			if best >= 0 && (d.IsRel(t, "flat") || d.IsRel(t, "appos") && d.Tags[t].POS != doc.PROPN) {
				continue
			}
			best = t
		case p == doc.PART && best >= 0: // "Israel's chief"
			best = -1
		case p == doc.VERB && t > first && d.Word(t-1) == "-": // "state-owned Xinhua"
			best = -1
		case p == doc.ADP || p == doc.VERB || p == doc.CCONJ || p == doc.AUX || p == doc.ADV:
			if best >= 0 {
				return best
			}
			if p != doc.CCONJ {
				return -1
			}
		case best >= 0 && p == doc.DET:
			return best
		}
	}
	return best
}
