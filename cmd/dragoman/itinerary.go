package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"dragoman/data"
	"dragoman/internal/ledger"
	"dragoman/internal/ontology"
)

type itineraryCmd struct {
	Who    string `arg:"" name:"WHO" help:"A person, a body, a group: a name or a word of it, an id, a code."`
	Since  string `help:"First day, month or year." placeholder:"DAY"`
	Until  string `help:"Last day, month or year, included." placeholder:"DAY"`
	Limit  int    `help:"At most so many stops." placeholder:"N"`
	Format string `help:"jsonl or text; by default text on a terminal and jsonl in a pipe." enum:"jsonl,text," default:"" placeholder:"jsonl|text"`
	ledgerFlag
}

// Help is the long text of --help.
func (itineraryCmd) Help() string {
	return `Says where somebody was and when, a line for each incident, by the acts that put those who take part where they take place: visits and meetings, protests, arrests, attacks (data/ontology/presence.tsv); who accuses, telephones or bombs from the air need not be there. What is planned or expected is told with its status; what is only asked or supposed, and what did not happen, is left out. Where tellings of one incident name several places, the one that most texts tell stands, and the others beside it.

Example:

    dragoman add samples/summit.txt; dragoman itinerary Shoukry --format text`
}

// Run lists.
func (c *itineraryCmd) Run(ctx context.Context, t *terminal) error {
	if c.Limit < 0 {
		return usage("--limit %d: expected a number above 0", c.Limit)
	}
	since, until, err := period(c.Since, c.Until)
	if err != nil {
		return err
	}
	l, err := c.open()
	if err != nil {
		return err
	}
	defer l.Close()
	who, err := l.Actors(ctx, c.Who)
	if err != nil {
		return err
	}
	if who.Empty() {
		t.note("no actor of the ledger is called %q", c.Who)
		return nil
	}
	present, err := ontology.OpenPresence(data.Files)
	if err != nil {
		return err
	}
	stops, err := l.Itinerary(ctx, who, ledger.Query{Since: since, Until: until, Limit: c.Limit}, present)
	if err != nil {
		return err
	}
	for _, s := range stops {
		if t.text(c.Format) {
			err = t.say(t.style().stopRow(s))
		} else {
			err = t.line(s.Line())
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// stopRow renders a stop: when and whether, where, and the act with its words.
func (s style) stopRow(stop ledger.Stop) string {
	var out strings.Builder
	e := stop.Event
	look := lookOf(e.Status)
	place := words(strings.TrimSpace(stop.Place.Name+" "+stop.Place.Country), bold)
	if len(stop.Other) > 0 {
		var other []string
		for name, n := range stop.Other {
			other = append(other, fmt.Sprintf("%s in %s", name, plural(n, "text", "texts")))
		}
		slices.Sort(other)
		place = append(place, words("("+strings.Join(other, ", ")+")", dim)...)
	}
	act := e.Event
	act.Date, act.Place = nil, nil
	s.flow(&out, word{text: fmt.Sprintf("%-10s %s %s", shortDay(e.Date), look.glyph, e.Status), code: look.code}, listMargin, joined(place, deed(&act, plain)))
	s.flow(&out, word{}, listMargin, joined(quoted(marked(e.Span, &e.Trigger)), words(plural(stop.Texts, "text", "texts"), dim), words("report "+e.Report, dim)))
	return out.String()
}
