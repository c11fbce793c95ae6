package main

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"dragoman"
)

type relateCmd struct {
	lineFlags
	coderFlags
	ZeroShot bool `help:"Use the weights that have seen nothing of the relation sets PLV and AW, for comparisons on them."`
}

// Help is the long text of --help.
func (relateCmd) Help() string {
	return `Reads sentences in which two stretches are marked, and writes what the one does to the other: the likeliest type of PLOVER, its quad class, and the probability of each type. NONE is the probability that the one does nothing to the other; from 0.99 on no event is named.

A line is {"id","text","source":{"start","end"},"target":{"start","end"}}, in code points; source or target may be null, an actor that the sentence does not name.

Types are told as the sentence tells the act: a visit to come is AGREE, a refusal REJECT. Where published mappings from CAMEO differ, relate follows the draft of 2021, as the relation sets do: sanctions (163) are COERCE, a promise to yield is AGREE.

Example:

    echo '{"text":"Turkey has freed a Greek pilot.","source":{"start":0,"end":6},"target":{"start":17,"end":30}}' | dragoman relate`
}

// Run reads the lines.
func (c *relateCmd) Run(ctx context.Context, t *terminal) error {
	var more []dragoman.Option
	if c.ZeroShot {
		more = append(more, dragoman.WithZeroShot())
	}
	coder, err := c.coder(more...)
	if err != nil {
		return err
	}
	return c.each(ctx, t, "relate", func(line string) (answer, error) {
		var p dragoman.Pair
		isObject, err := object(line, &p)
		switch {
		case err != nil:
			return answer{}, err
		case !isObject:
			return answer{}, fmt.Errorf(`expected a JSON object {"id","text","source","target"}`)
		}
		r, err := coder.Relate(ctx, p)
		if !c.Why {
			r.Net, r.Frames = nil, nil
		}
		return answer{r, relationText(&p, &r)}, err
	})
}

func relationText(p *dragoman.Pair, r *dragoman.Relation) string {
	kind := cmp.Or(r.Event, "NONE")
	var why []string
	for _, f := range r.Frames {
		why = append(why, fmt.Sprintf("frame %s at %q: %s", f.Frame, f.Trigger, f.Event))
	}
	return row(p.Text, fmt.Sprintf("%s  %.2f", kind, r.Scores[kind]), strings.Join(why, "; "))
}
