package ledger

import (
	"cmp"
	"context"
	"fmt"
	"slices"
)

// Between is what passed from one unit to another. Plans, demands and denials are
// no deeds: they are counted apart and move no mean.
type Between struct {
	Period         string // of a timeline: a day, a month, a year
	Source, Target string
	Cooperation    int // deeds of quad 1 and 2
	Conflict       int // deeds of quad 3 and 4
	Other          int // deeds of no class
	Meant, Denied  int
	Goldstein      *float64 // mean of the deeds that have a value
}

// sums gathers what Between tells.
type sums struct {
	between           Between
	scaled, goldstein int64
}

// count counts events of one class and kind.
func (s *sums) count(quad, how int, t total) {
	n := int(t.events)
	switch {
	case how == meant:
		s.between.Meant += n
	case how == denied:
		s.between.Denied += n
	case quad == 1 || quad == 2:
		s.between.Cooperation += n
	case quad == 3 || quad == 4:
		s.between.Conflict += n
	default:
		s.between.Other += n
	}
	if how == done {
		s.scaled += t.scaled
		s.goldstein += t.goldstein
	}
}

func (s *sums) result() Between {
	if s.scaled > 0 {
		mean := float64(s.goldstein) / 1000 / float64(s.scaled)
		s.between.Goldstein = &mean
	}
	return s.between
}

// spans says how much of a day each period keeps.
var spans = map[string]int{"day": 10, "month": 7, "year": 4}

// Timeline counts what two units did to one another by the day, month or year, each
// direction by itself. Periods without events are left out.
func (l *Ledger) Timeline(ctx context.Context, one, other, period string, since, until *int64) ([]Between, error) {
	keep, ok := spans[period]
	if !ok {
		return nil, fmt.Errorf("no timeline by %q, expected day, month or year", period)
	}
	directions := []pair{{one, other}, {other, one}}
	if one == other {
		directions = directions[:1]
	}
	var out []Between
	for _, p := range directions {
		got := map[string]*sums{}
		err := l.timeline(ctx, p, period == "day", since, until, func(day int64, c cell, t total) {
			name := Date(day)[:keep]
			if got[name] == nil {
				got[name] = &sums{between: Between{Period: name, Source: p.source, Target: p.target}}
			}
			got[name].count(c.quad, c.done, t)
		})
		if err != nil {
			return nil, err
		}
		for _, s := range got {
			out = append(out, s.result())
		}
	}
	slices.SortFunc(out, func(a, b Between) int {
		return cmp.Or(cmp.Compare(a.Period, b.Period), cmp.Compare(a.Source, b.Source))
	})
	return out, nil
}

// timeline calls do for what a pair has, with the day or the month's first day. Months
// come whole from monthly where all their days are asked for, and else by their days.
func (l *Ledger) timeline(ctx context.Context, p pair, byDay bool, since, until *int64, do func(day int64, c cell, t total)) error {
	w := &where{}
	w.and("source = ? AND target = ? AND month > ?", p.source, p.target, NoDay)
	if since != nil {
		w.and("month >= ?", MonthOf(*since))
	}
	if until != nil {
		w.and("month <= ?", MonthOf(*until))
	}
	var apart []int64 // months to be read by their days
	err := l.each(ctx, "SELECT month, quad, done, events, scaled, goldstein FROM monthly WHERE "+w.String()+" ORDER BY month", w.values, func(scan func(...any) error) error {
		var c cell
		var t total
		if err := scan(&c.when, &c.quad, &c.done, &t.events, &t.scaled, &t.goldstein); err != nil {
			return err
		}
		first, last := monthBegins(c.when), monthBegins(c.when+1)-1
		if byDay || since != nil && *since > first || until != nil && *until < last {
			if n := len(apart); n == 0 || apart[n-1] != c.when {
				apart = append(apart, c.when)
			}
			return nil
		}
		do(first, c, t)
		return nil
	})
	for _, month := range apart {
		if err != nil {
			break
		}
		err = l.days(ctx, p, month, since, until, do)
	}
	return err
}

// days calls do for what a pair has on the days of a month.
func (l *Ledger) days(ctx context.Context, p pair, month int64, since, until *int64, do func(day int64, c cell, t total)) error {
	first, last := monthBegins(month), monthBegins(month+1)-1
	if since != nil {
		first = max(first, *since)
	}
	if until != nil {
		last = min(last, *until)
	}
	return l.each(ctx, `WITH RECURSIVE d (day) AS (VALUES (CAST(?1 AS BIGINT)) UNION ALL SELECT day + 1 FROM d WHERE day < ?2)
		SELECT d.day, quad, done, events, scaled, goldstein FROM d CROSS JOIN daily s ON s.day = d.day AND s.source = ?3 AND s.target = ?4`,
		[]any{first, last, p.source, p.target}, func(scan func(...any) error) error {
			var c cell
			var t total
			err := scan(&c.when, &c.quad, &c.done, &t.events, &t.scaled, &t.goldstein)
			if err == nil {
				do(c.when, c, t)
			}
			return err
		})
}

// Matrix counts who did what to whom in a period, the busiest pairs first.
func (l *Ledger) Matrix(ctx context.Context, since, until *int64) ([]Between, error) {
	w := &where{}
	within(w, since, until)
	at := map[pair]*sums{}
	err := l.each(ctx, "SELECT source, target, quad, done, sum(events), sum(scaled), sum(goldstein) FROM daily WHERE "+w.String()+
		" GROUP BY source, target, quad, done", w.values, func(scan func(...any) error) error {
		var p pair
		var quad, how int
		var t total
		if err := scan(&p.source, &p.target, &quad, &how, &t.events, &t.scaled, &t.goldstein); err != nil {
			return err
		}
		s := at[p]
		if s == nil {
			s = &sums{between: Between{Source: p.source, Target: p.target}}
			at[p] = s
		}
		s.count(quad, how, t)
		return nil
	})
	if err != nil {
		return nil, err
	}
	out := make([]Between, 0, len(at))
	for _, s := range at {
		out = append(out, s.result())
	}
	slices.SortFunc(out, busiest)
	return out, nil
}

func within(w *where, since, until *int64) {
	if since != nil {
		w.and("day >= ?", *since)
	}
	if until != nil {
		w.and("day <= ?", *until)
		w.and("day > ?", NoDay)
	}
}

// busiest orders by deeds, then by the rest, then by name.
func busiest(a, b Between) int {
	deeds := func(x Between) int { return x.Cooperation + x.Conflict + x.Other }
	return cmp.Or(cmp.Compare(deeds(b), deeds(a)), cmp.Compare(b.Meant+b.Denied, a.Meant+a.Denied),
		cmp.Compare(a.Source, b.Source), cmp.Compare(a.Target, b.Target))
}
