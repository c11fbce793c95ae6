package actor

import (
	"errors"
	"io/fs"
	"strings"

	"dragoman/internal/actors"
	"dragoman/internal/lexicon"
	"dragoman/internal/places"
)

// knowledge is every table the stage uses. It is not written to after load.
type knowledge struct {
	*actors.Lexicon
	titles   map[string]title   // by form: folded for words, as written for capitals
	orgs     map[string]orgWord // by folded word
	refers   map[string][]refer // by folded form
	locative map[string]string  // preposition: place, motion
	governor map[string]bool    // verbs and nouns of movement
	visited  map[string]bool    // verbs whose object is a place
	personal map[string]bool    // verbs whose subject is a person
	wide     map[string]bool    // continents and seas, which are no state's
	places   *places.Index      // or nil
}

// title is a form of address or rank.
type title struct {
	full   string
	gender string // "m", "f" or empty
	sector string
}

// orgWord is a word that ends the names of organisations.
type orgWord struct{ sector, kind string }

// refer is a word that refers back; see data/lexicon/coref.tsv.
type refer struct {
	class  string
	plural bool
	gender string
	to     []string
}

func load(fsys fs.FS) (*knowledge, error) {
	lex, err := actors.Open(fsys)
	k := &knowledge{Lexicon: lex, titles: map[string]title{}, orgs: map[string]orgWord{}, refers: map[string][]refer{},
		locative: map[string]string{}, wide: map[string]bool{}, governor: map[string]bool{}, visited: map[string]bool{}, personal: map[string]bool{}}
	faults := []error{err}
	// Without a gazetteer cities are nobody's.
	if k.places, err = places.Read(fsys); !errors.Is(err, fs.ErrNotExist) {
		faults = append(faults, err)
	}
	rows := func(name string, each func(lexicon.Row) error, columns ...string) {
		t, err := lexicon.Read(fsys, name, append(columns, "example", "source")...)
		if err != nil {
			faults = append(faults, err)
			return
		}
		for _, r := range t.Rows {
			faults = append(faults, each(r))
		}
	}
	rows("lexicon/titles.tsv", func(r lexicon.Row) error {
		k.titles[strings.TrimSuffix(r.Get("form"), ".")] = title{r.Get("full"), r.Get("gender"), r.Get("sector")}
		return nil
	}, "form", "full", "gender", "sector")
	rows("lexicon/orgs.tsv", func(r lexicon.Row) error {
		k.orgs[r.Get("word")] = orgWord{r.Get("sector"), r.Get("kind")}
		return nil
	}, "word", "sector", "kind")
	rows("lexicon/coref.tsv", func(r lexicon.Row) error {
		f := r.Get("form")
		k.refers[f] = append(k.refers[f], refer{r.Get("class"), r.Get("number") == "pl", r.Get("gender"), r.List("refers")})
		return nil
	}, "form", "class", "number", "gender", "refers")
	rows("lexicon/locative.tsv", func(r lexicon.Row) error { return k.addLocative(r) }, "form", "class")
	rows("lexicon/persons.tsv", func(r lexicon.Row) error { k.personal[r.Get("lemma")] = true; return nil }, "lemma")
	rows("ground/regions.tsv", func(r lexicon.Row) error {
		if r.Get("country") == "" {
			for _, n := range append(r.List("aliases"), r.Get("name")) {
				k.wide[actors.Fold(n)] = true
			}
		}
		return nil
	}, "name", "aliases", "country")
	return k, errors.Join(faults...)
}

func (k *knowledge) addLocative(r lexicon.Row) error {
	switch f, class := r.Get("form"), r.Get("class"); class {
	case "place", "motion":
		k.locative[f] = class
	case "governor":
		k.governor[f] = true
	case "visit":
		k.visited[f] = true
	default:
		return r.Errorf("class %q, expected place, motion, governor or visit", class)
	}
	return nil
}

// referAs returns the row of a form in a class.
func (k *knowledge) referAs(form, class string) (refer, bool) {
	for _, f := range k.refers[form] {
		if f.class == class {
			return f, true
		}
	}
	return refer{}, false
}
