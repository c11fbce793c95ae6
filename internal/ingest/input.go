// Package ingest reads what strangers send and makes documents of it, ready
// for analysis.
//
// Reading (Open, Files) finds the format by content, never by name (but a script that
// lies in a folder): plain text,
// HTML, MHTML, mail, JSON Lines or arrays of reports, tables (CSV, TSV), NewsML-G2, NITF, RSS, Atom and JSON feeds, tar and zip archives of
// these, WARC archives (package warc), each perhaps packed with gzip, bzip2, zstd or xz, in
// whatever character set. Input is streamed, one report in memory at a time and
// none larger than Options.MaxReport; a bad report gives an error that names
// its place, and the batch goes on behind it.
//
// Building (Builder.Build) has the text mended, joins hard-wrapped lines, drops
// page furniture and tells the regions of a report apart: title, byline,
// dateline, headings, body, credit.
//
// In HTML, go-trafilatura (Barbaresi 2021) and go-readability (after Mozilla's) find the
// article, and what they find is merged; the rest is rules over data/reading. What it gets wrong: a headline with a full stop, or a first
// paragraph without one, is taken for the other in plain text; list items in
// title case look like headings; furniture worded like a sentence stays.
package ingest

import (
	"fmt"

	"dragoman/internal/doc"
)

// Input is one report as it came.
type Input struct {
	Place
	doc.Meta
	// Text is the text as it came, decoded to UTF-8 and otherwise untouched;
	// of HTML, the extracted article. The offsets of doc.Repair point into it.
	Text     string
	Problems []doc.Problem
	// Record is the line itself where it is a report that has been coded already: an
	// object that also says which coder made it.
	Record []byte
	// unread takes the article out of a page that was left for later.
	unread func(*Input) error
}

// Finish takes the article out of a page that was left for later (Options.Later), which is
// most of the work of reading it. Other inputs are finished as they come.
func (in *Input) Finish() error {
	read := in.unread
	if read == nil {
		return nil
	}
	in.unread = nil
	if err := read(in); err != nil {
		return &Error{in.Place, err}
	}
	return nil
}

// now reads the page at once, unless it is to be left.
func (in *Input) now(opts Options) error {
	read := in.unread
	if opts.Later || read == nil {
		return nil
	}
	in.unread = nil
	return read(in)
}

// Place is where a report comes from.
type Place struct {
	Name string // "reports.jsonl", "page.html.gz", "-"
	Line int    // in JSON Lines, counted from 1; otherwise 0
	At   string // in WARC (warc.Position), NewsML-G2, JSON arrays and of faults of tar archives the byte offset; in feeds, which item; otherwise ""
}

// String writes "reports.jsonl:12" or "crawl.warc.gz@52311".
func (p Place) String() string {
	switch {
	case p.Line > 0:
		return fmt.Sprintf("%s:%d", p.Name, p.Line)
	case p.At != "":
		return p.Name + "@" + p.At
	}
	return p.Name
}

// Options bound and steer the reading. The zero value is good.
type Options struct {
	// MaxReport is the size in bytes, unpacked, past which a report is refused;
	// 0 means DefaultMaxReport.
	MaxReport int
	// Later leaves pages as they came, for Input.Finish to read: so that several workers
	// can do it.
	Later bool
	// Behind is where Files goes on, passing over what is before; At, if it is set, is where it
	// stands, with each report that it yields.
	Behind Mark
	At     *Mark
	// Taken is told how many bytes of the named files were read; nil if nobody asks.
	Taken func(n int64)
	// Fields says which field or column of a dump holds what; nil means those of a document.
	Fields FieldMap
	// Extractor finds the article in a web page; nil means &Pages{}.
	Extractor Extractor
}

// DefaultMaxReport is far above any news report, and far below what hurts.
const DefaultMaxReport = 8 << 20

func (o Options) limit() int {
	if o.MaxReport > 0 {
		return o.MaxReport
	}
	return DefaultMaxReport
}

func (o Options) extractor() Extractor {
	if o.Extractor != nil {
		return o.Extractor
	}
	return &Pages{}
}

// Error says what is wrong with one report, and where it stands.
type Error struct {
	Place
	Err error
}

func (e *Error) Error() string { return fmt.Sprintf("%s: %v", e.Place, e.Err) }

func (e *Error) Unwrap() error { return e.Err }

// Passed is something in an archive that is no report and need not be one: it
// comes as an error, for it gives none, and is only counted.
type Passed struct {
	Place
	Why string // what it is, in the plural: "pictures, scripts and the like"
}

func (p *Passed) Error() string { return fmt.Sprintf("%s: passed over: %s", p.Place, p.Why) }

// problem notes something wrong that the report survives.
func (in *Input) problem(code, format string, args ...any) {
	in.Problems = append(in.Problems, doc.Problem{Stage: "ingest", Code: code, Text: fmt.Sprintf(format, args...)})
}
