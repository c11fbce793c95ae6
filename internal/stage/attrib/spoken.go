package attrib

import (
	"io/fs"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"dragoman/internal/doc"
	"dragoman/internal/lexicon"
)

// takeQuotations drafts the quotations that the cue at token i introduces or
// follows, and returns their numbers.
func (r *reader) takeQuotations(sent *doc.Sentence, i int, cues []cue) []int {
	c, ok := r.quoting(i, cues)
	if g, trails := r.tags[i]; !ok || r.quotationOver(i) >= 0 || trails && !g.quoted {
		return nil
	}
	own, able := r.tellerOf(i, c)
	if !own.ok || !able && c.weak {
		return nil
	}
	if _, amid := r.insertion(i); amid {
		return nil // the words in marks are part of the sentence around it
	}
	var taken []int
	for k := r.quotesFrom(max(sent.First-1, 0)); k < len(r.quotes); k++ {
		q := &r.quotes[k]
		if q.first >= sent.Last {
			break
		}
		if n := len(taken); n > 0 && taken[n-1] == k-1 && (r.joined(k) || r.resumed(k, i)) {
			taken = append(taken, k)
			r.extend(len(r.drafts)-1, q)
			continue
		}
		if !q.whole {
			continue
		}
		if q.last < sent.First && !r.cutOff(q, sent, i) {
			continue
		}
		v, at := r.quotedBy(i), i
		if r.infinitival(i) && r.carriedOn(i) {
			at = r.d.Arcs[i].Head // “...,” he is said to have told them
		}
		switch {
		case q.last <= i && v >= q.last && r.follows(q, sent, v):
			taken = append(taken, k)
			r.draft(r.secondHand(draft{content: q.inner, cueTok: i, own: own, stance: "says", quote: k, via: -1, why: "quotation by as " + r.d.Word(i)}))
		case q.last <= i && r.follows(q, sent, at), q.first > i && r.introduces(q, i):
			taken = append(taken, k)
			r.takeQuotation(sent, k, i, c, own)
			r.drafts[len(r.drafts)-1].runsOn = at != i
		}
	}
	return taken
}

// joined reports whether only a conjunction stands between quotation k and the
// one before it: said “it is late” and “the road is long”.
func (r *reader) joined(k int) bool {
	d, at := r.d, r.quotes[k-1].last
	cc := false
	for t := at; t < r.quotes[k].first; t++ {
		cc = cc || d.Tags[t].POS == doc.CCONJ
		if d.Tags[t].POS != doc.CCONJ && d.Tags[t].POS != doc.PUNCT {
			return false
		}
	}
	return cc
}

// resumed reports whether the cue at token i only interrupts: quotation k goes on with
// the sentence that the one before it began. “The talks,” the envoy said on Friday, “are over.”
func (r *reader) resumed(k, i int) bool {
	d := r.d
	before, q := &r.quotes[k-1], &r.quotes[k]
	if before.last > i || q.first <= i || d.Word(before.last-1) != "," || d.SentenceOf(before.last-1) != d.SentenceOf(q.first) {
		return false
	}
	t := q.first - 1
	for t > i && isMark(d.Word(t)) {
		t--
	}
	return d.Word(t) == "," && !r.hasVerb(i+1, t)
}

// cutOff reports whether quotation q, whose mark ended the sentence before, is
// what the cue at token i tells: “Is it late?” the envoy asked.
func (r *reader) cutOff(q *quotation, sent *doc.Sentence, i int) bool {
	d := r.d
	return !r.covered(q) && d.Kid(i, "ccomp", "xcomp", "obj") < 0 && !strings.Contains(d.Text[q.End:sent.Start], "\n") && r.phraseStart(i, sent.First-1) == sent.First
}

// quotesFrom returns the first quotation that ends at or after a token.
func (r *reader) quotesFrom(first int) int {
	k, _ := slices.BinarySearchFunc(r.quotes, first, func(q quotation, first int) int { return q.last - first })
	return k
}

// quoting returns the reading of the cue in which it can take a quotation.
func (r *reader) quoting(i int, cues []cue) (cue, bool) {
	if r.d.Tags[i].POS != doc.VERB {
		return cue{}, false
	}
	for _, c := range cues {
		switch c.pattern.kind {
		case that, quote, obj, whether:
			return c, true
		}
	}
	return cue{}, false
}

// takeQuotation drafts one quotation. One that an inner cue has taken already
// is wrapped with it: “...,” in "Kim said, “...,” the agency reported".
func (r *reader) takeQuotation(sent *doc.Sentence, k, i int, c cue, own link) {
	q := &r.quotes[k]
	f := draft{content: q.inner, cueTok: i, cue: r.cueSpan(i), own: own, stance: r.stance(i, c), quote: k, via: -1, why: "quotation by " + c.lemma}
	if q.intro >= 0 {
		first := r.d.Sentences[r.d.SentenceOf(q.intro)].Start
		f.content, f.quote = doc.Span{Start: first, End: q.End}, -1
	} else if i < q.first {
		q.intro = i
	}
	r.draft(r.secondHand(f))
}

