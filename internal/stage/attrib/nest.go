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
		st := doc.Statement{Span: f.content, Gap: f.gap, Cue: f.cue, Quote: r.quoteKind(f), Stance: f.stance, Parent: -1, Why: f.why}
		if p := parents[i]; p >= 0 && number[p] >= 0 {
			outer := &out[number[p]]
			if f.retells(outer) {
				continue
			}
			st.Chain, st.Parent = slices.Clone(outer.Chain), number[p]
		}
		for _, l := range []link{f.through, f.own} {
			if n := len(st.Chain); l.ok && (n == 0 || !l.same(link{Teller: st.Chain[n-1], ok: true})) {
				st.Chain = append(st.Chain, l.Teller) // "X said it had promised": X once
			}
		}
		if f.own.ok && !f.cue.Empty() {
			st.Source = f.own.beside
		}
		number[i] = len(out)
		out = append(out, st)
	}
	return out
}

// retells reports whether the draft only says again what its parent says, by
// the same teller: "Norway said it believed P".
func (f *draft) retells(outer *doc.Statement) bool {
	n := len(outer.Chain)
	return n > 0 && f.own.same(link{Teller: outer.Chain[n-1], ok: true}) && 10*(f.content.End-f.content.Start) > 6*(outer.End-outer.Start)
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
			if o == i || !g.holds(at) || !g.content.Overlaps(f.content) {
				continue
			}
			if p := parents[i]; p < 0 || smaller(g.content, drafts[p].content) {
				parents[i] = o
			}
		}
	}
	return parents
}

func (f *draft) holds(s doc.Span) bool { return f.content.Covers(s) && !f.gap.Overlaps(s) }

func smaller(a, b doc.Span) bool { return a.End-a.Start < b.End-b.Start }

// quoteKind says how much of a content stands in quotation marks.
func (r *reader) quoteKind(f *draft) string {
	s := f.content
	in, all := 0, len(strings.TrimSpace(r.d.Of(s)))-(f.gap.End-f.gap.Start)
	for k := r.quotesFrom(tokenFrom(r.d, s.Start)); k < len(r.quotes) && r.quotes[k].Start < s.End; k++ {
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
