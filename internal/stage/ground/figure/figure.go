// Package figure reads how much: counts, sums of money, shares, distances,
// lengths of time and ranks, with what they are said of.
//
// It reads tokens, tags, trees, predicates, actors and times, and adds the layer
// Figures.
// Numbers are read by package number; a unit is looked for right behind or
// before the number ("10-mile", "$2.2 billion"), else the noun that the number
// modifies in the tree is what is counted ("six summit meetings"). Vague words
// get the bounds that a row gives them ("dozens": 24 to 99). A bare number that
// is the object of a verb of harm counts people ("killed 190").
//
// What a figure is said of is told by its own phrase ("$50 million in aid", "a
// range of 700 km") or by its clause: the subject of a verb of standing ("inflation
// reached 7.5 percent"), what a word of change moves ("Norway cut its aid to 5
// million"). In a change every figure is an entry of its own, with its part (from,
// to or by) and the way (rise or fall); the one reached knows the one it came from.
// A date right behind a figure dates it, or the only one of its clause. It concerns
// the actors that own or name what it is said of.
//
// An open bound is 0 where the other is not: "at least 12" has Low 12, High 0;
// "up to 50" has Low 0, High 50. A vague figure's Value is its Low.
//
// It gets wrong numbers in names it has never seen ("Studio 54" in small
// letters), scores of games that a verb of voting stands near ("approved the 2-1
// win"), ages without a unit, and sums spread over a sentence.
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
	each                  // "share" in "$5 a share"
	made                  // "seat" in "a 120-seat chamber"
	crowd                 // "toll": its number is of people
	quantity              // "price" of
	ballot                // "voted" 71 to 26
	body                  // "family": counted as such, though people
)

var classes = map[string]class{"sign": sign, "money": money, "measure": measure, "scale": scale, "person": person, "harm": harm, "harmverb": harmVerb, "name": name, "part": part, "each": each, "made": made, "crowd": crowd, "quantity": quantity, "ballot": ballot, "body": body}

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
	moved map[string][]change          // words of changes.tsv
	coins map[string]map[string]string // word, state: ISO 4217
}

// amount is a row of amounts.tsv: a phrase that is a figure by itself.
type amount struct {
	pieces []string
	num    number.Number
	unit   string
	verb   bool   // a figure only as a verb: "double"
	way    string // of a change: rise or fall
}

// New reads data/ground/units.tsv; the names of peoples ("33 Russians") come
// from the table of states.
func New(fsys fs.FS, num *number.Reader) (*Reader, error) {
	t, err := lexicon.Read(fsys, "ground/units.tsv", "words", "class", "unit", "example", "expect", "source")
	if err != nil {
		return nil, err
	}
	r := &Reader{num: num, words: map[string][]word{}, told: map[string][]amount{}, moved: map[string][]change{}, coins: map[string]map[string]string{}}
	var faults []error
	for _, row := range t.Rows {
		c, ok := classes[row.Get("class")]
		if !ok {
			faults = append(faults, row.Errorf("class %q, expected one of sign money measure scale person harm harmverb name part each made crowd quantity ballot body", row.Get("class")))
			continue
		}
		for _, phrase := range row.List("words") {
			r.add(phrase, c, row.Get("unit"))
		}
	}
	if err := errors.Join(append(faults, r.readAmounts(fsys), r.readChanges(fsys), r.readCurrencies(fsys), r.readPeoples(fsys), r.readAgents(fsys))...); err != nil {
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
	t, err := lexicon.Read(fsys, "ground/amounts.tsv", "words", "value", "low", "high", "vague", "unit", "pos", "change", "example", "expect", "source")
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
		for _, phrase := range row.List("words") {
			a := amount{pieces: strings.Fields(phrase), unit: row.Get("unit"), verb: row.Get("pos") == "verb", way: row.Get("change")}
			a.num = number.Number{Value: low, Low: low, High: high, Vague: row.Get("vague") != "", Spelled: true}
			r.told[a.pieces[0]] = append(r.told[a.pieces[0]], a)
		}
	}
	return nil
}

// readCurrencies reads which state's pesos are which.
func (r *Reader) readCurrencies(fsys fs.FS) error {
	t, err := lexicon.Read(fsys, "ground/currencies.tsv", "words", "state", "unit", "example", "expect", "source")
	if err != nil {
		return err
	}
	for _, row := range t.Rows {
		for _, w := range row.List("words") {
			if r.coins[w] == nil {
				r.coins[w] = map[string]string{}
			}
			r.coins[w][row.Get("state")] = row.Get("unit")
		}
	}
	return nil
}

// readPeoples makes the names of peoples count people: "200 Hutus".
func (r *Reader) readPeoples(fsys fs.FS) error {
	t, err := lexicon.Read(fsys, "lexicon/peoples.tsv", "name", "plural")
	if err != nil {
		return err
	}
	for _, row := range t.Rows {
		for _, p := range append(row.List("plural"), row.Get("name")) {
			r.add(strings.ToLower(p), person, "person")
		}
	}
	return nil
}

// readAgents makes people of what acts without a name: "40 shopkeepers". Groups
// are counted as such: "two delegations".
func (r *Reader) readAgents(fsys fs.FS) error {
	t, err := lexicon.Read(fsys, "lexicon/agents.tsv", "lemma", "plural", "kind")
	if err != nil {
		return err
	}
	for _, row := range t.Rows {
		w := strings.ToLower(row.Get("lemma"))
		switch row.Get("kind") {
		case "people", "person", "official", "leader":
			if strings.Contains(w, " ") || r.is(w, person) || r.is(w, body) {
				continue
			}
			r.add(w, person, "person")
			for _, p := range row.List("plural") {
				if p = strings.ToLower(p); p != w {
					r.add(p, person, "person")
				}
			}
		}
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
