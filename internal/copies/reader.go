package copies

import (
	"fmt"
	"io/fs"
	"strings"

	"dragoman/internal/lexicon"
)

// Reader makes sketches and reads how a text follows another.
type Reader struct {
	numbers map[uint64]uint64 // hash of "seven" to that of "7"
	cues    map[string]Change // words at the start of a paragraph
	longest int               // words of a cue
}

// New reads the words for numbers (ground/numbers.tsv) and the words by which a
// report says that it corrects another (reading/updates.tsv).
func New(fsys fs.FS) (*Reader, error) {
	r := &Reader{numbers: map[uint64]uint64{}, cues: map[string]Change{}}
	table, err := lexicon.Read(fsys, "ground/numbers.tsv", "words", "class", "value")
	if err != nil {
		return nil, err
	}
	for _, row := range table.Rows {
		// "one" to "ninety" are figures. Sketches lie in ledgers: another choice is
		// another version of the sketch.
		if class := row.Get("class"); class == "one" || class == "ten" {
			for _, w := range row.List("words") {
				r.numbers[hashWord(w)] = hashWord(row.Get("value"))
			}
		}
	}
	if table, err = lexicon.Read(fsys, "reading/updates.tsv", "words", "kind", "example", "source"); err != nil {
		return nil, err
	}
	kinds := map[string]Change{"correction": Correction, "update": Update, "repeat": Repeat}
	for _, row := range table.Rows {
		kind, ok := kinds[row.Get("kind")]
		if !ok {
			return nil, row.Errorf("kind %q, expected correction, update or repeat", row.Get("kind"))
		}
		for _, w := range row.List("words") {
			words := plain(w)
			r.cues[strings.Join(words, " ")] = kind
			r.longest = max(r.longest, len(words))
		}
	}
	if len(r.numbers) == 0 {
		return nil, fmt.Errorf("copies: ground/numbers.tsv has no words of class one")
	}
	return r, nil
}

func hashWord(w string) uint64 {
	h := offset
	for i := range len(w) {
		h = (h ^ uint64(w[i])) * prime
	}
	return mix(h)
}
