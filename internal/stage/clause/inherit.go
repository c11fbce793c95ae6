package clause

import "dragoman/internal/doc"

// inherit fills what a predicate shares with or takes from the one above it.
// The one above is complete already, for predicates come top down.
func (l *leveller) inherit(p *doc.Predicate) {
	d := l.d
	head := l.pred(d.Arcs[p.Token].Head)
	if d.Tags[p.Token].POS == doc.NOUN && d.Kid(p.Token, "cop", "nsubj") < 0 {
		l.noun(p)
		return
	}
	if head == nil {
		return
	}
	switch {
	case d.IsRel(p.Token, "conj"):
		l.conjoined(p, head)
	case d.IsRel(p.Token, "xcomp") || d.IsRel(p.Token, "ccomp") && !l.hasSurfaceSubject(p):
		l.controlled(p, head)
	case d.IsRel(p.Token, "advcl"):
		if !l.hasSurfaceSubject(p) {
			l.controlled(p, head)
		}
	case d.IsRel(p.Token, "acl") && isInfinitive(d, p.Token):
		// "Putin's decision to visit", "made a promise to help"
		for _, role := range []string{"poss", "subj", "amod"} {
			if t := head.Arg(role); t >= 0 {
				l.share(head, role, p, subjectRole(p), "control")
				return
			}
		}
		l.fromLight(p, d.Arcs[p.Token].Head, subjectRole(p))
	}
}

// subjectRole is the role that a verb's surface subject fills.
func subjectRole(p *doc.Predicate) string {
	if p.Passive {
		return "obj"
	}
	return "subj"
}

// share copies the fillers of one role of a predicate to another predicate.
func (l *leveller) share(from *doc.Predicate, role string, to *doc.Predicate, as, via string) bool {
	found := false
	for _, a := range from.Args {
		if a.Role == role {
			l.add(to, as, a.Token, via)
			found = true
		}
	}
	return found
}

func (l *leveller) hasSurfaceSubject(p *doc.Predicate) bool {
	return l.d.Kid(p.Token, "nsubj", "csubj", "expl") >= 0
}

// conjoined: "Russia attacked and occupied the town", "was arrested and
// deported". The second verb shares the subject, the passive where it has no
// auxiliary of its own, and an object that follows both.
func (l *leveller) conjoined(p, head *doc.Predicate) {
	d := l.d
	if l.hasSurfaceSubject(p) {
		return
	}
	if d.Tags[p.Token].POS == doc.VERB && head.Passive && !p.Passive &&
		isPastParticiple(d, p.Token) && d.Kid(p.Token, "aux", "obj") < 0 {
		p.Passive = true
		l.turn(p)
	}
	l.share(head, subjectRole(head), p, subjectRole(p), "conj")
	if d.IsRel(p.Token, "conj") && !p.Passive && !head.Passive && p.Arg("obj") < 0 && p.Arg("comp") < 0 {
		if o := head.Arg("obj"); o > p.Token {
			l.share(head, "obj", p, "obj", "conj")
		}
	}
}

// turn makes the arguments of a verb found late to be passive agree with it.
func (l *leveller) turn(p *doc.Predicate) {
	for i := range p.Args {
		if p.Args[i].Role == "by" {
			p.Args[i].Role, p.Args[i].Via = "subj", "passive"
		}
	}
}

// controlled: the subject of "to withdraw" in "urged Israel to withdraw" is the
// object, in "called on Israel to withdraw" the party after "on", else the
// subject of the governor.
func (l *leveller) controlled(p, head *doc.Predicate) {
	d := l.d
	as := subjectRole(p)
	if p.Arg(as) >= 0 {
		return
	}
	for _, prep := range l.g.obliques(d, head.Token) {
		if l.share(head, prep, p, as, "control") {
			return
		}
	}
	if (d.IsRel(p.Token, "xcomp") || l.g.objectControl(d, head.Token)) && !l.g.subjectControl(d, head.Token) && d.Tags[head.Token].POS == doc.VERB {
		for _, role := range []string{"obj", "iobj"} {
			// "Kim was asked to leave": the object is the surface subject; both are right.
			if t := head.Arg(role); t >= 0 && (t < p.Token || head.Passive) {
				l.share(head, role, p, as, "control")
				return
			}
		}
	}
	l.share(head, subjectRole(head), p, as, "control")
}

// noun fills what a noun takes from a light verb, a counting noun, or the noun
// that it is conjoined with.
func (l *leveller) noun(p *doc.Predicate) {
	d := l.d
	up := d.Arcs[p.Token].Head
	if up < 0 {
		return
	}
	l.fromLight(p, p.Token, "subj")
	head := l.pred(up)
	if head == nil {
		return
	}
	switch {
	case d.IsRel(p.Token, "conj") && d.Tags[up].POS.Nominal():
		for _, a := range head.Args {
			if a.Role == "poss" || a.Role == "amod" || a.Role == "subj" || doc.IsPreposition(a.Role) && a.Token > p.Token {
				l.add(p, a.Role, a.Token, "conj")
			}
		}
	case d.IsRel(p.Token, "nmod") && l.g.quantity(d, up) && caseOf(d, p.Token, "case") == "of":
		for _, a := range head.Args {
			if a.Token != p.Token && (a.Role == "poss" || a.Role == "subj" || a.Role == "amod" || doc.IsPreposition(a.Role)) {
				l.add(p, a.Role, a.Token, "quantity")
			}
		}
	}
}

// fromLight gives predicate p, which stands for noun, the subject and
// prepositions of the light verb over the noun.
func (l *leveller) fromLight(p *doc.Predicate, noun int, as string) {
	d := l.d
	for _, verb := range l.verbsOver(noun) {
		v := l.pred(verb)
		if v == nil {
			continue
		}
		isObj, isSubj := holds(v, "obj", noun), holds(v, "subj", noun)
		switch {
		case isObj && l.g.light(d, verb):
			l.share(v, "subj", p, as, "light")
		case isSubj && l.g.occur(d, verb):
		default:
			continue
		}
		if as != "subj" {
			continue
		}
		for _, a := range v.Args {
			if doc.IsPreposition(a.Role) && a.Token > noun {
				l.add(p, a.Role, a.Token, "light")
			}
		}
	}
}

// verbsOver lists the verbs that may hold a noun as argument: its head, and for
// a noun modified by a clause, that clause's verb ("the attack launched by").
func (l *leveller) verbsOver(noun int) []int {
	d := l.d
	var verbs []int
	if h := d.Arcs[noun].Head; h >= 0 && d.Tags[h].POS == doc.VERB {
		verbs = append(verbs, h)
	}
	for _, k := range d.Kids(noun) {
		if d.IsRel(int(k), "acl") && d.Tags[k].POS == doc.VERB {
			verbs = append(verbs, int(k))
		}
	}
	return verbs
}

func holds(p *doc.Predicate, role string, token int) bool {
	for _, a := range p.Args {
		if a.Role == role && a.Token == token {
			return true
		}
	}
	return false
}
