// Package number reads amounts as English writes them: "2,000", "5.7 million",
// "two hundred and six", "twenty-five", "half a dozen", "tens of thousands",
// "two thirds", "the fifth", with the words before that bound them ("at least",
// "nearly"). The words are rows of data/ground/numbers.tsv; here is only how
// they combine: units add, scales multiply, larger scales part smaller ones.
//
// It gets wrong figures in other writings than Western digits, and sums told
// in words ("a hundred or two").
package number

import (
	"errors"
	"io/fs"
	"strconv"
	"strings"

	"dragoman/internal/lexicon"
	"dragoman/internal/stage/ground/scan"
)

// Kind says what sort of number was read.
type Kind uint8

// The kinds of numbers.
const (
	Cardinal Kind = iota
	Fraction      // "half", "two thirds"
	Ordinal       // "first", "21st"
)

// Number is an amount read from the pieces [First, Last).
type Number struct {
	First, Last int
	Kind        Kind
	Value       float64
	// Low and High bound the amount. An open end is 0 where the other is
	// not: "at least 12" is 12 and 0, "up to 50" is 0 and 50.
	Low, High float64
	Vague     bool // "dozens": Value is Low, the least it may be
	Spelled   bool // written in words only
	Scaled    bool // holds "million" or the like, or a comma: no year, no clock
}

// class is what a row of the table says of a phrase.
type class uint8

const (
	one class = iota
	ten
	scale
	set
	vague
	part
	ordinal
	approx
)

var classes = map[string]class{"one": one, "ten": ten, "scale": scale, "set": set, "vague": vague, "part": part, "ordinal": ordinal, "approx": approx}

// entry is one phrase of the table in one class.
type entry struct {
	words     []string
	class     class
	value     float64
	low, high float64
	bound     string // of approx: low high near
}

// Reader reads numbers by the words of the table.
type Reader struct {
	by map[string][]entry // by first word, longer phrases first
}

// New reads data/ground/numbers.tsv.
func New(fsys fs.FS) (*Reader, error) {
	t, err := lexicon.Read(fsys, "ground/numbers.tsv", "words", "class", "value", "low", "high", "example", "expect", "source")
	if err != nil {
		return nil, err
	}
	r := &Reader{by: map[string][]entry{}}
	var faults []error
	for _, row := range t.Rows {
		if err := r.add(row); err != nil {
			faults = append(faults, err)
		}
	}
	return r, errors.Join(faults...)
}

func (r *Reader) add(row lexicon.Row) error {
	c, ok := classes[row.Get("class")]
	if !ok {
		return row.Errorf("class %q, expected one ten scale set vague part ordinal approx", row.Get("class"))
	}
	e := entry{class: c, bound: row.Get("value")}
	for _, f := range []struct {
		cell string
		into *float64
	}{{"value", &e.value}, {"low", &e.low}, {"high", &e.high}} {
		cell := row.Get(f.cell)
		if cell == "" || c == approx {
			continue
		}
		v, err := strconv.ParseFloat(cell, 64)
		if err != nil {
			return row.Errorf("%s %q, expected a number", f.cell, cell)
		}
		*f.into = v
	}
	for _, phrase := range row.List("words") {
		e.words = strings.Fields(phrase)
		list := append(r.by[e.words[0]], e)
		// longer first, so that "tens of thousands" wins over "tens"
		for i := len(list) - 1; i > 0 && len(list[i].words) > len(list[i-1].words); i-- {
			list[i], list[i-1] = list[i-1], list[i]
		}
		r.by[e.words[0]] = list
	}
	return nil
}

// find returns the longest phrase of one of the classes at piece i.
func (r *Reader) find(ws []scan.Word, i int, want ...class) (entry, int) {
	if i >= len(ws) {
		return entry{}, 0
	}
	for _, e := range r.by[ws[i].Lower] {
		if !in(e.class, want) || !matches(ws, i, e.words) {
			continue
		}
		return e, len(e.words)
	}
	return entry{}, 0
}

func in(c class, want []class) bool {
	for _, w := range want {
		if c == w {
			return true
		}
	}
	return false
}

func matches(ws []scan.Word, i int, words []string) bool {
	if i+len(words) > len(ws) {
		return false
	}
	for k, w := range words {
		if ws[i+k].Lower != w {
			return false
		}
	}
	return true
}

// Approx returns how many pieces at i bound the number behind them: 2 for "at
// least 12", 0 where nothing does.
func (r *Reader) Approx(ws []scan.Word, i int) int {
	_, n := r.find(ws, i, approx)
	return n
}

// Starts reports whether a number, or a word that bounds one, can start with
// the word.
func (r *Reader) Starts(word string) bool {
	return word == "a" || word == "an" || r.by[word] != nil
}
