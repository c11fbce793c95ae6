package score

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"dragoman"
	"dragoman/internal/doc"
)

var statuses = []string{
	string(doc.Occurred), string(doc.Ongoing), string(doc.Planned), string(doc.Expected), string(doc.Offered),
	string(doc.Demanded), string(doc.Hypothetical), string(doc.Negated), string(doc.Background),
}

// What a statement may be, in the contract.
var (
	stances = []string{"says", "claims", "denies", "doubts", "promises", "expects", "confirms", "regards"}
	quotes  = []string{"direct", "indirect", "mixed"}
)

var countryCode = regexp.MustCompile(`^[A-Z]{3}$`)

// check tells the slips that would make figures wrong in silence: offsets that
// count bytes, a type or a status that is none, "Russia" for RUS.
func (r *Reader) check(record *Record) []string {
	c := checker{text: []rune(record.Text)}
	for i := range record.Events {
		e := &record.Events[i]
		c.where = where("event", i, e.ID)
		if r.types[e.Type] == 0 {
			c.faults = append(c.faults, r.unknownType(c.where, e.Type))
		}
		c.oneOf("status", e.Status, statuses)
		if e.End <= e.Start && e.Trigger.End <= e.Trigger.Start {
			c.add("no start and end, neither of the clause nor of the trigger")
		}
		c.span("", e.Span)
		c.span("trigger ", e.Trigger)
		c.actors("source", e.Source)
		c.actors("target", e.Target)
		c.actors("via", e.Via)
		if e.Date != nil {
			c.day("from", e.Date.From)
			c.day("to", e.Date.To)
		}
		if p := e.Confidence; p != nil && !(*p >= 0 && *p <= 1) {
			c.add("confidence %v, expected 0 to 1", *p)
		}
	}
	ids := map[string]bool{"": true}
	for _, s := range record.Statements {
		ids[s.ID] = true
	}
	for i := range record.Statements {
		s := &record.Statements[i]
		c.where = where("statement", i, s.ID)
		c.within(s.Span)
		if s.Cue != nil {
			c.span("cue ", *s.Cue)
		}
		if s.Source != nil {
			c.span("source ", *s.Source)
		}
		c.actors("chain", s.Chain)
		for _, a := range s.Chain {
			if a.ID == "" && a.Name == "" {
				c.add("a teller without id and name")
			}
		}
		if s.Stance != "" {
			c.oneOf("stance", s.Stance, stances)
		}
		if s.Quote != "" {
			c.oneOf("quote", s.Quote, quotes)
		}
		if !ids[s.Parent] || s.Parent != "" && s.Parent == s.ID {
			c.add("parent %q, expected the id of another statement of the record", s.Parent)
		}
	}
	for i := range record.Figures {
		c.where = where("figure", i, "")
		c.within(record.Figures[i].Span)
	}
	for i := range record.Acts {
		a := &record.Acts[i]
		c.where = where("act", i, "")
		c.oneOf("status", a.Status, statuses)
		c.within(a.Span)
		if a.Condition != nil {
			c.span("condition ", *a.Condition)
		}
	}
	return c.faults
}

type checker struct {
	text   []rune
	where  string
	faults []string
}

func (c *checker) add(format string, args ...any) {
	c.faults = append(c.faults, c.where+fmt.Sprintf(format, args...))
}

// oneOf holds a value to those that there are.
func (c *checker) oneOf(name, value string, all []string) {
	if !slices.Contains(all, value) {
		c.add("%s %q, expected %s", name, value, strings.Join(all, " "))
	}
}

// within is span for a stretch that must be somewhere.
func (c *checker) within(s dragoman.Span) {
	if s.End <= s.Start {
		c.add("no start and end")
	}
	c.span("", s)
}

// span holds a stretch to the text. A record may leave its text out, and a
// stretch its words.
func (c *checker) span(name string, s dragoman.Span) {
	switch {
	case len(c.text) == 0 || s.End <= s.Start:
	case s.Start < 0 || s.End > len(c.text):
		c.add("%s%d-%d lies outside the text, which has %d code points", name, s.Start, s.End, len(c.text))
	case s.Text != "" && s.Text != string(c.text[s.Start:s.End]):
		c.add("%s%d-%d is %q in the text, not %q; offsets count Unicode code points", name, s.Start, s.End, short(string(c.text[s.Start:s.End])), short(s.Text))
	}
}

func short(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return s
}

func (c *checker) actors(slot string, refs []dragoman.ActorRef) {
	for _, a := range refs {
		if a.Country != "" && !countryCode.MatchString(a.Country) {
			c.add("country %q in %s, expected a code of three letters (ISO 3166-1 alpha-3)", a.Country, slot)
		}
	}
}

func (c *checker) day(name, s string) {
	if s == "" {
		return
	}
	if _, err := time.Parse(time.DateOnly, s); err != nil {
		c.add("date %s %q, expected a day (2000-07-19)", name, s)
	}
}
