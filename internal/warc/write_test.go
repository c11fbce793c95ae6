package warc_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// record writes a record as a crawler would.
func record(version, kind, url, contentType, block string) string {
	return fmt.Sprintf("WARC/%s\r\nWARC-Type: %s\r\nWARC-Record-ID: <urn:uuid:x>\r\nWARC-Target-URI: %s\r\nWARC-Date: 2014-03-05T01:30:00Z\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n",
		version, kind, url, contentType, len(block), block)
}

// response writes the record of a page.
func response(url, body string) string {
	return record("1.0", "response", url, "application/http; msgtype=response", "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=UTF-8\r\n\r\n"+body)
}

// packings are the ways to write records into one file.
var packings = map[string]func(records []string) []byte{
	"plain":       func(records []string) []byte { return []byte(strings.Join(records, "")) },
	"gzip":        func(records []string) []byte { return each(records, gzipped) },
	"gzip, whole": func(records []string) []byte { return gzipped(strings.Join(records, "")) },
	"zstd":        func(records []string) []byte { return each(records, func(s string) []byte { return zstandard(s) }) },
	"zstd, dictionary": func(records []string) []byte {
		return append(skippable(dictionary), each(records, func(s string) []byte { return zstandard(s, zstd.WithEncoderDict(dictionary)) })...)
	},
	"zstd, packed dictionary": func(records []string) []byte {
		return append(skippable(zstandard(string(dictionary))), each(records, func(s string) []byte { return zstandard(s, zstd.WithEncoderDict(dictionary)) })...)
	},
}

func each(records []string, pack func(string) []byte) []byte {
	var out []byte
	for _, r := range records {
		out = append(out, pack(r)...)
	}
	return out
}

func gzipped(s string) []byte {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, _ = z.Write([]byte(s))
	_ = z.Close()
	return b.Bytes()
}

func zstandard(s string, options ...zstd.EOption) []byte {
	z, err := zstd.NewWriter(nil, append(options, zstd.WithEncoderCRC(true))...)
	if err != nil {
		panic(err)
	}
	return z.EncodeAll([]byte(s), nil)
}

// skippable is the frame that a dictionary lies in.
func skippable(dict []byte) []byte {
	n := len(dict)
	return append([]byte{0x5d, 0x2a, 0x4d, 0x18, byte(n), byte(n >> 8), byte(n >> 16), 0}, dict...)
}

// dictionary is one for pages that all open alike.
var dictionary = func() []byte {
	var samples [][]byte
	for i := range 40 {
		samples = append(samples, []byte(response(fmt.Sprintf("https://news.example.org/%d", i), fmt.Sprintf("<html><head><title>Talks %d</title></head><body><p>The talks went on.</p></body></html>", i*i))))
	}
	d, err := zstd.BuildDict(zstd.BuildDictOptions{ID: 77, Contents: samples, History: bytes.Join(samples[:8], nil), Offsets: [3]int{1, 4, 8}})
	if err != nil {
		panic(err)
	}
	return d
}()

func TestDictionaryIsUsed(t *testing.T) {
	s := response("https://news.example.org/7", "<html><head><title>Talks 7</title></head><body><p>The talks went on.</p></body></html>")
	if with, without := len(zstandard(s, zstd.WithEncoderDict(dictionary))), len(zstandard(s)); with >= without {
		t.Errorf("%d bytes with the dictionary, %d without: the test of dictionaries tests nothing", with, without)
	}
}
