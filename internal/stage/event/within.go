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
