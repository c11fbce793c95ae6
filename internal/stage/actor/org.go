package actor

import (
	"slices"
	"strings"

	"dragoman/internal/actors"
	"dragoman/internal/doc"
)

// nameOrg makes the mention of a known body or of an unknown organisation.
func (r *reading) nameOrg(c *core) {
	ph := r.leftward(c.first, c.last)
	name := r.nameOf(c.first, c.last)
	known := c.party >= 0
	if !known {
		key := "org:" + actors.Fold(name)
		if i, ok := r.get(key); ok {
			c.party = i
		} else {
			a := doc.Actor{ID: r.newID(), Name: name, Kind: c.word.kind, Sector: c.word.sector}
			c.party = r.add(key, party{Actor: a, named: true, of: -1, home: homeOf(c.word.sector)})
		}
	}
	p := &r.parties[c.party]
	if in := r.describe(&ph); p.Country == "" && p.Sector != "IGO" {
		p.Country = in.country()
		if p.Sector == "" {
			p.Sector = in.sector
		}
	}
	if p.Country == "" && p.Sector != "IGO" {
		p.Country = r.stateInside(c.first, c.last)
	}
	if p.Country == "" && p.Sector != "IGO" && !known {
		p.Country = r.possessor(c.first, c.last)
		if p.Country == "" && p.Kind != "company" && p.Sector != "" {
			p.Country = r.cityInside(c.first, c.last)
		}
		if k, parties := r.argument(ph.head, "of", "in"); p.Country == "" && k >= 0 {
			p.Country = r.parties[parties[0]].Country
		}
	}
	c.done = true
	first := c.first
	if len(ph.states)+len(ph.terms) > 0 {
		first = ph.first
	} else if first > 0 && strings.EqualFold(r.d.Word(first-1), "the") {
		first--
	}
	r.mention(first, c.last, doc.AsName, "name "+p.Name, c.party)
	r.called(name, c.party)
	if w := strings.Fields(name); len(w) > 1 && r.hitAt[c.first] == 0 || p.Kind == "company" && len(w) > 1 {
		if p.Kind == "company" || p.Kind == "group" {
			r.called(w[0], c.party)
		}
	}
	r.acronym(c)
}

// stateInside returns the one state that a name has in it: "Royal Saudi Air
// Force", "Federal Aviation Office of Germany".
func (r *reading) stateInside(first, last int) string {
	found := ""
	for t := first; t < last; t++ {
		if h := r.hitOf(t); h != nil && h.Kind <= actors.StateSeat {
			if c := r.States.All[h.Row].Code; found != "" && found != c {
				return ""
			} else {
				found = c
			}
		}
	}
	return found
}

// cityInside returns the state of the city that a name begins with or has behind
// "of": "Oxford University", "the University of Nairobi".
func (r *reading) cityInside(first, last int) string {
	for t := first; t < last; t++ {
		if t > first && r.d.Word(t-1) != "of" || r.hitAt[t] != 0 || r.Given(actors.Fold(r.d.Word(t))) {
			continue
		}
		for n := min(3, last-t); n > 0; n-- {
			if _, org := r.orgs[strings.ToLower(r.d.Word(t+n-1))]; org {
				continue
			}
			if code := r.stateOfPlace(t, t+n, 10000); code != "" {
				return code
			}
		}
	}
	return ""
}

// possessor returns the state whose name stands farther before an organisation's and hangs
// in it: "Turkey's Disaster and Emergency Management Presidency".
func (r *reading) possessor(first, last int) string {
	start := r.d.Sentences[r.d.SentenceOf(first)].First
	for t := first - 1; t >= max(start, first-6); t-- {
		h := r.hitOf(t)
		if h != nil && h.Kind <= actors.StateSeat && r.d.IsRel(t, "nmod:poss", "amod", "compound") && r.inside(r.d.Arcs[t].Head, h.last, last) {
			return r.States.All[h.Row].Code
		}
	}
	return ""
}

// homeOf says how an unknown body of a sector may come by a country: those of
// the state are mostly the story's.
func homeOf(sector string) string {
	switch sector {
	case "GOV", "COP", "MIL", "JUD", "LEG", "EDU", "MED", "REL":
		return "crowd"
	}
	return ""
}

// acronym enters the short form that a name introduces in brackets: "the
// Federal Relief Agency (FRA)".
func (r *reading) acronym(c *core) {
	if t := c.last; t+2 < len(r.d.Tokens) && r.d.Word(t) == "(" && r.d.Word(t+2) == ")" && isAcronym(r.d.Word(t+1)) && r.hitAt[t+1] == 0 {
		r.called(r.d.Word(t+1), c.party)
	}
}

func isAcronym(w string) bool {
	return len(w) > 1 && strings.ToUpper(w) == w && strings.ToLower(w) != w
}

// called enters a form by which the report names a party.
func (r *reading) called(form string, p int) {
	f := actors.Fold(form)
	if !slices.Contains(r.alias[f], p) {
		r.alias[f] = append(r.alias[f], p)
	}
}
