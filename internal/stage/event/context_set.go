package event

import (
	"fmt"
	"slices"

	"dragoman/internal/doc"
)

func (c *coder) setContexts(events []doc.Event) {
	for i := range events {
		c.setContext(&events[i])
	}
}

// setContext says what an act is a matter of. A context needs a cue in the act's
// own clause, in who acts or in what is done; a hint there needs a second one, for
// which the rest of the sentence will do.
func (c *coder) setContext(e *doc.Event) {
	x := c.ctx.table
	add := func(context, why string) {
		if !slices.Contains(e.Contexts, context) {
			e.Contexts = append(e.Contexts, context)
			e.Why = append(e.Why, fmt.Sprintf("context %s: %s", context, why))
		}
	}
	for k := range x.acts {
		if r := &x.acts[k]; c.isOneOf(e, r.acts) {
			add(r.says, "act "+r.text)
		}
	}
	cues := c.ctx.of(c, c.d.SentenceOf(e.Token))
	for k := range x.parties {
		r := &x.parties[k]
		if why := c.partyOf(e, r); why != "" {
			add(r.says, why)
		}
	}
	if told := c.addCued(e, cues, add); told {
		return
	}
	for k := range x.rest {
		if r := &x.rest[k]; c.isOneOf(e, r.acts) {
			add(r.says, "act "+r.text+", and no word says otherwise")
		}
	}
}

// addCued adds the contexts that the words of an act's clause speak for and
// reports whether there were any.
func (c *coder) addCued(e *doc.Event, cues []found, add func(context, why string)) bool {
	if len(cues) == 0 {
		return false
	}
	near, told := c.nearTokens(e), false
	for k := range cues {
		f := &cues[k]
		if !near.has(f.first) && !near.has(f.last-1) {
			continue
		}
		for _, r := range f.cue.rules {
			if !c.isOneOf(e, r.acts) {
				continue
			}
			why := fmt.Sprintf("%q", c.d.Of(c.d.TokenSpan(f.first, f.last)))
			if r.hint {
				with := c.seconded(e, cues, k, r)
				if with == nil {
					continue
				}
				why += fmt.Sprintf(" with %q", c.d.Of(c.d.TokenSpan(with.first, with.last)))
			}
			add(r.says, why)
			told = true
		}
	}
	return told
}

// seconded returns a cue of another row for the context of hint k, or nil.
func (c *coder) seconded(e *doc.Event, cues []found, k int, hint *rule) *found {
	for i := range cues {
		if cues[i].first == cues[k].first {
			continue
		}
		for _, r := range cues[i].cue.rules {
			if r != hint && r.says == hint.says && c.isOneOf(e, r.acts) {
				return &cues[i]
			}
		}
	}
	return nil
}
