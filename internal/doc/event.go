package doc

// Event is one act: who did what to whom, whether it is so, and who says so.
type Event struct {
	Span              // the clause that reports it
	Token      int    // the trigger
	Trigger    Span   // the trigger's text, with particle or light verb's noun
	Type       string // PLOVER: CONSULT
	Mode       string // PLOVER: visit
	Contexts   []string
	CAMEO      string // as deep as the text supports: "042"
	Source     []Party
	Target     []Party
	Status     Modality
	Underlying string // for a planned or offered act: the type it will be when done
	Date       EventDate
	Place      int // in Document.Places, or -1
	Statement  int // in Document.Statements, or -1 for the outlet's own voice
	Counts     Counts
	Condition  Span
	Frame      string   // id of the frame that fired
	Why        []string // for people: frame, slots, status, date, each with its words
}

// Party is an actor in an event's slot.
type Party struct {
	Actor   int // in Document.Actors
	Mention int // in Document.Mentions, or -1
}

// EventDate is when an event takes or took place.
type EventDate struct {
	Time int // in Document.Times, or -1 where the report's date bounds it
	TimeRange
}

// Counts are the magnitudes told of an event: numbers of Document.Figures, or
// -1 where none is told.
type Counts struct {
	Killed, Injured, Arrested, People, Amount int
}

// NoCounts is what an event without magnitudes carries.
var NoCounts = Counts{-1, -1, -1, -1, -1}

// Rejected is a candidate that gave no event.
type Rejected struct {
	Token  int
	Frame  string // the frame that came nearest, or empty
	Reason string // "target slot obj holds no actor: \"poverty\""
}
