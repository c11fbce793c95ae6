package ledger

import (
	"context"
	"fmt"
)

// Events are found in one of two ways: those that are asked for are gathered and put in
// the order of their days or, where few are wanted of what is everywhere, the days are
// walked and what is asked for is picked out until there is enough. A million events have half
// a million of the busiest country; its first fifty are found in under a millisecond by
// walking and in 400 by gathering, and those of a village the other way round.

const (
	// seldom is how many events of an actor, or with some words, are gathered without a
	// thought.
	seldom = 5000
	// probes is how many events, from all over the file, are looked at to guess how many
	// are asked for; if so many of them are, a walk finds one in two hundred and more.
	probes, enough = 1000, 5
)

// frequent guesses whether a walk over the days will soon have found what is asked for.
func (l *Ledger) frequent(ctx context.Context, q Query) (bool, error) {
	if q.Limit == 0 || q.AsCoded {
		return false, nil
	}
	if q.Text != "" {
		terms, err := Phrase(q.Text)
		if err != nil {
			return false, err
		}
		told, value := l.db.store.matching(terms, false)
		n, err := l.number(ctx, fmt.Sprintf("SELECT count(*) FROM (SELECT 1 FROM events e WHERE %s LIMIT %d) s", told, seldom), value)
		if err != nil || n < seldom {
			return false, err
		}
	}
	for _, who := range []string{q.Actor, q.Source, q.Target} {
		if who == "" {
			continue
		}
		set, err := l.actorsOf(ctx, &q, who)
		if err != nil {
			return false, err
		}
		n, err := l.number(ctx, fmt.Sprintf("SELECT count(*) FROM (SELECT 1 FROM (%s) a CROSS JOIN sides s ON s.actor = a.id LIMIT %d) s", set.list(), seldom), set.values()...)
		if err != nil || n < seldom {
			return false, err
		}
	}
	q.walk, q.Since, q.Until, q.After = true, nil, nil, nil
	w, err := l.where(ctx, &q)
	if err != nil || len(w.conditions) == 0 { // of all, the first are wanted
		return err == nil, err
	}
	n, err := l.number(ctx, fmt.Sprintf(`WITH RECURSIVE k (i) AS (VALUES (0) UNION ALL SELECT i + 1 FROM k WHERE i < %[1]d - 1)
		SELECT count(*) FROM k CROSS JOIN events e ON e.id = ((SELECT max(id) FROM reports) * k.i / %[1]d + 1) * %[2]d WHERE `, probes, mostEvents)+w.String(), w.values...)
	return n >= enough, err
}

// number asks for one number.
func (l *Ledger) number(ctx context.Context, q string, values ...any) (n int, err error) {
	err = l.each(ctx, q, values, func(scan func(...any) error) error { return scan(&n) })
	return n, err
}

// actorsOf is Actors, once for each question.
func (l *Ledger) actorsOf(ctx context.Context, q *Query, who string) (ActorSet, error) {
	if set, ok := q.sets[who]; ok {
		return set, nil
	}
	set, err := l.Actors(ctx, who)
	if q.sets != nil {
		q.sets[who] = set
	}
	return set, err
}
