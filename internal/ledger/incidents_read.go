package ledger

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strconv"
	"strings"

	"dragoman"
	"dragoman/internal/incident"
)

// Incident is an act with all that tell it.
type Incident struct {
	*incident.Incident
	Told []incident.Told // the first report's first, at most mostTold of them
	Left int             // tellings that are not among them
	At   Mark            // of Incidents: its place in their order
}

// mostTold bounds what is read of one incident, which may be told for years: of more
// tellings the first are, and all that is said of it is said by these.
const mostTold = 500

// Incidents yields the acts of which a telling is asked for, each with all its tellings,
// in the order of the days, reports and places of the first of those that are asked for:
// the same for the same reports, whatever order they came in. After an error nothing comes.
func (l *Ledger) Incidents(ctx context.Context, q Query) iter.Seq2[*Incident, error] {
	return func(yield func(*Incident, error) bool) {
		all, err := l.IncidentPlaces(ctx, q)
		recent := recentRecords{l: l}
		for _, one := range all {
			var in *Incident
			if in, err = l.incident(ctx, &recent, one.Number, mostTold); errors.Is(err, ErrNoEvent) {
				err = nil
				continue
			} else if err != nil {
				break
			}
			if in.At = one.At; !yield(in, nil) {
				break
			}
		}
		if err != nil {
			yield(nil, l.failed(err))
		}
	}
}

// membersOf are the events of incidents whose numbers a query lists.
const membersOf = `SELECT id, incident FROM events WHERE joined IN (%[1]s) UNION ALL SELECT id, incident FROM events WHERE joined IS NULL AND id IN (%[1]s)`

// IncidentPlace is the number of an act, in this ledger as it now is, and its place in the
// order of Incidents.
type IncidentPlace struct {
	Number int64
	At     Mark
}

// IncidentPlaces lists the acts that Incidents yields.
func (l *Ledger) IncidentPlaces(ctx context.Context, q Query) ([]IncidentPlace, error) {
	w, err := l.where(ctx, &q)
	if err != nil {
		return nil, err
	}
	limit, order := q.Limit, ""
	if limit == 0 {
		limit = -1
	}
	if q.Newest {
		order = " DESC"
	}
	behind, values := q.After.behind("asked", "asked", q.Newest)
	var out []IncidentPlace
	err = l.each(ctx, `WITH asked AS (SELECT e.incident, e.day, r.key, r.sum, e.id, row_number() OVER (PARTITION BY e.incident ORDER BY e.day`+order+`, r.key, r.sum, e.id) AS n
			FROM events e JOIN reports r ON r.id = e.report WHERE `+w.String()+`)
		SELECT incident, day, key, sum, id FROM asked WHERE n = 1 AND `+behind+` ORDER BY day`+order+`, key, sum, id LIMIT ?`, append(append(w.values, values...), limit), func(scan func(...any) error) error {
		var one IncidentPlace
		err := scan(&one.Number, &one.At.Day, &one.At.Report, &one.At.Sum, &one.At.N)
		out = append(out, one)
		return err
	})
	return out, err
}

// incident reads the tellings of one incident together, so many at most.
func (l *Ledger) incident(ctx context.Context, recent *recentRecords, n int64, most int) (*Incident, error) {
	members := fmt.Sprintf(membersOf, "?1")
	all, err := l.number(ctx, "SELECT count(*) FROM ("+members+") m", n)
	if err != nil {
		return nil, err
	}
	values := []any{n}
	if all > most { // only what was told by the day of the last of the first need be put in order
		members = "SELECT m.id FROM (" + members + `) m JOIN events e ON e.id = m.id JOIN reports r ON r.id = e.report WHERE r.day <=
			(SELECT r.day FROM (` + members + ") m JOIN events e ON e.id = m.id JOIN reports r ON r.id = e.report ORDER BY r.day LIMIT 1 OFFSET " + strconv.Itoa(most-1) + ")"
	}
	out := &Incident{Left: max(0, all-most)}
	err = l.each(ctx, "SELECT e.id, e.report, r.copies FROM ("+members+`) m JOIN events e ON e.id = m.id JOIN reports r ON r.id = e.report
		ORDER BY `+first("r")+", e.id LIMIT "+strconv.Itoa(most), values, func(scan func(...any) error) error {
		var id, report int64
		var t incident.Told
		if err := scan(&id, &report, &t.Copies); err != nil {
			return err
		}
		var err error
		t.FlatEvent, _, err = recent.event(ctx, report, id)
		out.Told = append(out.Told, t)
		return err
	})
	if err == nil && len(out.Told) == 0 { // others may have joined it since its number was found
		err = fmt.Errorf("%w of an incident %d", ErrNoEvent, n)
	}
	if err == nil {
		out.Incident = incident.Sum(out.Told)
	}
	return out, err
}

// Telling names an event: its report and its id there, "REPORT#EVENT".
type Telling struct{ Report, Event string }

// ParseTelling reads what String writes.
func ParseTelling(s string) (Telling, error) {
	i := strings.LastIndexByte(s, '#')
	if i <= 0 || i == len(s)-1 {
		return Telling{}, fmt.Errorf("%q, expected REPORT#EVENT, as in the id of an incident", s)
	}
	return Telling{s[:i], s[i+1:]}, nil
}

