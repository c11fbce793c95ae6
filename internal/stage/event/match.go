package event

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"dragoman/internal/doc"
)

// match is a frame that fired on a predicate.
type match struct {
	frame          *frame
	pred           *doc.Predicate
	source, target []doc.Party
	used           []int // tokens that the frame's conditions and paths took in
	why            []string
	bound          binding // parties that a pattern of words named
}

// match tries the frames of a predicate's lemma, the most particular first.
func (c *coder) match(p *doc.Predicate) (match, bool) {
	if c.inName(p.Token) {
		return match{}, false
	}
	if c.inQuestion(p.Token) >= 0 {
		c.reject(p.Token, "", "the clause asks whether it is so")
		return match{}, false
	}
	nearest, reason := "", ""
	var last match
	pos, lemma := c.pos(p.Token), c.lemma(p.Token)
	if c.gerundNoun(p.Token) {
		pos, lemma = doc.NOUN, strings.ToLower(c.d.Word(p.Token))
	}
	first, then := c.lex.byLemma[lemma], c.lex.byLemma[anyLemma]
	if ruled := c.ruled(p.Token); ruled != nil {
		first, then, pos = ruled, nil, doc.VERB
	} else if c.appeals(p) {
		first, then = then, first
	}
	for _, candidates := range [...][]*frame{first, then} {
		for _, f := range candidates {
			if f.pos != pos {
				continue
			}
			m, why := c.try(f, p)
			if why == "" && f.kind == noAct {
				c.reject(p.Token, f.id, "the construction tells of no act")
				c.blockSubject(&m)
				return match{}, false
			}
			if why == "" {
				return m, true
			}
			if !f.anyLemma {
				nearest, reason, last = f.id, why, m // the last is the one that asks least
			}
		}
	}
	if nearest != "" {
		c.reject(p.Token, nearest, "%s", reason)
		if last.frame.kind != noAct && last.frame.as == mixed && c.namesAct(p) {
			c.namings = append(c.namings, last)
		}
	}
	return match{}, false
}

// namesAct reports whether a clause that tells of no act by itself may tell of one
// known: "The raid lasted an hour", "The pact was signed in Oslo".
func (c *coder) namesAct(p *doc.Predicate) bool {
	if c.d.Tags[p.Token].POS == doc.NOUN {
		return c.d.IsRel(p.Token, "nsubj") && c.pointed(p.Token)
	}
	obj := p.Arg("obj")
	return p.Passive && obj >= 0 && obj < p.Token && c.d.Tags[obj].POS == doc.NOUN && c.definite(obj)
}

// appeals reports whether a clause calls on parties by name to act with the
// speaker: "We should all - Chile, Peru and Brazil - support the plan". That is a
// call, whatever the act.
func (c *coder) appeals(p *doc.Predicate) bool {
	we, named := false, false
	for _, a := range p.Args {
		switch {
		case a.Role == "aux":
			for _, k := range c.d.Kids(a.Token) {
				we = we || c.d.IsRel(int(k), "nsubj") && c.isWe(int(k)) // as if "should" were the verb
			}
		case a.Role == "subj" && c.isWe(a.Token):
			we = true
		case a.Role == "subj":
			named = named || len(c.named(a.Token, false)) > 0
		}
	}
	return we && named
}

func (c *coder) isWe(t int) bool { return strings.EqualFold(c.d.Word(t), "we") }

// inQuestion returns the word by which a clause asks whether something is so, or
// -1: "asked if Peru was ready to pay" tells of no readiness.
func (c *coder) inQuestion(t int) int {
	for c.d.IsRel(t, "xcomp") && c.d.Arcs[t].Head >= 0 {
		t = c.d.Arcs[t].Head // "was ready to pay"
	}
	if m := c.d.Kid(t, "mark"); m >= 0 && c.d.IsRel(t, "ccomp") && (c.d.Lemma(m) == "if" || c.d.Lemma(m) == "whether") {
		return m
	}
	return -1
}

// inName reports whether a participle is a word of a name: "the Memorial to the
// Murdered Jews". In titles any word may have a capital.
func (c *coder) inName(t int) bool {
	d := c.d
	if d.Tags[t].POS != doc.VERB || !d.IsRel(t, "amod", "compound", "flat") {
		return false
	}
	r, _ := utf8.DecodeRuneInString(d.Word(t))
	s := d.Sentences[d.SentenceOf(t)]
	return unicode.IsUpper(r) && s.Kind != doc.Title && d.Tokens[t].Start > s.Start
}

// blockSubject notes that a row for no act was about a subject noun, which then
// tells of none either: "the ceasefire collapsed".
func (c *coder) blockSubject(m *match) {
	for _, cond := range m.frame.when {
		if cond.path[0] != "subj" || len(cond.path) > 1 || len(cond.lemmas) == 0 {
			continue
		}
		for _, t := range c.follow(m.pred, cond.path) {
			if c.fits(&cond, t) {
				c.blocked[t] = m.frame.id
			}
		}
	}
}

