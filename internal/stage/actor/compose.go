package actor

import (
	"slices"
	"strings"

	"dragoman/internal/actors"
	"dragoman/internal/doc"
)

// findPhrases makes mentions: of every name with its title, and of every agent
// word with its state. Organisations come first, since people are introduced
// by them ("the bank's president"), agent words last and from right to left, so
// that "a spokesman for the Turkish foreign ministry" finds the ministry read.
func (r *reading) findPhrases() {
	r.coreOf = make([]int32, len(r.d.Tokens))
	for i := range r.cores {
		c := &r.cores[i]
		for t := c.first; t < c.last; t++ {
			r.coreOf[t] = int32(i + 1)
			if h := r.hitOf(t); h != nil && (c.last-c.first > h.last-h.first || c.org) {
				h.used = true
			}
		}
	}
	r.mentionStates()
	r.mentionSets()
	r.eachCore(func(c *core) bool { return c.org }, r.nameOrg)
	r.eachCore(func(c *core) bool { return !c.org && (c.last-c.first > 1 || c.party < 0) }, r.namePerson)
	r.eachCore(func(c *core) bool { return !c.org && !c.done }, r.shortName)
	for i := len(r.hits) - 1; i >= 0; i-- {
		if h := &r.hits[i]; !h.used && h.Kind >= actors.OfficeTitle {
			r.composeTerm(h)
		}
	}
}

func (r *reading) eachCore(which func(*core) bool, do func(*core)) {
	for i := range r.cores {
		if c := &r.cores[i]; which(c) {
			do(c)
		}
	}
}

// mentionStates makes a mention of each state, demonym and metonym.
func (r *reading) mentionStates() {
	for i := range r.hits {
		h := &r.hits[i]
		as := doc.AsName
		switch h.Kind {
		case actors.StateName:
		case actors.StateAdj:
			as = doc.AsDemonym
		case actors.StatePeople:
			as = doc.AsDemonym
		case actors.StateSeat:
			as = doc.AsMetonym
		default:
			continue
		}
		if c := r.coreOf[h.first]; c != 0 && r.cores[c-1].org && r.cores[c-1].party >= 0 || r.shielded(h) {
			continue
		}
		first := h.first
		if as == doc.AsName && first > 0 && strings.EqualFold(r.d.Word(first-1), "the") && r.linkedTo(first-1, h.first, h.last) {
			first--
		}
		r.mention(first, h.last, as, "state "+r.States.All[h.Row].Code, r.state(h.Row)).Span.End = h.End
	}
}

func (r *reading) linkedTo(t, first, last int) bool { return r.inside(r.d.Arcs[t].Head, first, last) }

// shielded reports whether a demonym is part of a word that means something
// else: "pro-Turkish", "Turkish-backed", "Turkish-speaking".
func (r *reading) shielded(h *hit) bool {
	if h.first > 1 && isHyphen(r.d.Word(h.first-1)) {
		if _, ok := r.referAs(strings.ToLower(r.d.Word(h.first-2)), "prefix"); ok {
			return true
		}
	}
	if h.last+1 < len(r.d.Tokens) && isHyphen(r.d.Word(h.last)) {
		if c, ok := r.referAs(strings.ToLower(r.d.Word(h.last+1)), "joined"); ok {
			return len(c.to) > 0 && c.to[0] == "none"
		}
	}
	return false
}

