package main

import (
	"context"

	"dragoman"
)

type explainCmd struct {
	inputFlags
	codingFlags
	Format string `help:"jsonl or text; by default text on a terminal and jsonl in a pipe." enum:"jsonl,text," default:"" placeholder:"jsonl|text"`
}

// Help is the long text of --help.
func (explainCmd) Help() string {
	return `For every event of a report: the frame that fired, its slots and how their words came to mean these actors, and the rules behind status and date. For every rejected candidate: the reason. With --ontology: the row that decided what an event is called, or that it is left out.

Examples:

    dragoman explain samples/summit.txt
    dragoman explain --ontology samples/ontology-acled.tsv samples/summit.txt`
}

// Run explains the reports of the inputs.
func (c *explainCmd) Run(ctx context.Context, t *terminal) error {
	items, err := c.draw(t)
	if err != nil {
		return err
	}
	coder, err := c.coder()
	if err != nil {
		return err
	}
	return t.each(ctx, c.Timeout, items, func(in *dragoman.Input, before int) error {
		xs, err := coder.Explain(ctx, in)
		if err != nil {
			return err
		}
		if t.text(c.Format) {
			return t.page(before, t.style().explainText(xs))
		}
		return lines(t, xs)
	})
}
