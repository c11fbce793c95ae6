package actors

import (
	"cmp"
	"errors"
	"io/fs"
	"strings"
	"sync"
	"time"

	"dragoman/internal/lexicon"
)

// Lexicon is all tables, and an index of their names. It may be used from several
// goroutines.
type Lexicon struct {
	States  *States
	Offices []Office
	Agents  []Agent

	people  table[Person]
	bodies  table[Body]
	country map[string][]int32 // rows of people by the country of the office
	held    sync.Map           // country: *officers, made when asked for
	names   *names
	heard   sync.Once
	bySound map[string]int32 // people by soundKey; -1 for several
}

// Open reads the tables under lexicon/. Of people and bodies it reads no more than
// it needs to find them; it trusts that the built-in rows are sound, which a test
// holds. The error joins every fault of a user's own rows (lexicon.Overlay).
func Open(fsys fs.FS) (*Lexicon, error) {
	l, err := open(fsys)
	if err != nil {
		return nil, err
	}
	if _, ok := fsys.(*lexicon.Overlay); ok {
		err = l.faults(func(rows []lexicon.Row) bool { return rows[len(rows)-1].Own })
	}
	if err != nil {
		return nil, err
	}
	return l, nil
}

// Load is Open that trusts no row. The error joins every fault of every table.
func Load(fsys fs.FS) (*Lexicon, error) {
	l, err := open(fsys)
	if l == nil {
		return nil, err
	}
	if err := errors.Join(err, l.faults(func([]lexicon.Row) bool { return true })); err != nil {
		return nil, err
	}
	return l, nil
}

func (l *Lexicon) faults(of func([]lexicon.Row) bool) error {
	return errors.Join(l.people.faults(of), l.bodies.faults(of))
}

func open(fsys fs.FS) (*Lexicon, error) {
	l := &Lexicon{}
	var faults []error
	var err error
	l.States, err = LoadStates(fsys)
	faults = append(faults, err, l.loadOffices(fsys), l.loadAgents(fsys))
	people, err := lexicon.ReadAll(fsys, "lexicon/leaders", personColumns...)
	faults = append(faults, err)
	bodies, err := lexicon.ReadAll(fsys, "lexicon/bodies", bodyColumns...)
	faults = append(faults, err)
	if people == nil || bodies == nil || l.States == nil {
		return nil, errors.Join(faults...)
	}
	l.index(people.Rows, bodies.Rows)
	return l, errors.Join(faults...)
}

// index files people and bodies under their ids, and everything under the first
// word of each of its names.
func (l *Lexicon) index(people, bodies []lexicon.Row) {
	l.names = newNames(2 * (len(people) + len(bodies)))
	for i := range l.States.All {
		for kind := StateName; kind <= StateSeat; kind++ {
			l.enter(kind, i)
		}
	}
	l.people = newTable(people, buildPerson)
	l.country = map[string][]int32{}
	pick := lexicon.Pick("id", "name", "aliases", "short", "country")
	for row, r := range people {
		c := pick.Cells(r)
		i := l.people.enter(row, c[0])
		l.country[c[4]] = append(l.country[c[4]], int32(row))
		for _, cell := range c[1:4] {
			l.enterCell(cell, PersonName, i)
		}
	}
	l.people.sealed()
	l.bodies = newTable(bodies, buildBody)
	pick = lexicon.Pick("id", "name", "aliases")
	for row, r := range bodies {
		c := pick.Cells(r)
		i := l.bodies.enter(row, c[0])
		for _, cell := range c[1:] {
			l.enterCell(cell, BodyName, i)
		}
	}
	l.bodies.sealed()
	for i := range l.Offices {
		l.enter(OfficeTitle, i)
	}
	for i := range l.Agents {
		l.enter(AgentWord, i)
	}
	l.names.sealed()
}

func (l *Lexicon) enter(kind Kind, row int) {
	l.eachName(kind, row, func(name string, _ Entry) { l.names.enter(name, kind, row) })
}

// enterCell enters the alternatives of a cell.
func (l *Lexicon) enterCell(cell string, kind Kind, row int) {
	for name := range strings.SplitSeq(cell, "|") {
		l.names.enter(name, kind, row)
	}
}

