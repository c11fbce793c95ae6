package event

import (
	"fmt"
	"strings"

	"dragoman/internal/doc"
)

// address finds the other party of an act where the clause does not name it: whom
// a promise answers, who tells of an offer, with whom "our talks" were, whose
// claim is denied, to whose protest a government yields, on whom those who clash
// throw stones, and whose people greet a guest. An event whose slot names a
// country is left as it is.
func (c *coder) address() {
	for i := range c.matches {
		e := &c.d.Events[i]
		if c.matches[i].frame.as != mixed {
			continue // a dictionary's codes are those of the clause
		}
		switch {
		case e.Type == "SUPPORT" && !c.stated(e.Source) && c.stated(e.Target):
			c.greeters(i)
		case e.Type == "PROTEST" && len(e.Source) == 0:
			c.protesters(i)
		case e.Type == "CONSULT" && len(e.Source) == 0 && c.matches[i].frame.pos == doc.NOUN:
			c.ownTalks(e)
		case e.Type == "ASSAULT" && len(e.Source) == 0:
			c.shooters(i)
		}
		if c.stated(e.Target) {
			continue
		}
		for _, way := range c.ways(e) {
			found, why := way(i)
			if !sameParties(e.Source, found) {
				_, found = distinct(e.Source, found, c.matches[i].frame)
			}
			if len(found) > 0 {
				e.Target = append(found, e.Target...)
				e.Why = append(e.Why, why)
				break
			}
		}
	}
}

// ways lists how the target of an event may be found outside its clause. Each
// returns the parties, which may be none, and why it is they.
func (c *coder) ways(e *doc.Event) []func(event int) ([]doc.Party, string) {
	switch e.Type {
	case "AGREE":
		return []func(int) ([]doc.Party, string){c.urger, c.hearer, c.mutual}
	case "CONCEDE":
		return []func(int) ([]doc.Party, string){c.urger, c.hearer, c.pressers, c.mutual, c.inObject}
	case "RETREAT":
		return []func(int) ([]doc.Party, string){c.pressers, c.inObject}
	case "CONSULT":
		return []func(int) ([]doc.Party, string){c.partner, c.mutual}
	case "REJECT":
		return []func(int) ([]doc.Party, string){c.maker, c.claimant, c.inObject}
	case "ASSAULT":
		return []func(int) ([]doc.Party, string){c.opponents, c.ground, c.site}
	case "ACCUSE", "SUPPORT":
		if e.Mode == "" || e.Mode == "disapprove" {
			return []func(int) ([]doc.Party, string){c.maker, c.defier, c.inObject}
		}
		return []func(int) ([]doc.Party, string){c.inObject, c.mutual}
	case "THREATEN":
		return []func(int) ([]doc.Party, string){c.conditioned}
	case "PROTEST":
		return []func(int) ([]doc.Party, string){c.aim}
	case "MOBILIZE":
		return []func(int) ([]doc.Party, string){c.frontier}
	case "COOPERATE":
		return []func(int) ([]doc.Party, string){c.mutual}
	case "REQUEST", "SANCTION", "COERCE":
		return []func(int) ([]doc.Party, string){c.inObject}
	}
	return nil
}

// urger returns who asked for a promise: "Kenya urged Sudan to voice its
// readiness for talks" has Sudan's readiness told to Kenya.
func (c *coder) urger(i int) ([]doc.Party, string) {
	d, e := c.d, &c.d.Events[i]
	for t := e.Token; d.IsRel(t, "conj", "xcomp", "ccomp", "advcl") && d.Arcs[t].Head >= 0; {
		t = d.Arcs[t].Head
		for j := range c.matches {
			o := &d.Events[j]
			if o.Token == t && o.Type == "REQUEST" && c.sameSide(o.Target, e.Source) && !c.sameSide(o.Source, e.Source) {
				return o.Source, fmt.Sprintf("what %q asks for is said to who asks", d.Of(o.Trigger))
			}
		}
	}
	return nil, ""
}

// hearer returns who tells of an offer that another state made: "Syria had
// offered to leave if the embargo ended, the Turkish premier said". The outlet
// and the doer's own side are no hearers.
func (c *coder) hearer(i int) ([]doc.Party, string) {
	e := &c.d.Events[i]
	if e.Status != doc.Offered && c.lemma(e.Token) != "offer" || !c.stated(e.Source) {
		return nil, ""
	}
	return c.counterpart(e, e.Source), "the offer was made to who tells of it"
}

// ownTalks gives talks with one party alone to the state that tells of them: "talks
// with Peru will resume, the Chilean minister said".
func (c *coder) ownTalks(e *doc.Event) {
	if !c.stated(e.Target) {
		return
	}
	if own := c.counterpart(e, e.Target); own != nil {
		e.Source = own
		e.Why = append(e.Why, "the talks are those of who tells of them")
	}
}

// counterpart returns the innermost teller of an event who does not stand on a given
// side, if that is a state or speaks for one; else nil.
func (c *coder) counterpart(e *doc.Event, side []doc.Party) []doc.Party {
	if e.Statement < 0 {
		return nil
	}
	chain := c.d.Statements[e.Statement].Chain
	for k := len(chain) - 1; k >= 0; k-- {
		teller := []doc.Party{{Actor: chain[k].Actor, Mention: -1}}
		if chain[k].Actor < 0 || c.sameSide(teller, side) {
			continue
		}
		if a := &c.d.Actors[chain[k].Actor]; a.Country != "" && (a.Sector == "GOV" || a.Kind == "state") {
			return teller
		}
		return nil
	}
	return nil
}

