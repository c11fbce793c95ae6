package attrib

import (
	"slices"
	"strings"

	"dragoman/internal/doc"
)

// colon drafts what a speaker and a colon give at the head of a paragraph: a
// headline ("Annan: Talks are near"), a line of a transcript, a quotation. A colon
// after anything else names a topic ("Sudan: ...", "Health: ...").
func (r *reader) colon(sent *doc.Sentence) {
	d := r.d
	c := sent.First
	for c < sent.Last && d.Word(c) != ":" {
		switch d.Tags[c].POS {
		case doc.VERB, doc.AUX, doc.SCONJ, doc.PUNCT, doc.ADP, doc.CCONJ:
			return
		}
		c++
	}
	if c == sent.First || c+2 >= sent.Last || c-sent.First > 8 || !r.heads(sent) {
		return
	}
	own, named := r.speakerBefore(sent, c)
	k := r.quotesFrom(c + 1)
	f := draft{cueTok: c, cue: d.Tokens[c].Span, own: own, stance: "says", quote: -1, via: -1, why: "cue :"}
	switch {
	case !own.ok:
		return
	case k < len(r.quotes) && r.quotes[k].whole && r.quotes[k].first <= c+2:
		f.content, f.quote = r.quotes[k].inner, k
	case named:
		f.content = r.trim(c+1, r.paragraphEnd(sent))
	case sent.Kind == doc.Title || sent.Kind == doc.Heading || r.bare(sent):
		f.content = r.trim(c+1, sent.Last)
	}
	r.draft(f)
}

// dash drafts what a headline tells before a dash and who says so: "Dam half full -
// minister". More than a name behind it goes on with the headline.
func (r *reader) dash(sent *doc.Sentence) {
	d := r.d
	if !r.heads(sent) || strings.HasSuffix(r.d.Of(sent.Span), ".") || sent.Last-sent.First > 20 {
		return
	}
	for c := sent.Last - 2; c > sent.First+1 && c > sent.Last-8; c-- {
		switch w := d.Word(c); {
		case w == "-" || w == "–" || w == "—" || w == "--" || w == ":" && r.hasVerb(sent.First, c): // "Rain spoils harvest: minister"
		default:
			if p := d.Tags[c].POS; p == doc.VERB || p == doc.AUX || p == doc.PUNCT {
				return
			}
			continue
		}
		if d.Tokens[c].Start == d.Tokens[c-1].End && d.Tokens[c].End == d.Tokens[c+1].Start {
			return
		}
		head := sent.Last - 1
		for h := d.Arcs[head].Head; h > c && h < sent.Last && d.Tags[h].POS.Nominal(); h = d.Arcs[head].Head {
			head = h
		}
		kind := r.lex.tellers[strings.ToLower(d.Lemma(head))]
		own := r.teller(head)
		if own.ok && (kind != "" || own.Actor >= 0) && d.Tags[head].POS.Nominal() {
			r.draft(draft{content: r.trim(sent.First, c), cueTok: c, cue: d.Tokens[c].Span, own: own, stance: "says", quote: -1, via: -1, why: "cue -"})
		}
		return
	}
}

// bare: a paragraph of one sentence without a stop is a headline, though nothing says so.
func (r *reader) bare(sent *doc.Sentence) bool {
	text := strings.TrimRight(r.d.Of(sent.Span), "”\"' ")
	return r.paragraphEnd(sent) == sent.Last && text != "" && !strings.ContainsAny(text[len(text)-1:], ".!?,;:")
}

// speakerBefore is who stands before the colon at token c, and whether it is a person
// by name.
func (r *reader) speakerBefore(sent *doc.Sentence, c int) (own link, named bool) {
	d := r.d
	head := c - 1
	for h := d.Arcs[head].Head; h >= sent.First && h < c && d.Tags[h].POS.Nominal(); h = d.Arcs[head].Head {
		head = h
	}
	own = r.teller(head)
	if own.Actor >= 0 {
		named = d.Tags[head].POS == doc.PROPN && slices.Contains([]string{"person", "leader", "official"}, d.Actors[own.Actor].Kind)
		return own, named
	}
	if r.lex.tellers[strings.ToLower(d.Lemma(head))] == "" {
		return link{}, false
	}
	return own, false
}

// heads reports whether a sentence begins its paragraph.
func (r *reader) heads(sent *doc.Sentence) bool {
	before := strings.TrimRight(r.d.Text[:sent.Start], " ")
	return before == "" || strings.HasSuffix(before, "\n")
}

// paragraphEnd is one past the last token of the paragraph of a sentence.
func (r *reader) paragraphEnd(sent *doc.Sentence) int {
	last := sent.Last
	for s := r.d.SentenceOf(sent.First) + 1; s < len(r.d.Sentences) && !r.heads(&r.d.Sentences[s]); s++ {
		last = r.d.Sentences[s].Last
	}
	return last
}
