package lang

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"dragoman/internal/doc"
)

// edit turns a form into its lemma: cut that many bytes off the end, then add.
// As text, "3y" makes "parties" "party".
type edit struct {
	cut int
	add string
}

func (e edit) String() string { return strconv.Itoa(e.cut) + e.add }

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

// editOf returns the edit between a form and its lemma.
func editOf(form, lemma string) edit {
	n := 0
	for n < len(form) && n < len(lemma) && form[n] == lemma[n] {
		n++
	}
	for n > 0 && n < len(form) && !utf8.RuneStart(form[n]) {
		n--
	}
	for n > 0 && n < len(lemma) && !utf8.RuneStart(lemma[n]) {
		n--
	}
	return edit{len(form) - n, lemma[n:]}
}

const longestSuffix = 6

// lemmatiser finds lemmas by an edit for each form known as an exception to the
// rules, else by the edit of the longest known ending. Both depend on the class
// that the tagger gave: "left" is "leave" as a verb, "left" as an adjective.
type lemmatiser struct {
	forms    map[lemmaKey]edit
	suffixes map[lemmaKey]edit
}

type lemmaKey struct {
	class uint8
	text  string
}

// lemma returns the lemma of a form; lower is the form in lower case. known
// says whether a word is one: an ending alone cannot tell "provoked" (provoke)
// from "cooked" (cook).
func (l *lemmatiser) lemma(form, lower string, class int, pos doc.POS, known func(string) bool) string {
	base := lower
	if pos == doc.PROPN {
		base = form
	}
	e, listed := l.forms[lemmaKey{uint8(class), lower}]
	ok := listed
	if !ok {
		e, ok = l.ending(lower, class)
	}
	if !ok || e.cut > len(base) || e.cut == 0 && e.add == "" {
		return base
	}
	cut := len(base) - e.cut
	if cut < len(base) && !utf8.RuneStart(base[cut]) {
		return base
	}
	add := e.add
	if pos == doc.PROPN && cut == 0 && form != lower {
		add = title(add)
	}
	lemma := base[:cut] + add
	if pos != doc.VERB || listed || cut == 0 || known(lemma) && inflection(base[cut:], lemma, e.add) {
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
	for k := max(0, len(lower)-longestSuffix); k <= len(lower); k++ {
		if e, ok := l.suffixes[lemmaKey{uint8(class), lower[k:]}]; ok {
			return e, true
		}
	}
	return edit{}, false
}

func title(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}

// lemmaCounts gathers forms with their lemmas for training.
type lemmaCounts map[lemmaKey]map[edit]int

func (c lemmaCounts) add(form, lemma string, class int, pos doc.POS) {
	lower := strings.ToLower(form)
	if pos != doc.PROPN {
		lemma = strings.ToLower(lemma)
	} else if strings.EqualFold(form, lemma) {
		lemma = form // the case of headlines is no edit
	}
	from := lower
	if pos == doc.PROPN {
		from = form
	}
	k := lemmaKey{uint8(class), lower}
	if c[k] == nil {
		c[k] = map[edit]int{}
	}
	c[k][editOf(from, lemma)]++
}

// learn makes the tables: endings by type counts, kept where they say something
// else than the shorter ending, then the forms that the endings get wrong.
func (c lemmaCounts) learn() *lemmatiser {
	l := &lemmatiser{forms: map[lemmaKey]edit{}, suffixes: map[lemmaKey]edit{}}
	best := map[lemmaKey]edit{}
	endings := map[lemmaKey]map[edit]int{}
	for k, edits := range c {
		e := most(edits)
		best[k] = e
		for i := max(0, len(k.text)-longestSuffix); i <= len(k.text); i++ {
			s := lemmaKey{k.class, k.text[i:]}
			if endings[s] == nil {
				endings[s] = map[edit]int{}
			}
			endings[s][e]++
		}
	}
	keys := make([]lemmaKey, 0, len(endings))
	for k := range endings {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b lemmaKey) int {
		return cmp.Or(cmp.Compare(len(a.text), len(b.text)), cmp.Compare(a.class, b.class), cmp.Compare(a.text, b.text))
	})
	for _, k := range keys {
		e := most(endings[k])
		if len(k.text) > 0 && endings[k][e] < 2 || e.cut > len(k.text) && len(k.text) > 0 {
			continue
		}
		if short, ok := l.ending(k.text, int(k.class)); !ok || short != e {
			l.suffixes[k] = e
		}
	}
	for k, e := range best {
		if got, ok := l.ending(k.text, int(k.class)); !ok || got != e {
			l.forms[k] = e
		}
	}
	return l
}

// most returns the most frequent edit, the first in order among equals.
func most(edits map[edit]int) edit {
	var b edit
	n := 0
	for e, c := range edits {
		if c > n || c == n && e.String() < b.String() {
			b, n = e, c
		}
	}
	return b
}

// encodeEdits writes a table as sorted lines: class, text, edit.
func encodeEdits(m map[lemmaKey]edit) []byte {
	lines := make([]string, 0, len(m))
	for k, e := range m {
		lines = append(lines, fmt.Sprintf("%d\t%s\t%s\n", k.class, k.text, e))
	}
	slices.Sort(lines)
	return []byte(strings.Join(lines, ""))
}

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
