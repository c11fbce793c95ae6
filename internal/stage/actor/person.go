package actor

import (
	"cmp"
	"slices"
	"strings"

	"dragoman/internal/actors"
	"dragoman/internal/doc"
)

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
			c.party = r.add(key, party{Actor: doc.Actor{ID: r.newID(), Name: name, Kind: kind}, named: true, one: !isBody(kind), of: -1, home: "crowd"})
			r.parties[c.party].Country = cmp.Or(r.parties[c.party].Country, r.kin[c.first])
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
// Bush" is George Bush, or under another spelling of it: "Muammar Qadhafi".
func (r *reading) lexiconPerson(c *core) int {
	words := strings.Fields(actors.Fold(r.nameOf(c.first, c.last)))
	if len(words) < 2 {
		return -1
	}
	if row, ok := r.ByFirstLast(words[0], words[len(words)-1]); ok && r.lived(row, 40) {
		return r.person(row)
	}
	for _, e := range r.Lookup(strings.Join(words, " ")) { // "Kim Jong-il", with a small letter
		if e.Kind == actors.PersonName && r.lived(e.Row, 40) {
			return r.person(e.Row)
		}
	}
	if row, ok := r.SoundsLike(words); ok && r.lived(row, 20) {
		return r.person(row)
	}
	return -1
}

// lived reports whether a report of its day may speak of a person: not twenty
// years before the first office, nor too long after the last, for names return.
func (r *reading) lived(row, after int) bool {
	terms := r.Person(row).Terms
	if r.date.IsZero() || len(terms) == 0 {
		return true
	}
	for i := range terms {
		if to := terms[i].Spell.To; r.date.Year() >= terms[i].Spell.From.Year()-20 && (to.IsZero() || r.date.Year() <= to.Year()+after) {
			return true
		}
	}
	return false
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
	if c.last-c.first < 2 || r.isSite(c.last-1) || r.isSite(c.last) {
		return "", false
	}
	if k := r.apposed(r.headOf(c.first, c.last)); k != "" {
		return k, true
	}
	if k := r.besides(c); k != "" {
		return k, true
	}
	if r.parsedAs("PER", c.first, c.last) {
		return "person", true
	}
	if head := r.headOf(c.first, c.last); r.subjectOfPersonal(head) || r.givenName(c, head) || r.whoFollows(c.last) {
		return "person", true
	}
	return "", false
}

// isSite reports whether token t is a word that ends the names of places: "the
// Karim Otuoro Airport".
func (r *reading) isSite(t int) bool {
	return t < len(r.d.Tokens) && r.capital(t) && r.orgs[strings.ToLower(r.d.Word(t))].kind == "place"
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

// besides is apposed without the tree: an agent word between the name's commas,
// or right before them.
func (r *reading) besides(c *core) string {
	if c.last < len(r.d.Tokens) && r.d.Word(c.last) == "," {
		if t := r.describedAfter(c.last); t >= 0 {
			return r.termKind(r.hitOf(t))
		}
		if c.first > 1 && r.d.Word(c.first-1) == "," {
			if h := r.hitOf(c.first - 2); h != nil && h.Kind >= actors.OfficeTitle && !h.Plural {
				return r.termKind(h)
			}
		}
	}
	return ""
}

// whoFollows reports whether "who" or "whose" comes next: "Otuoro, who was
// arrested".
func (r *reading) whoFollows(t int) bool {
	if t < len(r.d.Tokens) && r.d.Word(t) == "," {
		t++
	}
	if t >= len(r.d.Tokens) {
		return false
	}
	_, ok := r.referAs(strings.ToLower(r.d.Word(t)), "relative")
	return ok
}

// givenName reports whether the name begins with a given name that the lexicon
// knows from somebody, and is not told as a place: "support for Nicolas Otuoro".
func (r *reading) givenName(c *core, head int) bool {
	if !r.Given(actors.Fold(r.d.Word(c.first))) || c.last-c.first > 4 || r.d.Kid(head, "det") >= 0 {
		return false
	}
	k := r.d.Kid(head, "case")
	return k < 0 || r.locative[strings.ToLower(r.d.Word(k))] == ""
}

func (r *reading) subjectOfPersonal(head int) bool {
	if r.d.IsRel(head, "conj") {
		head = r.d.Arcs[head].Head
	}
	return r.d.IsRel(head, "nsubj") && r.personal[r.d.Lemma(r.d.Arcs[head].Head)]
}

// parsedAs reports whether the parser found a name of the kind over just these
// tokens.
func (r *reading) parsedAs(kind string, first, last int) bool {
	return slices.Contains(r.d.Names, doc.Name{First: first, Last: last, Kind: kind})
}