// partner returns the other party of talks that the speaker calls "ours": the one
// of the act told last that the speaker had a part in.
func (c *coder) partner(i int) ([]doc.Party, string) {
	d, e := c.d, &c.d.Events[i]
	if !c.ours(e.Token) {
		return nil, ""
	}
	for j := i - 1; j >= 0 && d.SentenceOf(d.Events[j].Token) >= d.SentenceOf(e.Token)-2; j-- {
		o := &d.Events[j]
		for _, sides := range [][2][]doc.Party{{o.Target, o.Source}, {o.Source, o.Target}} {
			if len(sides[0]) > 0 && c.sameSide(sides[0], e.Source) && c.stated(sides[1]) && !c.sameSide(sides[1], e.Source) {
				return sides[1], fmt.Sprintf("\"our\" takes in the other party of %q", d.Of(o.Trigger))
			}
		}
	}
	return nil, ""
}

// ours reports whether a noun is the speaker's and another's: "our talks".
func (c *coder) ours(t int) bool {
	for _, k := range c.d.Kids(t) {
		if c.d.IsRel(int(k), "nmod") && strings.EqualFold(c.d.Word(int(k)), "our") {
			return true
		}
	}
	return false
}

// maker returns whose that is which is rejected, criticised or backed: "the court
// dismissed the governor's lawsuit", "condemned the pact between Peru and Chile",
// "threw out a petition filed by Fiji".
func (c *coder) maker(i int) ([]doc.Party, string) {
	d, p := c.d, c.matches[i].pred
	obj := p.Arg("obj")
	k := d.PredicateAt(max(obj, 0))
	if obj < 0 || k < 0 || d.Tags[p.Token].POS != doc.VERB || d.Tags[obj].POS != doc.NOUN {
		return nil, ""
	}
	var found []doc.Party
	for _, role := range []string{"poss", "between"} {
		for _, a := range d.Predicates[k].Args {
			own := d.Tags[a.Token].POS == doc.PRON && d.Events[i].Type == "SUPPORT"                                      // "offered his condolences"
			made := role != "between" || c.lex.inClass("@agreement", c.lemma(obj)) || c.lex.byLemma[c.lemma(obj)] != nil // not "the border between"
			if a.Role == role && !own && made {
				found = append(found, c.named(a.Token, role == "between")...)
			}
		}
	}
	for _, t := range d.Kids(obj) {
		j := d.PredicateAt(int(t))
		if len(found) > 0 || j < 0 || !d.IsRel(int(t), "acl") || !d.Predicates[j].Passive || !makes[d.Lemma(int(t))] {
			continue
		}
		found = c.fill(&d.Predicates[j], slot{paths: [][]string{{"subj"}}}, false, nil)
	}
	return found, fmt.Sprintf("whose %q it is", d.Word(obj))
}

// defier returns who acts in the face of criticism: "the king signed the bill
// despite criticism by Norway".
func (c *coder) defier(i int) ([]doc.Party, string) {
	d, t := c.d, c.d.Events[i].Token
	k := d.PredicateAt(max(d.Arcs[t].Head, 0))
	if len(d.Events[i].Target) > 0 || d.Tags[t].POS != doc.NOUN || !d.IsRel(t, "obl") || k < 0 || c.caseOf(t) != "despite" && c.caseOf(t) != "amid" {
		return nil, ""
	}
	return c.fill(&d.Predicates[k], slot{paths: [][]string{{"subj"}}}, false, d.Events[i].Source), fmt.Sprintf("who acts %s it", c.caseOf(t))
}

// makes are the verbs that say whose words or deeds a noun names.
var makes = map[string]bool{"file": true, "make": true, "propose": true, "bring": true, "issue": true, "submit": true,
	"sign": true, "draft": true, "sponsor": true, "introduce": true, "table": true, "lodge": true, "raise": true, "put": true}

// claimant returns who told what is denied: "The strait was mined, Norway said.
// Russia denied the claim." Only the last one to tell anything of late will do.
func (c *coder) claimant(i int) ([]doc.Party, string) {
	d, e := c.d, &c.d.Events[i]
	noun := c.knownAct(&c.matches[i])
	if noun < 0 || !c.lex.inClass("@accusation", c.lemma(noun)) && !c.lex.inClass("@remark", c.lemma(noun)) {
		return nil, ""
	}
	last, from := -1, d.Sentences[max(d.SentenceOf(e.Token)-1, 0)].Start
	for k := range d.Statements {
		s := &d.Statements[k]
		if s.Stance != doc.Regards && s.End <= e.Trigger.Start && s.Start >= from && (last < 0 || s.End >= d.Statements[last].End) {
			last = k
		}
	}
	if last < 0 || len(d.Statements[last].Chain) == 0 || d.Statements[last].Stance == "denies" {
		return nil, ""
	}
	chain := d.Statements[last].Chain
	if a := chain[len(chain)-1].Actor; a >= 0 && d.Actors[a].Country != "" {
		return []doc.Party{{Actor: a, Mention: -1}}, fmt.Sprintf("%q is what %s said", d.Word(noun), d.Actors[a].Name)
	}
	return nil, ""
}
