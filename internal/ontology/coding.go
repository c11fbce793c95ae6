package ontology

import "dragoman/internal/doc"

// Coding is what events are written with: a scheme, and a user's ontology or nil.
type Coding struct {
	Scheme *Scheme
	Own    *Own
}

// Coded is what an event is called and worth.
type Coded struct {
	Type, Mode string
	Code       string   // a user's own
	Quad       *int     // nil where the scheme has no class for it
	Goldstein  *float64 // nil where the scale has no value for it
	Row        string   // FILE:LINE of the row of a user's ontology that decided, or empty
	Dropped    bool     // by that row
}

// Of codes an event.
func (c *Coding) Of(d *doc.Document, e *doc.Event) Coded {
	out := Coded{Type: e.Type, Mode: e.Mode}
	out.Quad, out.Goldstein = c.Scheme.Worth(e.Type, e.CAMEO)
	if r := c.Own.find(d, e); r != nil {
		r.apply(&out)
	}
	return out
}
