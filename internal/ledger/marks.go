package ledger

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"dragoman"
	"dragoman/internal/review"
)

// Marking is what became of a mark.
type Marking string

const (
	Noted   Marking = "noted"
	Already Marking = "already" // it was there, or a later one of the same person
	Lost    Marking = "lost"    // kept, though the present coder tells no such act
)

// Mark keeps what somebody says of an event. It takes the place of what he said of it
// before. Where it does not say what its author saw, he saw the event as it stands in
// the ledger.
func (w *Writer) Mark(m review.Mark) (Marking, error) {
	if err := soundMark(&m); err != nil {
		return "", err
	}
	out := Noted
	err := w.transaction(func(a *adder) error {
		at, err := a.find(context.Background(), &m)
		if err != nil {
			return err
		}
		all, err := marksWhere(context.Background(), a.Ledger, "m.report = ?", at.report)
		if err != nil {
			return err
		}
		for _, old := range all {
			if old.By != m.By || !at.holds(old, &m) {
				continue
			}
			if old.At > m.At || alike(old.Mark, m) {
				out = Already
				return nil
			}
			if err := a.run("DELETE FROM marks WHERE id = ?", old.id); err != nil {
				return err
			}
		}
		if at.n < 0 {
			out = Lost
		}
		if err := a.note(at, &m); err != nil || at.n < 0 {
			return err
		}
		return a.revise(at)
	})
	return out, err
}

// Unmark takes back what somebody said of an event.
func (w *Writer) Unmark(report, event, by string) error {
	return w.transaction(func(a *adder) error {
		at, err := a.find(context.Background(), &review.Mark{Report: report, Event: event})
		if err != nil {
			return err
		}
		var id int64
		there, err := a.ask("SELECT id FROM marks WHERE event = ? AND reviewer = ?", []any{eventID(at.report, at.n), by}, &id)
		if err != nil {
			return err
		}
		if !there {
			return fmt.Errorf("%s has no mark on event %s of report %s", by, event, report)
		}
		if err := a.run("DELETE FROM marks WHERE id = ?", id); err != nil {
			return err
		}
		return a.revise(at)
	})
}

// soundMark says why a mark cannot be kept.
func soundMark(m *review.Mark) error {
	set := m.Set != nil && *m.Set != (review.Correction{})
	switch {
	case m.Report == "" || m.Event == "":
		return errors.New(`a mark says of which "report" and "event" it is`)
	case m.By == "":
		return errors.New(`a mark says "by" whom it is`)
	case m.Mark != review.Right && m.Mark != review.Wrong && m.Mark != review.Corrected:
		return fmt.Errorf("mark %q, expected right, wrong or corrected", m.Mark)
	case set != (m.Mark == review.Corrected):
		return errors.New(`corrections ("set") stand with the mark "corrected", and with it alone`)
	case set && m.Set.Status != "" && doneOf[m.Set.Status] == nil:
		return fmt.Errorf("status %q, expected occurred, ongoing, background, planned, expected, offered, demanded, hypothetical or negated", m.Set.Status)
	}
	t, err := time.Parse(time.RFC3339, m.At)
	if err != nil {
		return fmt.Errorf("at %q, expected a time (2006-01-02T15:04:05Z)", m.At)
	}
	m.At = t.UTC().Format(time.RFC3339) // so that texts are in the order of time
	return nil
}

func alike(a, b review.Mark) bool {
	one, err1 := sumOf(a.Set)
	other, err2 := sumOf(b.Set)
	return err1 == nil && err2 == nil && a.At == b.At && a.Mark == b.Mark && a.Note == b.Note && one == other
}

// marked is an event that a mark is of: of which report, and where in its record; n is
// -1 where the record has no such event.
type marked struct {
	report, coder int64
	n             int
	record        *dragoman.Record
}

// holds reports whether a mark that is there is of the same act.
func (at *marked) holds(old storedMark, m *review.Mark) bool {
	if at.n >= 0 {
		return old.event != nil && *old.event == eventID(at.report, at.n)
	}
	one, err1 := sumOf(old.Seen)
	other, err2 := sumOf(m.Seen)
	return old.event == nil && err1 == nil && err2 == nil && one == other
}

// Subject finds the event that a mark is of, and the record that it stands in.
func (l *Ledger) Subject(ctx context.Context, m review.Mark) (*dragoman.Record, *dragoman.Event, error) {
	at, err := l.find(ctx, &m)
	if err != nil {
		return nil, nil, err
	}
	return at.record, m.Seen, nil
}

// find finds the event that a mark is of, and fills in what its author saw.
func (l *Ledger) find(ctx context.Context, m *review.Mark) (*marked, error) {
	var texts, told []*marked
	err := l.each(ctx, "SELECT r.id, r.sum, r.coder, c.record FROM reports r JOIN records c ON c.report = r.id WHERE r.key = ? ORDER BY r.sum", []any{m.Report}, func(scan func(...any) error) error {
		at := &marked{n: -1}
		var sum, packed []byte
		err := scan(&at.report, &sum, &at.coder, &packed)
		if err != nil || m.Sum != "" && hex.EncodeToString(sum) != m.Sum {
			return err
		}
		if at.record, err = unpack(packed); err != nil {
			return err
		}
		at.n = eventOf(at.record, m)
		texts = append(texts, at)
		if at.n >= 0 {
			told = append(told, at)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	switch {
	case len(texts) == 0:
		return nil, fmt.Errorf("there is no report %s", strings.TrimSpace(m.Report+" "+m.Sum))
	case len(told) > 1 || len(told) == 0 && len(texts) > 1:
		return nil, fmt.Errorf(`there are %d texts of the id %s, expected a mark that says the "sum" of one, as review list does`, len(texts), m.Report)
	case len(told) == 1:
		at := told[0]
		if m.Seen == nil {
			m.Seen = &at.record.Events[at.n]
		}
		return at, nil
	case m.Seen == nil:
		return nil, fmt.Errorf("report %s has no event %s, it has %s", m.Report, m.Event, named(texts[0].record))
	}
	return texts[0], nil
}

// named says what the events of a record are called.
func named(r *dragoman.Record) string {
	switch n := len(r.Events); n {
	case 0:
		return "none"
	case 1:
		return r.Events[0].ID
	default:
		return r.Events[0].ID + " to " + r.Events[n-1].ID
	}
}

// eventOf finds the event of a record that a mark is of.
func eventOf(r *dragoman.Record, m *review.Mark) int {
	named := slices.IndexFunc(r.Events, func(e dragoman.Event) bool { return e.ID == m.Event })
	if m.Seen == nil {
		return named
	}
	if named >= 0 {
		if there, err := sumOf(r.Events[named]); err == nil {
			if seen, err := sumOf(m.Seen); err == nil && there == seen {
				return named
			}
		}
	}
	return review.Attach([]*review.Mark{m}, r.Events)[0]
}

// note writes a mark down.
func (a *adder) note(at *marked, m *review.Mark) error {
	seen, err := json.Marshal(m.Seen)
	if err != nil {
		return err
	}
	var changes, event any
	if m.Set != nil {
		raw, err := json.Marshal(m.Set)
		if err != nil {
			return err
		}
		changes = string(raw)
	}
	if at.n >= 0 {
		event = eventID(at.report, at.n)
	}
	return a.run("INSERT INTO marks (report, event, decides, reviewer, at, mark, changes, note, name, seen, coder) VALUES (?, ?, 0, ?, ?, ?, ?, ?, ?, ?, ?)",
		at.report, event, m.By, m.At, m.Mark, changes, orNull(m.Note), m.Event, string(seen), at.coder)
}
