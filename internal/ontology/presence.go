package ontology

import (
	"errors"
	"io/fs"
	"slices"

	"dragoman/internal/lexicon"
)

// Presence says which acts put those who take part where they take place.
type Presence []presence

type presence struct {
	kind, side string
	modes      []string
	named      bool
}

// OpenPresence reads ontology/presence.tsv. All faults are reported at once.
func OpenPresence(fsys fs.FS) (Presence, error) {
	types, err := Open(fsys)
	if err != nil {
		return nil, err
	}
	table, err := lexicon.Read(fsys, "ontology/presence.tsv", "type", "modes", "side", "named", "example")
	if err != nil {
		return nil, err
	}
	var out Presence
	var faults []error
	for _, r := range table.Rows {
		p := presence{r.Get("type"), r.Get("side"), r.List("modes"), r.Get("named") == "y"}
		if p.side != "source" && p.side != "target" && p.side != "both" {
			faults = append(faults, r.Errorf("side %q, expected source, target or both", p.side))
		}
		for _, m := range p.modes {
			if m == "*" || m == "-" {
				m = ""
			}
			if err := types.Check(p.kind, m, ""); err != nil {
				faults = append(faults, r.Errorf("%v", err))
			}
		}
		out = append(out, p)
	}
	return out, errors.Join(faults...)
}

// Holds reports whether a side of an act is where the act takes place.
func (p Presence) Holds(kind, mode, side string) bool {
	return slices.ContainsFunc(p, func(x presence) bool { return x.side == side && x.is(kind, mode) })
}

// Named reports whether the name of an act's target may tell where it takes place.
func (p Presence) Named(kind, mode string) bool {
	return slices.ContainsFunc(p, func(x presence) bool { return x.named && x.is(kind, mode) })
}

// is reports whether a row is of an act. What has no mode has an empty one.
func (p *presence) is(kind, mode string) bool {
	if mode == "" {
		mode = "-"
	}
	return p.kind == kind && (slices.Contains(p.modes, mode) || slices.Contains(p.modes, "*"))
}
