package attrib

import (
	"slices"
	"strings"

	"dragoman/internal/doc"
)

// nest orders the drafts outer before inner, finds each one's parent and makes
// the chains.
func (r *reader) nest() []doc.Statement {
	r.untangle()
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
		if !f.content.Covers(f.gap) {
			f.gap = doc.Span{} // cut off with what followed it
		}
		st := doc.Statement{Span: f.content, Gap: f.gap, Cue: f.cue, Quote: r.quoteKind(f), Stance: f.stance, Strength: r.strength(f), Parent: -1, Why: f.why}
		if p := parents[i]; p >= 0 && number[p] >= 0 {
			outer := &out[number[p]]
			if f.retells(outer) {
				number[i] = number[p] // what stands inside is told by the same
				continue
			}
			st.Chain, st.Parent = slices.Clone(outer.Chain), number[p]
		}
		if f.inside && st.Parent < 0 || st.Parent >= 0 && r.polled(&drafts[parents[i]], f) {
			continue
		}
		if st.Parent < 0 && (f.runsOn || r.addsOn(f)) {
			st.Chain = r.outerOf(out, f)
		}
		if l := r.carrier(f); l.ok && !inChain(st.Chain, l) {
			st.Chain = append(st.Chain, l.Teller)
		}
		if l := r.carrier(f); l.ok && r.issuerless(f) {
			f.own.ok = false // "the communiqué, as read on the radio": whose it is the report does not say
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

// polled: what most of those asked think is what the poll finds, and nothing that they said:
// "A survey by the bank found that most traders expect a fall".
func (r *reader) polled(poll, f *draft) bool {
	d := r.d
	if poll.cueTok < 0 || !poll.own.ok || !f.own.ok {
		return false
	}
	t := r.subjectToken(poll)
	if g, ok := r.tags[poll.cueTok]; ok {
		t = g.teller
	}
	if t < 0 || !r.lex.polls[strings.ToLower(d.Lemma(t))] {
		return false
	}
	h := r.phraseIn(f.own.beside).head
	return r.plural(h) || d.Tags[h].POS == doc.NUM || d.Kid(h, "nmod") > h || !d.Tags[h].POS.Nominal()
}

// addsOn: "he added", "the official went on".
func (r *reader) addsOn(f *draft) bool {
	return f.cueTok >= 0 && f.own.ok && slices.Contains(r.lex.carriers[r.lex.mended(strings.ToLower(r.d.Lemma(f.cueTok)))], "continues")
}

// outerOf returns the tellers through whom we have what a draft goes on with: the chain
// of the last statement of its teller's, in this paragraph or the one before.
func (r *reader) outerOf(out []doc.Statement, f *draft) []doc.Teller {
	d := r.d
	at := f.content.Start
	if !f.cue.Empty() {
		at = min(at, f.cue.Start)
	}
	var last *doc.Statement
	for i := range out {
		s := &out[i]
		n := len(s.Chain)
		if n == 0 || s.Stance == doc.Regards || s.Start >= at || !f.own.same(link{Teller: s.Chain[n-1], ok: true}) || last != nil && s.Start < last.Start {
			continue
		}
		last = s
	}
	if last == nil || d.SentenceOf(tokenFrom(d, at))-d.SentenceOf(tokenFrom(d, last.Start)) > 3 {
		return nil
	}
	return slices.Clone(last.Chain[:len(last.Chain)-1])
}

// untangle ends a content before the cue that tells all of it: in "the minister said
// P, the radio reported" the minister does not say that the radio reported.
func (r *reader) untangle() {
	cued := map[int][]*draft{} // by sentence
	for i := range r.drafts {
		if f := &r.drafts[i]; !f.cue.Empty() {
			s := r.d.SentenceOf(tokenFrom(r.d, f.cue.Start))
			cued[s] = append(cued[s], f)
		}
	}
	for _, all := range cued {
		for _, f := range all {
			r.partContrast(f, all)
		}
		for _, in := range all {
			for _, out := range all {
				if in.cue.Start > out.cue.Start || !in.holds(out.cue) || !out.holds(in.cue) || out.content.End > out.cue.Start {
					continue
				}
				// where all of it lies behind, there is nothing but "the radio reported"
				in.content.End = max(in.content.Start, min(in.content.End, out.content.End))
			}
		}
	}
}

// partContrast ends what inner tellers tell before a clause in contrast that is told by
// the outermost alone: "the radio reported that the navy claims P, while fishermen swear Q".
func (r *reader) partContrast(f *draft, all []*draft) {
	d := r.d
	if f.cueTok < 0 || !d.IsRel(f.cueTok, "advcl") || !r.marked(f.cueTok, "while", "whereas", "though", "although") {
		return
	}
	first, _ := d.Subtree(f.cueTok)
	var outer *draft
	for _, g := range all {
		if g != f && g.holds(f.cue) && (outer == nil || smaller(outer.content, g.content)) {
			outer = g
		}
	}
	for _, g := range all {
		if g != f && g != outer && g.holds(f.cue) && g.content.Start < d.Tokens[first].Start && smaller(g.content, outer.content) {
			g.content = r.trim(tokenFrom(d, g.content.Start), first)
		}
	}
}

func inChain(chain []doc.Teller, l link) bool {
	return slices.ContainsFunc(chain, func(t doc.Teller) bool { return l.same(link{Teller: t, ok: true}) })
}

// retells reports whether the draft only says again what its parent says, by the
// same teller in the same stance: "Norway said it believed P".
func (f *draft) retells(outer *doc.Statement) bool {
	n := len(outer.Chain)
	return n > 0 && !f.judges && f.stance == outer.Stance && f.own.same(link{Teller: outer.Chain[n-1], ok: true}) && 10*(f.content.End-f.content.Start) > 6*(outer.End-outer.Start)
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
		if f.content.Empty() {
			continue
		}
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
			if o == i || g.via == i || g.stance == doc.Regards || !g.holds(at) || !g.content.Overlaps(f.content) {
				continue
			}
			if f.holds(g.cue) && smaller(g.content, f.content) {
				continue // of two that hold each other the larger is the outer
			}
			if p := parents[i]; p < 0 || smaller(g.content, drafts[p].content) || g.via == p {
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
