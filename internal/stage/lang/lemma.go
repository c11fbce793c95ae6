package lang

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"dragoman/internal/doc"
	"dragoman/internal/model"
)

// edit turns a form into its lemma: cut that many bytes off the end, then add.
// As text, "3y" makes "parties" "party".
type edit struct {
	cut int
	add string
}

func parseEdit(s string) (edit, error) {
	i := 0
	for i < len(s) && '0' <= s[i] && s[i] <= '9' {
		i++
	}
	n, err := strconv.Atoi(s[:i])
	if err != nil {
		return edit{}, fmt.Errorf("lang: edit %q, expected a number and an ending", s)
	}
	return edit{n, s[i:]}, nil
}

const longestEnding = 6

// lemmatiser finds lemmas in the table of irregular forms, else by an edit for each form known as an exception to the
// rules, else by the edit of the longest known ending. Both depend on the class
// that the network gave: "left" is "leave" as a verb, "left" as an adjective.
type lemmatiser struct {
	irregular irregular
	forms     map[lemmaKey]edit
	endings   map[lemmaKey]edit
}

type lemmaKey struct {
	class uint8
	text  string
}

// lemma returns the lemma of a form; lower is the form in lower case. known
// says whether a word is one: an ending alone cannot tell "provoked" (provoke)
// from "cooked" (cook).
func (l *lemmatiser) lemma(form, lower string, class int, tag doc.Tag, known func(string) bool) string {
	base := lower
	if tag.POS == doc.PROPN {
		base = form
	}
	if lemma, ok := l.irregular.lemma(tag, lower); ok {
		return lemma
	}
	e, listed := l.forms[lemmaKey{uint8(class), lower}]
	ok := listed
	if !ok {
		e, ok = l.ending(lower, class)
	}
	if !ok || e.cut > len(base) || e.cut == len(base) && e.add == "" || e.cut == 0 && e.add == "" {
		return base
	}
	cut := len(base) - e.cut
	if cut < len(base) && !utf8.RuneStart(base[cut]) {
		return base
	}
	add := e.add
	if tag.POS == doc.PROPN && cut == 0 && form != lower {
		add = title(add)
	}
	lemma := base[:cut] + add
	if tag.POS != doc.VERB || listed || cut == 0 || known(lemma) && inflection(base[cut:], lemma, e.add) {
		return lemma
	}
	if other := regular(base, lemma, known); other != "" {
		return other
	}
	return lemma
}

// inflection reports whether what was cut off a verb can be an ending: "raids"
// is not "rai" and "ds".
func inflection(cut, lemma, add string) bool {
	if add != "" {
		return true
	}
	switch cut {
	case "s", "es", "ed", "d", "ing", "en", "n":
		return true
	}
	// a doubled consonant: "banned"
	return len(cut) > 2 && cut[0] == lemma[len(lemma)-1] && (cut[1:] == "ed" || cut[1:] == "ing")
}

// regular returns the known word that a form is a regular form of, where the
// learnt ending led to an unknown one: "bombed" is no form of "bom".
func regular(form, lemma string, known func(string) bool) string {
	var candidates []string
	for _, ending := range [...]string{"ed", "d", "ing", "es", "s"} {
		stem, ok := strings.CutSuffix(form, ending)
		if !ok || len(stem) < 3 {
			continue
		}
		candidates = append(candidates, stem)
		if n := len(stem); ending != "s" && ending != "es" {
			candidates = append(candidates, stem+"e")
			if stem[n-1] == stem[n-2] {
				candidates = append(candidates, stem[:n-1])
			}
		}
	}
	for _, c := range append(candidates, lemma+"e", lemma+lemma[len(lemma)-1:]) {
		if c != form && known(c) {
			return c
		}
	}
	return ""
}

func (l *lemmatiser) ending(lower string, class int) (edit, bool) {
	for k := max(0, len(lower)-longestEnding); k <= len(lower); k++ {
		if e, ok := l.endings[lemmaKey{uint8(class), lower[k:]}]; ok {
			return e, true
		}
	}
	return edit{}, false
}

func title(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}

// decodeEdits reads a table as train/lemmas.py writes it.
func decodeEdits(raw []byte) (map[lemmaKey]edit, error) {
	text := string(raw)
	m := make(map[lemmaKey]edit, strings.Count(text, "\n"))
	for line := range strings.Lines(text) {
		class, rest, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		form, e, ok := strings.Cut(rest, "\t")
		n, err := strconv.Atoi(class)
		if !ok || err != nil || n < 0 || n > 255 {
			return nil, fmt.Errorf("lang: lemma table line %q", line)
		}
		if m[lemmaKey{uint8(n), form}], err = parseEdit(e); err != nil {
			return nil, err
		}
	}
	return m, nil
}

func readLemmas(f *model.File) (*lemmatiser, error) {
	l := &lemmatiser{}
	for name, table := range map[string]*map[lemmaKey]edit{"lemma-forms": &l.forms, "lemma-endings": &l.endings} {
		raw, err := f.Raw(name)
		if err != nil {
			return nil, err
		}
		if *table, err = decodeEdits(raw); err != nil {
			return nil, err
		}
	}
	return l, nil
}

// lemma is the lemmatiser behind a memory of what it said.
func (s *scratch) lemma(w *network, form string, class int) string {
	key := lemmaKey{uint8(class), form}
	if l, ok := s.lemmas[key]; ok {
		return l
	}
	key.text = strings.Clone(form) // not to keep a whole report alive
	l := w.lemmas.lemma(key.text, strings.ToLower(key.text), class, w.tags[class], w.Known)
	if len(s.lemmas) > mostRemembered {
		clear(s.lemmas)
	}
	if len(form) <= longestRemembered {
		s.lemmas[key] = l
	}
	return l
}

// Bounds on the lemmas that are kept, and on their forms, in bytes.
const (
	mostRemembered    = 20000
	longestRemembered = 40
)
