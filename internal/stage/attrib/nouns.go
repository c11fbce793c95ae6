package attrib

import (
	"slices"
	"strings"

	"dragoman/internal/doc"
)

// behindNoun is the clause or infinitive that a noun of telling takes where phrases
// stand between: "a claim by rebels on the radio that he had fled", "a pledge by the
// army to stop shelling". The parser hangs these on the verb now and then.
func (r *reader) behindNoun(i int, infinitive bool) doc.Span {
	d := r.d
	sent := &d.Sentences[r.d.SentenceOf(i)]
	opener := "that"
	if infinitive {
		opener = "to"
	}
	for t := i + 1; t+1 < sent.Last && t < i+16; t++ {
		switch {
		case d.Lemma(t) == opener && d.IsRel(t, "mark"):
			return r.opened(i, t, infinitive)
		case d.Word(t) == ";" || d.Word(t) == ":" || r.quotationOver(t) != r.quotationOver(i),
			d.Tags[t].POS == doc.AUX || d.Tags[t].POS == doc.CCONJ,
			d.Tags[t].POS == doc.VERB && !((d.IsRel(t, "acl") || d.Tags[t].Feat("VerbForm") == "Part" && !strings.HasSuffix(d.Word(t), "ing")) && d.Word(t-1) == ",") && r.carriedBy(t, sent.Last) < 0:
			if !r.receives(i, t) && !r.arrives(i, t) {
				return doc.Span{}
			}
		case infinitive && t == i+1 && d.Tags[t].POS != doc.ADP:
			return doc.Span{}
		}
	}
	return doc.Span{}
}

