package ledger

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"dragoman"
	"dragoman/internal/incident"
	"dragoman/internal/review"
)

// Merge says that tellings tell one act, whatever the program finds, now and when their
// reports are coded anew.
func (w *Writer) Merge(of []Telling) error {
	return w.settle(of, func(a *adder, events []int64) error {
		var bond int64
		if _, err := a.ask("SELECT ifnull(max(bond), 0) + 1 FROM decisions", nil, &bond); err != nil {
			return err
		}
		for _, id := range events {
			if err := a.run("UPDATE decisions SET bond = ?1 WHERE bond = (SELECT bond FROM decisions WHERE event = ?2)", bond, id); err != nil {
				return err
			}
			if err := a.run("UPDATE decisions SET bond = ? WHERE event = ?", bond, id); err != nil {
				return err
			}
		}
		return nil
	})
}

// Split says that tellings tell another act than the rest of their incidents: one act,
// if they are several. Nothing joins them but what is merged with them.
func (w *Writer) Split(of []Telling) error {
	return w.settle(of, func(a *adder, events []int64) error {
		var bond any
		if len(events) > 1 {
			var n int64
			if _, err := a.ask("SELECT ifnull(max(bond), 0) + 1 FROM decisions", nil, &n); err != nil {
				return err
			}
			bond = n
		}
		for _, id := range events {
			if err := a.run("UPDATE decisions SET alone = 1, bond = ? WHERE event = ?", bond, id); err != nil {
				return err
			}
		}
		return nil
	})
}

// Undecide takes back what was said of tellings.
func (w *Writer) Undecide(of []Telling) error {
	return w.settle(of, func(a *adder, events []int64) error {
		for _, id := range events {
			if err := a.run("UPDATE decisions SET alone = 0, bond = NULL WHERE event = ?", id); err != nil {
				return err
			}
		}
		return nil
	})
}

// settle finds tellings, changes what is said of them, and finds anew the incidents of
// all that this bears on.
func (w *Writer) settle(of []Telling, change func(*adder, []int64) error) error {
	return w.transaction(func(a *adder) error {
		var events []int64
		for _, t := range of {
			id, err := a.telling(context.Background(), t)
			if err != nil {
				return err
			}
			if !slices.Contains(events, id) {
				events = append(events, id)
			}
			if err := a.noteTelling(id); err != nil {
				return err
			}
		}
		for _, id := range events {
			if err := a.acts.unsettle(id); err != nil {
				return err
			}
		}
		if err := change(a, events); err != nil {
			return err
		}
		return a.run("DELETE FROM decisions WHERE alone = 0 AND (bond IS NULL OR (SELECT count(*) FROM decisions d WHERE d.bond = decisions.bond) = 1)")
	})
}

// noteTelling has a row for what is said of a telling.
func (a *adder) noteTelling(id int64) error {
	var n int64
	if there, err := a.ask("SELECT id FROM decisions WHERE event = ?", []any{id}, &n); err != nil || there {
		return err
	}
	var packed []byte
	if _, err := a.ask("SELECT record FROM records WHERE report = ?", []any{id / mostEvents}, &packed); err != nil {
		return err
	}
	r, err := unpack(packed)
	if err != nil {
		return err
	}
	e := &r.Events[id%mostEvents]
	seen, err := json.Marshal(e)
	if err != nil {
		return err
	}
	return a.run("INSERT INTO decisions (report, event, alone, bond, name, seen) VALUES (?, ?, 0, NULL, ?, ?)", id/mostEvents, id, e.ID, string(seen))
}

// attachDecisions finds the events of a new record of which something was said. What
// finds none is kept.
func (a *adder) attachDecisions(report int64, r *dragoman.Record) error {
	var ids []int64
	var marks []*review.Mark
	err := a.each(context.Background(), "SELECT id, name, seen FROM decisions WHERE report = ? ORDER BY id", []any{report}, func(scan func(...any) error) error {
		var id int64
		var seen string
		m := &review.Mark{Mark: review.Right, Report: r.ID, Seen: &dragoman.Event{}}
		if err := scan(&id, &m.Event, &seen); err != nil {
			return err
		}
		if err := json.Unmarshal([]byte(seen), m.Seen); err != nil {
			return fmt.Errorf("%w: %w", ErrDamaged, err)
		}
		ids, marks = append(ids, id), append(marks, m)
		return nil
	})
	if err != nil || len(ids) == 0 {
		return err
	}
	for i, n := range review.Attach(marks, r.Events) {
		var event any
		if n >= 0 {
			event = eventID(report, n)
		}
		if err := a.run("UPDATE decisions SET event = ? WHERE id = ?", event, ids[i]); err != nil {
			return err
		}
	}
	return nil
}

// decided is what was said of the events that are there: which are alone, and which are
// one act. Of those in the file it has where they are.
type decided struct {
	alone map[int64]bool
	bonds map[int64][]int64
	at    map[int64]struct{ linked, day int64 }
}

func (j *joiner) decided() (decided, error) {
	out := decided{map[int64]bool{}, map[int64][]int64{}, map[int64]struct{ linked, day int64 }{}}
	err := j.w.rowsOf("SELECT d.event, d.alone, ifnull(d.bond, 0), ifnull(e.id, 0), ifnull(e.linked, d.event), ifnull(e.day, 0) FROM decisions d LEFT JOIN events e ON e.id = d.event WHERE d.event IS NOT NULL", nil, func(scan func(...any) error) error {
		var event, bond, there int64
		var alone bool
		var at struct{ linked, day int64 }
		if err := scan(&event, &alone, &bond, &there, &at.linked, &at.day); err != nil {
			return err
		}
		if there == 0 && j.fresh[event] == nil { // marked wrong
			return nil
		}
		out.at[event] = at
		if alone {
			out.alone[event] = true
		}
		if bond != 0 {
			out.bonds[bond] = append(out.bonds[bond], event)
		}
		return nil
	})
	return out, err
}

// bind joins the events that are one act by somebody's word, where one of them is new or
// loose.
func (j *joiner) bind(d decided) {
	for _, bond := range slices.Sorted(maps.Keys(d.bonds)) {
		all := d.bonds[bond]
		moved := func(id int64) bool { return j.fresh[id] != nil || j.loose[id] != nil }
		if !slices.ContainsFunc(all, moved) {
			continue
		}
		var nodes []int64
		for _, id := range all {
			if !moved(id) {
				id = d.at[id].linked
			}
			nodes = append(nodes, id)
		}
		for _, n := range nodes[1:] {
			j.parent.join(nodes[0], n)
		}
	}
}

// unsettle takes the component of an event apart, to be found anew.
func (j *joiner) unsettle(event int64) error {
	return j.w.rowsOf("SELECT id, traits, linked FROM events WHERE id = ?", []any{event}, func(scan func(...any) error) error {
		var id int64
		var linked *int64
		f := &incident.Features{}
		err := scanTraits(scan, &id, f, &linked)
		if linked != nil {
			j.broken[*linked] = true
		} else {
			j.loose[id] = f
		}
		return err
	})
}
