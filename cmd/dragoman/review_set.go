package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"dragoman"
	"dragoman/data"
	"dragoman/internal/actors"
	"dragoman/internal/ledger"
	"dragoman/internal/ontology"
	"dragoman/internal/review"
)

// corrector reads what people write for the fields of an event.
type corrector struct {
	tables *ontology.Tables
	states *actors.States
}

func newCorrector() (*corrector, error) {
	tables, err := ontology.Open(data.Files)
	if err != nil {
		return nil, err
	}
	states, err := actors.LoadStates(data.Files)
	return &corrector{tables, states}, err
}

// correctable are the fields that --set knows.
var correctable = []string{"type", "mode", "cameo", "underlying", "status", "source", "target", "day", "place"}

// read reads corrections of one event: "status=planned".
func (s *corrector) read(r *dragoman.Record, e *dragoman.Event, set []string) (*review.Correction, error) {
	c := &review.Correction{}
	for _, one := range set {
		field, value, ok := strings.Cut(one, "=")
		if !ok {
			return nil, fmt.Errorf("%q, expected FIELD=VALUE with a field of %s", one, strings.Join(correctable, " "))
		}
		if err := s.field(c, r, strings.TrimSpace(field), strings.TrimSpace(value)); err != nil {
			return nil, err
		}
	}
	return c, s.complete(c, r, e)
}

// none is how people write that there is nothing.
const none = "-"

func (s *corrector) field(c *review.Correction, r *dragoman.Record, field, value string) error {
	if value == "" {
		return fmt.Errorf("%s=: expected a value, or %s for none", field, none)
	}
	text := value
	if value == none {
		text = ""
	}
	switch field {
	case "type":
		c.Type = value
	case "status":
		c.Status = strings.ToLower(value)
	case "mode":
		c.Mode = &text
	case "cameo":
		c.CAMEO = &text
	case "underlying":
		text = strings.ToUpper(text)
		c.Underlying = &text
	case "source", "target":
		side, err := s.parties(r, text)
		if err != nil {
			return fmt.Errorf("%s=%s: %w", field, value, err)
		}
		if field == "source" {
			c.Source = &side
		} else {
			c.Target = &side
		}
	case "day":
		date, err := readDay(text)
		if err != nil {
			return err
		}
		c.Date = date
	case "place":
		c.Place = placeOf(r, text)
	default:
		return fmt.Errorf("no field %q to correct, expected one of %s", field, strings.Join(correctable, " "))
	}
	return nil
}

// readDay reads a day, a month, a year or a stretch.
func readDay(text string) (*dragoman.EventDate, error) {
	if text == "" {
		return &dragoman.EventDate{}, nil
	}
	one, other, stretch := strings.Cut(text, "..")
	from, to, err := days("day", one)
	if err != nil {
		return nil, err
	}
	out := &dragoman.EventDate{Precision: map[int]string{10: "day", 7: "month", 4: "year"}[len(one)]}
	if stretch {
		if _, to, err = days("day", other); err != nil {
			return nil, err
		}
		out.Precision = "interval"
	}
	out.From, out.To = ledger.Date(*from), ledger.Date(*to)
	if out.From > out.To {
		return nil, fmt.Errorf("day=%s ends before it begins", text)
	}
	return out, nil
}

// placeOf is a place of the report, or one that is known by its name alone.
func placeOf(r *dragoman.Record, name string) *dragoman.Where {
	for _, p := range r.Places {
		if strings.EqualFold(p.Name, name) || strings.EqualFold(p.Text, name) {
			return &dragoman.Where{Name: p.Name, Country: p.Country, Lat: p.Lat, Lon: p.Lon}
		}
	}
	w := &dragoman.Where{Name: name}
	if at := strings.LastIndex(name, ", "); at > 0 && len(name) == at+5 {
		w.Name, w.Country = name[:at], strings.ToUpper(name[at+2:])
	}
	return w
}

// parties reads the actors of a side.
func (s *corrector) parties(r *dragoman.Record, text string) ([]dragoman.ActorRef, error) {
	out := []dragoman.ActorRef{}
	for who := range strings.SplitSeq(text, ";") {
		if who = strings.TrimSpace(who); who == "" {
			continue
		}
		p, err := s.party(r, who)
		if err != nil {
			return nil, err
		}
		out = append(out, dragoman.ActorRef{Party: p})
	}
	return out, nil
}

