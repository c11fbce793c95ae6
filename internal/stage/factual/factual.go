// Package factual says of each predicate whether it is so: it reads trees,
// predicates, times and statements and adds Statuses, one for each predicate.
//
// Method: implicative and factive signatures pushed down the tree (Nairn,
// Condoravdi and Karttunen 2006; TruthTeller, Lotan, Stern and Dagan 2013). A
// predicate has a reading of its own, from tense, modals and negation, and one
// that the word over it imposes: "managed to" hands its own status down,
// "refused to" a negative, "plans to" a future, "called on X to" a demand. The
// effects are functions from status to status, so that they compose: "did not
// fail to sign" is signed, "may refuse to sign" is open. Heads are read before
// what hangs on them, each once. Acts named by nouns take their status from
// adjectives ("a planned visit"), from the noun or verb that governs them, and
// otherwise count as done.
//
// Where the parser's network has odds for an act (doc.Odds), these are weighed against the
// rule by how often it was right on sentences that neither had seen (network.go).
//
// In doubt the reading is the weaker one: a deed not done told as done is the
// error to avoid. What it gets wrong: attachments the parser misses; definite
// nouns in plans ("will attend the summit") hang between planned and known;
// the border of occurred and background is only drawn by dates and the past
// perfect; irony and questions in indirect speech.
package factual

import (
	"io/fs"
	"strings"

	"dragoman/internal/doc"
)

// New returns the stage, with its signatures read from fsys.
func New(fsys fs.FS) (doc.Stage, error) {
	know, err := readKnowledge(fsys)
	if err != nil {
		return doc.Stage{}, err
	}
	return doc.Stage{
		Name:  "factual",
		Needs: doc.Sentences | doc.Tokens | doc.Tags | doc.Trees | doc.Predicates | doc.Times | doc.Statements,
		Adds:  doc.Statuses,
		Run:   func(d *doc.Document) { newReader(d, know).run() },
	}, nil
}

// reading is what is known of the status of a word.
type reading struct {
	doc.Modality
	by   int    // token that decided, or -1
	rule string // for people
	past bool   // the word itself is in a past tense
	of   int    // of a clause by its own words: the clause

	befalls bool // what it tells befalls its subject
	barred  bool // what is demanded is that it be not done
	taken   bool // an offer or request that was accepted: what it tells is planned
	refused bool // a word for what was said or meant, and was refused: what it tells is denied
}

// reader holds one document while its predicates are read.
type reader struct {
	d         *doc.Document
	know      *knowledge
	read      []reading         // by token; the zero reading: not read yet
	when      []int32           // by token: 1 + the time that the clause names
	told      []int32           // by token: 1 + the innermost statement around it
	question  []int32           // by sentence: 1 + token of its question mark
	aged      []bool            // by token: told as of long ago
	ahead     []bool            // by token: told as of a day to come
	terms     map[int]term      // by token of a clause: the condition that it hangs on
	idioms    map[int][]idiomAt // by the token behind them, or their first
	condition map[int]doc.Span
}

func newReader(d *doc.Document, know *knowledge) *reader {
	r := &reader{d: d, know: know, read: make([]reading, len(d.Tokens)), condition: map[int]doc.Span{}}
	r.placeTimes()
	r.placeStatements()
	r.placeQuestions()
	r.placeHistory()
	r.placeAhead()
	r.placeTerms()
	r.placeIdioms()
	return r
}

func (r *reader) run() {
	for _, t := range r.d.TopDown() {
		if r.d.PredicateAt(t) >= 0 || isWord(r.d.Tags[t].POS) {
			r.read[t] = r.readToken(t)
		}
	}
	r.d.Status = make([]doc.Status, len(r.d.Predicates))
	for i, p := range r.d.Predicates {
		x := r.read[p.Token]
		r.d.Status[i] = doc.Status{Modality: x.Modality, By: x.by, Rule: x.rule, Condition: r.conditionOf(p.Token), Barred: x.barred}
	}
	r.weigh()
}

// isWord: governors need not be predicates: "about to", "the unlikely attack".
func isWord(p doc.POS) bool {
	switch p {
	case doc.VERB, doc.NOUN, doc.ADJ, doc.ADV, doc.PROPN, doc.AUX, doc.PRON, doc.NUM:
		return true
	}
	return false
}

