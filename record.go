package dragoman

import "encoding/json"

// Record is what a report comes out as: the clean text, and everything found
// in it. It is the JSON object that `dragoman code` writes. Field names are a
// promise (a change is a change of version); a value that is not known is left
// out, never guessed and never an empty string.
//
// All Start and End count Unicode code points in Text, half-open.
type Record struct {
	ID        string `json:"id,omitempty"`
	URL       string `json:"url,omitempty"`
	Publisher string `json:"publisher,omitempty"`
	Title     string `json:"title,omitempty"`
	Byline    string `json:"byline,omitempty"`
	Date      string `json:"date,omitempty"` // RFC 3339, day or second
	Lang      string `json:"lang,omitempty"` // BCP 47

	Dateline *Dateline `json:"dateline,omitempty"`
	Text     string    `json:"text"`

	Repairs    []Repair    `json:"repairs,omitempty"`
	Removed    []Removed   `json:"removed,omitempty"`
	Sentences  []Sentence  `json:"sentences,omitempty"`
	Actors     []Actor     `json:"actors,omitempty"`
	Places     []Place     `json:"places,omitempty"`
	Times      []Time      `json:"times,omitempty"`
	Statements []Statement `json:"statements,omitempty"`
	Credits    []Credit    `json:"credits,omitempty"`
	Figures    []Figure    `json:"figures,omitempty"`
	Events     []Event     `json:"events,omitempty"`
	Problems   []Problem   `json:"problems,omitempty"`

	Coder CoderInfo `json:"coder"`
}

// Span is a stretch of Record.Text, with its words.
type Span struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Text  string `json:"text"`
}

// Dateline is the place and day that a report is filed from.
type Dateline struct {
	Place  string `json:"place,omitempty"`
	Date   string `json:"date,omitempty"`
	Agency string `json:"agency,omitempty"`
	Span
}

// Repair is one change that led from the text as it came to Record.Text.
type Repair struct {
	Raw      string `json:"raw"`
	Fixed    string `json:"fixed"`
	RawStart int    `json:"raw_start"` // code points in the text as it came
	RawEnd   int    `json:"raw_end"`
	Kind     string `json:"kind"`
}

// Removed is a paragraph that came with the report and is no part of it: a button, a
// caption, what a page says of itself ("Sign up for our newsletter").
type Removed struct {
	Raw      string `json:"raw"`
	RawStart int    `json:"raw_start"` // code points in the text as it came
	RawEnd   int    `json:"raw_end"`
}

// Sentence is one sentence, or one line of a report's head and foot.
type Sentence struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Kind  string `json:"kind"` // title byline dateline heading body credit
}

// Party says who somebody is, as of the report's date.
type Party struct {
	ID      string `json:"id,omitempty"`
	Name    string `json:"name"`
	Kind    string `json:"kind,omitempty"`
	Country string `json:"country,omitempty"` // ISO 3166-1 alpha-3 of that date
	Sector  string `json:"sector,omitempty"`  // PLOVER
	Role    string `json:"role,omitempty"`
	CAMEO   string `json:"cameo,omitempty"`
}

// Actor is a party of the report, with every place that names it.
type Actor struct {
	Party
	Mentions []Mention `json:"mentions,omitempty"`
}

// Mention is one naming of an actor.
type Mention struct {
	Span
	As string `json:"as"` // name nominal pronoun demonym metonym
}

// ActorRef is an actor in a slot of an event or in a chain, with the words
// that put it there, where there are any.
type ActorRef struct {
	Party
	Start *int   `json:"start,omitempty"`
	End   *int   `json:"end,omitempty"`
	Text  string `json:"text,omitempty"`
	// Of tellers alone: persons whom the report does not name. Their name is what
	// it calls them, without the article: "two senior officials".
	Unnamed     bool   `json:"unnamed,omitempty"`
	Count       *Count `json:"count,omitempty"`       // how many, where it is told
	Withheld    *Span  `json:"withheld,omitempty"`    // "who asked not to be named"
	Institution *Party `json:"institution,omitempty"` // the body they belong to
}

// Place is a place named in the text.
type Place struct {
	Span
	Name    string   `json:"name,omitempty"`
	Country string   `json:"country,omitempty"`
	Lat     *float64 `json:"lat,omitempty"` // degrees, WGS 84
	Lon     *float64 `json:"lon,omitempty"`
	Kind    string   `json:"kind,omitempty"`
}

