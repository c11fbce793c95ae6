package ingest

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"net/url"
	"strings"

	"dragoman/internal/warc"
)

// What an archive holds beside pages.
const (
	passedKind   = "pictures, scripts and the like"
	passedStatus = "answers without a page (not found, moved)"
	passedParts  = "folders with what saved pages need"
	passedOther  = "links to folders, pipes and the like"
)

// readWARC reads the pages and texts of an archive.
func (o *opening) readWARC(name string, r io.Reader, seekable bool) bool {
	opts, yield := o.opts, o.yield
	fail := func(at string, err error) bool { return yield(nil, &Error{Place{Name: name, At: at}, err}) }
	archive, err := warc.NewReader(r)
	if err != nil {
		return fail("", err)
	}
	if seekable {
		o.jump(name, archive)
	}
	for {
		rec, err := archive.Next()
		if errors.Is(err, io.EOF) {
			return true
		}
		var in *Input
		if err == nil {
			if in, err = readRecord(name, rec, opts); in == nil && err == nil {
				continue // the archive's own notes
			}
		}
		fault, passed := (*warc.Fault)(nil), (*Passed)(nil)
		switch {
		case err == nil:
			if !yield(in, nil) {
				return false
			}
		case errors.As(err, &passed):
			if !yield(nil, err) {
				return false
			}
		case errors.As(err, &fault):
			if !fail(fault.Position.String(), fault.Err) {
				return false
			}
		case rec == nil:
			return fail("", err)
		case !fail(rec.Position.String(), err):
			return false
		}
	}
}

// readRecord makes a report of a record: a Passed where it is of the web, but no
// page; nil where it is a note of the crawler's.
func readRecord(name string, rec *warc.Record, opts Options) (*Input, error) {
	switch rec.Type() {
	case "response", "resource", "conversion":
	default:
		return nil, nil
	}
	at := Place{Name: name, At: rec.Position.String()}
	p, err := rec.Payload()
	if err != nil {
		return nil, either(rec.Check(), err)
	}
	if p.Status != 0 && (p.Status < 200 || p.Status > 203) {
		return nil, &Passed{at, passedStatus}
	}
	body := bufio.NewReaderSize(p.Body, 4<<10)
	s := source{Place: at, url: rec.URL(), charset: p.Charset}
	if s.format = pageFormat(p.Type, s.url, body); s.format == "" {
		return nil, &Passed{at, passedKind}
	}
	raw, readErr := io.ReadAll(io.LimitReader(body, int64(opts.limit())+1))
	if err := rec.Check(); err != nil {
		return nil, err
	}
	in, err := s.report(raw, opts)
	if err != nil {
		return nil, either(readErr, err)
	}
	if readErr != nil || rec.Header.Get("WARC-Truncated") != "" {
		in.problem("truncated", "the crawler kept only a part of the page")
	}
	return in, nil
}

// either returns the first error that is one: the cause before its consequence.
func either(cause, err error) error {
	if cause != nil {
		return cause
	}
	return err
}

// pageFormat says how to read what a server sent, or "" where it is nothing to
// read. What servers declare nothing of is looked at.
func pageFormat(declared, address string, body *bufio.Reader) format {
	switch declared {
	case "text/html", "application/xhtml+xml":
		return formatHTML
	case "text/plain":
		if u, err := url.Parse(address); err == nil && strings.HasSuffix(u.Path, "/robots.txt") {
			return ""
		}
		// Servers send whatever they do not know as plain text.
		head, _ := body.Peek(512)
		if isBinary(head) && !hasUTF16Mark(head) {
			return ""
		}
		return formatText
	case "", "application/octet-stream":
		head, _ := body.Peek(body.Size())
		if f := sniff(head, nil); f == formatHTML && bytes.Contains(bytes.ToLower(head), []byte("<html")) {
			return f
		}
	}
	return ""
}
