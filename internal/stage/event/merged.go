package event

import (
	"fmt"
	"slices"
	"strings"

	"dragoman/internal/doc"
)

// merged makes the event of an act: its main telling, with each detail that another
// telling supports better.
func (c *coder) merged(a *act) doc.Event {
	if len(a.tellings) == 1 {
		return a.tellings[0]
	}
	main := &a.tellings[0]
	for i := range a.tellings {
		if t := &a.tellings[i]; c.tellsMore(t, main) {
			main = t
		}
	}
	for i := range a.tellings {
		if t := &a.tellings[i]; t.Same == "" && t != main {
			t.Same, main.Same = main.Same, ""
		}
	}
	e := *main
	e.Why = slices.Clone(main.Why)
	e.Tellings = a.tellings
	for i := range a.tellings {
		if t := &a.tellings[i]; t.Token != main.Token {
			c.sharpen(&e, t)
		}
	}
	for i := range a.tellings {
		c.disagreements(&e, &a.tellings[i])
	}
	return e
}

// tellsMore reports whether a telling is the better main one: of the body before the
// headline, then with more slots filled, then the first.
func (c *coder) tellsMore(t, than *doc.Event) bool {
	if c.headline(t) != c.headline(than) {
		return c.headline(than)
	}
	return filled(t) > filled(than)
}

func filled(e *doc.Event) int { return min(len(e.Source), 1) + min(len(e.Target), 1) }

// sharpen takes over the details of a telling that are better than an event's.
func (c *coder) sharpen(e, t *doc.Event) {
	d := c.d
	from := func(what string) { e.Why = append(e.Why, fmt.Sprintf("%s: that of %q", what, d.Of(t.Trigger))) }
	switch {
	case e.Mode == "" && t.Mode != "" && e.Type == t.Type:
		e.Mode, e.CAMEO = t.Mode, t.CAMEO
		from("mode")
	case e.Mode == t.Mode && deeper(t.CAMEO, e.CAMEO):
		e.CAMEO = t.CAMEO
		from("code")
	}
	if other := c.better(e.Source, t.Source); other != nil && !sharesActor(other, e.Target) {
		e.Source = other
		from("source")
	}
	if other := c.better(e.Target, t.Target); other != nil && !sharesActor(other, e.Source) {
		e.Target = other
		from("target")
	}
	if weight := map[doc.Modality]int{doc.Background: -1, doc.Ongoing: 1, doc.Planned: 1}; !c.headline(t) && weight[t.Status] > weight[e.Status] {
		e.Status = t.Status
		from("status")
	}
	if c.sharper(t, e) {
		e.Date = t.Date
		from("date")
	}
	if t.Place >= 0 && (e.Place < 0 || wide(&d.Places[e.Place]) && !wide(&d.Places[t.Place])) {
		e.Place = t.Place
		from("place")
	}
	for _, x := range countsOf(&e.Counts, &t.Counts) {
		if c.firmer(*x.of, *x.told, t) {
			*x.of = *x.told
			from(x.field)
		}
	}
	if e.Condition.Empty() {
		e.Condition = t.Condition
	}
	for _, x := range t.Contexts {
		if !slices.Contains(e.Contexts, x) {
			e.Contexts = append(slices.Clip(e.Contexts), x)
		}
	}
}

// deeper reports whether a CAMEO code is one under another: 1951 under 195, which is
// under 190.
func deeper(code, than string) bool {
	than = strings.TrimRight(than, "0")
	return len(strings.TrimRight(code, "0")) > len(than) && len(than) > 1 && strings.HasPrefix(code, than)
}

// better returns the parties of a telling where they say more than an event's: some
// where it has none, all of those of whom it has some, who it was of the state that
// it names.
func (c *coder) better(was, told []doc.Party) []doc.Party {
	switch k := c.kin(was, told); {
	case len(was) == 0 && len(told) > 0:
		return told
	case k == shared && len(told) > len(was):
		return told
	case k == own && len(was) == 1 && len(told) == 1 && c.d.Actors[was[0].Actor].Kind == "state" && c.byName(told[0]):
		return told
	case k == fellow && !c.stated(was) && c.stated(told):
		return told
	}
	return nil
}

// byName reports whether a party is named, not only described.
func (c *coder) byName(p doc.Party) bool {
	return p.Mention >= 0 && c.d.Mentions[p.Mention].As == doc.AsName
}

// sharper reports whether a telling dates an act more closely: by a day of its own
// before one inferred, by a day before a year.
func (c *coder) sharper(t, e *doc.Event) bool {
	if !c.dated(t) {
		return false
	}
	if !c.dated(e) {
		return true
	}
	x, y := t.Date, e.Date
	if x.From.IsZero() || x.To.IsZero() {
		return false
	}
	return y.From.IsZero() || y.To.IsZero() || x.To.Sub(x.From) < y.To.Sub(y.From)
}

// toll is a count of an event and the same one of a telling.
type toll struct {
	field    string
	of, told *[]int
}

func countsOf(e, t *doc.Counts) []toll {
	return []toll{{"killed", &e.Killed, &t.Killed}, {"injured", &e.Injured, &t.Injured}, {"arrested", &e.Arrested, &t.Arrested},
		{"people", &e.People, &t.People}, {"amount", &e.Amount, &t.Amount}}
}

// firmer reports whether a figure is better than the one an event has: any before
// none, an exact one before a vague one.
func (c *coder) firmer(was, told []int, t *doc.Event) bool {
	if len(told) == 0 || len(was) == 0 {
		return len(told) > 0
	}
	exact := func(ks []int) bool {
		return !slices.ContainsFunc(ks, func(k int) bool { f := &c.d.Figures[k]; return f.Vague || f.Low != f.High })
	}
	return exact(told) && !exact(was) && (!c.headline(t) || !c.differ(was, told))
}

// disagreements notes what a telling says otherwise than its event.
func (c *coder) disagreements(e, t *doc.Event) {
	note := func(field string, index int, words doc.Span) {
		e.Disagreements = append(e.Disagreements, doc.Disagreement{Span: words, Field: field, Index: index, Statement: t.Statement})
	}
	for _, x := range countsOf(&e.Counts, &t.Counts) {
		if c.differ(*x.of, *x.told) {
			first, last := c.d.Figures[(*x.told)[0]].Span, c.d.Figures[(*x.told)[len(*x.told)-1]].Span
			e.Disagreements = append(e.Disagreements, doc.Disagreement{Span: doc.Span{Start: first.Start, End: last.End}, Field: x.field, Index: -1, Figures: *x.told, Statement: t.Statement})
		}
	}
	if c.dated(e) && c.dated(t) && !sameDay(e, t) {
		note("date", t.Date.Time, c.d.Times[t.Date.Time].Span)
	}
	if p := c.ownPlace(t); p >= 0 && !c.near(e.Place, p) {
		note("place", p, c.d.Places[p].Span)
	}
}
