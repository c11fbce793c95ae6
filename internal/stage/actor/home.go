package actor

import (
	"slices"

	"dragoman/internal/doc"
)

// home is the state at the centre of the story, if there is one: the state
// that "the government" and "police" are taken to be of.
type home struct {
	country string
	sure    bool // one state outweighs all others together
}

// findHome weighs the states that the report names. The headline and the
// first sentences count more, names in the dateline count as one, and people
// and bodies count for their states.
func (r *reading) findHome() {
	weight := map[string]int{} // whole numbers: their sum does not depend on the order
	for i := range r.found {
		m := &r.found[i]
		if r.isInner(m) || r.isAbroad(m) {
			continue
		}
		for _, p := range m.Actors {
			if a := &r.parties[p]; a.Country != "" {
				weight[a.Country] += r.weigh(m, a)
			}
		}
	}
	var total, best, second int
	for c, w := range weight {
		total += w
		switch {
		case w > best || w == best && c < r.story.country:
			second = best
			best, r.story.country = w, c
		case w > second:
			second = w
		}
	}
	r.story.sure = 2*best > total || 2*best >= 3*second
	if 3*best < total {
		r.story = home{}
	}
}

// isInner reports whether a mention is part of a longer one, which counts for
// both: "Chinese" in "the Chinese president".
func (r *reading) isInner(m *mention) bool {
	h := r.d.Arcs[m.Head].Head
	if h < 0 {
		return false
	}
	o := r.at(h)
	return o != nil && o.First <= m.First && m.Last <= o.Last
}

// isAbroad reports whether a mention is of a mission or whose it is, which says where
// nothing happens: "a mob looted the Kuwaiti embassy in Tehran".
func (r *reading) isAbroad(m *mention) bool {
	t := m.Head
	if r.d.IsRel(t, "amod", "compound", "nmod:poss", "nmod:desc") {
		t = r.d.Arcs[t].Head
	}
	_, abroad := r.referAs(r.d.Lemma(t), "abroad")
	return abroad
}

// weigh counts a mention by twelfths.
func (r *reading) weigh(m *mention, a *party) int {
	s := r.d.SentenceOf(m.Head)
	if s >= len(r.d.Sentences) {
		return 0
	}
	w := 12
	switch r.d.Sentences[s].Kind {
	case doc.Title:
		w = 36
	case doc.Credit, doc.Byline:
		return 0
	case doc.Body, doc.DateLine, doc.Heading:
		if s < 4 {
			w = 24
		}
	}
	if m.As == doc.AsMetonym && r.isPlace(m) {
		w /= 3 // "in Izmir, Turkey" says it twice
	}
	if a.Sector == "JRN" {
		w /= 4 // whose agency reports it says little about where it happened
	}
	return w
}

// inherit gives the story's state to those parties that the text leaves
// without one: first the state of what they belong to, then that of the
// sentence's own state if it names just one, then the story's.
func (r *reading) inherit() {
	for i := range r.parties {
		p := &r.parties[i]
		if r.into[i] != i || p.Country != "" {
			continue
		}
		if p.of >= 0 {
			o := &r.parties[r.find(p.of)]
			if o.Country == "" && o.home != "" {
				r.comeHome(r.find(p.of))
				o = &r.parties[r.find(p.of)]
				p = &r.parties[i]
			}
			p.Country = o.Country
			if p.Sector == "" {
				p.Sector = o.Sector
			}
		}
		r.comeHome(i)
	}
}

// comeHome gives a party its country, once for all its mentions.
func (r *reading) comeHome(at int) {
	p := &r.parties[at]
	if p.Country != "" || p.home == "" || p.home == "crowd" && !r.story.sure {
		return
	}
	if p.Kind == "leader" && slices.ContainsFunc(r.found, func(m mention) bool { return len(m.Actors) == 1 && r.find(m.Actors[0]) == at && r.ofSeveral(m.Head) }) {
		return
	}
	country := r.story.country
	if p.named && !r.story.sure && p.near != "" {
		country = p.near
	}
	if country == "" {
		return
	}
	if n := r.holds(p, country); n >= 0 {
		r.into[at] = n
		return
	}
	r.settleIn(&r.parties[at], country)
	for i := range r.found {
		if m := &r.found[i]; len(m.Actors) == 1 && r.find(m.Actors[0]) == at {
			m.Why += ", of the story's state"
		}
	}
}

// holds returns the person who holds on the report's day the office that a
// nameless party is known by: "the prime minister" of the story's state.
func (r *reading) holds(p *party, country string) int {
	if p.office == "" || r.date.IsZero() {
		return -1
	}
	if row := r.holder(country, p.office, "", r.date); row >= 0 {
		return r.person(row)
	}
	return -1
}

func (r *reading) settleIn(p *party, country string) {
	p.Country = country
	if p.named {
		if p.Role != "" {
			p.Role = r.role(p.Role, p.Country)
		}
		return
	}
	if s := r.States.Code(p.Country); s != nil && len(s.Adjectives) > 0 {
		p.Name = s.Adjectives[0] + " " + p.Name
	}
}

// local gives generic parties without a country that of the one state their
// own sentence tells of: "In Chad, police fired at the crowd."
func (r *reading) local() {
	only := r.onlyCountries()
	where := make([]bool, len(r.d.Sentences)+1) // sentences that name a state as a place
	for i := range r.found {
		if m := &r.found[i]; r.isPlace(m) {
			where[r.d.SentenceOf(m.Head)] = true
		}
	}
	for i := range r.found {
		m := &r.found[i]
		if len(m.Actors) != 1 {
			continue
		}
		c, why, around := only[r.d.SentenceOf(m.Head)], ", of the one state of the sentence", false
		if c == "" && m.As != doc.AsPronoun {
			c, why = r.clauseState(m.Head)
			around = true
		}
		if c == "" {
			continue
		}
		at := r.find(m.Actors[0])
		p := r.parties[at]
		if p.named && p.near == "" {
			r.parties[at].near = c // the sentence that introduces it
		}
		if p.Country != "" || p.home == "" || p.named || p.of >= 0 || p.Kind == "leader" && r.ofSeveral(m.Head) || p.home == "crowd" && !where[r.d.SentenceOf(m.Head)] && !around {
			continue
		}
		m.Why += why
		key := "local:" + c + ":" + p.Name
		n, ok := r.get(key)
		if !ok {
			if n = r.holds(&p, c); n < 0 {
				r.settleIn(&p, c)
				p.ID = r.newID()
				n = r.add(key, p)
			}
		}
		m.Actors = []int{n}
	}
}

// ofSeveral: "the two presidents" are of two states, whichever one is told of beside
// them. Of ministers one state has several.
func (r *reading) ofSeveral(head int) bool {
	return r.d.Kid(head, "nummod") >= 0 && r.d.Tags[head].Feat("Number") == "Plur"
}

// onlyCountries returns, for each sentence, the country that it tells of if it
// tells of one only.
func (r *reading) onlyCountries() []string {
	only := make([]string, len(r.d.Sentences)+1)
	for i := range r.found {
		s := r.d.SentenceOf(r.found[i].Head)
		if r.isAbroad(&r.found[i]) {
			continue
		}
		for _, a := range r.found[i].Actors {
			p := &r.parties[r.find(a)]
			switch c := p.Country; {
			case c == "" || p.Sector == "JRN" || only[s] == c:
			case only[s] == "":
				only[s] = c
			default:
				only[s] = "-"
			}
		}
	}
	for s := range only {
		if only[s] == "-" {
			only[s] = ""
		}
	}
	return only
}
