package review

import (
	"testing"

	"dragoman"

	"github.com/google/go-cmp/cmp"
)

func actor(name, country string) dragoman.ActorRef {
	return dragoman.ActorRef{Party: dragoman.Party{ID: "p1", Name: name, Country: country, CAMEO: country}}
}

// signed is "France signed an accord with Spain on Monday" as one coder has it.
func signed() dragoman.Event {
	quad, scale, sure := 1, 6.4, 0.9
	return dragoman.Event{
		ID: "e1", Span: dragoman.Span{Start: 10, End: 54}, Trigger: dragoman.Span{Start: 17, End: 23, Text: "signed"},
		Type: "SUPPORT", Mode: "m", CAMEO: "057", Quad: &quad, Goldstein: &scale, Status: "occurred", Confidence: &sure,
		Source: []dragoman.ActorRef{actor("France", "FRA")}, Target: []dragoman.ActorRef{actor("Spain", "ESP")},
		Date: &dragoman.EventDate{From: "2024-05-06", To: "2024-05-06", Precision: "day"},
	}
}

func changed(e dragoman.Event, change func(*dragoman.Event)) *dragoman.Event {
	change(&e)
	return &e
}

var empty = ""

// On the event that was seen, a mark makes the truth of its author.
func TestTruth(t *testing.T) {
	chad := []dragoman.ActorRef{actor("Chad", "TCD")}
	four := 4
	for name, set := range map[string]*Correction{
		"nothing":           nil,
		"status":            {Status: "planned"},
		"type":              {Type: "ASSAULT", Quad: &four},
		"code":              {CAMEO: &empty},
		"mode":              {Mode: &empty},
		"sides":             {Source: &chad, Target: &[]dragoman.ActorRef{}},
		"no day":            {Date: &dragoman.EventDate{}},
		"place":             {Place: &dragoman.Where{Name: "Paris"}},
		"planned agreement": {Type: "AGREE", Status: "planned", Underlying: new(string)},
	} {
		seen := signed()
		m := Mark{Mark: Corrected, Set: set, Seen: &seen}
		if set == nil {
			m.Mark = Right
		}
		if diff := cmp.Diff(m.Truth(), m.On(seen)); diff != "" {
			t.Errorf("%s (-truth +on the event):\n%s", name, diff)
		}
	}
	seen := signed()
	m := Mark{Mark: Corrected, Set: &Correction{Type: "ASSAULT", Quad: &four}, Seen: &seen}
	if e := m.On(seen); e.Mode != "" || e.CAMEO != "" || e.Goldstein != nil || *e.Quad != 4 || e.Confidence != nil {
		t.Errorf("another type keeps what belongs to the old one: %+v", e)
	}
}

// What another coder finds beyond what was marked stays: a place, a finer mode.
func TestOnAnotherCodersEvent(t *testing.T) {
	seen := signed()
	m := Mark{Mark: Right, Seen: &seen}
	finer := changed(signed(), func(e *dragoman.Event) {
		e.ID, e.Mode, e.CAMEO = "e7", "finer", "0571"
		e.Place = &dragoman.Where{Name: "Lyon"}
		e.Status = "planned"
		e.Source = []dragoman.ActorRef{actor("Chad", "TCD")}
	})
	got := m.On(*finer)
	if got.ID != "e7" || got.Mode != "finer" || got.CAMEO != "0571" || got.Place == nil {
		t.Errorf("lost what the mark does not speak of: %+v", got)
	}
	if got.Status != "occurred" || got.Source[0].Name != "France" {
		t.Errorf("kept what was found to be otherwise: %+v", got)
	}
}

func TestFits(t *testing.T) {
	noun := func(e *dragoman.Event) { e.Trigger = dragoman.Span{Start: 27, End: 33, Text: "accord"} }
	for _, c := range []struct {
		name                string
		change              func(*dragoman.Event)
		right, wrong, asSet bool // asSet: right, corrected to AGREE
	}{
		{"the same", func(*dragoman.Event) {}, true, true, true},
		{"elsewhere", func(e *dragoman.Event) { e.Start, e.End, e.Trigger = 100, 120, dragoman.Span{Start: 105, End: 110} }, false, false, false},
		{"told by the noun", noun, true, false, true},
		{"told by the noun, of the type it was corrected to", func(e *dragoman.Event) { noun(e); e.Type = "AGREE" }, false, false, true},
		{"told by the noun, of another type", func(e *dragoman.Event) { noun(e); e.Type = "AID" }, false, false, false},
		{"of another type", func(e *dragoman.Event) { e.Type = "AID" }, true, false, true},
		{"with another status", func(e *dragoman.Event) { e.Status = "planned" }, true, false, true},
		{"to somebody else", func(e *dragoman.Event) { e.Target = nil }, true, false, true},
		{"by somebody with another number", func(e *dragoman.Event) {
			e.Source = []dragoman.ActorRef{{Party: dragoman.Party{ID: "p9", Name: "France", Country: "FRA", CAMEO: "FRA"}}}
		}, true, true, true},
		{"a telling of another event", func(e *dragoman.Event) {
			e.Span, e.Trigger = dragoman.Span{Start: 100, End: 120}, dragoman.Span{Start: 105, End: 110}
			e.Evidence = []dragoman.Telling{{Trigger: dragoman.Span{Start: 17, End: 23}}}
		}, true, false, true},
	} {
		seen := signed()
		e := changed(signed(), c.change)
		for _, m := range []struct {
			mark Mark
			want bool
		}{{Mark{Mark: Right, Seen: &seen}, c.right}, {Mark{Mark: Wrong, Seen: &seen}, c.wrong}, {Mark{Mark: Corrected, Set: &Correction{Type: "AGREE"}, Seen: &seen}, c.asSet}} {
			if got := m.mark.Fits(e) > 0; got != m.want {
				t.Errorf("%s: %s fits %v, want %v", c.name, m.mark.Mark, got, m.want)
			}
		}
	}
}

// Of two events of one word each has the mark that is more like it, whatever the order;
// two people may mark the same event, one person does not twice.
func TestAttach(t *testing.T) {
	toSpain := signed()
	toChad := *changed(signed(), func(e *dragoman.Event) { e.ID, e.Target = "e2", []dragoman.ActorRef{actor("Chad", "TCD")} })
	spain, chad := &Mark{Mark: Right, By: "ann", Seen: &toSpain}, &Mark{Mark: Right, By: "ann", Seen: &toChad}
	ben := &Mark{Mark: Wrong, By: "ben", Seen: &toSpain}
	for _, c := range []struct {
		marks  []*Mark
		events []dragoman.Event
		want   []int
	}{
		{[]*Mark{spain, chad, ben}, []dragoman.Event{toSpain, toChad}, []int{0, 1, 0}},
		{[]*Mark{chad, spain, ben}, []dragoman.Event{toSpain, toChad}, []int{1, 0, 0}},
		{[]*Mark{spain, chad}, []dragoman.Event{toChad}, []int{-1, 0}},
		{[]*Mark{spain}, nil, []int{-1}},
	} {
		if diff := cmp.Diff(c.want, Attach(c.marks, c.events)); diff != "" {
			t.Errorf("%d marks (-want +got):\n%s", len(c.marks), diff)
		}
	}
}
