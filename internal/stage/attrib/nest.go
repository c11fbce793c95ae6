package attrib

import (
	"slices"
	"strings"

	"dragoman/internal/doc"
)

// nest orders the drafts outer before inner, finds each one's parent and makes
// the chains.
func (r *reader) nest() []doc.Statement {
	drafts := r.kept()
	order := make([]int, len(drafts))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		x, y := drafts[a].content, drafts[b].content
		if x.Start != y.Start {
			return x.Start - y.Start
		}
		return y.End - x.End
	})
	parents := r.parents(drafts, order)
	out := make([]doc.Statement, 0, len(drafts))
	number := make([]int, len(drafts))
	for i := range number {
		number[i] = -1
	}
	for _, i := range outerFirst(order, parents) {
		f := &drafts[i]
		st := doc.Statement{Span: f.content, Cue: f.cue, Quote: r.quoteKind(f.content), Stance: f.stance, Parent: -1, Why: f.why}
		if p := parents[i]; p >= 0 && number[p] >= 0 {
			outer := &out[number[p]]
			if f.own.ok && len(outer.Chain) > 0 && f.own.same(link{outer.Chain[len(outer.Chain)-1], true}) {
				if 10*(st.End-st.Start) > 6*(outer.End-outer.Start) {
					continue // "Rice said she believed P" is told already
				}
				// "X said it had promised to ...": the same teller twice is one link
				st.Chain = slices.Clone(outer.Chain)
			} else {
				st.Chain = slices.Clone(outer.Chain)
				if f.own.ok {
					st.Chain = append(st.Chain, f.own.Teller)
				}
			}
			st.Parent = number[p]
		} else if f.own.ok {
			st.Chain = []doc.Teller{f.own.Teller}
		}
		number[i] = len(out)
		out = append(out, st)
	}
	return out
}

// outerFirst puts each draft after its parent.
func outerFirst(order, parents []int) []int {
	var out []int
	done := map[int]bool{}
	var put func(i, depth int)
	put = func(i, depth int) {
		if done[i] || depth > len(order) {
			return
		}
		done[i] = true
		if p := parents[i]; p >= 0 {
			put(p, depth+1)
		}
		out = append(out, i)
	}
	for _, i := range order {
		put(i, 0)
	}
	return out
}

// kept drops drafts that say the same of the same span twice.
func (r *reader) kept() []draft {
	var out []draft
	seen := map[doc.Span][]int{}
	index := make([]int, len(r.drafts))
	for i, f := range r.drafts {
		index[i] = len(out)
		twice := -1
		for _, k := range seen[f.content] {
			if out[k].own.same(f.own) || !f.own.ok {
				twice = k
			}
		}
		if twice >= 0 {
			index[i] = twice
			continue
		}
		if f.via >= 0 {
			f.via = index[f.via]
		}
		seen[f.content] = append(seen[f.content], len(out))
		out = append(out, f)
	}
	return out
}

// parents finds for each draft the smallest other one that tells it: whose
// content holds its cue, or, for a quotation without a cue, the quotation.
// Drafts are met by sentence, so that the work stays linear in the text.
func (r *reader) parents(drafts []draft, order []int) []int {
	over := make([][]int, len(r.d.Sentences))
	for _, i := range order {
		first := r.d.SentenceOf(tokenFrom(r.d, drafts[i].content.Start))
		last := r.d.SentenceOf(max(tokenFrom(r.d, drafts[i].content.End)-1, 0))
		for s := first; s <= last && s < len(over); s++ {
			over[s] = append(over[s], i)
		}
	}
	parents := make([]int, len(drafts))
	for i := range drafts {
		f := &drafts[i]
		parents[i] = f.via
		at := f.cue
		if f.via >= 0 || at.Empty() {
			continue
		}
		s := r.d.SentenceOf(tokenFrom(r.d, at.Start))
		if s >= len(over) {
			continue
		}
		for _, o := range over[s] {
			g := &drafts[o]
			if o == i || !g.content.Covers(at) || !g.content.Overlaps(f.content) {
				continue
			}
			if p := parents[i]; p < 0 || smaller(g.content, drafts[p].content) {
				parents[i] = o
			}
		}
	}
	return parents
}

func smaller(a, b doc.Span) bool { return a.End-a.Start < b.End-b.Start }

// quoteKind says how much of a content stands in quotation marks.
func (r *reader) quoteKind(s doc.Span) string {
	in, all := 0, len(strings.TrimSpace(r.d.Of(s)))
	for k := range r.quotes {
		q := r.quotes[k].inner
		in += max(0, min(q.End, s.End)-max(q.Start, s.Start))
	}
	switch {
	case in == 0:
		return "indirect"
	case in*10 >= all*9:
		return "direct"
	}
	return "mixed"
}
