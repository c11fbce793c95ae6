package attrib

import (
	"strings"

	"dragoman/internal/doc"
)

// insertion reads a cue that stands with its teller between two commas: "The mufti,
// Sana reported from Aden, had left", "Chad, said its envoy, would pay". It returns
// the head of the teller. The parser takes such a teller for a second subject of the
// clause around it, or the clause's own subject for the teller.
func (r *reader) insertion(i int) (teller int, ok bool) {
	d := r.d
	sent := &d.Sentences[r.d.SentenceOf(i)]
	v := r.quotedBy(i)
	if d.Tags[i].POS != doc.VERB || v < 0 && strings.HasSuffix(d.Word(i), "ing") || i < sent.First+2 || i+3 >= sent.Last || r.quotationOver(i) >= 0 || !r.takesClause(i) {
		return 0, false
	}
	first, last := i, i+1
	switch {
	case v >= 0: // "the envoy, the radio quoted an aide as saying, had left"
		first, teller = r.phraseBegin(sent, v), r.topIn(v+1, i-1)
		if first == v || r.passive(v) {
			return 0, false
		}
	case d.Word(i-1) == ",":
		if d.Tags[i+1].POS == doc.ADP {
			return 0, false // ", asked about it, said"
		}
		if last = r.phraseEnd(sent, i+1); last == i+1 {
			return 0, false
		}
		teller = r.topIn(i+1, last)
	default:
		if first = r.phraseBegin(sent, i); first == i {
			return 0, false
		}
		teller = r.lastIn(first, i)
		if r.passive(i) && d.IsRel(i, "acl") {
			return 0, false // "The envoy, in remarks reported by the radio, called the vote a fraud"
		}
		if r.passive(i) { // "Aden, the radio was told by a pilot, has fallen"
			a := r.agents(i)
			if len(a) == 0 {
				return 0, false
			}
			teller = a[0]
		}
		if p := d.Tags[last].POS; p == doc.ADP || p == doc.ADV || r.namesHearer(i) && (p.Nominal() || p == doc.DET) { // "reported from Aden", "said later", "told the court"
			last = r.phraseEnd(sent, last)
		}
	}
	if last+2 < sent.Last && d.Word(last) == "," && r.cites(last+1) { // "the agency said, citing an aide, had"
		last = r.phraseEnd(sent, last+2)
	}
	if teller < 0 || first < sent.First+2 || d.Word(first-1) != "," || last+2 >= sent.Last || d.Word(last) != "," || r.passive(i) && d.Word(i-1) == "," {
		return 0, false
	}
	if !r.clauseAround(sent, first, last) {
		return 0, false
	}
	if d.Tags[teller].POS == doc.PRON && d.Tags[teller].Feat("Case") != "Nom" && !strings.EqualFold(d.Word(teller), "it") || isRelative(d, teller) || !r.speaks(teller) && d.Tags[teller].POS != doc.PRON {
		return 0, false
	}
	return teller, true
}

// clauseAround reports whether the clause that an insertion between two tokens parts goes on
// behind it.
func (r *reader) clauseAround(sent *doc.Sentence, first, last int) bool {
	d := r.d
	if isMark(d.Word(last + 1)) { // ", the ministry said, “bears the blame”"
		last++
	}
	if last+1 >= sent.Last {
		return false
	}
	next := d.Tags[last+1]
	switch p := d.Tags[first-2].POS; {
	case p == doc.AUX: // "The road was, the governor said, open"
		return true
	case !p.Nominal() && p != doc.VERB && p != doc.ADV:
		return false
	case isMark(d.Word(last)) && next.POS == doc.SCONJ && strings.ToLower(d.Word(last+1)) == d.Word(last+1):
		return true // "..., he said, “because nobody came”"
	}
	return next.POS == doc.AUX || next.POS == doc.VERB && next.Feat("VerbForm") == "Fin"
}

