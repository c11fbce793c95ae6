package attrib

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"dragoman/internal/doc"
	"dragoman/internal/lexicon"
)

// cue is one row of cues.tsv: a word in one of its patterns.
type cue struct {
	lemma   string
	pattern pattern
	stance  string
	weak    bool
	adj     bool // an adjective, or a participle used as one: who is convinced is its subject
}

// word is a lemma with its part of speech.
type word struct {
	lemma string
	pos   doc.POS
}

// knowledge is what data/attrib knows.
type knowledge struct {
	words   map[word][]cue   // in the order of patterns, most telling first
	phrases map[string][]cue // prepositions of several words, by their first
	tellers map[string]string

	strengths map[string]map[string]string // by place and word
	withheld  map[string][]string          // by the first word
	carriers  map[string][]string          // the ways of a word
	polls     map[string]bool              // documents that tell what many answered: "survey"
	hearers   map[string]bool              // who or what only hears: "seen by", "a court"
	mastheads map[masthead]bool            // words of the names of media
	openings  map[string]bool              // verbs before a quotation without a cue: "testify"
	deeds     map[string]deed              // verbs of what is done, not told: "ratify"
	embeds    map[word]string              // what becomes of the infinitive under a word that makes it done: "hastened to"
}

var stances = []string{"says", "claims", "denies", "doubts", "promises", "expects", "confirms"}

func readLexicon(fsys fs.FS) (*knowledge, error) {
	lex := &knowledge{words: map[word][]cue{}, phrases: map[string][]cue{}, tellers: map[string]string{}}
	return lex, errors.Join(lex.readCues(fsys), lex.readTellers(fsys), lex.readStrengths(fsys), lex.readWithheld(fsys), lex.readCarriers(fsys), lex.readMastheads(fsys), lex.readOpenings(fsys), lex.readDeeds(fsys), lex.readEmbeds(fsys))
}

func (lex *knowledge) readCues(fsys fs.FS) error {
	t, err := lexicon.Read(fsys, "attrib/cues.tsv", "lemma", "pos", "pattern", "stance", "strength", "example", "content", "speaker", "source")
	if err != nil {
		return err
	}
	var faults []error
	for _, row := range t.Rows {
		c, pos, err := readCue(row)
		if err != nil {
			faults = append(faults, err)
			continue
		}
		c.adj = pos == doc.ADJ
		for _, lemma := range row.List("lemma") {
			c.lemma = lemma
			if pos == doc.ADP {
				first, _, _ := strings.Cut(lemma, " ")
				lex.phrases[first] = append(lex.phrases[first], c)
				continue
			}
			lex.words[word{lemma, pos}] = append(lex.words[word{lemma, pos}], c)
		}
	}
	for _, cues := range lex.words {
		slices.SortStableFunc(cues, func(a, b cue) int { return int(a.pattern.rank) - int(b.pattern.rank) })
	}
	return errors.Join(faults...)
}

// mended is a verb's lemma where the lemmatizer missed by a final e or a double
// consonant ("boaste", "opin", "signall"); what is no cue stays as it is.
func (lex *knowledge) mended(lemma string) string {
	n := len(lemma)
	for _, l := range []string{lemma + "e", lemma[:max(n-1, 0)]} {
		if lex.words[word{l, doc.VERB}] != nil && (l > lemma || lemma[n-1] == 'e' || n > 1 && lemma[n-1] == lemma[n-2]) {
			return l
		}
	}
	return lemma
}

func readCue(row lexicon.Row) (cue, doc.POS, error) {
	c := cue{stance: row.Get("stance"), weak: row.Get("strength") == "weak"}
	pos := doc.ParsePOS(row.Get("pos"))
	var err error
	switch {
	case pos == doc.None:
		err = row.Errorf("pos %q, expected VERB NOUN ADJ ADV or ADP", row.Get("pos"))
	case !slices.Contains(stances, c.stance):
		err = row.Errorf("stance %q, expected one of %s", c.stance, strings.Join(stances, " "))
	case row.Get("example") == "" || row.Get("source") == "":
		err = row.Errorf("no example or no source, expected both")
	case !c.weak && row.Get("strength") != "strong":
		err = row.Errorf("strength %q, expected strong or weak", row.Get("strength"))
	}
	if err != nil {
		return c, pos, err
	}
	if c.pattern, err = parsePattern(row.Get("pattern")); err != nil {
		err = row.Errorf("%v", err)
	}
	return c, pos, err
}

