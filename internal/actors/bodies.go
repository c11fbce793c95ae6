package actors

import (
	"cmp"
	"errors"

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
	// StateRun is set for media that a government runs.
	StateRun bool
	Spell    Spell
	Codes    []Code // a user's own
}

var bodyColumns = []string{"id", "name", "aliases", "kind", "country", "sector", "state_run", "from", "to", "example", "source"}

// buildBody makes a body of its row, and of a user's rows that complete it.
func buildBody(rows []lexicon.Row) (*Body, error) {
	var body *Body
	var faults []error
	for _, r := range rows {
		sp, err := parseSpell(r.Get("from"), r.Get("to"))
		if err != nil {
			faults = append(faults, r.Errorf("%v", err))
		}
		b := &Body{r.Get("id"), r.Get("name"), r.List("aliases"), r.Get("kind"), r.Get("country"), r.Get("sector"), r.Get("state_run") == "y", sp, nil}
		if b.Codes, err = readCodes(r, sp); err != nil {
			faults = append(faults, err)
		}
		switch {
		case body == nil:
			body = b
		case r.Own:
			body.complete(b)
		default:
			faults = append(faults, r.Errorf("body %q is there twice", b.ID))
		}
	}
	return body, errors.Join(faults...)
}

// complete takes over what a user's row says of a body that is known.
func (b *Body) complete(o *Body) {
	if o.Name != "" && o.Name != b.Name {
		b.Aliases = union(b.Aliases, []string{b.Name}) // the old name is still a name
	}
	b.Name, b.Kind, b.Country, b.Sector = cmp.Or(o.Name, b.Name), cmp.Or(o.Kind, b.Kind), cmp.Or(o.Country, b.Country), cmp.Or(o.Sector, b.Sector)
	b.Aliases = union(b.Aliases, o.Aliases)
	b.Codes = append(b.Codes, o.Codes...)
	b.StateRun = b.StateRun || o.StateRun
	if o.Spell != (Spell{}) {
		b.Spell = o.Spell
	}
}
