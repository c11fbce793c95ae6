package main

import (
	"context"
	"fmt"
	"strings"

	"dragoman/internal/ledger"
)

type timelineCmd struct {
	One    string `arg:"" name:"ONE" help:"A country (TUR, Turkey) or an actor that has none (UN)."`
	Other  string `arg:"" name:"OTHER" help:"Another."`
	Since  string `help:"First day, month or year." placeholder:"DAY"`
	Until  string `help:"Last day, month or year, included." placeholder:"DAY"`
	By     string `help:"day, month or year." enum:"day,month,year" default:"month" placeholder:"day|month|year"`
	Format string `help:"jsonl or text; by default text on a terminal and jsonl in a pipe." enum:"jsonl,text," default:"" placeholder:"jsonl|text"`
	ledgerFlag
}

// Help is the long text of --help.
func (timelineCmd) Help() string {
	return `Says what passed between two countries, by the day, month or year, each direction by itself: deeds of cooperation (quad 1, 2) and of conflict (3, 4) and the mean of their Goldstein values. What is planned, demanded or supposed ("meant") and what is denied is counted apart and moves no mean.

Example:

    dragoman add samples/summit.txt; dragoman timeline Greece Turkey --by day --format text`
}

// betweenLine is what passed between two as a line of JSON.
type betweenLine struct {
	Period      string   `json:"period,omitempty"`
	Source      string   `json:"source"`
	Target      string   `json:"target"`
	Cooperation int      `json:"cooperation"`
	Conflict    int      `json:"conflict"`
	Other       int      `json:"other,omitempty"`
	Goldstein   *float64 `json:"goldstein,omitempty"`
	Meant       int      `json:"meant"`
	Denied      int      `json:"denied"`
}

// Run counts.
func (c *timelineCmd) Run(ctx context.Context, t *terminal) error {
	since, until, err := period(c.Since, c.Until)
	if err != nil {
		return err
	}
	l, err := c.open()
	if err != nil {
		return err
	}
	defer l.Close()
	var units [2]string
	for i, who := range []string{c.One, c.Other} {
		if units[i], err = l.Unit(ctx, who); err != nil {
			return err
		}
		if units[i] == "" {
			t.note("no actor of the ledger is called %q", who)
			return nil
		}
	}
	all, err := l.Timeline(ctx, units[0], units[1], c.By, since, until)
	if err != nil {
		return err
	}
	return writeBetween(t, c.Format, all)
}

type matrixCmd struct {
	Since  string `help:"First day, month or year." placeholder:"DAY"`
	Until  string `help:"Last day, month or year, included." placeholder:"DAY"`
	Limit  int    `help:"At most so many pairs, the busiest first." placeholder:"N"`
	Format string `help:"jsonl or text; by default text on a terminal and jsonl in a pipe." enum:"jsonl,text," default:"" placeholder:"jsonl|text"`
	ledgerFlag
}

// Help is the long text of --help.
func (matrixCmd) Help() string {
	return `Says who did what to whom: for each pair of countries, or of other actors that have none, its deeds of cooperation and conflict and the mean of their Goldstein values, the busiest pairs first. What is only meant, and what is denied, is counted apart.

Example:

    dragoman add samples/summit.txt; dragoman matrix --since 2023 --until 2023-06 --format text`
}

// Run counts.
func (c *matrixCmd) Run(ctx context.Context, t *terminal) error {
	since, until, err := period(c.Since, c.Until)
	if err != nil {
		return err
	}
	if c.Limit < 0 {
		return usage("--limit %d: expected a number above 0", c.Limit)
	}
	l, err := c.open()
	if err != nil {
		return err
	}
	defer l.Close()
	all, err := l.Matrix(ctx, since, until)
	if err != nil {
		return err
	}
	if c.Limit > 0 && len(all) > c.Limit {
		all = all[:c.Limit]
	}
	return writeBetween(t, c.Format, all)
}

func writeBetween(t *terminal, format string, all []ledger.Between) error {
	if t.text(format) {
		return t.say(t.style().betweenTable(all))
	}
	for _, b := range all {
		if err := t.line(betweenLine{b.Period, b.Source, b.Target, b.Cooperation, b.Conflict, b.Other, b.Goldstein, b.Meant, b.Denied}); err != nil {
			return err
		}
	}
	return nil
}

// betweenTable draws conflict to the left of a line and cooperation to its right.
func (s style) betweenTable(all []ledger.Between) string {
	if len(all) == 0 {
		return "no events\n"
	}
	const half = 10
	most, column, dated := 1, 0, 0
	names := make([]string, len(all))
	for i, b := range all {
		names[i] = orNobody(b.Source) + " → " + orNobody(b.Target)
		column = max(column, len([]rune(names[i])))
		dated = max(dated, len(b.Period))
		most = max(most, b.Cooperation, b.Conflict)
	}
	column = min(column, s.width/2)
	var out strings.Builder
	p := pen{out: &out, colour: s.colour}
	first := func(period, name string) string {
		if dated > 0 {
			return fit(period, dated) + "  " + fit(name, column)
		}
		return fit(name, column)
	}
	p.write(fmt.Sprintf("%s  %8s %s│%s %-8s %9s %6s %6s", first("", ""), "conflict", strings.Repeat(" ", half), strings.Repeat(" ", half), "cooperation", "goldstein", "meant", "denied"), dim)
	p.write("\n", plain)
	for i, b := range all {
		bar := func(n int) int { return (n*half + most - 1) / most }
		p.write(first(b.Period, names[i])+fmt.Sprintf("  %8s ", number(float64(b.Conflict))), plain)
		p.write(strings.Repeat(" ", half-bar(b.Conflict))+strings.Repeat("█", bar(b.Conflict)), red)
		p.write("│", dim)
		p.write(strings.Repeat("█", bar(b.Cooperation))+strings.Repeat(" ", half-bar(b.Cooperation)), cyan)
		mean := ""
		if b.Goldstein != nil {
			mean = fmt.Sprintf("%.1f", *b.Goldstein)
		}
		p.write(fmt.Sprintf(" %-11s %9s %6s %6s", number(float64(b.Cooperation)), mean, number(float64(b.Meant)), number(float64(b.Denied))), plain)
		p.write("\n", plain)
	}
	return out.String()
}
