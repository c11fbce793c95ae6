package main

import (
	"context"
	"strings"

	"dragoman"
)

type resolveCmd struct {
	lineFlags
	coderFlags
	Date    string `help:"The day as of which to resolve (2006-01-02); the current day by default." placeholder:"DAY"`
	Country string `help:"The state that the phrases take for granted, by its code or name." placeholder:"STATE"`
}

// Help is the long text of --help.
func (resolveCmd) Help() string {
	return `Reads phrases that name actors, one a line, and writes whom each means as of a day: name, kind, state, sector and role, and from when to when. A phrase that names nobody is answered by its text alone.

A line of JSON {"text","date","country","context"} says more of one phrase: the day, the state that it takes for granted, and the words that stood before it.

Examples:

    echo "the Russian president" | dragoman resolve --date 1999-05-01
    printf 'Turkish police\nthe leader of Chad\n' | dragoman resolve --format text --why`
}

// Run reads the lines.
func (c *resolveCmd) Run(ctx context.Context, t *terminal) error {
	on, err := dayFlag(c.Date)
	if err != nil {
		return err
	}
	coder, err := c.coder()
	if err != nil {
		return err
	}
	return c.each(ctx, t, "resolve", func(line string) (answer, error) {
		p := dragoman.Phrase{Text: line, Date: on, Country: c.Country}
		if _, err := object(line, &p); err != nil {
			return answer{}, err
		}
		r, _, err := coder.Resolve(ctx, p)
		if !c.Why {
			r.Why = nil
		}
		return answer{r, resolutionText(r)}, err
	})
}

func resolutionText(r dragoman.Resolution) string {
	if r.Name == "" && r.Country == "" && r.Sector == "" {
		return row(r.Text, "nobody known", strings.Join(r.Why, "; "))
	}
	what := []string{r.Name}
	for _, s := range []string{r.Kind, r.Country, r.Sector, r.Role} {
		if s != "" {
			what = append(what, s)
		}
	}
	if r.From != "" || r.To != "" {
		what = append(what, r.From+".."+r.To)
	}
	return row(r.Text, strings.Join(what, "  "), strings.Join(r.Why, "; "))
}
