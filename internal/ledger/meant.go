package ledger

import (
	"context"
	"slices"
	"strings"
)

// ActorSet is who is meant by a code, an id or a name: all that counts as some units, of
// whom a state has a hundred thousand, and others.
type ActorSet struct {
	units []string
	ids   []int64 // of no such unit
}

// Empty reports whether nobody is meant.
func (s ActorSet) Empty() bool { return len(s.units) == 0 && len(s.ids) == 0 }

// unit reports whether all of one unit are meant, and nobody else.
func (s ActorSet) unit() bool { return len(s.units) == 1 && len(s.ids) == 0 }

// list is a query for the numbers of all, with values.
func (s ActorSet) list() string {
	return "SELECT id FROM actors WHERE unit IN " + s.ofUnits() + " UNION ALL SELECT value FROM json_each(?)"
}

// has is a condition on an actor, with the same values, for whom one looks at few: nothing
// is made of the many before. (For a join with actors SQLite would make a filter of all.)
func (s ActorSet) has(actor string) string {
	return "((SELECT unit FROM actors WHERE id = " + actor + ") IN " + s.ofUnits() + " OR " + actor + " IN (SELECT value FROM json_each(?)))"
}

func (s ActorSet) ofUnits() string { return "(?" + strings.Repeat(", ?", max(0, len(s.units)-1)) + ")" }

func (s ActorSet) values() []any {
	var out []any
	for _, u := range s.units {
		out = append(out, u)
	}
	if len(out) == 0 {
		out = append(out, nil)
	}
	return append(out, jsonList(s.ids))
}

// Actors finds whom a code, an id or a name means. A state's name means all that
// is of the state, as its code does: "Turkey" and "TUR" are also the Turkish
// defense ministry. Where nobody has the whole name, those that have it among
// their words are meant: "Shoukry".
func (l *Ledger) Actors(ctx context.Context, who string) (ActorSet, error) {
	var set ActorSet
	isUnit := map[string]bool{}
	add := func(unit string) {
		if !isUnit[unit] {
			isUnit[unit] = true
			set.units = append(set.units, unit)
		}
	}
	code := strings.ToUpper(who)
	err := l.each(ctx, "SELECT unit FROM actors WHERE unit = ? LIMIT 1", []any{code}, func(scan func(...any) error) error {
		add(code)
		return nil
	})
	if err != nil {
		return set, err
	}
	type named struct {
		id                  int64
		unit, country, kind string
		name                bool
	}
	var called []named
	q, values := calledSo(who)
	err = l.each(ctx, q, values, func(scan func(...any) error) error {
		var n named
		err := scan(&n.id, &n.unit, &n.country, &n.kind, &n.name)
		called = append(called, n)
		if n.name && n.kind == "state" && n.country != "" {
			add(n.country)
		}
		return err
	})
	for _, n := range called {
		if !isUnit[n.unit] {
			set.ids = append(set.ids, n.id)
		}
	}
	slices.Sort(set.ids) // who has the id and the name comes twice
	set.ids = slices.Compact(set.ids)
	if err != nil || !set.Empty() {
		return set, err
	}
	err = l.each(ctx, "SELECT id FROM actors WHERE instr(' ' || lower(name) || ' ', ' ' || lower(?) || ' ') > 0", []any{who}, func(scan func(...any) error) error {
		var id int64
		err := scan(&id)
		set.ids = append(set.ids, id)
		return err
	})
	return set, err
}

// calledSo asks for the actors that have an id, a name or a CAMEO code: with their unit,
// country and kind, and whether it is the name.
//
// A code begins with that of its unit ("TURGOV"), so it is looked for among those of its
// beginnings; the few of which this is not so have an index.
func calledSo(who string) (q string, values []any) {
	code := strings.ToUpper(who)
	first, last := nameSums(who)
	q = `SELECT a.id, a.unit, a.country, a.kind, true FROM named n CROSS JOIN actors a ON a.id = n.actor WHERE n.sum BETWEEN ?1 AND ?2 AND a.name = ?3 COLLATE NOCASE
		UNION SELECT id, unit, country, kind, false FROM actors WHERE key = ?3 AND key <> ''
		UNION SELECT id, unit, country, kind, false FROM actors WHERE cameo = ?4 AND cameo <> '' AND substr(cameo, 1, length(unit)) <> unit`
	values = []any{first, last, who, code}
	for i := range code {
		if i > 0 {
			q += " UNION SELECT id, unit, country, kind, false FROM actors WHERE unit = ? AND cameo = ?4"
			values = append(values, code[:i])
		}
	}
	return q, values
}

// Unit finds what a code or a name counts as in pairs: a country's code, or what
// stands for an actor that has none.
func (l *Ledger) Unit(ctx context.Context, who string) (unit string, err error) {
	found := false
	for _, u := range []string{strings.ToUpper(who), who} {
		if err := l.each(ctx, "SELECT unit FROM actors WHERE unit = ? LIMIT 1", []any{u}, func(scan func(...any) error) error {
			found = true
			return scan(&unit)
		}); err != nil || found {
			return unit, err
		}
	}
	q, values := calledSo(who)
	state := false
	err = l.each(ctx, q, values, func(scan func(...any) error) error {
		var id int64
		var u, country, kind string
		var name bool
		err := scan(&id, &u, &country, &kind, &name)
		if is := kind == "state"; unit == "" || is && !state || is == state && u < unit {
			unit, state = u, is
		}
		return err
	})
	return unit, err
}
