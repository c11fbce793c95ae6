package event

import (
	"cmp"
	"slices"

	"dragoman/internal/doc"
)

// act is one act with its tellings, in the order of the text.
type act struct{ tellings []doc.Event }

// unite makes one event of the several tellings of an act: headline, lead and body.
// Each telling joins the act that it is linked to most strongly, if nothing it says
// keeps it from any telling of it; where two would do, it stays an event of its own,
// for two acts taken for one are lost and one told twice can still be seen to be one.
// Headlines come last: they have no news of their own.
//
// The result rests on the tellings alone, so that uniting again changes nothing.
func (c *coder) unite() {
	var body, heads []doc.Event
	for i := range c.d.Events {
		for _, t := range tellingsOf(&c.d.Events[i]) {
			if c.headline(&t) {
				heads = append(heads, t)
			} else {
				body = append(body, t)
			}
		}
	}
	body = append(body, c.bare(body)...)
	byToken := func(a, b doc.Event) int { return cmp.Compare(a.Token, b.Token) }
	slices.SortStableFunc(body, byToken)
	slices.SortStableFunc(heads, byToken)

	var acts []act
	for _, t := range body {
		n := len(acts)
		if acts = c.join(acts, t); c.isBare(&t) {
			acts = acts[:n] // alone it tells of no event
		}
	}
	for _, t := range heads {
		if n := len(acts); n > 0 && c.retold(acts, &t) {
			if joined := c.join(acts, t); len(joined) == n {
				acts = joined
			}
			continue
		}
		acts = c.join(acts, t)
	}
	c.d.Events = c.d.Events[:0:0]
	for i := range acts {
		slices.SortStableFunc(acts[i].tellings, byToken)
		c.d.Events = append(c.d.Events, c.merged(&acts[i]))
	}
	slices.SortStableFunc(c.d.Events, byToken)
	c.d.Rejected = slices.DeleteFunc(c.d.Rejected, c.isTold)
	c.denials()
}

// tellingsOf returns the clauses that tell of an event, as they tell of it.
func tellingsOf(e *doc.Event) []doc.Event {
	if e.Tellings != nil {
		return e.Tellings
	}
	t := *e
	t.Disagreements, t.Same = nil, ""
	return []doc.Event{t}
}

// join adds a telling to the act that it tells, or as an act of its own.
func (c *coder) join(acts []act, t doc.Event) []act {
	best, why, strength, tied := -1, "", 0, false
	for i := range acts {
		w, n := c.tells(&acts[i], &t)
		switch {
		case w == "":
		case best < 0 || n > strength:
			best, why, strength, tied = i, w, n, false
		case n == strength:
			tied = true
		}
	}
	if best < 0 || tied && !c.headline(&t) {
		t.Same = ""
		return append(acts, act{tellings: []doc.Event{t}})
	}
	t.Same = why
	acts[best].tellings = append(acts[best].tellings, t)
	return acts
}

// tells says what makes a telling one of an act: the strongest link to any telling
// of it, if it is compatible with all.
func (c *coder) tells(a *act, t *doc.Event) (why string, strength int) {
	for i := range a.tellings {
		o := &a.tellings[i]
		if class(o.Status) != class(t.Status) || !c.compatible(o, t) {
			return "", 0
		}
		if w, n := c.link(o, t); w != "" && (why == "" || n > strength) {
			why, strength = w, n
		}
	}
	return why, strength
}

// retold notes a headline whose act the body tells otherwise, as done or as said:
// a headline is no second act, and the body knows better.
func (c *coder) retold(acts []act, t *doc.Event) bool {
	for i := range acts {
		if w, _ := c.tells(&acts[i], t); w != "" {
			return false
		}
	}
	for i := range acts {
		o := &acts[i].tellings[0]
		same := o.Type == t.Type || o.Underlying == t.Type ||
			t.Type == "AGREE" && len(t.Target) > 0 && (o.Type == "SUPPORT" || o.Type == "COOPERATE") // "agree to share", "signed an accord"
		if same && !c.headline(o) && c.sameSide(t.Source, o.Source) && (len(t.Target) == 0 || c.sameSide(t.Target, o.Target)) {
			c.reject(t.Token, t.Frame, "the body tells it again: %q", c.d.Of(o.Trigger))
			return true
		}
	}
	return false
}

// bare returns the clauses that name an act without its parties, but for those among
// the tellings already: "The raid took place near Gao".
func (c *coder) bare(tellings []doc.Event) []doc.Event {
	var out []doc.Event
	for i := range c.namings {
		m := &c.namings[i]
		if c.matchAt[m.pred.Token] = m; slices.ContainsFunc(tellings, func(t doc.Event) bool { return t.Token == m.pred.Token }) {
			continue
		}
		if c.d.Arcs[m.pred.Token].Rel == "nsubj:pass" && c.matchAt[c.d.Arcs[m.pred.Token].Head] != nil {
			continue // "the threat was dismissed" tells of the dismissal
		}
		t := c.build(m)
		c.setDate(&t, c.refs[c.d.SentenceOf(t.Token)])
		out = append(out, t)
	}
	c.describe(out)
	c.setContexts(out)
	return out
}

func (c *coder) isBare(t *doc.Event) bool {
	return slices.ContainsFunc(c.namings, func(m match) bool { return m.pred.Token == t.Token })
}

// isTold reports whether a rejected candidate is a telling of an act after all.
func (c *coder) isTold(r doc.Rejected) bool {
	return slices.ContainsFunc(c.d.Events, func(e doc.Event) bool {
		return slices.ContainsFunc(e.Tellings, func(t doc.Event) bool { return t.Token == r.Token })
	})
}

// matchOf returns the match that an event was made of.
func (c *coder) matchOf(e *doc.Event) *match { return c.matchAt[e.Token] }