// beforeInsertion is the subject of the cue at token i where what another tells of it stands
// between: "The envoy, the radio quoted an aide as saying, had asked for oil"; or -1.
func (r *reader) beforeInsertion(i int) int {
	d := r.d
	comma := i - 1
	for comma > 0 && (d.Tags[comma].POS == doc.AUX || d.Tags[comma].POS == doc.ADV || isMark(d.Word(comma))) {
		comma--
	}
	if comma < 2 || d.Word(comma) != "," || d.Tags[i].POS != doc.VERB {
		return -1
	}
	for n := len(r.drafts) - 1; n >= 0; n-- {
		f := &r.drafts[n]
		if f.cueTok < 0 || f.cueTok >= comma || d.SentenceOf(f.cueTok) != d.SentenceOf(i) {
			break
		}
		if _, ok := r.insertion(f.cueTok); !f.content.Covers(d.Tokens[i].Span) || !ok && f.party <= 0 {
			continue
		}
		t := tokenFrom(d, f.cue.Start)
		for t > 0 && d.Word(t) != "," {
			t--
		}
		if t == 0 || !d.Tags[t-1].POS.Nominal() || d.Tokens[t].Start < f.content.Start {
			return -1
		}
		h := t - 1
		for up := d.Arcs[h].Head; up >= 0 && up < t && d.Tags[up].POS.Nominal() && !d.IsRel(h, "conj", "appos"); up = d.Arcs[h].Head {
			h = up
		}
		return h
	}
	return -1
}

// namesHearer: "told the court".
func (r *reader) namesHearer(i int) bool {
	for _, c := range r.cuesAt(i) {
		if c.pattern.whom {
			return true
		}
	}
	return false
}

// takesClause reports whether a clause may be the content of the word at token i.
func (r *reader) takesClause(i int) bool {
	for _, c := range r.cuesAt(i) {
		if c.pattern.kind == that && !c.weak {
			return true
		}
	}
	return false
}

// phraseEnd is one past the noun phrases that begin at token t, with prepositions
// between: "the head of the mission", "from Aden".
func (r *reader) phraseEnd(sent *doc.Sentence, t int) int {
	d := r.d
	for ; t < sent.Last; t++ {
		if p := d.Tags[t].POS; !p.Nominal() && p != doc.DET && p != doc.ADJ && p != doc.NUM && p != doc.ADP && p != doc.PART && p != doc.ADV || isRelative(d, t) {
			return t
		}
	}
	return t
}

// phraseBegin is where the noun phrase before token i begins.
func (r *reader) phraseBegin(sent *doc.Sentence, i int) int {
	d := r.d
	t := i
	for t > sent.First {
		if p := d.Tags[t-1].POS; !p.Nominal() && p != doc.DET && p != doc.ADJ && p != doc.NUM && p != doc.PART && p != doc.ADP && p != doc.AUX && p != doc.ADV && !d.IsRel(t-1, "amod") {
			break
		}
		t--
	}
	return t
}

// topIn is the first nominal between two tokens that hangs on none between them.
func (r *reader) topIn(first, last int) int {
	d := r.d
	for t := first; t < last; t++ {
		if h := d.Arcs[t].Head; d.Tags[t].POS.Nominal() && (h < first || h >= last) && !d.IsRel(t, "nmod", "case") {
			return t
		}
	}
	return -1
}

// lastIn is the last such nominal: of "the Ankara daily Ulus" the parser may make three.
func (r *reader) lastIn(first, last int) int {
	d, best := r.d, -1
	for t := first; t < last; t++ {
		if h := d.Arcs[t].Head; d.Tags[t].POS.Nominal() && (h < first || h >= last) && !d.IsRel(t, "nmod", "case") {
			best = t
		}
	}
	return best
}

// contrasts reports whether the word at token t sets a clause against the one before.
func (r *reader) contrasts(t int) bool {
	switch strings.ToLower(r.d.Word(t)) {
	case "but", "while", "whereas", "although", "though":
		return true
	}
	return false
}

// clauseStart is where the clause around an insertion begins: its sentence, or what
// stands behind a semicolon or colon or is set against what goes before.
func (r *reader) clauseStart(sent *doc.Sentence, i int) int {
	for t := i - 1; t > sent.First; t-- {
		if r.d.Word(t) == ";" || r.d.Word(t) == ":" || r.d.Word(t-1) == "," && r.contrasts(t) {
			return t + 1 // "Chad will pay, although its banks, the radio said, have closed"
		}
	}
	return sent.First
}
