package copies

import (
	"cmp"
	"slices"
	"strings"
	"time"
	"unicode"
)

// Version is one of several texts that are copies of each other.
type Version struct {
	Text string
	Date time.Time // zero where it is not known
}

// Change is what a later version is to an earlier one.
type Change uint8

// Changes.
const (
	Repeat     Change = iota // nothing that is told has changed
	Update                   // it tells more
	Correction               // it tells otherwise: other figures, or it says so
)

func (c Change) String() string { return [...]string{"repeat", "update", "correction"}[c] }

// Figure is a number that two versions tell differently.
type Figure struct{ Old, New string }

// Sequence is how two versions follow each other.
type Sequence struct {
	Change  Change
	Swapped bool     // the second version is the earlier one
	Figures []Figure // that were changed
	Added   int      // words of sentences that the earlier has not
	Said    bool     // the later says itself what it is
}

// Follow says which of two copies is the later, and whether it updates, corrects
// or repeats the other. Where the dates do not tell (a paper prints both on one
// day), the one that says that it corrects or updates is the later, then the one
// that tells more.
//
// What a version says of itself decides. Else new sentences make an update,
// whatever figures have changed with them (the killed are now seven), and figures
// alone a correction.
func (r *Reader) Follow(a, b Version) Sequence {
	cueA, cueB := r.cue(a.Text), r.cue(b.Text)
	swapped := false
	switch {
	case !a.Date.IsZero() && !b.Date.IsZero() && !a.Date.Equal(b.Date):
		swapped = b.Date.Before(a.Date)
	case cueA != cueB:
		swapped = cueA > cueB
	default:
		// The longer tells more; of equal length, any order that is always the same.
		swapped = cmp.Or(cmp.Compare(len(a.Text), len(b.Text)), strings.Compare(a.Text, b.Text)) > 0 && a.Date.Equal(b.Date)
	}
	if swapped {
		a, b, cueA, cueB = b, a, cueB, cueA
	}
	s := Sequence{Swapped: swapped}
	s.Figures, s.Added = r.compare(a.Text, b.Text)
	switch {
	case cueB != Repeat && cueB != cueA:
		s.Change, s.Said = cueB, true
	case s.Added >= addedWords:
		s.Change = Update
	case len(s.Figures) > 0:
		s.Change = Correction
	}
	return s
}

// addedWords of new sentences are news: one sentence of some length.
const addedWords = 12

// cue is what a text says of itself at the start of a paragraph of its head (three
// paragraphs) or of its last paragraph.
func (r *Reader) cue(text string) Change {
	var paragraphs []string
	for p := range strings.SplitSeq(text, "\n") {
		if strings.TrimSpace(p) != "" {
			paragraphs = append(paragraphs, p)
		}
	}
	if len(paragraphs) > 5 {
		paragraphs = slices.Concat(paragraphs[:3], paragraphs[len(paragraphs)-2:])
	}
	found := Repeat
	for _, p := range paragraphs {
		words := plain(p[:min(len(p), 200)])
		for n := 1; n <= min(r.longest, len(words)); n++ {
			if c, ok := r.cues[strings.Join(words[:n], " ")]; ok && ownsParagraph(p, words[:n]) {
				found = max(found, c)
			}
		}
	}
	return found
}

// ownsParagraph reports whether a cue of one word is more than the first word of a
// sentence: "CORRECTED-Iran says", "Correction:", "(Adds comment)", but not "Updated
// forecasts show".
func ownsParagraph(p string, words []string) bool {
	p = strings.TrimSpace(p)
	if len(words) > 2 || strings.HasPrefix(p, "(") || strings.HasPrefix(p, "[") {
		return true
	}
	at := 0
	for range words {
		at += strings.IndexFunc(p[at:], isWordRune)
		if end := strings.IndexFunc(p[at:], func(r rune) bool { return !isWordRune(r) }); end >= 0 {
			at += end
		} else {
			return true
		}
	}
	rest := strings.TrimLeft(p[at:], " ")
	if rest == "" || strings.ContainsRune(":-–—.", []rune(rest)[0]) {
		return true
	}
	head := p[:at]
	return head == strings.ToUpper(head) && len(words) > 0 && !digits(words[len(words)-1]) && rest != strings.ToUpper(rest)
}

