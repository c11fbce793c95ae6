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
		fail := func(err error) bool { return yield(nil, &Error{Name: name, Err: err}) }
		in, err := unpack(r)
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
			report, err := readWhole(name, f, in, opts)
			if err != nil {
				fail(err)
				return
			}
			yield(report, nil)
		default:
			fail(fmt.Errorf("%s, expected plain text, HTML or JSON Lines", f))
		}
	}
}

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

// readWhole reads a text or a page, which is one report.
func readWhole(name string, f format, r io.Reader, opts Options) (*Input, error) {
	raw, err := io.ReadAll(io.LimitReader(r, int64(opts.limit())+1))
	if err != nil {
		return nil, fmt.Errorf("reading: %w", err)
	}
	if len(raw) > opts.limit() {
		return nil, fmt.Errorf("larger than %s, the most that one report may be", megabytes(opts.limit()))
	}
	if bytes.IndexByte(raw, 0) >= 0 && !hasUTF16Mark(raw) {
		return nil, fmt.Errorf("%s, expected plain text, HTML or JSON Lines", formatBinary)
	}
	in := &Input{Name: name}
	text, lossy := decode(raw, f == formatHTML)
	if lossy > 0 {
		in.problem("encoding", "%d characters could not be decoded", lossy)
	}
	if f == formatText {
		in.Text = text
		if blank(text) {
			return nil, errors.New("the input is empty")
		}
		return in, nil
	}
	article, err := opts.extractor().Extract(text)
	if err != nil {
		return nil, err
	}
	in.Meta, in.Text = article.Meta, article.Text
	return in, nil
}

func megabytes(n int) string {
	if n < 1<<20 {
		return fmt.Sprintf("%d bytes", n)
	}
	return fmt.Sprintf("%.4g MB", float64(n)/(1<<20))
}
