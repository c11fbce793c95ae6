// Package incident finds events of different reports (and of one) that tell one
// act: "shelled", "killing five" and next year's "the bombardment of October 14".
//
// An event is reduced to Features: what was done, by whom to whom, in which days,
// where, with which numbers and in which words. Two Features alone say whether
// they are linked (Linked). What hangs together by links is parted into acts by how alike
// its events are in the mean (Part), for one telling may be like two acts that are not like
// one another. So incidents do not depend on the order in which reports come.
//
// Method: rules that say where two events cannot tell one act, and behind them a logistic
// regression over what they agree in (Fellegi and Sunter 1969 in the form that is usual
// since: comparison vectors, here fitted on gold/incidents.jsonl, part tune, and on a
// stream in which nearly all pairs are of two acts; TestFit fits it anew). One act has
// one kind or its kin, does not fall on days that lie apart, and is not the answer to itself; where
// a party is another the two must agree in a noun for who is in it. Two states that fight
// do so every day, so another day speaks against a pair, unless the later one tells of
// what has been before ("the raid", "had raided"), and "last year" speaks against it more.
// Who is told without a state or a name ("rebels") may be anybody's. Numbers that
// differ are versions of an act: killed 5, later 7. A plan and its doing are one act, a
// demand and what is demanded two.
//
// Candidates are looked up by Keys of kind, party or word, and month, so that an
// event costs the same among a million.
//
// What it gets wrong: two acts of one kind, pair and day that differ in their place
// alone, where a report leaves the place out, or what two do to one another day after day
// where most reports do not date it (Israel and Gaza: 97 tellings of nine months); a
// recall without a day ("the raid of
// last summer") stands alone; an act that the coder gave another kind, doer or day
// becomes another incident.
//
// Tried and left out (B-cubed F1 by folds of the tune part, or the test part where that
// is said): how alike the clauses and the whole reports are (.864 with them, .877 without); whom and where else the two reports name
// (test .887, .890 without); acts recalled from up to 45 days back (test .874 with and
// without); that a raid may be an assault, a protest or coercion (.904 with them, .911
// without); the words of the trigger (.896, .904 without); finding what is done to people
// by their nouns (.917, .911 without, all of it one story, for twice the pairs of a
// stream); less say for tellings that are dated by a month or not at all (nothing).
package incident

import "math"

// Linked reports whether two events are so alike that what hangs together by them is to be
// parted into acts. It is symmetric.
func Linked(a, b *Features) bool { return Likeness(a, b) >= same }

// Likeness says how likely two events tell one act, 0 to 1; 0 where they cannot.
func Likeness(a, b *Features) float64 { return weights.weigh(a, b) }

// weigh is the likeness of two events by weights v.
func (v *vector) weigh(a, b *Features) float64 {
	of, ok := compare(a, b)
	if !ok {
		return 0
	}
	return of.likeness(v)
}

// same is the likeness of two events that are linked. It is lower than one would join a pair
// by, since Part takes apart what hangs together by few links.
const same = 0.4

func (v *vector) likeness(weights *vector) float64 {
	sum := 0.0
	for i, x := range v {
		sum += x * weights[i]
	}
	return 1 / (1 + math.Exp(-sum))
}
