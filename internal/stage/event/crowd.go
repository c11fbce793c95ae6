package event

import (
	"fmt"

	"dragoman/internal/doc"
)

// ground returns in whose country a place lies that was hit, where the tree has the
// country as that of the deed: "shelled a village in Chad".
func (c *coder) ground(i int) ([]doc.Party, string) {
	d, p := c.d, c.matches[i].pred
	obj := p.Arg("obj")
	if obj < p.Token || !c.lex.inClass("@facility", c.lemma(obj)) {
		return nil, ""
	}
	for _, a := range p.Args {
		if a.Role == "in" && d.Kid(a.Token, "case") == obj+1 {
			if found := c.named(a.Token, true); found != nil {
				return found, fmt.Sprintf("%q stands there", d.Word(obj))
			}
		}
	}
	return nil, ""
}

// greeters gives a nameless crowd that hails a guest the state that the guest was
// said to visit: "The king landed in Rabat. Thousands turned out to cheer him."
func (c *coder) greeters(i int) {
	d, e := c.d, &c.d.Events[i]
	for _, p := range e.Source {
		if d.Actors[p.Actor].Kind != "people" {
			return
		}
	}
	for j := i - 1; j >= 0 && len(e.Source) > 0 && d.SentenceOf(d.Events[j].Token) >= d.SentenceOf(e.Token)-2; j-- {
		o := &d.Events[j]
		if o.Mode != "visit" || !c.sameSide(o.Source, e.Target) {
			continue
		}
		for _, p := range o.Target {
			host := c.stateOf(d.Actors[p.Actor].Country)
			if host != nil && e.Place >= 0 && d.Places[e.Place].Country != "" && d.Places[e.Place].Country != d.Actors[host[0].Actor].Country {
				return // "back in Italy, supporters cheered the pope"
			}
			if host != nil && !c.sameSide(host, e.Target) {
				e.Source = host
				e.Why = append(e.Why, fmt.Sprintf("the crowd is of %s, where the guest is", d.Actors[host[0].Actor].Name))
				return
			}
		}
	}
}

// protesters returns to a known protest those who were said to protest: "Students
// marched. The protest was over fees."
func (c *coder) protesters(i int) {
	d, e := c.d, &c.d.Events[i]
	if c.definite(e.Token) {
		if j := c.lastProtest(i); j >= 0 {
			_, e.Source = distinct(e.Target, d.Events[j].Source, c.matches[i].frame)
			e.Why = append(e.Why, fmt.Sprintf("%q is the one of %q", d.Of(e.Trigger), d.Of(d.Events[j].Trigger)))
		}
	}
}

// lastProtest returns the last protest before event i that tells who protests, in
// its sentence or the three before, or -1.
func (c *coder) lastProtest(i int) int {
	d := c.d
	for j := i - 1; j >= 0 && d.SentenceOf(d.Events[j].Token) >= d.SentenceOf(d.Events[i].Token)-3; j-- {
		if o := &d.Events[j]; o.Type == "PROTEST" && len(o.Source) > 0 && o.Status.Done() {
			return j
		}
	}
	return -1
}

// pressers returns those to whose protest a doer yields: "dropped the bill after
// the protests began", "resigned amid protests by miners".
func (c *coder) pressers(i int) ([]doc.Party, string) {
	d, e := c.d, &c.d.Events[i]
	for _, k := range d.Kids(e.Token) {
		protest, m := int(k), d.Kid(int(k), "mark", "case")
		if m < 0 || d.Lemma(m) != "after" && d.Lemma(m) != "amid" && d.Lemma(m) != "following" {
			continue
		}
		if d.IsRel(protest, "advcl") {
			protest = d.Kid(protest, "nsubj")
		}
		if protest < 0 || !c.lex.types["PROTEST"][c.lemma(protest)] {
			continue
		}
		for j := range d.Events {
			o := &d.Events[j]
			if o.Token != protest {
				continue
			}
			if o.Type != "PROTEST" || len(o.Source) > 0 && c.stated(o.Source) && !c.sameSide(o.Source, e.Source) {
				return nil, "" // an American strike is no protest, and one abroad presses nobody here
			}
			if len(o.Source) > 0 {
				return o.Source, fmt.Sprintf("yields to %q", d.Word(protest))
			}
		}
		if j := c.lastProtest(i); j >= 0 && (!c.stated(d.Events[j].Source) || c.sameSide(d.Events[j].Source, e.Source)) {
			return d.Events[j].Source, fmt.Sprintf("yields to %q", d.Word(protest))
		}
	}
	return nil, ""
}