func (t Telling) String() string { return t.Report + "#" + t.Event }

// TellingOf names an event.
func TellingOf(e *dragoman.FlatEvent) Telling { return Telling{e.Report, e.ID} }

// ErrNoEvent says that there is no such event.
var ErrNoEvent = errors.New("no event")

// Incident returns the act that an event tells, with all that tell it.
func (l *Ledger) Incident(ctx context.Context, t Telling) (*Incident, error) {
	n, err := l.IncidentNumber(ctx, t)
	if err != nil {
		return nil, err
	}
	return l.NumberedIncident(ctx, n)
}

// IncidentNumber is the number, in this ledger as it now is, of the act that an event tells.
func (l *Ledger) IncidentNumber(ctx context.Context, t Telling) (n int64, err error) {
	id, err := l.telling(ctx, t)
	if err == nil {
		err = l.each(ctx, "SELECT incident FROM events WHERE id = ?", []any{id}, func(scan func(...any) error) error { return scan(&n) })
	}
	return n, err
}

// NumberedIncident returns the act with a number.
func (l *Ledger) NumberedIncident(ctx context.Context, n int64) (*Incident, error) {
	in, err := l.incident(ctx, &recentRecords{l: l}, n, mostTold)
	return in, l.failed(err)
}

// telling finds the number of an event.
func (l *Ledger) telling(ctx context.Context, t Telling) (int64, error) {
	var ids []int64
	err := l.each(ctx, "SELECT e.id FROM reports r JOIN events e ON e.id BETWEEN r.id * 65536 AND r.id * 65536 + 65535 WHERE r.key = ? AND e.name = ?",
		[]any{t.Report, t.Event}, func(scan func(...any) error) error {
			var id int64
			err := scan(&id)
			ids = append(ids, id)
			return err
		})
	switch {
	case err != nil:
		return 0, err
	case len(ids) == 0:
		return 0, fmt.Errorf("%w %s of a report %s", ErrNoEvent, t.Event, t.Report)
	case len(ids) > 1:
		return 0, fmt.Errorf("%d reports have the id %s and an event %s, expected one", len(ids), t.Report, t.Event)
	}
	return ids[0], nil
}

// CountIncidents counts acts, as Count does events: each once for every value that its
// tellings give. It is done where one of these tells it as done, denied where none does
// and one denies it.
func (l *Ledger) CountIncidents(ctx context.Context, q Query, name string) ([]Count, error) {
	return l.counted(ctx, q, name, l.countIncidents, l.countIncidentPairs)
}

func (l *Ledger) countIncidents(ctx context.Context, w *where, how counting) ([]Count, error) {
	var own []string
	if how.join != "" {
		own = []string{originals}
	}
	own = append(own, "told AS (SELECT "+how.value+" AS value, e.incident, e.done, r.copies FROM events e JOIN reports r ON r.id = e.report "+how.join+" WHERE "+w.String()+")")
	var out []Count
	err := l.each(ctx, w.with(own...)+`SELECT a.*, x.texts FROM
		(SELECT value, count(*) FILTER (WHERE most = 1), count(*) FILTER (WHERE most < 1 AND least = 0), count(*) FILTER (WHERE most < 1 AND least = -1)
			FROM (SELECT value, max(done) AS most, min(done) AS least FROM told GROUP BY value, incident) t GROUP BY value) a
		JOIN (SELECT value, count(DISTINCT copies) AS texts FROM told GROUP BY value) x ON x.value = a.value`, w.values, func(scan func(...any) error) error {
		var c Count
		err := scan(&c.Value, &c.Done, &c.Meant, &c.Denied, &c.Independent)
		out = append(out, c)
		return err
	})
	return out, err
}

func (l *Ledger) countIncidentPairs(ctx context.Context, w *where) ([]Count, error) {
	joined := map[int64]int64{}
	if err := l.each(ctx, "SELECT id, joined FROM events WHERE joined IS NOT NULL", nil, func(scan func(...any) error) error {
		var id, n int64
		err := scan(&id, &n)
		joined[id] = n
		return err
	}); err != nil {
		return nil, err
	}
	type act struct {
		pair
		incident int64
	}
	acts := map[act][]int{} // what its tellings say: done, meant, denied
	texts := map[pair]map[int64]bool{}
	err := l.sided(ctx, w, func(e *sided) {
		n := e.id
		if in, ok := joined[n]; ok {
			n = in
		}
		for _, p := range pairsOf(e.sources, e.targets) {
			acts[act{p, n}] = append(acts[act{p, n}], e.done)
			if texts[p] == nil {
				texts[p] = map[int64]bool{}
			}
			texts[p][e.copies] = true
		}
	})
	at := map[pair]*Count{}
	for a, told := range acts {
		c := at[a.pair]
		if c == nil {
			c = &Count{Source: a.source, Target: a.target, Independent: len(texts[a.pair])}
			at[a.pair] = c
		}
		switch {
		case slices.Contains(told, done):
			c.Done++
		case slices.Contains(told, denied):
			c.Denied++
		default:
			c.Meant++
		}
	}
	out := make([]Count, 0, len(at))
	for _, c := range at {
		out = append(out, *c)
	}
	return out, err
}
