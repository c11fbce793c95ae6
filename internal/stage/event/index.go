package event

import (
	"sort"

	"dragoman/internal/doc"
)

// index answers what stands at a token; one pass over the layers fills it.
type index struct {
	d       *doc.Document
	heads   []int32 // 1 + widest mention headed by a token
	inside  []int32 // 1 + mention that covers a token, where it heads none
	places  []int32 // 1 + place over a token
	figures []int32 // 1 + figure over a token
	times   []int   // head token of each time expression
	named   []bool  // actors that the text calls by a name
}

func newIndex(d *doc.Document) index {
	n := len(d.Tokens)
	ix := index{d: d, heads: make([]int32, n), inside: make([]int32, n), places: make([]int32, n), figures: make([]int32, n), named: make([]bool, len(d.Actors))}
	for k := range d.Mentions {
		m := &d.Mentions[k]
		if old := ix.heads[m.Head]; old == 0 || m.Last-m.First > d.Mentions[old-1].Last-d.Mentions[old-1].First {
			ix.heads[m.Head] = int32(k + 1)
		}
		if m.As == doc.AsName {
			for _, a := range m.Actors {
				ix.named[a] = true
			}
			for t := m.First; t < m.Last; t++ {
				ix.inside[t] = int32(k + 1)
			}
		}
	}
	for k := range d.Places {
		ix.cover(ix.places, d.Places[k].Span, k)
	}
	for k := range d.Figures {
		ix.cover(ix.figures, d.Figures[k].Span, k)
	}
	for k := range d.Times {
		first, last := ix.tokens(d.Times[k].Span)
		ix.times = append(ix.times, ix.headOf(first, last))
	}
	return ix
}

func (ix *index) mention(t int) int {
	if k := ix.heads[t]; k > 0 {
		return int(k) - 1
	}
	// Trees of names differ ("Kim" or "Il" may head "Kim Jong Il"), so any
	// token of a name stands for it.
	return int(ix.inside[t]) - 1
}
func (ix *index) place(t int) int  { return int(ix.places[t]) - 1 }
func (ix *index) figure(t int) int { return int(ix.figures[t]) - 1 }

// tokens returns the tokens under a span, half-open.
func (ix *index) tokens(s doc.Span) (first, last int) {
	toks := ix.d.Tokens
	first = sort.Search(len(toks), func(i int) bool { return toks[i].End > s.Start })
	last = sort.Search(len(toks), func(i int) bool { return toks[i].Start >= s.End })
	return first, last
}

func (ix *index) cover(at []int32, s doc.Span, k int) {
	first, last := ix.tokens(s)
	for t := first; t < last; t++ {
		at[t] = int32(k + 1)
	}
}

// headOf returns the token of a stretch that hangs outside it, or -1.
func (ix *index) headOf(first, last int) int {
	for t := first; t < last; t++ {
		if h := ix.d.Arcs[t].Head; h < first || h >= last {
			return t
		}
	}
	return -1
}
