package lang

import (
	"io/fs"

	"dragoman/internal/doc"
	"dragoman/internal/lexicon"
)

// irregular holds the lemmas of irregular forms, most of them too rare for a
// treebank to teach: "overthrew", "strove".
type irregular map[irregularForm]string

type irregularForm struct {
	pos  doc.POS
	form string // lower case
}

func readIrregular(fsys fs.FS) (irregular, error) {
	t, err := lexicon.Read(fsys, "lang/irregular.tsv", "pos", "lemma", "forms", "example", "source")
	if err != nil {
		return nil, err
	}
	table := irregular{}
	for _, r := range t.Rows {
		pos := doc.ParsePOS(r.Get("pos"))
		if pos == doc.None {
			return nil, r.Errorf("pos %q, expected a universal part of speech", r.Get("pos"))
		}
		for _, form := range r.List("forms") {
			table[irregularForm{pos, form}] = r.Get("lemma")
		}
	}
	return table, nil
}

// lemma returns the lemma of a form in lower case under a tag that can have irregular forms:
// "left" is "leave" as a past tense, not as an adjective; "found" is itself as an
// infinitive.
func (x irregular) lemma(t doc.Tag, form string) (string, bool) {
	switch t.POS {
	case doc.VERB:
		if t.Feat("Tense") != "Past" && t.Feat("VerbForm") != "Part" && t.Feat("VerbForm") != "Ger" {
			return "", false
		}
	case doc.NOUN:
		if t.Feat("Number") != "Plur" {
			return "", false
		}
	case doc.ADJ, doc.ADV:
		if d := t.Feat("Degree"); d != "Cmp" && d != "Sup" {
			return "", false
		}
	default:
		return "", false
	}
	l, ok := x[irregularForm{t.POS, form}]
	return l, ok
}
