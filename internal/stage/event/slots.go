package event

import (
	"slices"
	"strings"

	"dragoman/internal/doc"
)

// follow returns the tokens at the end of a path of roles from a predicate.
func (c *coder) follow(p *doc.Predicate, path []string) []int {
	if path[0] == namedRole || path[0] == clauseRole {
		return nil
	}
	out := c.step(p, path)
	switch {
	case out != nil:
		return out
	case len(path) > 1:
		if path[0] != "obj" || c.particle(p) < 0 {
			return nil
		}
		// "broke off talks with": the talks are found first, then their "with"
		for _, t := range c.follow(p, path[:1]) {
			if k := c.d.PredicateAt(t); k >= 0 {
				out = append(out, c.follow(&c.d.Predicates[k], path[1:])...)
			}
		}
		return out
	case path[0] == "prt":
		if t := c.particle(p); t >= 0 {
			return []int{t}
		}
	case path[0] == "obj":
		// "shot down a jet", read as if the jet were below
		if t := c.particle(p); t >= 0 {
			return c.step(p, []string{strings.ToLower(c.d.Word(t))})
		}
	case doc.IsPreposition(path[0]):
		if out = c.nested(p, path[0]); out == nil {
			out = c.attachedBeside(p, path[0])
		}
	}
	return out
}

// particle returns the word behind a verb that makes one verb with it ("shot
// down", "handed over") where the parser took it for a preposition, or -1. Only
// a particle that some frame of the verb asks for will do.
func (c *coder) particle(p *doc.Predicate) int {
	d, t := c.d, p.Token+1
	if t >= len(d.Tags) || d.Tags[p.Token].POS != doc.VERB || d.Tags[t].POS != doc.ADP && d.Tags[t].POS != doc.ADV {
		return -1
	}
	if c.lex.particles[c.lemma(p.Token)+" "+strings.ToLower(d.Word(t))] {
		return t
	}
	return -1
}

func (c *coder) step(p *doc.Predicate, path []string) []int {
	var out []int
	for _, a := range p.Args {
		if a.Role != path[0] {
			continue
		}
		if len(path) == 1 {
			out = append(out, a.Token)
			continue
		}
		if k := c.d.PredicateAt(a.Token); k >= 0 {
			out = append(out, c.follow(&c.d.Predicates[k], path[1:])...)
		}
	}
	return out
}

// attachedBeside finds a prepositional argument that the parser may have hung
// on the object instead of the verb or the other way round: "pulled its troops
// out of Iraq", "put the blame on Turkey". Which of the two it was seldom
// changes who is meant.
func (c *coder) attachedBeside(p *doc.Predicate, prep string) []int {
	d := c.d
	if d.Tags[p.Token].POS == doc.VERB {
		for _, t := range c.follow(p, []string{"obj"}) {
			if k := d.PredicateAt(t); k >= 0 && t > p.Token {
				if out := c.step(&d.Predicates[k], []string{prep}); out != nil {
					return out
				}
			}
		}
		return nil
	}
	k := d.PredicateAt(max(d.Arcs[p.Token].Head, 0))
	if k < 0 || !d.IsRel(p.Token, "obj", "nsubj:pass", "obl") {
		return nil
	}
	var out []int
	for _, t := range c.step(&d.Predicates[k], []string{prep}) {
		if t > p.Token {
			out = append(out, t)
		}
	}
	return out
}

// nested finds a prepositional argument that was hung on the phrase before it:
// "met in Damascus with the envoy", "cooperation in recent years with China",
// "the execution of a spy by Iran", "a pledge by Qatar to Egypt".
func (c *coder) nested(p *doc.Predicate, prep string) []int {
	d := c.d
	for _, a := range p.Args {
		if a.Token < p.Token || a.Role != "tmod" && !doc.IsPreposition(a.Role) {
			continue
		}
		for _, k := range d.Kids(a.Token) {
			k := int(k)
			if k < a.Token || !d.IsRel(k, "nmod", "obl") || c.caseOf(k) != prep || !c.passes(p, a, prep) {
				continue
			}
			out := []int{k}
			for _, j := range d.Kids(k) {
				if d.IsRel(int(j), "conj") {
					out = append(out, int(j))
				}
			}
			return out
		}
	}
	return nil
}

// passes reports whether a phrase with a preposition belongs to the act although
// it hangs on the phrase before: a doer in any case, whatever stands behind the
// doer of a noun or behind the name of a party, company and opposition behind a
// place or time.
func (c *coder) passes(p *doc.Predicate, a doc.Arg, prep string) bool {
	noun := c.d.Tags[p.Token].POS == doc.NOUN || c.gerundNoun(p.Token)
	switch prep {
	case "by":
		return noun
	case "to", "near", "on":
		if noun && a.Role == "of" {
			return true // "an offer of help to", "a buildup of troops near"
		}
	case "with", "against", "between":
		if noun && a.Role == "of" {
			return true
		}
		if a.Role == "in" || a.Role == "at" || a.Role == "on" || a.Role == "tmod" || a.Role == "by" && !noun {
			return true
		}
	case "in", "at":
		return false
	}
	name := c.d.Tags[a.Token].POS == doc.PROPN
	return noun && (name && prep != "of" || a.Role == "by" && (name || prep != "of"))
}

// fill finds the parties of a slot: those at the first path that leads to any.
// A row that names a preposition means the place behind it too: the host of a
// visit ("arrived in Cairo"), the state that troops leave ("out of Iraq"); so
// does any path of a visit ("toured Cairo"). A path that leads only to the other
// side leads nowhere: "banned Chinese cars from its bases"; one that leads to
// somebody of no country only if no other leads further: "expelled migrants from
// Niger".
func (c *coder) fill(p *doc.Predicate, s slot, visit bool, other []doc.Party) []doc.Party {
	var nameless []doc.Party
	for _, path := range s.paths {
		if path[0] == tellerRole {
			if ps := c.teller(p.Token); ps != nil {
				return ps
			}
			continue
		}
		var parties []doc.Party
		switch path[0] {
		case namedRole:
			parties = c.namedBehind(p, other)
		case clauseRole:
			parties = c.clauseDoer(p)
		}
		for _, t := range c.follow(p, path) {
			for _, party := range c.parties(t, visit || doc.IsPreposition(path[len(path)-1])) {
				if !has(parties, party.Actor) {
					parties = append(parties, party)
				}
			}
		}
		switch {
		case !slices.ContainsFunc(parties, func(q doc.Party) bool { return s.recip || !has(other, q.Actor) }):
		case c.stated(parties), path[0] == namedRole, path[0] == clauseRole:
			return parties
		case nameless == nil:
			nameless = parties
		}
	}
	return nameless
}
