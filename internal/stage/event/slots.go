package event

import (
	"strings"

	"dragoman/internal/doc"
)

// follow returns the tokens at the end of a path of roles from a predicate.
func (c *coder) follow(p *doc.Predicate, path []string) []int {
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
		if out = c.behindSetting(p, path[0]); out == nil {
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
	if prep == "between" {
		return c.between(p.Token)
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

// behindSetting finds a prepositional argument that was hung on the place or
// time before it: "met in Damascus with the envoy", "cooperation in recent
// years with China".
func (c *coder) behindSetting(p *doc.Predicate, prep string) []int {
	if prep != "with" && prep != "against" && prep != "between" {
		return nil
	}
	d := c.d
	for _, a := range p.Args {
		if a.Token < p.Token || a.Role != "in" && a.Role != "at" && a.Role != "on" && a.Role != "tmod" {
			continue
		}
		for _, k := range d.Kids(a.Token) {
			k := int(k)
			if k < a.Token || !d.IsRel(k, "nmod", "obl") {
				continue
			}
			if m := d.Kid(k, "case"); m < 0 || d.Lemma(m) != prep {
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

// between finds the parties of "between" close behind a noun, whatever it was
// hung on ("six meetings so far between"): nothing else can be meant by it.
func (c *coder) between(noun int) []int {
	d := c.d
	for t := noun + 1; t < min(noun+6, len(d.Tokens)) && d.Tags[t].POS != doc.VERB && d.Tags[t].POS != doc.PUNCT; t++ {
		if d.Arcs[t].Rel != "case" || d.Lemma(t) != "between" {
			continue
		}
		out := []int{d.Arcs[t].Head}
		for _, k := range d.Kids(d.Arcs[t].Head) {
			if d.IsRel(int(k), "conj") {
				out = append(out, int(k))
			}
		}
		return out
	}
	return nil
}

// fill finds the parties of a slot: those at the first path that leads to any.
// A row that names a preposition means the place behind it too: the host of a
// visit ("arrived in Cairo"), the state that troops leave ("out of Iraq"); so
// does any path of a visit ("toured Cairo").
func (c *coder) fill(p *doc.Predicate, s slot, visit bool) []doc.Party {
	for _, path := range s.paths {
		if path[0] == tellerRole {
			if ps := c.teller(p.Token); ps != nil {
				return ps
			}
			continue
		}
		var parties []doc.Party
		for _, t := range c.follow(p, path) {
			for _, party := range c.parties(t, visit || doc.IsPreposition(path[len(path)-1])) {
				if !has(parties, party.Actor) {
					parties = append(parties, party)
				}
			}
		}
		if len(parties) > 0 {
			return parties
		}
	}
	return nil
}

// parties returns the actors that a filler denotes: its own mention, else who
// owns it or is named in it ("Syria's airport", "Turkish positions", "a base of
// the rebels").
func (c *coder) parties(t int, hosts bool) []doc.Party {
	if p := c.named(t, hosts); p != nil {
		return p
	}
	k := c.d.PredicateAt(t)
	if k < 0 || c.d.Tags[t].POS != doc.NOUN && c.d.Tags[t].POS != doc.PROPN {
		return nil
	}
	pred := &c.d.Predicates[k]
	for _, role := range []string{"appos", "poss", "of", "amod"} {
		for _, a := range pred.Args {
			if a.Role == role {
				if p := c.named(a.Token, hosts); p != nil {
					return p
				}
			}
		}
	}
	for _, a := range pred.Args {
		if a.Role == "in" {
			if p := c.named(a.Token, true); p != nil {
				return p
			}
		}
	}
	return nil
}

// tellerRole is the pseudo-role of whoever is said to say the clause: the source
// of "foreign powers must leave".
const tellerRole = "teller"

// teller returns who tells the clause around a token, or nil in the outlet's
// own voice.
func (c *coder) teller(t int) []doc.Party {
	d := c.d
	k := d.StatementAt(d.Tokens[t].Span)
	if k < 0 || len(d.Statements[k].Chain) == 0 {
		return nil
	}
	last := d.Statements[k].Chain[len(d.Statements[k].Chain)-1]
	if last.Actor < 0 {
		return nil
	}
	return []doc.Party{{Actor: last.Actor, Mention: -1}}
}

// named returns the actors of the mention headed by a token; "we" and "I" in a
// quotation are whoever speaks.
func (c *coder) named(t int, hosts bool) []doc.Party {
	if tag := c.d.Tags[t]; tag.POS == doc.PRON && tag.Feat("Person") == "1" {
		return c.teller(t)
	}
	k := c.index.mention(t)
	if k < 0 || c.d.Mentions[k].Place && !hosts {
		return nil
	}
	var parties []doc.Party
	for _, a := range c.d.Mentions[k].Actors {
		parties = append(parties, doc.Party{Actor: a, Mention: k})
	}
	return parties
}
