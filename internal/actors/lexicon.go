package actors

import (
	"errors"
	"io/fs"
	"slices"
	"strings"
	"time"

	"dragoman/internal/lexicon"
)

// Lexicon is all tables, and the trie over their names.
type Lexicon struct {
	States  *States
	People  []Person
	Bodies  []Body
	Offices []Office
	Agents  []Agent

	bodies    map[string]int      // by id
	persons   map[string]int      // by id
	holders   map[string][][2]int // "RUS president": person and term
	firstLast map[string]int      // first and last word of a name: person, or -1 for several
	given     map[string]bool     // first words of people's names
	names     *trie
}

// Load reads data/actors. The error joins every fault of every table.
func Load(fsys fs.FS) (*Lexicon, error) {
	l := &Lexicon{bodies: map[string]int{}, persons: map[string]int{}, holders: map[string][][2]int{}, firstLast: map[string]int{}, given: map[string]bool{}, names: newTrie()}
	var faults []error
	var err error
	if l.States, err = LoadStates(fsys); err != nil {
		faults = append(faults, err)
	}
	for _, load := range []func(fs.FS) error{l.loadPeople, l.loadBodies, l.loadOffices, l.loadAgents} {
		if err := load(fsys); err != nil {
			faults = append(faults, err)
		}
	}
	if err := errors.Join(faults...); err != nil {
		return nil, err
	}
	l.index()
	l.indexHolders()
	return l, nil
}

// Word prepares one word of a text for NamesAt.
func (l *Lexicon) Word(w string) Word { return l.names.word(w) }

// NamesAt returns the names that start at words[0], shortest first, appended
// to hits.
func (l *Lexicon) NamesAt(words []Word, hits []Hit) []Hit { return l.names.at(words, hits) }

func (l *Lexicon) index() {
	add := func(names []string, e Entry) {
		for _, n := range names {
			l.names.add(n, e)
		}
	}
	for i, s := range l.States.All {
		l.names.add(s.Name, Entry{Kind: StateName, Row: i, Main: true})
		add(append([]string{s.Official}, s.Aliases...), Entry{Kind: StateName, Row: i})
		add(s.Adjectives, Entry{Kind: StateAdj, Row: i})
		add(s.Inhabitants, Entry{Kind: StatePeople, Row: i, Plural: true})
		add(append(slices.Clone(s.Capitals), s.Seats...), Entry{Kind: StateSeat, Row: i})
	}
	for i, p := range l.People {
		l.names.add(p.Name, Entry{Kind: PersonName, Row: i, Main: true})
		add(p.Aliases, Entry{Kind: PersonName, Row: i})
		add(p.Short, Entry{Kind: PersonName, Row: i})
	}
	for i, b := range l.Bodies {
		l.names.add(b.Name, Entry{Kind: BodyName, Row: i, Main: true})
		add(b.Aliases, Entry{Kind: BodyName, Row: i})
	}
	for i, o := range l.Offices {
		l.names.add(o.Title, Entry{Kind: OfficeTitle, Row: i, Main: true})
		l.names.add(plural(o.Title), Entry{Kind: OfficeTitle, Row: i, Plural: true})
	}
	for i, a := range l.Agents {
		// In a mass word ("police") the lemma is the plural: entered first, it wins.
		add(a.Plurals, Entry{Kind: AgentWord, Row: i, Plural: true})
		l.names.add(a.Lemma, Entry{Kind: AgentWord, Row: i, Main: true})
	}
}

// plural forms the plural of a title: "secretaries of state", "kings".
func plural(title string) string {
	head, tail, of := strings.Cut(title, " of ")
	switch {
	case strings.HasSuffix(head, "man"):
		head = head[:len(head)-2] + "en"
	case strings.HasSuffix(head, "y") && !strings.HasSuffix(head, "ey"):
		head = head[:len(head)-1] + "ies"
	case strings.HasSuffix(head, "s") || strings.HasSuffix(head, "ch"):
		head += "es"
	default:
		head += "s"
	}
	if of {
		return head + " of " + tail
	}
	return head
}

// Office is an office word: "foreign minister".
type Office struct {
	Title  string
	Sector string
	Kind   string
}

func (l *Lexicon) loadOffices(fsys fs.FS) error {
	t, err := lexicon.ReadAll(fsys, "lexicon/offices", "title", "sector", "kind", "example", "source")
	if err != nil {
		return err
	}
	row := map[string]int{}
	for _, r := range t.Rows {
		o := Office{r.Get("title"), r.Get("sector"), r.Get("kind")}
		if i, known := row[o.Title]; known && r.Own {
			l.Offices[i] = o
			continue
		}
		row[o.Title] = len(l.Offices)
		l.Offices = append(l.Offices, o)
	}
	return nil
}

// Agent is a generic agent: "police", "protester".
type Agent struct {
	Lemma   string
	Plurals []string
	Sector  string
	Kind    string
	// Home says whether the bare word stands for that of the story's own
	// state: "yes" ("the army"), "crowd" (where the story has one state at its
	// centre: "protesters"), or empty.
	Home string
}

func (l *Lexicon) loadAgents(fsys fs.FS) error {
	t, err := lexicon.ReadAll(fsys, "lexicon/agents", "lemma", "plural", "sector", "kind", "home", "example", "source")
	if err != nil {
		return err
	}
	var faults []error
	row := map[string]int{}
	for _, r := range t.Rows {
		a := Agent{r.Get("lemma"), r.List("plural"), r.Get("sector"), r.Get("kind"), r.Get("home")}
		if a.Lemma == "" || a.Kind == "" {
			faults = append(faults, r.Errorf("lemma %q and kind %q, expected both", a.Lemma, a.Kind))
		}
		if a.Home != "" && a.Home != "yes" && a.Home != "crowd" {
			faults = append(faults, r.Errorf("home %q, expected yes, crowd or nothing", a.Home))
		}
		if i, known := row[a.Lemma]; known && r.Own {
			l.Agents[i] = a
			continue
		}
		row[a.Lemma] = len(l.Agents)
		l.Agents = append(l.Agents, a)
	}
	return errors.Join(faults...)
}

// Spell returns the stretch of days for which the entry with an id was what it
// is on a day: a state's or body's existence, a person's spell in office.
func (l *Lexicon) Spell(id string, day time.Time) (Spell, bool) {
	if s := l.States.Code(id); s != nil {
		return s.Spell, true
	}
	if i, ok := l.persons[id]; ok {
		return l.People[i].On(day).Term.Spell, true
	}
	if i, ok := l.bodies[id]; ok {
		return l.Bodies[i].Spell, true
	}
	return Spell{}, false
}

// Lookup returns all readings of a whole name, without regard to its capitals.
func (l *Lexicon) Lookup(name string) []Entry {
	var words []Word
	Words(name, func(w string, _, _ int) {
		word := l.Word(w)
		word.shape = upper
		words = append(words, word)
	})
	if len(words) > 1 && words[0].id == l.Word("the").id {
		words = words[1:]
	}
	for _, h := range l.NamesAt(words, nil) {
		if h.Len == len(words) {
			return h.Entries
		}
	}
	return nil
}
