// Package incident finds events of different reports (and of one) that tell one
// act: "shelled", "killing five" and next year's "the bombardment of October 14".
//
// An event is reduced to Features: what was done, by whom to whom, in which days,
// where, with which numbers and in which words. Two Features alone say whether
// their acts are one (Linked), so the incidents, which are what hangs together by
// links, do not depend on the order in which reports come, and a late report only
// ever adds links.
//
// Method: a logistic regression over agreements of two Features (Fellegi and Sunter
// 1969 in the form that is usual since: comparison vectors, here fitted on
// gold/incidents.jsonl, part tune; TestFit fits it anew), behind vetoes for what one
// act cannot have: days that lie apart, kinds that no coder takes for one another, the
// one doing to the other what the other does to the one. The vetoes and a high cut
// keep acts from being chained: a link wants agreement on who and when, or the same
// words. Numbers that differ are versions of an act and never a veto: killed 5, later
// 7. A plan and its doing are one act, a demand and what is demanded two.
//
// Candidates are looked up by keys of kind, pair of units and week (Keys), so that
// an event costs the same among a million.
//
// What it gets wrong: two acts of one kind, pair and day that differ in their place
// alone, where a report leaves the place out; a recall without a day ("the raid of
// last summer") stands alone; an act that the coder gave another doer or another day
// becomes another incident; two acts of one kind and pair on following days are joined
// where one of them is dated by its report alone, and then a recall that names no day
// joins what it could be of.
//
// Tried and left out: average linkage instead of single links, F1 .864 for .867 by
// folds of the tune part.
package incident

import (
	"math"

	"dragoman/internal/story"
)

// Features are what is compared of an event.
type Features struct {
	Report string // the id of the report, by which events of one are known
	Kinds  Kinds  // what was done, or is to be
	Source Side
	Target Side
	Days   Days
	Told   int32 // day of the report; NoDay where it is not known
	Place  Place
	Counts [counted]Range
	Act    string         // the trigger, stemmed
	Done   bool           // told as done, and not as planned, asked or supposed
	Words  *story.Profile // of the clause
	Story  *story.Profile // of the whole report
	Sum    uint64         // of the clause's words; 0 where they are few
}

// Linked reports whether two events tell one act. It is symmetric.
func Linked(a, b *Features) bool { return Likeness(a, b) >= same }

// Likeness says how likely two events tell one act, 0 to 1; 0 where they cannot.
func Likeness(a, b *Features) float64 {
	v, ok := compare(a, b)
	if !ok {
		return 0
	}
	return v.likeness(&weights)
}

// same is the likeness of two tellings of one act.
const same = 0.5

func (v *vector) likeness(weights *vector) float64 {
	sum := 0.0
	for i, x := range v {
		sum += x * weights[i]
	}
	return 1 / (1 + math.Exp(-sum))
}
