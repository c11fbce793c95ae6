package score

import (
	"encoding/json"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"dragoman"
)

// Record is a report record, and what the text says of acts that may be no events.
type Record struct {
	dragoman.Record
	Acts []dragoman.Act `json:"acts,omitempty"`

	// ActsIn is the text that the acts point into where it is not Record.Text: they
	// are told of the text as it came, the rest of the text as mended.
	ActsIn string `json:"-"`
}

func eventsOf(r *Record) []dragoman.Event         { return r.Events }
func statementsOf(r *Record) []dragoman.Statement { return r.Statements }
func figuresOf(r *Record) []dragoman.Figure       { return r.Figures }
func actsOf(r *Record) []dragoman.Act             { return r.Acts }

// unmarshal reads a record. Where a span has words and no offsets it fills these
// in, so that nothing behind it need know that a person leaves them out.
func unmarshal(line []byte) (*Record, []string) {
	r := &Record{}
	if err := json.Unmarshal(line, r); err != nil {
		return nil, []string{unfit(err)}
	}
	var w struct {
		Events []struct {
			spot
			Trigger   *spot `json:"trigger"`
			Condition *spot `json:"condition"`
		} `json:"events"`
		Statements []struct {
			spot
			Cue *spot `json:"cue"`
		} `json:"statements"`
		Figures []spot `json:"figures"`
		Acts    []struct {
			spot
			Condition *spot `json:"condition"`
		} `json:"acts"`
	}
	if err := json.Unmarshal(line, &w); err != nil {
		return nil, []string{unfit(err)}
	}
	f := finder{text: r.Text}
	for i := range r.Events {
		e, x := &r.Events[i], &w.Events[i]
		f.where = where("event", i, e.ID)
		f.fill("", &e.Span, &x.spot)
		f.fill("trigger ", &e.Trigger, x.Trigger)
		f.fill("condition ", e.Condition, x.Condition)
	}
	for i := range r.Statements {
		s, x := &r.Statements[i], &w.Statements[i]
		f.where = where("statement", i, s.ID)
		f.fill("", &s.Span, &x.spot)
		f.fill("cue ", s.Cue, x.Cue)
	}
	for i := range r.Figures {
		f.where = where("figure", i, "")
		f.fill("", &r.Figures[i].Span, &w.Figures[i])
	}
	for i := range r.Acts {
		a, x := &r.Acts[i], &w.Acts[i]
		f.where = where("act", i, "")
		f.fill("", &a.Span, &x.spot)
		f.fill("condition ", a.Condition, x.Condition)
	}
	return r, f.faults
}

// where names an item of a record in messages.
func where(kind string, i int, id string) string {
	if id != "" {
		return fmt.Sprintf("%s %d (%s): ", kind, i+1, id)
	}
	return fmt.Sprintf("%s %d: ", kind, i+1)
}

// spot is a span as a person may write it: its words, and which of their
// occurrences is meant where there are several. These are counted letter for letter,
// also inside longer words, and do not overlap: as in any editor.
type spot struct {
	Start *int   `json:"start"`
	End   *int   `json:"end"`
	Text  string `json:"text"`
	Nth   *int   `json:"nth"` // from 1
}

// finder finds words in the text of a record.
type finder struct {
	text   string
	where  string
	faults []string
}

// fill sets the offsets of a span that is given by its words alone.
func (f *finder) fill(name string, s *dragoman.Span, w *spot) {
	if s == nil || w == nil || w.Start != nil || w.End != nil || w.Text == "" {
		return
	}
	n, nth := strings.Count(f.text, w.Text), 1
	if w.Nth != nil {
		nth = *w.Nth
	}
	add := func(format string, args ...any) {
		f.faults = append(f.faults, f.where+name+fmt.Sprintf("%q ", short(w.Text))+fmt.Sprintf(format, args...))
	}
	switch {
	case n == 0:
		add("is not in the text, expected its very words, or start and end")
	case n == 1 && nth != 1:
		add(`is in the text once, and "nth" is %d`, nth)
	case nth < 1 || nth > n:
		add(`is in the text %d times, expected "nth" from 1 to %d, not %d`, n, n, nth)
	case w.Nth == nil && n > 1:
		add(`is in the text %d times, longer words included, expected "nth" from 1 to %d`, n, n)
	default:
		at := byteOf(f.text, w.Text, nth)
		if end := at + len(w.Text); cuts(f.text, at) || cuts(f.text, end) {
			add("is part of a longer word there (%d of %d), expected whole words", nth, n)
		}
		s.Start = utf8.RuneCountInString(f.text[:at])
		s.End = s.Start + utf8.RuneCountInString(w.Text)
	}
}

// byteOf returns where words stand for the n-th time in a text that holds them as
// often, letter for letter: "act" is in "attack" no time, in "action" once.
func byteOf(text, words string, n int) int {
	at := strings.Index(text, words)
	for range n - 1 {
		at += len(words)
		at += strings.Index(text[at:], words)
	}
	return at
}

// cuts reports whether a place lies within a word: who means "act" and counts wrong
// finds it in "action". A number and its unit are two ("300km").
func cuts(text string, at int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:at])
	after, _ := utf8.DecodeRuneInString(text[at:])
	return unicode.IsLetter(before) && unicode.IsLetter(after) || unicode.IsDigit(before) && unicode.IsDigit(after)
}
