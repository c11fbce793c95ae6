// Package repair mends the damage that scraping does to the text of a report:
// words glued where lines were joined ("begana historic visit", "NorthKorean",
// "$50million"), letter-spaced datelines ("S E O U L"), words hyphenated at a
// line end, characters decoded with the wrong table ("â€™").
//
// Glued words are found by a noisy channel over the joint, as in spelling
// correction (Kernighan, Church and Gale 1990): a token that the vocabulary
// does not know is split in two where the probability of the two words side by
// side, times that of a joint in this text, beats the probability of an unknown
// word of its length. How likely a joint is, the text itself says: one with
// forty sure joints has more, one without any has hardly one. Capitals inside
// a word, digits against letters and names met elsewhere in the text are
// further evidence.
//
// What it gets wrong: joints that give a real word ("may or" read as "mayor")
// are never seen; a joint with an unknown name on one side is split only in a
// text that is plainly damaged; three words in one are not split.
package repair

import (
	"fmt"
	"io/fs"

	"dragoman/internal/doc"
)

// Repairer mends texts. It is safe for use by several goroutines.
type Repairer struct {
	vocab *vocabulary
	affix affixes
}

// New reads the vocabulary under vocab/.
func New(fsys fs.FS) (*Repairer, error) {
	v, err := loadVocabulary(fsys)
	if err != nil {
		return nil, fmt.Errorf("repair: %w", err)
	}
	a, err := loadAffixes(fsys, v)
	if err != nil {
		return nil, fmt.Errorf("repair: %w", err)
	}
	return &Repairer{v, a}, nil
}

// Repair returns the mended text and what was changed, in order; the offsets of
// the repairs point into raw, and carrying them out on raw gives fixed, but for
// a line end that moved behind a word hyphenated at it. Paragraphs of raw are
// parted by blank lines. Text without damage comes back as it was.
func (r *Repairer) Repair(raw string) (fixed string, repairs []doc.Repair) {
	fixed = raw
	var edits []edit
	// In this order: a joint shows only once the characters are right, and the
	// halves of a hyphenated word would pass for unknown words.
	for _, pass := range []func(string) []edit{decodeMojibake, r.joinHyphens, r.joinLetters, r.partGlued} {
		if found := pass(fixed); len(found) > 0 {
			edits = compose(fixed, edits, found)
			fixed = apply(fixed, found)
		}
	}
	return fixed, record(raw, edits)
}
