package ingest

import (
	"errors"
	"io/fs"

	"dragoman/internal/lexicon"
)

// terms are the words that bylines and datelines are made of.
type terms struct {
	agency, label, role, region, small map[string]bool
}

func loadTerms(fsys fs.FS) (terms, error) {
	t, err := lexicon.Read(fsys, "reading/terms.tsv", "term", "kind", "example", "source")
	if err != nil {
		return terms{}, err
	}
	out := terms{map[string]bool{}, map[string]bool{}, map[string]bool{}, map[string]bool{}, map[string]bool{}}
	kinds := map[string]map[string]bool{"agency": out.agency, "label": out.label, "role": out.role, "region": out.region, "small": out.small}
	var faults []error
	for _, row := range t.Rows {
		set := kinds[row.Get("kind")]
		if set == nil {
			faults = append(faults, row.Errorf("kind %q, expected agency, label, role, region or small", row.Get("kind")))
			continue
		}
		for _, term := range row.List("term") {
			set[term] = true
		}
	}
	return out, errors.Join(faults...)
}