// Person returns the person with a number, that of Entry.Row.
func (l *Lexicon) Person(i int) *Person { return l.people.get(i) }

// Body returns the body with a number, that of Entry.Row.
func (l *Lexicon) Body(i int) *Body { return l.bodies.get(i) }

// Plural forms the plural of a title: "secretaries of state", "kings".
func Plural(title string) string {
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
	CAMEO  string // a user's own code
}

func (l *Lexicon) loadOffices(fsys fs.FS) error {
	t, err := lexicon.ReadAll(fsys, "lexicon/offices", "title", "sector", "kind", "example", "source")
	if err != nil {
		return err
	}
	row := map[string]int{}
	for _, r := range t.Rows {
		o := Office{r.Get("title"), r.Get("sector"), r.Get("kind"), r.Opt(codeColumn)}
		if i, known := row[o.Title]; known && r.Own {
			have := &l.Offices[i]
			have.Sector, have.Kind, have.CAMEO = cmp.Or(o.Sector, have.Sector), cmp.Or(o.Kind, have.Kind), cmp.Or(o.CAMEO, have.CAMEO)
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
	Home  string
	CAMEO string // a user's own code; "NGO~" goes before the state's
	// Adjectives and States are those of a people: "Kurdish", and where reports
	// mostly tell of it.
	Adjectives []string
	People     bool
	States     []string
}

func (l *Lexicon) loadAgents(fsys fs.FS) error {
	t, err := lexicon.ReadAll(fsys, "lexicon/agents", "lemma", "plural", "sector", "kind", "home", "example", "source")
	if err != nil {
		return err
	}
	var faults []error
	row := map[string]int{}
	for _, r := range t.Rows {
		a := Agent{Lemma: r.Get("lemma"), Plurals: r.List("plural"), Sector: r.Get("sector"), Kind: r.Get("kind"), Home: r.Get("home"), CAMEO: r.Opt(codeColumn)}
		i, known := row[a.Lemma]
		if a.Lemma == "" || a.Kind == "" && !(known && r.Own) {
			faults = append(faults, r.Errorf("lemma %q and kind %q, expected both", a.Lemma, a.Kind))
		}
		if a.Home != "" && a.Home != "yes" && a.Home != "crowd" {
			faults = append(faults, r.Errorf("home %q, expected yes, crowd or nothing", a.Home))
		}
		if known && r.Own {
			have := &l.Agents[i]
			have.Plurals = union(have.Plurals, a.Plurals)
			have.Sector, have.Kind, have.Home = cmp.Or(a.Sector, have.Sector), cmp.Or(a.Kind, have.Kind), cmp.Or(a.Home, have.Home)
			have.CAMEO = cmp.Or(a.CAMEO, have.CAMEO)
			continue
		}
		row[a.Lemma] = len(l.Agents)
		l.Agents = append(l.Agents, a)
	}
	return errors.Join(append(faults, l.loadPeoples(fsys))...)
}

// loadPeoples reads the names of ethnic groups, which are agent words: "Kurds" are
// people of no state of their own.
func (l *Lexicon) loadPeoples(fsys fs.FS) error {
	t, err := lexicon.Read(fsys, "lexicon/peoples.tsv", "name", "adjectives", "plural", "states", "example", "source")
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	for _, r := range t.Rows {
		l.Agents = append(l.Agents, Agent{Lemma: r.Get("name"), Adjectives: r.List("adjectives"), Plurals: r.List("plural"),
			Sector: "CVL", Kind: "people", Home: "crowd", People: true, States: r.List("states")})
	}
	return nil
}

// Spell returns the stretch of days for which the entry with an id was what it
// is on a day: a state's or body's existence, a person's spell in office.
func (l *Lexicon) Spell(id string, day time.Time) (Spell, bool) {
	if s := l.States.Code(id); s != nil {
		return s.Spell, true
	}
	if i, ok := l.people.byID[id]; ok {
		return l.people.get(int(i)).On(day).Term.Spell, true
	}
	if i, ok := l.bodies.byID[id]; ok {
		return l.bodies.get(int(i)).Spell, true
	}
	return Spell{}, false
}
