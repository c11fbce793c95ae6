package event

import (
	"io/fs"
	"strings"

	"dragoman/internal/doc"
	"dragoman/internal/lexicon"
)

// inflections maps the forms of the verbs that trigger a frame to their lemmas:
// "rebuked" to "rebuke". A learned lemmatiser guesses at the verbs that its
// treebank never showed ("rebuk", "bom" of "bombed"), but the frame lexicon
// knows them.
type inflections map[string]string

// readInflections spells out the regular forms of the verbs of the lexicon and
// adds the irregular ones. A form that two verbs share belongs to neither.
func readInflections(fsys fs.FS, lex *frames) (inflections, error) {
	in := inflections{}
	for lemma, rows := range lex.byLemma {
		for _, f := range rows {
			if f.pos == doc.VERB && lemma != anyLemma {
				in.addRegular(lemma)
				break
			}
		}
	}
	t, err := lexicon.Read(fsys, "lang/irregular.tsv", "pos", "lemma", "forms")
	if err != nil {
		return nil, err
	}
	for _, r := range t.Rows {
		if r.Get("pos") != doc.VERB.String() {
			continue
		}
		for _, form := range r.List("forms") {
			in[form] = r.Get("lemma")
		}
	}
	return in, nil
}

func (in inflections) addRegular(lemma string) {
	for _, form := range regularForms(lemma) {
		if _, taken := in[form]; taken {
			in[form] = ""
			continue
		}
		in[form] = lemma
	}
}

// regularForms spells the third person, the past and the participle of a verb,
// with the consonant doubled and not: "kidnaped" and "kidnapped".
func regularForms(lemma string) []string {
	stem, last := lemma[:len(lemma)-1], lemma[len(lemma)-1]
	switch {
	case last == 'e':
		return []string{lemma + "s", lemma + "d", stem + "ing"}
	case last == 'y' && !strings.ContainsRune("aeiou", rune(lemma[max(0, len(lemma)-2)])):
		return []string{stem + "ies", stem + "ied", lemma + "ing"}
	}
	forms := []string{lemma + "s", lemma + "ed", lemma + "ing"}
	if strings.ContainsRune("sxzho", rune(last)) {
		forms[0] = lemma + "es"
	}
	if strings.ContainsRune("bdglmnprst", rune(last)) {
		forms = append(forms, lemma+string(last)+"ed", lemma+string(last)+"ing")
	}
	return forms
}

// lemma is the lemma of a token in lower case. Where the lemmatiser's is none
// that the frame lexicon knows, a verb's form is looked up among its verbs.
func (c *coder) lemma(t int) string {
	lemma := strings.ToLower(c.d.Lemma(t))
	if c.pos(t) != doc.VERB || c.lex.byLemma[lemma] != nil {
		return lemma
	}
	if known := c.lex.inflections[strings.ToLower(c.d.Word(t))]; known != "" {
		return known
	}
	return lemma
}
