package warc

import (
	"bufio"
	"compress/flate"
	"compress/zlib"
	"fmt"
	"io"
	"net/http/httputil"
	"strconv"
	"strings"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// Payload is what a record holds of the web: a page, with what its server said of it.
type Payload struct {
	Status  int    // of HTTP, 200; 0 where the record is no answer of a server
	Header  Header // of HTTP
	Type    string // media type in lower case: "text/html"; "" where nobody says
	Charset string // as declared beside the type: "utf-8", or ""
	// Body is the page, chunks joined and encodings undone. Its length is whatever a
	// stranger's data unpack to: read it with a limit.
	Body io.Reader
}

// maxHTTPHeader bounds the header of an answer, in bytes.
const maxHTTPHeader = 256 << 10

// Payload opens what the record holds. Of a response that is the body of the answer; of
// the others the block itself.
func (rec *Record) Payload() (*Payload, error) {
	declared := rec.Header.Get("Content-Type")
	p := &Payload{Body: rec.Body}
	if kind, _ := mediaType(declared); kind != "application/http" {
		p.Type, p.Charset = mediaType(declared)
		return p, nil
	}
	in := bufio.NewReaderSize(rec.Body, 4<<10)
	status, _, err := headerLine(in, maxHTTPHeader)
	if err != nil {
		return nil, fmt.Errorf("the answer's first line: %w", err)
	}
	// "HTTP/1.1 200 OK"; some servers leave the words out.
	fields := strings.Fields(status)
	if len(fields) < 2 || !strings.HasPrefix(fields[0], "HTTP/") {
		return nil, fmt.Errorf("the answer begins with %.40q, expected HTTP and a status", status)
	}
	if p.Status, err = strconv.Atoi(fields[1]); err != nil {
		return nil, fmt.Errorf("the answer's status %.20q is no number", fields[1])
	}
	if p.Header, _, err = readHeader(in, maxHTTPHeader); err != nil {
		return nil, fmt.Errorf("the answer's header: %w", err)
	}
	p.Type, p.Charset = mediaType(p.Header.Get("Content-Type"))
	body := in
	if strings.EqualFold(p.Header.Get("Transfer-Encoding"), "chunked") && isChunked(in) {
		body = bufio.NewReaderSize(httputil.NewChunkedReader(in), 4<<10)
	}
	p.Body, err = decoded(body, p.Header.Get("Content-Encoding"))
	return p, err
}

// mediaType parts "Text/HTML; charset=UTF-8". It is no parser of MIME, for servers are no
// writers of it.
func mediaType(s string) (kind, charset string) {
	kind, rest, _ := strings.Cut(s, ";")
	for parameter := range strings.SplitSeq(rest, ";") {
		name, value, _ := strings.Cut(parameter, "=")
		if strings.EqualFold(strings.TrimSpace(name), "charset") {
			charset = strings.Trim(strings.TrimSpace(value), `"'`)
		}
	}
	return strings.ToLower(strings.TrimSpace(kind)), charset
}

// isChunked reports whether a body begins with the length of a chunk. Some crawlers join
// the chunks and leave the header that declares them.
func isChunked(in *bufio.Reader) bool {
	head, _ := in.Peek(18)
	line, _, ok := strings.Cut(string(head), "\n")
	size, _, _ := strings.Cut(strings.TrimRight(line, "\r"), ";")
	_, err := strconv.ParseUint(strings.TrimSpace(size), 16, 64)
	return ok && err == nil
}

// decoded undoes the encodings that an answer declares, the last one first. One that
// the crawler has undone already, as the first bytes show, is passed over.
func decoded(in *bufio.Reader, declared string) (io.Reader, error) {
	names := strings.Split(strings.ToLower(declared), ",")
	for i := len(names) - 1; i >= 0; i-- {
		head, _ := in.Peek(4)
		var out io.Reader
		var err error
		switch name := strings.TrimSpace(names[i]); name {
		case "", "identity", "utf-8", "none": // the last two are mistakes that servers make
			continue
		case "gzip", "x-gzip":
			if packingOf(head) != packedGzip {
				continue
			}
			out, err = gzip.NewReader(in)
		case "zstd":
			if packingOf(head) != packedZstd {
				continue
			}
			var z *zstd.Decoder
			z, err = zstd.NewReader(in, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(8<<20))
			out = z
		case "deflate":
			out, err = inflated(in, head)
		case "br":
			if len(head) > 0 && head[0] == '<' { // no stream of brotli's begins so
				continue
			}
			out = brotli.NewReader(in)
		default:
			return nil, fmt.Errorf("the answer's encoding %.20q is not known", name)
		}
		if err != nil {
			return nil, fmt.Errorf("the answer's encoding: %w", err)
		}
		in = bufio.NewReaderSize(out, 4<<10)
	}
	return in, nil
}

// inflated undoes "deflate", which is zlib by the standard and bare by some servers.
func inflated(in *bufio.Reader, head []byte) (io.Reader, error) {
	switch {
	case len(head) > 1 && head[0]&0x0f == 8 && (uint(head[0])<<8|uint(head[1]))%31 == 0:
		return zlib.NewReader(in)
	case len(head) > 0 && head[0] == '<':
		return in, nil
	}
	return flate.NewReader(in), nil
}
