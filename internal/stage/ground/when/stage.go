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
	if i < t.sent.First || t.d.Tags[i].POS != doc.VERB || t.d.Tags[i].Feat("Tense") != "Past" || t.infinitive(i) {
		return false
	}
	return t.modal(i) != Future && !t.p.leans(strings.ToLower(t.d.Word(i)), "future")
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
	infinitive := false
	for range 12 {
		if t.d.IsRel(i, "nmod:poss") {
			return Unknown
		}
		if l, ok := t.of(i, infinitive); ok {
			return l
		}
		infinitive = t.infinitive(i)
		if i = t.d.Arcs[i].Head; i < 0 {
			return Unknown
		}
	}
	return Unknown
}

// of reads the tense of one word; ok is false where it tells none: nouns,
// infinitives and gerunds take it from what they hang on. What is planned lies
// ahead, but the planning does not: "planned to pay on Friday", "on Friday the
// state planned ...".
func (t *tense) of(i int, infinitive bool) (Lean, bool) {
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
	switch w := strings.ToLower(t.d.Word(i)); {
	case t.p.leans(w, "aims") && infinitive,
		t.p.leans(w, "future") && (infinitive || tag.Feat("Tense") != "Past" || tag.Feat("VerbForm") != "Fin"):
		return Future, true
	}
	if tag.POS == doc.ADJ {
		return Unknown, false
	}
	return t.verbLean(i, tag)
}

// infinitive reports "to debate" and "to be debated".
func (t *tense) infinitive(i int) bool {
	if t.d.Tags[i].Feat("VerbForm") == "Inf" {
		return true
	}
	for _, k := range t.d.Kids(i) {
		if t.d.IsRel(int(k), "aux") && t.d.Tags[k].Lemma == "be" && t.d.Tags[k].Feat("VerbForm") == "Inf" {
			return true
		}
	}
	return false
}

func (t *tense) verbLean(i int, tag doc.Tag) (Lean, bool) {
	if t.infinitive(i) {
		return Unknown, false
	}
	if tag.Feat("VerbForm") == "Part" {
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

// nounLean reads "planned talks", "the upcoming visit", "is due in Paris on
// Friday", "the deadline is Friday".
func (t *tense) nounLean(i int) (Lean, bool) {
	for _, k := range t.d.Kids(i) {
		if t.d.IsRel(int(k), "cop") && t.d.Tags[k].Feat("Tense") == "Pres" && t.sent.Kind != doc.Title {
			return Present, true
		}
		if t.d.IsRel(int(k), "amod", "acl") && t.p.leans(strings.ToLower(t.d.Word(int(k))), "future") {
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
		case "could":
			if t.negated(i) {
				return Past // "could not be reached on Friday"
			}
			return Future
		case "will", "shall", "'ll", "would", "may", "might", "should", "must":
			return Future
		case "have":
			past = Past
		case "be", "do":
			if tag.Lemma == "be" && tag.Feat("VerbForm") == "Fin" && t.d.Tags[i].Feat("VerbForm") == "Inf" {
				return Future // "was to leave"
			}
			if tag.Feat("Tense") == "Past" {
				past = Past
			}
		}
	}
	if past == Past && t.p.leans(strings.ToLower(t.d.Word(i)), "future") {
		return Future // "was scheduled for Friday"
	}
	return past
}

func (t *tense) negated(i int) bool {
	for _, k := range t.d.Kids(i) {
		switch t.d.Tags[k].Lemma {
		case "not", "n't", "neither", "never", "nor":
			return true
		}
	}
	return false
}

// leans reports whether a word has a row of class LEAN with the value.
func (p *Parser) leans(w, value string) bool {
	for _, t := range p.g.terms[w] {
		if t.class == "LEAN" && t.value == value {
			return true
		}
	}
	return false
}
