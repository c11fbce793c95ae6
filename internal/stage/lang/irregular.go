package lang

import (
	"io/fs"
	"strings"

	"dragoman/internal/doc"
	"dragoman/internal/lexicon"
)

// readIrregular adds the forms of the table of irregular words to those that
// the treebank showed, under the classes that such a form can have: "left" is
// "leave" as a past tense, not as an adjective.
func (l *lemmatiser) readIrregular(fsys fs.FS, classes []class) error {
	t, err := lexicon.Read(fsys, "lang/irregular.tsv", "pos", "lemma", "forms", "example", "source")
	if err != nil {
		return err
	}
	for _, r := range t.Rows {
		pos := doc.ParsePOS(r.Get("pos"))
		if pos == doc.None {
			return r.Errorf("pos %q, expected a universal part of speech", r.Get("pos"))
		}
		for _, form := range r.List("forms") {
			for i, c := range classes {
				k := lemmaKey{uint8(i), form}
				// A verb's irregular past is that verb's whatever tense the
				// tagger saw in it: nobody "overthrews".
				past := pos == doc.VERB && form != r.Get("lemma") && !strings.HasSuffix(form, "ing")
				if _, known := l.forms[k]; !known && c.pos == pos && (past || c.inflected(strings.HasSuffix(form, "ing"))) {
					l.forms[k] = editOf(form, r.Get("lemma"))
				}
			}
		}
	}
	return nil
}

// inflected reports whether a class is of forms that have an irregular shape:
// pasts and participles, plurals, comparatives.
func (c class) inflected(ing bool) bool {
	t := doc.Tag{POS: c.pos, Feats: c.feats}
	switch c.pos {
	case doc.VERB:
		present := t.Feat("VerbForm") == "Ger" || t.Feat("VerbForm") == "Part" && t.Feat("Tense") == "Pres"
		return present == ing && (ing || t.Feat("Tense") == "Past")
	case doc.NOUN:
		return t.Feat("Number") == "Plur"
	}
	return t.Feat("Degree") == "Cmp" || t.Feat("Degree") == "Sup"
}