// pos is the part of speech of a trigger. What has a subject and an object is a
// verb, though the tagger took its form for a noun: "Iran strikes four sites".
func (c *coder) pos(t int) doc.POS {
	d := c.d
	switch pos := d.Tags[t].POS; pos {
	case doc.NOUN, doc.AUX, doc.ADJ:
		if d.Kid(t, "nsubj") >= 0 && d.Kid(t, "obj") >= 0 && d.Kid(t, "cop", "det", "case") < 0 {
			return doc.VERB
		}
		return pos
	default:
		return pos
	}
}

// gerundNoun reports whether a gerund names an act as a noun does: "Fighting
// between the two armies flared", "shelling by Armenia".
func (c *coder) gerundNoun(t int) bool {
	d := c.d
	if d.Tags[t].POS != doc.VERB || t+1 >= len(d.Tokens) || !d.IsRel(t, "nsubj", "csubj", "obj", "obl", "nmod", "conj", "ccomp") || d.Kid(t, "obj", "aux", "nsubj", "ccomp", "xcomp") >= 0 {
		return false
	}
	word := strings.ToLower(d.Word(t))
	if !strings.HasSuffix(word, "ing") || c.lex.byLemma[word] == nil {
		return false
	}
	switch strings.ToLower(d.Word(t + 1)) {
	case "between", "by", "of", "with", "against", "among":
		return true
	}
	return false
}

// try applies one frame; the string says why it does not fit.
func (c *coder) try(f *frame, p *doc.Predicate) (match, string) {
	m := match{frame: f, pred: p}
	for i := range f.when {
		cond := &f.when[i]
		if cond.words != nil {
			if !c.reads(cond.words, p, &m.bound) {
				return m, "condition " + cond.text + " does not hold"
			}
			m.used = append(m.used, m.bound.used...)
			m.why = append(m.why, cond.text)
			continue
		}
		t, ok := c.holds(cond, p)
		if !ok {
			return m, "condition " + cond.text + " does not hold"
		}
		if t >= 0 {
			if !(len(cond.path) == 1 && cond.path[0] == "subj" && cond.lemmas == nil) {
				m.used = append(m.used, t)
			}
			m.why = append(m.why, fmt.Sprintf("%s: %q", cond.text, c.d.Word(t)))
		}
	}
	if f.kind == noAct {
		return m, ""
	}
	if f.as != mixed {
		return m, c.fillRuled(&m)
	}
	m.source = c.withoutVictim(c.fill(p, f.source, false, nil), p, f)
	m.target = c.fill(p, f.target, f.hosts(), m.source)
	if len(m.target) == 0 && f.target.embedded() {
		m.target = c.embedded(p)
	}
	if f.target.recip && len(m.target) == 0 && len(m.source) > 1 {
		m.target = m.source
	}
	if len(m.source) == 0 {
		m.source = c.borrowed(p, f, m.target)
	}
	m.source, m.target = distinct(m.source, m.target, f)
	m.target = c.others(m.source, m.target, f)
	m.target = c.withoutTools(m.source, m.target)
	if f.kind == "PROTEST" && len(m.source) == 0 {
		m.source = c.locals(p.Token)
	}
	switch {
	case f.source.required && len(m.source) == 0:
		return m, "the source slot holds no actor"
	case f.target.required && len(m.target) == 0:
		return m, "the target slot holds no actor"
	case f.source.either && len(m.source) == 0 && !c.political(m.target):
		return m, "no actor in the source slot and no political one in the target"
	case f.target.either && len(m.target) == 0 && !c.political(m.source):
		return m, "no actor in the target slot and no political one in the source"
	case !c.political(m.source) && !c.political(m.target) && !c.located(&m):
		return m, "neither slot holds a political actor"
	}
	return m, ""
}

// borrowed finds the doer of a visit or talks that hang on a verb: who does what
// the verb says did them too ("spoke after a trip to Japan", "said in talks with Japan").
func (c *coder) borrowed(p *doc.Predicate, f *frame, target []doc.Party) []doc.Party {
	d, t := c.d, p.Token
	k := d.PredicateAt(max(d.Arcs[t].Head, 0))
	if f.kind != "CONSULT" || f.pos != doc.NOUN || !d.IsRel(t, "obl") || len(target) == 0 || k < 0 {
		return nil
	}
	switch c.caseOf(t) {
	case "after", "before", "during", "on", "following", "ahead", "in", "at":
		return c.fill(&d.Predicates[k], slot{paths: [][]string{{"subj"}}}, false, target)
	}
	return nil
}

