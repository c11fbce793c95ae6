package event

import (
	"fmt"

	"dragoman/internal/doc"
)

// build makes the event of a match: codes, status, date, place, teller.
func (c *coder) build(m *match) doc.Event {
	f, t := m.frame, m.pred.Token
	e := doc.Event{Token: t, Type: f.kind, Mode: f.mode, CAMEO: f.cameo, Frame: f.id,
		Source: m.source, Target: m.target}
	e.Trigger = c.triggerSpan(m)
	e.Span = c.clause(t)
	e.Why = append(e.Why, "frame "+f.id)
	e.Why = append(e.Why, m.why...)
	c.setStatus(&e, m)
	c.setStatement(&e)
	e.Place = c.placeOf(t)
	return e
}

// setStatement finds the statement that an act stands in. Of "Syria denied a report
// by Reuters that its army had attacked the base" the act, which is not so, is told by
// Syria, though the report stands inside its denial.
func (c *coder) setStatement(e *doc.Event) {
	d := c.d
	e.Statement = d.StatementAt(e.Trigger)
	if e.Statement < 0 || e.Status.Done() {
		return
	}
	inner := &d.Statements[e.Statement]
	if p := inner.Parent; p >= 0 && d.Statements[p].Stance == "denies" && c.byNoun(inner) {
		e.Statement = p
	}
}

// byNoun reports whether a statement's cue is a noun: "a report", "the claim".
func (c *coder) byNoun(s *doc.Statement) bool {
	first, last := c.index.tokens(s.Cue)
	return last == first+1 && c.d.Tags[first].POS == doc.NOUN
}

// triggerSpan covers the trigger and its particle: "carried out", "backed away".
func (c *coder) triggerSpan(m *match) doc.Span {
	s := c.d.Tokens[m.pred.Token].Span
	for _, a := range m.pred.Args {
		if a.Role == "prt" && a.Token == m.pred.Token+1 {
			s.End = c.d.Tokens[a.Token].End
		}
	}
	return s
}

// clause returns the clause that reports an act: what hangs on the trigger, or
// on the verb over a nominal trigger, without the clauses beside it.
func (c *coder) clause(t int) doc.Span {
	d := c.d
	t = c.verbOver(t)
	first, last := c.stretch(t, t)
	for last > first+1 && d.Tags[last-1].POS == doc.PUNCT {
		last--
	}
	for first < last-1 && (d.Tags[first].POS == doc.PUNCT || d.IsRel(first, "cc", "mark")) {
		first++
	}
	return d.TokenSpan(first, last)
}

// verbOver returns the verb over a nominal trigger, else the trigger.
func (c *coder) verbOver(t int) int {
	d := c.d
	if d.Tags[t].POS == doc.NOUN && d.Kid(t, "cop") < 0 {
		for h := d.Arcs[t].Head; h >= 0; h = d.Arcs[h].Head {
			if d.Tags[h].POS == doc.VERB {
				return h
			}
		}
	}
	return t
}

// stretch is the range of tokens under t, leaving out clauses that stand beside
// it rather than in it.
func (c *coder) stretch(t, top int) (first, last int) {
	d := c.d
	first, last = t, t+1
	for _, k := range d.Kids(t) {
		k := int(k)
		if t == top && (d.IsRel(k, "parataxis") || d.IsRel(k, "conj") && d.Tags[k].POS == doc.VERB) {
			continue
		}
		f, l := c.stretch(k, top)
		first, last = min(first, f), max(last, l)
	}
	return first, last
}

