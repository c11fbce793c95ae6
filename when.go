package dragoman

import (
	"fmt"
	"time"

	"dragoman/data"
	"dragoman/internal/stage/ground/number"
	"dragoman/internal/stage/ground/when"
)

// Calendar reads time expressions. It may be used from several goroutines.
type Calendar struct{ parser *when.Parser }

// NewCalendar loads the grammar of time expressions.
func NewCalendar() (*Calendar, error) {
	num, err := number.New(data.Files)
	if err != nil {
		return nil, fmt.Errorf("dragoman: loading: %w", err)
	}
	p, err := when.New(data.Files, num)
	if err != nil {
		return nil, fmt.Errorf("dragoman: loading: %w", err)
	}
	return &Calendar{p}, nil
}

// Moment is what a time expression means. An expression that is not understood
// has its text alone.
type Moment struct {
	Text      string `json:"text"`
	From      string `json:"from,omitempty"` // day, inclusive; absent where open
	To        string `json:"to,omitempty"`   // day, inclusive; absent where open
	Precision string `json:"precision,omitempty"`
	Timex     *Timex `json:"timex,omitempty"`
	Why       string `json:"why,omitempty"` // the row of data/ground/times.tsv
}

// When says what a time expression means on a day, the zero time where that is
// not known: "last Friday", "since 2011", "two weeks ago".
func (c *Calendar) When(text string, on time.Time) Moment {
	m := Moment{Text: text}
	e, ok := c.parser.Parse(text, on)
	if !ok {
		return m
	}
	m.From, m.To, m.Precision = day(e.From), day(e.To), e.Precision
	m.Timex = &Timex{Type: e.Type, Value: e.Value}
	m.Why = e.Rule
	return m
}
