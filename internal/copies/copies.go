// Package copies tells which texts are copies of one text: the story of a wire
// that forty papers print is one teller, not forty.
//
// A text is reduced to a Sketch of a few hundred bytes. Two sketches alone say
// whether their texts are the same (blanks, letter case, punctuation, headline,
// dateline and credit lines aside), nearly the same (some sentences edited), or
// one the other cut short (a paper prints the first three paragraphs of ten). So
// the groups that links make do not depend on the order in which texts come.
//
// Method: runs of four words are hashed into 128 bins, of each of which the least
// is kept (one-permutation MinHash, Li, Owen and Zhang 2012; empty bins filled as
// in Shrivastava 2017), as one byte (b-bit MinHash, Li and König 2010): the share
// of equal bins estimates the Jaccard index of the runs. Whole sentences are kept
// as hashes, for texts of which one holds the other. Figures are kept as well: the
// notices of a stock exchange differ in them alone and are no copies.
//
// What it gets wrong: a notice shorter than 25 words is a copy only where all of
// it agrees, so give the headline with the text ("Text" of a record has it); a
// story rewritten sentence by sentence is not known as a copy; a round-up that
// holds two short stories whole joins them in one group.
package copies

import "time"

// Window is how far apart copies are printed, where the days of both are known:
// of the copies in a year of a wire, those further apart are notices that recur
// word for word ("The central bank left its rates unchanged"). Who links texts
// looks to it; Same does not know of days.
const Window = 7 * 24 * time.Hour

// Kind is how two texts hang together.
type Kind uint8

// Kinds of copies.
const (
	Different Kind = iota
	SameText       // word for word, furniture aside
	NearCopy       // some sentences edited, added or left out
	CutCopy        // the shorter is the longer cut
)

func (k Kind) String() string { return [...]string{"different", "same", "near", "cut"}[k] }

// What makes a copy. The figures were chosen on texts of the wires of 1987 and of
// Wikinews, looked through by hand, and lie well above what two stories of one
// matter share (two reports of one session: .1 to .3).
const (
	longJaccard   = 0.55 // of runs of four words: one word in six edited
	briefJaccard  = 0.70 // of texts under briefWords
	noticeJaccard = 0.85 // of texts under noticeWords
	sameFigures   = 0.60 // share of the figures of the text that has fewer; of briefs, more
	cutShare      = 0.75 // of the words of the shorter text that stand in sentences of the longer
	cutWords      = 40   // in such sentences at least
	leadWords     = 12   // or in all of its sentences, if one has a name: a paper prints the lead alone
	cutLength     = 0.80 // a copy shorter than this, by the longer, is a cut one
	briefWords    = 120  // texts as short as this are alike by their form: "is being awarded a contract for"
	noticeWords   = 25   // fewer words are a notice, not a story
	sureJaccard   = 0.85 // a brief so like another may differ in its only figure, "killed seven"
	sureWords     = 60   // if it is as long as this
)

// Same says how the texts of two sketches hang together, and the share of words
// that they have in common, 0 to 1: of both, or of the shorter where it is a cut
// copy. It is symmetric.
func Same(a, b *Sketch) (Kind, float64) {
	if a.Words == 0 || b.Words == 0 {
		return Different, 0
	}
	short, long := minmax(int(a.Words), int(b.Words))
	hasName := common(a.Sentences, b.Sentences, isNamed) > 0
	if a.Whole == b.Whole || a.Body != 0 && a.Body == b.Body && (short >= noticeWords || hasName) {
		return SameText, 1
	}
	shared := common(a.Figures, b.Figures, func(uint16) int { return 1 })
	few, many := minmax(len(a.Figures), len(b.Figures))
	held, words := heldShare(a, b)
	if held >= cutShare && words >= cutWords && agree(shared, few) || held == 1 && words >= leadWords && hasName {
		if float64(short) < cutLength*float64(long) {
			return CutCopy, held
		}
		return NearCopy, held
	}
	j := jaccard(a, b)
	switch {
	case j < needed(short):
		return Different, 0
	case short < noticeWords:
		if shared < many || a.Body != 0 || b.Body != 0 {
			return Different, 0
		}
	case long < briefWords:
		if !agree(shared, many) && !(few == 1 && j >= sureJaccard && short >= sureWords) {
			return Different, 0
		}
	case !agree(shared, few):
		return Different, 0
	}
	return NearCopy, j
}

// agree reports whether texts may tell the same numbers. "Treasury balances fell to
// 3.036 billion dollars on March 5" is printed every day, with other figures.
func agree(shared, of int) bool { return float64(shared) >= sameFigures*float64(of) }

func minmax(a, b int) (int, int) { return min(a, b), max(a, b) }

// needed is the Jaccard index that makes near copies of texts of this length.
func needed(words int) float64 {
	switch {
	case words < noticeWords:
		return noticeJaccard
	case words < briefWords:
		return briefJaccard
	}
	return longJaccard
}

// heldShare is the share of the words of the shorter text that stand in sentences
// which the other has too, and how many words that is.
func heldShare(a, b *Sketch) (share float64, words int) {
	words = common(a.Sentences, b.Sentences, sentenceWords)
	return float64(words) / float64(max(1, min(allWords(a), allWords(b)))), words
}

func allWords(s *Sketch) int {
	sum := 0
	for _, h := range s.Sentences {
		sum += sentenceWords(h)
	}
	return sum
}

// common weighs what two sorted lists have in common.
func common[T uint16 | uint32](a, b []T, weight func(T) int) int {
	sum := 0
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0] < b[0]:
			a = a[1:]
		case a[0] > b[0]:
			b = b[1:]
		default:
			sum += weight(a[0])
			a, b = a[1:], b[1:]
		}
	}
	return sum
}

// jaccard estimates the Jaccard index of the runs of words of two texts. Bytes of
// different runs are equal once in 256 bins, which is taken off.
func jaccard(a, b *Sketch) float64 {
	equal := 0
	for i := range a.Bins {
		if a.Bins[i] == b.Bins[i] {
			equal++
		}
	}
	const chance = 1.0 / 256
	return max(0, (float64(equal)/bins-chance)/(1-chance))
}
