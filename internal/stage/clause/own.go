package clause

import (
	"strings"

	"dragoman/internal/doc"
)

// own fills the arguments that hang on the predicate itself.
func (l *leveller) own(p *doc.Predicate) {
	d := l.d
	nominal := d.Tags[p.Token].POS == doc.NOUN && d.Kid(p.Token, "cop", "nsubj") < 0
	p.Passive = isPassive(d, p.Token) && !l.misread(p.Token)
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
		l.add(p, role, filler, via)
	}
	l.promote(p)
	l.reduced(p)
}

// promote makes the sole object of a verb its object, whatever the tree calls
// it: "warned Syria to withdraw".
func (l *leveller) promote(p *doc.Predicate) {
	if p.Arg("obj") >= 0 {
		return
	}
	for i := range p.Args {
		if p.Args[i].Role == "iobj" {
			p.Args[i].Role = "obj"
		}
	}
}

// role names the levelled role of child k, or "" where it is no argument.
func (l *leveller) role(p *doc.Predicate, k int, nominal bool) string {
	d := l.d
	rel, sub, _ := strings.Cut(d.Arcs[k].Rel, ":")
	switch rel {
	case "nsubj", "csubj":
		if sub == "pass" || p.Passive && sub != "outer" {
			return "obj"
		}
		return "subj"
	case "obj", "iobj", "appos":
		return rel
	case "ccomp", "xcomp":
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
		return prep
	case "advcl":
		// "accused Russia of bombing": the gerund is what "of" introduces.
		if m := d.Kid(k, "mark"); m >= 0 && d.Tags[m].POS == doc.ADP {
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
		if m := d.Kid(k, "mark"); sub != "relcl" && nominal && m >= 0 && d.Tags[m].POS == doc.ADP {
			return caseOf(d, k, "mark") // "a deal on opening the border"
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
		return "out of" // as two prepositions in a row
	}
	return prep
}

// isPassive reports whether a verb stands in the passive: with its auxiliary or
// subject marked so, or as a past participle behind its noun ("plants built
// with Soviet technology").
func isPassive(d *doc.Document, t int) bool {
	if d.Tags[t].POS != doc.VERB && d.Kid(t, "aux:pass") < 0 {
		return false
	}
	for _, k := range d.Kids(t) {
		switch d.Arcs[k].Rel {
		case "nsubj:pass", "aux:pass", "csubj:pass", "obl:agent":
			return true
		case "nsubj", "obj":
			return false
		}
	}
	return isPastParticiple(d, t) && d.Kid(t, "aux") < 0 && (d.IsRel(t, "acl", "amod") || d.IsRel(t, "advcl", "conj") && hasBy(d, t))
}

// misread reports whether a participle behind its noun is the verb of the clause
// that the parser took for a modifier: "Protests continued in the capital",
// "Soldiers attacked a village" with no other verb over them.
func (l *leveller) misread(t int) bool {
	d := l.d
	noun := d.Arcs[t].Head
	if !d.IsRel(t, "acl") || d.IsRel(t, "acl:relcl") || hasBy(d, t) || d.Kid(t, "aux", "aux:pass", "nsubj", "nsubj:pass") >= 0 {
		return false
	}
	if d.Kid(t, "obj") < 0 {
		return l.g.intransitive(d, t) && t == noun+1
	}
	return noun >= 0 && d.Arcs[noun].Head < 0 && d.Kid(noun, "cop", "nsubj") < 0
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

func isInfinitive(d *doc.Document, t int) bool {
	for _, k := range d.Kids(t) {
		if d.Tags[k].POS == doc.PART && d.IsRel(int(k), "mark") {
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
// -1 where k is none: "the plants, which Soviet experts built".
func (l *leveller) antecedent(v, k int) int {
	d := l.d
	for t := v; ; t = d.Arcs[t].Head {
		switch {
		case d.IsRel(t, "acl:relcl"):
			if isRelative(d, k) {
				return d.Arcs[t].Head
			}
			return -1
		case d.IsRel(t, "conj", "xcomp", "ccomp") && d.Arcs[t].Head >= 0:
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
	case "who", "which", "that", "whom":
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
	case !p.Passive && p.Arg("subj") < 0 && (d.Tags[p.Token].Feat("Tense") != "Past" || l.misread(p.Token)):
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
