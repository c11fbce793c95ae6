package dragoman

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"time"

	"dragoman/data"
	"dragoman/internal/ingest"
	"dragoman/internal/repair"
)

// Input is one report as it came, before analysis.
type Input = ingest.Input

// A ReadOption changes how inputs are read.
type ReadOption func(*ingest.Options)

// WithFields says which field or column of a dump holds what: {"text": "body", "date":
// "meta.pub_date"}.
func WithFields(m map[string]string) ReadOption {
	return func(o *ingest.Options) { o.Fields = m }
}

// WithMaxReport bounds a report, in bytes as it is unpacked.
func WithMaxReport(n int) ReadOption {
	return func(o *ingest.Options) { o.MaxReport = n }
}

// WithPagesLater leaves pages as they came: Input.Finish takes the article out, which is most of
// the work, and may be done by several workers.
func WithPagesLater() ReadOption {
	return func(o *ingest.Options) { o.Later = true }
}

// Mark is how far the reading of files has come.
type Mark = ingest.Mark

// WithMark lets Files go on behind a mark, the zero one for the start, and keep in at, with each
// report that it yields, where it stands.
func WithMark(behind Mark, at *Mark) ReadOption {
	return func(o *ingest.Options) { o.Behind, o.At = behind, at }
}

// WithTaken has told how many bytes of the named files were read, as they are read.
func WithTaken(tell func(n int64)) ReadOption {
	return func(o *ingest.Options) { o.Taken = tell }
}

// CheckFields reports a field that no report has.
func CheckFields(m map[string]string) error { return ingest.FieldMap(m).Check() }

// Files yields the reports in the named files and folders, whatever their
// format; "-", or no name at all, is stdin. An error is about one report; those
// behind it still come.
func Files(names []string, stdin io.Reader, options ...ReadOption) iter.Seq2[*Input, error] {
	return read(options, func(o ingest.Options) iter.Seq2[*Input, error] { return ingest.Files(names, stdin, o) })
}

// Open yields the reports in one input, whatever its format. The name serves in messages.
func Open(name string, r io.Reader, options ...ReadOption) iter.Seq2[*Input, error] {
	return read(options, func(o ingest.Options) iter.Seq2[*Input, error] { return ingest.Open(name, r, o) })
}

func read(options []ReadOption, open func(ingest.Options) iter.Seq2[*Input, error]) iter.Seq2[*Input, error] {
	return func(yield func(*Input, error) bool) {
		pages, err := ingest.NewPages(data.Files)
		if err != nil {
			yield(nil, err)
			return
		}
		o := ingest.Options{Extractor: pages}
		for _, set := range options {
			set(&o)
		}
		open(o)(yield)
	}
}

// newBuilder makes what turns inputs into clean documents.
func newBuilder(knowledge fs.FS) (*ingest.Builder, error) {
	mender, err := repair.New(knowledge)
	if err != nil {
		return nil, err
	}
	return ingest.NewBuilder(knowledge, mender)
}

// Known is what is known of reports from elsewhere. It yields to what they say
// of themselves.
type Known struct {
	Publisher string
	Date      time.Time
	HasTime   bool // whether Date holds more than the day
}

// ParseDate reads a day (2006-01-02) or a second (RFC 3339).
func ParseDate(s string) (t time.Time, hasTime bool, err error) {
	if t, err := time.Parse(time.RFC3339, s); err == nil {
		return t.UTC(), true, nil
	}
	t, err = time.Parse(time.DateOnly, s)
	if err != nil {
		return t, false, fmt.Errorf("dragoman: date %q: expected 2006-01-02 or RFC 3339", s)
	}
	return t, false, nil
}

// Complete fills in what a report does not say of itself.
func (k Known) Complete(in *Input) {
	if in.Publisher == "" {
		in.Publisher = k.Publisher
	}
	if in.Date.IsZero() {
		in.Date, in.DateHasTime = k.Date, k.HasTime
	}
}

// CodedRecord returns the record that came in where a report has been coded already,
// and nil where it is to be coded.
func CodedRecord(in *Input) (*Record, error) {
	if in.Record == nil {
		return nil, nil
	}
	r := &Record{}
	if err := json.Unmarshal(in.Record, r); err != nil {
		return nil, &ingest.Error{Place: in.Place, Err: fmt.Errorf("a report record that cannot be read: %w", err)}
	}
	return r, nil
}

// Input is the record's report as it would come anew: its text and what is known
// beside it, without what was found in it.
func (r *Record) Input() (*Input, error) {
	line, err := json.Marshal(ingest.Report{ID: r.ID, URL: r.URL, Publisher: r.Publisher, Title: r.Title, Byline: r.Byline, Date: r.Date, Lang: r.Lang, Text: r.Text})
	if err != nil {
		return nil, err
	}
	for in, err := range ingest.Open(r.ID, bytes.NewReader(line), ingest.Options{}) {
		return in, err
	}
	return nil, io.ErrUnexpectedEOF // not reached: a line gives a report or an error
}
