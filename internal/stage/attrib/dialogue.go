package attrib

import (
	"strings"

	"dragoman/internal/doc"
)

// inDialogue says who speaks quotation k, which has no cue, where questions tell:
// after a question it is who was asked, and a further question after the answer is
// the first one's. asked is false where no question is near; the link is empty where
// it is the answer of somebody whom the report does not name.
func (r *reader) inDialogue(k int) (own link, asked bool) {
	if k == 0 || !r.near(k-1, k) {
		return link{}, false
	}
	before := r.spokenBy(k - 1)
	if before == nil {
		return link{}, false
	}
	var first *draft
	if k > 1 && r.near(k-2, k-1) {
		first = r.spokenBy(k - 2)
	}
	switch {
	case r.asks(k-1) && !r.asks(k):
		if first != nil && !first.own.same(before.own) {
			return first.own, true
		}
		return r.hearer(before), true
	case r.asks(k) && first != nil && r.asks(k-2) && !r.asks(k-1) && !first.own.same(before.own):
		return first.own, true
	}
	return link{}, false
}

// asks reports whether a quotation ends in a question.
func (r *reader) asks(k int) bool { return strings.HasSuffix(r.d.Of(r.quotes[k].inner), "?") }

// near reports whether two quotations stand in neighbouring paragraphs or in one.
func (r *reader) near(a, b int) bool {
	between := r.d.Text[r.quotes[a].End:r.quotes[b].Start]
	return strings.Count(between, "\n\n") <= 1 && r.d.SentenceOf(r.quotes[b].first)-r.d.SentenceOf(max(r.quotes[a].last-1, 0)) <= 2
}

// spokenBy returns the draft that tells a quotation, or nil.
func (r *reader) spokenBy(k int) *draft {
	for i := len(r.drafts) - 1; i >= 0; i-- {
		if f := &r.drafts[i]; f.quote == k && f.own.ok {
			return f
		}
	}
	return nil
}

// hearer is who was asked: "the judge asked the colonel".
func (r *reader) hearer(f *draft) link {
	if f.cueTok < 0 {
		return link{}
	}
	if o := r.d.Kid(f.cueTok, "obj", "iobj"); o > f.cueTok && r.d.Tags[o].POS.Nominal() && r.d.Tags[o].POS != doc.PRON && r.speaks(o) {
		return r.party(o)
	}
	return link{}
}
