package ledger

import (
	"context"

	"dragoman"
	"dragoman/internal/incident"
	"dragoman/internal/review"
)

// revise writes the rows of an event anew, as its marks have it.
func (a *adder) revise(at *marked) error {
	id := eventID(at.report, at.n)
	all, err := marksWhere(context.Background(), a.Ledger, "m.event = ?", id)
	if err != nil {
		return err
	}
	m, err := a.decide(all)
	if err != nil {
		return err
	}
	if err := a.changing(at.report); err != nil {
		return err
	}
	if err := a.forgetRows(id, id); err != nil {
		return err
	}
	reader, err := traitsReader()
	if err != nil {
		return err
	}
	f := reader.Event(at.record, &at.record.Events[at.n])
	return a.judged(at.report, at.n, at.record, m, &f)
}

// decide says which of the marks of one event is followed.
func (a *adder) decide(all []storedMark) (*review.Mark, error) {
	if len(all) == 0 {
		return nil, nil
	}
	marks := make([]*review.Mark, len(all))
	for i := range all {
		marks[i] = &all[i].Mark
	}
	last := review.Decides(marks)
	for i := range all {
		decides := 0
		if i == last {
			decides = 1
		}
		if err := a.run("UPDATE marks SET decides = ? WHERE id = ?", decides, all[i].id); err != nil {
			return nil, err
		}
	}
	return marks[last], nil
}

// attach finds the events of a new record that the marks of its report hold for. It
// returns, by their places, what is to be followed.
func (a *adder) attach(report int64, r *dragoman.Record) (map[int]*review.Mark, error) {
	all, err := marksWhere(context.Background(), a.Ledger, "m.report = ?", report)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	marks := make([]*review.Mark, len(all))
	for i := range all {
		marks[i] = &all[i].Mark
	}
	of := map[int][]storedMark{}
	for i, n := range review.Attach(marks, r.Events) {
		var event any
		if n >= 0 {
			event = eventID(report, n)
			of[n] = append(of[n], all[i])
		}
		if err := a.run("UPDATE marks SET event = ?, decides = 0 WHERE id = ?", event, all[i].id); err != nil {
			return nil, err
		}
	}
	out := map[int]*review.Mark{}
	for n, some := range of {
		if out[n], err = a.decide(some); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// judged writes an event as a mark has it: not at all where it is wrong. Of what is
// marked, that which the coder has is kept beside it.
func (a *adder) judged(report int64, n int, r *dragoman.Record, m *review.Mark, traits *incident.Features) error {
	e := &r.Events[n]
	if m == nil {
		return a.event(report, n, r, e, traits)
	}
	if err := a.coded(report, n, r, e); err != nil || m.Mark == review.Wrong {
		return err
	}
	truth := m.On(*e)
	reader, err := traitsReader()
	if err != nil {
		return err
	}
	f := reader.Event(r, &truth)
	return a.event(report, n, r, &truth, &f)
}

// coded writes what the coder has of a marked event.
func (a *adder) coded(report int64, n int, r *dragoman.Record, e *dragoman.Event) error {
	via, err := a.chain(e.Via)
	if err != nil {
		return err
	}
	place, err := a.place(e.Place)
	if err != nil {
		return err
	}
	id := eventID(report, n)
	if err := a.run("INSERT INTO coded (id, report, type, quad, goldstein, status, done, day, place, via) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
		id, report, e.Type, orNil(e.Quad), orNil(e.Goldstein), e.Status, *doneOf[e.Status], dayOf(r, e), place, via); err != nil {
		return err
	}
	for side, refs := range map[string][]dragoman.ActorRef{"source": e.Source, "target": e.Target} {
		for i, ref := range refs {
			actor, err := a.actor(ref.Party)
			if err != nil {
				return err
			}
			if err := a.run("INSERT INTO coded_sides (event, side, n, actor) VALUES (?, ?, ?, ?)", id, side, i, actor); err != nil {
				return err
			}
		}
	}
	return nil
}
