package warc_test

import (
	"bytes"
	"compress/flate"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"

	"dragoman/internal/warc"
)

// packed runs text through a compressing writer.
func packed(text string, open func(io.Writer) io.WriteCloser) string {
	var b bytes.Buffer
	w := open(&b)
	_, _ = io.WriteString(w, text)
	_ = w.Close()
	return b.String()
}

// chunked writes text in chunks of seven bytes.
func chunked(text string) string {
	var b strings.Builder
	for len(text) > 0 {
		n := min(7, len(text))
		fmt.Fprintf(&b, "%x\r\n%s\r\n", n, text[:n])
		text = text[n:]
	}
	return b.String() + "0\r\n\r\n"
}

func TestPayload(t *testing.T) {
	const page = "<html><body><p>The talks went on.</p></body></html>"
	br := packed(page, func(w io.Writer) io.WriteCloser { return brotli.NewWriter(w) })
	zl := packed(page, func(w io.Writer) io.WriteCloser { return zlib.NewWriter(w) })
	bare := packed(page, func(w io.Writer) io.WriteCloser { z, _ := flate.NewWriter(w, 6); return z })
	for _, c := range []struct{ name, header, body, want string }{
		{"as it is", "", page, page},
		{"chunked", "Transfer-Encoding: chunked\r\n", chunked(page), page},
		{"declared as chunked, joined by the crawler", "Transfer-Encoding: chunked\r\n", page, page},
		{"gzip", "Content-Encoding: gzip\r\n", string(gzipped(page)), page},
		{"gzip in chunks", "content-encoding: x-gzip\r\nTRANSFER-ENCODING: Chunked\r\n", chunked(string(gzipped(page))), page},
		{"declared as gzip, unpacked by the crawler", "Content-Encoding: gzip\r\n", page, page},
		{"brotli", "Content-Encoding: br\r\n", br, page},
		{"brotli, unpacked by the crawler", "Content-Encoding: br\r\n", page, page},
		{"zstd", "Content-Encoding: zstd\r\n", string(zstandard(page)), page},
		{"deflate by the standard", "Content-Encoding: deflate\r\n", zl, page},
		{"deflate as some servers have it", "Content-Encoding: deflate\r\n", bare, page},
		{"gzip twice", "Content-Encoding: gzip, gzip\r\n", string(gzipped(string(gzipped(page)))), page},
		{"cut short", "Transfer-Encoding: chunked\r\n", chunked(page)[:40], page[:22] + " unexpected EOF"},
		{"an encoding nobody knows", "Content-Encoding: pack200-gzip\r\n", page, `the answer's encoding "pack200-gzip" is not known`},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := payload(t, "HTTP/1.1 203 OK\r\nContent-Type: Text/HTML ;x=y; charset=\"UTF-8\"\r\n"+c.header+"\r\n"+c.body)
			if p.err != nil {
				if p.err.Error() != c.want {
					t.Errorf("error %v, expected %q", p.err, c.want)
				}
				return
			}
			if p.Status != 203 || p.Type != "text/html" || p.Charset != "UTF-8" {
				t.Errorf("status %d, type %q, charset %q", p.Status, p.Type, p.Charset)
			}
			body, err := io.ReadAll(p.Body)
			if got := strings.TrimSuffix(string(body)+" "+fmt.Sprint(err), " <nil>"); got != c.want {
				t.Errorf("got %q, expected %q", got, c.want)
			}
		})
	}
}

type opened struct {
	*warc.Payload
	err error
}

// payload opens the payload of an archive of one response.
func payload(t *testing.T, answer string) opened {
	t.Helper()
	w, err := warc.NewReader(strings.NewReader(record("1.0", "response", "u", "application/http;msgtype=response", answer)))
	if err != nil {
		t.Fatal(err)
	}
	rec, err := w.Next()
	if err != nil {
		t.Fatal(err)
	}
	p, err := rec.Payload()
	return opened{p, err}
}

func TestNoAnswer(t *testing.T) {
	for answer, want := range map[string]string{
		"":                               "the answer's first line: unexpected EOF",
		"<html>\r\n":                     `the answer begins with "<html>", expected HTTP and a status`,
		"HTTP/1.1 OK\r\n\r\n":            `the answer's status "OK" is no number`,
		"HTTP/1.1 200 OK\r\nContent-Typ": "the answer's header: unexpected EOF",
	} {
		if p := payload(t, answer); p.err == nil || p.err.Error() != want {
			t.Errorf("%q: error %v, expected %q", answer, p.err, want)
		}
	}
}

func TestResource(t *testing.T) {
	w, err := warc.NewReader(strings.NewReader(four[1]))
	if err != nil {
		t.Fatal(err)
	}
	rec, err := w.Next()
	if err != nil {
		t.Fatal(err)
	}
	p, err := rec.Payload()
	body, _ := io.ReadAll(p.Body)
	if err != nil || p.Status != 0 || p.Type != "text/plain" || string(body) != "The talks failed." {
		t.Errorf("got %+v %q, %v", p, body, err)
	}
}

// FuzzReader reads what strangers write: it must end, and a record that was read must be
// found again at its position.
func FuzzReader(f *testing.F) {
	small := []string{four[0], response("https://news.example.org/a", "<p>The talks went on.</p>"), four[1], four[2]}
	for _, pack := range packings {
		file := pack(small)
		f.Add(file)
		f.Add(file[:len(file)*2/3])
	}
	f.Fuzz(func(t *testing.T, file []byte) {
		for _, again := range []bool{true, false} {
			var r io.Reader = bytes.NewReader(file)
			if !again {
				r = stream{r}
			}
			w, err := warc.NewReader(r)
			if err != nil {
				return
			}
			for range len(file) + 2 {
				rec, err := w.Next()
				if err == io.EOF {
					break
				}
				if bad := (*warc.Fault)(nil); errors.As(err, &bad) {
					continue
				} else if err != nil {
					t.Fatalf("%v: reading ended, though the file could be read", err)
				}
				if p, err := rec.Payload(); err == nil {
					_, _ = io.CopyN(io.Discard, p.Body, 1<<20)
				}
				if whole := rec.Check() == nil; again && whole {
					found(t, file, rec)
				}
			}
			if _, err := w.Next(); err != io.EOF {
				t.Fatalf("%v where the archive should have ended", err)
			}
		}
	})
}

// found reads a record again by its position.
func found(t *testing.T, file []byte, want *warc.Record) {
	w, err := warc.NewReader(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Seek(want.Position); err != nil {
		t.Fatal(err)
	}
	if rec, err := w.Next(); err != nil || rec.Position != want.Position || rec.URL() != want.URL() {
		t.Fatalf("at %s another record, or %v", want.Position, err)
	}
}
