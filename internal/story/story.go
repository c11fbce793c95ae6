// Package story finds reports that tell the same story: not only copies of one
// text, but what two reporters write of one earthquake, and not of another.
//
// A report is reduced to a Profile: its words, names, pairs of names ("Mark
// Sample") and figures, weighted by how rare they are in news (counts of
// data/vocab; sublinear term frequency, more for what stands in the lead).
// Likeness weighs the four cosines of two profiles by a logistic regression, fitted
// on the development topics of ECB+ (TestECB fits it anew). It is a function of the
// two reports alone, with no counts of the collection, so a late report changes
// nothing between others.
//
// Links above a floor are clustered by average linkage within the components of
// strong links: a story is not chained to the next one by a single report that tells
// of both (as single linkage does). The result depends on the set of reports, not on
// the order in which they come.
//
// Candidates are found by the rarest terms, in a window of days where days are
// known, so that a report more costs the same among a million.
//
// What it gets wrong: two stories of one person within days of each other (the bid
// of one team for a player, then of another) hang together, and so do notices of one
// form; a comment that names nobody stands alone, and so do reports of fifty words
// more often than long ones (of gold/incidents.jsonl, tune part, a third of the pairs
// within a week that are no copies are found, none wrongly).
//
// Tried and left out: coded events (types, actors, places) beside the words tell
// nothing more, held-out F1 on ECB+ .864 with and without; days that lie close as a
// sign of likeness join the notices of a stock exchange.
package story

import (
	"math"
	"time"
)

// Report is what is read of a report.
type Report struct {
	Text string    // headline included
	Date time.Time // of publication; zero where it is not known
}

// kind of a term. Terms of different kinds never meet.
type kind uint8

const (
	word   kind = iota
	name        // written with a capital where no sentence begins
	pair        // two such words in a row
	figure      // digits
	kinds
)

// term is a hashed word with its weight in quarters.
type term struct {
	hash   uint32
	weight uint8
}

// Profile is what is kept of a report for comparing it.
type Profile struct {
	day   int32 // since 1970, noDay where it is not known
	terms [kinds][]term
	norm  [kinds]float64
	keys  []uint32
}

const noDay = math.MinInt32

// Window is how many days reports of one story are apart, one from the next; a
// story that goes on for longer hangs together by those between.
const Window = 7

// weights of the four cosines and the constant, as TestECB fits them.
var weights = [kinds]float64{word: 4.9, name: 11.1, pair: 2.6, figure: 5.9}

const (
	constant = -7.7
	// flat draws logits together before they are averaged over the pairs of two
	// clusters: one sure pair is not to outweigh many unsure ones.
	flat = 2.0
)

// Likeness says how likely two reports tell one story, on a scale of 0 to 1 that is
// flatter than a probability. Reports of days further apart than Window are not
// compared.
func Likeness(a, b *Profile) float64 {
	if !near(a.day, b.day) {
		return 0
	}
	return likeness(cosines(a, b), weights, constant)
}

func near(a, b int32) bool {
	return a == noDay || b == noDay || a-b <= Window && b-a <= Window
}

func likeness(cos, weights [kinds]float64, constant float64) float64 {
	sum := constant
	for k, c := range cos {
		sum += weights[k] * c
	}
	return 1 / (1 + math.Exp(-sum/flat))
}

// cosines compares the terms of each kind. Where neither report has any, their
// words stand in: a report without figures is no less like its twin.
func cosines(a, b *Profile) [kinds]float64 {
	var out [kinds]float64
	for k := range kinds {
		switch {
		case a.norm[k] > 0 && b.norm[k] > 0:
			out[k] = dot(a.terms[k], b.terms[k]) / (a.norm[k] * b.norm[k])
		case a.norm[k] == 0 && b.norm[k] == 0:
			out[k] = out[word]
		}
	}
	return out
}

func dot(a, b []term) float64 {
	sum := 0
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0].hash < b[0].hash:
			a = a[1:]
		case a[0].hash > b[0].hash:
			b = b[1:]
		default:
			sum += int(a[0].weight) * int(b[0].weight)
			a, b = a[1:], b[1:]
		}
	}
	return float64(sum)
}

// Keys are the rarest terms, by which reports of the same story are looked up.
func (p *Profile) Keys() []uint32 { return p.keys }
