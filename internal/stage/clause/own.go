package clause

import (
	"strings"

	"dragoman/internal/doc"
)

// own fills the arguments that hang on the predicate itself.
func (l *leveller) own(p *doc.Predicate) {
	d := l.d
	nominal := d.Tags[p.Token].POS == doc.NOUN && d.Kid(p.Token, "cop", "nsubj") < 0
	p.Passive = isPassive(d, p.Token)
	for _, k := range d.Kids(p.Token) {
		k := int(k)
		role := l.role(p, k, nominal)
		if role == "" {
			continue
		}
		filler, via := k, ""
		if p.Passive && (role == "subj" || role == "obj") {
			via = "passive"
		}
		if n := l.antecedent(p.Token, k); n >= 0 {
			filler, via = n, "relative"
		}
		if guests := l.guests(k); guests != nil && doc.IsPreposition(role) {
			for _, g := range guests {
				l.add(p, role, g, via)
			}
			continue
		}
		l.add(p, role, filler, via)
		if role == "prt" || role == "adv" {
			l.beyond(p, k)
		}
		if role == outOf && d.Tags[p.Token].POS == doc.VERB && p.Arg("prt") < 0 {
			l.add(p, "prt", d.Kid(k, "case", "mark"), "") // "pulled out of signing" has a mark
		}
	}
	l.promote(p)
	l.asWhat(p)
	l.before(p)
	l.receiver(p)
	l.agent(p)
	l.reduced(p)
}

// role names the levelled role of child k, or "" where it is no argument.
func (l *leveller) role(p *doc.Predicate, k int, nominal bool) string {
	d := l.d
	rel, sub, _ := strings.Cut(d.Arcs[k].Rel, ":")
	switch rel {
	case "nsubj", "csubj":
		if p.Passive && sub != "outer" {
			return "obj"
		}
		if l.second(p, k) {
			return "obj" // "advised the parties sign", as "advised the parties to sign"
		}
		return "subj"
	case "obj", "iobj", "appos":
		return rel
	case "ccomp", "xcomp":
		if isPrepositional(d, k) {
			return caseOf(d, k, "mark")
		}
		return "comp"
	case "compound":
		if sub == "prt" {
			return "prt"
		}
		return "amod"
	case "amod":
		return "amod"
	case "advmod":
		if l.g.particle(d, k) && d.Tags[p.Token].POS == doc.VERB {
			return "prt" // "pushed back", "broke away": trees differ on these
		}
		return "adv"
	case "aux":
		return "aux"
	case "obl", "nmod":
		switch sub {
		case "poss":
			return "poss"
		case "agent":
			return "subj"
		case "tmod", "unmarked", "npmod":
			if d.Kid(k, "case") < 0 {
				return "tmod"
			}
		case "desc":
			return "amod"
		}
		prep := caseOf(d, k, "case")
		if prep == "by" && p.Passive {
			return "subj"
		}
		if c := d.Kid(k, "case"); prep == "of" && c == p.Token+2 && d.Lemma(p.Token+1) == "out" {
			return outOf // "out" as the verb's particle
		}
		return prep
	case "advcl":
		if isPrepositional(d, k) {
			return caseOf(d, k, "mark")
		}
		if l.g.obliques(d, p.Token) != nil && isInfinitive(d, k) {
			return "comp"
		}
		if l.g.objectControl(d, p.Token) && isInfinitive(d, k) && d.Kid(p.Token, "ccomp", "xcomp") < 0 {
			return "comp" // "pressed Mali to hold elections", read as if it were a purpose
		}
		if d.Tags[p.Token].POS == doc.ADJ && isInfinitive(d, k) {
			return "comp" // "ready to help"
		}
		return "adv"
	case "acl":
		if sub != "relcl" && nominal && (isInfinitive(d, k) || hasThat(d, k)) {
			return "comp" // "plans to visit", "the claim that Iran attacked"
		}
		if sub != "relcl" && nominal && isPrepositional(d, k) {
			return caseOf(d, k, "mark") // "a deal on opening the border"
		}
		if sub != "relcl" && nominal && isGerund(d, k) {
			return "adv" // "drones targeting airfields"
		}
	}
	return ""
}

// caseOf returns the preposition that introduces k, with its fixed parts:
// "according to"; "" where there is none.
func caseOf(d *doc.Document, k int, rel string) string {
	c := d.Kid(k, rel)
	if c < 0 {
		return ""
	}
	prep := strings.ToLower(d.Word(c))
	for _, f := range d.Kids(c) {
		if d.IsRel(int(f), "fixed") {
			prep += " " + strings.ToLower(d.Word(int(f)))
		}
	}
	if prep == "out" && c+1 < k && d.IsRel(c+1, rel) && d.Lemma(c+1) == "of" {
		return outOf // as two prepositions in a row
	}
	return prep
}

// outOf is the one preposition of two words that trees read in three ways. A
// verb has it with its particle: "pulled out of Iraq" is prt "out" and "out of".
const outOf = "out of"

// isPrepositional reports whether k is a gerund that a preposition introduces:
// "accused Russia of bombing". Treebanks tag the preposition as a subordinator.
func isPrepositional(d *doc.Document, k int) bool {
	m := d.Kid(k, "mark")
	if m < 0 || isInfinitive(d, k) {
		return false
	}
	if d.Tags[m].POS == doc.ADP {
		return true
	}
	if !isGerund(d, k) {
		return false
	}
	switch d.Lemma(m) {
	case "of", "from", "for", "in", "by", "on", "against", "about", "with", "into", "over", "at", "to", "without", "through", "toward", "towards", "upon":
		return true
	}
	return false
}

