package event

import (
	"errors"
	"io/fs"
	"strconv"

	"dragoman/internal/lexicon"
)

// ontology is data/ontology: the quad class of a PLOVER type and the scale
// value of a CAMEO code.
type ontology struct {
	quad      map[string]int
	goldstein map[string]float64
	kind      map[string][2]string // PLOVER type and mode of a CAMEO code
}

// other is the type of an act whose code is none of CAMEO's, or one that PLOVER has
// no type for: a user's dictionary may have codes of its own.
const other = "OTHER"

func readOntology(fsys fs.FS) (*ontology, error) {
	o := &ontology{quad: map[string]int{}, goldstein: map[string]float64{}, kind: map[string][2]string{}}
	plover, err1 := lexicon.Read(fsys, "ontology/plover.tsv", "type", "quad", "base", "modes", "label", "source")
	cameo, err2 := lexicon.Read(fsys, "ontology/cameo.tsv", "code", "label", "goldstein", "plover", "mode", "source")
	if err := errors.Join(err1, err2); err != nil {
		return nil, err
	}
	var faults []error
	for _, r := range plover.Rows {
		q, err := strconv.Atoi(r.Get("quad"))
		if err != nil || q < 1 || q > 4 {
			faults = append(faults, r.Errorf("quad %q, expected 1 to 4", r.Get("quad")))
		}
		o.quad[r.Get("type")] = q
	}
	for _, r := range cameo.Rows {
		g, err := strconv.ParseFloat(r.Get("goldstein"), 64)
		if err != nil {
			faults = append(faults, r.Errorf("goldstein %q, expected a number", r.Get("goldstein")))
		}
		o.goldstein[r.Get("code")] = g
		o.kind[r.Get("code")] = [2]string{r.Get("plover"), r.Get("mode")}
	}
	return o, errors.Join(faults...)
}

// value returns the Goldstein value of a code, or of the nearest code above it;
// unknown where there is none.
func (o *ontology) value(code string) (value float64, unknown bool) {
	for n := len(code); n >= 2; n-- {
		if g, ok := o.goldstein[code[:n]]; ok {
			return g, false
		}
	}
	return 0, true
}
