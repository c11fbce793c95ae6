package ledger

import (
	"cmp"
	"slices"
	"time"
)

// cell is what events of one kind between two units are counted under: a row of
// daily or, with a month for the day, of monthly.
type cell struct {
	when int64
	pair
	quad, done int
}

// total is what is counted of a cell. The scale's values are thousandths: sums of
// whole numbers do not hang on the order.
type total struct{ events, scaled, goldstein int64 }

func (t *total) add(o total) {
	t.events += o.events
	t.scaled += o.scaled
	t.goldstein += o.goldstein
}

// cells gathers totals.
type cells map[cell]total

func (c cells) add(at cell, what total) {
	t := c[at]
	t.add(what)
	c[at] = t
}

// count counts an event in, or with -1 out.
func (c cells) count(e *sided, by int64) {
	for _, p := range pairsOf(e.sources, e.targets) {
		t := total{events: by}
		if e.goldstein != nil {
			t.scaled, t.goldstein = by, by**e.goldstein
		}
		c.add(cell{e.day, p, e.quad, e.done}, t)
	}
}

// months gathers the same by the month.
func (c cells) months() cells {
	out := cells{}
	for at, t := range c {
		at.when = MonthOf(at.when)
		out.add(at, t)
	}
	return out
}

// sorted lists the cells in the order in which a table has them.
func (c cells) sorted(order func(a, b cell) int) []cell {
	out := make([]cell, 0, len(c))
	for at, t := range c {
		if t != (total{}) {
			out = append(out, at)
		}
	}
	slices.SortFunc(out, order)
	return out
}

func byPair(a, b cell) int {
	return cmp.Or(cmp.Compare(a.source, b.source), cmp.Compare(a.target, b.target), cmp.Compare(a.when, b.when), cmp.Compare(a.quad, b.quad), cmp.Compare(a.done, b.done))
}

func byTime(a, b cell) int { return cmp.Or(cmp.Compare(a.when, b.when), byPair(a, b)) }

// flushSums writes what has been counted.
func (a *adder) flushSums() error {
	taken := false
	for _, c := range a.sums.sorted(byTime) {
		t := a.sums[c]
		taken = taken || t.events < 0
		if err := a.rows.daily.add(a.Writer, c.when, c.source, c.target, c.quad, c.done, t.events, t.scaled, t.goldstein); err != nil {
			return err
		}
	}
	months := a.sums.months()
	for _, c := range months.sorted(byPair) {
		t := months[c]
		taken = taken || t.events < 0
		if err := a.rows.monthly.add(a.Writer, c.source, c.target, c.when, c.quad, c.done, t.events, t.scaled, t.goldstein); err != nil {
			return err
		}
	}
	if err := a.rows.flushRows(a.Writer); err != nil || !taken {
		return err
	}
	for c, t := range a.sums {
		if t.events >= 0 {
			continue
		}
		if err := a.run("DELETE FROM daily WHERE day = ? AND source = ? AND target = ? AND quad = ? AND done = ? AND events = 0", c.when, c.source, c.target, c.quad, c.done); err != nil {
			return err
		}
	}
	for c, t := range months {
		if t.events >= 0 {
			continue
		}
		if err := a.run("DELETE FROM monthly WHERE month = ? AND source = ? AND target = ? AND quad = ? AND done = ? AND events = 0", c.when, c.source, c.target, c.quad, c.done); err != nil {
			return err
		}
	}
	return nil
}

// MonthOf is the month of a day: months since January 1970; NoDay of NoDay.
func MonthOf(day int64) int64 {
	if day == NoDay {
		return NoDay
	}
	t := time.Unix(day*86400, 0).UTC()
	return int64(t.Year()-1970)*12 + int64(t.Month()) - 1
}

// monthBegins is the first day of a month.
func monthBegins(month int64) int64 {
	return time.Date(1970, time.Month(month+1), 1, 0, 0, 0, 0, time.UTC).Unix() / 86400
}
