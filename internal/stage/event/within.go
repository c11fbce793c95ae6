package event

import (
	"fmt"
	"slices"

	"dragoman/internal/doc"
)

// inObject returns the party that the object of an act tells of, where the clause
// has no other: "criticised a series of flights by Turkish jets", "ruled out any
// lifting of the embargo against Cuba", "banned rallies by the opposition". Of
// several the nearest; the doer's own state is none.
func (c *coder) inObject(i int) ([]doc.Party, string) {
	e, p := &c.d.Events[i], c.matches[i].pred
	if c.d.Tags[p.Token].POS != doc.VERB || len(e.Source) == 0 || len(e.Target) > 0 {
		return nil, ""
	}
	for _, role := range []string{"obj", "comp"} {
		for _, t := range c.follow(p, []string{role}) {
			if role == "comp" && e.Type != "REQUEST" || t < p.Token && !p.Passive {
				continue
			}
			if found := c.foreign(c.parties(t, false), e.Source); role == "obj" && c.known(found) {
				c.takeIn(i, t, found)
				return found, fmt.Sprintf("whose %q it is", c.d.Word(t))
			}
			if found := c.inside(t, e.Source, 3); found != nil {
				c.takeIn(i, t, found)
				return found, fmt.Sprintf("%q tells of them", c.d.Word(t))
			}
		}
	}
	return nil, ""
}

// site returns whose a thing is on or by which an attack is told to happen: "blew
// himself up on an Israeli bus".
func (c *coder) site(i int) ([]doc.Party, string) {
	e, p := &c.d.Events[i], c.matches[i].pred
	if len(e.Source) == 0 || len(e.Target) > 0 {
		return nil, ""
	}
	for _, a := range p.Args {
		if a.Token < p.Token || !slices.Contains([]string{"on", "at", "outside", "inside", "aboard"}, a.Role) {
			continue
		}
		if found := c.foreign(c.parties(a.Token, true), e.Source); c.stated(found) {
			return found, fmt.Sprintf("%q: whose it is", c.d.Word(a.Token))
		}
	}
	return nil, ""
}

// frontier returns the state on the other side of a border along which forces are
// moved: "massed troops along its frontier with Burundi".
func (c *coder) frontier(i int) ([]doc.Party, string) {
	e, p := &c.d.Events[i], c.matches[i].pred
	for _, a := range p.Args {
		if a.Token < p.Token || !c.lex.inClass("@border", c.lemma(a.Token)) {
			continue
		}
		if found := c.inside(a.Token, e.Source, 0); found != nil {
			return found, fmt.Sprintf("beyond the %q", c.d.Word(a.Token))
		}
	}
	return nil, ""
}

// takeIn marks the acts that an object names and that nobody is told to do: of
// "ruled out lifting the embargo against Cuba" the news is that it was ruled out.
func (c *coder) takeIn(i, object int, target []doc.Party) {
	first, last := c.d.Subtree(object)
	for j := range c.d.Events {
		if o := &c.d.Events[j]; j != i && o.Token >= first && o.Token < last && len(o.Source) == 0 && sameParties(o.Target, target) && c.d.Tags[o.Token].POS == doc.NOUN {
			c.taken[o.Token] = fmt.Sprintf("part of what %q tells", c.d.Of(c.d.Events[i].Trigger))
		}
	}
}

// dropTaken takes out the events that others took in.
func (c *coder) dropTaken() {
	c.d.Events = slices.DeleteFunc(c.d.Events, func(e doc.Event) bool {
		why, ok := c.taken[e.Token]
		if ok {
			c.reject(e.Token, e.Frame, "%s", why)
		}
		return ok
	})
}

// inside returns the first party with a state named under a word, by the prepositions
// that tell whose or towards whom something is, or as what a clause says is done to.
func (c *coder) inside(t int, other []doc.Party, depth int) []doc.Party {
	d := c.d
	for _, k := range d.Kids(t) {
		k := int(k)
		switch {
		case k < t && !d.IsRel(k, "nsubj", "nmod:poss"):
			continue
		case d.IsRel(k, "nmod", "obl") && !slices.Contains(towards, c.caseOf(k)):
			continue
		case !d.IsRel(k, "nmod", "obl", "nsubj", "obj", "nmod:poss"):
			continue
		}
		if found := c.foreign(c.parties(k, false), other); c.known(found) {
			return found
		}
		if depth > 0 {
			if found := c.inside(k, other, depth-1); found != nil {
				return found
			}
		}
	}
	return nil
}

var towards = []string{"of", "by", "against", "with", "from", "to", "on", "between"}

