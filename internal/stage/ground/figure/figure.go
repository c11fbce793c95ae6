// Package figure reads how much: counts, sums of money, shares, distances,
// lengths of time and ranks, with what they are said of.
//
// It reads tokens, tags, trees and the layer Times, and adds the layer Figures.
// Numbers are read by package number; a unit is looked for right behind or
// before the number ("10-mile", "$2.2 billion"), else the noun that the number
// modifies in the tree is what is counted ("six summit meetings"). Vague words
// get the bounds that a row gives them ("dozens": 24 to 99). A bare number that
// is the object of a verb of harm counts people ("killed 190").
//
// An open bound is 0 where the other is not: "at least 12" has Low 12, High 0;
// "up to 50" has Low 0, High 50. A vague figure's Value is its Low.
//
// It gets wrong numbers in names it has never seen ("Studio 54" in small
// letters), scores of games, and sums spread over a sentence.
package figure

import (
	"errors"
	"io/fs"
	"slices"
	"strconv"
	"strings"

	"dragoman/internal/actors"
	"dragoman/internal/lexicon"
	"dragoman/internal/stage/ground/number"
	"dragoman/internal/stage/ground/scan"
)

// class is what a word is to a number near it.
type class uint8

const (
	sign     class = iota // "$"
	money                 // "dollars"
	measure               // "km"
	scale                 // "magnitude"
	person                // "soldiers"
	harm                  // "dead"
	harmVerb              // "kill"
	name                  // "Resolution"
	part                  // "rounds" of
)

var classes = map[string]class{"sign": sign, "money": money, "measure": measure, "scale": scale, "person": person, "harm": harm, "harmverb": harmVerb, "name": name, "part": part}

// word is one phrase of units.tsv.
type word struct {
	pieces []string
	class  class
	unit   string
}

// Reader reads figures. It is safe for use by several goroutines.
type Reader struct {
	num   *number.Reader
	words map[string][]word // by first piece, longer first
	told  map[string][]amount
}

// amount is a row of amounts.tsv: a phrase that is a figure by itself.
type amount struct {
	pieces []string
	num    number.Number
	unit   string
}

// New reads data/ground/units.tsv; the names of peoples ("33 Russians") come
// from the table of states.
func New(fsys fs.FS, num *number.Reader) (*Reader, error) {
	t, err := lexicon.Read(fsys, "ground/units.tsv", "words", "class", "unit", "example", "expect", "source")
	if err != nil {
		return nil, err
	}
	r := &Reader{num: num, words: map[string][]word{}, told: map[string][]amount{}}
	var faults []error
	for _, row := range t.Rows {
		c, ok := classes[row.Get("class")]
		if !ok {
			faults = append(faults, row.Errorf("class %q, expected one of sign money measure scale person harm harmverb name part", row.Get("class")))
			continue
		}
		for _, phrase := range row.List("words") {
			r.add(phrase, c, row.Get("unit"))
		}
	}
	if err := errors.Join(append(faults, r.readAmounts(fsys))...); err != nil {
		return nil, err
	}
	states, err := actors.LoadStates(fsys)
	if err != nil {
		return nil, err
	}
	for i := range states.All {
		for _, p := range states.All[i].Inhabitants {
			r.add(strings.ToLower(p), person, "person")
		}
	}
	return r, nil
}

func (r *Reader) readAmounts(fsys fs.FS) error {
	t, err := lexicon.Read(fsys, "ground/amounts.tsv", "words", "value", "low", "high", "vague", "unit", "example", "expect", "source")
	if err != nil {
		return err
	}
	for _, row := range t.Rows {
		low, err := strconv.ParseFloat(row.Get("low"), 64)
		if err != nil {
			return row.Errorf("low %q, expected a number", row.Get("low"))
		}
		high := 0.0
		if s := row.Get("high"); s != "" {
			if high, err = strconv.ParseFloat(s, 64); err != nil {
				return row.Errorf("high %q, expected a number", s)
			}
		}
		a := amount{pieces: strings.Fields(row.Get("words")), unit: row.Get("unit")}
		a.num = number.Number{Value: low, Low: low, High: high, Vague: row.Get("vague") != "", Spelled: true}
		r.told[a.pieces[0]] = append(r.told[a.pieces[0]], a)
	}
	return nil
}

func (r *Reader) add(phrase string, c class, unit string) {
	w := word{pieces: strings.Fields(phrase), class: c, unit: unit}
	list := append(r.words[w.pieces[0]], w)
	slices.SortStableFunc(list, func(a, b word) int { return len(b.pieces) - len(a.pieces) })
	r.words[w.pieces[0]] = list
}

// at returns the longest phrase of one of the classes at piece i.
func (r *Reader) at(ws []scan.Word, i int, want ...class) (word, bool) {
	if i < 0 || i >= len(ws) {
		return word{}, false
	}
	for _, w := range r.words[ws[i].Lower] {
		if slices.Contains(want, w.class) && startsWith(ws[i:], w.pieces) {
			return w, true
		}
	}
	return word{}, false
}

// is reports whether a single word has the class.
func (r *Reader) is(w string, c class) bool {
	for _, e := range r.words[w] {
		if e.class == c && len(e.pieces) == 1 {
			return true
		}
	}
	return false
}

func startsWith(ws []scan.Word, pieces []string) bool {
	if len(ws) < len(pieces) {
		return false
	}
	for k, p := range pieces {
		if ws[k].Lower != p {
			return false
		}
	}
	return true
}
