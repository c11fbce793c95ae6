package main

import (
	"fmt"
	"slices"
	"strings"

	"dragoman/internal/ledger"
)

// incidentRow renders an incident in a few lines: what has become of it, who to whom and
// what; how many tell it; where they differ.
func (s style) incidentRow(in *ledger.Incident) string {
	var out strings.Builder
	l := lookOf(in.Status)
	head := fmt.Sprintf("%-10s %s %s", shortDay(in.Best.Date), l.glyph, in.Status)
	e := in.Best.Event
	e.Date, e.Counts = nil, nil // told at the left, and among the versions
	s.flow(&out, word{text: head, code: l.code}, listMargin, joined(deed(&e, bold), circumstances(&e)))
	s.flow(&out, word{}, listMargin, quoted(marked(e.Span, &e.Trigger)))
	s.flow(&out, word{}, listMargin, joined(
		words(plural(len(in.Tellers), "teller", "tellers")+": "+strings.Join(in.Tellers, ", "), plain),
		words(plural(in.Reports, "report", "reports"), dim), words(ledger.TellingOf(in.Told[0].FlatEvent).String(), dim)))
	s.versions(&out, in)
	return out.String()
}

// versions renders how an act went on, what is told otherwise by one than by another,
// and who denies it. What cannot all be true has a mark.
func (s style) versions(out *strings.Builder, in *ledger.Incident) {
	if len(in.Statuses) > 1 {
		var stages []word
		for i, g := range in.Statuses {
			if i > 0 {
				stages = append(stages, word{text: "→", code: dim})
			}
			stages = append(stages, words(strings.TrimSpace(g.Status+" "+day(g.Date)), lookOf(g.Status).code)...)
		}
		s.flow(out, word{}, listMargin, stages)
	}
	for _, field := range []string{"killed", "injured", "arrested", "people", "amount", "day", "place"} {
		var told []string
		for _, v := range in.Versions {
			if v.Field == field {
				told = append(told, v.String()+" ("+strings.Join(v.Tellers, ", ")+")")
			}
		}
		if len(told) > 0 {
			s.contested(out, in, field, field+": "+strings.Join(told, "; "))
		}
	}
	if len(in.Denied) > 0 {
		s.contested(out, in, "status", "denied by "+strings.Join(in.Denied, ", "))
	}
}

func (s style) contested(out *strings.Builder, in *ledger.Incident, field, text string) {
	mark, code := "≈ ", plain
	if slices.Contains(in.Contested, field) {
		mark, code = "≠ ", red
	}
	s.flow(out, word{}, listMargin, words(mark+text, code))
}

// day is the day of a date, "2014-03-17".
func day(date string) string { return date[:min(len(date), len("2006-01-02"))] }

// incidentText renders an incident with all its tellings.
func (s style) incidentText(in *ledger.Incident) string {
	var out strings.Builder
	out.WriteString(s.incidentRow(in))
	for _, told := range in.Told {
		out.WriteByte('\n')
		l := lookOf(told.Event.Status)
		s.flow(&out, word{text: fmt.Sprintf("%-10s %s %s", day(told.Published), l.glyph, told.Event.Status), code: l.code}, listMargin, quoted(marked(told.Span, &told.Trigger)))
		s.flow(&out, word{}, listMargin, joined(teller(told.Via), words(told.Publisher, plain), words(ledger.TellingOf(told.FlatEvent).String(), dim)))
	}
	return out.String()
}
