package doc

import (
	"slices"
	"strings"
	"unicode"
)

// Statement is content that somebody other than the outlet is said to say,
// think, deny or promise.
type Statement struct {
	Span // the content
	// Gap is what tells the content, where it stands amid it and is no part of
	// it: "said the envoy" in “It is late,” said the envoy. “We must go.”
	Gap Span
	Cue Span // "said in a report", "according to"
	// Source is the words beside the cue that name the innermost speaker; empty
	// where it is carried over: "a ministry spokesman", "he", "the agency's report".
	Source Span
	// Chain runs from the outermost teller to the innermost speaker, the
	// outlet left out: "Interfax quoted Putin as saying" gives Interfax, Putin.
	Chain  []Teller
	Quote  string // direct indirect mixed
	Stance string // says claims denies doubts promises expects confirms regards
	// Strength is how firmly: strong ("insisted", "flatly denied"), weak
	// ("hinted", "is believed to"); empty for plain words.
	Strength string
	Parent   int // the statement it is nested in, or -1
	Why      string
}

// Regards is the stance of who wants, backs, blasts or speaks about the content and
// does not say that it is so. Nobody tells what stands in such a statement through
// it: "Norway wants the strait opened" is told by the outlet.
const Regards = "regards"

// Teller is one link of a chain.
type Teller struct {
	Span             // where the text names it; empty where it is carried over
	Actor   int      // in Document.Actors, or -1 where the text tells only Name
	Name    string   // as written; used where Actor is -1 and of the unnamed
	Unnamed *Unnamed // nil where it is named, or is a body or a document
}

// Unnamed is what is told of persons whom a report does not name: "two senior
// officials of the ministry, who asked not to be named".
type Unnamed struct {
	Noun     int  // the token that says what they are: "officials"
	One      bool // it is a single one
	Withheld Span // the words that say that the name is withheld; empty when none
	Body     int  // the body they belong to, in Document.Actors, or -1
}

// CreditLine is an agency whose words the report prints, as its head or foot says.
type CreditLine struct {
	Teller
	Part bool // it only helped: "Reuters contributed to this report"
}

// Wire returns the agency that the whole report is credited to where the publisher
// is another: it tells what the report puts in nobody's mouth. Two agencies are one
// teller under both names, for neither tells it through the other.
func (d *Document) Wire() []Teller {
	var wire []Teller
	for _, c := range d.Credits {
		switch {
		case c.Part:
		case d.IsOutlet(c.Teller):
			return nil
		case len(wire) == 0:
			wire = []Teller{c.Teller}
		case wire[0].Name != c.Name:
			wire[0] = Teller{Actor: -1, Name: wire[0].Name + " and " + c.Name}
		}
	}
	return wire
}

// IsOutlet reports whether a teller is the outlet itself: the publisher where it is
// known, else an agency that the whole report is credited to.
func (d *Document) IsOutlet(t Teller) bool {
	if d.Publisher != "" {
		return d.publishes(t)
	}
	return slices.ContainsFunc(d.Credits, func(c CreditLine) bool { return !c.Part && c.Actor == t.Actor && c.Actor >= 0 })
}

// publishes reports whether the publisher goes by the name of a teller, as it
// stands or with more words: "Reuters UK".
func (d *Document) publishes(t Teller) bool {
	names := []string{t.Name}
	if t.Actor >= 0 {
		names = append(names, d.Actors[t.Actor].Name)
		for _, m := range d.Mentions {
			if m.As == AsName && len(m.Actors) == 1 && m.Actors[0] == t.Actor {
				names = append(names, d.Of(m.Span))
			}
		}
	}
	publisher := " " + strings.Join(nameWords(d.Publisher), " ") + " "
	return slices.ContainsFunc(names, func(n string) bool {
		w := nameWords(n)
		return len(w) > 0 && strings.Contains(publisher, " "+strings.Join(w, " ")+" ")
	})
}

func nameWords(s string) []string {
	w := strings.FieldsFunc(strings.ToLower(s), func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsDigit(c) })
	if len(w) > 1 && w[0] == "the" {
		return w[1:]
	}
	return w
}

// Holds reports whether the content covers a span.
func (s *Statement) Holds(span Span) bool { return s.Covers(span) && !s.Gap.Overlaps(span) }

// StatementAt returns the innermost statement whose content covers the span,
// or -1 for the outlet's own voice.
func (d *Document) StatementAt(s Span) int {
	best := -1
	for i := range d.Statements {
		st := &d.Statements[i]
		if st.Stance != Regards && st.Holds(s) && (best < 0 || st.End-st.Start <= d.Statements[best].End-d.Statements[best].Start) {
			best = i
		}
	}
	return best
}

// Modality is what the text says of an act's being: done, planned, denied...
type Modality string

// The statuses of an act. The zero value means that the predicate denotes no act.
const (
	Occurred     Modality = "occurred"
	Ongoing      Modality = "ongoing"
	Planned      Modality = "planned"      // announced by the doer
	Expected     Modality = "expected"     // foretold by others
	Offered      Modality = "offered"      // or conditional on another's act
	Demanded     Modality = "demanded"     //
	Hypothetical Modality = "hypothetical" //
	Negated      Modality = "negated"      // did not happen, or is denied
	Background   Modality = "background"   // happened before the story, told as history
)

// Done reports whether the status says that the act took or takes place.
func (m Modality) Done() bool { return m == Occurred || m == Ongoing || m == Background }

// Status is the reading of one predicate.
type Status struct {
	Modality  Modality
	By        int      // token that decided ("refused", "will", "if"), or -1 for tense alone
	Rule      string   // what was applied: "signature refuse xcomp", "tense past"
	Over      Modality // what the rule says, where the parser's network overruled it; or ""
	Condition Span     // "if South Korea provides financing"; empty when none
	Barred    bool     // negated by a demand: "must not send arms"
}

// Why tells by what the status was read.
func (s *Status) Why() string {
	if s.Over == "" {
		return s.Rule
	}
	return "the network, over " + string(s.Over) + " by " + s.Rule
}

// ByRule is what the rules alone say.
func (s *Status) ByRule() Modality {
	if s.Over == "" {
		return s.Modality
	}
	return s.Over
}

// Cue is a word that the parser's network takes for one by which the report hands
// something to somebody else's mouth or mind ("said", "wants", "support"), and the
// words that it hands over.
type Cue struct {
	Token       int
	P           float32 // the probability that it is one
	First, Last int     // tokens of its content, half-open; the cue may stand among them
}

// CueAt returns the network's word on token i, or nil where it is no cue to it.
func (d *Document) CueAt(i int) *Cue {
	k, ok := slices.BinarySearchFunc(d.Cues, i, func(c Cue, i int) int { return c.Token - i })
	if !ok {
		return nil
	}
	return &d.Cues[k]
}
