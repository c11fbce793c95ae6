package when

import (
	"strings"
	"time"

	"dragoman/internal/doc"
)

// Stage returns the stage that adds the layer Times.
func (p *Parser) Stage() doc.Stage {
	return doc.Stage{Name: "times", Needs: doc.Sentences | doc.Tokens | doc.Tags | doc.Trees, Adds: doc.Times, Run: p.run}
}

func (p *Parser) run(d *doc.Document) {
	s := p.Session(Today(d))
	for i := range d.Sentences {
		sent := &d.Sentences[i]
		if sent.Kind == doc.Byline || sent.Kind == doc.Credit {
			continue
		}
		t := tense{p: p, d: d, sent: sent}
		for _, e := range s.Sentence(d.Of(sent.Span), sent.Start, t.lean(sent)) {
			d.Times = append(d.Times, doc.Time{Span: doc.Span{Start: e.Start, End: e.End}, TimeRange: e.TimeRange, Type: e.Type, Value: e.Value, Why: e.Rule})
		}
	}
}

// Today returns the day that "today" means in a report: that of the dateline
// where it lies close before the day of publication, else the latter.
func Today(d *doc.Document) time.Time {
	filed, out := midnight(d.Dateline.Date), midnight(d.Meta.Date)
	switch {
	case filed.IsZero():
		return out
	case out.IsZero():
		return filed
	}
	if gap := out.Sub(filed); gap < 0 || gap > 7*24*time.Hour {
		return out
	}
	return filed
}

// tense tells from the tree which way a clause speaks.
type tense struct {
	p    *Parser
	d    *doc.Document
	sent *doc.Sentence
}

func (t *tense) lean(sent *doc.Sentence) func(int) Lean {
	if sent.First >= sent.Last || len(t.d.Arcs) < sent.Last {
		return nil
	}
	return func(offset int) Lean {
		i := t.token(offset)
		if i < 0 {
			return Unknown
		}
		if t.reported(i) {
			return Past
		}
		return t.climb(i)
	}
}

// reported catches dates right behind a verb in the past, whatever the parser
// hangs them on: "said Thursday that troops will leave".
func (t *tense) reported(i int) bool {
	i--
	if i >= t.sent.First && strings.EqualFold(t.d.Word(i), "on") {
		i--
	}
	if i < t.sent.First || t.d.Tags[i].POS != doc.VERB || t.d.Tags[i].Feat("Tense") != "Past" {
		return false
	}
	return t.modal(i) != Future && !t.p.forward(strings.ToLower(t.d.Word(i)))
}

// token returns the token at a byte offset.
func (t *tense) token(offset int) int {
	for i := t.sent.First; i < t.sent.Last; i++ {
		if t.d.Tokens[i].End > offset {
			return i
		}
	}
	return -1
}

// climb walks from a date up to the verb that tells the tense. A genitive
// stops it: "Wednesday's ruling" says nothing of when it is spoken of.
func (t *tense) climb(i int) Lean {
	for range 12 {
		if t.d.IsRel(i, "nmod:poss") {
			return Unknown
		}
		h := t.d.Arcs[i].Head
		if l, ok := t.of(i); ok {
			return l
		}
		if h < 0 {
			return Unknown
		}
		i = h
	}
	return Unknown
}

// of reads the tense of one word; ok is false where it tells none: nouns,
// infinitives and gerunds take it from what they hang on.
func (t *tense) of(i int) (Lean, bool) {
	tag := t.d.Tags[i]
	if l := t.modal(i); l != Unknown {
		return l, true
	}
	if tag.POS == doc.NOUN || tag.POS == doc.PROPN {
		return t.nounLean(i)
	}
	if tag.POS != doc.VERB && tag.POS != doc.ADJ && tag.POS != doc.AUX {
		return Unknown, false
	}
	if t.p.forward(strings.ToLower(t.d.Word(i))) {
		return Future, true
	}
	if tag.POS == doc.ADJ {
		return Unknown, false
	}
	return t.verbLean(i, tag)
}

func (t *tense) verbLean(i int, tag doc.Tag) (Lean, bool) {
	switch tag.Feat("VerbForm") {
	case "Inf":
		return Unknown, false
	case "Part":
		return Past, tag.Feat("Tense") == "Past"
	}
	switch tag.Feat("Tense") {
	case "Past":
		return Past, true
	case "Pres":
		// headlines tell the past in the present: "Bomb kills 20 on Monday"
		if t.sent.Kind == doc.Title || tag.Lemma == "say" || tag.Lemma == "tell" {
			return Past, true
		}
		return Present, true
	}
	return Unknown, false
}

// nounLean reads "planned talks", "the upcoming visit".
func (t *tense) nounLean(i int) (Lean, bool) {
	for _, k := range t.d.Kids(i) {
		if t.d.IsRel(int(k), "amod", "acl") && t.p.forward(strings.ToLower(t.d.Word(int(k)))) {
			return Future, true
		}
	}
	return Unknown, false
}

// modal reads the auxiliaries of a verb.
func (t *tense) modal(i int) Lean {
	past := Unknown
	for _, k := range t.d.Kids(i) {
		if !t.d.IsRel(int(k), "aux", "cop") {
			continue
		}
		switch tag := t.d.Tags[k]; tag.Lemma {
		case "will", "shall", "'ll", "would", "may", "might", "should", "could", "must":
			return Future
		case "have", "do":
			past = Past
		case "be":
			if tag.Feat("Tense") == "Past" {
				past = Past
			}
		}
	}
	if past == Past && t.p.forward(strings.ToLower(t.d.Word(i))) {
		return Future // "was scheduled for Friday"
	}
	return past
}

// forward reports words that point ahead: rows of class LEAN.
func (p *Parser) forward(w string) bool {
	for _, t := range p.g.terms[w] {
		if t.class == "LEAN" {
			return t.value == "future"
		}
	}
	return false
}
