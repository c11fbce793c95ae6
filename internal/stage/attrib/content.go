package attrib

import (
	"slices"
	"strings"

	"dragoman/internal/doc"
)

// content reads the content of the cue at token i in one of its patterns off
// the tree.
func (r *reader) content(sent *doc.Sentence, i int, c cue) (doc.Span, bool) {
	if c.pattern.prt && r.d.Kid(i, "compound:prt", "advmod") < 0 {
		return doc.Span{}, false
	}
	switch c.pattern.kind {
	case that:
		return r.thatClause(sent, i, c.pattern.whom)
	case whether:
		return r.whetherClause(i)
	case whomTo:
		return r.whomTo(i)
	case pred:
		return r.predicative(i)
	case prepTo:
		return r.prepTo(i, c.pattern.prep)
	case isTo:
		return r.isTo(i)
	case as:
		return r.prepositional(i, "as", c.pattern.prep)
	case prep:
		s, ok := r.prepositional(i, c.pattern.prep, "")
		k := r.withCase(i, c.pattern.prep)
		if o := r.d.Kid(i, "obj", "iobj"); k < 0 && o > i {
			k = r.withCase(o, c.pattern.prep)
		}
		if ok && c.pattern.whom && k > i {
			first, _ := r.d.Subtree(k)
			s.Start = r.d.Tokens[r.afterCase(k, first)].Start // who is told is left out
		}
		return s, ok
	case to:
		return r.infinitive(i)
	case ing:
		return r.gerund(i)
	case obj:
		return r.object(i)
	case told:
		return r.toldOn(i)
	}
	return doc.Span{}, false
}

func (r *reader) whetherClause(i int) (doc.Span, bool) {
	for _, k := range r.d.Kids(i) {
		k := int(k)
		if k > i && r.d.IsRel(k, "ccomp") && r.opensWith(k) {
			first, last := r.d.Subtree(k)
			return r.trim(first, last), true // "asked what it would cost"
		}
		if !r.d.IsRel(k, "ccomp", "advcl") || !r.marked(k, "whether", "if") {
			continue
		}
		if r.d.IsRel(k, "advcl") && k != i+1 && !r.marked(k, "whether") && r.d.Kid(i, "nsubj", "nsubj:pass") >= 0 && k < i {
			continue
		}
		first, last := r.d.Subtree(k)
		return r.trim(first, last), true
	}
	return doc.Span{}, false
}

// opensWith reports whether the clause at k begins with a question word.
func (r *reader) opensWith(k int) bool {
	first, _ := r.d.Subtree(k)
	switch strings.ToLower(r.d.Word(first)) {
	case "what", "who", "whom", "whose", "which", "why", "how", "when", "where":
		return first < k
	}
	return false
}

// whomTo: "urged X to do" gives "X to do"; the passive gives the infinitive.
func (r *reader) whomTo(i int) (doc.Span, bool) {
	d := r.d
	k := r.infinitiveOf(i)
	if k < 0 {
		return doc.Span{}, false
	}
	first, last := d.Subtree(k)
	o := d.Kid(i, "obj", "iobj")
	switch {
	case o > i && o < k:
		first, _ = d.Subtree(o)
	case r.passive(i) || d.Kid(k, "nsubj") >= 0:
	default:
		return doc.Span{}, false
	}
	return r.trim(first, last), true
}

func (r *reader) isTo(i int) (doc.Span, bool) {
	if !r.passive(i) || r.d.IsRel(i, "acl") && !r.d.IsRel(i, "acl:relcl") || strings.HasSuffix(r.d.Word(i), "ing") {
		return doc.Span{}, false
	}
	return r.infinitive(i)
}

func (r *reader) infinitive(i int) (doc.Span, bool) {
	k := r.infinitiveOf(i)
	if k < 0 && r.d.Tags[i].POS == doc.NOUN {
		s := r.behindNoun(i, true)
		return s, !s.Empty()
	}
	if k < 0 {
		return doc.Span{}, false
	}
	first, last := r.d.Subtree(k)
	return r.trim(max(first, i+1), last), true
}

// infinitiveOf returns the head of the infinitive that the word at i takes.
func (r *reader) infinitiveOf(i int) int {
	for _, k := range r.d.Kids(i) {
		if int(k) > i && r.d.IsRel(int(k), "xcomp", "ccomp", "advcl", "acl") && r.infinitival(int(k)) {
			return int(k)
		}
	}
	// "called on Russia to release": under the object of the preposition
	for _, k := range r.d.Kids(i) {
		if int(k) > i && r.d.IsRel(int(k), "obl", "obj") {
			for _, g := range r.d.Kids(int(k)) {
				if r.d.IsRel(int(g), "acl") && r.infinitival(int(g)) {
					return int(g)
				}
			}
		}
	}
	return -1
}

