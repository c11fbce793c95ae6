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
	case d.IsRel(p.Token, "acl") && !p.Passive && p.Arg("subj") < 0 && l.besides(p.Token):
		if v := l.pred(d.Arcs[d.Arcs[p.Token].Head].Head); v != nil {
			l.share(v, subjectRole(v), p, "subj", "control")
		}
	case d.IsRel(p.Token, "acl") && !p.Passive && l.g.voice(d, head.Token) && p.Arg("subj") < 0:
		// "issued a statement condemning the raid": as with the infinitive
		for _, role := range []string{"poss", "by"} {
			if l.share(head, role, p, "subj", "control") {
				return
			}
		}
		l.fromLight(p, head.Token, "subj")
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
	asked := isInfinitive(d, p.Token) // not "asked for help, urging all to give"
	for _, prep := range l.g.obliques(d, head.Token) {
		if asked && l.share(head, prep, p, as, "control") {
			return
		}
	}
	if (d.IsRel(p.Token, "xcomp") || asked && l.g.objectControl(d, head.Token) || l.charged(p)) && !l.g.subjectControl(d, head.Token) && d.Tags[head.Token].POS == doc.VERB {
		// Of two objects the one who is given something acts: "gave the envoy a day
		// to leave".
		for _, role := range []string{"iobj", "obj"} {
			// "Kim was asked to leave": the object is the surface subject; both are right.
			if t := head.Arg(role); t >= 0 && (t < p.Token || head.Passive) {
				l.share(head, role, p, as, "control")
				return
			}
		}
	}
	l.share(head, subjectRole(head), p, as, "control")
}

// charged reports whether a gerund is what the object of the verb above did or
// is to be kept from: "accused Russia of bombing", "stopped the ship from
// leaving", "condemned Mali for shelling". Behind other prepositions the subject
// did it: "attacked Mali by shelling".
func (l *leveller) charged(p *doc.Predicate) bool {
	if !isPrepositional(l.d, p.Token) {
		return false
	}
	switch caseOf(l.d, p.Token, "mark") {
	case "of", "from", "for", "into", "against":
		return true
	}
	return false
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
	case d.IsRel(p.Token, "nmod") && l.g.patient(d, up) && d.Kid(up, "cop") >= 0 && caseOf(d, p.Token, "case") == "of":
		l.befalls(p, head)
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
		isObj, isSubj := holds(v, "obj", noun), holds(v, "subj", noun) // a counted noun counts too: see add
		switch {
		case isObj && l.g.suffer(d, verb) && p.Token == noun:
			l.befalls(p, v)
		case isObj && l.g.light(d, verb) || l.overPreposition(v, noun):
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

// overPreposition reports whether a light verb has the noun behind its
// preposition: "voted on sanctions", "said in a statement".
func (l *leveller) overPreposition(v *doc.Predicate, noun int) bool {
	for _, a := range v.Args {
		if a.Token == noun && l.g.lights[l.d.Lemma(v.Token)+" "+a.Role] {
			return true
		}
	}
	return false
}

// befalls makes the subject of a verb or noun over an act's noun what the act
// was done to: "Iran faces sanctions", "the port was the target of an attack".
func (l *leveller) befalls(p, over *doc.Predicate) {
	l.share(over, "subj", p, "on", "light")
	l.share(over, "subj", p, "against", "light")
}

// verbsOver lists the verbs that may hold a noun as argument: its head, and for
// a noun modified by a clause, that clause's verb ("the attack launched by").
func (l *leveller) verbsOver(noun int) []int {
	d := l.d
	var verbs []int
	for d.IsRel(noun, "nmod") && l.g.quantity(d, d.Arcs[noun].Head) && caseOf(d, noun, "case") == "of" {
		noun = d.Arcs[noun].Head // "statements of condemnation came from"
	}
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
