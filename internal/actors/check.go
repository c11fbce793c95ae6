package actors

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"time"

	"dragoman/internal/lexicon"
)

// Check reads the tables and returns everything wrong with them, each fault with
// file and line: what keeps them from loading, and what loads but cannot be true.
//
//   - two holders of a one-person office on one day
//   - codes of states, sectors and kinds that nobody knows
//   - one name for two things on one day, unless lexicon/declared.tsv says that it is so
//   - rows without source or example, and examples in which the row is not found
//
// Dates known only by month or year are read the kind way: spells overlap only
// where they must.
func Check(fsys fs.FS) []error {
	l, err := Load(fsys)
	c := &checker{faults: lexicon.Faults(err), l: l, held: map[string][]holding{}, meant: map[string][]sense{}}
	if err := c.readCodes(fsys); err != nil {
		return append(c.faults, err)
	}
	for _, t := range []struct {
		name    string
		kind    Kind
		check   func(lexicon.Row)
		columns []string
	}{
		{"states", StateName, c.state, []string{"code", "name", "aliases", "from", "to"}},
		{"leaders", PersonName, c.leader, []string{"id", "name", "aliases", "short", "gender", "country", "sector", "office", "from", "to"}},
		{"bodies", BodyName, c.body, []string{"id", "name", "aliases", "kind", "country", "sector", "from", "to"}},
		{"offices", OfficeTitle, c.office, []string{"title", "sector", "kind"}},
		{"agents", AgentWord, c.agent, []string{"lemma", "sector", "kind"}},
		{"peoples", AgentWord, c.people, []string{"name", "states"}},
	} {
		tab, err := lexicon.ReadAll(fsys, "lexicon/"+t.name, append(t.columns, "example", "source")...)
		if err != nil {
			continue // Load has told it
		}
		for _, r := range tab.Rows {
			if key := t.columns[0]; r.Get(key) == "" {
				c.fault(r, "no %s", key)
				continue
			}
			t.check(r)
			c.traced(r, t.kind)
		}
	}
	return c.faults
}

type checker struct {
	l        *Lexicon // nil where the tables do not load
	faults   []error
	codes    map[string]bool // of states
	sectors  map[string]bool
	declared map[string]map[string]bool // by class: name, office
	held     map[string][]holding       // by office and country
	meant    map[string][]sense         // by table and folded name
	seen     map[string]bool
}

func (c *checker) fault(r lexicon.Row, format string, args ...any) {
	c.faults = append(c.faults, r.Errorf(format, args...))
}

func (c *checker) readCodes(fsys fs.FS) error {
	c.codes, c.sectors, c.seen = map[string]bool{"": true}, map[string]bool{"": true}, map[string]bool{}
	c.declared = map[string]map[string]bool{"name": {}, "office": {}}
	if states, err := lexicon.ReadAll(fsys, "lexicon/states", "code"); err == nil {
		for _, r := range states.Rows {
			c.codes[r.Get("code")] = true
		}
	}
	sectors, err := lexicon.Read(fsys, "lexicon/sectors.tsv", "code", "meaning", "source")
	if err != nil {
		return err
	}
	for _, r := range sectors.Rows {
		c.sectors[r.Get("code")] = true
	}
	declared, err := lexicon.ReadAll(fsys, "lexicon/declared", "class", "name", "example", "source")
	if err != nil {
		return err
	}
	for _, r := range declared.Rows {
		class := c.declared[r.Get("class")]
		if class == nil {
			c.fault(r, "class %q, expected name or office", r.Get("class"))
			continue
		}
		class[r.Get("name")] = true
	}
	return nil
}

func (c *checker) state(r lexicon.Row) { c.names(r, "states", r.Get("code")) }

func (c *checker) leader(r lexicon.Row) {
	c.belongs(r)
	if g := r.Get("gender"); g != "m" && g != "f" && g != "" {
		c.fault(r, "gender %q, expected m or f or nothing", g)
	}
	key := strings.Join([]string{"leader", r.Get("id"), r.Get("office"), r.Get("from")}, " ")
	if c.seen[key] && !r.Own {
		c.fault(r, "%s is there twice as %s from %q", r.Get("id"), r.Get("office"), r.Get("from"))
	}
	c.seen[key] = true
	c.names(r, "leaders", r.Get("id"))
	c.holds(r)
}

func (c *checker) body(r lexicon.Row) {
	c.belongs(r)
	c.kind(r, "organisation", "agency", "military", "group", "party", "media", "company")
	c.names(r, "bodies", r.Get("id"))
}

func (c *checker) office(r lexicon.Row) {
	c.sector(r)
	c.kind(r, "leader", "official", "person") // an own row may complete a known one
	c.once(r, "office "+r.Get("title"))
}

func (c *checker) agent(r lexicon.Row) {
	c.sector(r)
	c.kind(r, "leader", "official", "agency", "organisation", "military", "group", "party", "media", "company", "people", "person", "state")
	c.once(r, "agent "+r.Get("lemma"))
}

func (c *checker) people(r lexicon.Row) {
	for _, s := range r.List("states") {
		if !c.codes[s] {
			c.fault(r, "no state has the code %q", s)
		}
	}
	c.once(r, "agent "+r.Get("name"))
}

func (c *checker) once(r lexicon.Row, key string) {
	if c.seen[key] && !r.Own {
		c.fault(r, "%s is there twice", key)
	}
	c.seen[key] = true
}

