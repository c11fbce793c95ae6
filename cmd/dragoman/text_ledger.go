package main

import (
	"cmp"
	"fmt"
	"strings"
	"unicode/utf8"

	"dragoman"
	"dragoman/internal/ledger"
)

// The left column of lists of events: "2023-03-14 ● occurred      ".
const listMargin = 11 + margin

// eventRow renders an event of the ledger in two or three lines: when and whether,
// who to whom and what; who says so, and of which report it is.
func (s style) eventRow(e *dragoman.FlatEvent) string {
	var out strings.Builder
	l := lookOf(e.Status)
	head := fmt.Sprintf("%-10s %s %s", shortDay(e.Date), l.glyph, e.Status)
	e0 := e.Event
	e0.Date = nil // told at the left
	s.flow(&out, word{text: head, code: l.code}, listMargin, joined(deed(&e0, bold), circumstances(&e0)))
	s.flow(&out, word{}, listMargin, quoted(marked(e.Span, &e.Trigger)))
	reviewed := ""
	if e.Review != nil {
		reviewed = e.Review.Mark + " by " + e.Review.By
	}
	s.flow(&out, word{}, listMargin, joined(teller(e.Via), words(e.Publisher, dim), words("report "+e.Report, dim), words(reviewed, yellow)))
	return out.String()
}

// shortDay writes on which day, in which month or in which year an event begins.
func shortDay(d *dragoman.EventDate) string {
	if d == nil {
		return ""
	}
	day := cmp.Or(d.From, d.To)
	switch {
	case d.Precision == "year" && len(day) >= 4:
		return day[:4]
	case d.Precision == "month" && len(day) >= 7:
		return day[:7]
	}
	return day
}

// widestBar is how many columns the longest bar of a chart takes.
const widestBar = 24

// countTable renders counts: a value, its deeds with a bar, and beside them what
// was only meant, what was denied, and how many independent texts tell them.
func (s style) countTable(by string, counts []ledger.Count) string {
	if len(counts) == 0 {
		return "no events\n"
	}
	names, most, column := make([]string, len(counts)), 1, utf8.RuneCountInString(by)
	for i, c := range counts {
		if names[i] = c.Value; by == "pair" {
			names[i] = orNobody(c.Source) + " → " + orNobody(c.Target)
		}
		if names[i] == "" {
			names[i] = "(unknown)"
		}
		most = max(most, c.Done)
		column = max(column, utf8.RuneCountInString(names[i]))
	}
	column = min(column, s.width/2)
	var out strings.Builder
	p := pen{out: &out, colour: s.colour}
	p.write(fmt.Sprintf("%s  %8s %8s %8s %8s", fit(by, column), "done", "meant", "denied", "texts"), dim)
	p.write("\n", plain)
	for i, c := range counts {
		p.write(fmt.Sprintf("%s  %8s %8s %8s %8s  ", fit(names[i], column), number(float64(c.Done)), number(float64(c.Meant)), number(float64(c.Denied)), number(float64(c.Independent))), plain)
		p.write(strings.Repeat("█", (c.Done*widestBar+most-1)/most), green)
		p.write("\n", plain)
	}
	return out.String()
}

func orNobody(unit string) string {
	if unit == "" {
		return "(not named)"
	}
	return unit
}

// fit cuts a text to so many columns, or fills them.
func fit(text string, columns int) string {
	r := []rune(text)
	if len(r) > columns {
		return string(r[:columns-1]) + "…"
	}
	return text + strings.Repeat(" ", columns-len(r))
}