// setStatus reads the status of the trigger and applies PLOVER's rule for acts
// to come: a future meeting, visit, aid or support is AGREE, a future retreat
// CONCEDE; what it will be when done is kept as the underlying type.
func (c *coder) setStatus(e *doc.Event, m *match) {
	d := c.d
	e.Status = doc.Occurred
	if k := d.PredicateAt(e.Token); k >= 0 && k < len(d.Status) {
		st := &d.Status[k]
		if st.Modality != "" {
			e.Status = st.Modality
		}
		e.Condition = st.Condition
		why := "status " + string(e.Status) + ": " + st.Why()
		if st.By >= 0 {
			why += fmt.Sprintf(" (%q)", d.Word(st.By))
		}
		e.Why = append(e.Why, why)
	}
	if k := d.PredicateAt(e.Token); e.Type == "REQUEST" && m.frame.tells() && (e.Status == doc.Demanded || k >= 0 && k < len(d.Status) && d.Status[k].Barred) {
		e.Status = doc.Occurred
		e.Why = append(e.Why, "what is demanded is the act, the demand is made")
	}
	if m.frame.as == mixed {
		c.conditional(e, m)
	}
	if e.Status == doc.Expected && c.announced(e) {
		e.Status = doc.Planned
		e.Why = append(e.Why, "the doer's own side tells it")
	}
	if m.frame.as != mixed {
		return // the code stands as the dictionary says it
	}
	switch e.Status {
	case doc.Planned, doc.Expected, doc.Offered:
		if to := whenToCome[e.Type]; to.kind != "" {
			e.Underlying, e.Type, e.Mode, e.CAMEO = e.Type, to.kind, "", to.cameo
			e.Why = append(e.Why, fmt.Sprintf("%s to come is %s", e.Underlying, e.Type))
		}
	}
}

// conditional takes the condition on what was promised or offered for the
// condition of the promise: "Iran offered to open its plants if the embargo was
// lifted" is an offer, and only an offer.
func (c *coder) conditional(e *doc.Event, m *match) {
	if e.Type != "AGREE" && e.Type != "CONCEDE" || !e.Status.Done() {
		return
	}
	for _, t := range c.follow(m.pred, []string{"comp"}) {
		if k := c.d.PredicateAt(t); k >= 0 && e.Condition.Empty() {
			e.Condition = c.d.Status[k].Condition
		}
	}
	if !e.Condition.Empty() {
		if len(e.Target) == 0 {
			_, e.Target = distinct(e.Source, c.askedFor(m), m.frame)
		}
		e.Status = doc.Offered
		e.Why = append(e.Why, fmt.Sprintf("offered on a condition: %q", c.d.Of(e.Condition)))
	}
}

// askedFor returns who is to meet the condition of an offer and so is the one
// addressed: "offered to open its plants if Japan lifts the embargo".
func (c *coder) askedFor(m *match) []doc.Party {
	for _, clause := range append([]int{m.pred.Token}, c.follow(m.pred, []string{"comp"})...) {
		for _, k := range c.d.Kids(clause) {
			mark := c.d.Kid(int(k), "mark")
			if !c.d.IsRel(int(k), "advcl") || mark < 0 || c.d.Lemma(mark) != "if" && c.d.Lemma(mark) != "unless" {
				continue
			}
			if i := c.d.PredicateAt(int(k)); i >= 0 {
				return c.fill(&c.d.Predicates[i], slot{paths: [][]string{{"subj"}}}, false, nil)
			}
		}
	}
	return nil
}

// announced reports whether an act to come is told by its doer or by somebody of
// the doer's state: "the chancellor will visit Egypt, a German spokesman said". A
// deal is as much the other side's: "Chile will sell us gas, the Kenyan ministry
// said".
func (c *coder) announced(e *doc.Event) bool {
	tellers := c.teller(e.Token)
	return len(tellers) > 0 && (len(e.Source) > 0 && c.sameSide(tellers, e.Source) ||
		e.Type == "COOPERATE" && len(e.Target) > 0 && c.sameSide(tellers, e.Target))
}

// whenToCome is PLOVER's rule for future acts of cooperation, with the CAMEO
// code for the intent.
var whenToCome = map[string]struct{ kind, cameo string }{
	"CONSULT":   {"AGREE", "036"},
	"SUPPORT":   {"AGREE", "030"},
	"COOPERATE": {"AGREE", "031"},
	"AID":       {"AGREE", "033"},
	"RETREAT":   {"CONCEDE", "035"},
}