func (c *checker) belongs(r lexicon.Row) {
	if !c.codes[r.Get("country")] {
		c.fault(r, "no state has the code %q", r.Get("country"))
	}
	c.sector(r)
}

func (c *checker) sector(r lexicon.Row) {
	if s := r.Get("sector"); !c.sectors[s] {
		c.fault(r, "sector %q, expected one of lexicon/sectors.tsv", s)
	}
}

func (c *checker) kind(r lexicon.Row, kinds ...string) {
	if k := r.Get("kind"); !slices.Contains(kinds, k) && (k != "" || !r.Own) {
		c.fault(r, "kind %q, expected one of %s", k, strings.Join(kinds, " "))
	}
}

// sense is what a name means for a while.
type sense struct {
	id    string
	row   lexicon.Row
	spell Spell
}

// names looks for a name that stands for two rows of one table on the same day.
// Short names ("Bush") are left out: telling them apart is the business of the
// stage.
func (c *checker) names(r lexicon.Row, table, id string) {
	sp, err := parseSpell(r.Get("from"), r.Get("to"))
	if err != nil {
		return // Load has told it
	}
	for _, n := range append([]string{r.Get("name")}, r.List("aliases")...) {
		key := strings.TrimPrefix(Fold(n), "the ")
		if key == "" || c.declared["name"][n] {
			continue
		}
		key = table + " " + key
		for _, o := range c.meant[key] {
			if o.id != id && o.spell.Overlaps(sp) {
				c.fault(r, "%q also means %s (%s:%d); if that is so, declare it", n, o.id, o.row.File, o.row.Line)
			}
		}
		c.meant[key] = append(c.meant[key], sense{id, r, sp})
	}
}

// holding is a spell in an office, as short as the row allows.
type holding struct {
	row        lexicon.Row
	start, end time.Time // the latest start and the earliest end
}

// holds looks for two people in a one-person office of a country.
func (c *checker) holds(r lexicon.Row) {
	office := r.Get("office")
	if office == "" || c.isShared(office) {
		return
	}
	from, err1 := parseSpell(r.Get("from"), r.Get("from"))
	to, err2 := parseSpell(r.Get("to"), r.Get("to"))
	if err1 != nil || err2 != nil {
		return // Load has told it
	}
	h := holding{r, from.To, to.From}
	key := office + ", " + r.Get("country")
	if r.Own { // it replaces the built-in row of the same spell, and closes its end
		c.held[key] = slices.DeleteFunc(c.held[key], func(o holding) bool {
			return !o.row.Own && o.row.Get("id") == r.Get("id") && o.row.Get("from") == r.Get("from")
		})
	}
	for _, o := range c.held[key] {
		if o.row.Get("id") != r.Get("id") && (o.end.IsZero() || h.start.Before(o.end)) && (h.end.IsZero() || o.start.Before(h.end)) {
			c.fault(r, "%s and %s (%s:%d) are both %s", r.Get("name"), o.row.Get("name"), o.row.File, o.row.Line, key)
		}
	}
	c.held[key] = append(c.held[key], h)
}

// isShared reports whether an office, or the title that it begins with, is
// declared to be held by several at once.
func (c *checker) isShared(office string) bool {
	for {
		if c.declared["office"][office] {
			return true
		}
		i := strings.LastIndexByte(office, ' ')
		if i < 0 {
			return false
		}
		office = office[:i]
	}
}

// traced checks that a row has a source, and an example that names it.
func (c *checker) traced(r lexicon.Row, kind Kind) {
	if r.Get("source") == "" {
		c.fault(r, "no source")
	}
	switch example := r.Get("example"); {
	case example == "":
		c.fault(r, "no example")
	case c.l != nil && !c.l.namedIn(example, kind, c.l.rowOf(r, kind)):
		c.fault(r, "the example does not name the row: %q", example)
	}
}

// rowOf returns the number of the entry that a row made or completed.
func (l *Lexicon) rowOf(r lexicon.Row, kind Kind) int {
	switch kind {
	case StateName:
		return l.States.byCode[r.Get("code")]
	case PersonName:
		return int(l.people.byID[r.Get("id")])
	case BodyName:
		return int(l.bodies.byID[r.Get("id")])
	case OfficeTitle:
		return slices.IndexFunc(l.Offices, func(o Office) bool { return o.Title == r.Get("title") })
	case AgentWord:
		lemma := r.Opt("lemma") + r.Opt("name") // of an agent, of a people
		return slices.IndexFunc(l.Agents, func(a Agent) bool { return a.Lemma == lemma })
	}
	panic(fmt.Sprintf("actors: no table of kind %d", kind))
}

// namedIn reports whether a sentence holds a name of an entry.
func (l *Lexicon) namedIn(sentence string, kind Kind, row int) bool {
	plain := strings.NewReplacer(".", " ", ",", " ", ";", " ").Replace(sentence)
	for _, s := range []string{plain, sentence} {
		var words []Word
		Words(s, func(w string, _, _ int) { words = append(words, l.Word(w)) })
		for i := range words {
			for _, h := range l.NamesAt(words[i:], nil) {
				for _, e := range h.Entries {
					if e.Row == row && (e.Kind == kind || kind == StateName && e.Kind <= StateSeat) {
						return true
					}
				}
			}
		}
	}
	return false
}
