package dragoman

import (
	"fmt"
	"slices"

	"dragoman/internal/doc"
	"dragoman/internal/ontology"
)

// Explanation says why a stretch of text gave an event, or why it did not.
type Explanation struct {
	Report   string   `json:"report"`
	Verdict  string   `json:"verdict"` // event, telling (a further one of the event of that ID) or rejected
	ID       string   `json:"id,omitempty"`
	Span              // the clause; of a rejected candidate the trigger
	Trigger  *Span    `json:"trigger,omitempty"`
	Frame    string   `json:"frame,omitempty"` // row of the frame tables
	Type     string   `json:"event,omitempty"`
	Mode     string   `json:"mode,omitempty"`
	CAMEO    string   `json:"cameo,omitempty"`
	Contexts []string `json:"contexts,omitempty"`

	// Of a user's ontology: the row that decided, and what the event is in PLOVER.
	Ontology string    `json:"ontology,omitempty"` // FILE:LINE
	PLOVER   *Original `json:"plover,omitempty"`

	Slots     []Slot `json:"slots,omitempty"`
	Status    *Ruled `json:"status,omitempty"`
	Date      *Ruled `json:"date,omitempty"`
	Statement *Ruled `json:"statement,omitempty"`

	Confidence *Ruled `json:"confidence,omitempty"`

	Why    []string `json:"why,omitempty"`
	Reason string   `json:"reason,omitempty"` // of a rejected candidate; what makes a telling the same act

	Disagreements []Disagreement `json:"disagreements,omitempty"`
}

// Slot is an actor in an event, and how the words came to mean it.
type Slot struct {
	Slot  string   `json:"slot"` // source or target
	Actor ActorRef `json:"actor"`
	Rule  string   `json:"rule,omitempty"`
}

// Ruled is a value, the words it rests on, and the rule that read them.
type Ruled struct {
	Value string `json:"value"`
	Words *Span  `json:"words,omitempty"`
	Rule  string `json:"rule,omitempty"`
}

// explain lists all events with all their tellings, and all rejected candidates of
// a document, in the order of the text.
func explain(d *doc.Document, coding *ontology.Coding) []Explanation {
	b := &builder{d: d, at: newCodePoints(d.Text), coding: coding, why: true}
	type at struct {
		token int
		x     Explanation
	}
	var all []at
	for i := range d.Events {
		e := &d.Events[i]
		x := b.explained(e, eventID(i))
		if i < len(d.Judgements) {
			j := &d.Judgements[i]
			x.Confidence = &Ruled{Value: fmt.Sprintf("%.2f", j.Confidence), Rule: sureness(j)}
		}
		all = append(all, at{e.Token, x})
		for k := range e.Tellings {
			if t := &e.Tellings[k]; t.Token != e.Token && x.Verdict == "event" {
				x := b.explained(t, eventID(i))
				x.Verdict, x.Reason = "telling", sameAct(d, e, t)
				all = append(all, at{t.Token, x})
			}
		}
	}
	for _, r := range d.Rejected {
		all = append(all, at{r.Token, b.rejected(r)})
	}
	slices.SortStableFunc(all, func(p, q at) int { return p.token - q.token })
	out := make([]Explanation, len(all))
	for i := range all {
		out[i] = all[i].x
	}
	return out
}

func (b *builder) rejected(r doc.Rejected) Explanation {
	return Explanation{
		Report:  b.d.ID,
		Verdict: "rejected",
		Span:    b.span(b.d.Tokens[r.Token].Span),
		Frame:   r.Frame,
		Reason:  r.Reason,
	}
}

// sameAct says what makes a telling one of an event.
func sameAct(d *doc.Document, e, t *doc.Event) string {
	return fmt.Sprintf("the same act as %q: %s", d.Of(e.Trigger), t.Same)
}

func (b *builder) explained(e *doc.Event, id string) Explanation {
	as := b.coding.Of(b.d, e)
	if as.Dropped {
		x := b.rejected(doc.Rejected{Token: e.Token, Frame: e.Frame, Reason: fmt.Sprintf("the ontology leaves it out: %s %s", e.Status, e.Type)})
		x.ID, x.Ontology, x.PLOVER = id, as.Row, original(e)
		return x
	}
	trigger := b.span(e.Trigger)
	x := Explanation{
		Report:   b.d.ID,
		Verdict:  "event",
		ID:       id,
		Span:     b.span(e.Span),
		Trigger:  &trigger,
		Frame:    e.Frame,
		Type:     as.Type,
		Mode:     as.Mode,
		CAMEO:    e.CAMEO,
		Contexts: e.Contexts,
		Status:   b.statusRule(e),
		Date:     b.dateRule(e),
		Why:      e.Why,
	}
	if as.Row != "" {
		x.Ontology, x.PLOVER = as.Row, original(e)
	}
	x.Slots = append(b.slots("source", e.Source), b.slots("target", e.Target)...)
	if e.Statement >= 0 {
		s := &b.d.Statements[e.Statement]
		x.Statement = &Ruled{Value: statementID(e.Statement), Words: b.spanIf(s.Cue), Rule: s.Why}
	}
	for _, dis := range e.Disagreements {
		x.Disagreements = append(x.Disagreements, b.disagreement(dis))
	}
	return x
}

func (b *builder) slots(name string, ps []doc.Party) []Slot {
	refs := b.parties(ps)
	out := make([]Slot, len(ps))
	for i, p := range ps {
		out[i] = Slot{Slot: name, Actor: refs[i]}
		if p.Mention >= 0 {
			out[i].Rule = b.d.Mentions[p.Mention].Why
		}
	}
	return out
}

func (b *builder) statusRule(e *doc.Event) *Ruled {
	r := &Ruled{Value: string(e.Status)}
	k := b.d.PredicateAt(e.Token)
	if k < 0 || k >= len(b.d.Status) {
		return r
	}
	s := b.d.Status[k]
	r.Rule = s.Why()
	if s.By >= 0 {
		r.Words = b.spanIf(b.d.Tokens[s.By].Span)
	}
	return r
}

func (b *builder) dateRule(e *doc.Event) *Ruled {
	date := b.eventDate(e.Date)
	if date == nil {
		return nil
	}
	r := &Ruled{Value: date.From + "/" + date.To, Rule: "bounded by the report's date"}
	if e.Date.Time >= 0 {
		t := b.d.Times[e.Date.Time]
		r.Words, r.Rule = b.spanIf(t.Span), t.Why
	}
	return r
}
