package ledger

import (
	"context"
	"fmt"

	"dragoman"
)

// Role is what an actor was called and was, with the days of the reports that say so.
type Role struct {
	dragoman.Party
	Reports     int
	First, Last string // days of publication; empty where none is known
}

// Roles lists what actors were, the most often named first.
func (l *Ledger) Roles(ctx context.Context, who ActorSet, limit int) ([]Role, error) {
	var out []Role
	// Actors are summed up by their numbers first, in which order mentions lie: to sort
	// them by names takes four times as long.
	err := l.each(ctx, fmt.Sprintf(`SELECT a.name, a.kind, a.country, a.sector, a.role, a.cameo, sum(x.reports), ifnull(min(x.first), %[1]d), ifnull(max(x.last), %[1]d)
		FROM (SELECT m.actor, count(*) AS reports, min(nullif(r.day, %[1]d)) AS first, max(nullif(r.day, %[1]d)) AS last FROM mentions m JOIN reports r ON r.id = m.report
			WHERE m.actor IN (%[2]s) GROUP BY m.actor) x JOIN actors a ON a.id = x.actor
		GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 7 DESC, 1, 5, 6 LIMIT ?`, NoDay, who.list()),
		append(who.values(), limit), func(scan func(...any) error) error {
			var r Role
			first, last := int64(NoDay), int64(NoDay)
			err := scan(&r.Name, &r.Kind, &r.Country, &r.Sector, &r.Role, &r.CAMEO, &r.Reports, &first, &last)
			r.First, r.Last = Date(first), Date(last)
			out = append(out, r)
			return err
		})
	return out, err
}

// Said lists the last statements that actors are the innermost speakers of, by the
// days of their reports.
func (l *Ledger) Said(ctx context.Context, who ActorSet, limit int) ([]dragoman.FlatStatement, error) {
	type at struct {
		report int64
		n      int
	}
	var all []at
	err := l.each(ctx, "SELECT s.report, s.n"+spoken(who)+" ORDER BY r.day DESC, r.key, r.sum, s.n LIMIT ?", append(who.values(), limit), func(scan func(...any) error) error {
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

// spoken are the statements s of reports r whose innermost speaker is one of a set.
func spoken(who ActorSet) string {
	return ` FROM statements s JOIN reports r ON r.id = s.report
	WHERE s.chain IN (SELECT t.chain FROM tellers t WHERE t.actor IN (` + who.list() + `)
		AND t.place = (SELECT max(u.place) FROM tellers u WHERE u.chain = t.chain))`
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
	err := l.each(ctx, "SELECT ifnull(r.publisher, ''), count(*), count(DISTINCT r.copies)"+spoken(who)+" GROUP BY 1 ORDER BY 3 DESC, 2 DESC, 1 LIMIT ?",
		append(who.values(), limit), func(scan func(...any) error) error {
			var q Quoted
			err := scan(&q.Publisher, &q.Statements, &q.Texts)
			out = append(out, q)
			return err
		})
	return out, err
}
