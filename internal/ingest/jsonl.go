package ingest

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode/utf8"

	"dragoman/internal/doc"
)

// Report is one line of JSON Lines: what is read, and what `extract` writes.
type Report struct {
	ID        string `json:"id,omitempty"`
	URL       string `json:"url,omitempty"`
	Publisher string `json:"publisher,omitempty"`
	Title     string `json:"title,omitempty"`
	Byline    string `json:"byline,omitempty"`
	Date      string `json:"date,omitempty"` // RFC 3339, day or second
	Lang      string `json:"lang,omitempty"`
	Text      string `json:"text"`
}

// Report returns the input as a line to be written.
func (in *Input) Report() Report {
	r := Report{ID: in.ID, URL: in.URL, Publisher: in.Publisher, Title: in.Title, Byline: in.Byline, Lang: in.Lang, Text: in.Text}
	if r.ID == "" {
		r.ID = contentID(in)
	}
	r.Date = FormatDate(in.Meta)
	return r
}

// FormatDate writes a report's date as it is known, to the day or the second;
// empty when unknown.
func FormatDate(m doc.Meta) string {
	switch {
	case m.Date.IsZero():
		return ""
	case m.DateHasTime:
		return m.Date.Format(time.RFC3339)
	}
	return m.Date.Format(time.DateOnly)
}

// readLines reads JSON Lines, one line at a time.
func readLines(name string, in *bufio.Reader, opts Options, yield func(*Input, error) bool) bool {
	for number := 1; ; number++ {
		line, err := readLine(in, opts.limit())
		if errors.Is(err, io.EOF) {
			return true
		}
		var report *Input
		if err == nil {
			if line = bytes.TrimSpace(line); len(line) == 0 {
				continue
			}
			report, err = parseReport(line, Place{Name: name, Line: number}, opts)
		}
		if err != nil {
			broken := errors.As(err, new(*readError))
			if more := yield(nil, &Error{Place{Name: name, Line: number}, err}); !more || broken {
				return more
			}
			continue
		}
		if !yield(report, nil) {
			return false
		}
	}
}

// readError is a failure of the stream itself, behind which nothing can come.
type readError struct{ error }

func (e *readError) Unwrap() error { return e.error }

// readLine returns the next line without its end, or io.EOF. A line past the
// limit is read to its end without being kept.
func readLine(in *bufio.Reader, limit int) ([]byte, error) {
	var line []byte
	size := 0
	for {
		part, err := in.ReadSlice('\n')
		if size += len(part); size <= limit {
			line = append(line, part...)
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case errors.Is(err, io.EOF) && size == 0:
			return nil, io.EOF
		case err != nil && !errors.Is(err, io.EOF):
			return nil, &readError{fmt.Errorf("reading: %w", err)}
		case size > limit:
			return nil, fmt.Errorf("a line of more than %s, the most that one report may be", megabytes(limit))
		}
		return line, nil
	}
}

const expectedLine = `expected {"text": …}`

// parseReport reads one line.
func parseReport(line []byte, at Place, opts Options) (*Input, error) {
	if len(opts.Fields) > 0 {
		return parseMapped(line, at, opts)
	}
	in := &Input{Place: at}
	if !utf8.Valid(line) {
		text, lossy := decode(line, "", false)
		in.problem("encoding", "the line is not UTF-8; read by guess, %d characters lost", lossy)
		line = []byte(text)
	}
	var r Report
	if err := json.Unmarshal(line, &r); err != nil {
		return nil, explain(err)
	}
	if isRecord(line) {
		in.Record = line
	}
	if blank(r.Text) {
		return nil, noText(line)
	}
	in.Text = r.Text
	in.Meta = doc.Meta{ID: r.ID, URL: r.URL, Publisher: r.Publisher, Title: strings.TrimSpace(r.Title), Byline: strings.TrimSpace(r.Byline), Lang: r.Lang}
	if r.Date != "" {
		var ok bool
		if in.Date, in.DateHasTime, ok = parseDate(r.Date); !ok {
			return nil, fmt.Errorf("date %q, expected RFC 3339: a day (2000-07-19) or a second (2000-07-19T08:30:00Z)", r.Date)
		}
	}
	return in, nil
}

// noText says that a report has none, and which field may hold it: in dumps it is called
// body, content, article. No name is trusted, but what is long.
func noText(line []byte) error {
	var fields map[string]json.RawMessage
	longest, field := 40, ""
	if json.Unmarshal(line, &fields) == nil {
		for name, raw := range fields {
			if len(raw) > longest && raw[0] == '"' && name != "text" && name != "title" && name != "url" {
				longest, field = len(raw), name
			}
		}
	}
	if field == "" {
		return errors.New("no text, " + expectedLine)
	}
	return fmt.Errorf("no text, %s; if %q holds it, say --field text=%s", expectedLine, field, field)
}

// readValues reads a JSON array of objects, or objects one behind the other, one at a time.
func readValues(name string, in *bufio.Reader, array bool, opts Options, yield func(*Input, error) bool) bool {
	stream := newAllowance(in, opts.limit())
	dec := json.NewDecoder(stream)
	var err error
	if array {
		_, err = dec.Token()
	}
	for err == nil && dec.More() {
		at := Place{Name: name, At: fmt.Sprint(dec.InputOffset())}
		stream.refill()
		var line json.RawMessage
		if err = dec.Decode(&line); err != nil {
			break
		}
		report, bad := parseReport(line, at, opts)
		if bad != nil {
			report, bad = nil, &Error{at, bad}
		}
		if !yield(report, bad) {
			return false
		}
	}
	if err == nil {
		_, err = dec.Token()
	}
	if err != nil && (array || !errors.Is(err, io.EOF)) {
		return yield(nil, &Error{Place{Name: name, At: fmt.Sprint(dec.InputOffset())}, fmt.Errorf("broken JSON: %w", err)})
	}
	return true
}

// isRecord reports whether an object says which coder made it.
func isRecord(line []byte) bool {
	if !bytes.Contains(line, []byte(`"coder"`)) {
		return false
	}
	var r struct {
		Coder struct {
			Version string `json:"version"`
		} `json:"coder"`
	}
	return json.Unmarshal(line, &r) == nil && r.Coder.Version != ""
}

// explain words the errors of encoding/json for people.
func explain(err error) error {
	var wrong *json.UnmarshalTypeError
	var syntax *json.SyntaxError
	switch {
	case errors.As(err, &wrong) && wrong.Field != "":
		return fmt.Errorf("%q is a %s, expected a string", wrong.Field, wrong.Value)
	case errors.As(err, &wrong):
		return fmt.Errorf("not a JSON object but of type %s, %s", wrong.Value, expectedLine)
	case errors.As(err, &syntax) && strings.Contains(err.Error(), "unexpected end"):
		return errors.New("not a JSON object: unexpected end, " + expectedLine)
	}
	return fmt.Errorf("not a JSON object: %w, %s", err, expectedLine)
}

// parseDate reads a day or a second of RFC 3339. The zone is kept, since what the
// report calls today is the day there.
func parseDate(s string) (t time.Time, hasTime, ok bool) {
	if t, err := time.Parse(time.DateOnly, s); err == nil {
		return t, false, true
	}
	if t, err := time.Parse(time.RFC3339, s); err == nil {
		return t, true, true
	}
	return time.Time{}, false, false
}