func (r *reader) infinitival(k int) bool {
	for _, m := range r.d.Kids(k) {
		if r.d.IsRel(int(m), "mark") && strings.EqualFold(r.d.Word(int(m)), "to") {
			return true
		}
	}
	return false
}

func (r *reader) gerund(i int) (doc.Span, bool) {
	for _, k := range r.d.Kids(i) {
		k := int(k)
		if k > i && r.d.IsRel(k, "xcomp", "ccomp", "advcl", "obj") && strings.HasSuffix(strings.ToLower(r.d.Word(r.lead(k))), "ing") && r.d.Tags[k].POS == doc.VERB {
			first, last := r.d.Subtree(k)
			if o := r.d.Kid(i, "obj"); o > i && o < k {
				first, _ = r.d.Subtree(o) // "described men setting fire to the barn"
			}
			return r.trim(max(first, i+1), last), true
		}
	}
	return doc.Span{}, false
}

// lead is the verb form that begins a clause: its first auxiliary, or itself.
func (r *reader) lead(k int) int {
	if a := r.d.Kid(k, "aux"); a >= 0 {
		return a
	}
	return k
}

// predicative: "called X Y", with whatever the parser makes of the two: object
// and complement, two objects, or a clause without a verb.
func (r *reader) predicative(i int) (doc.Span, bool) {
	d := r.d
	first, last, parts := -1, -1, 0
	for _, k := range d.Kids(i) {
		k := int(k)
		if k < i || !d.IsRel(k, "obj", "iobj", "xcomp", "ccomp") {
			continue
		}
		f, l := d.Subtree(k)
		if first < 0 {
			first = f
		}
		last, parts = max(last, l), parts+1
		if d.IsRel(k, "xcomp", "ccomp") && d.Kid(k, "nsubj") >= 0 {
			parts++
		}
	}
	if parts == 1 && last < len(d.Tokens) && d.Tags[last].POS == doc.DET && d.Arcs[d.Arcs[last].Head].Head == i {
		return r.trim(first, r.end(d.Arcs[last].Head)), true // "called the drought the worst", taken for an adverb
	}
	if parts < 2 && !(parts == 1 && (r.passive(i) || r.fronted(i))) {
		return doc.Span{}, false
	}
	return r.trim(first, last), true
}

// fronted: "what the envoy called a farce", "which the court declared void": the
// object went before the cue.
func (r *reader) fronted(i int) bool {
	d := r.d
	if !d.IsRel(i, "acl:relcl", "ccomp", "csubj", "advcl") || d.Kid(i, "obj") > i {
		return false
	}
	first, _ := d.Subtree(i)
	for t := i - 1; t >= max(first-1, 0); t-- {
		switch strings.ToLower(d.Word(t)) {
		case "what", "which", "whom":
			return true
		case "who":
			return d.Kid(i, "nsubj") != t
		case "that":
			return d.IsRel(t, "obj")
		}
	}
	return false
}

// prepTo: "called on X to do" gives "X to do".
func (r *reader) prepTo(i int, prep string) (doc.Span, bool) {
	k := r.withCase(i, prep)
	v := r.infinitiveOf(i)
	if k < 0 || v < k {
		return doc.Span{}, false
	}
	first, _ := r.d.Subtree(k)
	_, last := r.d.Subtree(v)
	return r.trim(r.afterCase(k, first), last), true
}

// prepositional: "accused X of Y" gives "X of Y", "warned of Y" gives "Y". With
// over, the first party hangs by a preposition itself: "referred to X as Y".
func (r *reader) prepositional(i int, prep, over string) (doc.Span, bool) {
	d := r.d
	o := d.Kid(i, "obj", "iobj")
	if over != "" {
		o = r.withCase(i, over)
	}
	k := r.withCase(i, prep)
	if prep == "as" && over == "" && o < 0 && k > i && !r.passive(i) {
		for _, n := range d.Kids(i) { // the object behind, taken for an oblique
			if n := int(n); n > k && d.IsRel(n, "obl") && d.Tags[n].POS == doc.NOUN && d.Kid(n, "case", "mark") < 0 && !r.tellsOf(n).Empty() {
				o = n
			}
		}
	}
	if p := d.Kid(i, "compound:prt"); k < 0 && p == i+1 && d.Word(p) == prep && o > p {
		return r.trim(p+1, r.end(o)), true // "complained about prices", taken for a particle
	}
	if k < 0 && o > i {
		// the phrase may hang on the object: "a denial of the charge as baseless"
		if k = r.withCase(o, prep); k < 0 {
			return r.deepAs(i, o, prep)
		}
	}
	if v := r.quotedBy(max(k, 0)); k < i || prep == "as" && v >= 0 && v != i {
		return doc.Span{}, false // "quoted an officer, who cited prisoners, as saying": not the prisoners as saying
	}
	first, last := d.Subtree(k)
	if o > i && o < k {
		f, _ := d.Subtree(o)
		first = f
		if over != "" {
			first = r.afterCase(o, f)
		}
	} else if !r.passive(i) || prep != "as" {
		first = r.afterCase(k, first)
	}
	if (prep == "as" || prep == "on" && o < 0 && d.Lemma(i) == "blame") && o < 0 && !r.passive(i) && !r.fronted(i) {
		return doc.Span{}, false
	}
	if prep == "as" && o > k && over == "" {
		_, l := d.Subtree(o) // "dismissed as a fairy tale a claim that P"
		return r.trim(r.afterCase(k, first), r.toldWith(o, l)), true
	}
	return r.trim(first, last), true
}

