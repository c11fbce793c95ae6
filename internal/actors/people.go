package actors

import (
	"cmp"
	"errors"
	"io/fs"
	"slices"
	"strings"
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
}

// Term is one spell in one office.
type Term struct {
	Country string
	Sector  string
	Office  string // "President of Russia"
	Lead    bool   // whether the office leads the state
	Spell   Spell
}

func (l *Lexicon) loadPeople(fsys fs.FS) error {
	t, err := lexicon.ReadAll(fsys, "lexicon/leaders", "id", "name", "aliases", "short", "gender", "country", "sector",
		"office", "from", "to", "lead", "example", "source")
	if err != nil {
		return err
	}
	var faults []error
	for _, r := range t.Rows {
		sp, err := parseSpell(r.Get("from"), r.Get("to"))
		if err != nil {
			faults = append(faults, r.Errorf("%v", err))
			continue
		}
		id := r.Get("id")
		i, ok := l.persons[id]
		if !ok {
			i = len(l.People)
			l.persons[id] = i
			l.People = append(l.People, Person{ID: id, Name: r.Get("name")})
		}
		p := &l.People[i]
		p.Aliases, p.Short = union(p.Aliases, r.List("aliases")), union(p.Short, r.List("short"))
		p.Gender = cmp.Or(p.Gender, r.Get("gender"))
		p.enter(Term{r.Get("country"), r.Get("sector"), r.Get("office"), r.Get("lead") == "y", sp}, r.Own)
	}
	for i := range l.People {
		slices.SortStableFunc(l.People[i].Terms, func(a, b Term) int { return a.Spell.From.Compare(b.Spell.From) })
	}
	return errors.Join(faults...)
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
// once the last begun; else the last one held; else the first to come.
func (p *Person) On(day time.Time) Standing {
	var past *Term
	for i := len(p.Terms) - 1; i >= 0; i-- {
		t := &p.Terms[i]
		switch {
		case t.Spell.Holds(day):
			return Standing{Term: t, Current: true}
		case t.Spell.Over(day) && (past == nil || past.Spell.To.Before(t.Spell.To)):
			past = t
		}
	}
	if past != nil {
		return Standing{Term: past, Former: true}
	}
	return Standing{Term: &p.Terms[0]}
}

// Holder returns the only person in a country's office on a day, or -1. The
// title is the office word, folded: "president" fits "President of Russia" and
// "President"; it does not fit "Vice President of Russia".
func (l *Lexicon) Holder(country, title string, day time.Time) int {
	found := -1
	for _, h := range l.holders[country+" "+title] {
		if !l.People[h[0]].Terms[h[1]].Spell.Holds(day) {
			continue
		}
		if found >= 0 && found != h[0] {
			return -1
		}
		found = h[0]
	}
	return found
}

// indexHolders enters each term under its whole office and under the words
// before each "of".
func (l *Lexicon) indexHolders() {
	titles := map[string][]string{} // the keys of an office; many hold the same one
	for i, p := range l.People {
		l.indexName(i, p.Name)
		for k, t := range p.Terms {
			keys, ok := titles[t.Office]
			if !ok {
				keys = titlesIn(t.Office)
				titles[t.Office] = keys
			}
			for _, title := range keys {
				key := t.Country + " " + title
				l.holders[key] = append(l.holders[key], [2]int{i, k})
			}
		}
	}
}

// titlesIn returns the titles that an office goes by: "president" and "president
// of russia".
func titlesIn(office string) []string {
	words := strings.Fields(Fold(office))
	var out []string
	for n := range words {
		if n+1 == len(words) || words[n+1] == "of" {
			out = append(out, strings.Join(words[:n+1], " "))
		}
	}
	return out
}

// indexName enters a name under its first and last word, so that middle names
// and initials do not hide its bearer.
func (l *Lexicon) indexName(row int, name string) {
	words := strings.Fields(Fold(name))
	if len(words) < 2 {
		return
	}
	l.given[words[0]] = true
	key := words[0] + " " + words[len(words)-1]
	if _, twice := l.firstLast[key]; twice {
		row = -1
	}
	l.firstLast[key] = row
}

// ByFirstLast returns the only person whose name starts and ends with the
// words, folded: "george", "bush".
func (l *Lexicon) ByFirstLast(first, last string) (row int, ok bool) {
	row, ok = l.firstLast[first+" "+last]
	return row, ok && row >= 0
}

// Given reports whether a folded word is the first name of somebody known.
func (l *Lexicon) Given(word string) bool { return l.given[word] }
