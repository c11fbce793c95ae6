package event

import (
	"fmt"
	"slices"
	"strings"

	"dragoman/internal/doc"
)

// actSpec is a demand on an act: "AID", "COERCE/arrest", "0231", with who does
// it to whom: "CONSULT governments", "COERCE source=GOV,COP", "ASSAULT home".
type actSpec struct {
	kind, mode, cameo string
	governments       bool // between governments of different states, or with a body of states
	home              bool // within one state
	several           bool // among three states or more
	source, target    []string
}

// parseAct reads "COERCE/arrest home source=GOV,COP".
func (t types) parseAct(text string) (actSpec, error) {
	var a actSpec
	for i, f := range strings.Fields(text) {
		name, value, _ := strings.Cut(f, "=")
		switch {
		case i == 0 && strings.Trim(f, "0123456789") == "":
			a.cameo = f
		case i == 0:
			a.kind, a.mode, _ = strings.Cut(f, "/")
			if a.kind != "*" && !t.has(a.kind, a.mode) {
				return a, fmt.Errorf("%q, expected a PLOVER type and mode or a CAMEO code", f)
			}
		case f == "governments":
			a.governments = true
		case f == "home":
			a.home = true
		case f == "several":
			a.several = true
		case name == "source":
			a.source = strings.Split(value, ",")
		case name == "target":
			a.target = strings.Split(value, ",")
		default:
			return a, fmt.Errorf("%q, expected governments, home, several, source= or target=", f)
		}
	}
	return a, nil
}

// isOneOf reports whether an event is one of those that a row asks for; it asks for
// none in particular where it names none.
func (c *coder) isOneOf(e *doc.Event, specs []actSpec) bool {
	if len(specs) == 0 {
		return true
	}
	for i := range specs {
		if a := &specs[i]; c.isAct(e, a) {
			return true
		}
	}
	return false
}

func (c *coder) isAct(e *doc.Event, a *actSpec) bool {
	switch {
	case a.cameo != "" && !strings.HasPrefix(e.CAMEO, a.cameo),
		a.cameo == "" && a.kind != "*" && a.kind != e.Type && a.kind != e.Underlying,
		a.mode != "" && a.mode != e.Mode,
		a.source != nil && !c.anyOf(e.Source, a.source),
		a.target != nil && !c.anyOf(e.Target, a.target),
		a.governments && !c.betweenGovernments(e),
		a.home && !c.atHome(e),
		a.several && !c.amongSeveral(e):
		return false
	}
	return true
}

// partyOf returns a party of one of the sorts that a row asks for, "NAME is SORT",
// or "".
func (c *coder) partyOf(e *doc.Event, r *rule) string {
	for _, ps := range [...][]doc.Party{e.Source, e.Target} {
		for _, p := range ps {
			if sort := c.sortOf(p, r.who); sort != "" && c.isOneOf(e, r.acts) && !c.meansNothing(p) {
				return c.d.Actors[p.Actor].Name + " is " + sort
			}
		}
	}
	return ""
}

// sortOf returns which of the sorts a party is of: a sector ("MIL") or a kind of
// actor ("state"); or "".
func (c *coder) sortOf(p doc.Party, sorts []string) string {
	switch a := &c.d.Actors[p.Actor]; {
	case a.Sector != "" && slices.Contains(sorts, a.Sector):
		return a.Sector
	case slices.Contains(sorts, a.Kind):
		return "a " + a.Kind
	}
	return ""
}

func (c *coder) anyOf(ps []doc.Party, sorts []string) bool {
	return slices.ContainsFunc(ps, func(p doc.Party) bool { return c.sortOf(p, sorts) != "" })
}

// meansNothing reports whether a party is named by words of which a row says that
// they mean nothing: security forces are no army.
func (c *coder) meansNothing(p doc.Party) bool {
	if p.Mention < 0 {
		return false
	}
	head := c.d.Mentions[p.Mention].Head
	for _, f := range c.ctx.of(c, c.d.SentenceOf(head)) {
		if f.first <= head && head < f.last {
			return len(f.cue.rules) == 0
		}
	}
	return false
}

// betweenGovernments reports whether an act is between governments of different
// states, or between one and a body of states. Those who agree or meet may all be
// its source.
func (c *coder) betweenGovernments(e *doc.Event) bool {
	others := e.Target
	if len(others) == 0 {
		others = e.Source
	}
	for _, p := range e.Source {
		for _, q := range others {
			a, b := &c.d.Actors[p.Actor], &c.d.Actors[q.Actor]
			if p.Actor != q.Actor && governs(a) && governs(b) && (a.Country != b.Country || a.Country == "" && a.Sector == "IGO") {
				return true
			}
		}
	}
	return false
}

// governs reports whether an actor speaks for a state or a body of states.
func governs(a *doc.Actor) bool {
	switch a.Sector {
	case "":
		return a.Kind == "state" || a.Kind == "leader"
	case "GOV", "IGO", "SPY":
		return true
	}
	return false
}

// amongSeveral reports whether three states or more take part in an act.
func (c *coder) amongSeveral(e *doc.Event) bool {
	var states []string
	for _, p := range slices.Concat(e.Source, e.Target) {
		if a := &c.d.Actors[p.Actor]; a.Country != "" && governs(a) && !slices.Contains(states, a.Country) {
			states = append(states, a.Country)
		}
	}
	return len(states) > 2
}

// atHome reports whether an act is done within one state.
func (c *coder) atHome(e *doc.Event) bool {
	for _, p := range e.Source {
		for _, q := range e.Target {
			if a, b := &c.d.Actors[p.Actor], &c.d.Actors[q.Actor]; a.Country != "" && a.Country == b.Country && p.Actor != q.Actor {
				return true
			}
		}
	}
	return false
}