// isPassive reports whether a verb stands in the passive: with its auxiliary or
// subject marked so, or as a past participle behind its noun ("plants built
// with Soviet technology"), before its clause ("Asked if Peru would pay, …") or
// behind it without an object ("appeared in court charged with fraud").
func isPassive(d *doc.Document, t int) bool {
	if d.Tags[t].POS != doc.VERB && d.Kid(t, "aux:pass") < 0 {
		return false
	}
	for _, k := range d.Kids(t) {
		switch d.Arcs[k].Rel {
		case "nsubj:pass":
			return d.Kid(t, "aux:pass") >= 0 || !d.IsRel(t, "acl:relcl") // not "the envoys it accused of spying"
		case "aux:pass", "csubj:pass", "obl:agent":
			return true
		case "nsubj", "obj":
			return false
		}
	}
	return isPastParticiple(d, t) && d.Kid(t, "aux") < 0 && (d.IsRel(t, "acl", "amod") || d.IsRel(t, "advcl") && (t < d.Arcs[t].Head || d.Kid(t, "obj", "mark", "xcomp", "ccomp") < 0) || d.IsRel(t, "advcl", "conj") && hasBy(d, t))
}

// hasBy reports whether a participle names its doer: "backed by Iran".
func hasBy(d *doc.Document, t int) bool {
	for _, k := range d.Kids(t) {
		if d.IsRel(int(k), "obl") && caseOf(d, int(k), "case") == "by" {
			return true
		}
	}
	return false
}

func isPastParticiple(d *doc.Document, t int) bool {
	tag := d.Tags[t]
	return tag.Feat("VerbForm") == "Part" && tag.Feat("Tense") != "Pres"
}

// isGerund reports whether a verb has the form in -ing, which treebanks call
// gerund or present participle.
func isGerund(d *doc.Document, t int) bool {
	tag := d.Tags[t]
	return tag.POS == doc.VERB && (tag.Feat("VerbForm") == "Ger" || tag.Feat("VerbForm") == "Part" && tag.Feat("Tense") == "Pres")
}

func isInfinitive(d *doc.Document, t int) bool {
	for _, k := range d.Kids(t) {
		if !d.IsRel(int(k), "mark") {
			continue
		}
		if d.Tags[k].POS == doc.PART || d.Lemma(int(k)) == "to" && !isGerund(d, t) {
			return true
		}
	}
	return false
}

func hasThat(d *doc.Document, t int) bool {
	m := d.Kid(t, "mark")
	return m >= 0 && d.Lemma(m) == "that"
}

// antecedent returns the noun that relative pronoun k of verb v stands for, or
// -1 where k is none: "the plants, which Soviet experts built", "the state whose
// plants they built".
func (l *leveller) antecedent(v, k int) int {
	d := l.d
	whose := strings.EqualFold(d.Word(k), "whose") // hangs on a noun of the clause
	for t := v; ; t = d.Arcs[t].Head {
		switch {
		case d.IsRel(t, "acl:relcl"):
			if isRelative(d, k) {
				return d.Arcs[t].Head
			}
			return -1
		case d.IsRel(t, "conj", "xcomp", "ccomp") && d.Arcs[t].Head >= 0:
		case whose && d.IsRel(t, "nsubj", "obj", "obl", "nmod"):
		default:
			return -1
		}
	}
}

func isRelative(d *doc.Document, k int) bool {
	if d.Tags[k].POS != doc.PRON && d.Tags[k].POS != doc.SCONJ {
		return false
	}
	switch d.Lemma(k) {
	case "who", "which", "that", "whom", "whose":
		return true
	}
	return false
}

// reduced fills the argument that a clause on a noun leaves open with the noun:
// "the town Russia attacked", "troops guarding the border", "plants built by".
func (l *leveller) reduced(p *doc.Predicate) {
	d := l.d
	if d.Tags[p.Token].POS != doc.VERB || !d.IsRel(p.Token, "acl", "amod") || isInfinitive(d, p.Token) {
		return
	}
	noun := d.Arcs[p.Token].Head
	if noun < 0 {
		return
	}
	for _, a := range p.Args {
		if a.Token == noun {
			return
		}
	}
	relcl := d.IsRel(p.Token, "acl:relcl")
	switch {
	case relcl && p.Arg("subj") >= 0 && p.Arg("obj") < 0 && p.Arg("comp") < 0:
		if w := relativeAdverb(d, p.Token); !w {
			l.add(p, "obj", noun, "relative")
		}
	case relcl:
	case p.Passive && p.Arg("obj") < 0:
		l.add(p, "obj", noun, "relative")
	case !p.Passive && (l.g.voice(d, noun) || l.besides(p.Token)):
		// a statement does nothing itself, and who is hit does not kill: see inherit
	case !p.Passive && p.Arg("subj") < 0 && d.Tags[p.Token].Feat("Tense") != "Past":
		l.add(p, "subj", noun, "relative")
	}
}

// relativeAdverb reports whether the clause is about a place or time: "the town
// where Russia attacked".
func relativeAdverb(d *doc.Document, v int) bool {
	for _, k := range d.Kids(v) {
		switch d.Lemma(int(k)) {
		case "where", "when", "why", "how":
			return true
		}
		for _, kk := range d.Kids(int(k)) {
			if d.IsRel(int(kk), "case") && isRelative(d, int(k)) {
				return true
			}
		}
	}
	return false
}
