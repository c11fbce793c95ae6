package dragoman

import (
	"fmt"
	"io/fs"
	"os"
	"strings"

	"dragoman/data"
	"dragoman/internal/actors"
	"dragoman/internal/lexicon"
	"dragoman/internal/stage/event"
)

// userTables are the tables that a user may lay over the built-in ones.
var userTables = []string{"states", "leaders", "bodies", "offices", "agents", "declared", "frames", "contexts", "modes", "classes", "discards"}

// WithLexicon lays the tables in a folder over the built-in ones: see `dragoman
// lexicon`. Rows of known entries complete or replace these, others are added.
func WithLexicon(folder string) Option { return func(c *Coder) { c.lexicon = folder } }

// overlay is the built-in knowledge with a user's folder over it; an empty name
// stands for the built-in knowledge alone.
func overlay(knowledge fs.FS, folder string) (fs.FS, error) {
	if folder == "" {
		return knowledge, nil
	}
	if _, err := os.ReadDir(folder); err != nil {
		return nil, err
	}
	o := lexicon.Over(knowledge, os.DirFS(folder), strings.TrimSuffix(folder, "/"))
	return o, o.CheckNames(userTables...)
}

// CheckLexicon checks the tables in a folder together with the built-in ones,
// and the built-in ones alone where folder is empty. It returns everything that
// is wrong, each fault with file and line.
func CheckLexicon(folder string) []error {
	knowledge, err := overlay(data.Files, folder)
	if err != nil {
		return lexicon.Faults(err)
	}
	faults := actors.Check(knowledge)
	if _, err := event.New(knowledge); err != nil {
		faults = append(faults, lexicon.Faults(err)...)
	}
	return faults
}

// TableFault is a fault of a line of a table.
type TableFault = lexicon.Fault

// Entry is what the lexicon knows under a name.
type Entry struct {
	Name     string `json:"name"`
	ID       string `json:"id,omitempty"`
	Kind     string `json:"kind,omitempty"`
	Country  string `json:"country,omitempty"`
	Sector   string `json:"sector,omitempty"`
	Role     string `json:"role,omitempty"`
	From     string `json:"from,omitempty"`      // first day, where known
	To       string `json:"to,omitempty"`        // last day; absent while it lasts
	StateRun bool   `json:"state_run,omitempty"` // media that a government runs
	As       string `json:"as"`                  // name, alias, adjective, people, seat, office, agent
}

// ShowLexicon returns every entry that a name may mean, with its dates: a person
// gives one for each spell in office.
func ShowLexicon(folder, name string) ([]Entry, error) {
	knowledge, err := overlay(data.Files, folder)
	if err != nil {
		return nil, err
	}
	l, err := actors.Open(knowledge)
	if err != nil {
		return nil, fmt.Errorf("dragoman: loading: %w", err)
	}
	var out []Entry
	for _, e := range l.Lookup(name) {
		out = append(out, entries(l, e)...)
	}
	return out, nil
}

// entries writes a reading of a name out.
func entries(l *actors.Lexicon, e actors.Entry) []Entry {
	as := asWhat(e)
	switch e.Kind {
	case actors.PersonName:
		var out []Entry
		p := l.Person(e.Row)
		for _, t := range p.Terms {
			out = append(out, Entry{Name: p.Name, ID: p.ID, Kind: "person", Country: t.Country, Sector: t.Sector, Role: t.Office,
				From: day(t.Spell.From), To: day(t.Spell.To), As: as})
		}
		return out
	case actors.BodyName:
		b := l.Body(e.Row)
		return []Entry{{Name: b.Name, ID: b.ID, Kind: b.Kind, Country: b.Country, Sector: b.Sector, StateRun: b.StateRun, From: day(b.Spell.From), To: day(b.Spell.To), As: as}}
	case actors.OfficeTitle:
		o := &l.Offices[e.Row]
		return []Entry{{Name: o.Title, Kind: o.Kind, Sector: o.Sector, As: as}}
	case actors.AgentWord:
		a := &l.Agents[e.Row]
		return []Entry{{Name: a.Lemma, Kind: a.Kind, Sector: a.Sector, As: as}}
	}
	s := &l.States.All[e.Row]
	return []Entry{{Name: s.Name, ID: s.Code, Kind: "state", Country: s.Code, From: day(s.Spell.From), To: day(s.Spell.To), As: as}}
}

func asWhat(e actors.Entry) string {
	switch e.Kind {
	case actors.StateAdj:
		return "adjective"
	case actors.StatePeople:
		return "people"
	case actors.StateSeat:
		return "seat"
	case actors.OfficeTitle:
		return "office"
	case actors.AgentWord:
		return "agent"
	}
	if e.Main {
		return "name"
	}
	return "alias"
}
