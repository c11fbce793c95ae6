// Package actor finds who is in a report. It reads tokens, tags, trees and names and
// adds the layer Actors: the parties, one entry each, as of the report's date,
// and every stretch of text that denotes one or more of them.
//
// Method: sieves from sure to loose, after Raghunathan et al. (2010) and Lee
// et al. (2013).
//
//  1. names.go: one index of all known names; grammar and date choose
//     among the readings of one name. cities.go: cities and regions stand for
//     their states.
//  2. unknown.go: runs of capitalised words that act like a person or end like
//     an organisation. sound.go in internal/actors: known people in another transcription.
//  3. phrase.go, compose.go, generic.go: what stands around a name or an agent
//     word ("North Korean leader", "a spokesman for the Turkish foreign
//     ministry"). The text's own introduction beats the lexicon.
//  4. office.go: who held the office that day: "the leader of Chad".
//  5. refer.go, pronoun.go, home.go: short forms, "the agency", "he", "the two
//     leaders", and whose "the government" is. peoples.go: of what state "Kurdish
//     rebels" are here.
//  6. place.go: whether the name of a state or city says where, not who.
//
// What it gets wrong: people whom the text names without title, apposition or
// verb of saying are found only where the parser takes the name for a person's; a
// city that shares its name with a larger one is taken for that; a pronoun goes to
// the most salient fitting party, which is not always the one meant; "the
// government" in a report on several states is left without a country.
package actor

import (
	"io/fs"

	"dragoman/internal/doc"
)

// New loads the tables under data/lexicon and returns the stage.
func New(fsys fs.FS) (doc.Stage, error) {
	k, err := load(fsys)
	if err != nil {
		return doc.Stage{}, err
	}
	return doc.Stage{
		Name:  "actor",
		Needs: doc.Sentences | doc.Tokens | doc.Tags | doc.Trees | doc.Names,
		Adds:  doc.Actors,
		Run:   func(d *doc.Document) { read(k, d) },
	}, nil
}

// read runs the sieves over one report.
func read(k *knowledge, d *doc.Document) {
	r := newReading(k, d)
	r.findNames()
	r.findHalves()
	r.findCities()
	r.findEither()
	r.findUnknown()
	r.findPhrases()
	r.joinAppositions()
	r.findHome()
	r.refer()
	r.local()
	r.inherit()
	r.markPlaces()
	r.write()
}
