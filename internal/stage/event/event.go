// Package event says who did what to whom: it reads the predicates, actors,
// times, places, figures, statements and statuses of a document and adds
// Events, and for each candidate that came to nothing the reason.
//
// Method: frame matching on levelled predicate-argument structure, the pattern
// lore of KEDS, TABARI and PETRARCH (Norris, Schrodt and Beieler 2017) lifted
// from word order to grammar. A frame is a row of data/frames: a trigger,
// conditions on its arguments, slots for source and target, and the PLOVER and
// CAMEO codes. The most particular row whose slots can be filled wins; there
// are no default codes, so what matches nothing gives nothing. An act that answers
// one told before ("denied the accusation") finds its target there, and words
// whose addressee the clause leaves out find it around it. An act that is told
// several times is one event (event coreference within a document, the task of Bejan
// and Harabagiu 2010, by rules): tellings are joined where a noun points back, an
// outcome stands with its act or the same words name the same parties, and nothing
// that they say of parties, day, place and status speaks against it.
//
// Rows of a user's dictionary (ruled.go, pattern.go) go by the words around the verb and
// the order in which actors are named, as PETRARCH does: they decide their verbs alone.
//
// What it gets wrong: it knows only the triggers it was given, and it takes one
// reading of each; a frame's codes are those of the deed, so a verb with an
// everyday sense that no row blocks over-produces. Of two tellings with other words and
// no noun that points back it makes two events.
package event

import (
	"errors"
	"fmt"
	"io/fs"

	"dragoman/internal/doc"
)

// New returns the stage, with the frames read from fsys.
func New(fsys fs.FS) (doc.Stage, error) {
	know, err := readKnowledge(fsys)
	if err != nil {
		return doc.Stage{}, err
	}
	return doc.Stage{
		Name: "event",
		Needs: doc.Sentences | doc.Tokens | doc.Tags | doc.Trees | doc.Predicates | doc.Actors |
			doc.Times | doc.Places | doc.Figures | doc.Statements | doc.Statuses,
		Adds: doc.Events,
		Run:  func(d *doc.Document) { code(d, know) },
	}, nil
}

// knowledge is what the stage knows: its tables.
type knowledge struct {
	frames   *frames
	types    types
	contexts *cueTable
	modes    *cueTable
	tolls    *tolls
}

// readKnowledge reads the tables. All faults are reported at once.
func readKnowledge(fsys fs.FS) (*knowledge, error) {
	var k knowledge
	var errs [6]error
	var codes map[string][2]string
	k.frames, errs[0] = readFrames(fsys)
	codes, errs[1] = readCodes(fsys)
	k.types, errs[2] = readTypes(fsys)
	k.contexts, errs[3] = readContexts(fsys, k.types)
	k.modes, errs[4] = readModes(fsys, k.types)
	k.tolls, errs[5] = readTolls(fsys, k.types)
	if err := errors.Join(errs[:]...); err != nil {
		return nil, err
	}
	k.frames.pair(codes)
	return &k, nil
}

// code finds the events of one document.
func code(d *doc.Document, know *knowledge) *coder {
	c := &coder{d: d, lex: know.frames, types: know.types, ctx: lookup{table: know.contexts}, mode: lookup{table: know.modes}, toll: know.tolls, index: newIndex(d), matchAt: map[int]*match{}, taken: map[int]string{}, blocked: map[int]string{}, regions: map[int]region{}}
	story := ""
	if story, c.dropped = c.findDiscards(); story != "" {
		for i := range d.Predicates {
			c.reject(d.Predicates[i].Token, "", "the story is discarded for %q", story)
		}
		return c
	}
	for i := range d.Predicates {
		if c.discarded(&d.Predicates[i]) {
			continue
		}
		if m, ok := c.match(&d.Predicates[i]); ok {
			c.matches = append(c.matches, m)
		}
	}
	c.settle()
	c.pairs()
	for i := range c.matches {
		c.matchAt[c.matches[i].pred.Token] = &c.matches[i]
		d.Events = append(d.Events, c.build(&c.matches[i]))
	}
	c.setDates()
	c.claims()
	c.answer()
	c.address()
	c.dropTaken()
	c.describe(d.Events)
	c.placeTolls()
	c.setContexts(d.Events)
	c.unite()
	return c
}

// coder is the work on one document.
type coder struct {
	d       *doc.Document
	lex     *frames
	types   types
	ctx     lookup
	mode    lookup
	toll    *tolls
	index   index
	matches []match
	dropped map[int]string // sentences that a user's phrase discards, with it
	regions map[int]region // of triggers whose patterns were tried
	namings []match        // of acts that a clause names and tells the parties of nowhere: "the raid lasted an hour"
	matchAt map[int]*match // trigger to its match
	refs    []reference    // the day that the story has come to, by sentence
	taken   map[int]string // tokens of events that others took in, with the reason
	blocked map[int]string // nouns that a row for no act took in, with the row
}

// reject notes why a candidate gave no event.
func (c *coder) reject(token int, frame, format string, args ...any) {
	c.d.Rejected = append(c.d.Rejected, doc.Rejected{Token: token, Frame: frame, Reason: fmt.Sprintf(format, args...)})
}
