// Package ontology says what an act is called and worth: the types, modes, codes
// and contexts that there are, the published sets of classes and scale values by
// which events are counted (schemes), and a user's own types laid over ours.
//
// It reads data/ontology and, where the user gives one, a table of rows that map
// events to types of his own; the first row that an event meets decides.
//
// What it gets wrong: a row sees the fields of an event, not its words. What our
// fields do not tell apart (whether a crowd was peaceful before the police came)
// no row can.
package ontology

import (
	"errors"
	"io/fs"
	"maps"
	"slices"
	"strconv"

	"dragoman/internal/lexicon"
)

// Tables is data/ontology.
type Tables struct {
	types    []string            // PLOVER's, in the order of the manual
	modes    map[string][]string // of each type
	codes    map[string]float64  // CAMEO codes with their Goldstein values
	labels   map[string]string   // of CAMEO codes, in our words
	contexts []string
	sectors  []string
	schemes  []*scheme
	ownCodes []string // of a user's own frames, where CAMEO lacks them
}

// Open reads the tables. All faults are reported at once.
func Open(fsys fs.FS) (*Tables, error) {
	t := &Tables{modes: map[string][]string{}, codes: map[string]float64{}, labels: map[string]string{}}
	plover, err1 := lexicon.Read(fsys, "ontology/plover.tsv", "type", "modes", "label", "source")
	cameo, err2 := lexicon.Read(fsys, "ontology/cameo.tsv", "code", "label", "goldstein", "plover", "mode", "source")
	contexts, err3 := lexicon.Read(fsys, "ontology/context-names.tsv", "context", "label", "source")
	sectors, err4 := lexicon.Read(fsys, "lexicon/sectors.tsv", "code", "meaning", "source")
	schemes, err5 := lexicon.Read(fsys, "ontology/schemes.tsv", "scheme", "field", "by", "keys", "value", "label", "source")
	if err := errors.Join(err1, err2, err3, err4, err5); err != nil {
		return nil, err
	}
	for _, r := range plover.Rows {
		t.types = append(t.types, r.Get("type"))
		t.modes[r.Get("type")] = r.List("modes")
	}
	var faults []error
	for _, r := range cameo.Rows {
		g, err := strconv.ParseFloat(r.Get("goldstein"), 64)
		if err != nil {
			faults = append(faults, r.Errorf("goldstein %q, expected a number", r.Get("goldstein")))
		}
		t.codes[r.Get("code")], t.labels[r.Get("code")] = g, r.Get("label")
	}
	for _, r := range contexts.Rows {
		t.contexts = append(t.contexts, r.Get("context"))
	}
	for _, r := range sectors.Rows {
		t.sectors = append(t.sectors, r.Get("code"))
	}
	faults = append(faults, t.readSchemes(schemes.Rows), t.addOwn(fsys))
	return t, errors.Join(faults...)
}

// addOwn adds the types, modes and codes of a user's own frames: what he codes, he may
// map. No scheme has a value for them.
func (t *Tables) addOwn(fsys fs.FS) error {
	if _, ok := fsys.(*lexicon.Overlay); !ok {
		return nil
	}
	frames, err := lexicon.ReadAll(fsys, "frames", "type", "mode", "cameo")
	if err != nil {
		return err
	}
	for _, r := range frames.Rows {
		kind, mode, code := r.Get("type"), r.Get("mode"), r.Get("cameo")
		if !r.Own || kind == "" || kind == "NONE" {
			continue
		}
		if !slices.Contains(t.types, kind) {
			t.types = append(t.types, kind)
		}
		if modes := t.modes[kind]; mode != "" && !slices.Contains(modes, mode) {
			t.modes[kind] = append(slices.Clip(modes), mode)
		} else if modes == nil {
			t.modes[kind] = []string{} // a type without modes is a type
		}
		if _, ok := t.codes[code]; !ok && code != "" {
			t.ownCodes = append(t.ownCodes, code)
		}
	}
	return nil
}

// Label says in our words what a CAMEO code is for; ok is false of what is none.
func (t *Tables) Label(code string) (label string, ok bool) {
	label, ok = t.labels[code]
	return label, ok
}

// IsType reports whether a type is PLOVER's, or one of a user's own frames.
func (t *Tables) IsType(kind string) bool { return slices.Contains(t.types, kind) }

// allModes lists the modes of all types.
func (t *Tables) allModes() []string {
	all := map[string]bool{}
	for _, modes := range t.modes {
		for _, m := range modes {
			all[m] = true
		}
	}
	return slices.Sorted(maps.Keys(all))
}
