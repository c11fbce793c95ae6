package ledger

import "context"

// forget takes out all that another coder has found in a report, which is coded anew.
func (a *adder) forget(id int64) error {
	if err := a.rows.flush(a.Writer); err != nil { // what is taken out may be among them
		return err
	}
	a.acts.written()
	clear(a.fresh)
	if err := a.changing(id); err != nil {
		return err
	}
	var packed []byte
	if _, err := a.ask("SELECT record FROM records WHERE report = ?", []any{id}, &packed); err != nil {
		return err
	}
	r, err := unpack(packed)
	if err != nil {
		return err
	}
	day, gone := DayOf(r.Date), map[int64]bool{}
	for i := range r.Actors {
		if len(r.Actors[i].Mentions) == 0 {
			continue
		}
		actor, err := a.actor(r.Actors[i].Party)
		if err != nil {
			return err
		}
		if gone[actor] {
			continue
		}
		gone[actor] = true
		a.names(actor, -1)
		if err := a.run("DELETE FROM mentions WHERE actor = ? AND day = ? AND report = ?", actor, day, id); err != nil {
			return err
		}
	}
	for i := range r.Statements {
		a.tallies.statement(r.Publisher, r.Statements[i].Chain, -1)
	}
	first, last := eventID(id, 0), eventID(id, mostEvents-1)
	if err := a.forgetRows(first, last); err != nil {
		return err
	}
	if err := a.run("DELETE FROM words WHERE rowid BETWEEN ? AND ?", first, last); err != nil {
		return err
	}
	for _, q := range []string{"DELETE FROM statements WHERE report = ?", "DELETE FROM figures WHERE report = ?", "DELETE FROM records WHERE report = ?"} {
		if err := a.run(q, id); err != nil {
			return err
		}
	}
	return nil
}

// forgetRows takes out events and what is counted of them.
func (a *adder) forgetRows(first, last int64) error {
	if err := a.uncount(first, last); err != nil {
		return err
	}
	if err := a.acts.remove(first, last); err != nil {
		return err
	}
	for _, q := range []string{
		"DELETE FROM sides WHERE event BETWEEN ? AND ?", "DELETE FROM events WHERE id BETWEEN ? AND ?",
		"DELETE FROM coded_sides WHERE event BETWEEN ? AND ?", "DELETE FROM coded WHERE id BETWEEN ? AND ?",
	} {
		if err := a.run(q, first, last); err != nil {
			return err
		}
	}
	return nil
}

// uncount takes events out of the sums.
func (a *adder) uncount(first, last int64) error {
	w := &where{}
	w.and("e.id BETWEEN ? AND ?", first, last)
	return a.sided(context.Background(), w, func(e *sided) { a.count(e, -1) })
}
