package actor

import (
	"cmp"
	"slices"
	"strings"

	"dragoman/internal/actors"
	"dragoman/internal/doc"
)

// refer resolves, in text order, what refers back: pronouns, "the agency",
// "the two leaders", "the Russian leader".
func (r *reading) refer() {
	slices.SortStableFunc(r.pendings, func(a, b pending) int { return cmp.Compare(a.ph.head, b.ph.head) })
	order := make([]int, 0, len(r.found))
	for i := range r.found {
		order = append(order, i)
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(r.found[a].Head, r.found[b].Head) })
	waiting := map[int]bool{}
	for _, p := range r.pendings {
		waiting[p.mention] = true
	}
	nextM, nextP := 0, 0
	for t := range r.d.Tokens {
		for ; nextM < len(order) && r.found[order[nextM]].Head <= t; nextM++ {
			if !waiting[order[nextM]] {
				r.remember(order[nextM])
			}
		}
		for ; nextP < len(r.pendings) && r.pendings[nextP].ph.head <= t; nextP++ {
			r.settle(&r.pendings[nextP])
			r.remember(r.pendings[nextP].mention)
		}
		if f, ok := r.referAs(strings.ToLower(r.d.Word(t)), "pronoun"); ok && r.d.Tags[t].POS == doc.PRON {
			r.pronoun(t, f)
		} else if f, ok := r.referAs(strings.ToLower(r.d.Word(t)), "relative"); ok && r.d.Tags[t].POS == doc.PRON {
			r.relative(t, f)
		}
	}
}

// past is a mention that later words may refer back to.
type past struct {
	sentence int
	head     int
	last     int // token after it
	parties  []int
	role     role
	group    bool // a coordination: "Putin and Jiang"
	minor    bool // a demonym or a place
	demonym  bool // an adjective before a noun
	spoke    bool // subject of a verb of saying
	credited bool // and what it has said stands before: "gunmen fled, police said"
	depth    int  // clauses it is embedded in
}

// role is the grammatical rank of a mention, higher is more salient.
type role uint8

const (
	roleOther role = iota
	rolePossessor
	roleObject
	roleSubject
)

func (r *reading) remember(i int) {
	m := &r.found[i]
	p := past{sentence: r.d.SentenceOf(m.Head), head: m.Head, last: m.Last, role: r.roleOf(m.Head), demonym: m.As == doc.AsDemonym && r.d.IsRel(m.Head, "amod", "compound", "nmod:desc")}
	p.minor = p.demonym || r.isPlace(m)
	for _, a := range m.Actors {
		p.parties = append(p.parties, r.find(a))
	}
	p.depth = r.depth(m.Head)
	if g := r.d.Arcs[m.Head].Head; g >= 0 && p.role == roleSubject {
		_, p.spoke = r.referAs(r.d.Lemma(g), "speech")
		p.credited = p.spoke && r.after(g, m.First)
	}
	if before := r.joinedTo(m); before >= 0 {
		r.gather(&p, before)
	}
	r.past = append(r.past, p)
}

// after reports whether what a verb of saying tells stands before its subject.
func (r *reading) after(verb, subject int) bool {
	content := r.d.Kid(verb, "ccomp")
	return content >= 0 && content < subject || r.d.IsRel(verb, "parataxis") && r.d.Arcs[verb].Head < subject
}

// joinedTo returns the head of the mention that this one is coordinated with, or
// -1. Where two names stand on both sides of "and", no tree is needed.
func (r *reading) joinedTo(m *mention) int {
	and := m.First - 1
	if and > 0 && strings.EqualFold(r.d.Word(and), "and") {
		for i := len(r.past) - 1; i >= 0 && i >= len(r.past)-4; i-- {
			if q := &r.past[i]; q.last == and && !q.demonym {
				return q.head
			}
		}
	}
	if r.d.IsRel(m.Head, "conj") {
		return r.d.Arcs[m.Head].Head
	}
	return -1
}

// gather joins a conjunct with those before it: "Putin and Jiang" is also one
// group that "they" may mean.
func (r *reading) gather(p *past, h int) {
	for i := len(r.past) - 1; i >= 0 && r.past[i].sentence == p.sentence; i-- {
		q := &r.past[i]
		if q.head != h || p.minor || q.minor {
			continue
		}
		if q.group {
			q.parties = append(q.parties, p.parties...)
			return
		}
		p.role = q.role
		p.spoke = q.spoke
		g := *q
		g.group, g.parties = true, append(slices.Clone(q.parties), p.parties...)
		r.past = append(r.past, g)
		return
	}
}

