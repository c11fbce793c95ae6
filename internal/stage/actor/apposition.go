package actor

import (
	"dragoman/internal/actors"
	"dragoman/internal/doc"
)

// joinAppositions lets "NAME, the foreign minister of Chad" and "its leader,
// NAME" be one party, with what the description tells.
func (r *reading) joinAppositions() {
	for i := range r.found {
		m := &r.found[i]
		if m.As != doc.AsName || m.Last+1 >= len(r.d.Tokens) || r.d.Word(m.Last) != "," {
			continue
		}
		if t := r.describedAfter(m.Last); t >= 0 {
			if o := r.covering(t); o != nil && o.As == doc.AsNominal && len(o.Actors) == 1 && len(m.Actors) == 1 {
				r.unite(m, o)
			}
		} else if h := r.hitOf(m.First - 2); m.First > 1 && r.d.Word(m.First-1) == "," && h != nil && h.Kind >= actors.OfficeTitle && !h.Plural {
			if o := r.covering(m.First - 2); o != nil && o.Last == m.First-1 && o.As == doc.AsNominal && len(o.Actors) == 1 && len(m.Actors) == 1 {
				r.unite(m, o)
			}
		}
	}
	for i := range r.found {
		m := &r.found[i]
		h := r.d.Arcs[m.Head].Head
		if h < 0 || !r.d.IsRel(m.Head, "appos") {
			continue
		}
		if o := r.at(h); o != nil && o != m && len(o.Actors) == 1 && len(m.Actors) == 1 {
			r.unite(o, m)
		}
	}
}

// describedAfter returns the token of the office or agent word that follows a
// name at the comma: "Otuoro, a senior professor of law", whatever the tree
// made of it; or -1.
func (r *reading) describedAfter(comma int) int {
	for t := comma + 1; t < len(r.d.Tokens) && t < comma+8; t++ {
		h := r.hitOf(t)
		if h != nil && h.Kind >= actors.OfficeTitle && !h.Plural {
			if n := h.last; n < len(r.d.Tokens) && r.capital(n) && r.d.Tags[n].POS == doc.PROPN && r.hitAt[n] == 0 {
				return -1 // the title of the next name
			}
			return h.last - 1
		}
		switch r.d.Tags[t].POS {
		case doc.DET, doc.ADJ, doc.NOUN, doc.PROPN, doc.PART, doc.NUM:
		default:
			if !isHyphen(r.d.Word(t)) && t > comma+1 || r.d.Tags[t].POS != doc.PRON {
				return -1
			}
		}
	}
	return -1
}

// covering returns the widest mention that token t is in, or nil.
func (r *reading) covering(t int) *mention {
	for h, n := t, 0; h >= 0 && n < 4; h, n = r.d.Arcs[h].Head, n+1 {
		if m := r.at(h); m != nil && m.First <= t && t < m.Last {
			return m
		}
	}
	for h := t; h >= max(0, t-6); h-- {
		if m := r.at(h); m != nil && m.First <= t && t < m.Last {
			return m
		}
	}
	return nil
}

// unite makes a name and its description one party. Two names stay two, but
// whom the text names beats whom the lexicon has in the office.
func (r *reading) unite(a, b *mention) {
	pa, pb := r.find(a.Actors[0]), r.find(b.Actors[0])
	if !r.parties[pa].named || a.byOffice && !b.byOffice && r.parties[pb].named {
		a, b, pa, pb = b, a, pb, pa
	}
	name, what := &r.parties[pa], &r.parties[pb]
	if pa == pb || !name.named || what.plural || name.Kind == "state" {
		return
	}
	if name.Kind == "media" && what.Kind != "media" && what.Kind != "company" {
		return // "In an interview with Reuters, the minister said": two parties
	}
	if b.byOffice && !a.byOffice {
		name.describedAs(what)
		b.Actors = []int{pa}
	} else if !what.named {
		name.describedAs(what)
		r.into[pb] = pa
	}
}

// describedAs takes over what a description tells and the name's own entry
// does not.
func (p *party) describedAs(what *party) {
	if p.Country == "" {
		p.Country = what.Country
	}
	if p.Sector == "" || p.Sector == "ELI" && what.Sector != "" && p.Role == "" {
		p.Sector = what.Sector
	}
	if (p.Kind == "" || p.Kind == "person") && what.Kind != "people" {
		p.Kind = what.Kind
	}
	if p.Role == "" {
		p.Role = what.Role
	}
	if p.Country == "" && what.home != "" {
		p.home = "person"
	}
	for t := range what.titles {
		if p.titles == nil {
			p.titles = map[string]bool{}
		}
		p.titles[t] = true
	}
	if p.of < 0 {
		p.of = what.of
	}
}
