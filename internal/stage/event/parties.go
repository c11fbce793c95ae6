package event

import "dragoman/internal/doc"

// parties returns the actors that a filler denotes: its own mention, else who
// owns it or is named in it ("Syria's airport", "Turkish positions", "a base of
// the rebels"). Of a crowd with examples the examples are known better: "allies
// such as Chile"; of a nameless thing its owner is.
func (c *coder) parties(t int, hosts bool) []doc.Party {
	if p := c.named(t, hosts); p != nil {
		if c.stated(p) {
			return p
		}
		if known := c.examples(t); known != nil {
			return known
		}
		if known := c.owner(t); known != nil {
			return known
		}
		for _, k := range c.d.Kids(t) {
			if known := c.named(int(k), hosts); c.d.IsRel(int(k), "appos") && c.stated(known) {
				return known // "its neighbour Chile"
			}
		}
		return p
	}
	k := c.d.PredicateAt(t)
	if k < 0 || c.d.Tags[t].POS != doc.NOUN && c.d.Tags[t].POS != doc.PROPN {
		return nil
	}
	pred := &c.d.Predicates[k]
	for _, role := range []string{"appos", "poss", "of", "amod"} {
		var found []doc.Party
		for _, a := range pred.Args {
			if role == "appos" && c.lex.byLemma[c.lemma(t)] != nil {
				continue // "the airstrike that killed a general, Kim": an act has no name
			}
			if a.Role == role {
				if p := c.named(a.Token, hosts); len(found) == 0 || a.Via == "conj" && role == "amod" {
					found = append(found, p...) // "the Turkish and Greek sides"
				}
			}
		}
		if found != nil {
			return found
		}
	}
	for _, a := range pred.Args {
		switch a.Role {
		case "in":
			if p := c.named(a.Token, true); p != nil {
				return p
			}
			for _, k := range c.d.Kids(a.Token) {
				if p := c.named(int(k), true); c.caseOf(int(k)) == "of" && c.stated(p) {
					return p // "villages in the north of Mali"
				}
			}
		case "near", "outside", "at":
			// "a silo near Odesa" is in Ukraine; near a state is outside it.
			if p := c.holder(a.Token); p != nil && c.index.mention(a.Token) < 0 {
				return p
			}
		}
	}
	if p := c.owner(t); p != nil {
		return p
	}
	for _, k := range c.d.Kids(t) {
		if p := c.named(int(k), false); int(k) < t && c.d.IsRel(int(k), "compound") && c.stated(p) && c.d.Actors[p[0].Actor].Kind != "state" {
			return p // "a Nigerian government team"
		}
	}
	return c.toldOf(t, hosts)
}

// owner returns whose a thing is said to be: "tankers operated by Greece", "the
// plants belonging to a Turkish firm".
func (c *coder) owner(t int) []doc.Party {
	for _, k := range c.d.Kids(t) {
		i := c.d.PredicateAt(int(k))
		if i >= 0 && c.d.IsRel(int(k), "amod") && flags[c.d.Lemma(int(k))] {
			for _, j := range c.d.Kids(int(k)) {
				if p := c.named(int(j), true); c.stated(p) && int(j) < int(k) {
					return p // "a Greek-owned tanker"
				}
			}
		}
		if i < 0 || !c.d.IsRel(int(k), "acl") {
			continue
		}
		p, role := &c.d.Predicates[i], "subj"
		switch lemma := c.d.Lemma(int(k)); {
		case lemma == "belong":
			role = "to"
		case p.Passive && (lemma == "own" || lemma == "operate" || lemma == "run" || lemma == "control"):
		default:
			continue
		}
		for _, a := range p.Args {
			if a.Role != role {
				continue
			}
			if parties := c.parties(a.Token, true); c.stated(parties) {
				return parties
			}
		}
	}
	return nil
}

// flags are the participles that say of which state a thing is.
var flags = map[string]bool{"flag": true, "own": true, "operate": true, "register": true, "run": true, "administer": true, "occupy": true}

// toldOf returns the parties of a thing that the text has told of: "Peru's dams
// leak. Chile will repair those dams."
func (c *coder) toldOf(t int, hosts bool) []doc.Party {
	d := c.d
	det := d.Kid(t, "det")
	if det < 0 || d.Tags[t].POS != doc.NOUN || d.Lemma(det) != "that" && d.Lemma(det) != "this" {
		return nil
	}
	first := d.Sentences[max(d.SentenceOf(t)-2, 0)].Start
	for k := t - 1; k >= 0 && d.Tokens[k].Start >= first; k-- {
		if d.Tags[k].POS == doc.NOUN && d.Lemma(k) == d.Lemma(t) && (d.Kid(k, "det") < 0 || d.Lemma(d.Kid(k, "det")) != d.Lemma(det)) {
			return c.parties(k, hosts)
		}
	}
	return nil
}

// examples returns the actors that "such as" or "including" names of a noun.
func (c *coder) examples(t int) []doc.Party {
	var out []doc.Party
	for _, k := range c.d.Kids(t) {
		m := c.d.Kid(int(k), "case")
		if int(k) < t || m < 0 || !c.d.IsRel(int(k), "nmod") {
			continue
		}
		switch c.d.Lemma(m) {
		case "such", "including", "include", "like":
			out = append(out, c.named(int(k), true)...)
			for _, j := range c.d.Kids(int(k)) {
				if c.d.IsRel(int(j), "conj") {
					out = append(out, c.named(int(j), true)...)
				}
			}
		}
	}
	return out
}

// stated reports whether any of the parties has a country.
func (c *coder) stated(parties []doc.Party) bool {
	for _, p := range parties {
		if c.d.Actors[p.Actor].Country != "" {
			return true
		}
	}
	return false
}

// tellerRole is the pseudo-role of whoever is said to say the clause: the source
// of "foreign powers must leave".
const tellerRole = "teller"

// teller returns who tells the clause around a token, or nil in the outlet's
// own voice.
func (c *coder) teller(t int) []doc.Party {
	d := c.d
	k := d.StatementAt(d.Tokens[t].Span)
	if k < 0 || len(d.Statements[k].Chain) == 0 {
		return nil
	}
	last := d.Statements[k].Chain[len(d.Statements[k].Chain)-1]
	if last.Actor < 0 {
		return nil
	}
	return []doc.Party{{Actor: last.Actor, Mention: -1}}
}

// named returns the actors of the mention headed by a token; "we" and "I" in a
// quotation are whoever speaks.
func (c *coder) named(t int, hosts bool) []doc.Party {
	if tag := c.d.Tags[t]; tag.POS == doc.PRON && tag.Feat("Person") == "1" {
		return c.teller(t)
	}
	k := c.index.mention(t)
	if k < 0 && hosts {
		return c.holder(t)
	}
	if k < 0 || c.d.Mentions[k].Place && !hosts {
		return nil
	}
	var parties []doc.Party
	for _, a := range c.d.Mentions[k].Actors {
		parties = append(parties, doc.Party{Actor: a, Mention: k})
	}
	return parties
}

// holder returns the state that a place lies in, if the report names that state:
// "an attack on Abqaiq".
func (c *coder) holder(t int) []doc.Party {
	if k := c.index.place(t); k >= 0 {
		return c.stateOf(c.d.Places[k].Country)
	}
	return nil
}

// stateOf returns the state among the actors, or nil.
func (c *coder) stateOf(country string) []doc.Party {
	for a := range c.d.Actors {
		if country != "" && c.d.Actors[a].Kind == "state" && c.d.Actors[a].Country == country {
			return []doc.Party{{Actor: a, Mention: -1}}
		}
	}
	return nil
}
