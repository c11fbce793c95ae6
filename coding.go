package dragoman

import (
	"errors"
	"io/fs"

	"dragoman/internal/ontology"
)

// WithScheme writes the published classes (quad) or scale (goldstein) of the names in
// place of our own choice: "icews", "phoenix", "plover-scale", at most one for each
// field; data/ontology/README.md has them all.
func WithScheme(names ...string) Option { return func(c *Coder) { c.schemes = names } }

// WithOntology writes events with the types that a user's table maps them to: see
// data/ontology/README.md.
func WithOntology(file string) Option { return func(c *Coder) { c.own = file } }

// A CodingError says that a scheme or an ontology that the caller named cannot be
// used, with all its faults.
type CodingError struct{ error }

func (e CodingError) Unwrap() error { return e.error }

// openCoding reads what events are written with: schemes and, where file is not
// empty, the ontology of that name.
func openCoding(knowledge fs.FS, schemes []string, raw []byte, file string) (*ontology.Coding, error) {
	tables, err := ontology.Open(knowledge)
	if err != nil {
		return nil, err
	}
	c := &ontology.Coding{}
	var faults [2]error
	c.Scheme, faults[0] = tables.Scheme(schemes...)
	if file != "" {
		c.Own, faults[1] = tables.ReadOwn(raw, file)
	}
	if err := errors.Join(faults[:]...); err != nil {
		return nil, CodingError{err}
	}
	return c, nil
}