// embedded finds the target of a promise, threat or demand in the act that is
// promised, by that act's own frame: "promised to stand by Ukraine".
func (c *coder) embedded(p *doc.Predicate) []doc.Party {
	for _, t := range c.step(p, []string{"comp"}) {
		k := c.d.PredicateAt(t)
		if k < 0 || t == p.Token {
			continue
		}
		inner := &c.d.Predicates[k]
		for _, f := range c.lex.byLemma[c.lemma(t)] {
			if f.pos != c.pos(t) || f.target.embedded() {
				continue
			}
			if m, why := c.try(f, inner); why == "" {
				return m.target
			}
		}
	}
	return nil
}

// distinct takes a party out of the target that is the source already, but for
// parties that act on each other.
func distinct(source, target []doc.Party, f *frame) (s, t []doc.Party) {
	if f.target.recip && len(source) > 1 {
		return source, target
	}
	for _, party := range target {
		if !has(source, party.Actor) {
			t = append(t, party)
		}
	}
	return source, t
}

// others takes the doer's own state out of the target of words between states:
// "Kim offered to give up North Korea's rockets" offers it nothing.
func (c *coder) others(source, target []doc.Party, f *frame) []doc.Party {
	switch f.kind {
	case "AGREE", "CONCEDE", "THREATEN":
	case "RETREAT":
		if f.mode == "withdraw" { // "withdrew its troops" is no withdrawal from them
			return slices.DeleteFunc(slices.Clone(target), func(t doc.Party) bool {
				own := &c.d.Actors[t.Actor]
				return own.Sector == "MIL" && (own.Country == "" || c.sameSide(source, []doc.Party{t}))
			})
		}
		return target
	default:
		return target
	}
	if f.target.recip && len(source) > 1 {
		return target
	}
	return slices.DeleteFunc(slices.Clone(target), func(t doc.Party) bool {
		return c.d.Actors[t.Actor].Kind == "state" && c.actsFor(source, t.Actor)
	})
}

// withoutVictim takes out of the doers whoever is the one done to and is only
// named as whose the doer is: "the governor was shot by his bodyguard".
func (c *coder) withoutVictim(source []doc.Party, p *doc.Predicate, f *frame) []doc.Party {
	return slices.DeleteFunc(source, func(s doc.Party) bool {
		return s.Mention >= 0 && c.d.Mentions[s.Mention].As == doc.AsPronoun && c.d.IsRel(c.d.Mentions[s.Mention].Head, "nmod:poss") &&
			has(c.fill(p, f.target, f.hosts(), nil), s.Actor)
	})
}

// withoutTools takes the doer's own people out of the target where they are what
// the act is done with: "offered to repair the dam with Turkish engineers". Who
// meets or talks with them does it to them.
func (c *coder) withoutTools(source, target []doc.Party) []doc.Party {
	return slices.DeleteFunc(slices.Clone(target), func(t doc.Party) bool {
		return t.Mention >= 0 && c.d.Actors[t.Actor].Kind == "people" && c.sameSide(source, []doc.Party{t}) && c.tool(c.d.Mentions[t.Mention].Head)
	})
}

// tool reports whether a phrase with "with" stands behind the thing that is worked on.
func (c *coder) tool(t int) bool {
	d, up := c.d, c.d.Arcs[t].Head
	if up < 0 || c.caseOf(t) != "with" {
		return false
	}
	if !d.IsRel(up, "obj") {
		up = d.Kid(up, "obj")
	}
	return up >= 0 && up < t && d.Tags[up].POS == doc.NOUN && c.lex.byLemma[c.lemma(up)] == nil
}

func has(parties []doc.Party, actor int) bool {
	for _, p := range parties {
		if p.Actor == actor {
			return true
		}
	}
	return false
}

// locals returns the state in which people protest, whose people they are:
// "protests went on in Belgrade".
func (c *coder) locals(t int) []doc.Party {
	if k := c.placeOf(t); k >= 0 {
		return c.stateOf(c.d.Places[k].Country)
	}
	if k := c.d.PredicateAt(t); k >= 0 {
		for _, in := range c.step(&c.d.Predicates[k], []string{"in"}) {
			if m := c.index.mention(in); m >= 0 && c.d.Mentions[m].Place {
				return c.named(in, true)
			}
		}
	}
	return nil
}

// located reports whether an act that happens in the street or the field is
// told with its place: "protests went on in Belgrade" is a protest in Serbia,
// whoever protested.
func (c *coder) located(m *match) bool {
	switch {
	case m.frame.kind == "PROTEST", m.frame.kind == "ASSAULT":
	case m.frame.mode == "curfew", m.frame.mode == "martial-law":
	default:
		return false
	}
	k := c.placeOf(m.pred.Token)
	return k >= 0 && c.d.Places[k].Country != ""
}

// political reports whether any party is known to be one: has a country or a
// sector. "People met people" is no event.
func (c *coder) political(parties []doc.Party) bool {
	for _, p := range parties {
		if a := &c.d.Actors[p.Actor]; a.Country != "" || a.Sector != "" || a.CAMEO != "" {
			return true
		}
	}
	return false
}