// opened is the clause that the mark at token t opens, if it may be noun i's.
func (r *reader) opened(i, t int, infinitive bool) doc.Span {
	d := r.d
	c := d.Arcs[t].Head
	up := -1
	if c > t {
		up = d.Arcs[c].Head
	}
	switch {
	case c <= t || !infinitive && d.Kid(c, "nsubj", "csubj", "expl") < 0,
		infinitive && d.Tags[c].POS != doc.VERB && d.Kid(c, "cop") < 0:
		return doc.Span{}
	case up >= 0 && up > i && up < t && d.IsRel(c, "advcl", "ccomp") && r.arrives(i, up):
	case up >= 0 && up < i && r.hears(up, infinitive):
		return doc.Span{} // "told the author of the report that P"
	case up >= 0 && up < i && infinitive && d.IsRel(c, "advcl") && !r.takesStand(up):
		return doc.Span{} // "read a pledge by the army to calm them"
	}
	return r.trim(t+1-btoi(infinitive), r.end(c))
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// hears reports whether the word at token v may name its hearer before what it tells.
func (r *reader) hears(v int, infinitive bool) bool {
	return slices.ContainsFunc(r.cuesAt(v), func(c cue) bool {
		return c.pattern.whom || infinitive && (c.pattern.kind == whomTo || c.pattern.kind == prepTo)
	})
}

// receives: "the assurance he had from the envoy that P".
func (r *reader) receives(i, t int) bool {
	if r.d.Arcs[t].Head != i || !r.d.IsRel(t, "acl:relcl") {
		return false
	}
	switch r.d.Lemma(t) {
	case "have", "get", "receive", "obtain", "hear":
		return true
	}
	return false
}

// tellsOf is what the noun at token i tells, by any of its readings.
func (r *reader) tellsOf(i int) doc.Span {
	if i < 0 || r.d.Tags[i].POS != doc.NOUN {
		return doc.Span{}
	}
	sent := &r.d.Sentences[r.d.SentenceOf(i)]
	for _, c := range r.cuesAt(i) {
		if c.pattern.kind == prep {
			continue
		}
		if s, ok := r.content(sent, i, c); ok {
			return s
		}
	}
	return doc.Span{}
}

// told is the object of a verb that only hands on what a noun of telling tells:
// "repeated the ministry's warning that P", "printed an admission by the army that P".
func (r *reader) toldOn(i int) (doc.Span, bool) {
	d := r.d
	for _, o := range d.Kids(i) {
		o := int(o)
		if r.passive(i) && d.IsRel(o, "nsubj:pass") && len(r.agents(i)) > 0 && !r.tellsOf(o).Empty() {
			first, _ := d.Subtree(o) // "his claim that P was repeated by the daily"
			return r.trim(first, tokenFrom(d, r.tellsOf(o).End)), true
		}
		if o < i || !d.IsRel(o, "obj") && !(d.IsRel(o, "obl") && o > i+1 && d.Lemma(i+1) == "from" && d.Arcs[i+1].Head == o) {
			continue
		}
		s := r.tellsOf(o)
		if s.Empty() {
			if k := d.Kid(o, "nmod"); k > o && r.marked(k, "of") { // "a denial of a claim by X that P"
				if s = r.tellsOf(k); s.Empty() && r.tellsWithin(k) {
					s = d.TokenSpan(o, r.end(k)) // "the text of a decree in which"
				}
			}
		}
		first, last := d.Subtree(o)
		if s.Empty() && r.tellsWithin(o) {
			s = d.TokenSpan(first, last)
		}
		if s.Empty() {
			for t := o + 1; t+1 < len(d.Tokens) && t < o+12 && d.Tags[t].POS != doc.PUNCT; t++ {
				if d.Lemma(t+1) == "that" && r.takesClause(t) && r.documentBefore(t) == o { // "printed a letter from the bishop saying that P"
					last = max(last, r.end(t))
					s = d.TokenSpan(o, last)
				}
			}
		}
		if s.Empty() {
			continue
		}
		if p := r.ownerBefore(o); p > i {
			first, _ = d.Subtree(p)
		}
		content := r.trim(max(first, i+1), last)
		content.End = max(content.End, s.End)
		return content, true
	}
	return doc.Span{}, false
}

// tellsWithin: "a letter in which the bishop asked them to leave".
func (r *reader) tellsWithin(o int) bool {
	d := r.d
	if r.lex.tellers[strings.ToLower(d.Lemma(o))] != "document" {
		return false
	}
	c := d.Kid(o, "acl:relcl")
	if c < o || len(r.cuesAt(c)) == 0 {
		return false
	}
	first, _ := d.Subtree(c)
	return d.Lemma(first) == "in" && strings.EqualFold(d.Word(first+1), "which")
}

// toldWith is where the object at token o ends, with what it tells.
func (r *reader) toldWith(o, last int) int {
	if s := r.tellsOf(o); !s.Empty() {
		return max(last, tokenFrom(r.d, s.End))
	}
	return last
}

// ownerBefore is whose a noun is by the words, where the parser hangs it elsewhere:
// "renewed Moscow's warning"; or -1.
func (r *reader) ownerBefore(i int) int {
	d := r.d
	first, _ := d.Subtree(i)
	if first < 2 || d.Tags[first-1].POS != doc.PART || d.Word(first-1) == "to" || d.Kid(i, "nmod:poss") >= 0 {
		return -1
	}
	return d.Arcs[first-1].Head
}

// sideHolder is whose statement a noun is where the clause stage gives it no holder:
// "the embassy's warning", "a claim by rebels", "word from Paris", "the Tass report".
func (r *reader) sideHolder(i int) int {
	d := r.d
	best, rank := -1, 9
	for _, k := range d.Kids(i) {
		k, n := int(k), 9
		switch {
		case d.IsRel(k, "nmod:poss"):
			n = 0
		case k > i && d.IsRel(k, "nmod") && r.marked(k, "by", "from") && !r.onlyCarries(i, k) && !r.onlyWhere(i, k):
			n = 1
		case d.IsRel(k, "acl:relcl") && r.receives(i, k):
			if o := d.Kid(k, "obl"); o > k && r.marked(o, "from") {
				k, n = o, 2
			}
		case k > i && d.IsRel(k, "nmod") && r.marked(k, "of") && r.mayTell(k):
			n = 3
		case k < i && d.IsRel(k, "compound", "amod", "nmod:desc") && (r.mentionOf(k) >= 0 || r.issuesSuch(k)):
			n = 4
		}
		if n < rank {
			best, rank = k, n
		}
	}
	if p := r.ownerBefore(i); best < 0 && p >= 0 && p < i {
		return p
	}
	if d := r.d; best < 0 && d.IsRel(i, "obj") && d.Arcs[i].Head >= 0 {
		switch v := d.Arcs[i].Head; d.Lemma(v) {
		case "have", "get", "receive", "obtain", "accept": // "he had word from the generals that P"
			if k := r.withCase(v, "from"); k > i {
				return k
			}
		}
	}
	return best
}

// onlyWhere: "reports from Beirut that P" come from a town, not from who governs there.
func (r *reader) onlyWhere(i, k int) bool {
	d := r.d
	if !r.plural(i) || r.lex.tellers[strings.ToLower(d.Lemma(i))] != "document" || d.Tags[k].POS != doc.PROPN {
		return false
	}
	m, ok := r.mentions[k]
	return !ok || d.Mentions[m].As == doc.AsMetonym
}

// arrives reports whether the verb at token t only says that what noun i tells has come:
// "Word reached the capital that P", "Rumours spread in Lima that P".
func (r *reader) arrives(i, t int) bool {
	d := r.d
	return d.Arcs[i].Head == t && d.IsRel(i, "nsubj") && d.Kid(i, "det", "nmod:poss", "nmod") < 0 && !r.takesClause(t) && !r.passive(t)
}

// mayTell reports whether the word at token k names a person, state or body.
func (r *reader) mayTell(k int) bool {
	switch kind := r.lex.tellers[strings.ToLower(r.d.Lemma(k))]; {
	case kind != "":
		return true
	}
	_, ok := r.mentions[k]
	return ok
}
