// Package doc holds the one document that every stage reads and adds to: a
// report's clean text, fixed when the document is made, and typed layers over
// it. A layer is written once, by one stage, and no fact is stored twice.
//
// All offsets are UTF-8 byte offsets into Document.Text, half-open. Only the
// record writer turns them into code points. All token numbers are indexes
// into Document.Tokens (absolute, not counted from the start of a sentence).
package doc

import "time"

// Span is a stretch of Document.Text: byte offsets, half-open. The zero Span
// is empty and means "nowhere".
type Span struct{ Start, End int }

// Empty reports whether the span covers no text.
func (s Span) Empty() bool { return s.End <= s.Start }

// Covers reports whether t lies wholly inside s.
func (s Span) Covers(t Span) bool { return s.Start <= t.Start && t.End <= s.End }

// Overlaps reports whether s and t share at least one byte.
func (s Span) Overlaps(t Span) bool { return s.Start < t.End && t.Start < s.End }

// Document is one report on its way from clean text to events.
type Document struct {
	Meta
	Text string // clean, repaired: title and body, page furniture removed
	Raw  string // the text as it came, decoded; Repairs and Removed point into it

	Repairs  []Repair
	Removed  []Removed
	Blocks   []Block // regions of Text in order, as the reader told them apart
	Dateline Dateline

	Sentences  []Sentence   // layer Sentences
	Tokens     []Token      // layer Tokens
	Tags       []Tag        // layer Tags, parallel to Tokens
	Arcs       []Arc        // layer Trees, parallel to Tokens
	Names      []Name       // layer Names, ordered, without overlap
	Cues       []Cue        // layer Cues, ordered by token; nil where the network has no head for them
	Looks      LookTable    // layer Looks
	Odds       []Odds       // layer StatusOdds, by token; nil where the network has no head for them
	Predicates []Predicate  // layer Predicates, ordered by token
	Actors     []Actor      // layer Actors
	Mentions   []Mention    // layer Actors, ordered by start
	Times      []Time       // layer Times, ordered by start
	Places     []Place      // layer Places, ordered by start
	Figures    []Figure     // layer Figures, ordered by start
	Statements []Statement  // layer Statements, outer before inner
	Credits    []CreditLine // layer Statements
	Status     []Status     // layer Status, parallel to Predicates
	Events     []Event      // layer Events, ordered by trigger
	Rejected   []Rejected   // layer Events: candidates that gave no event, and why
	Judgements []Judgement  // layer Judgements, parallel to Events

	Problems []Problem

	kids []int32 // children of each token, grouped by head; see SetArcs
	from []int32 // kids[from[i]:from[i+1]] are the children of token i
}

// Meta is what is known of a report beside its text. Empty means unknown.
type Meta struct {
	ID          string
	URL         string
	Publisher   string
	Title       string
	Byline      string
	Lang        string    // BCP 47, "en"
	Date        time.Time // of publication, UTC; zero when unknown
	DateHasTime bool      // whether Date holds more than the day
}

// Repair is one change that turned the text as it came into Document.Text.
type Repair struct {
	Raw, Fixed       string
	RawStart, RawEnd int    // byte offsets into the text as it came
	Kind             string // glued, hyphen, spacing, mojibake, byline, ...
}

// Removed is a paragraph of the text as it came that is no part of the report and is not
// in Document.Text: "Sign up for our newsletter".
type Removed struct {
	Raw              string
	RawStart, RawEnd int // byte offsets into the text as it came
}

// Kind says what a block or sentence of a report is.
type Kind string

// The kinds of blocks and sentences.
const (
	Title    Kind = "title"
	Byline   Kind = "byline"
	DateLine Kind = "dateline"
	Heading  Kind = "heading"
	Body     Kind = "body"
	Credit   Kind = "credit"
)

// Block is a paragraph-like region of one kind. Blocks do not overlap; the
// blank space between them belongs to none. No sentence crosses a block.
type Block struct {
	Span
	Kind Kind
}

// Dateline is the place and day a report is filed from:
// "MOSCOW, July 19 (Reuters) -". The zero Dateline means there is none.
type Dateline struct {
	Span
	Place  string    // as written, letter-spacing removed: "Seoul, South Korea"
	Date   time.Time // zero when the dateline names no day
	Agency string    // "Reuters"; empty when it names none
}

// Problem is something wrong with the report, or with what could be made of it.
// The report goes on without the part concerned.
type Problem struct {
	Stage string
	Code  string // short, stable, lower case: "other-language"
	Text  string // for people
	Span  Span
}
