package ledger

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"dragoman"
)

// Role is what an actor was called and was, with the days of the reports that say so.
type Role struct {
	dragoman.Party
	Reports     int
	First, Last string // days of publication; empty where none is known
}

// Roles lists what actors were, the most often named first. Two of one name that have
// different ids are two.
func (l *Ledger) Roles(ctx context.Context, who ActorSet, limit int) ([]Role, error) {
	var out []Role
	some := func(condition string, value any) error {
		return l.each(ctx, fmt.Sprintf(`SELECT a.name, a.kind, a.country, a.sector, a.role, a.cameo, a.reports,
			ifnull((SELECT m.day FROM mentions m WHERE m.actor = a.id AND m.day > %[1]d ORDER BY m.day LIMIT 1), %[1]d),
			ifnull((SELECT m.day FROM mentions m WHERE m.actor = a.id AND m.day > %[1]d ORDER BY m.day DESC LIMIT 1), %[1]d)
			FROM (SELECT * FROM actors WHERE %[2]s AND reports > 0 ORDER BY reports DESC, name, role, cameo, kind, country, sector LIMIT ?) a`, NoDay, condition), []any{value, limit},
			func(scan func(...any) error) error {
				var r Role
				var first, last int64
				err := scan(&r.Name, &r.Kind, &r.Country, &r.Sector, &r.Role, &r.CAMEO, &r.Reports, &first, &last)
				r.First, r.Last = Date(first), Date(last)
				out = append(out, r)
				return err
			})
	}
	for _, unit := range who.units {
		if err := some("unit = ?", unit); err != nil {
			return nil, err
		}
	}
	err := some("id IN (SELECT value FROM json_each(?))", jsonList(who.ids))
	slices.SortFunc(out, func(a, b Role) int {
		return cmp.Or(b.Reports-a.Reports, cmp.Compare(a.Name, b.Name), cmp.Compare(a.Role, b.Role), cmp.Compare(a.CAMEO, b.CAMEO),
			cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Country, b.Country), cmp.Compare(a.Sector, b.Sector))
	})
	return out[:min(limit, len(out))], err
}

// Said lists the last statements that actors are the innermost speakers of, by the
// days of their reports.
func (l *Ledger) Said(ctx context.Context, who ActorSet, limit int) ([]dragoman.FlatStatement, error) {
	spoken, err := l.spoken(ctx, who)
	if err != nil {
		return nil, err
	}
	return l.said(ctx, who, spoken, limit)
}

func (l *Ledger) said(ctx context.Context, who ActorSet, spoken string, limit int) ([]dragoman.FlatStatement, error) {
	type at struct {
		report int64
		n      int
	}
	var all []at
	err := l.each(ctx, "SELECT s.report, s.n"+spoken+" ORDER BY r.day DESC, r.key, r.sum, s.n LIMIT ?", append(who.values(), limit), func(scan func(...any) error) error {
		var a at
		err := scan(&a.report, &a.n)
		all = append(all, a)
		return err
	})
	if err != nil {
		return nil, err
	}
	var out []dragoman.FlatStatement
	held := map[int64][]dragoman.FlatStatement{}
	for _, a := range all {
		if held[a.report] == nil {
			r, err := l.record(ctx, a.report)
			if err != nil {
				return nil, l.failed(err)
			}
			held[a.report] = r.FlatStatements()
		}
		if a.n >= len(held[a.report]) {
			return nil, l.failed(ErrDamaged)
		}
		out = append(out, held[a.report][a.n])
	}
	return out, nil
}

// Of a speaker with so many statements the last are found by walking over the days.
const oftenSpeaks = 2000

// spoken are the statements s of reports r whose innermost speaker is one of a set.
func (l *Ledger) spoken(ctx context.Context, who ActorSet) (string, error) {
	n := 0
	for _, unit := range who.units {
		if err := l.tallied(ctx, unit, "speaker", -1, func(_ string, t tally) { n += int(t.done) }); err != nil {
			return "", err
		}
	}
	if n < oftenSpeaks {
		return who.gatherSpoken(), nil
	}
	return who.walkSpoken(), nil
}

const innermost = "t.place = (SELECT max(u.place) FROM tellers u WHERE u.chain = t.chain)"

func (s ActorSet) gatherSpoken() string {
	return " FROM statements s JOIN reports r ON r.id = s.report WHERE s.chain IN (SELECT t.chain FROM tellers t WHERE t.actor IN (" + s.list() + ") AND " + innermost + ")"
}

func (s ActorSet) walkSpoken() string {
	return " FROM reports r INDEXED BY reports_day CROSS JOIN statements s ON s.report = r.id WHERE " +
		s.has("(SELECT t.actor FROM tellers t WHERE t.chain = s.chain ORDER BY t.place DESC LIMIT 1)")
}

// Quoted is who carries what an actor says.
type Quoted struct {
	Publisher  string // empty where it is not known
	Statements int
	Texts      int // copies of one text counted once
}

// Quoters lists the publishers that carry what actors say, the most frequent first.
func (l *Ledger) Quoters(ctx context.Context, who ActorSet, limit int) ([]Quoted, error) {
	var out []Quoted
	if who.unit() {
		err := l.tallied(ctx, who.units[0], "speaker", limit, func(publisher string, t tally) {
			out = append(out, Quoted{publisher, int(t.done), int(t.texts)})
		})
		return out, err
	}
	spoken, err := l.spoken(ctx, who)
	if err != nil {
		return nil, err
	}
	err = l.each(ctx, "SELECT ifnull(r.publisher, ''), count(*), count(DISTINCT r.copies)"+spoken+" GROUP BY 1 ORDER BY 3 DESC, 2 DESC, 1 LIMIT ?",
		append(who.values(), limit), func(scan func(...any) error) error {
			var q Quoted
			err := scan(&q.Publisher, &q.Statements, &q.Texts)
			out = append(out, q)
			return err
		})
	return out, err
}
