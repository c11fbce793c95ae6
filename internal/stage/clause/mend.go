package clause

import (
	"slices"

	"dragoman/internal/doc"
)

// The functions of this file find arguments where a tree hangs or calls them
// otherwise than it should.

// beyond gives a verb what hangs on its particle: "backed away from the deal".
func (l *leveller) beyond(p *doc.Predicate, particle int) {
	d := l.d
	if d.Tags[particle].POS != doc.ADV && d.Tags[particle].POS != doc.ADP {
		return
	}
	for _, k := range d.Kids(particle) {
		if prep := caseOf(d, int(k), "case"); int(k) > particle && d.IsRel(int(k), "obl", "nmod") && prep != "" {
			l.add(p, prep, int(k), "")
		}
	}
}

// promote makes the sole object of a verb its object, whatever the tree calls
// it: "warned Syria to withdraw", "called in the ambassador" with a bare
// oblique, "called off talks" with a noun for a complement.
func (l *leveller) promote(p *doc.Predicate) {
	d := l.d
	if p.Arg("obj") >= 0 || d.Tags[p.Token].POS != doc.VERB {
		return
	}
	for i := range p.Args {
		if p.Args[i].Role == "iobj" {
			p.Args[i].Role = "obj"
		}
	}
	if p.Arg("obj") >= 0 || p.Passive {
		return
	}
	for _, k := range d.Kids(p.Token) {
		k := int(k)
		if k < p.Token || !d.Tags[k].POS.Nominal() || d.Kid(k, "case", "cop", "mark") >= 0 || d.Arcs[k].Rel != "obl" && !d.IsRel(k, "xcomp") {
			continue
		}
		p.Args = slices.DeleteFunc(p.Args, func(a doc.Arg) bool { return a.Token == k })
		l.add(p, "obj", k, "")
		return
	}
}

// under makes who is "under" an act the one it is done to: "Mali is under sanctions".
func (l *leveller) under(p *doc.Predicate) {
	d := l.d
	if d.Tags[p.Token].POS != doc.NOUN || d.Kid(p.Token, "cop") < 0 || caseOf(d, p.Token, "case") != "under" {
		return
	}
	for i := range p.Args {
		if p.Args[i].Role == "subj" {
			p.Args[i].Role = "on"
			p.Args = append(p.Args, doc.Arg{Role: "against", Token: p.Args[i].Token})
		}
	}
}

// receiver finds the first of two objects where the tree calls both objects or has it
// as a part of the second: "gave Mali masks", "granted a Chadian writer asylum". A
// gift "to" somebody has its receiver there.
func (l *leveller) receiver(p *doc.Predicate) {
	d := l.d
	var objects []int // in the tree: it should have but one
	for _, k := range d.Kids(p.Token) {
		if d.Arcs[k].Rel == "obj" && int(k) > p.Token && (d.Tags[k].POS == doc.NOUN || d.Tags[k].POS == doc.PROPN) {
			objects = append(objects, int(k))
		}
	}
	if len(objects) == 2 && l.g.gift(d, p.Token) {
		for i := range p.Args {
			if p.Args[i].Role == "obj" && p.Args[i].Token < objects[1] {
				p.Args[i].Role = "iobj"
			}
		}
		return
	}
	gift := p.Arg("obj")
	if gift < p.Token || p.Passive || !l.g.gift(d, p.Token) || p.Arg("iobj") >= 0 || p.Arg("to") >= 0 || caseOf(d, gift, "case") != "" {
		return
	}
	for _, k := range d.Kids(gift) {
		k := int(k)
		if k < gift && d.IsRel(k, "compound", "nmod:poss") && d.Tags[k].POS.Nominal() && d.Tags[k].POS != doc.PRON && d.Kid(k, "case") < 0 {
			l.add(p, "iobj", k, "")
			return
		}
	}
}

// agent finds the doer of a passive where "by" was hung on a phrase in between:
// "was accused of genocide by Bangladesh".
func (l *leveller) agent(p *doc.Predicate) {
	d := l.d
	if !p.Passive || p.Arg("subj") >= 0 {
		return
	}
	for _, a := range p.Args {
		if a.Token < p.Token || !doc.IsPreposition(a.Role) {
			continue
		}
		for _, k := range d.Kids(a.Token) {
			if d.IsRel(int(k), "nmod") && caseOf(d, int(k), "case") == "by" {
				l.add(p, "subj", int(k), "passive")
				return
			}
		}
	}
}

// second reports whether a subject stands behind a verb that has one before it and
// before a clause of the verb: it is who acts in that clause.
func (l *leveller) second(p *doc.Predicate, k int) bool {
	d := l.d
	clause := d.Kid(p.Token, "xcomp", "ccomp")
	return p.Token < k && k < clause && d.Kid(p.Token, "nsubj") < p.Token && d.Tags[clause].POS == doc.VERB
}

// besides reports whether a participle stands behind a comma after the object of
// a verb: "hit the convoy, killing nine". The tree may hang it on the object, but
// it tells what the subject did.
func (l *leveller) besides(t int) bool {
	d := l.d
	noun := d.Arcs[t].Head
	if d.IsRel(t, "acl:relcl") || noun < 0 || !d.IsRel(noun, "obj", "obl") || !isGerund(d, t) {
		return false
	}
	first, _ := d.Subtree(t)
	return first > noun && (d.Word(first) == "," || d.Word(first-1) == ",")
}

// guests returns whom "visiting" describes where the tree has it as a verb with them
// for an object: "talks with visiting French ministers".
func (l *leveller) guests(t int) []int {
	d := l.d
	if !isGerund(d, t) || d.Lemma(t) != "visit" || !isPrepositional(d, t) {
		return nil
	}
	var guests []int
	for _, k := range d.Kids(t) {
		if d.IsRel(int(k), "obj") {
			guests = append(guests, int(k))
		}
	}
	return guests
}

// asWhat makes the object of a verb what the tree has below the word for what it is
// called: "criticised as provocative a series of flights".
func (l *leveller) asWhat(p *doc.Predicate) {
	d := l.d
	if p.Arg("obj") >= 0 || p.Passive || d.Tags[p.Token].POS != doc.VERB {
		return
	}
	for _, k := range d.Kids(p.Token) {
		k := int(k)
		if k < p.Token || d.Tags[k].POS != doc.ADJ || caseOf(d, k, "case") != "as" && caseOf(d, k, "mark") != "as" {
			continue
		}
		if obj := d.Kid(k, "obj"); obj > k {
			l.add(p, "obj", obj, "")
		}
	}
}

// before finds the subject of a finite verb that the tree has as the first part of a
// compound: "hours before a Turkish frigate rammed the trawler".
func (l *leveller) before(p *doc.Predicate) {
	d := l.d
	if p.Arg("subj") >= 0 || p.Passive || d.Tags[p.Token].POS != doc.VERB || d.Tags[p.Token].Feat("VerbForm") != "Fin" {
		return
	}
	for _, k := range d.Kids(p.Token) {
		if d.Arcs[k].Rel == "compound" && int(k) == p.Token-1 && d.Tags[k].POS == doc.NOUN && d.Kid(int(k), "det") >= 0 {
			l.add(p, "subj", int(k), "")
			return
		}
	}
}
