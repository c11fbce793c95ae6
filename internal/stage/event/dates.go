package event

import (
	"fmt"
	"time"

	"dragoman/internal/doc"
)

// setDates gives every event its time. An expression that hangs on the act in
// the tree is its date. An act without one is dated, vaguely, by the day that the
// story has come to (the reference time of Reichenbach 1947): the last day told
// before it, and without any the report's own. "The army attacked on Friday.
// Rebels shot back."
func (c *coder) setDates() {
	c.refs = c.references()
	for i := range c.d.Events {
		e := &c.d.Events[i]
		c.setDate(e, c.refs[c.d.SentenceOf(e.Token)])
	}
}

func (c *coder) today() time.Time { return c.d.Date.Truncate(24 * time.Hour) }

// dates reports whether an expression says when, not how long or how often.
func dates(t *doc.Time) bool {
	return t.Type != "DURATION" && t.Type != "SET" && t.TimeRange != doc.TimeRange{}
}

// setDate gives an event the time expression nearest to it in the tree: one
// that hangs on the trigger, else on the verbs over it up to the clause that
// somebody is said to tell. Without one, the reference bounds it.
func (c *coder) setDate(e *doc.Event, ref reference) {
	d := c.d
	if c.lapsed(e, ref) {
		return
	}
	e.Date.Time = c.timeOf(e.Token, ref)
	if k := e.Date.Time; k >= 0 && !c.ofTelling(e, k) {
		e.Date.TimeRange = d.Times[k].TimeRange
		if e.Date.To.IsZero() && !e.Date.From.IsZero() && e.Status.Done() && !d.Date.IsZero() {
			e.Date.To = c.today() // "since January": until the report
		}
		e.Why = append(e.Why, fmt.Sprintf("date: %q", d.Of(d.Times[k].Span)))
		return
	}
	if d.Date.IsZero() || e.Status == doc.Negated && d.IsRel(e.Token, "ccomp") && c.before(e.Token) {
		return
	}
	if k := c.over(e.Token); k >= 0 {
		ref = reference{k, d.Times[k].TimeRange}
	}
	before := e.Status.Done() && c.toldAgain(e)
	if ref.time < 0 {
		if e.Status == doc.Background {
			return
		}
		e.Date.TimeRange = doc.TimeRange{From: c.today(), To: c.today(), Precision: "vague"}
		e.Date.Before = before
		e.Why = append(e.Why, "date: none told; about the day of the report")
		return
	}
	e.Date = doc.EventDate{Time: ref.time, TimeRange: ref.TimeRange, Before: before}
	e.Date.Precision = "vague"
	e.Why = append(e.Why, fmt.Sprintf("date: none told; about the day the story has come to, %q", d.Of(d.Times[ref.time].Span)))
}

// toldAgain reports whether an act is told as known or as done before what is told
// with it: "the raid", "rebels had raided", "after rebels raided".
func (c *coder) toldAgain(e *doc.Event) bool {
	if c.d.Tags[e.Token].POS == doc.NOUN {
		return c.pointed(e.Token)
	}
	m := c.d.Kid(e.Token, "mark")
	return e.Status == doc.Background || c.before(e.Token) || m >= 0 && c.d.Lemma(m) == "after"
}

// ofTelling reports whether a time is that of the verb that tells of an act by a noun:
// "condemned on Saturday the arrest of the editor".
func (c *coder) ofTelling(e *doc.Event, k int) bool {
	if e.Statement < 0 || c.d.Tags[e.Token].POS != doc.NOUN {
		return false
	}
	up := c.d.Arcs[c.index.times[k]].Head
	return up >= 0 && c.d.Statements[e.Statement].Cue.Covers(c.d.Tokens[up].Span)
}

// timeOf returns the time expression that is nearest to an act in the tree, or -1.
func (c *coder) timeOf(trigger int, ref reference) int {
	best, found := -1, -1
	for k, head := range c.index.times {
		if head < 0 || !dates(&c.d.Times[k]) || ref.time >= 0 && c.ofNoDay(&c.d.Times[k]) {
			continue
		}
		if n := c.steps(head, trigger); n >= 0 && (best < 0 || n < best) {
			best, found = n, k
		}
	}
	return found
}

// over returns the time of a verb that an act stands under in another clause, or
// -1: the act lies about it, mostly before. "The state was founded in 2003 after
// rebels had ousted its president", "said on Friday that troops had fired".
func (c *coder) over(trigger int) int {
	d := c.d
	best, found := -1, -1
	for k, head := range c.index.times {
		if head < 0 || !dates(&d.Times[k]) || d.Times[k].From.IsZero() || d.Times[k].To.IsZero() || c.ofNoDay(&d.Times[k]) || !d.IsRel(head, "obl", "advmod", "nmod:unmarked") {
			continue
		}
		n := 0
		for t := trigger; t >= 0; t = d.Arcs[t].Head {
			if t == d.Arcs[head].Head && c.predicative(t) && (found < 0 || n < best) {
				best, found = n, k
			}
			n++
		}
	}
	return found
}

// before reports whether a past perfect sets an act before what is told, so that
// no day of the story is its own: "denied that its planes had attacked".
func (c *coder) before(t int) bool {
	for _, k := range c.d.Kids(t) {
		if c.d.IsRel(int(k), "aux") && c.d.Lemma(int(k)) == "have" && c.d.Tags[k].Feat("Tense") == "Past" {
			return true
		}
	}
	return false
}

// steps counts how far a time expression is from a trigger in the tree: through
// the trigger's own dependents first, then over its governors. -1 where the two
// are in different clauses.
func (c *coder) steps(head, trigger int) int {
	d := c.d
	n := 0
	for t := head; t >= 0; t = d.Arcs[t].Head {
		if t == trigger {
			return n
		}
		n++
		if d.Arcs[t].Head == trigger && d.IsRel(t, "acl") && !d.IsRel(t, "acl:relcl") {
			continue // "protests held in Algiers"
		}
		if t != head && c.predicative(t) {
			// The time hangs on another verb: it serves the trigger only
			// where that verb governs it without a teller in between.
			if m := c.below(trigger, t); m >= 0 {
				return 10 + n + m
			}
			return -1
		}
	}
	return -1
}

// below counts the steps from a trigger up to the verb over it, or -1 where a
// clause that is told by someone, or one about something else, lies between.
func (c *coder) below(trigger, verb int) int {
	d := c.d
	n := 0
	for t := trigger; t >= 0; t = d.Arcs[t].Head {
		if t == verb {
			return n
		}
		if d.IsRel(t, "ccomp", "parataxis", "acl:relcl", "advcl") && !c.simultaneous(t) {
			return -1
		}
		n++
	}
	return -1
}

// simultaneous reports whether a clause tells of the same time as the one it
// stands in: "was hit on Friday when rebels attacked", "in Perth, where they met".
func (c *coder) simultaneous(t int) bool {
	for _, k := range c.d.Kids(t) {
		if int(k) < t && c.d.IsRel(int(k), "advmod", "mark") {
			switch c.d.Lemma(int(k)) {
			case "when", "where", "while":
				return c.d.Tags[t].Feat("Tense") == "Past"
			}
		}
	}
	return false
}