// foreign leaves out of some parties those who act and the state that they act for.
func (c *coder) foreign(parties, other []doc.Party) []doc.Party {
	return slices.DeleteFunc(slices.Clone(parties), func(p doc.Party) bool {
		return has(other, p.Actor) || c.actsFor(other, p.Actor)
	})
}

// actsFor reports whether an actor is the state that some of the parties act for:
// armies and ministers do, rebels and protesters may have it against them. Of a state
// so are its ministers, envoys and troops: Chad recalls its ambassador.
func (c *coder) actsFor(parties []doc.Party, state int) bool {
	s := &c.d.Actors[state]
	return (s.Kind == "state" || s.Sector == "GOV" || s.Sector == "MIL") && slices.ContainsFunc(parties, func(p doc.Party) bool {
		a := &c.d.Actors[p.Actor]
		switch a.Sector {
		case "REB", "OPP", "UAF", "CVL", "LAB", "EDU", "REL", "NGO", "SOC", "PRM", "CRM":
			return false
		}
		return a.Country != "" && a.Country == s.Country && (s.Kind == "state" || a.Kind == "state")
	})
}

// known reports whether any of the parties has a country or is a body of several.
func (c *coder) known(parties []doc.Party) bool {
	return c.stated(parties) || slices.ContainsFunc(parties, func(p doc.Party) bool { return c.d.Actors[p.Actor].Sector == "IGO" })
}

// aim returns against whom a protest is told to be by what it is over or for:
// "rallied to demand the resignation of the premier", "struck over the premier's tax".
func (c *coder) aim(i int) ([]doc.Party, string) {
	d, e, p := c.d, &c.d.Events[i], c.matches[i].pred
	if len(e.Source) == 0 || len(e.Target) > 0 {
		return nil, ""
	}
	for _, a := range p.Args {
		if a.Token < p.Token || !slices.Contains([]string{"against", "over", "at", "outside", "before"}, a.Role) {
			continue
		}
		if found := c.foreign(c.parties(a.Token, false), e.Source); c.known(found) {
			return found, fmt.Sprintf("%q: whose it is", d.Word(a.Token))
		}
	}
	for _, k := range d.Kids(p.Token) {
		to := d.Kid(int(k), "mark")
		if int(k) < p.Token || !d.IsRel(int(k), "advcl", "xcomp", "acl") || to < 0 || d.Lemma(to) != "to" {
			continue
		}
		if found := c.inside(int(k), e.Source, 3); found != nil {
			return found, fmt.Sprintf("what it is to %q", d.Lemma(int(k)))
		}
	}
	return nil, ""
}

// conditioned returns who is to meet the condition of a threat: "threatened to fight
// on unless the president sacked the army chief".
func (c *coder) conditioned(i int) ([]doc.Party, string) {
	found := c.askedFor(&c.matches[i])
	return c.foreign(found, c.d.Events[i].Source), "who is to meet the condition"
}

// mutual makes those who agree with nobody named agree with each other: "the Greek
// and Turkish sides have agreed to share information".
func (c *coder) mutual(i int) ([]doc.Party, string) {
	e, p := &c.d.Events[i], c.matches[i].pred
	if len(e.Target) > 0 || !c.lex.inClass("@mutual-verb", c.lemma(p.Token)) {
		return nil, ""
	}
	states := map[string]bool{}
	for _, s := range e.Source {
		states[c.d.Actors[s.Actor].Country] = true
	}
	if len(e.Source) < 2 || len(states) < 2 || states[""] {
		return nil, ""
	}
	return e.Source, fmt.Sprintf("those who %q do it with each other", c.d.Word(p.Token))
}

// shooters gives a killing that names no killer those of the attack in the clause
// of time beneath it or of its subject: "twenty were killed when soldiers opened
// fire", "fighting between rival militias killed thirty".
func (c *coder) shooters(i int) {
	d, e := c.d, &c.d.Events[i]
	for j := range d.Events {
		o := &d.Events[j]
		if o.Type != "ASSAULT" || len(o.Source) == 0 || d.Arcs[o.Token].Head != e.Token || !d.IsRel(o.Token, "advcl", "csubj") {
			continue
		}
		if m := d.Kid(o.Token, "mark", "advmod"); d.IsRel(o.Token, "advcl") && (m < 0 || d.Lemma(m) != "when" && d.Lemma(m) != "as" && d.Lemma(m) != "after") {
			continue
		}
		_, e.Source = distinct(e.Target, o.Source, c.matches[i].frame)
		e.Why = append(e.Why, fmt.Sprintf("by those of %q", d.Of(o.Trigger)))
		return
	}
}
