package main

import (
	"context"
	"fmt"
	"strings"

	"dragoman"
	"dragoman/internal/ledger"
	"dragoman/internal/review"
)

type reviewWalkCmd struct {
	queryFlags
	byFlag
	ledgerFlag
}

// Help is the long text of --help.
func (reviewWalkCmd) Help() string {
	return `Shows one event after another, as the coder has it and with the sentence that tells it, and asks what to mark: r is right, w wrong, c corrected (it then asks for fields, as --set takes them), s passes over it, q ends. Each answer is kept at once. Events that one has marked already do not come again; those of others do, without what they said. It asks for 100 events, or as many as --limit says.

Example:

    dragoman add samples/summit.txt; printf 'r\nq\n' | dragoman review walk --by ann`
}

// mostWalked is how many events are asked for where the call does not say.
const mostWalked = 100

// Run asks.
func (c *reviewWalkCmd) Run(ctx context.Context, t *terminal) error {
	if err := c.needed(); err != nil {
		return err
	}
	if c.Limit == 0 {
		c.Limit = mostWalked
	}
	asked := questionFlags{c.queryFlags, c.ledgerFlag}
	l, q, err := asked.ask(ctx, t)
	if err != nil {
		return err
	}
	defer l.Close()
	q.AsCoded, q.Unmarked = true, c.By
	var events []*dragoman.FlatEvent // all at once: while somebody thinks, nobody waits for this reader
	for e, err := range l.Events(ctx, q) {
		if err != nil {
			return err
		}
		e.Review = nil // what others say is not shown
		events = append(events, e)
	}
	s, err := newCorrector()
	if err != nil {
		return err
	}
	w := walk{corrector: s, t: t, l: l, path: c.Ledger, by: c.By, answers: answersOf(ctx, t)}
	for i, e := range events {
		if more, err := w.event(ctx, fmt.Sprintf("%d of %d", i+1, len(events)), e); err != nil || !more {
			return err
		}
	}
	return t.say("no more events\n")
}

// walk asks about events.
type walk struct {
	*corrector
	t       *terminal
	l       *ledger.Ledger
	path    string
	by      string
	answers func() (string, bool)
}

// answersOf reads the lines that somebody types; false is the end.
func answersOf(ctx context.Context, t *terminal) func() (string, bool) {
	lines := make(chan inputLine)
	go func() {
		defer close(lines)
		for l := range readLines(ctx, t.stdin) {
			lines <- l
		}
	}()
	return func() (string, bool) {
		l, ok := <-lines
		return strings.TrimSpace(l.text), ok && l.err == nil
	}
}

// event shows an event and does what is answered. It reports whether to go on.
func (w *walk) event(ctx context.Context, which string, e *dragoman.FlatEvent) (bool, error) {
	m := review.Mark{Report: e.Report, Event: e.ID, Seen: &e.Event, By: w.by}
	record, event, err := w.l.Subject(ctx, m)
	if err != nil {
		return false, err
	}
	style := w.t.style()
	if err := w.t.say(fmt.Sprintf("\n%s  %s\n", which, e.ID) + style.eventRow(e) + style.around(record, event)); err != nil {
		return false, err
	}
	for {
		answer, ok := w.ask("right, wrong, correct, skip or quit? [r/w/c/s/q] ")
		switch {
		case !ok || answer == "q":
			return false, nil
		case answer == "s":
			return true, nil
		case answer == "r":
			m.Mark = review.Right
		case answer == "w":
			m.Mark = review.Wrong
		case answer == "c":
			if m.Set, ok = w.corrections(record, event); !ok {
				continue
			}
			m.Mark = review.Corrected
		default:
			continue
		}
		m.At = now()
		return true, withWriter(w.path, func(to *ledger.Writer) error {
			_, err := to.Mark(m)
			return err
		})
	}
}

func (w *walk) ask(question string) (string, bool) {
	if w.t.say(question) != nil || w.t.flush() != nil {
		return "", false
	}
	return w.answers()
}

// corrections asks for fields until an empty line; false where there are none.
func (w *walk) corrections(r *dragoman.Record, e *dragoman.Event) (*review.Correction, bool) {
	var set []string
	for {
		answer, ok := w.ask("field=value, an empty line ends: ")
		if !ok {
			return nil, false
		}
		if answer == "" {
			break
		}
		if _, err := w.read(r, e, append(set, answer)); err != nil {
			w.t.tell(err)
			continue
		}
		set = append(set, answer)
	}
	if len(set) == 0 {
		return nil, false
	}
	c, err := w.read(r, e, set)
	return c, err == nil
}

// around renders the sentence that an event's word stands in, between those beside it.
func (s style) around(r *dragoman.Record, e *dragoman.Event) string {
	text := []rune(r.Text)
	var out strings.Builder
	for i, x := range r.Sentences {
		if x.Start > e.Trigger.Start || e.Trigger.Start >= x.End {
			continue
		}
		for k := max(0, i-1); k <= min(i+1, len(r.Sentences)-1); k++ {
			code := dim
			if k == i {
				code = plain
			}
			s.flow(&out, word{}, listMargin, words(string(text[r.Sentences[k].Start:r.Sentences[k].End]), code))
		}
	}
	return out.String()
}
