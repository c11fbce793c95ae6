package repair

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Weights of a joint's place on the line.
const (
	onLine  = 2.5  // where the original line is likely to have ended
	offLine = -1.5 // in the middle of it
	slack   = 11   // characters by which lines differ in length
)

// lines is the grid of the original lines, where joints recur: a page set in
// lines of 60 characters that lost its line ends has one about every 60.
type lines struct {
	width int   // characters; 0 where joints come at no regular distance
	marks []int // byte offsets of accepted joints and starts of paragraphs, sorted
}

// fitLines finds the grid that the accepted joints lie on, if they lie on one.
func fitLines(text string, suspects []suspect, bar float64) lines {
	var joints []int
	for _, s := range suspects {
		for _, j := range s.joints {
			if j.passes(bar) {
				joints = append(joints, j.at)
			}
		}
	}
	if len(joints) < 6 {
		return lines{}
	}
	l := lines{marks: slices.Sorted(slices.Values(append(paragraphStarts(text), joints...)))}
	var gaps []int
	for _, at := range joints {
		if g := l.since(text, at); g >= 30 && g <= 110 {
			gaps = append(gaps, g)
		}
	}
	if len(gaps) < 4 {
		return lines{}
	}
	slices.Sort(gaps)
	median := gaps[len(gaps)/2]
	near := 0
	for _, g := range gaps {
		if g >= median-slack && g <= median+slack {
			near++
		}
	}
	if near*3 >= len(gaps)*2 {
		l.width = median
	}
	return l
}

func paragraphStarts(text string) []int {
	starts := []int{0}
	for i := 0; ; {
		k := strings.IndexByte(text[i:], '\n')
		if k < 0 {
			return starts
		}
		i += k + 1
		starts = append(starts, i)
	}
}

// since is the distance in characters from the mark before at.
func (l lines) since(text string, at int) int {
	i, _ := slices.BinarySearch(l.marks, at)
	if i == 0 {
		return 0
	}
	return distance(text, l.marks[i-1], at)
}

// until is the distance in characters to the mark behind at.
func (l lines) until(text string, at int) int {
	i, found := slices.BinarySearch(l.marks, at)
	if found {
		i++
	}
	if i == len(l.marks) {
		return 0
	}
	return distance(text, at, l.marks[i])
}

// distance counts characters; past a thousand the exact number says nothing.
func distance(text string, a, b int) int {
	return utf8.RuneCountInString(text[a:min(b, a+1000)])
}

// weight is what the place at says for a joint there.
func (l lines) weight(text string, at int) float64 {
	if l.width == 0 {
		return 0
	}
	near := func(d int) bool { return d >= l.width-slack && d <= l.width+slack }
	before, after := l.since(text, at), l.until(text, at)
	switch {
	case near(before) || near(after):
		return onLine
	case before < l.width-slack || after < l.width-slack && after > 0:
		return offLine
	}
	return 0
}