// secondHand is a draft told through whoever quotes its teller: the agency in "the
// agency quoted X as saying" and in "X was quoted as saying by the agency".
func (r *reader) secondHand(f draft) draft {
	if v := r.quotedBy(f.cueTok); v >= 0 {
		f.through, _ = r.tellerOf(v, r.cuesAt(v)[0])
		if _, ok := r.insertion(f.cueTok); ok { // "The envoy, the radio quoted an aide as saying, had left"
			f.through = r.teller(r.lastIn(r.phraseBegin(&r.d.Sentences[r.d.SentenceOf(v)], v), v))
		}
		if a := r.agents(f.cueTok); !f.through.ok && len(a) > 0 {
			f.through = r.teller(a[0])
		}
		if g, ok := r.tags[f.cueTok]; ok && g.through >= 0 {
			f.through = r.teller(g.through)
		}
		for _, k := range r.d.Kids(v) { // "is quoted in Die Presse as saying"
			if k := int(k); !f.through.ok && k > v && k < f.cueTok && r.d.IsRel(k, "obl") && r.marked(k, "in", "by", "on") && (r.isMedium(k) || r.d.Tags[k].POS == doc.PROPN && r.marked(k, "in")) {
				f.through = r.teller(k)
			}
		}
		f.runsOn = !f.through.ok
		f.cue = r.d.TokenSpan(v, f.cueTok+1)
	}
	return f
}

// follows reports whether the cue stands right after quotation q: only its
// subject, adverbs and marks between.
func (r *reader) follows(q *quotation, sent *doc.Sentence, i int) bool {
	d := r.d
	if g, ok := r.tags[i]; ok && g.quoted {
		return q.last == g.comma || q.last == g.comma+1
	}
	if q.last <= sent.First-2 || i-q.last > 40 {
		return false
	}
	end := q.last
	if end < i && d.Tags[end].POS == doc.CCONJ {
		return false
	}
	start := r.phraseStart(i, end-1)
	for t := end; t < start; t++ {
		if d.Tags[t].POS != doc.PUNCT && d.Tags[t].POS != doc.ADV {
			return false
		}
	}
	if start <= end+2 && start < i {
		return true
	}
	if b := r.phraseBegin(sent, i); start == i && b < i && b >= end && b <= end+2 && r.onlyMarks(end, b) && r.topIn(b, i) >= 0 && r.takesClause(i) {
		return true // ",” an officer in Aden told the court", with the officer hung elsewhere
	}
	// ",” said the agency": the subject comes after
	return start == i && i-end <= 4
}

// introduces reports whether quotation q comes as the content of the cue:
// after it, with no other verb between, and parted by a comma, a colon or
// nothing.
func (r *reader) introduces(q *quotation, i int) bool {
	d := r.d
	if q.first-i > 25 {
		return false
	}
	parted := false
	for t := i + 1; t < q.first; t++ {
		switch {
		case d.Word(t) == ":":
			parted = true
		case d.Tags[t].POS == doc.VERB || d.Tags[t].POS == doc.AUX || d.Tags[t].POS == doc.SCONJ:
			return false
		case d.Tags[t].POS == doc.CCONJ && t == i+1:
			return false
		}
	}
	before := q.first - 1
	for before > i && isMark(d.Word(before)) {
		before--
	}
	return parted || before == i || d.Word(before) == "," || d.Word(before) == ";" || d.Tags[before].POS == doc.ADV || r.startsCapital(q)
}

func (r *reader) startsCapital(q *quotation) bool {
	c, _ := utf8.DecodeRuneInString(r.d.Of(q.inner))
	return unicode.IsUpper(c)
}

// loneQuotations gives each quotation that no cue took to whoever spoke last,
// if the quotation makes up its sentence and follows on the speaker's own.
func (r *reader) loneQuotations() {
	for k := range r.quotes {
		q := &r.quotes[k]
		if !q.whole || r.covered(q) {
			continue
		}
		s := r.d.SentenceOf(q.first)
		sent := &r.d.Sentences[s]
		if sent.Kind != doc.Body || !r.onlyMarks(sent.First, q.first) {
			continue
		}
		if r.announced(s-1, k) {
			continue
		}
		if own, asked := r.inDialogue(k); asked {
			if own.ok {
				r.draft(draft{content: q.inner, cueTok: -1, own: own, stance: "says", quote: k, via: -1, why: "quotation in answer to one before"})
			}
			continue
		}
		n := r.lastSpeaker(s, q)
		if own := r.spokeBefore(s); own.ok && (n < 0 || r.d.SentenceOf(max(tokenFrom(r.d, r.drafts[n].last())-1, 0)) < s-1) {
			r.draft(draft{content: q.inner, cueTok: -1, own: own, stance: "says", quote: k, via: -1, why: "quotation after who spoke"})
			continue
		}
		switch {
		case n < 0:
		case r.goesOnWith(n, q):
			r.extend(n, q)
		default:
			r.draft(draft{content: q.inner, cueTok: -1, own: r.drafts[n].own, stance: "says", quote: k, via: -1, runsOn: true, why: "quotation goes on with the last speaker"})
		}
	}
}

