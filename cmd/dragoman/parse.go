package main

import (
	"context"
	"fmt"
	"os"

	"dragoman"
)

type parseCmd struct {
	inputFlags
	coderFlags
	Tokens bool `help:"Read CoNLL-U and keep its sentences and words."`
}

// Help is the long text of --help.
func (parseCmd) Help() string {
	return `Writes CoNLL-U of the text as it stands: nothing is mended or left out, as code would. Lemmas, word classes, features, heads and relations of Universal Dependencies. MISC has SpaceAfter=No, names (NER=B-PER), and on every verb or noun that denotes an act its Status.

Examples:

    dragoman parse samples/summit.txt
    dragoman parse samples/summit.txt | dragoman parse --tokens -`
}

// Run parses the inputs.
func (c *parseCmd) Run(ctx context.Context, t *terminal) error {
	if c.Tokens {
		return c.tokens(ctx, t)
	}
	items, err := c.draw(t)
	if err != nil {
		return err
	}
	coder, err := c.coder()
	if err != nil {
		return err
	}
	return t.each(ctx, c.Timeout, items, func(in *dragoman.Input, _ int) error {
		return coder.Parse(ctx, in, t)
	})
}

// tokens parses files of CoNLL-U.
func (c *parseCmd) tokens(ctx context.Context, t *terminal) error {
	coder, err := c.coder()
	if err != nil {
		return err
	}
	inputs := c.Input
	if len(inputs) == 0 {
		inputs = []string{"-"}
	}
	count := tally{t: t}
	for _, name := range inputs {
		err := c.file(ctx, t, coder, name)
		if gone(err) {
			return err
		}
		if err != nil {
			if err := count.fail(hint(fmt.Errorf("%s: %w", name, err), "--tokens reads CoNLL-U; leave it out for text")); err != nil {
				return err
			}
			continue
		}
		if err := t.next(&count, dragoman.Mark{}); err != nil {
			return err
		}
	}
	return count.err()
}

func (c *parseCmd) file(ctx context.Context, t *terminal, coder *dragoman.Coder, name string) error {
	in := t.stdin
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return err
		}
		defer f.Close()
		in = f
	}
	return coder.ParseTokens(ctx, in, t)
}
