package factual

import (
	"errors"
	"io/fs"
	"strconv"
	"strings"

	"dragoman/internal/doc"
	"dragoman/internal/lexicon"
)

// eras are names of what is history, with the year by which it was over.
type eras struct {
	phrases
	until map[string]int // by the words as the table has them
}

func readEras(fsys fs.FS) (eras, error) {
	const file = "attrib/eras.tsv"
	e := eras{until: map[string]int{}}
	var fault error
	if e.phrases, fault = readPhrases(fsys, file); fault != nil {
		return e, fault
	}
	t, err := lexicon.Read(fsys, file, "words", "until")
	if err != nil {
		return e, err
	}
	faults := []error{}
	for _, row := range t.Rows {
		year, err := strconv.Atoi(row.Get("until"))
		if err != nil {
			faults = append(faults, row.Errorf("until %q, expected a year", row.Get("until")))
		}
		for _, w := range row.List("words") {
			e.until[w] = year
		}
	}
	return e, errors.Join(faults...)
}

// find is the number of tokens of the name that begins at token t, or 0, and the year by
// which what it names was over.
func (e eras) find(d *doc.Document, t int) (n, until int) {
	words := e.longest(d, t)
	if words == nil {
		return 0, 0
	}
	return len(words), e.until[strings.Join(words, " ")]
}