// spokeBefore is who spoke in the sentence before, which does not say what: "A widow
// spoke to the tribunal. “They took the boats.”"
func (r *reader) spokeBefore(s int) link {
	d := r.d
	if s == 0 || strings.Contains(d.Text[d.Sentences[s-1].Start:d.Sentences[s].Start], "\n") {
		return link{}
	}
	for i := d.Sentences[s-1].First; i < d.Sentences[s-1].Last; i++ {
		if d.Tags[i].POS != doc.VERB || !d.IsRel(i, "root") || r.unsaid(i) {
			continue
		}
		if !r.lex.openings[d.Lemma(i)] {
			continue
		}
		for _, t := range r.args(i, "subj") {
			if l := r.teller(t); l.ok && r.speaks(t) {
				return l
			}
		}
	}
	return link{}
}

// announced drafts quotation k for the cue that ends the sentence before it:
// "The minister wrote:" with the quotation in a paragraph of its own.
func (r *reader) announced(s, k int) bool {
	if s < 0 {
		return false
	}
	sent := &r.d.Sentences[s]
	text := r.d.Of(sent.Span)
	if !strings.HasSuffix(text, ",") && !strings.HasSuffix(text, ":") {
		return false
	}
	for i := sent.Last - 1; i >= sent.First; i-- {
		c, ok := r.quoting(i, r.cuesAt(i))
		if !ok || r.unsaid(i) {
			continue
		}
		own, _ := r.tellerOf(i, c)
		if !own.ok {
			return false
		}
		r.draft(draft{content: r.quotes[k].inner, cueTok: i, cue: r.cueSpan(i), own: own, stance: c.stance, quote: k, via: -1, why: "quotation announced by " + c.lemma})
		return true
	}
	return false
}

// goesOnWith reports whether quotation q goes on with the quotation of draft n:
// only the words that tell it stand between. “It is late,” said the envoy.
// “We must go.”
func (r *reader) goesOnWith(n int, q *quotation) bool {
	f := &r.drafts[n]
	if f.quote < 0 {
		return false
	}
	last := r.d.SentenceOf(max(tokenFrom(r.d, f.last())-1, 0))
	return r.d.SentenceOf(q.first) <= last+1
}

// extend takes quotation q into the content of draft n.
func (r *reader) extend(n int, q *quotation) {
	f := &r.drafts[n]
	if f.gap.Empty() && f.cue.Start >= f.content.End {
		f.gap = doc.Span{Start: f.content.End, End: q.inner.Start}
	}
	whole := f.content
	f.content.End = q.inner.End
	r.cover(n)
	for k := range r.drafts {
		if g := &r.drafts[k]; g.via == n && g.content == whole { // "..., said the agency, citing X"
			g.content, g.gap = f.content, f.gap
			r.cover(k)
		}
	}
}

// lastSpeaker is the last statement with a teller before quotation q that ends
// within the two paragraphs before it, or -1.
func (r *reader) lastSpeaker(s int, q *quotation) int {
	for back := s; back >= 0 && back >= s-3; back-- {
		best := -1
		for _, n := range r.ended[back] {
			f := &r.drafts[n]
			if f.own.ok && f.content.Start < q.Start && (best < 0 || r.closer(f, &r.drafts[best])) {
				best = n
			}
		}
		if best >= 0 {
			return best
		}
	}
	return -1
}

// closer reports whether a quotation goes on with f rather than with g: with a
// quotation, and of two with the one told last. In “P,” the captain said, the radio
// reported. “Q.” it is the captain.
func (r *reader) closer(f, g *draft) bool {
	if f.quote != g.quote && (f.quote < 0 || g.quote < 0) {
		return f.quote >= 0
	}
	return f.last() > g.last()
}

func (f *draft) last() int { return max(f.content.End, f.cue.End) }

// covered reports whether a statement tells part of the quotation already.
func (r *reader) covered(q *quotation) bool {
	for t := q.first; t < q.last; t++ {
		if r.covers[t] {
			return true
		}
	}
	return false
}

// readOpenings reads the verbs after which a quotation without a cue is their subject's.
func (lex *knowledge) readOpenings(fsys fs.FS) error {
	t, err := lexicon.Read(fsys, "attrib/openings.tsv", "lemma", "example", "source")
	if err != nil {
		return err
	}
	lex.openings = map[string]bool{}
	for _, row := range t.Rows {
		for _, lemma := range row.List("lemma") {
			lex.openings[lemma] = true
		}
	}
	return nil
}
