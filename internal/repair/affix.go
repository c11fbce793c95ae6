package repair

import (
	"errors"
	"io/fs"

	"dragoman/internal/lexicon"
)

// affixes are the parts of words and names that forbid or weaken a split.
type affixes struct {
	namePrefix   map[string]bool // "Mc", "De", "i": a capital follows inside one name
	wordPrefix   map[string]bool // "over", "anti"
	wordSuffix   map[string]bool // "like", "wide"
	unit         map[string]bool // "km", "th": belongs to the digits before it
	beforeNumber map[string]bool // "in", "July": does not
	abbreviation map[string]bool // "Mr", "Gen": a stop and a name follow
}

// loadAffixes reads vocab/affixes.tsv, and adds the whole words among its rows
// to the vocabulary.
func loadAffixes(fsys fs.FS, v *vocabulary) (affixes, error) {
	const name = "vocab/affixes.tsv"
	t, err := lexicon.Read(fsys, name, "form", "kind", "example", "source")
	if err != nil {
		return affixes{}, err
	}
	a := affixes{map[string]bool{}, map[string]bool{}, map[string]bool{}, map[string]bool{}, map[string]bool{}, map[string]bool{}}
	var faults []error
	for _, row := range t.Rows {
		for _, form := range row.List("form") {
			switch kind := row.Get("kind"); kind {
			case "name-prefix":
				a.namePrefix[form] = true
			case "word-prefix":
				a.wordPrefix[form] = true
			case "word-suffix":
				a.wordSuffix[form] = true
			case "unit":
				a.unit[form] = true
			case "before-number":
				a.beforeNumber[form] = true
			case "abbreviation":
				a.abbreviation[form] = true
			case "word":
				v.learn(form)
			default:
				faults = append(faults, row.Errorf("kind %q, expected name-prefix, word-prefix, word-suffix, unit, before-number, abbreviation or word", kind))
			}
		}
	}
	return a, errors.Join(faults...)
}
