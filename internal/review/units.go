package review

import (
	"cmp"
	"slices"
	"strings"

	"dragoman"
)

// Aspects are what people who marked the same events are compared by: what they said,
// and the fields that they vouch for.
var Aspects = []string{"mark", "type", "status", "source", "target", "day"}

// Values are what the marks of one event say under one aspect. To say that the event is
// wrong is a value of every field.
func Values(aspect string, marks []*Mark) []string {
	out := make([]string, len(marks))
	for i, m := range marks {
		if out[i] = m.Mark; aspect == "mark" || m.Mark == Wrong {
			continue
		}
		switch e := m.Truth(); aspect {
		case "type":
			out[i] = e.Type
		case "status":
			out[i] = e.Status
		case "source":
			out[i] = who(e.Source)
		case "target":
			out[i] = who(e.Target)
		case "day":
			out[i] = ""
			if e.Date != nil {
				out[i] = e.Date.From + "/" + e.Date.To
			}
		}
	}
	return out
}

// who names a side, in an order of its own.
func who(side []dragoman.ActorRef) string {
	names := make([]string, len(side))
	for i, r := range side {
		names[i] = r.Name + "/" + cmp.Or(r.CAMEO, r.Country)
	}
	slices.Sort(names)
	return strings.Join(names, "; ")
}

// Gold is an event as a gold file has it: with the fields that a mark vouches for, and no
// others.
func (m *Mark) Gold() dragoman.Event {
	t := m.Truth()
	return dragoman.Event{ID: t.ID, Span: t.Span, Trigger: t.Trigger, Type: t.Type, Quad: t.Quad, Source: t.Source, Target: t.Target, Status: t.Status, Underlying: t.Underlying, Date: t.Date}
}
