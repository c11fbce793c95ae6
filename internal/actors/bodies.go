package actors

import (
	"cmp"
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
		b := Body{r.Get("id"), r.Get("name"), r.List("aliases"), r.Get("kind"), r.Get("country"), r.Get("sector"), sp}
		i, twice := l.bodies[b.ID]
		switch {
		case !twice:
			l.bodies[b.ID] = len(l.Bodies)
			l.Bodies = append(l.Bodies, b)
		case r.Own:
			l.Bodies[i].complete(b)
		default:
			faults = append(faults, r.Errorf("body %q is there twice", b.ID))
		}
	}
	return errors.Join(faults...)
}

// complete takes over what a user's row says of a body that is known.
func (b *Body) complete(o Body) {
	if o.Name != "" && o.Name != b.Name {
		b.Aliases = union(b.Aliases, []string{b.Name}) // the old name is still a name
	}
	b.Name, b.Kind, b.Country, b.Sector = cmp.Or(o.Name, b.Name), cmp.Or(o.Kind, b.Kind), cmp.Or(o.Country, b.Country), cmp.Or(o.Sector, b.Sector)
	b.Aliases = union(b.Aliases, o.Aliases)
	if o.Spell != (Spell{}) {
		b.Spell = o.Spell
	}
}
