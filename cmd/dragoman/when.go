package main

import (
	"context"
	"fmt"
	"time"

	"dragoman"
)

type whenCmd struct {
	lineFlags
	Date string `help:"The day on which it is said (2006-01-02); the current day by default." placeholder:"DAY"`
}

// Help is the long text of --help.
func (whenCmd) Help() string {
	return `Reads time expressions, one a line, and writes the days they mean, how exactly, and their TIMEX3 reading.

Examples:

    echo "two weeks ago" | dragoman when --date 2000-07-19
    printf 'last Friday\nsince 2011\nearly September\n' | dragoman when --date 2023-03-14 --format text --why`
}

// Run reads the lines.
func (c *whenCmd) Run(ctx context.Context, t *terminal) error {
	on, err := dayFlag(c.Date)
	if err != nil {
		return err
	}
	calendar, err := dragoman.NewCalendar()
	if err != nil {
		return err
	}
	return c.each(ctx, t, "when", func(line string) (answer, error) {
		m := calendar.When(line, on)
		if !c.Why {
			m.Why = ""
		}
		return answer{m, momentText(m)}, nil
	})
}

// dayFlag reads --date; without one it is today.
func dayFlag(s string) (time.Time, error) {
	if s == "" {
		return time.Now().UTC(), nil
	}
	on, _, err := dragoman.ParseDate(s)
	if err != nil {
		return on, hint(usage("--date %q is no day", s), "write it as 2006-01-02")
	}
	return on, nil
}

func momentText(m dragoman.Moment) string {
	days := "not understood"
	if m.Timex != nil {
		days = fmt.Sprintf("%s  %s %s", span(m.From, m.To), m.Timex.Type, m.Timex.Value)
		if m.Precision != "" {
			days += ", " + m.Precision
		}
	}
	return row(m.Text, days, m.Why)
}

// span writes two days for people; an open end stays open.
func span(from, to string) string {
	switch {
	case from == "" && to == "":
		return "no day"
	case from == to:
		return from
	}
	return from + ".." + to
}

// row writes a line of a phrase, what it is, and why.
func row(phrase, what, why string) string {
	line := fmt.Sprintf("%-32s  %s", phrase, what)
	if why != "" {
		line += "  (" + why + ")"
	}
	return line
}
