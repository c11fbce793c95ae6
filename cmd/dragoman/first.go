package main

import (
	"context"
	"fmt"
	"strings"

	"dragoman"
	"dragoman/internal/ledger"
)

type firstCmd struct {
	questionFlags
	AsOne  bool   `help:"All that is found is one matter: who said first that Russia bombed something in Georgia, rather than of each incident."`
	Format string `help:"jsonl or text; by default text on a terminal and jsonl in a pipe." enum:"jsonl,text," default:"" placeholder:"jsonl|text"`
}

// Help is the long text of --help.
func (firstCmd) Help() string {
	return `Says of each incident that is asked for who told it first, and who next: for every chain of tellers, and for every publisher in its own voice, the first report that has it so. Copies of one text are told by the first of them. "rank" is 1 and the number of those who are known to have told it before: where of two reports of one day one does not tell the time, nobody knows which was first, and both have the same rank. Reports without a date come last, with rank 1 where nothing is known to be before them.

Examples:

    dragoman add samples/summit.txt; dragoman first --type ASSAULT --format text
    dragoman add samples/summit.txt; dragoman first --as-one --actor Greece --text fired`
}

// firstLine is an incident with its tellers as a line of JSON.
type firstLine struct {
	*dragoman.FlatEvent
	Tellings []tellingLine `json:"tellings"`
}

type tellingLine struct {
	Rank      int                 `json:"rank"`
	Published string              `json:"published,omitempty"`
	Publisher string              `json:"publisher,omitempty"`
	Via       []dragoman.ActorRef `json:"via"` // empty: the publisher's own word
	Report    string              `json:"report"`
	Event     string              `json:"event"` // its id in the report
	Status    string              `json:"status"`
}

// Run lists.
func (c *firstCmd) Run(ctx context.Context, t *terminal) error {
	l, q, err := c.ask(ctx, t)
	if err != nil {
		return err
	}
	defer l.Close()
	acts, err := l.First(ctx, q, c.AsOne)
	if err != nil {
		return err
	}
	for _, a := range acts {
		if t.text(c.Format) {
			err = t.say(t.style().firstRows(a))
		} else {
			line := firstLine{FlatEvent: a.Event}
			for _, b := range a.By {
				line.Tellings = append(line.Tellings, tellingLine(b))
			}
			err = t.line(line)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// firstRows renders an event as it was told first, and below it its tellers.
func (s style) firstRows(a ledger.Tellings) string {
	var out strings.Builder
	out.WriteString(s.eventRow(a.Event))
	for _, b := range a.By {
		s.flow(&out, word{text: fmt.Sprintf("%3d %s", b.Rank, b.Published), code: plain}, listMargin,
			joined(words(b.Status, lookOf(b.Status).code), teller(b.Via), words(b.Publisher, bold), words("report "+b.Report+" "+b.Event, dim)))
	}
	return out.String()
}
