package ingest

import (
	"slices"
	"strings"
)

// How two findings are made one. go-trafilatura seldom takes what is no article, but
// loses leads that stand apart and what follows an advertisement; go-readability loses
// little and takes captions, standfirsts and teasers along. So the first is the
// measure: what only it has at the head or the foot goes (a standfirst, "Follow us on …"), and
// prose that only the second has is put in where it stands.
const (
	// fewestShared is the share of the first finding's words that the second must
	// have as well, or they speak of different things.
	fewestShared = 0.5
	// A tail that only the second finding has is the rest of the article where it is
	// neither short (a teaser) nor so long that it must be other articles.
	shortestTail = 0.5
	longestTail  = 3
	// standfirst is how many words a block at the head must have to be taken for
	// one; below, it may be a dateline.
	standfirst = 6
)

// merged makes one article of two findings.
func merged(a, b []block) []block {
	if len(a) == 0 {
		return b
	}
	if len(b) == 0 {
		return a
	}
	inB := runsOf(b)
	shared := 0
	for _, p := range a {
		if inB.has(p) {
			shared += p.words()
		}
	}
	if float64(shared) < fewestShared*float64(words(a)) {
		return a
	}
	inA := runsOf(a)
	a = inner(a, inB)
	stands := placesOf(a)
	var out, lost []block
	at := 0
	for _, p := range b {
		if !inA.has(p) {
			if p.prose() {
				lost = append(lost, p)
			}
			continue
		}
		k := stands.find(p, at)
		if k < 0 {
			continue // in a, but further up or at an end that went
		}
		out = append(out, a[at:k]...)
		out = append(out, lost...)
		out = append(out, a[k])
		lost, at = nil, k+1
	}
	out = append(out, a[at:]...)
	if n, all := float64(words(lost)), float64(words(a)); n > shortestTail*all && n < longestTail*all {
		out = append(out, lost...)
	}
	return out
}

// places are the blocks that each run of words stands in, in order.
type places map[string][]int

func placesOf(blocks []block) places {
	p := places{}
	for i, b := range blocks {
		for run := range eachRun(b.text) {
			if at := p[run]; len(at) == 0 || at[len(at)-1] != i {
				p[run] = append(at, i)
			}
		}
	}
	return p
}

// find returns which block, from the given one on, has more than half of a block's runs;
// -1 where none has.
func (p places) find(b block, from int) int {
	votes, all := map[int]int{}, 0
	for run := range eachRun(b.text) {
		all++
		at := p[run]
		if i, _ := slices.BinarySearch(at, from); i < len(at) {
			votes[at[i]]++
		}
	}
	for k, n := range votes {
		if n*2 > all {
			return k
		}
	}
	return -1
}

// inner drops the standfirst and the foot that the other finding does not have.
func inner(a []block, other runs) []block {
	for len(a) > 0 && !other.has(a[0]) && a[0].words() >= standfirst {
		a = a[1:]
	}
	for len(a) > 0 && !other.has(a[len(a)-1]) {
		a = a[:len(a)-1]
	}
	return a
}

func words(blocks []block) int {
	n := 0
	for _, b := range blocks {
		n += b.words()
	}
	return n
}

// runs are all runs of four words in a text, by which it is known that a block is part of
// it, however the text was cut.
type runs map[string]bool

const runLength = 4

func runsOf(blocks []block) runs {
	r := runs{}
	for _, b := range blocks {
		for run := range eachRun(b.text) {
			r[run] = true
		}
	}
	return r
}

// has reports whether more than half of a block is in the text.
func (r runs) has(b block) bool {
	all, known := 0, 0
	for run := range eachRun(b.text) {
		all++
		if r[run] {
			known++
		}
	}
	return known*2 > all
}

// eachRun yields the runs of a text; a shorter text is one run.
func eachRun(text string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		w := strings.Fields(strings.ToLower(text))
		for i := 0; i < max(1, len(w)-runLength+1); i++ {
			if !yield(strings.Join(w[i:min(i+runLength, len(w))], " ")) {
				return
			}
		}
	}
}
