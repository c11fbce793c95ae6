package event

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"dragoman/internal/lexicon"
)

// cueTable is data/ontology/contexts.tsv, what tells that an act is a matter of
// elections, health or drugs, or modes.tsv, what tells how it is done.
type cueTable struct {
	byPiece map[string][]cue // cues of words by their first piece, longer first
	acts    []rule           // rows that the act alone decides
	rest    []rule           // rows for acts of which the words tell nothing
	parties []rule           // rows that ask who acts
	// whenWords begin a clause that tells when an act took place, not what it is about.
	whenWords map[string]bool
}

// cue is a phrase with the rows that it speaks for; none of them where it means
// nothing although its words would ("economic forum").
type cue struct {
	pieces []string
	rules  []*rule
}

// rule is one row of the table.
type rule struct {
	says string    // a context or a mode
	line int       // its place in the table
	hint bool      // needs another beside it
	who  []string  // sectors and kinds of a party
	acts []actSpec // nil: of whatever act
	text string
}

// nothing in the context cell marks phrases that mean nothing.
const nothing = "-"

func readContexts(fsys fs.FS, known types) (*cueTable, error) {
	names, err := lexicon.Read(fsys, "ontology/context-names.tsv", "context", "label", "source")
	if err != nil {
		return nil, err
	}
	contexts := map[string]bool{nothing: true}
	for _, r := range names.Rows {
		contexts[r.Get("context")] = true
	}
	return readCues(fsys, known, "ontology/contexts", "context", func(name string) error {
		if !contexts[name] {
			return fmt.Errorf("context %q, expected one of ontology/context-names.tsv or %q", name, nothing)
		}
		return nil
	})
}

func readModes(fsys fs.FS, known types) (*cueTable, error) {
	return readCues(fsys, known, "ontology/modes", "mode", func(name string) error {
		for _, modes := range known {
			if slices.Contains(modes, name) {
				return nil
			}
		}
		return fmt.Errorf("mode %q, expected one of ontology/plover.tsv", name)
	})
}

// readCues reads a table of cues; column names what its rows say.
func readCues(fsys fs.FS, known types, table, column string, check func(string) error) (*cueTable, error) {
	t, err := lexicon.ReadAll(fsys, table, column, "kind", "cues", "acts", "example", "counter", "origin")
	if err != nil {
		return nil, err
	}
	x := &cueTable{byPiece: map[string][]cue{}, whenWords: map[string]bool{}}
	var faults []error
	phrases := map[string]*cue{}
	for n, row := range t.Rows {
		r := rule{says: row.Get(column), line: n, hint: row.Get("kind") == "hint"}
		if err := check(r.says); err != nil {
			faults = append(faults, row.Errorf("%v", err))
		}
		if row.Get("example") == "" || row.Get("origin") == "" {
			faults = append(faults, row.Errorf("no example or no origin"))
		}
		for _, s := range row.List("acts") {
			spec, err := known.parseAct(s)
			if err != nil {
				faults = append(faults, row.Errorf("acts: %v", err))
			}
			r.acts = append(r.acts, spec)
		}
		switch row.Get("kind") {
		case "act", "default":
			for _, s := range row.List("cues") {
				spec, err := known.parseAct(s)
				if err != nil {
					faults = append(faults, row.Errorf("cues: %v", err))
				}
				r.acts, r.text = []actSpec{spec}, s
				if row.Get("kind") == "act" {
					x.acts = append(x.acts, r)
				} else {
					x.rest = append(x.rest, r)
				}
			}
		case "when":
			for _, w := range row.List("cues") {
				x.whenWords[w] = true
			}
		case "party":
			r.who = row.List("cues")
			x.parties = append(x.parties, r)
		case "word", "hint":
			for _, p := range row.List("cues") {
				q := phrases[p]
				if q == nil {
					q = &cue{pieces: strings.FieldsFunc(strings.ToLower(p), func(c rune) bool { return c == ' ' || c == '-' })}
					phrases[p] = q
				}
				if r.says != nothing {
					q.rules = append(q.rules, &r)
				}
			}
		default:
			faults = append(faults, row.Errorf("kind %q, expected word, hint, party, act, default or when", row.Get("kind")))
		}
	}
	for _, q := range phrases {
		x.byPiece[q.pieces[0]] = append(x.byPiece[q.pieces[0]], *q)
	}
	for _, list := range x.byPiece {
		slices.SortFunc(list, func(a, b cue) int {
			if n := len(b.pieces) - len(a.pieces); n != 0 {
				return n
			}
			return slices.Compare(a.pieces, b.pieces)
		})
	}
	return x, errors.Join(faults...)
}
