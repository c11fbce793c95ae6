package ledger

import (
	"maps"
	"math"
	"slices"
	"strings"

	"dragoman"
	"dragoman/internal/incident"
	"dragoman/internal/review"
)

// mostEvents is how many events of one report have numbers.
const mostEvents = 1 << 16

// eventID numbers an event by its report, so that a report's events lie together
// and are found without an index.
func eventID(report int64, n int) int64 { return report*mostEvents + int64(n) }

// content writes what was found in a report, with what people say of its events.
func (a *adder) content(id int64, entry *Entry, marked map[int]*review.Mark) error {
	r := entry.record
	if err := a.mentions(id, r); err != nil {
		return err
	}
	for i := range r.Statements {
		if err := a.statement(id, i, &r.Statements[i]); err != nil {
			return err
		}
		a.tallies.statement(r.Publisher, r.Statements[i].Chain, 1)
	}
	for i := range r.Figures {
		if err := a.figure(id, i, &r.Figures[i]); err != nil {
			return err
		}
	}
	for i := range r.Events {
		if err := a.rows.words.add(a.Writer, eventID(id, i), a.db.store.clause(r.Events[i].Text)); err != nil {
			return err
		}
		if err := a.judged(id, i, r, marked[i], &entry.traits[i]); err != nil {
			return err
		}
	}
	return nil
}

// mentions has one row for an actor and report. Two actors of a report may be one
// here ("p7" and "p9", both "Turkish officials").
func (a *adder) mentions(id int64, r *dragoman.Record) error {
	type named struct{ times, start, end int }
	at := map[int64]*named{}
	var order []int64
	for i := range r.Actors {
		ms := r.Actors[i].Mentions
		if len(ms) == 0 {
			continue
		}
		actor, err := a.actor(r.Actors[i].Party)
		if err != nil {
			return err
		}
		n := at[actor]
		if n == nil {
			n = &named{0, ms[0].Start, ms[0].End}
			at[actor] = n
			order = append(order, actor)
		}
		n.times += len(ms)
		for _, m := range ms {
			if m.Start < n.start {
				n.start, n.end = m.Start, m.End
			}
		}
	}
	for _, actor := range order {
		n := at[actor]
		if err := a.rows.mentions.add(a.Writer, actor, DayOf(r.Date), id, n.times, n.start, n.end); err != nil {
			return err
		}
		a.names(actor, 1)
	}
	return nil
}

// names counts reports that name an actor.
func (a *adder) names(actor, by int64) {
	if at, waits := a.fresh[actor]; waits {
		v := &a.rows.actors.values[at]
		v.Value = v.Value.(int64) + by
		return
	}
	a.named[actor] += by
}

// flushNamed writes how many reports name the actors that were there.
func (a *adder) flushNamed() error {
	for _, actor := range slices.Sorted(maps.Keys(a.named)) {
		if n := a.named[actor]; n != 0 {
			if err := a.run("UPDATE actors SET reports = reports + ? WHERE id = ?", n, actor); err != nil {
				return err
			}
		}
	}
	return nil
}

func (a *adder) statement(id int64, n int, s *dragoman.Statement) error {
	chain, err := a.chain(s.Chain)
	if err != nil {
		return err
	}
	var cueStart, cueEnd any
	if s.Cue != nil {
		cueStart, cueEnd = s.Cue.Start, s.Cue.End
	}
	return a.rows.statements.add(a.Writer, id, n, s.ID, s.Start, s.End, cueStart, cueEnd, chain, orNull(s.Quote), orNull(s.Stance), orNull(s.Parent))
}

func (a *adder) figure(id int64, n int, f *dragoman.Figure) error {
	via, err := a.chain(f.Via)
	if err != nil {
		return err
	}
	return a.rows.figures.add(a.Writer, id, n, f.Start, f.End, orNil(f.Value), orNil(f.Low), orNil(f.High), orNull(f.Unit), orNull(f.Of), orNull(f.When), via)
}

func (a *adder) event(report int64, n int, r *dragoman.Record, e *dragoman.Event, traits *incident.Features) error {
	via, err := a.chain(e.Via)
	if err != nil {
		return err
	}
	place, err := a.place(e.Place)
	if err != nil {
		return err
	}
	id, day := eventID(report, n), dayOf(r, e)
	counts := dragoman.Counts{}
	if e.Counts != nil {
		counts = *e.Counts
	}
	date := dragoman.EventDate{}
	if e.Date != nil {
		date = *e.Date
	}
	if err := a.rows.events.add(a.Writer, id, e.ID, e.Start, e.End, e.Trigger.Start, e.Trigger.End, e.Type, orNull(e.Mode), orNull(e.CAMEO),
		orNull(e.Code), orNil(e.Quad), orNil(e.Goldstein), orNull(strings.Join(e.Contexts, " ")), e.Status, *doneOf[e.Status], orNull(e.Underlying), day,
		dayOrNull(date.From), dayOrNull(date.To), orNull(date.Precision), place, via,
		least(counts.Killed), least(counts.Injured), least(counts.Arrested), least(counts.People), orNil(e.Confidence), traits.AppendBinary(nil), nil, nil); err != nil {
		return err
	}
	traits.Report = report
	a.acts.add(id, traits)
	sources, err := a.side(id, e.Source, func(n int) int { return n })
	if err != nil {
		return err
	}
	targets, err := a.side(id, e.Target, func(n int) int { return -1 - n })
	if err != nil {
		return err
	}
	a.count(&sided{id: id, day: day, kind: e.Type, quad: quadOf(e.Quad), done: *doneOf[e.Status], goldstein: thousandths(e.Goldstein), sources: sources, targets: targets}, 1)
	return nil
}

// count counts an event in, or with -1 out.
func (a *adder) count(e *sided, by int64) {
	a.sums.count(e, by)
	a.tallies.event(e, by)
}

// dayOf is the day that an event counts for: its first, else the report's.
func dayOf(r *dragoman.Record, e *dragoman.Event) int64 {
	if e.Date != nil {
		for _, s := range []string{e.Date.From, e.Date.To} {
			if d := DayOf(s); d != NoDay {
				return d
			}
		}
	}
	return DayOf(r.Date)
}

func (a *adder) side(id int64, refs []dragoman.ActorRef, slot func(int) int) ([]party, error) {
	out := make([]party, len(refs))
	for i, ref := range refs {
		actor, err := a.actor(ref.Party)
		if err != nil {
			return nil, err
		}
		out[i] = party{actor, unit(ref.Party)}
		if err := a.rows.sides.add(a.Writer, id, slot(i), actor); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func quadOf(q *int) int {
	if q == nil {
		return 0
	}
	return *q
}

// thousandths is a scale's value as a whole number, whose sums do not depend on
// the order.
func thousandths(g *float64) *int64 {
	if g == nil {
		return nil
	}
	n := int64(math.Round(*g * 1000))
	return &n
}
