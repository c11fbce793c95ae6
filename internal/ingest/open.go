package ingest

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"

	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"dragoman/internal/warc"
)

// Open reads the reports in r. The name serves in messages only. Each report
// comes with a nil error; an error comes with a nil report, and the reading goes
// on behind it where it can.
func Open(name string, r io.Reader, opts Options) iter.Seq2[*Input, error] {
	return func(yield func(*Input, error) bool) {
		(&opening{opts: opts, yield: yield}).open(name, r)
	}
}

// opening is an input that is being read, with the archives that it stands in.
type opening struct {
	opts  Options
	yield func(*Input, error) bool
	depth int
	found bool // in a folder that was named, and not named itself

	behind Mark // what of it was read before; zero for nothing
	jumped bool // what comes next is the mark's last report
}

// open reads a file or a member of an archive, and reports whether more is wanted.
func (o *opening) open(name string, r io.Reader) bool {
	fail := func(err error) bool { return o.yield(nil, &Error{Place{Name: name}, err}) }
	f, err := newFile(r)
	switch {
	case err != nil:
		return fail(err)
	case warc.IsArchive(f.head):
		return o.readWARC(name, f.whole(), f.start >= 0)
	case bytes.HasPrefix(f.head, zipMagic):
		return o.readZip(name, f.whole())
	}
	in, err := unpack(f.in)
	if err != nil {
		return fail(err)
	}
	head, err := peek(in)
	if err != nil {
		return fail(err)
	}
	if hasUTF16Mark(head) { // as Windows writes text and tables
		in = bufio.NewReaderSize(transform.NewReader(in, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder()), 64<<10)
		if head, err = peek(in); err != nil {
			return fail(err)
		}
	}
	format := sniff(head, o.opts.Fields)
	if format == formatText && o.isFound() && byName(name) {
		format = formatScript
	}
	switch format {
	case formatEmpty:
		return fail(errors.New("the input is empty"))
	case formatJSON:
		return readLines(name, in, o.opts, o.yield)
	case formatArray:
		return readValues(name, in, true, o.opts, o.yield)
	case formatObjects:
		return readValues(name, in, false, o.opts, o.yield)
	case formatMail:
		return readMail(name, in, o.opts, o.yield)
	case formatTable:
		return readTable(name, in, o.opts, o.yield)
	case formatNews:
		return readNews(name, in, o.opts, o.yield)
	case formatFeed:
		return readFeed(name, in, o.opts, o.yield)
	case formatTar:
		return o.readTar(name, in)
	case formatZip:
		return o.readZip(name, in)
	case formatWARC:
		return o.readWARC(name, in, false)
	case formatHTML, formatText:
		if columns := otherTable(head); format == formatText && columns != nil {
			return fail(otherColumns(columns, o.opts.Fields))
		}
		report, err := readWhole(source{Place: Place{Name: name}, format: format}, in, o.opts)
		if err != nil {
			return fail(err)
		}
		return o.yield(report, nil)
	default:
		return o.refuse(name, format)
	}
}

// file is an input that was looked at.
type file struct {
	r     io.Reader
	in    *bufio.Reader // r, from its start
	head  []byte
	start int64 // where r stood; -1 where it cannot be sought in
}

func newFile(r io.Reader) (*file, error) {
	f := &file{r: r, start: -1}
	if s, ok := r.(io.Seeker); ok {
		if at, err := s.Seek(0, io.SeekCurrent); err == nil { // a pipe is a file too
			f.start = at
		}
	}
	f.in = bufio.NewReaderSize(r, 64<<10)
	var err error
	f.head, err = peek(f.in)
	return f, err
}

// whole is the input from its start, in which one can go back where that is possible: a
// damaged archive is read better so.
func (f *file) whole() io.Reader {
	if f.start >= 0 {
		if _, err := f.r.(io.Seeker).Seek(f.start, io.SeekStart); err == nil {
			return f.r
		}
	}
	return f.in
}

// readable are the formats that are read, for messages.
const readable = "plain text, HTML, MHTML, JSON Lines, CSV, NewsML-G2, NITF, RSS, Atom, WARC, tar or zip"

// sniffLen is how much of the input is looked at to tell its format.
const sniffLen = 16 << 10

// peek returns the start of the input without taking it out.
func peek(in *bufio.Reader) ([]byte, error) {
	head, err := in.Peek(sniffLen)
	if err != nil && err != io.EOF && len(head) == 0 {
		return nil, fmt.Errorf("reading: %w", err)
	}
	return head, nil
}

// source is a text or a page that is about to be read, and what is known of it.
type source struct {
	Place
	format  format // formatText or formatHTML
	url     string // where it was found
	charset string // what its server says that it is written in
}

// readWhole reads a text or a page, which is one report.
func readWhole(s source, r io.Reader, opts Options) (*Input, error) {
	raw, err := io.ReadAll(io.LimitReader(r, int64(opts.limit())+1))
	if err != nil {
		return nil, fmt.Errorf("reading: %w", err)
	}
	return s.report(raw, opts)
}

// report makes a report of a text or a page.
func (s source) report(raw []byte, opts Options) (*Input, error) {
	if len(raw) > opts.limit() {
		return nil, tooLarge(opts.limit())
	}
	if bytes.IndexByte(raw, 0) >= 0 && !hasUTF16Mark(raw) {
		return nil, fmt.Errorf("%s, expected %s", formatBinary, readable)
	}
	in := &Input{Place: s.Place}
	text, lossy := decode(raw, s.charset, s.format == formatHTML)
	if lossy > 0 {
		in.problem("encoding", "%d characters could not be decoded", lossy)
	}
	if s.format == formatText {
		in.Text, in.URL = text, s.url
		if blank(text) {
			return nil, errors.New("the input is empty")
		}
		return in, nil
	}
	in.unread = func(in *Input) error {
		article, err := opts.extractor().Extract(text, s.url)
		if err != nil {
			return err
		}
		in.Meta, in.Text = article.Meta, article.Text
		in.Problems = append(in.Problems, article.Problems...)
		return nil
	}
	return in, in.now(opts)
}

func megabytes(n int) string {
	if n < 1<<20 {
		return fmt.Sprintf("%d bytes", n)
	}
	return fmt.Sprintf("%.4g MB", float64(n)/(1<<20))
}
