package event

import (
	"io/fs"
	"slices"

	"dragoman/internal/lexicon"
)

// other is the type of an act whose code is none of CAMEO's, or one that PLOVER has
// no type for: a user's dictionary may have codes of its own.
const other = "OTHER"

// readCodes reads the PLOVER type and mode of each CAMEO code.
func readCodes(fsys fs.FS) (map[string][2]string, error) {
	t, err := lexicon.Read(fsys, "ontology/cameo.tsv", "code", "label", "goldstein", "plover", "mode", "source")
	if err != nil {
		return nil, err
	}
	kinds := map[string][2]string{}
	for _, r := range t.Rows {
		kinds[r.Get("code")] = [2]string{r.Get("plover"), r.Get("mode")}
	}
	return kinds, nil
}

// types are the modes of each PLOVER type.
type types map[string][]string

func readTypes(fsys fs.FS) (types, error) {
	t, err := lexicon.Read(fsys, "ontology/plover.tsv", "type", "modes", "label", "source")
	if err != nil {
		return nil, err
	}
	known := types{}
	for _, r := range t.Rows {
		known[r.Get("type")] = r.List("modes")
	}
	return known, nil
}

// has reports whether there is a type and, where one is named, whether it has the mode.
func (t types) has(kind, mode string) bool {
	modes, ok := t[kind]
	return ok && (mode == "" || slices.Contains(modes, mode))
}
