package event

import (
	"fmt"

	"dragoman/internal/doc"
)

// answer finds the target of an act whose object is an act told before: "Iran
// denied the accusation" answers the accuser, "China criticised the pact" those
// who signed it, "the attack was claimed by rebels" was on whom it was said to
// be on.
func (c *coder) answer() {
	for i := range c.matches {
		m, e := &c.matches[i], &c.d.Events[i]
		if m.frame.as != mixed || len(e.Target) > 0 || len(e.Source) == 0 && e.Type != "ASSAULT" {
			continue
		}
		noun := c.knownAct(m)
		if noun < 0 {
			continue
		}
		for j := i - 1; j >= 0; j-- {
			o := &c.d.Events[j]
			if c.d.SentenceOf(o.Token) < c.d.SentenceOf(e.Token)-c.reach(noun) {
				break
			}
			if !c.names(noun, &c.matches[j], o) || o.Type == "ASSAULT" && !o.Status.Done() {
				continue
			}
			with := o.Source
			if o.Type == e.Type {
				with = o.Target
			} else if m.frame.pos == doc.NOUN {
				break // "the attack" after somebody was blamed for it
			}
			if len(with) == 0 && o.Type == "ASSAULT" {
				continue // one that tells more may stand before
			}
			if _, with = distinct(e.Source, with, m.frame); len(with) > 0 {
				e.Target = with
				e.Why = append(e.Why, fmt.Sprintf("%q is the one of %q", c.d.Word(noun), c.d.Of(o.Trigger)))
			}
			break
		}
	}
}

// reach is how many sentences back a definite noun finds its act: an attack is
// what a whole report is about, a claim or visit is told just before.
func (c *coder) reach(noun int) int {
	if c.lex.types["ASSAULT"][c.lemma(noun)] {
		return 10
	}
	return 2
}

// knownAct returns the definite noun of an act that stands for the target of a
// match: its object, or its own trigger ("the attack was claimed"); or -1. One
// that names its parties itself is no reference.
func (c *coder) knownAct(m *match) int {
	noun := m.pred.Arg("obj")
	if c.d.Tags[m.pred.Token].POS == doc.NOUN {
		noun = m.pred.Token
	}
	if noun < 0 || c.d.Tags[noun].POS != doc.NOUN || len(c.parties(noun, false)) > 0 {
		return -1
	}
	if !c.definite(noun) {
		return -1
	}
	return noun
}

// definite reports whether a noun stands for something known: "the attack".
func (c *coder) definite(noun int) bool {
	for _, k := range c.d.Kids(noun) {
		if c.d.IsRel(int(k), "det") && known[c.d.Lemma(int(k))] {
			return true
		}
	}
	return false
}

var known = map[string]bool{"the": true, "this": true, "that": true, "these": true, "those": true}

// names reports whether a noun can name the act of a match: it is its trigger or
// triggers acts of that type itself ("the offer" of "offered", "the attack" of
// "bombed"; "the trip" is not of "spoke"), or both are deals ("the pact" of "signed
// an agreement").
func (c *coder) names(noun int, m *match, e *doc.Event) bool {
	lemma := c.lemma(noun)
	if lemma == c.lemma(m.pred.Token) {
		return true
	}
	for _, a := range m.pred.Args {
		if a.Token > m.pred.Token && doc.IsPreposition(a.Role) && lemma == c.lemma(a.Token) && c.lex.types[e.Type][lemma] {
			return true // "killed him in a raid"
		}
	}
	for _, t := range m.used {
		if c.lex.inClass("@agreement", lemma) && c.lex.inClass("@agreement", c.lemma(t)) {
			return true
		}
	}
	for _, f := range c.lex.byLemma[lemma] {
		if f.pos == doc.NOUN && (f.kind == e.Type || f.kind == m.frame.kind) && (f.mode == e.Mode || f.mode == m.frame.mode || f.mode == "") && f.plain() {
			return true
		}
	}
	return false
}

// plain reports whether a frame asks for no words: "attack on", not "verbal
// attack".
func (f *frame) plain() bool {
	for _, c := range f.when {
		if len(c.lemmas) > 0 {
			return false
		}
	}
	return true
}