// nameOrg makes the mention of a known body or of an unknown organisation.
func (r *reading) nameOrg(c *core) {
	ph := r.leftward(c.first, c.last)
	name := r.nameOf(c.first, c.last)
	if c.party < 0 {
		key := "org:" + actors.Fold(name)
		if i, ok := r.get(key); ok {
			c.party = i
		} else {
			a := doc.Actor{ID: r.newID(), Name: name, Kind: c.word.kind, Sector: c.word.sector}
			c.party = r.add(key, party{Actor: a, named: true, of: -1})
		}
	}
	p := &r.parties[c.party]
	if in := r.describe(&ph); p.Country == "" && p.Sector != "IGO" {
		p.Country = in.country()
		if p.Sector == "" {
			p.Sector = in.sector
		}
	}
	if p.Country == "" && p.Sector != "IGO" && strings.HasPrefix(p.ID, "p") {
		if k, parties := r.argument(ph.head, "of", "in"); k >= 0 {
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

// acronym enters the short form that a name introduces in brackets: "the
// Federal Relief Agency (FRA)".
func (r *reading) acronym(c *core) {
	if t := c.last; t+2 < len(r.d.Tokens) && r.d.Word(t) == "(" && r.d.Word(t+2) == ")" && r.capital(t+1) && r.hitAt[t+1] == 0 {
		r.called(r.d.Word(t+1), c.party)
	}
}

// called enters a form by which the report names a party.
func (r *reading) called(form string, p int) {
	f := actors.Fold(form)
	if !slices.Contains(r.alias[f], p) {
		r.alias[f] = append(r.alias[f], p)
	}
}

// namePerson makes the mention of a person in full, if known or if the text
// treats the unknown name as a person's.
func (r *reading) namePerson(c *core) {
	ph := r.leftward(c.first, c.last)
	if c.party < 0 && c.last-c.first > 1 {
		c.party = r.lexiconPerson(c)
	}
	known := c.party >= 0
	if !known {
		kind, ok := r.acts(c, &ph)
		if !ok {
			return
		}
		name := r.nameOf(c.first, c.last)
		key := "who:" + actors.Fold(name)
		if c.last-c.first == 1 && len(r.alias[actors.Fold(name)]) == 1 {
			c.party = r.alias[actors.Fold(name)][0]
			known = true
		} else {
			c.party = r.add(key, party{Actor: doc.Actor{ID: r.newID(), Name: name, Kind: kind}, named: true, one: !isBody(kind), of: -1})
		}
	}
	r.introduce(c.party, &ph, known)
	c.done = true
	first := c.first
	if ph.hasTitle || len(ph.terms)+len(ph.states) > 0 {
		first = ph.first
	}
	r.mention(first, c.last, doc.AsName, "name "+r.parties[c.party].Name, c.party)
	r.nameParts(c)
}

// isBody reports whether a kind is that of a body of people, not of a person.
func isBody(kind string) bool {
	switch kind {
	case "company", "organisation", "media", "group", "party", "agency", "state":
		return true
	}
	return false
}

// nameParts enters the forms by which a person in full may be named again.
func (r *reading) nameParts(c *core) {
	name := r.nameOf(c.first, c.last)
	r.called(name, c.party)
	r.called(r.parties[c.party].Name, c.party)
	if c.last-c.first < 2 {
		return
	}
	w := strings.Fields(name)
	r.called(w[0], c.party)
	for i := 1; i < len(w); i++ {
		r.called(strings.Join(w[i:], " "), c.party)
	}
}

// lexiconPerson finds somebody of the lexicon under a fuller name: "George W.
// Bush" is George Bush.
func (r *reading) lexiconPerson(c *core) int {
	first, last := actors.Fold(r.d.Word(c.first)), actors.Fold(r.d.Word(c.last-1))
	row, ok := r.ByFirstLast(first, last)
	if !ok || !r.date.IsZero() && len(r.People[row].Terms) > 0 && r.date.Year() < r.People[row].Terms[0].Spell.From.Year()-20 {
		return -1
	}
	return r.person(row)
}

// acts reports whether an unknown name is treated as a person's, or as an
// organisation's of the kind in front of it, and its kind.
func (r *reading) acts(c *core, ph *phrase) (kind string, ok bool) {
	for _, h := range ph.terms {
		if k := r.termKind(h); k != "people" || c.last-c.first > 1 {
			if k == "people" || k == "state" {
				k = "person"
			}
			return k, true
		}
	}
	if ph.hasTitle {
		return "person", true
	}
	if c.last-c.first < 2 {
		return "", false
	}
	if k := r.apposed(r.headOf(c.first, c.last)); k != "" {
		return k, true
	}
	if r.subjectOfPersonal(r.headOf(c.first, c.last)) {
		return "person", true
	}
	return "", false
}

// termKind is the kind a title or agent word gives to the name it stands by.
func (r *reading) termKind(h *hit) string {
	if h.Kind == actors.OfficeTitle {
		return r.Offices[h.Row].Kind
	}
	return r.Agents[h.Row].Kind
}

func (r *reading) termSector(h *hit) string {
	if h.Kind == actors.OfficeTitle {
		return r.Offices[h.Row].Sector
	}
	return r.Agents[h.Row].Sector
}

func (r *reading) termWord(h *hit) string {
	if h.Kind == actors.OfficeTitle {
		return r.Offices[h.Row].Title
	}
	return r.Agents[h.Row].Lemma
}

// apposed returns the kind that an apposition gives to the name at head:
// "NAME, a professor of law".
func (r *reading) apposed(head int) string {
	for _, k := range r.d.Kids(head) {
		if h := r.hitOf(int(k)); r.d.IsRel(int(k), "appos") && h != nil && h.Kind >= actors.OfficeTitle && !h.Plural {
			return r.termKind(h)
		}
	}
	if r.d.IsRel(head, "appos") {
		if h := r.hitOf(r.d.Arcs[head].Head); h != nil && h.Kind >= actors.OfficeTitle && !h.Plural {
			return r.termKind(h)
		}
	}
	return ""
}

func (r *reading) subjectOfPersonal(head int) bool {
	if r.d.IsRel(head, "conj") {
		head = r.d.Arcs[head].Head
	}
	return r.d.IsRel(head, "nsubj") && r.personal[r.d.Lemma(r.d.Arcs[head].Head)]
}

// shortName makes the mention of a name told in full elsewhere: "Putin", "the
// Agency". What is no known short form is dropped: a place, a brand, a day.
func (r *reading) shortName(c *core) {
	form := actors.Fold(r.nameOf(c.first, c.last))
	all := r.alias[form]
	if len(all) == 0 && c.party < 0 {
		all = r.spelled(form)
	}
	switch {
	case len(all) == 1:
		c.party = all[0]
	case len(all) > 1:
		c.party = r.nearest(all, c.first)
	case c.party < 0:
		return
	}
	c.done = true
	ph := r.leftward(c.first, c.last)
	first := c.first
	if r.parties[c.party].Kind != "company" && (ph.hasTitle || len(ph.terms) > 0) {
		first = ph.first
		r.introduce(c.party, &ph, true)
	}
	r.mention(first, c.last, doc.AsName, "short for "+r.parties[c.party].Name, c.party)
}

// spelled returns the only party whose short form differs from the form by one
// letter: transcribed names change within a report ("Zelensky", "Zelenskyy").
func (r *reading) spelled(form string) []int {
	if len(form) < 5 {
		return nil
	}
	var found []int
	for f, all := range r.alias {
		if len(f) >= 5 && len(all) == 1 && f[:3] == form[:3] && oneLetterOff(f, form) {
			if len(found) > 0 && found[0] != all[0] {
				return nil
			}
			found = all
		}
	}
	return found
}

// oneLetterOff reports whether one letter put in, left out or changed makes a
// of b.
func oneLetterOff(a, b string) bool {
	if len(a) < len(b) {
		a, b = b, a
	}
	if len(a)-len(b) > 1 {
		return false
	}
	i := 0
	for i < len(b) && a[i] == b[i] {
		i++
	}
	if len(a) == len(b) {
		return i < len(b) && a[i+1:] == b[i+1:]
	}
	return a[i+1:] == b[i:]
}

// nearest returns the party last mentioned before token t, else the first one
// after it.
func (r *reading) nearest(all []int, t int) int {
	best, at := all[0], -1
	for i := range r.found {
		m := &r.found[i]
		if len(m.Actors) == 1 && m.First < t && m.First > at && slices.Contains(all, m.Actors[0]) {
			best, at = m.Actors[0], m.First
		}
	}
	return best
}
