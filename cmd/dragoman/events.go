package main

import (
	"context"

	"dragoman/internal/ledger"
)

type eventsCmd struct {
	questionFlags
	CountBy string `help:"Count events by day, month, year, type, quad, pair, status or teller, in place of listing them." enum:"day,month,year,type,quad,pair,status,teller," default:"" placeholder:"WHAT"`
	Format  string `help:"jsonl or text; by default text on a terminal and jsonl in a pipe." enum:"jsonl,text," default:"" placeholder:"jsonl|text"`
}

// Help is the long text of --help.
func (eventsCmd) Help() string {
	return `Lists the events of the ledger that meet all that is asked, in the order of their days, one line each as dragoman code --each event writes it.

--count-by counts them. Deeds ("done": occurred, ongoing, background), what is only meant ("meant": planned, expected, offered, demanded, hypothetical) and what did not happen ("denied": negated) are counted apart. "independent" is the number of texts that tell them: copies of one text are one. By teller an event counts for everybody in its chain, and for the publisher where the outlet says it in its own voice, and what copies of one text tell counts once, for the publisher of the first; by pair for each pair of countries, or of other actors that have none.

Examples:

    dragoman add samples/summit.txt; dragoman events --actor Turkey --since 2023
    dragoman add samples/summit.txt; dragoman events --type ASSAULT,COERCE --status negated
    dragoman add samples/summit.txt; dragoman events --count-by pair --format text`
}

// Run lists or counts.
func (c *eventsCmd) Run(ctx context.Context, t *terminal) error {
	l, q, err := c.ask(ctx, t)
	if err != nil {
		return err
	}
	defer l.Close()
	if c.CountBy != "" {
		return c.count(ctx, t, l, q)
	}
	return c.list(ctx, t, l, q)
}

func (c *eventsCmd) list(ctx context.Context, t *terminal, l *ledger.Ledger, q ledger.Query) error {
	text, s := t.text(c.Format), t.style()
	for e, err := range l.Events(ctx, q) {
		switch {
		case err != nil:
			return err
		case text:
			err = t.say(s.eventRow(e))
		default:
			err = t.line(e)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// countLine is a count as a line of JSON.
type countLine struct {
	By     string `json:"by"`
	Value  string `json:"value,omitempty"`
	Source string `json:"source,omitempty"`
	Target string `json:"target,omitempty"`
	Done   int    `json:"done"`
	Meant  int    `json:"meant"`
	Denied int    `json:"denied"`
	Texts  int    `json:"independent"`
}

func (c *eventsCmd) count(ctx context.Context, t *terminal, l *ledger.Ledger, q ledger.Query) error {
	counts, err := l.Count(ctx, q, c.CountBy)
	if err != nil {
		return err
	}
	return sayCounts(t, c.Format, c.CountBy, counts)
}

func sayCounts(t *terminal, format, by string, counts []ledger.Count) error {
	if t.text(format) {
		return t.say(t.style().countTable(by, counts))
	}
	for _, n := range counts {
		if err := t.line(countLine{by, n.Value, n.Source, n.Target, n.Done, n.Meant, n.Denied, n.Independent}); err != nil {
			return err
		}
	}
	return nil
}
