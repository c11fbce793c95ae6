package event

import (
	"fmt"

	"dragoman/internal/doc"
)

// setDate gives an event the time expression nearest to it in the tree: one
// that hangs on the trigger, else on the verbs over it up to the clause that
// somebody is said to tell. Without one, the report's own day bounds it.
func (c *coder) setDate(e *doc.Event) {
	d := c.d
	e.Date.Time = -1
	best := -1
	for k, head := range c.index.times {
		if head < 0 || d.Times[k].Type == "DURATION" || d.Times[k].Type == "SET" || d.Times[k].TimeRange == (doc.TimeRange{}) {
			continue
		}
		if n := c.steps(head, e.Token); n >= 0 && (best < 0 || n < best) {
			best, e.Date.Time = n, k
		}
	}
	if k := e.Date.Time; k >= 0 {
		e.Date.TimeRange = d.Times[k].TimeRange
		if e.Date.To.IsZero() && !e.Date.From.IsZero() && e.Status.Done() && !d.Date.IsZero() {
			e.Date.To = d.Date.Truncate(24 * 3600e9) // "since January": until the report
		}
		e.Why = append(e.Why, fmt.Sprintf("date: %q", d.Of(d.Times[k].Span)))
		return
	}
	if d.Date.IsZero() || e.Status == doc.Background || d.IsRel(e.Token, "ccomp") && e.Status == doc.Negated && c.before(e.Token) {
		return
	}
	day := d.Date.Truncate(24 * 3600e9)
	e.Date.TimeRange = doc.TimeRange{From: day, To: day, Precision: "vague"}
	e.Why = append(e.Why, "date: none told; about the day of the report")
}

// before reports whether a past perfect sets the act before what is told, so that
// the report's day says nothing of its own: "denied that its planes had attacked".
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
		if t != head && d.Tags[t].POS == doc.VERB {
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

// placeOf returns the place named in the clause of a trigger, or -1.
func (c *coder) placeOf(trigger int) int {
	d := c.d
	place, best := -1, -1
	for k := range d.Places {
		first, last := c.index.tokens(d.Places[k].Span)
		head := c.index.headOf(first, last)
		if head < 0 || !c.locative(head) {
			continue
		}
		if n := c.steps(head, trigger); n >= 0 && (best < 0 || n < best) {
			best, place = n, k
		}
	}
	return place
}

// locative reports whether a place name stands behind a preposition that says
// where, or is given as a bare setting.
func (c *coder) locative(head int) bool {
	k := c.d.Kid(head, "case")
	for k < 0 && c.d.IsRel(head, "appos", "flat") {
		head = c.d.Arcs[head].Head // "in the Serbian capital, Belgrade"
		k = c.d.Kid(head, "case")
	}
	if k < 0 {
		return false
	}
	switch c.d.Lemma(k) {
	case "in", "at", "near", "outside", "inside", "around", "across", "to", "into", "over", "within", "throughout", "on":
		return true
	}
	return false
}

// setCounts gives an event the numbers told of the people and money in it.
func (c *coder) setCounts(e *doc.Event, m *match) {
	d := c.d
	for _, a := range m.pred.Args {
		k := c.figureIn(a.Token)
		if k < 0 {
			continue
		}
		switch unit := d.Figures[k].Unit; {
		case isCurrency(unit):
			e.Counts.Amount = k
		case unit != "person":
		case a.Role == "obj" && c.lex.inClass("@killing", c.lemma(e.Token)):
			e.Counts.Killed = k
		case a.Role == "obj" && c.lex.inClass("@injuring", c.lemma(e.Token)):
			e.Counts.Injured = k
		case a.Role == "obj" && e.Mode == "arrest":
			e.Counts.Arrested = k
		case a.Role == "subj" && e.Type == "PROTEST":
			e.Counts.People = k
		}
	}
}

// figureIn returns the figure that counts a noun: over the noun or one of its
// numerals, or -1.
func (c *coder) figureIn(t int) int {
	if k := c.index.figure(t); k >= 0 {
		return k
	}
	for _, kid := range c.d.Kids(t) {
		if c.d.IsRel(int(kid), "nummod", "compound", "amod") {
			if k := c.index.figure(int(kid)); k >= 0 {
				return k
			}
		}
	}
	return -1
}

func (lex *frames) inClass(class, lemma string) bool {
	for _, l := range lex.classes[class] {
		if l == lemma {
			return true
		}
	}
	return false
}