// readToken reads one token whose head is read already.
func (r *reader) readToken(t int) reading {
	if r.d.Tags[t].POS == doc.VERB && r.d.IsRel(t, "case", "mark", "cc") {
		return reading{Modality: doc.Occurred, by: -1, rule: "verb in form alone"} // "according to", "including"
	}
	if r.isClause(t) {
		return r.clause(t)
	}
	return r.nominal(t)
}

// isClause tells verbs and predicates with a copula from nouns that name acts.
func (r *reader) isClause(t int) bool {
	switch r.d.Tags[t].POS {
	case doc.VERB:
		if r.d.IsRel(t, "obj", "nsubj", "obl", "nmod") && r.d.Kid(t, "det", "nmod:poss") >= 0 {
			return false // "the killing of"
		}
		if r.d.IsRel(t, "nsubj", "csubj") && strings.HasSuffix(r.d.Word(t), "ing") && r.d.Kid(t, "aux", "mark", "obj", "nsubj") < 0 {
			return false // "fighting raged on"
		}
		if t+1 < len(r.d.Tokens) && strings.EqualFold(r.d.Word(t+1), "of") && strings.HasSuffix(r.d.Word(t), "ing") && r.d.Kid(t, "aux", "mark", "obj") < 0 {
			return false // "France's bombing of the port"
		}
		return !r.d.IsRel(t, "amod", "compound")
	case doc.AUX:
		return !r.d.IsRel(t, "aux", "cop")
	}
	return r.d.Kid(t, "cop") >= 0 || r.d.Kid(t, "nsubj", "csubj") >= 0 || r.gerundNoun(t) ||
		r.d.IsRel(t, "xcomp") || r.d.IsRel(t, "ccomp", "advcl", "acl:relcl") && r.d.Tags[t].POS == doc.ADJ
}

func (r *reader) placeTimes() {
	d := r.d
	r.when = make([]int32, len(d.Tokens))
	t := 0
	for i, when := range d.Times {
		for t < len(d.Tokens) && d.Tokens[t].Start < when.Start {
			t++
		}
		if t >= len(d.Tokens) || d.Tokens[t].Start >= when.End {
			continue
		}
		// climb out of the expression, then to the word it is the date of
		k := t
		for h := d.Arcs[k].Head; h >= 0 && d.Tokens[h].Start >= when.Start && d.Tokens[h].Start < when.End; h = d.Arcs[k].Head {
			k = h
		}
		if h := d.Arcs[k].Head; h >= 0 && d.Arcs[h].Head >= 0 && r.followedBy(when.End, "ago", "earlier") && d.Tokens[h].Start >= when.End && d.Tags[h].POS == doc.ADV {
			k = h // "three years ago"
		}
		if h := d.Arcs[k].Head; h >= 0 && r.when[h] == 0 {
			r.when[h] = int32(i) + 1
		}
	}
}

// placeStatements paints the statements on the tokens, the inner over the
// outer. Outer ones come first.
func (r *reader) placeStatements() {
	d := r.d
	r.told = make([]int32, len(d.Tokens))
	for i, s := range d.Statements {
		if s.Stance == doc.Regards {
			continue
		}
		for t := r.tokenFrom(s.Start); t < len(d.Tokens) && d.Tokens[t].Start < s.End; t++ {
			if !s.Gap.Overlaps(d.Tokens[t].Span) {
				r.told[t] = int32(i) + 1
			}
		}
	}
}

func (r *reader) tokenFrom(at int) int {
	lo, hi := 0, len(r.d.Tokens)
	for lo < hi {
		if m := (lo + hi) / 2; r.d.Tokens[m].Start < at {
			lo = m + 1
		} else {
			hi = m
		}
	}
	return lo
}

func (r *reader) placeQuestions() {
	r.question = make([]int32, len(r.d.Sentences))
	for s, sent := range r.d.Sentences {
		for t := sent.First; t < sent.Last; t++ {
			if r.d.Word(t) == "?" {
				r.question[s] = int32(t) + 1
			}
		}
	}
}