// deepAs: "cited the raids and the siege as his reason", with the phrase on the
// last of the conjuncts: all of it is the content.
func (r *reader) deepAs(i, o int, prep string) (doc.Span, bool) {
	first, last := r.d.Subtree(o)
	for t := o + 1; prep == "as" && first > i && t < last; t++ {
		if r.d.Lemma(t) == "as" && r.d.IsRel(t, "case", "mark") {
			return r.trim(first, last), true
		}
	}
	return doc.Span{}, false
}

// withCase returns the child after i that hangs by the preposition, or -1.
func (r *reader) withCase(i int, prep string) int {
	for _, k := range r.d.Kids(i) {
		if int(k) > i && r.d.IsRel(int(k), "obl", "nmod", "advcl", "xcomp", "acl", "ccomp") && r.marked(int(k), prep) {
			return int(k)
		}
	}
	return -1
}

// afterCase skips the preposition that begins the phrase at k.
func (r *reader) afterCase(k, first int) int {
	for _, c := range r.d.Kids(k) {
		if int(c) < k && r.d.IsRel(int(c), "case", "mark") {
			_, l := r.d.Subtree(int(c))
			first = max(first, l)
		}
	}
	return first
}

// object: "announced X"; of a passive, its subject. A pronoun says nothing by
// itself, a relative one belongs to its antecedent.
func (r *reader) object(i int) (doc.Span, bool) {
	d := r.d
	o := d.Kid(i, "obj")
	if o < 0 && r.passive(i) && !d.IsRel(i, "acl") {
		o = d.Kid(i, "nsubj")
	}
	if o < 0 || d.Tags[o].POS == doc.PRON || d.Tags[o].POS == doc.DET {
		return doc.Span{}, false
	}
	if d.Kid(i, "iobj") >= 0 && !r.promises(i) || r.speaks(o) && r.namesSource(i) {
		return doc.Span{}, false // "citing a diplomat": he tells what the other cue does
	}
	if k := d.Kid(i, "obj", "iobj"); k > i && k != o && r.promises(i) {
		o = max(o, k)
	}
	for _, k := range d.Kids(i) { // "pledged the airmen free use", with two objects
		if k := int(k); k > o && d.IsRel(k, "obj") && r.promises(i) {
			o = k
		}
	}
	first, last := d.Subtree(o)
	if first <= i && i < last {
		return doc.Span{}, false
	}
	for _, k := range d.Kids(o) {
		// "announced new measures, which were later dropped"
		if f, _ := d.Subtree(int(k)); d.IsRel(int(k), "acl:relcl") && f > o && (d.Word(f) == "," || d.Word(f-1) == ",") {
			last = min(last, f)
		}
	}
	return r.trim(first, r.toldWith(o, r.withPhrase(i, last))), true
}

// promises: "guaranteed the diplomats safe passage".
func (r *reader) promises(i int) bool {
	return slices.ContainsFunc(r.cuesAt(i), func(c cue) bool { return c.stance == "promises" })
}

// namesSource reports whether the cue's object may be who tells.
func (r *reader) namesSource(i int) bool {
	for _, c := range r.cuesAt(i) {
		if c.pattern.kind == source {
			return true
		}
	}
	return false
}

// withPhrase takes in the phrase right after an object that belongs to it,
// though the parser may hang it on the verb: "sanctions against Belarus".
func (r *reader) withPhrase(i, last int) int {
	if last >= len(r.d.Tokens) {
		return last
	}
	switch strings.ToLower(r.d.Word(last)) {
	case "for", "against", "of", "to", "with", "from", "between", "over", "about", "into", "towards", "toward":
		if h := r.d.Arcs[last].Head; h > last && r.d.Arcs[h].Head == i && r.d.IsRel(h, "obl") {
			return r.end(h)
		}
	}
	return last
}

func (r *reader) passive(i int) bool {
	k := r.d.PredicateAt(i)
	return k >= 0 && r.d.Predicates[k].Passive
}
