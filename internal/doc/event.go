package doc

// Event is one act: who did what to whom, whether it is so, and who says so. An
// act that the report tells several times is one event with the best-supported
// details of its tellings.
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

	// Tellings are what the single clauses tell of the act, in the order of the
	// text, where there are several. The one whose trigger is the event's is the
	// main one.
	Tellings      []Event
	Same          string // of a further telling: what makes it the same act
	Disagreements []Disagreement
}

// Disagreement is a detail that a report tells in two ways: the one that the event
// does not carry, and its words.
type Disagreement struct {
	Span
	Field     string   // killed injured arrested people amount date place status
	Index     int      // in Document.Times or Places; -1 for the others
	Figures   []int    // for a number: what adds up to it
	Status    Modality // for a status
	Statement int      // who tells it so: in Document.Statements, or -1
}

// Party is an actor in an event's slot.
type Party struct {
	Actor   int // in Document.Actors
	Mention int // in Document.Mentions, or -1
}

// EventDate is when an event takes or took place.
type EventDate struct {
	Time   int  // in Document.Times, or -1 where the report's date bounds it
	Before bool // a vague day that the act lies before: "the raid", "had raided"
	TimeRange
}

// Counts are the magnitudes told of an event: numbers of Document.Figures. Several
// add up: "three soldiers and two guards were killed".
type Counts struct {
	Killed, Injured, Arrested, People, Amount []int
}

// Judgement is how sure an event is.
type Judgement struct {
	Confidence float64 // probability that type, source and target are right
	Net        float64 // what the network gives the event's type by itself
	Glance     bool    // the network has not read the sentence: Net is what a head before it expects it to give
	Other      string  // the type that it takes for likeliest, where that is another
}

// Rejected is a candidate that gave no event.
type Rejected struct {
	Token  int
	Frame  string // the frame that came nearest, or empty
	Reason string // "target slot obj holds no actor: \"poverty\""
}
