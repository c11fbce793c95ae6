package actors

import (
	"cmp"
	"errors"
	"slices"
	"time"

	"dragoman/internal/lexicon"
)

// Person is somebody of public life with the offices held.
type Person struct {
	ID      string
	Name    string
	Aliases []string
	Short   []string // what later mentions call the person: "Carter"
	Gender  string   // "m", "f" or empty
	Terms   []Term   // in order of their start
	Codes   []Code   // a user's own
}

// Term is one spell in one office.
type Term struct {
	Country string
	Sector  string
	Office  string // "President of Russia"
	Lead    bool   // whether the office leads the state
	Spell   Spell
}

var personColumns = []string{"id", "name", "aliases", "short", "gender", "country", "sector", "office", "from", "to", "lead", "example", "source"}

// buildPerson makes a person of the rows, one for each spell in office.
func buildPerson(rows []lexicon.Row) (*Person, error) {
	p := &Person{ID: rows[0].Get("id"), Name: rows[0].Get("name")}
	var faults []error
	for _, r := range rows {
		if n := r.Get("name"); n != "" && n != p.Name && r.Own {
			p.Aliases = union(p.Aliases, []string{p.Name}) // the old name is still a name
			p.Name = n
		}
		sp, err := parseSpell(r.Get("from"), r.Get("to"))
		if err != nil {
			faults = append(faults, r.Errorf("%v", err))
		}
		codes, err := readCodes(r, sp)
		faults = append(faults, err)
		p.Codes = append(p.Codes, codes...)
		p.Aliases, p.Short = union(p.Aliases, r.List("aliases")), union(p.Short, r.List("short"))
		if p.Gender = cmp.Or(p.Gender, r.Get("gender")); r.Own {
			p.Gender = cmp.Or(r.Get("gender"), p.Gender)
		}
		t := Term{r.Get("country"), r.Get("sector"), r.Get("office"), r.Get("lead") == "y", sp}
		if !r.Own || t != (Term{}) || len(p.Terms) == 0 {
			p.enter(t, r.Own) // a user's row may bring no more than a name
		}
	}
	slices.SortStableFunc(p.Terms, func(a, b Term) int { return a.Spell.From.Compare(b.Spell.From) })
	return p, errors.Join(faults...)
}

// enter adds a spell in office. A user's row for one that is known, told by its
// office and its start, replaces it: so an open end is closed.
func (p *Person) enter(t Term, own bool) {
	for i := range p.Terms {
		if o := &p.Terms[i]; own && o.Office == t.Office && o.Country == t.Country && o.Spell.From.Equal(t.Spell.From) {
			*o = t
			return
		}
	}
	p.Terms = append(p.Terms, t)
}

func union(have, more []string) []string {
	for _, m := range more {
		if !slices.Contains(have, m) {
			have = append(have, m)
		}
	}
	return have
}

// Standing is what somebody is on a day.
type Standing struct {
	Term    *Term // in office, the last one, or the coming one
	Current bool  // in office on the day
	Former  bool  // out of it
}

// On returns the person's standing on a day: the office held, of several at
// once the one that leads the state, else the last begun; else the last one held;
// else the first to come.
func (p *Person) On(day time.Time) Standing {
	var now, past *Term
	for i := len(p.Terms) - 1; i >= 0; i-- {
		t := &p.Terms[i]
		switch {
		case t.Spell.Holds(day):
			if now == nil || t.Lead && !now.Lead {
				now = t
			}
		case t.Spell.Over(day) && (past == nil || past.Spell.To.Before(t.Spell.To) && !past.outlived(t) || t.outlived(past)):
			past = t
		}
	}
	switch {
	case now != nil:
		return Standing{Term: now, Current: true}
	case past != nil:
		return Standing{Term: past, Former: true}
	}
	return Standing{Term: &p.Terms[0]}
}

// outlived reports whether another, lesser office was kept for up to two years
// longer than this one, which led the state: a former chancellor is that, even if
// the party's chair was given up later.
func (t *Term) outlived(by *Term) bool {
	return t.Lead && !by.Lead && !by.Spell.To.After(t.Spell.To.AddDate(2, 0, 0))
}
