package ingest

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"fmt"

	"github.com/klauspost/compress/zstd"
	"github.com/therootcompany/xz"
)

// format is what an input turned out to be; as text, for messages.
type format string

const (
	formatEmpty  format = "empty"
	formatText   format = "plain text"
	formatHTML   format = "HTML"
	formatJSON   format = "JSON Lines"
	formatArray  format = "a JSON array"
	formatFeed   format = "an RSS or Atom feed"
	formatWARC   format = "a WARC archive"
	formatTable  format = "a table"
	formatNews   format = "NewsML-G2 or NITF"
	formatTar    format = "a tar archive"
	formatPDF    format = "a PDF"
	formatZip    format = "a zip archive"
	formatBinary format = "binary data"
)

var (
	gzipMagic = []byte{0x1f, 0x8b}
	zstdMagic = []byte{0x28, 0xb5, 0x2f, 0xfd}
	xzMagic   = []byte{0xfd, '7', 'z', 'X', 'Z', 0}
	zipMagic  = []byte("PK\x03\x04")
)

// mostWindow bounds how far back a packed file may refer, for so much has to be held: a few
// hostile bytes can ask for gigabytes. "xz -9" and "zstd -21 --ultra" ask for this.
const mostWindow = 64 << 20

// unpack undoes gzip, zstd and xz, also one in the other. What unpacks to far more than
// there is of it ends with an error.
func unpack(in *bufio.Reader) (*bufio.Reader, error) {
	packed := &counted{r: in}
	head, _ := in.Peek(len(xzMagic))
	if !isPacked(head) {
		return in, nil
	}
	in = bufio.NewReaderSize(packed, 64<<10)
	for range 3 {
		head, _ := in.Peek(len(xzMagic))
		switch {
		case bytes.HasPrefix(head, gzipMagic):
			z, err := gzip.NewReader(in)
			if err != nil {
				return nil, fmt.Errorf("unpacking gzip: %w", err)
			}
			in = bufio.NewReaderSize(z, 64<<10)
		case bytes.HasPrefix(head, zstdMagic):
			z, err := zstd.NewReader(in, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(mostWindow))
			if err != nil {
				return nil, fmt.Errorf("unpacking zstd: %w", err)
			}
			in = bufio.NewReaderSize(z, 64<<10)
		case bytes.HasPrefix(head, xzMagic):
			z, err := xz.NewReader(in, mostWindow)
			if err != nil {
				return nil, fmt.Errorf("unpacking xz: %w", err)
			}
			in = bufio.NewReaderSize(z, 64<<10)
		}
	}
	return bufio.NewReaderSize(&guardedReader{r: in, packed: func() int64 { return packed.n }}, 64<<10), nil
}

func isPacked(head []byte) bool {
	return bytes.HasPrefix(head, gzipMagic) || bytes.HasPrefix(head, zstdMagic) || bytes.HasPrefix(head, xzMagic)
}

// sniff tells the format from the start of an input.
func sniff(head []byte, fields FieldMap) format {
	if hasUTF16Mark(head) {
		return formatText
	}
	head = bytes.TrimPrefix(head, []byte("\ufeff"))
	start := bytes.TrimLeft(head, " \t\r\n\f")
	switch {
	case len(start) == 0:
		return formatEmpty
	case bytes.HasPrefix(start, []byte("%PDF-")):
		return formatPDF
	case bytes.HasPrefix(start, zipMagic):
		return formatZip
	case isTar(head):
		return formatTar
	case bytes.HasPrefix(start, []byte("WARC/1.")):
		return formatWARC
	case isBinary(head):
		return formatBinary
	case start[0] == '{':
		return formatJSON
	case start[0] == '[' && looksLikeArray(start):
		return formatArray
	case start[0] == '<':
		return markupFormat(start)
	}
	if _, _, ok := tableColumns(head, fields); ok {
		return formatTable
	}
	return formatText
}

// looksLikeArray tells "[{" and "[\n {" from "[Moscow] The talks ...".
func looksLikeArray(start []byte) bool {
	rest := bytes.TrimLeft(start[1:], " \t\r\n")
	return len(rest) > 0 && rest[0] == '{'
}

// markupFormat tells pages from feeds and from text that opens with a bracket.
func markupFormat(start []byte) format {
	low := bytes.ToLower(start)
	has := func(tag string) bool { return bytes.Contains(low, []byte(tag)) }
	switch {
	case isNews(low):
		return formatNews
	case has("<html"), has("<!doctype html"), has("<body"), has("<head"):
		return formatHTML
	case has("<rss"), has("<feed"), has("<rdf:rdf"):
		return formatFeed
	case has("<p>"), has("<p "), has("<div"), has("<article"), has("<h1"), has("</"):
		return formatHTML
	}
	return formatText
}

// isBinary reports whether the bytes are no text: a NUL, or more than one
// control character in thirty.
func isBinary(b []byte) bool {
	control := 0
	for _, c := range b {
		if c == 0 {
			return true
		}
		if c < ' ' && c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != 0x1b {
			control++
		}
	}
	return control*30 > len(b)
}

func hasUTF16Mark(b []byte) bool {
	return bytes.HasPrefix(b, []byte{0xff, 0xfe}) || bytes.HasPrefix(b, []byte{0xfe, 0xff})
}
