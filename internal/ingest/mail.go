package ingest

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"net/textproto"
	"strings"

	"golang.org/x/net/html/charset"
)

// isMail reports a message (RFC 5322) by its head: a page that a browser has saved in one
// file (MHTML), a mail. A wire report may begin with "FROM: …" too, but says no MIME version
// and has no message number.
func isMail(head []byte) bool {
	header, _, whole := bytes.Cut(bytes.ReplaceAll(head, []byte("\r\n"), []byte("\n")), []byte("\n\n"))
	if !whole {
		return false
	}
	h, err := textproto.NewReader(bufio.NewReader(bytes.NewReader(append(header, "\n\n"...)))).ReadMIMEHeader()
	return err == nil && h.Get("From") != "" && (h.Get("MIME-Version") != "" && h.Get("Content-Type") != "" || h.Get("Message-Id") != "" && h.Get("Date") != "")
}

// readMail reads the page in an MHTML file, or the text of a mail.
func readMail(name string, in io.Reader, opts Options, yield func(*Input, error) bool) bool {
	at := Place{Name: name}
	report, err := mailed(at, in, opts)
	if err != nil {
		return yield(nil, &Error{at, err})
	}
	return yield(report, nil)
}

func mailed(at Place, in io.Reader, opts Options) (*Input, error) {
	m, err := mail.ReadMessage(in)
	if err != nil {
		return nil, fmt.Errorf("reading the head of a message: %w", err)
	}
	h := textproto.MIMEHeader(m.Header)
	t, err := partOf(h, m.Body, opts.limit(), 0)
	if err != nil {
		return nil, err
	}
	if t == nil {
		return nil, errors.New("a message without a page or a text")
	}
	saved := h.Get("Snapshot-Content-Location") != "" || strings.HasPrefix(h.Get("From"), "<Saved by")
	s := source{Place: at, format: formatText, charset: t.charset}
	if t.html {
		s.format, s.url = formatHTML, absolute(firstOf(h.Get("Snapshot-Content-Location"), t.location))
	}
	report, err := s.report(t.raw, opts)
	if err != nil || saved || t.location != "" {
		return report, err // the page says itself what it is; the message, when it was saved
	}
	words := mime.WordDecoder{CharsetReader: charset.NewReaderLabel}
	complete := func(in *Input) {
		if title, err := words.DecodeHeader(h.Get("Subject")); err == nil && in.Title == "" {
			in.Title = oneLine(title)
		}
		if sent, err := mail.ParseDate(h.Get("Date")); err == nil && in.Date.IsZero() {
			in.Date, in.DateHasTime = sent, true
		}
	}
	if read := report.unread; read != nil {
		report.unread = func(in *Input) error {
			err := read(in)
			complete(in)
			return err
		}
	}
	complete(report)
	return report, nil
}

// part is a part of a message that can be read.
type part struct {
	raw      []byte
	html     bool
	charset  string
	location string // where the page was found
}

// deepestPart is how far parts are looked for in parts.
const deepestPart = 5

// partOf finds the page or text of a message: of alternatives the plain one, for mails are
// laid out with tables; else the first.
func partOf(h textproto.MIMEHeader, body io.Reader, limit, depth int) (*part, error) {
	kind, params, err := mime.ParseMediaType(firstOf(h.Get("Content-Type"), "text/plain"))
	if err != nil {
		return nil, fmt.Errorf("content type %q: %w", h.Get("Content-Type"), err)
	}
	switch {
	case kind == "text/plain", kind == "text/html":
		raw, err := io.ReadAll(io.LimitReader(decoded(h.Get("Content-Transfer-Encoding"), body), int64(limit)+1))
		if err != nil && len(raw) == 0 {
			return nil, fmt.Errorf("reading: %w", err)
		}
		return &part{raw, kind == "text/html", params["charset"], h.Get("Content-Location")}, nil
	case !strings.HasPrefix(kind, "multipart/") || depth > deepestPart:
		return nil, nil
	}
	parts := multipart.NewReader(body, params["boundary"])
	var found *part
	for {
		p, err := parts.NextRawPart()
		if err != nil { // the end, or what is behind it cannot be read
			if found == nil && !errors.Is(err, io.EOF) {
				return nil, fmt.Errorf("reading the parts of a message: %w", err)
			}
			return found, nil
		}
		t, err := partOf(p.Header, p, limit, depth+1)
		switch {
		case err != nil:
			return found, err
		case t == nil || len(t.raw) == 0:
		case found == nil:
			found = t
		case kind == "multipart/alternative" && found.html && !t.html:
			found = t
		}
		if found != nil && kind != "multipart/alternative" {
			return found, nil
		}
	}
}

// decoded undoes how a part was written to pass through the mail.
func decoded(encoding string, r io.Reader) io.Reader {
	switch strings.ToLower(strings.TrimSpace(encoding)) {
	case "quoted-printable":
		return quotedprintable.NewReader(r)
	case "base64":
		return base64.NewDecoder(base64.StdEncoding, r)
	}
	return r
}
