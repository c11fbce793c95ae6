package actors

import (
	"errors"
	"io/fs"

	"dragoman/internal/lexicon"
)

// Body is an organisation of any sort: ministry, army, agency, newspaper,
// international body, party, armed group, company.
type Body struct {
	ID      string
	Name    string
	Aliases []string
	Kind    string
	Country string // empty for an international body
	Sector  string
	Spell   Spell
}

func (l *Lexicon) loadBodies(fsys fs.FS) error {
	t, err := lexicon.ReadAll(fsys, "lexicon/bodies", "id", "name", "aliases", "kind", "country", "sector", "from", "to", "example", "source")
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
		if _, twice := l.bodies[r.Get("id")]; twice {
			faults = append(faults, r.Errorf("body %q is there twice", r.Get("id")))
			continue
		}
		l.bodies[r.Get("id")] = len(l.Bodies)
		l.Bodies = append(l.Bodies, Body{r.Get("id"), r.Get("name"), r.List("aliases"), r.Get("kind"), r.Get("country"), r.Get("sector"), sp})
	}
	return errors.Join(faults...)
}