// Time is a time expression in the text, resolved against the report's date.
type Time struct {
	Span
	From      string `json:"from,omitempty"` // day, inclusive
	To        string `json:"to,omitempty"`   // day, inclusive
	Precision string `json:"precision,omitempty"`
	Timex     *Timex `json:"timex,omitempty"`
}

// Timex is the TIMEX3 reading of a time expression.
type Timex struct {
	Type  string `json:"type"`
	Value string `json:"value,omitempty"`
}

// Statement is content that somebody other than the outlet is said to say.
type Statement struct {
	ID string `json:"id"`
	Span
	Parts    []Span     `json:"parts,omitempty"` // its pieces, where what tells it stands amid it: “...,” he said. “...”
	Cue      *Span      `json:"cue,omitempty"`
	Source   *Span      `json:"source,omitempty"` // the words beside the cue that name its innermost speaker
	Chain    []ActorRef `json:"chain,omitempty"`  // outermost teller first, innermost speaker last
	Quote    string     `json:"quote,omitempty"`  // direct indirect mixed
	Parent   string     `json:"parent,omitempty"`
	Stance   string     `json:"stance,omitempty"`   // says claims denies doubts promises expects confirms regards
	Strength string     `json:"strength,omitempty"` // strong weak; absent where plain
}

// Credit is an agency that the head or foot of the report credits it to. Printed by
// another publisher, it is also the chain of what names no teller.
type Credit struct {
	ActorRef
	Part bool `json:"part,omitempty"` // it only contributed
}

// Figure is a quantity told in the text.
type Figure struct {
	Span
	Value  *float64      `json:"value,omitempty"` // of a vague figure or a range the least it may be
	Low    *float64      `json:"low,omitempty"`   // the bounds, where the figure is not exact; an open
	High   *float64      `json:"high,omitempty"`  // one is left out ("at least 12")
	Unit   string        `json:"unit,omitempty"`
	Of     string        `json:"of,omitempty"` // what is counted or measured, as written
	When   string        `json:"when,omitempty"`
	Change *FigureChange `json:"change,omitempty"`
	About  []ActorRef    `json:"about,omitempty"` // whom it concerns
	Via    []ActorRef    `json:"via"`             // empty: the outlet's own word
}

// FigureChange is what a figure has to do with a change: "trade fell by 5 million
// dollars to 7 million from 12".
type FigureChange struct {
	Part string `json:"part"`           // from to by
	Way  string `json:"way,omitempty"`  // rise fall
	From *Level `json:"from,omitempty"` // beside "to": what it was before
}

// Level is what a figure that changed was before.
type Level struct {
	Value *float64 `json:"value,omitempty"`
	Low   *float64 `json:"low,omitempty"`
	High  *float64 `json:"high,omitempty"`
	Unit  string   `json:"unit,omitempty"`
}

// Event is one act: who did what to whom, whether it is so, and who says so.
type Event struct {
	ID string `json:"id"`
	Span
	Trigger    Span       `json:"trigger"`
	Type       string     `json:"event"`
	Mode       string     `json:"mode,omitempty"`
	Contexts   []string   `json:"contexts,omitempty"`
	PLOVER     *Original  `json:"plover,omitempty"` // where a user's ontology gave the type
	CAMEO      string     `json:"cameo,omitempty"`
	Code       string     `json:"code,omitempty"`      // a user's own
	Quad       *int       `json:"quad,omitempty"`      // absent where the scheme has no class
	Goldstein  *float64   `json:"goldstein,omitempty"` // absent where the scale has no value
	Source     []ActorRef `json:"source"`
	Target     []ActorRef `json:"target"`
	Status     string     `json:"status"`
	Underlying string     `json:"underlying,omitempty"`
	Date       *EventDate `json:"date,omitempty"`
	Place      *Where     `json:"place,omitempty"`
	Via        []ActorRef `json:"via"` // empty: the outlet's own word
	Counts     *Counts    `json:"counts,omitempty"`
	Condition  *Span      `json:"condition,omitempty"`
	Confidence *float64   `json:"confidence,omitempty"` // probability, 0-1
	Why        []string   `json:"why,omitempty"`        // with --why

	// Evidence lists all tellings of the act where the report has several, in the
	// order of the text; Disagreements what they say otherwise than the event.
	Evidence      []Telling      `json:"evidence,omitempty"`
	Disagreements []Disagreement `json:"disagreements,omitempty"`
}

