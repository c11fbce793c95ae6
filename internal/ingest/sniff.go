package ingest

import (
	"bufio"
	"bytes"
	"compress/bzip2"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"

	"github.com/klauspost/compress/zstd"
	"github.com/therootcompany/xz"
)

// format is what an input turned out to be; as text, for messages.
type format string

const (
	formatEmpty format = "empty"
	formatText  format = "plain text"
	formatHTML  format = "HTML"
	formatJSON  format = "JSON Lines"
	formatArray format = "a JSON array"
	// formatObjects are JSON objects that are written over several lines each.
	formatObjects format = "JSON objects"
	formatMail    format = "MHTML or mail"
	formatFeed    format = "a feed"
	formatWARC    format = "a WARC archive"
	formatTable   format = "a table"
	formatNews    format = "NewsML-G2 or NITF"
	formatTar     format = "a tar archive"
	formatPDF     format = "a PDF"
	formatZip     format = "a zip archive"
	formatBinary  format = "binary data"
)

var (
	gzipMagic = []byte{0x1f, 0x8b}
	zstdMagic = []byte{0x28, 0xb5, 0x2f, 0xfd}
	xzMagic   = []byte{0xfd, '7', 'z', 'X', 'Z', 0}
	zipMagic  = []byte("PK\x03\x04")
	bzipMagic = []byte("BZh")
)

// mostWindow bounds how far back a packed file may refer, for so much has to be held: a few
// hostile bytes can ask for gigabytes. "xz -9" and "zstd -21 --ultra" ask for this.
const mostWindow = 64 << 20

// unpack undoes gzip, bzip2, zstd and xz, also one in the other. What unpacks to far more than
// there is of it ends with an error.
func unpack(in *bufio.Reader) (*bufio.Reader, error) {
	packed := &counted{r: in}
	head, _ := in.Peek(packedMagic)
	if !isPacked(head) {
		return in, nil
	}
	in = bufio.NewReaderSize(packed, 64<<10)
	for range 3 {
		head, _ := in.Peek(packedMagic)
		switch {
		case isBzip(head):
			in = bufio.NewReaderSize(bzip2.NewReader(in), 64<<10)
		case bytes.HasPrefix(head, gzipMagic):
			z, err := newGunzip(in)
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

// gunzip reads the members of a gzip file, and no further: what is behind the last of them and is
// none, as the zeros that fill up a tape, is no part of it.
type gunzip struct {
	in *bufio.Reader
	z  *gzip.Reader
}

func newGunzip(in *bufio.Reader) (*gunzip, error) {
	z, err := gzip.NewReader(in)
	if err == nil {
		z.Multistream(false)
	}
	return &gunzip{in, z}, err
}

func (g *gunzip) Read(p []byte) (int, error) {
	n, err := g.z.Read(p)
	if !errors.Is(err, io.EOF) {
		return n, err
	}
	if head, _ := g.in.Peek(len(gzipMagic)); !bytes.Equal(head, gzipMagic) {
		return n, io.EOF
	}
	if err := g.z.Reset(g.in); err != nil {
		return n, err
	}
	g.z.Multistream(false)
	return n, nil
}

// packedMagic is how much of a packed file tells that it is one.
const packedMagic = 10

// isBzip reports bzip2 by its head and that of its first block: "BZh" alone may begin a text.
func isBzip(head []byte) bool {
	return len(head) >= packedMagic && bytes.HasPrefix(head, bzipMagic) && (string(head[4:10]) == "1AY&SY" || string(head[4:10]) == "\x17rE8P\x90")
}

func isPacked(head []byte) bool {
	return isBzip(head) || bytes.HasPrefix(head, gzipMagic) || bytes.HasPrefix(head, zstdMagic) || bytes.HasPrefix(head, xzMagic)
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
		if isMedia(head) {
			return formatMedia
		}
		return formatBinary
	case bytes.HasPrefix(start, []byte("{\\rtf")):
		return formatRTF
	case start[0] == '{' && jsonFeed.Match(start):
		return formatFeed
	case start[0] == '{' && isPretty(start):
		return formatObjects
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
	if isMail(head) {
		return formatMail
	}
	if isScript(start) {
		return formatScript
	}
	return formatText
}

// jsonFeed is by what a JSON Feed says that it is one; in the text of a report the quotes would
// be escaped.
var jsonFeed = regexp.MustCompile(`"version"\s*:\s*"https?:\\?/\\?/jsonfeed\.org\\?/version`)

// firstElement is the first tag that opens one, behind declarations and comments.
var firstElement = regexp.MustCompile(`(?s)^(?:<\?.*?\?>|<!--.*?-->|<![a-z].*?>|\s)*<([a-z][a-z0-9:]*)`)

// root is the name of the outermost element.
func root(low []byte) string {
	if m := firstElement.FindSubmatch(low); m != nil {
		return string(m[1])
	}
	return ""
}

// isPretty tells an object over several lines from lines of objects, of which the first may be
// broken: behind its first line comes a field.
func isPretty(start []byte) bool {
	line, rest, _ := bytes.Cut(start, []byte("\n"))
	rest = bytes.TrimLeft(rest, " \t\r\n")
	return len(rest) > 0 && (rest[0] == '"' || rest[0] == '}') && !json.Valid(line)
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
	top := root(low)
	switch {
	case isNews(low):
		return formatNews
	case top == "opml":
		return formatOutline
	case top == "urlset", top == "sitemapindex":
		return formatSitemap
	case top == "svg":
		return formatMedia
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
