package attrib

import (
	"errors"
	"io/fs"
	"slices"
	"strings"

	"dragoman/internal/doc"
	"dragoman/internal/lexicon"
)

// What the parser's network says of cues counts beside the table: it knows the long
// tail ("blasted", "is leaning towards"), which no table can hold. It takes no cue of
// the table away: where that was tried, it cost a true one for each false one. It was
// taught on reports of a campaign, where nearly everything is somebody's word, so a
// deed is mostly none of its cues (deeds.tsv), nor is a word whose content does not hang
// on it. The limits were chosen on articles that it was not taught
// (data/models/README.md).
const (
	likelyCue = 0.6 // from here on a word is a cue though no rule made anything of it,
	tableCue  = 0.5 // or from here on where the table has it in other constructions,
	sureCue   = 0.9 // and from here on one that names nobody, or whose content hangs elsewhere
)

// byNetwork drafts what the network takes for cues and the rules made nothing of.
func (r *reader) byNetwork() {
	taken := map[int]bool{}
	for k := range r.drafts {
		f := &r.drafts[k]
		for t := tokenFrom(r.d, f.cue.Start); t < len(r.d.Tokens) && r.d.Tokens[t].Start < f.cue.End; t++ {
			taken[t] = true
		}
	}
	for k := range r.d.Cues {
		c := &r.d.Cues[k]
		if taken[c.Token] {
			continue
		}
		switch r.d.Sentences[r.d.SentenceOf(c.Token)].Kind {
		case doc.Byline, doc.DateLine, doc.Credit:
			continue
		}
		r.likely(c)
	}
}

// likely drafts what one such cue takes, where it is told who says or minds it.
func (r *reader) likely(c *doc.Cue) {
	i := c.Token
	cues := r.cuesAt(i)
	sure := c.P >= sureCue
	if c.P < tableCue || c.P < likelyCue && len(cues) == 0 || r.firstPerson(i) || len(cues) > 0 && r.unsaid(i) {
		return // "did not say": the table knows that nothing is told
	}
	if d, ok := r.lex.deeds[strings.ToLower(r.d.Lemma(i))]; ok && !(d.unlessSure && sure) {
		return
	}
	if slices.ContainsFunc(cues, func(c cue) bool { return r.ofPerson(i, c) }) {
		return
	}
	if r.d.IsRel(i, "acl") && !r.d.IsRel(i, "acl:relcl") && r.passive(i) {
		return // "a person briefed on the talks": so much only tells who it is
	}
	if v := r.d.Kid(i, "xcomp"); v >= 0 && len(r.cuesAt(v)) > 0 {
		return // "refused to say", "appeared to deny": told there or not at all
	}
	if slices.ContainsFunc(cues, func(c cue) bool { return c.pattern.kind == saying }) && r.handsOn(i) {
		return // "quoted X as saying P" is told at "saying"
	}
	first, last := r.rounded(c)
	span := r.clip(i, r.trim(first, last))
	own, _ := r.tellerOf(i, cue{pattern: pattern{kind: obj}})
	if span.Empty() || !own.ok && !(sure && r.untold(i)) || !r.takes(i, first, last, sure) || r.d.Lemma(first) == "to" && r.d.Tags[min(first+1, last)].POS == doc.PROPN && !r.hasVerb(first, last) { // "protested to Washington"
		return
	}
	r.draft(draft{content: span, cueTok: i, cue: r.cueSpan(i), own: own, stance: r.likelyStance(i, c), quote: -1, via: -1, why: "cue by the network"})
}

// untold reports whether the cue needs nobody who tells: "was seen as a
// defeat", "amid criticism of the pact".
func (r *reader) untold(i int) bool {
	return r.d.Tags[i].POS == doc.NOUN || r.d.Kid(i, "aux:pass") >= 0
}

// takes reports whether the words first to last hang on the cue, behind it, and are
// more than a pronoun or a number. Of a cue that is sure it asks no place.
func (r *reader) takes(i, first, last int, sure bool) bool {
	d, hangs, says := r.d, sure, false
	if first < last && d.Lemma(first) == "no" {
		return false // "made no mention of mines"
	}
	for t := first; t < last; t++ {
		hangs = hangs || d.Arcs[t].Head == i && d.Tags[t].POS != doc.PUNCT
		switch d.Tags[t].POS {
		case doc.PRON, doc.NUM, doc.DET, doc.PUNCT, doc.ADP:
		default:
			says = true
		}
	}
	return hangs && says && (sure || first > i || r.passive(i))
}

// likelyStance is "says" of a finite clause right behind the word, or what the table
// has of it. Anything else is an attitude or a topic: what X wants, backs, blasts or
// speaks about, X does not say to be so.
func (r *reader) likelyStance(i int, c *doc.Cue) string {
	d := r.d
	k := d.Kid(i, "ccomp")
	if k < i || k < c.First || k >= c.Last || r.unsaid(i) || r.infinitival(k) || d.Kid(k, "nsubj", "expl") < 0 {
		return doc.Regards
	}
	if f, _ := d.Subtree(k); f > i+1 || d.Tags[f].POS == doc.PUNCT && !isMark(d.Word(f)) || isRelative(d, f) && d.Lemma(f) != "that" {
		return doc.Regards // "spoke, who had led the campaign"
	}
	if cues := r.cuesAt(i); len(cues) > 0 {
		return r.stance(i, cues[0])
	}
	return "says"
}

// rounded is the content without a phrase that the network cut short: what hangs on
// a word of it belongs to it, but for clauses and appositions that only follow.
func (r *reader) rounded(c *doc.Cue) (first, last int) {
	d := r.d
	first, last = c.First, c.Last
	sent := &d.Sentences[d.SentenceOf(c.Token)]
	within := func(t int) bool {
		h := d.Arcs[t].Head
		return t != c.Token && h >= first && h < last && h != c.Token && d.Tags[t].POS != doc.PUNCT
	}
	for first > sent.First && within(first-1) && !d.IsRel(first-1, "conj", "cc", "advcl") {
		first--
	}
	for last < sent.Last && within(last) && !d.IsRel(last, "conj", "cc", "advcl", "acl", "appos", "parataxis") {
		last++
	}
	return first, last
}

// deed is a verb of what is done, not told.
type deed struct {
	unlessSure bool // "made it clear that": a cue all the same where the network is sure
}

// readDeeds reads the verbs of what is done, not told.
func (lex *knowledge) readDeeds(fsys fs.FS) error {
	t, err := lexicon.Read(fsys, "attrib/deeds.tsv", "lemma", "but", "example", "source")
	if err != nil {
		return err
	}
	lex.deeds = map[string]deed{}
	var faults []error
	for _, row := range t.Rows {
		var d deed
		switch but := row.Get("but"); but {
		case "":
		case "surely":
			d.unlessSure = true
		default:
			faults = append(faults, row.Errorf("but %q, expected surely or nothing", but))
		}
		if row.Get("example") == "" {
			faults = append(faults, row.Errorf("no example, expected one"))
		}
		for _, lemma := range row.List("lemma") {
			lex.deeds[lemma] = d
		}
	}
	return errors.Join(faults...)
}