// Telling is what one clause tells of an act: its own reading, with the names that
// the fields have in Event.
type Telling struct {
	Span
	Main    bool       `json:"main,omitempty"` // the one whose clause and trigger are the event's
	Trigger Span       `json:"trigger"`
	Mode    string     `json:"mode,omitempty"`
	CAMEO   string     `json:"cameo,omitempty"`
	Source  []ActorRef `json:"source"`
	Target  []ActorRef `json:"target"`
	Status  string     `json:"status"`
	Date    *EventDate `json:"date,omitempty"`
	Place   *Where     `json:"place,omitempty"`
	Via     []ActorRef `json:"via"` // empty: the outlet's own word
	Counts  *Counts    `json:"counts,omitempty"`
	Why     []string   `json:"why,omitempty"` // with --why
}

// Disagreement is a detail that the report tells otherwise than the event has it.
type Disagreement struct {
	Field string     `json:"field"` // killed injured arrested people amount date place status
	Value any        `json:"value"` // as the event's own field has it: a Count, an EventDate, a Where, a status ...
	Span             // the words
	Via   []ActorRef `json:"via"` // who says so; empty: the outlet's own word
}

// Original is what an event is in PLOVER, beside the type that a user's ontology
// gives it.
type Original struct {
	Type       string `json:"event"`
	Mode       string `json:"mode,omitempty"`
	Underlying string `json:"underlying,omitempty"`
}

// EventDate is when an event takes or took place.
type EventDate struct {
	From      string `json:"from,omitempty"` // day, inclusive
	To        string `json:"to,omitempty"`   // day, inclusive
	Precision string `json:"precision,omitempty"`
	Before    bool   `json:"before,omitempty"` // of a vague day: told as done before it ("the raid", "had raided")
	Text      string `json:"text,omitempty"`   // the words; absent where the report's date bounds it
}

// Where is the place of an event.
type Where struct {
	Name    string   `json:"name"`
	Country string   `json:"country,omitempty"`
	Lat     *float64 `json:"lat,omitempty"`
	Lon     *float64 `json:"lon,omitempty"`
}

// Counts are the magnitudes told of an event.
type Counts struct {
	Killed   *Count  `json:"killed,omitempty"`
	Injured  *Count  `json:"injured,omitempty"`
	Arrested *Count  `json:"arrested,omitempty"`
	People   *Count  `json:"people,omitempty"`
	Amount   *Amount `json:"amount,omitempty"`
}

// Count is a number of people: in JSON a number where the text is exact, else
// {"low","high"}; an open bound is 0 and left out ("at least 12").
type Count struct {
	Low, High float64
}

// Exact reports whether the text gives one number.
func (c Count) Exact() bool { return c.Low == c.High }

// MarshalJSON writes a number, or the bounds of a vague one.
func (c Count) MarshalJSON() ([]byte, error) {
	if c.Exact() {
		return json.Marshal(c.Low)
	}
	return json.Marshal(bounds(c))
}

// UnmarshalJSON reads what MarshalJSON writes.
func (c *Count) UnmarshalJSON(raw []byte) error {
	var n float64
	if json.Unmarshal(raw, &n) == nil {
		*c = Count{n, n}
		return nil
	}
	var b bounds
	err := json.Unmarshal(raw, &b)
	*c = Count(b)
	return err
}

type bounds struct {
	Low  float64 `json:"low,omitempty"`  // left out of "up to 50"
	High float64 `json:"high,omitempty"` // left out of "at least 12"
}

// Amount is a sum of money.
type Amount struct {
	Value    *float64 `json:"value,omitempty"` // as in Figure
	Low      *float64 `json:"low,omitempty"`
	High     *float64 `json:"high,omitempty"`
	Currency string   `json:"currency,omitempty"` // ISO 4217
}

// Problem is something wrong with the report, or with what could be made of it.
type Problem struct {
	Stage string `json:"stage"`
	Code  string `json:"code"`
	Text  string `json:"text,omitempty"`
	Start *int   `json:"start,omitempty"`
	End   *int   `json:"end,omitempty"`
}

// CoderInfo says what made the record.
type CoderInfo struct {
	Version string `json:"version"`
	Model   string `json:"model,omitempty"`
	Lexicon string `json:"lexicon,omitempty"`
	Scheme  string `json:"scheme,omitempty"` // with --scheme: "icews"
}