// party finds whom people mean: an actor of the report by its id or name, a state by its
// code or name, an actor of the report by its CAMEO code. What fits several is refused.
func (s *corrector) party(r *dragoman.Record, who string) (dragoman.Party, error) {
	by := func(is func(p dragoman.Party) bool) (found []dragoman.Party) {
		for _, a := range r.Actors {
			if is(a.Party) && !slices.Contains(found, a.Party) {
				found = append(found, a.Party)
			}
		}
		return found
	}
	found := by(func(p dragoman.Party) bool { return p.ID == who })
	if len(found) == 0 {
		found = by(func(p dragoman.Party) bool { return strings.EqualFold(p.Name, who) })
	}
	if len(found) == 0 {
		day, _, _ := dragoman.ParseDate(r.Date) // zero where none is known
		if st := cmp.Or(s.states.Code(strings.ToUpper(who)), s.states.Named(who, day)); st != nil {
			return dragoman.Party{ID: st.Code, Name: st.Name, Kind: "state", Country: st.Code, CAMEO: st.Code}, nil
		}
		found = by(func(p dragoman.Party) bool { return p.CAMEO != "" && strings.EqualFold(p.CAMEO, who) })
	}
	names := func(ps []dragoman.Party) string {
		var out []string
		for _, p := range ps {
			out = append(out, fmt.Sprintf("%s (%s)", p.ID, p.Name))
		}
		return strings.Join(out, ", ")
	}
	switch len(found) {
	case 0:
		return dragoman.Party{}, fmt.Errorf("no state, and no actor of the report; expected one of %s", names(by(func(dragoman.Party) bool { return true })))
	case 1:
		return found[0], nil
	}
	return dragoman.Party{}, fmt.Errorf("several actors are called so; expected the id of one: %s", names(found))
}

// complete holds the values to those that there are, leaves out what is so already, and
// adds the class and the scale value of another type or code.
func (s *corrector) complete(c *review.Correction, r *dragoman.Record, e *dragoman.Event) error {
	if e.PLOVER == nil { // a user's own types may have small letters
		c.Type = strings.ToUpper(c.Type)
	}
	if c.Type == e.Type {
		c.Type = ""
	}
	if c.Status == e.Status {
		c.Status = ""
	} else if c.Status != "" {
		if err := isStatus(c.Status); err != nil {
			return err
		}
	}
	for _, f := range []struct {
		new *(*string)
		old string
	}{{&c.Mode, e.Mode}, {&c.CAMEO, e.CAMEO}, {&c.Underlying, e.Underlying}} {
		if c.Type == "" && *f.new != nil && **f.new == f.old {
			*f.new = nil
		}
	}
	if *c == (review.Correction{}) {
		return fmt.Errorf("nothing is corrected: the event has it so already")
	}
	for _, side := range []*[]dragoman.ActorRef{c.Source, c.Target} {
		if side == nil {
			continue
		}
		for _, a := range *side {
			if a.Name == "" || a.Country != "" && s.states.Code(a.Country) == nil {
				return fmt.Errorf("an actor %q of the country %q, expected a name, and a code of a state (TCD) or none", a.Name, a.Country)
			}
		}
	}
	if e.PLOVER != nil { // the types are a user's own
		return nil
	}
	mode, code := deref(c.Mode), deref(c.CAMEO)
	kind := c.Type
	if mode != "" {
		kind = cmp.Or(kind, e.Type)
	}
	if err := s.tables.Check(kind, mode, code); err != nil {
		return err
	}
	if err := s.tables.Check(deref(c.Underlying), "", ""); err != nil {
		return fmt.Errorf("underlying %w", err)
	}
	if c.Type == "" && c.CAMEO == nil {
		return nil
	}
	if c.Type == "" || c.CAMEO != nil {
		code = deref(cmp.Or(c.CAMEO, &e.CAMEO))
	}
	scheme, err := s.tables.Scheme(slices.DeleteFunc(strings.Split(r.Coder.Scheme, ","), func(n string) bool { return n == "" })...)
	if err != nil {
		return err
	}
	class, value := scheme.Worth(cmp.Or(c.Type, e.Type), code)
	c.Quad, c.Goldstein = cmp.Or(c.Quad, class), cmp.Or(c.Goldstein, value)
	return nil
}

func deref(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}
