package doc

import "time"

// Actor is a party that acts, speaks or is acted on, as of the report's date.
// Empty fields are unknown.
type Actor struct {
	ID      string // stable: own lexicon id, or local ("p1") for one met only here
	Name    string // canonical: "Vladimir Putin"
	Kind    string // state leader official agency organisation military group party media company people person
	Country string // ISO 3166-1 alpha-3 of that date; SUN YUG CSK DDR ... for the past
	Sector  string // PLOVER: GOV MIL REB OPP ...; empty for a state as such
	Role    string // "President of Russia"
	CAMEO   string // "RUSGOV"
}

// As says how a mention refers.
type As string

// The ways a mention refers.
const (
	AsName    As = "name"    // "Putin"
	AsNominal As = "nominal" // "the agency", "Turkish police"
	AsPronoun As = "pronoun" // "he"
	AsDemonym As = "demonym" // "Russian" in "Russian troops"
	AsMetonym As = "metonym" // "Moscow said"
)

// Mention is a stretch of text that denotes one or more actors.
type Mention struct {
	Span
	First, Last int   // tokens, half-open
	Head        int   // the token that other words hang the mention by
	Actors      []int // in Document.Actors; several for "the two leaders"
	As          As
	// Place is set where the name of a state or city says where, not who:
	// "in Seoul". Such a mention fills no actor slot but a visit's host.
	Place bool
	Why   string // the lexicon row or rule behind it
}

// MentionAt returns the widest mention whose head is token i, or -1.
func (d *Document) MentionAt(i int) int {
	best := -1
	for k := range d.Mentions {
		m := &d.Mentions[k]
		if m.Head == i && (best < 0 || m.Last-m.First > d.Mentions[best].Last-d.Mentions[best].First) {
			best = k
		}
	}
	return best
}

// Time is a time expression, resolved against the report's date.
type Time struct {
	Span
	TimeRange
	Type  string // TIMEX3: DATE TIME DURATION SET
	Value string // TIMEX3: "2000-07-19", "P2D"
	Why   string
}

// Place is a named place with coordinates.
type Place struct {
	Span
	Name     string
	Country  string  // ISO 3166-1 alpha-3
	Lat, Lon float64 // degrees, WGS 84
	Kind     string  // country, capital, city, region, ...
}

// Figure is a quantity in the text.
type Figure struct {
	Span
	Value     float64   // meaningless where Vague
	Low, High float64   // bounds of a vague or ranged figure; equal to Value otherwise
	Vague     bool      // "hundreds of thousands"
	Unit      string    // person, USD, %, day, km, mile, ordinal, ...
	Of        string    // what is measured, as written: "people"
	Change    Change    // where the figure is part of a change
	When      TimeRange // when it was so
	About     []Party   // whom it concerns
}

// Change is what a figure has to do with a change: "fell by 5 percent from 12 to
// 7". The zero Change is none.
type Change struct {
	Part string // from to by; empty for none
	Way  string // rise fall, or empty where the text leaves it open
	From int    // of a figure reached: the figure it came from, in Document.Figures; else -1
}

// Sum adds up figures: "three soldiers and two guards". It is as vague as its
// vaguest part.
func (d *Document) Sum(figures []int) Figure {
	if len(figures) == 1 {
		return d.Figures[figures[0]]
	}
	var sum Figure
	open := false
	for _, k := range figures {
		f := &d.Figures[k]
		open = open || f.High == 0 && f.Low > 0
		sum.Value, sum.Low, sum.High = sum.Value+f.Value, sum.Low+f.Low, sum.High+f.High
		sum.Vague, sum.Unit = sum.Vague || f.Vague, f.Unit
	}
	if open {
		sum.High = 0
	}
	return sum
}

// TimeRange is a stretch of days with its precision; the zero TimeRange is
// unknown, a zero bound is open.
type TimeRange struct {
	From, To  time.Time // UTC, both inclusive by the day
	Precision string    // day week month season year interval vague
}
