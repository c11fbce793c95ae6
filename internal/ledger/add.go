package ledger

import (
	"fmt"

	"dragoman"
	"dragoman/internal/review"
)

// Added counts what a call of Add did.
type Added struct {
	Reports, Events int
	Recoded         int // reports among these that another coder had coded
	Known           int // reports that were there already
}

// Add adds reports, all of them or, with an error, none.
func (w *Writer) Add(entries []*Entry) (Added, error) {
	var added Added
	err := w.transaction(func(a *adder) error {
		if err := a.foresee(entries); err != nil {
			return err
		}
		for _, e := range entries {
			if err := a.report(e); err != nil {
				return fmt.Errorf("report %s: %w", e.record.ID, err)
			}
		}
		added = a.added
		return nil
	})
	if err != nil {
		return Added{}, err
	}
	return added, nil
}

// transaction does what an adder is to do, and writes what it has gathered: all of it
// or, with an error, nothing.
func (w *Writer) transaction(do func(*adder) error) error {
	return w.inParts(func(part func(func(*adder) error) error) error { return part(do) })
}

// inParts is a transaction of several parts, so that what waits to be written need not
// all be held at once.
func (w *Writer) inParts(do func(part func(func(*adder) error) error) error) error {
	before := w.next
	err := w.whole(func() error { return do(w.part) })
	if err != nil {
		w.known, w.next = newKnown(), before // these may speak of rows that were rolled back
		w.collected.drop()
		w.forgetIncidents()
		return w.failed(err)
	}
	return nil
}

func (w *Writer) part(do func(*adder) error) error {
	a := adder{Writer: w, rows: &w.collected, sums: cells{}, tallies: newTallies(), named: map[int64]int64{}, here: map[name]held{}}
	clear(w.fresh)
	a.links = newLinker(w, a.rows)
	a.acts = newJoiner(w, a.rows)
	w.ahead = foreseen{}
	if err := do(&a); err != nil {
		return err
	}
	if err := a.links.write(); err != nil {
		return err
	}
	if err := a.acts.link(); err != nil {
		return err
	}
	if err := a.flushSums(); err != nil {
		return err
	}
	if err := a.flushNamed(); err != nil {
		return err
	}
	if err := a.flushTallies(); err != nil {
		return err
	}
	if err := a.rows.words.flush(w); err != nil {
		return err
	}
	w.known.trim()
	w.trimIncidents()
	return a.links.join()
}

// adder is one transaction, or a part of one.
type adder struct {
	*Writer
	added   Added
	rows    *tables
	sums    cells
	tallies tallies
	named   map[int64]int64 // how many reports more name an actor
	links   linker
	acts    *joiner
	here    map[name]held  // reports added so far
	gone    map[int64]bool // reports whose old rows have been taken out ahead of the new ones
}

// name is what a report is known by.
type name struct {
	key string
	sum Sum
}

// held is a report that is there: its number and its coder's.
type held struct{ id, coder int64 }

const findReport = "SELECT id, coder FROM reports WHERE key = ? AND sum = ?"

func (a *adder) report(e *Entry) error {
	r := e.record
	coder, err := a.coder(r.Coder)
	if err != nil {
		return err
	}
	n := name{r.ID, e.sum}
	old, there := a.here[n]
	if !there {
		old, there = a.ahead.reports[n]
	}
	if !there && !a.ahead.asked[n] {
		if there, err = a.ask(findReport, []any{r.ID, e.sum[:]}, &old.id, &old.coder); err != nil {
			return err
		}
	}
	id, newer := old.id, false
	if there && old.coder != coder {
		if newer, err = a.newer(old.coder, r.Coder); err != nil {
			return err
		}
	}
	switch {
	case !there:
		id = a.next.report
		a.next.report++
	case old.coder == coder || newer && !a.gone[id]:
		a.added.Known++
		return a.came(e, id)
	default:
		if !a.gone[id] {
			if err := a.forget(id); err != nil {
				return err
			}
		}
		a.added.Recoded++
	}
	a.here[n] = held{id, coder}
	a.added.Reports++
	a.added.Events += len(r.Events)
	if there { // all but the coder is as it was
		err = a.run("UPDATE reports SET coder = ? WHERE id = ?", coder, id)
	} else if err = a.links.add(id, e.printed); err == nil {
		err = a.rows.reports.add(a.Writer, id, r.ID, e.sum[:], coder, orNull(r.URL), orNull(r.Publisher), orNull(r.Title),
			orNull(r.Byline), orNull(r.Date), DayOf(r.Date), orNull(r.Lang), id)
	}
	if err != nil {
		return err
	}
	if err := a.came(e, id); err != nil {
		return err
	}
	if err := a.rows.records.add(a.Writer, id, e.packed); err != nil {
		return err
	}
	var marked map[int]*review.Mark
	if there {
		if marked, err = a.attach(id, r); err != nil {
			return err
		}
		if err = a.attachDecisions(id, r); err != nil {
			return err
		}
	}
	if !there {
		defer a.tallies.fresh()()
	}
	return a.content(id, e, marked)
}

// came notes what came in, and which report it is.
func (a *adder) came(e *Entry, id int64) error {
	if e.input == nil {
		return nil
	}
	return a.run("INSERT INTO inputs (sum, report) VALUES (?, ?) ON CONFLICT (sum) DO UPDATE SET report = excluded.report", e.input[:], id)
}

// orNull is a string as the tables have it: NULL where nothing is known.
func orNull(s string) any {
	if s == "" {
		return nil
	}
	return s
}

// orNil is the value that a pointer leads to, or NULL.
func orNil[T any](p *T) any {
	if p == nil {
		return nil
	}
	return *p
}

// least is a count as the tables have it: the number, or the least of a vague one.
func least(c *dragoman.Count) any {
	switch {
	case c == nil:
		return nil
	case c.Low == 0 && c.High > 0: // "up to 50"
		return nil
	}
	return c.Low
}