func isWordRune(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || r == '\'' || r == '’'
}

func digits(w string) bool { return strings.ContainsFunc(w, unicode.IsDigit) }

// plain cuts words, small and without marks: the figures keep theirs, "1,200",
// "3.5".
func plain(s string) []string {
	return strings.FieldsFunc(strings.ToLower(strings.NewReplacer("'", "", "’", "").Replace(s)), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '.' && r != ','
	})
}

// compare sets the sentences of two versions against each other: the figures that
// a sentence tells otherwise, and the words of sentences that are new.
func (r *Reader) compare(old, now string) (figures []Figure, added int) {
	before := r.lines(old)
	known := map[string]bool{}
	for _, l := range before {
		known[l.joined] = true
	}
	for _, l := range r.lines(now) {
		if known[l.joined] {
			continue
		}
		like, share := closest(l, before)
		if share < likeSentence {
			if len(l.words) >= proseWords {
				added += len(l.words)
			}
			continue
		}
		figures = append(figures, r.changed(like.words, l.words)...)
	}
	return slices.Compact(figures), added
}

type line struct {
	words  []string
	joined string
}

func (r *Reader) lines(text string) []line {
	sc := scanner{reader: r, keep: true}
	sc.scan(text)
	var out []line
	for _, s := range sc.sentences {
		if s.prose {
			w := sc.spelled[s.from:s.to]
			out = append(out, line{w, strings.Join(w, " ")})
		}
	}
	return out
}

// likeSentence is the share of words by which a sentence is an edited one.
const likeSentence = 0.6

// closest finds the line that has most words in common with l, as a share of the
// words of both.
func closest(l line, among []line) (best line, share float64) {
	mine := map[string]int{}
	for _, w := range l.words {
		mine[w]++
	}
	for _, o := range among {
		if n := float64(2*min(len(o.words), len(l.words))) / float64(len(o.words)+len(l.words)); n <= share {
			continue // cannot be closer
		}
		left := map[string]int{}
		same := 0
		for _, w := range o.words {
			if left[w] < mine[w] {
				left[w]++
				same++
			}
		}
		if s := float64(2*same) / float64(len(o.words)+len(l.words)); s > share {
			best, share = o, s
		}
	}
	return best, share
}

// changed finds the figures in places where two sentences part: "killed [five|7]
// people".
func (r *Reader) changed(old, now []string) []Figure {
	// The length of the longest common sequence of what follows i and j.
	n, m := len(old), len(now)
	longest := make([]int, (n+1)*(m+1))
	for i := n - 1; i >= 0; i-- {
		for j := m - 1; j >= 0; j-- {
			if old[i] == now[j] {
				longest[i*(m+1)+j] = 1 + longest[(i+1)*(m+1)+j+1]
			} else {
				longest[i*(m+1)+j] = max(longest[(i+1)*(m+1)+j], longest[i*(m+1)+j+1])
			}
		}
	}
	var found []Figure
	for i, j := 0, 0; i < n && j < m; {
		if old[i] == now[j] {
			i, j = i+1, j+1
			continue
		}
		var a, b []string
		for (i < n || j < m) && (i == n || j == m || old[i] != now[j]) {
			if j == m || i < n && longest[(i+1)*(m+1)+j] >= longest[i*(m+1)+j+1] {
				a, i = append(a, old[i]), i+1
			} else {
				b, j = append(b, now[j]), j+1
			}
		}
		a, b = r.figures(a), r.figures(b)
		for k := range min(len(a), len(b)) {
			found = append(found, Figure{a[k], b[k]})
		}
	}
	return found
}

func (r *Reader) figures(words []string) []string {
	return slices.DeleteFunc(words, func(w string) bool {
		_, ok := r.numbers[hashWord(w)]
		return !ok && !digits(w)
	})
}
