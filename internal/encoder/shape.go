package encoder

import "unicode"

// shapes is the number of shapes that Shape can give, with some to spare; those
// of train/pieces.py.
const shapes = 20

// Kinds of spelling.
const (
	marks       = iota // of a window; no word has it
	lower              // "troops"
	capitalised        // "Moscow"
	capitals           // "NATO"
	initial            // "I", "A"
	mixed              // "McDonald", "iPhone"
	digits             // "1,200"
	withDigits         // "10-mile", "F16"
	other              // punctuation
)

// Shape says what pieces do not say of a word's spelling; glued tells that no
// blank stands before it.
func Shape(word string, glued bool) uint8 {
	s := uint8(2 * spelling(word))
	if glued {
		s++
	}
	return s
}

// Marked is the shape of a word that bears a mark, in a network that was taught
// marks (a number from 1: that the word is of the one asked about, of the other).
func Marked(shape, mark uint8) uint8 { return shape + shapes*mark }

func spelling(word string) int {
	letters, upper := 0, 0
	first, digit := false, false
	for _, r := range word {
		switch {
		case unicode.IsLetter(r):
			if unicode.IsUpper(r) {
				upper++
				first = first || letters == 0
			}
			letters++
		case unicode.IsDigit(r):
			digit = true
		}
	}
	switch {
	case letters == 0 && digit:
		return digits
	case letters == 0:
		return other
	case digit:
		return withDigits
	case upper == 0:
		return lower
	case upper == letters && letters > 1:
		return capitals
	case upper == letters:
		return initial
	case upper == 1 && first:
		return capitalised
	}
	return mixed
}
