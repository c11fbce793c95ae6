package doc

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
	Stance string // says claims denies doubts promises expects confirms
	Parent int    // the statement it is nested in, or -1
	Why    string
}

// Teller is one link of a chain.
type Teller struct {
	Span         // where the text names it; empty where it is carried over
	Actor int    // in Document.Actors, or -1 where the text tells only Name
	Name  string // as written; used where Actor is -1
}

// Holds reports whether the content covers a span.
func (s *Statement) Holds(span Span) bool { return s.Covers(span) && !s.Gap.Overlaps(span) }

// StatementAt returns the innermost statement whose content covers the span,
// or -1 for the outlet's own voice.
func (d *Document) StatementAt(s Span) int {
	best := -1
	for i := range d.Statements {
		st := &d.Statements[i]
		if st.Holds(s) && (best < 0 || st.End-st.Start <= d.Statements[best].End-d.Statements[best].Start) {
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
	By        int    // token that decided ("refused", "will", "if"), or -1 for tense alone
	Rule      string // what was applied: "signature refuse xcomp", "tense past"
	Condition Span   // "if South Korea provides financing"; empty when none
}