// opponents returns whom the doer of an attack is said to clash with in the verb
// before it: "clashed with the police, throwing stones and bottles". Two verbs with
// an object each have two targets: "killed a guard and wounded others".
func (c *coder) opponents(i int) ([]doc.Party, string) {
	d, e := c.d, &c.d.Events[i]
	own := c.matches[i].pred
	obj := own.Arg("obj")
	thrown := obj < 0 || c.lex.inClass("@stone", c.lemma(obj)) || c.lex.inClass("@munition", c.lemma(obj)) || c.lex.inClass("@gas", c.lemma(obj)) || c.figureIn(obj) >= 0
	if !d.IsRel(e.Token, "conj", "advcl") || len(e.Target) > 0 || !thrown || own.Arg("at") >= 0 || own.Arg("on") >= 0 {
		return nil, "" // "burned down houses", "threw stones at a bus" have an object of their own
	}
	for j := range d.Events {
		o := &d.Events[j]
		other := c.matches[j].pred
		if o.Token == d.Arcs[e.Token].Head && (o.Type == "ASSAULT" || o.Type == "PROTEST" && other.Arg("with") >= 0) && other.Arg("obj") < 0 && sharesActor(o.Source, e.Source) {
			return o.Target, fmt.Sprintf("against those of %q", d.Of(o.Trigger))
		}
	}
	return nil, ""
}

func sharesActor(a, b []doc.Party) bool {
	for _, p := range a {
		if has(b, p.Actor) {
			return true
		}
	}
	return false
}

// claims gives an attack that nobody was said to do those who own up to it:
// "A bomb hit the mosque. The Islamic State claimed responsibility for the attack."
func (c *coder) claims() {
	d := c.d
	for k := range d.Predicates {
		p := &d.Predicates[k]
		duty := p.Arg("obj")
		if c.lemma(p.Token) != "claim" || duty < 0 || c.lemma(duty) != "responsibility" || !d.Status[k].Modality.Done() || c.inQuestion(p.Token) >= 0 {
			continue
		}
		of := p.Arg("for")
		if j := d.PredicateAt(duty); of < 0 && j >= 0 {
			of = d.Predicates[j].Arg("for")
		}
		by := c.fill(p, slot{paths: [][]string{{"subj"}}}, false, nil)
		for j := len(d.Events) - 1; j >= 0 && len(by) > 0; j-- {
			o := &d.Events[j]
			if o.Token > p.Token || o.Type != "ASSAULT" || !o.Status.Done() || len(o.Source) > 0 || d.SentenceOf(o.Token) < d.SentenceOf(p.Token)-3 {
				continue
			}
			if of >= 0 && d.Tags[of].POS == doc.NOUN && c.lemma(of) != c.lemma(o.Token) && !c.lex.types["ASSAULT"][c.lemma(of)] && !c.lex.inClass("@attack-noun", c.lemma(of)) {
				break // "claimed responsibility for the defeat"
			}
			if !sharesActor(by, o.Target) {
				o.Source = by
				o.Why = append(o.Why, fmt.Sprintf("%q: %s", d.Word(p.Token)+" "+d.Word(duty), d.Actors[by[0].Actor].Name))
			}
			break
		}
	}
}