// depth counts the clauses that token t is embedded in: the teller of "Putin
// said Kim had offered" is higher than who is told of.
func (r *reading) depth(t int) int {
	n := 0
	for range 20 {
		if r.d.IsRel(t, "ccomp", "advcl", "acl", "xcomp", "csubj") {
			n++
		}
		if t = r.d.Arcs[t].Head; t < 0 {
			break
		}
	}
	return n
}

func (r *reading) roleOf(t int) role {
	for range 3 {
		switch {
		case r.d.IsRel(t, "nsubj"):
			return roleSubject
		case r.d.IsRel(t, "obj", "iobj"):
			return roleObject
		case r.d.IsRel(t, "nmod:poss"):
			return rolePossessor
		case r.d.IsRel(t, "conj", "appos", "flat"):
			t = r.d.Arcs[t].Head
		default:
			return roleOther
		}
	}
	return roleOther
}

// settle decides whom a definite agent word means.
func (r *reading) settle(p *pending) {
	word := r.termWord(p.hit)
	if ps := r.antecedents(p, word); len(ps) > 0 {
		m := &r.found[p.mention]
		m.Actors, m.Why = ps, m.Why+", refers back"
		if len(ps) == 1 {
			r.into[p.party] = r.find(ps[0])
		} else {
			r.shareOut(p.party, ps)
		}
		return
	}
	if p.ph.pronoun >= 0 {
		return
	}
	if i, ok := r.get(p.key); ok {
		r.into[p.party] = r.find(i)
	} else {
		r.byKey[p.key] = p.party
	}
}

func (r *reading) antecedents(p *pending, word string) []int {
	form := strings.ToLower(r.d.Of(p.hit.Span))
	if p.ph.pronoun >= 0 {
		return r.owned(p, form)
	}
	if f, ok := r.referAs(form, "pair"); ok && p.hit.Plural {
		return r.lastOf(f.to, max(p.ph.number, 2), r.d.SentenceOf(p.ph.head), p.ph.number > 0)
	}
	if p.hit.Plural {
		return nil
	}
	if q := r.titled(p, actors.Fold(word)); q >= 0 {
		return []int{q}
	}
	if f, ok := r.referAs(form, "noun"); ok && len(p.ph.bodies) == 0 {
		return r.lastOne(p, f.to)
	}
	return nil
}

// owned reads "their countries" and gives "his government" its state.
func (r *reading) owned(p *pending, form string) []int {
	m := r.at(p.ph.pronoun)
	if m == nil {
		return nil
	}
	f, ok := r.referAs(form, "pair")
	if !ok {
		f, ok = r.referAs(form, "noun")
	}
	if ok && len(f.to) == 1 && f.to[0] == "state" && (form == "country" || form == "countries" || form == "nation" || form == "nations" || form == "governments") {
		return r.statesOf(m.Actors)
	}
	states := r.statesOf(m.Actors) // may add a party, which moves them
	it := &r.parties[p.party]
	if _, ok := r.referAs(form, "other"); ok && len(states) == 1 {
		return r.otherState(states[0], r.d.SentenceOf(p.ph.head))
	}
	if it.Country == "" && len(states) > 1 {
		return r.oneEach(it, states)
	}
	if it.Country == "" && len(states) == 1 {
		it.Country = r.parties[states[0]].Country
	}
	if _, organ := r.referAs(r.termWord(p.hit), "organ"); organ && it.Sector == "" {
		it.Sector = r.parties[r.find(m.Actors[0])].Sector // "the soldiers ... their convoy"
	}
	if s := r.States.Code(it.Country); s != nil && it.Sector == "GOV" && it.Kind == "organisation" {
		it.Name = titleCase(it.Name) + " of " + s.WithArticle()
	}
	if it.home == "" {
		it.of = r.find(m.Actors[0])
	}
	return nil
}

// otherState returns the one other state that the text has named of late: whom
// "its neighbour" means. Where it named several, nobody can tell.
func (r *reading) otherState(own, sentence int) []int {
	var out []int
	for i := len(r.past) - 1; i >= 0 && r.past[i].sentence >= sentence-2; i-- {
		for _, s := range r.statesOf(r.past[i].parties) {
			if s != own && !slices.Contains(out, s) {
				out = append(out, s)
			}
		}
	}
	if len(out) != 1 {
		return nil
	}
	return out
}

