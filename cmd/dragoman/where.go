package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"dragoman"
)

type whereCmd struct {
	lineFlags
	Dump    string `name:"geonames" help:"A dump of GeoNames (allCountries.txt, or that of one country) to read beside the built-in places." placeholder:"FILE"`
	Country string `help:"The country that the names are to be looked for in, by its ISO code (SYR) or name." placeholder:"STATE"`
}

// Help is the long text of --help.
func (whereCmd) Help() string {
	return `Reads names of places, one a line, and writes which place each means and where it lies.

A line of JSON {"id","text","spans":[{"start","end"}],"country"} gives names in their text, in code points: what else the text names tells which Paris it is. It is answered by {"id","places"}, the places in the order of the spans.

Examples:

    echo "Paris, Texas" | dragoman where
    echo '{"text":"Shells fell on Tripoli, in the north of Lebanon.","spans":[{"start":15,"end":22}]}' | dragoman where --why`
}

// within is a line of JSON.
type within struct {
	ID      string           `json:"id"`
	Text    string           `json:"text"`
	Spans   []dragoman.Range `json:"spans"`
	Country string           `json:"country"`
}

// found answers a line of JSON.
type found struct {
	ID     string          `json:"id,omitempty"`
	Places []dragoman.Spot `json:"places"`
}

// Run reads the lines.
func (c *whereCmd) Run(ctx context.Context, t *terminal) error {
	gazetteer, err := dragoman.NewGazetteer(c.Dump)
	if err != nil {
		return err
	}
	if c.Country != "" {
		if c.Country, err = gazetteer.Country(c.Country); err != nil {
			return usage("--country: %w", err)
		}
	}
	return c.each(ctx, t, "where", func(line string) (answer, error) {
		in := within{Country: c.Country}
		isObject, err := object(line, &in)
		if err != nil {
			return answer{}, err
		}
		switch {
		case !isObject:
			in.Text = line
		case in.Text == "":
			return answer{}, errors.New(`no "text" in the object`)
		case in.Country != c.Country:
			if in.Country, err = gazetteer.Country(in.Country); err != nil {
				return answer{}, err
			}
		}
		if in.Spans == nil {
			s := c.why(gazetteer.Where(in.Text, in.Country))
			return answer{s, spotText(s)}, nil
		}
		length := utf8.RuneCountInString(in.Text)
		for _, r := range in.Spans {
			if r.Start < 0 || r.End <= r.Start || r.End > length {
				return answer{}, fmt.Errorf("span %d-%d, expected 0 <= start < end <= %d, the length of the text in code points", r.Start, r.End, length)
			}
		}
		out := found{ID: in.ID, Places: gazetteer.WhereIn(in.Text, in.Spans, in.Country)}
		var text []string
		for i := range out.Places {
			out.Places[i] = c.why(out.Places[i])
			text = append(text, spotText(out.Places[i]))
		}
		return answer{out, strings.Join(text, "\n")}, nil
	})
}

func (c *whereCmd) why(s dragoman.Spot) dragoman.Spot {
	if !c.Why {
		s.Why = ""
	}
	return s
}

func spotText(s dragoman.Spot) string {
	if s.Name == "" {
		return row(s.Text, "not known", "")
	}
	what := s.Name
	if s.Kind != "" {
		what += ", " + s.Kind
	}
	if s.Country != "" {
		what += " in " + s.Country
	}
	if s.Lat != nil {
		what += fmt.Sprintf(", %.2f %.2f", *s.Lat, *s.Lon)
	}
	return row(s.Text, what, s.Why)
}
