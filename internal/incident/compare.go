package incident

import (
	"math"
	"slices"

	"dragoman/internal/story"
)

// vector is how two Features agree.
type vector [evidence]float64

const (
	constant = iota
	sameType
	sameAct
	sameSource
	otherSource
	sameTarget
	otherTarget
	bothSides
	sameName
	otherName
	sameNoun
	otherNoun
	noParty
	sameDay
	inDays
	aboutDay
	nextDay
	laterDay
	noDay
	samePlace
	otherPlace
	sameCount
	otherCount
	clauseLike
	storyLike
	sameReport
	sameClause
	planAndDeed
	otherPartyOtherDay
	otherDayHere
	otherTypeHere
	otherClause
	otherTypeLike
	evidence
)

var evidenceNames = [evidence]string{"constant", "same type", "same act", "same source", "other source", "same target", "other target", "both sides",
	"same name", "other name", "same noun", "other noun", "no party", "same day", "in days", "about day", "next day", "later day", "no day", "same place", "other place", "same count", "other count",
	"clause like", "story like", "same report", "same clause", "plan and deed", "other party other day", "other day here", "other type here", "other clause", "other type like"}

// How far two tellings may set the days of one act apart.
const (
	apart      = 3  // "the 12th or the 13th"
	apartVague = 10 // one says only that it was about the day of the story
)

// compare weighs two events against one another; false where they cannot tell one act.
func compare(a, b *Features) (*vector, bool) {
	if !a.Kinds.near(&b.Kinds) {
		return nil, false
	}
	v := &vector{constant: 1}
	if !v.days(a, b) || !v.sides(a, b) {
		return nil, false
	}
	if a.Days.broad() || b.Days.broad() {
		if v[otherSource]+v[otherTarget]+v[noParty] > 0 {
			return nil, false // "last year it imposed sanctions": on whom must agree
		}
	}
	v[sameType] = is(a.Kinds.equal(&b.Kinds))
	v[sameAct] = is(a.Act == b.Act)
	v.place(&a.Place, &b.Place)
	v.counts(&a.Counts, &b.Counts)
	v[clauseLike] = story.Likeness(a.Words, b.Words)
	v[storyLike] = story.Likeness(a.Story, b.Story)
	v[sameReport] = is(a.Report == b.Report)
	v[sameClause] = is(a.Sum != 0 && a.Sum == b.Sum && a.Report != b.Report)
	v[planAndDeed] = is(a.Done != b.Done)
	v[otherPartyOtherDay] = max(v[otherSource], v[otherTarget]) * (1 - v[sameDay])
	v[otherTypeLike] = (1 - v[sameType]) * v[clauseLike]
	v[otherDayHere] = v[sameReport] * max(v[nextDay], is(v[laterDay] > 0))
	v[otherTypeHere] = v[sameReport] * (1 - v[sameType])
	v[otherClause] = max(v[otherSource], v[otherTarget], v[noParty]) * (1 - v[clauseLike])
	return v, true
}

func is(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

func (v *vector) days(a, b *Features) bool {
	x, y := a.Days, b.Days
	if !x.known() || !y.known() {
		v[noDay] = 1
		return true
	}
	gap := max(0, x.From-y.To, y.From-x.To)
	switch vague := x.Vague || y.Vague; {
	case vague && gap > apartVague, !vague && gap > apart:
		return false
	case vague:
		v[aboutDay] = 1
		v[laterDay] = math.Log1p(float64(gap))
	case gap == 0 && x.narrow() && y.narrow():
		v[sameDay] = 1
	case gap == 0:
		v[inDays] = 1
	case gap == 1:
		v[nextDay] = 1
	default:
		v[laterDay] = math.Log1p(float64(gap))
	}
	return true
}

// broad days are a season or a year.
func (d Days) broad() bool { return d.known() && d.To-d.From >= broad }

// narrow days are a day and a night.
func (d Days) narrow() bool { return d.To-d.From <= 1 }

// sides compares who did it to whom. In talks both are on both sides, and a report
// may name only one.
func (v *vector) sides(a, b *Features) bool {
	source, target := meet(&a.Source, &b.Source), meet(&a.Target, &b.Target)
	if (source < 0 || target < 0) && !a.mutual() && !b.mutual() &&
		meet(&a.Source, &b.Target) > 0 && meet(&a.Target, &b.Source) > 0 {
		return false // an answer in kind
	}
	v[sameSource], v[otherSource] = is(source > 0), is(source < 0)
	v[sameTarget], v[otherTarget] = is(target > 0), is(target < 0)
	v[bothSides] = is(source > 0 && target > 0)
	v[noParty] = is(source <= 0 && target <= 0)
	known := func(s *Side) []string { return s.Names }
	v[sameName] = is(agree(a, b, known) > 0)
	v[otherName] = is(agree(a, b, known) < 0)
	called := func(s *Side) []string { return s.Nouns }
	v[sameNoun] = is(agree(a, b, called) > 0)
	v[otherNoun] = is(agree(a, b, called) < 0)
	return true
}

// agree is 1 where names of one side meet, and -1 where both name somebody on one
// side and none meet.
func agree(a, b *Features, names func(*Side) []string) int {
	out := 0
	for _, side := range [][2][]string{{names(&a.Source), names(&b.Source)}, {names(&a.Target), names(&b.Target)}} {
		switch {
		case share(side[0], side[1]):
			return 1
		case len(side[0]) > 0 && len(side[1]) > 0:
			out = -1
		}
	}
	return out
}

// mutual acts have the same parties on both sides.
func (f *Features) mutual() bool {
	return len(f.Source.Units) > 1 && slices.Equal(f.Source.Units, f.Target.Units)
}

// meet is 1 where two sides have a unit in common, -1 where they have none, and 0
// where one of them is not told.
func meet(a, b *Side) int {
	switch {
	case a.empty() || b.empty():
		return 0
	case share(a.Units, b.Units):
		return 1
	}
	return -1
}

func share(a, b []string) bool {
	return slices.ContainsFunc(a, func(s string) bool { return slices.Contains(b, s) })
}

func (v *vector) place(a, b *Place) {
	switch {
	case a.Name == "" || b.Name == "":
	case a.Name == b.Name, a.Point && b.Point && distance(a, b) < 20:
		v[samePlace] = 1
	default:
		v[otherPlace] = 1
	}
}

// distance in kilometres, on a sphere.
func distance(a, b *Place) float64 {
	const radius, rad = 6371, math.Pi / 180
	dLat, dLon := (b.Lat-a.Lat)*rad, (b.Lon-a.Lon)*rad
	h := math.Pow(math.Sin(dLat/2), 2) + math.Cos(a.Lat*rad)*math.Cos(b.Lat*rad)*math.Pow(math.Sin(dLon/2), 2)
	return 2 * radius * math.Asin(min(1, math.Sqrt(h)))
}

// counts compares numbers of one kind. Killed 5 and killed 7 may be one act, killed 9
// and killed 48 hardly are.
func (v *vector) counts(a, b *[counted]Range) {
	for i := range a {
		x, y := a[i].told(), b[i].told()
		if x <= 0 || y <= 0 {
			continue
		}
		if d := math.Log(max(x, y) / min(x, y)); d < 0.05 {
			v[sameCount] = 1
		} else {
			v[otherCount] = max(v[otherCount], min(d, 2))
		}
	}
}

// told is the number that a reader remembers: 12 of "at least 12", 50 of "up to 50".
func (r Range) told() float64 {
	if r.Low > 0 {
		return r.Low
	}
	return r.High
}
