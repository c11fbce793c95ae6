package ingest

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"
)

// Open reads the reports in r. The name serves in messages only. Each report
// comes with a nil error; an error comes with a nil report, and the reading goes
// on behind it where it can.
func Open(name string, r io.Reader, opts Options) iter.Seq2[*Input, error] {
	return func(yield func(*Input, error) bool) {
		fail := func(err error) bool { return yield(nil, &Error{Place{Name: name}, err}) }
		file, ok := archived(r)
		if ok {
			readWARC(name, file, opts, yield)
			return
		}
		in, err := unpack(file)
		if err != nil {
			fail(err)
			return
		}
		head, err := peek(in)
		if err != nil {
			fail(err)
			return
		}
		switch f := sniff(head); f {
		case formatEmpty:
			fail(errors.New("the input is empty"))
		case formatJSON:
			readLines(name, in, opts, yield)
		case formatHTML, formatText:
			report, err := readWhole(source{Place: Place{Name: name}, format: f}, in, opts)
			if err != nil {
				fail(err)
				return
			}
			yield(report, nil)
		case formatWARC:
			readWARC(name, in, opts, yield)
		default:
			fail(fmt.Errorf("%s, expected %s", f, readable))
		}
	}
}

// readable are the formats that are read, for messages.
const readable = "plain text, HTML, JSON Lines or WARC"

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
		return nil, fmt.Errorf("larger than %s, the most that one report may be", megabytes(opts.limit()))
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
	article, err := opts.extractor().Extract(text, s.url)
	if err != nil {
		return nil, err
	}
	in.Meta, in.Text = article.Meta, article.Text
	in.Problems = append(in.Problems, article.Problems...)
	return in, nil
}

func megabytes(n int) string {
	if n < 1<<20 {
		return fmt.Sprintf("%d bytes", n)
	}
	return fmt.Sprintf("%.4g MB", float64(n)/(1<<20))
}
