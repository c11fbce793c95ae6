package incident

import (
	"math"
	"slices"
)

// vector is how two Features agree.
type vector [evidence]float64

const (
	constant = iota
	sameMode
	otherMode
	sameSource
	otherSource
	sameTarget
	otherTarget
	bothSides
	noParty
	sameName
	otherName
	sameNoun
	otherNoun
	sameDay
	inDays
	aboutDay
	otherDay
	laterDay
	broadDay
	toldAgain
	samePlace
	otherPlace
	sameCount
	otherCount
	sameRare
	ownOtherDay
	sameReport
	otherDayHere
	planAndDeed
	otherKind
	evidence
)

var evidenceNames = [evidence]string{"constant", "same mode", "other mode", "same source", "other source", "same target", "other target", "both sides", "no party",
	"same name", "other name", "same noun", "other noun", "same day", "in days", "about day", "other day", "later day", "broad day", "told again",
	"same place", "other place", "same count", "other count", "same rare", "own other day", "same report", "other day here", "plan and deed", "other kind"}

// How far two tellings may set the days of one act apart.
const (
	apart      = 2 // "the 12th or the 13th"
	apartVague = 8 // one says only that it was about the day of the story
	broad      = 35
	distinct   = 4 // the logarithm of a number that no two acts have by chance, some 50
)

// compare weighs two events against one another; false where they cannot tell one act.
func compare(a, b *Features) (v vector, ok bool) {
	if a.kin() != b.kin() {
		return v, false
	}
	gap, ok := v.days(a, b)
	if !ok || !v.sides(a, b) {
		return v, false
	}
	v[constant] = 1
	if a.Mode != 0 && b.Mode != 0 {
		v[sameMode], v[otherMode] = is(a.Mode == b.Mode), is(a.Mode != b.Mode)
	}
	v.place(a.Place, b.Place)
	v.counts(&a.Counts, &b.Counts)
	v.rare(a.Rare, b.Rare)
	v[sameReport] = is(a.Report == b.Report)
	v[otherDayHere] = v[sameReport] * is(gap > 0)
	v[planAndDeed] = is(a.Done != b.Done)
	v[otherKind] = is(a.Kind != b.Kind)
	switch {
	case a.To-a.From >= broad || b.To-b.From >= broad:
		v[broadDay] = 1
	case gap > 0:
		v[ownOtherDay] = v[samePlace] + v[sameNoun] + v[sameCount]
	}
	return v, true
}

func is(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

func (v *vector) days(a, b *Features) (gap int32, ok bool) {
	if a.From == NoDay || b.From == NoDay {
		return 0, a.From == b.From
	}
	gap = max(0, a.From-b.To, b.From-a.To)
	vague := a.Vague || b.Vague
	if gap > apartVague || gap > apart && !vague {
		return gap, false
	}
	switch narrow := a.To-a.From <= 1 && b.To-b.From <= 1; { // a day and a night
	case vague:
		v[aboutDay] = 1
	case gap == 0 && narrow:
		v[sameDay] = 1
	case gap == 0:
		v[inDays] = 1
	}
	v[otherDay] = is(gap > 0)
	v[toldAgain] = is(a.Recall && a.From > b.To || b.Recall && b.From > a.To)
	v[laterDay] = math.Log1p(float64(max(0, gap-1)))
	return gap, true
}

// sides compares who did it to whom; false where one did to the other what the other
// did to the one, and where a side is another and no noun for who is in it is the same.
func (v *vector) sides(a, b *Features) bool {
	source, target := meet(&a.Source, &b.Source), meet(&a.Target, &b.Target)
	turned := Features{Source: b.Target, Target: b.Source}
	mutual := a.mutual() || b.mutual()
	if s, t := meet(&a.Source, &turned.Source), meet(&a.Target, &turned.Target); s+t > source+target {
		switch {
		case mutual:
			b, source, target = &turned, s, t
		case s > 0 && t > 0 && !a.both() && !b.both():
			return false // an answer in kind
		}
	}
	if source < 0 && !share(a.Source.Nouns, b.Source.Nouns) || target < 0 && !share(a.Target.Nouns, b.Target.Nouns) {
		return false
	}
	if mutual { // which side is which is no matter, nor which of the two is told whole
		source, target = max(source, target), min(source, target)
	}
	v[sameSource], v[otherSource] = is(source > 0), is(source < 0)
	v[sameTarget], v[otherTarget] = is(target > 0), is(target < 0)
	v[bothSides] = is(source > 0 && target > 0)
	v[noParty] = is(source <= 0 && target <= 0)
	name := agree(a.Source.Names, b.Source.Names, a.Target.Names, b.Target.Names)
	v[sameName], v[otherName] = is(name > 0), is(name < 0)
	noun := agree(a.Source.Nouns, b.Source.Nouns, a.Target.Nouns, b.Target.Nouns)
	v[sameNoun], v[otherNoun] = is(noun > 0), is(noun < 0)
	return true
}

// agree is 1 where names of one side meet, and -1 where both name somebody on one
// side and none meet.
func agree(a, b, c, d []uint16) int {
	switch {
	case share(a, b) || share(c, d):
		return 1
	case len(a) > 0 && len(b) > 0 || len(c) > 0 && len(d) > 0:
		return -1
	}
	return 0
}

// mutual reports whether the parties may be told either way.
func (f *Features) mutual() bool { return slices.Contains(mutual, f.Kind) }

// both reports whether the same parties are on both sides.
func (f *Features) both() bool {
	return len(f.Source.Units) > 1 && slices.Equal(f.Source.Units, f.Target.Units)
}

// meet is 1 where two sides have a unit in common, -1 where they have none, and 0
// where one of them is not told: "rebels" may be anybody's.
func meet(a, b *Side) int {
	switch {
	case a.empty() || b.empty():
		return 0
	case share(a.Units, b.Units):
		return 1
	case a.anybody() || b.anybody():
		return 0
	}
	return -1
}

// anybody reports whether nobody on a side has a state or a name.
func (s *Side) anybody() bool { return s.Units[0] >= anybody } // sorted

func share(a, b []uint16) bool {
	return slices.ContainsFunc(a, func(s uint16) bool { return slices.Contains(b, s) })
}

func (v *vector) place(a, b uint16) {
	if a != 0 && b != 0 {
		v[samePlace], v[otherPlace] = is(a == b), is(a != b)
	}
}

// counts compares numbers of one kind. Killed 5 and killed 7 may be one act, killed 9
// and killed 48 hardly are; that two killed 3 is chance, that two killed 48 is not.
func (v *vector) counts(a, b *[counted]uint16) {
	for i := range a {
		if a[i] == 0 || b[i] == 0 {
			continue
		}
		d := float64(max(a[i], b[i])-min(a[i], b[i])) / scale
		if d < 0.05 {
			v[sameCount] = max(v[sameCount], min(1, float64(a[i])/scale/distinct))
		} else {
			v[otherCount] = max(v[otherCount], min(d, 2))
		}
	}
}

// rare is how many of the rarest words are in both clauses, of so many as there are.
func (v *vector) rare(a, b []uint16) {
	n := 0
	for _, w := range a {
		if slices.Contains(b, w) {
			n++
		}
	}
	if n > 0 {
		v[sameRare] = float64(n) / float64(min(len(a), len(b)))
	}
}
