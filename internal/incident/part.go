package incident

import (
	"cmp"
	"math"
	"slices"
)

// Most is how many events that hang together by links are parted by how alike they are.
// Of more, those of one day are taken for one act: who fights does so every day, and
// what an event costs does not grow with what is known.
const Most = 100

// enough is the mean likeness of two groups of tellings of one act, in millionths. By links
// alone "imposed sanctions in March" makes one act of the sanctions of the 17th and those
// of the 21st. By folds of the tune part any value from .25 to .4 is as good.
const enough = 300_000

// Part parts events that hang together by links into acts: it returns for each event the
// place of the first one of its act. Groups that are most alike in the mean are joined
// first (average linkage), all at once where several pairs are equally alike, so that
// the order of the events is no matter.
func Part(events []*Features) []int { return part(events, Likeness) }

func part(events []*Features, likeness func(a, b *Features) float64) []int {
	if len(events) > Most {
		return partBy(events, func(f *Features) int32 { return f.From })
	}
	n := len(events)
	of := make([]int, n)
	for i := range of {
		of[i] = i
	}
	sums := make([][]uint64, n) // of likenesses between groups, at the places of their first events
	size := make([]uint64, n)
	for i := range sums {
		sums[i], size[i] = make([]uint64, n), 1
		for k := range i {
			sums[i][k] = uint64(math.Round(likeness(events[i], events[k]) * 1e6)) // whole, so that sums do not hang on their order
			sums[k][i] = sums[i][k]
		}
	}
	groups := slices.Clone(of)
	for len(groups) > 1 {
		best, alike := fraction{enough, 1}, [][2]int(nil)
		for x, i := range groups {
			for _, k := range groups[:x] {
				switch f := (fraction{sums[i][k], size[i] * size[k]}); f.compare(best) {
				case 1:
					best, alike = f, append(alike[:0], [2]int{k, i})
				case 0:
					alike = append(alike, [2]int{k, i})
				}
			}
		}
		if len(alike) == 0 {
			break
		}
		for _, pair := range alike {
			into, from := of[pair[0]], of[pair[1]]
			if into == from {
				continue
			}
			into, from = min(into, from), max(into, from)
			for i := range of {
				if of[i] == from {
					of[i] = into
				}
			}
			size[into] += size[from]
			for _, i := range groups {
				sums[into][i] += sums[from][i]
				sums[i][into] = sums[into][i]
			}
		}
		groups = slices.DeleteFunc(groups, func(i int) bool { return of[i] != i })
	}
	return of
}

// fraction is a mean as a sum and a number, of which both are small enough to be
// multiplied.
type fraction struct{ sum, of uint64 }

func (f fraction) compare(g fraction) int { return cmp.Compare(f.sum*g.of, g.sum*f.of) }

// partBy parts events by what they have in common.
func partBy[K comparable](events []*Features, what func(*Features) K) []int {
	first := map[K]int{}
	of := make([]int, len(events))
	for i, f := range events {
		k := what(f)
		if _, ok := first[k]; !ok {
			first[k] = i
		}
		of[i] = first[k]
	}
	return of
}
