package event

import (
	"io/fs"

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
