package score

import (
	"slices"
	"sort"
	"unicode"

	"dragoman"
)

// align maps the offsets of one text to those of another, in code points; nil
// maps every offset to itself.
type align []int

func (a align) span(s dragoman.Span) span {
	if a == nil || s.End <= s.Start {
		return span{s.Start, s.End}
	}
	// The end goes by the last code point, for behind it another word may begin.
	return span{a[s.Start], a[s.End-1] + 1}
}

// alignTo aligns two texts of the same report, which may differ in spacing, in
// repairs, or in what was left out: by the words that are in each of them
// once and in the same order (the anchors of a patience diff), and by the equal
// words around these. What has no counterpart maps to the place behind the last
// word that has. It reports false where less than half of the words have one.
//
// A record without a text is taken to point into the gold's.
func alignTo(from, to string) (align, bool) {
	if from == to || from == "" || to == "" {
		return nil, true
	}
	f, t := cut(from), cut(to)
	pair := anchors(f, t)
	extend(f, t, pair)
	out, paired, at := make(align, len([]rune(from))+1), 0, 0
	i := 0
	for k, w := range f {
		for ; i < w.start; i++ {
			out[i] = at
		}
		j := pair[k]
		if j < 0 {
			continue
		}
		paired++
		for ; i < w.end; i++ {
			out[i] = t[j].start + i - w.start
		}
		at = t[j].end
	}
	for ; i < len(out); i++ {
		out[i] = at
	}
	return out, 2*paired >= min(len(f), len(t))
}

// token is a word of a text, or another sign.
type token struct {
	span
	text string
}

// inWord reports whether a sign is part of a word.
func inWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) }

func cut(s string) []token {
	var out []token
	text := []rune(s)
	for i := 0; i < len(text); {
		j := i + 1
		for inWord(text[i]) && j < len(text) && inWord(text[j]) {
			j++
		}
		if !unicode.IsSpace(text[i]) {
			out = append(out, token{span{i, j}, string(text[i:j])})
		}
		i = j
	}
	return out
}

// anchors pairs the tokens that are in both lists once: the longest run of them
// that is in order in both. Others get -1.
func anchors(f, t []token) []int {
	once := func(all []token) map[string]int {
		at := map[string]int{}
		for i, x := range all {
			if _, seen := at[x.text]; seen {
				i = -1
			}
			at[x.text] = i
		}
		return at
	}
	inF, inT := once(f), once(t)
	var ends []int                // by length, the token of f that ends the run whose end in t is least
	before := make([]int, len(f)) // in the run
	for i, x := range f {
		j, ok := inT[x.text]
		if inF[x.text] != i || !ok || j < 0 {
			continue
		}
		n := sort.Search(len(ends), func(k int) bool { return inT[f[ends[k]].text] > j })
		before[i] = -1
		if n > 0 {
			before[i] = ends[n-1]
		}
		if n == len(ends) {
			ends = append(ends, 0)
		}
		ends[n] = i
	}
	pair := slices.Repeat([]int{-1}, len(f))
	if len(ends) > 0 {
		for i := ends[len(ends)-1]; i >= 0; i = before[i] {
			pair[i] = inT[f[i].text]
		}
	}
	return pair
}

// extend pairs equal tokens next to paired ones, first behind and then before
// them, and from both ends of the texts.
func extend(f, t []token, pair []int) {
	taken := make([]bool, len(t))
	for _, j := range pair {
		if j >= 0 {
			taken[j] = true
		}
	}
	try := func(i, j int) {
		if pair[i] < 0 && j >= 0 && j < len(t) && !taken[j] && f[i].text == t[j].text {
			pair[i], taken[j] = j, true
		}
	}
	next := 0 // the token of t that follows the last paired one
	for i := range f {
		try(i, next)
		if pair[i] >= 0 {
			next = pair[i] + 1
		}
	}
	next = len(t) - 1
	for i := len(f) - 1; i >= 0; i-- {
		try(i, next)
		if pair[i] >= 0 {
			next = pair[i] - 1
		}
	}
}
