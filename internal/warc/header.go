package warc

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"
)

// Header is a block of "Name: value" lines. Names compare without letter case.
type Header []Field

// Field is one line of a header.
type Field struct{ Name, Value string }

// Get returns the first value of a name, or "".
func (h Header) Get(name string) string {
	for _, f := range h {
		if strings.EqualFold(f.Name, name) {
			return f.Value
		}
	}
	return ""
}

// maxHeader bounds a header block, in bytes. Addresses make long ones; nothing honest
// comes near.
const maxHeader = 1 << 20

var errLongHeader = fmt.Errorf("a header of more than %d bytes", maxHeader)

// readHeader reads lines up to the empty one. It takes what crawlers met: line ends
// without CR, values continued on the next line, lines that are no field at all, which
// are dropped. It returns how many bytes it took.
func readHeader(in *bufio.Reader, limit int) (Header, int64, error) {
	var h Header
	var taken int64
	for {
		line, n, err := headerLine(in, limit-int(taken))
		taken += n
		if err != nil {
			return h, taken, err
		}
		if line == "" {
			return h, taken, nil
		}
		if (line[0] == ' ' || line[0] == '\t') && len(h) > 0 {
			h[len(h)-1].Value += " " + strings.TrimSpace(line)
			continue
		}
		if name, value, ok := strings.Cut(line, ":"); ok {
			h = append(h, Field{strings.TrimSpace(name), strings.TrimSpace(value)})
		}
	}
}

// headerLine reads one line, without its end.
func headerLine(in *bufio.Reader, limit int) (string, int64, error) {
	var line []byte
	for {
		part, err := in.ReadSlice('\n')
		line = append(line, part...)
		switch {
		case len(line) > limit:
			return "", int64(len(line)), errLongHeader
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case err == io.EOF:
			return "", int64(len(line)), io.ErrUnexpectedEOF
		case err != nil:
			return "", int64(len(line)), &unreadable{err}
		}
		return strings.TrimRight(string(line), "\r\n"), int64(len(line)), nil
	}
}

// unreadable is a failure to read on: the packed data are damaged, or the file is.
type unreadable struct{ error }

func (u *unreadable) Unwrap() error { return u.error }
