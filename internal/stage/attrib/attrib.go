// Package attrib finds who says so: it reads trees, predicates and actors and
// adds Statements, each a stretch of text that the report puts into somebody
// else's mouth, with the chain of tellers from the outermost to the innermost.
//
// Method, after Pareti (2016) and Muzny et al. (2017): cue, then content, then
// source. A cue is a word of data/attrib/cues.tsv in one of the patterns in
// which it takes its content (a clause, an infinitive, an object, a quotation).
// The content is read off the tree where the tree has it, and off the
// punctuation where it has not: a cue that trails its sentence ("..., it
// said") governs all that stands before it. Quotations are found first, over
// sentences and paragraphs, for their limits are surer than any parse; one
// without a cue goes to whoever spoke last. The source is the levelled subject
// of the cue, and a document that speaks ("the agency's report said") gives
// way to its issuer. Nesting falls out of the spans: a statement whose cue
// stands in the content of another is told by the other's teller. What carried the
// words (carrier.go) and what they go on with (nest.go) come before the teller. Of
// persons without a name it tells what the text does (describe.go), of a company or group
// that is told of by its kind, which one it is (body.go), of a headline, whose words the
// lead says they are (headline.go), and of the whole report, whom it is credited to (credit.go).
//
// What trails a sentence ("..., a pilot told the court, the radio reported") and what is
// set between commas in it is read off the words (tags.go, insertion.go), for there the
// parser mostly takes the teller for part of what is told.
//
// Words that no table holds ("blasted", "is leaning towards") are cues where the
// parser's network takes them for such (head.go).
//
// What it gets wrong: contents the parser attaches to the wrong verb; speakers
// who alternate in dialogue without a cue or a question; a document without an issuer in
// reach stays a teller; cues that were not spoken yet ("will announce") are
// left out even where an earlier announcement is meant.
package attrib

import (
	"io/fs"

	"dragoman/internal/doc"
)

// New returns the stage, with its cues and tellers read from fsys.
func New(fsys fs.FS) (doc.Stage, error) {
	lex, err := readLexicon(fsys)
	if err != nil {
		return doc.Stage{}, err
	}
	return doc.Stage{
		Name:  "attrib",
		Needs: doc.Sentences | doc.Tokens | doc.Tags | doc.Trees | doc.Cues | doc.Predicates | doc.Actors,
		Adds:  doc.Statements,
		Run:   func(d *doc.Document) { newReader(d, lex).run() },
	}, nil
}

// reader holds one document while its statements are found.
type reader struct {
	d        *doc.Document
	lex      *knowledge
	quotes   []quotation
	mentions map[int]int // head token to the widest mention there
	drafts   []draft
	covers   []bool          // by token: some draft's content covers it
	ended    [][]int         // by sentence: the drafts that end there
	issued   map[string]link // lemma of a document to who issued it: "statement"
	tags     map[int]tag     // by the token of the cue
	bodies   map[int]link    // actor known by its kind alone to the body that it is: "the company"
}

// draft is a statement before nesting.
type draft struct {
	content doc.Span
	gap     doc.Span // see doc.Statement
	cueTok  int      // token of the cue, or -1 where a quotation has none
	cue     doc.Span // empty where a quotation has none
	own     link     // who tells this; the zero link where nobody is named
	stance  string
	quote   int  // in reader.quotes, or -1
	through link // who tells what own says: the agency in "the agency quoted X"
	via     int  // draft that this one is told through whatever the spans say, or -1
	inside  bool // it stands only inside another: nobody is named
	party   int  // of a phrase ("according to X") the token of X
	judges  bool // it says what something is: "what it called a farce"
	runsOn  bool // it goes on with what its teller said before: “...,” he added
	why     string
}

func newReader(d *doc.Document, lex *knowledge) *reader {
	r := &reader{d: d, lex: lex, quotes: findQuotations(d), mentions: map[int]int{}, issued: map[string]link{},
		covers: make([]bool, len(d.Tokens)), ended: make([][]int, len(d.Sentences))}
	for i, m := range d.Mentions {
		if m.Place {
			continue
		}
		if k, ok := r.mentions[m.Head]; !ok || m.Last-m.First > d.Mentions[k].Last-d.Mentions[k].First {
			r.mentions[m.Head] = i
		}
	}
	return r
}

// run reads the sentences in order, for "it said" needs to know who spoke
// before, and a quotation without a cue who spoke last.
func (r *reader) run() {
	for s := range r.d.Sentences {
		switch r.d.Sentences[s].Kind {
		case doc.Byline, doc.DateLine, doc.Credit:
			continue
		}
		r.sentence(s)
	}
	r.loneQuotations()
	r.byNetwork()
	r.headlines()
	r.credits()
	r.d.Statements = r.nest()
	r.describe()
}

// sentence drafts the statements whose cue stands in sentence s.
func (r *reader) sentence(s int) {
	sent := &r.d.Sentences[s]
	r.findTags(sent)
	for i := sent.First; i < sent.Last; i++ {
		if n := r.phrase(sent, i); n > 0 {
			i += n - 1
			continue
		}
		r.word(sent, i)
	}
	r.colon(sent)
	r.dash(sent)
	for i := sent.First; i < sent.Last; i++ {
		r.citing(i)
		r.noteIssued(i)
	}
}

// speaker returns who was speaking last before text offset at: the innermost
// teller there, or with outer the outermost ("it" after "..., the agency
// quoted him as saying" is the agency).
func (r *reader) speaker(at int, outer bool) (link, bool) {
	return r.speakerOf(at, outer, func(*draft) bool { return true })
}

// speakerOf is the last speaker whom the pronoun at hand may mean.
func (r *reader) speakerOf(at int, outer bool, may func(*draft) bool) (link, bool) {
	var found *draft
	for k := len(r.drafts) - 1; k >= 0; k-- {
		f := &r.drafts[k]
		if !f.own.known() || f.cue.Start >= at || !may(f) {
			continue
		}
		switch {
		case found == nil:
			found = f
		case f.last() < min(found.content.Start, found.cue.Start):
			return found.own, true
		case outer && f.content.Covers(found.cue), !outer && found.content.Covers(f.cue):
			found = f
		}
	}
	if found == nil {
		return link{}, false
	}
	return found.own, true
}
