package event

import (
	"fmt"

	"dragoman/internal/doc"
)

// describe says of each event how it was done, and which numbers its own clause tells.
func (c *coder) describe(events []doc.Event) {
	for i := range events {
		c.setMode(&events[i])
		c.ownCounts(&events[i])
	}
}

// setMode finds how an act was done where its frame leaves that open: "attacked the
// base with drones", "told him by phone". Of an attack the words are those of its
// means, not of what is attacked.
func (c *coder) setMode(e *doc.Event) {
	if e.Mode != "" {
		return
	}
	var best *rule
	why := ""
	take := func(r *rule, because string) {
		if (best == nil || r.line < best.line) && c.isOneOf(e, r.acts) && c.types.has(e.Type, r.says) {
			best, why = r, because
		}
	}
	x := c.mode.table
	for k := range x.acts {
		take(&x.acts[k], "act "+x.acts[k].text)
	}
	if cues := c.mode.of(c, c.d.SentenceOf(e.Token)); len(cues) > 0 {
		near := c.nearTokens(e)
		if e.Type == "ASSAULT" {
			c.withoutAim(c.matchOf(e), near)
		}
		for _, f := range cues {
			if !near.has(f.first) && !near.has(f.last-1) {
				continue
			}
			for _, r := range f.cue.rules {
				take(r, fmt.Sprintf("%q", c.d.Of(c.d.TokenSpan(f.first, f.last))))
			}
		}
	}
	if best != nil {
		e.Mode = best.says
		e.Why = append(e.Why, fmt.Sprintf("mode %s: %s", e.Mode, why))
	}
}

// withoutAim takes what is attacked out of the words that tell by what means, but
// for the act's own noun: "attacked a drone base", "launched a drone attack".
func (c *coder) withoutAim(m *match, near tokenSet) {
	for _, a := range m.pred.Args {
		switch a.Role {
		case "obj", "on", "against", "at", "in", "near", "of":
		default:
			continue
		}
		if l := c.lemma(a.Token); c.lex.inClass("@attack-noun", l) || a.Token < m.pred.Token && a.Role != "obj" || c.d.IsRel(a.Token, "nsubj") {
			continue
		}
		if first, last := c.d.Subtree(a.Token); first <= m.pred.Token && m.pred.Token < last {
			continue
		}
		c.dropAim(near, a.Token)
	}
}

// dropAim takes out a phrase, but for a "with" that the parser may have hung on it
// instead of the verb: "attacked the rebels with drones".
func (c *coder) dropAim(near tokenSet, t int) {
	near.drop(t)
	for _, k := range c.d.Kids(t) {
		if c.caseOf(int(k)) != "with" {
			c.dropAim(near, int(k))
		}
	}
}

// inheritMode gives an outcome the mode of the act that it is the outcome of:
// "A drone hit the depot. Two guards were killed."
func (c *coder) inheritMode(e, of *doc.Event) {
	if e.Mode == "" && of.Mode != "" && e.Type == of.Type && e != of {
		e.Mode = of.Mode
		e.Why = append(e.Why, fmt.Sprintf("mode %s: that of %q", e.Mode, c.d.Of(of.Trigger)))
	}
}