// shareOut gives what belonged to a pair to each of the two: "the leaders of the
// two countries" are those of the states now known.
func (r *reading) shareOut(pair int, parties []int) {
	states := r.statesOf(parties)
	if len(states) != len(parties) {
		return
	}
	for i := range r.found {
		m := &r.found[i]
		if len(m.Actors) != 1 {
			continue
		}
		if it := &r.parties[r.find(m.Actors[0])]; it.of == pair && it.Country == "" {
			if it.Sector == "" && (it.Kind == "leader" || it.Kind == "official") {
				it.Sector = "GOV"
			}
			m.Actors = r.oneEach(it, states)
		}
	}
}

// oneEach makes a party of each state: "their armies" are two.
func (r *reading) oneEach(it *party, states []int) []int {
	var out []int
	for _, s := range states {
		p := *it
		p.Country, p.ID = "", r.newID()
		key := "each:" + r.parties[s].Country + ":" + p.Name
		r.settleIn(&p, r.parties[s].Country)
		out = append(out, r.add(key, p))
	}
	return out
}

// statesOf returns the states that parties belong to.
func (r *reading) statesOf(parties []int) []int {
	var out []int
	for _, a := range parties {
		if c := r.parties[r.find(a)].Country; c != "" {
			if s := r.stateCode(c); s >= 0 && !slices.Contains(out, s) {
				out = append(out, s)
			}
		}
	}
	return out
}

// lastOf returns the last n different parties of a kind in this and the two
// sentences before, in the order of the text, or nothing when they are fewer.
func (r *reading) lastOf(kinds []string, n, sentence int, counted bool) []int {
	var out []int
	back, most := sentence-3, n
	if !counted && kinds[0] != "leader" {
		// "the allies" are two only if the sentence has just named two.
		back, most = sentence, n+1
	}
	for i := len(r.past) - 1; i >= 0 && r.past[i].sentence >= back && len(out) < most; i-- {
		p := &r.past[i]
		if p.group || len(p.parties) > 1 && len(p.parties) != n {
			continue
		}
		for _, a := range p.parties {
			a = r.find(a)
			if kinds[0] == "state" {
				if s := r.statesOf([]int{a}); len(s) == 1 {
					a = s[0]
				}
			}
			if r.isKind(a, kinds) && !r.parties[a].plural && !slices.Contains(out, a) {
				out = append(out, a)
			}
		}
	}
	if len(out) != n {
		return nil
	}
	slices.Reverse(out)
	return out
}

func (r *reading) isKind(p int, kinds []string) bool {
	return kinds[0] == "any" || slices.Contains(kinds, r.parties[p].Kind)
}

// titled returns the person called by the office word before: "the president",
// "the Russian leader".
func (r *reading) titled(p *pending, word string) int {
	country := r.parties[p.party].Country
	for i := len(r.past) - 1; i >= 0; i-- {
		if len(r.past[i].parties) != 1 {
			continue
		}
		a := r.past[i].parties[0]
		q := &r.parties[a]
		if q.plural || country != "" && q.Country != country || !q.titles[word] && !(word == "leader" && q.Kind == "leader" && q.named) {
			continue
		}
		if country == "" && !q.named && q.Country == "" && r.find(p.party) == a {
			continue
		}
		return a
	}
	return -1
}

// lastOne returns the last party of the kinds: "the agency", "the group".
func (r *reading) lastOne(p *pending, kinds []string) []int {
	s := r.d.SentenceOf(p.ph.head)
	best, score := -1, 0
	for i := len(r.past) - 1; i >= 0 && r.past[i].sentence >= s-4; i-- {
		q := &r.past[i]
		if own := r.parties[p.party].Country; own != "" && len(q.parties) == 1 && r.parties[r.find(q.parties[0])].Country != own {
			continue // "the Turkish leader" is not the Iraqi president of before
		}
		if len(q.parties) != 1 || q.demonym || q.minor && kinds[0] != "state" || !r.isKind(r.find(q.parties[0]), kinds) || r.parties[r.find(q.parties[0])].plural {
			continue
		}
		v := 20 - 4*(s-q.sentence) + 2*int(q.role)
		if q.minor {
			v += 3 // "in Chad ... the country"
		}
		if kinds[0] == "state" && r.parties[r.find(q.parties[0])].Country == r.story.country {
			v += 5
		}
		if v > score {
			best, score = r.find(q.parties[0]), v
		}
	}
	if best < 0 {
		return nil
	}
	return []int{best}
}
