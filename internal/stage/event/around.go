package event

import (
	"fmt"
	"slices"

	"dragoman/internal/doc"
)

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
