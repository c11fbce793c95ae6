package actor

import (
	"slices"
	"strings"

	"dragoman/internal/actors"
	"dragoman/internal/doc"
)

// cameoCode is country and role; a body of no country goes by its role alone. A
// user's own code of an actor, or of the state, goes before.
func (r *reading) cameoCode(p *party) string {
	if p.code != "" {
		return p.code
	}
	return r.stateCAMEO(p.Country) + actors.CAMEORole(p.Sector)
}

// stateCAMEO is the code of a state: a user's own, else ISO's.
func (r *reading) stateCAMEO(country string) string {
	if s := r.States.Code(country); s != nil && s.Codes != nil {
		if c := actors.CodeOn(s.Codes, r.date); c != nil {
			return c.CAMEO
		}
	}
	return country
}

// coded enters a user's own code of a body or person.
func (r *reading) coded(a *doc.Actor, codes []actors.Code) string {
	c := actors.CodeOn(codes, r.date)
	if c == nil {
		return ""
	}
	if c.Sector != "" {
		a.Sector = c.Sector
	}
	return c.CAMEO
}

// composed is the code of a phrase in which a user's own code stands: that of the
// state or body it is of, and those of its words in their order, none twice: "the
// Danish Islamist media" DNK, MUS and MED. It is empty where no code of a user's is
// in it.
func (r *reading) composed(ph *phrase, in *intro) string {
	base, own := r.stateCAMEO(in.country()), false
	if in.of >= 0 && r.parties[in.of].code != "" {
		base, own = r.parties[in.of].code, true
	}
	var front, roles string
	for _, h := range slices.Backward(ph.terms) {
		code, sector := "", r.termSector(h)
		if h.Kind == actors.AgentWord {
			code = r.Agents[h.Row].CAMEO
		} else {
			code = r.Offices[h.Row].CAMEO
		}
		own = own || code != ""
		switch before, isPrefix := strings.CutSuffix(code, "~"); {
		case isPrefix:
			front += before
		case code != "":
			roles = addRoles(base+roles, code)[len(base):]
		default:
			roles = addRoles(base+roles, actors.CAMEORole(sector))[len(base):]
		}
	}
	switch {
	case !own:
		return ""
	case ph.former:
		roles = addRoles(base, actors.CAMEORole(in.sector))[len(base):]
	}
	return front + base + roles
}

// addRoles appends the roles of three letters that a code lacks.
func addRoles(code, roles string) string {
	for ; len(roles) >= 3; roles = roles[3:] {
		has := false
		for i := 0; i+3 <= len(code); i += 3 {
			has = has || code[i:i+3] == roles[:3]
		}
		if !has {
			code += roles[:3]
		}
	}
	return code
}