// readEmbeds reads from the table of embedding words those under which an infinitive is
// done: keep, goon and seem ("went on to say"), and force, where it is in the passive.
func (lex *knowledge) readEmbeds(fsys fs.FS) error {
	t, err := lexicon.Read(fsys, "attrib/signatures.tsv", "lemma", "pos", "complement", "effect", "example", "expect", "source")
	if err != nil {
		return err
	}
	lex.embeds = map[word]string{}
	for _, row := range t.Rows {
		effect := row.Get("effect")
		if !slices.Contains([]string{"keep", "goon", "seem", "force"}, effect) || !slices.Contains(row.List("complement"), "to") {
			continue
		}
		for _, lemma := range row.List("lemma") {
			lex.embeds[word{lemma, doc.ParsePOS(row.Get("pos"))}] = effect
		}
	}
	return nil
}

var tellerKinds = []string{"person", "office", "body", "press", "air", "media", "document"}

func (lex *knowledge) readTellers(fsys fs.FS) error {
	t, err := lexicon.Read(fsys, "attrib/tellers.tsv", "lemma", "kind", "example", "source")
	if err != nil {
		return err
	}
	var faults []error
	for _, row := range t.Rows {
		kind := row.Get("kind")
		if !slices.Contains(tellerKinds, kind) {
			faults = append(faults, row.Errorf("kind %q, expected one of %s", kind, strings.Join(tellerKinds, " ")))
		}
		for _, lemma := range row.List("lemma") {
			lex.tellers[lemma] = kind
		}
	}
	return errors.Join(faults...)
}

// pattern is how a cue takes its content.
type pattern struct {
	name string
	kind patternKind
	prep string // the preposition of kinds prep and prepTo
	prt  bool   // wants a particle or adverb: "pointed out that"
	whom bool   // may name the hearer before the clause: "told Cairo that"
	rank int8
}

type patternKind uint8

const (
	that    patternKind = iota // finite clause, or a quotation: "said (that) P"
	saying                     // "quoted X as saying P"
	source                     // "citing X", told of another cue's content
	whether                    // "asked whether P"
	whomTo                     // "urged X to do": content is X with the infinitive
	pred                       // "called X Y"
	prepTo                     // "called on X to do"
	isTo                       // "is believed to do": nobody is named
	as                         // "described X as Y"
	prep                       // "accused X of Y", "warned of Y"
	to                         // "pledged to do"
	ing                        // "denied doing"
	obj                        // "announced X"
	told                       // "repeated the claim that P": an object that tells
	quote                      // takes a quotation only
	clause                     // "according to X", "reportedly": the clause it hangs on
)

var kinds = map[string]patternKind{
	"that": that, "prt that": that, "whom that": that, "saying": saying, "source": source, "whether": whether, "whom to": whomTo,
	"pred": pred, "is to": isTo, "as": as, "to": to, "ing": ing, "obj": obj, "told": told, "quote": quote, "clause": clause,
	"to_ quote": quote,
}

// parsePattern reads the pattern column. A preposition stands for itself,
// "to_" for the preposition "to"; "obj to_" wants an object before it.
func parsePattern(s string) (pattern, error) {
	p := pattern{name: s, prt: strings.HasPrefix(s, "prt "), whom: s == "whom that"}
	if k, ok := kinds[s]; ok {
		p.kind, p.rank = k, int8(k)
		return p, nil
	}
	first, second, two := strings.Cut(s, " ")
	switch {
	case !two:
		p.kind, p.prep = prep, first
	case first == "whom":
		p.kind, p.prep, p.whom = prep, second, true // "informed X of Y"
	case first == "obj":
		p.kind, p.prep = prep, second
	case second == "to":
		p.kind, p.prep = prepTo, first
	case second == "as":
		p.kind, p.prep = as, first
	default:
		return p, fmt.Errorf("pattern %q, expected one that cues.go lists", s)
	}
	p.prep = strings.TrimSuffix(p.prep, "_")
	p.rank = int8(p.kind)
	return p, nil
}
