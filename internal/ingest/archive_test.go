package ingest_test

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dragoman/internal/ingest"
)

// warcRecord writes a record of an archive.
func warcRecord(kind, url, contentType, block string) string {
	return fmt.Sprintf("WARC/1.0\r\nWARC-Type: %s\r\nWARC-Target-URI: %s\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", kind, url, contentType, len(block), block)
}

func answer(url, status, header, body string) string {
	return warcRecord("response", url, "application/http; msgtype=response", "HTTP/1.1 "+status+"\r\n"+header+"\r\n"+body)
}

var crawl = []string{
	warcRecord("warcinfo", "", "application/warc-fields", "software: own\r\n"),
	warcRecord("request", "https://news.example.org/pact", "application/http; msgtype=request", "GET /pact HTTP/1.1\r\n\r\n"),
	answer("https://news.example.org/pact?from=feed", "200 OK", "Content-Type: text/html\r\n", page),
	answer("https://news.example.org/logo.png", "200 OK", "Content-Type: image/png\r\n", "\x89PNG"),
	answer("https://news.example.org/gone", "404 Not Found", "Content-Type: text/html\r\n", page),
	answer("https://news.example.org/robots.txt", "200 OK", "Content-Type: text/plain\r\n", "User-agent: *"),
	answer("https://news.example.org/short", "200 OK", "Content-Type: text/plain; charset=windows-1251\r\n", "\xcf\xe5\xf0\xe5\xe3\xee\xe2\xee\xf0\xfb"),
	answer("https://news.example.org/home", "200 OK", "Content-Type: text/html\r\n", "<html><body><a href='/'>Home</a></body></html>"),
	warcRecord("conversion", "https://news.example.org/wet", "text/plain", "The talks went on."),
	answer("https://news.example.org/cut", "200 OK", "Content-Type: text/html\r\nTransfer-Encoding: chunked\r\n", fmt.Sprintf("%x\r\n%s\r\n7000\r\n", len(page), page)),
}

func TestArchive(t *testing.T) {
	var packed bytes.Buffer
	for i, r := range crawl {
		z := gzip.NewWriter(&packed)
		io.WriteString(z, r)
		z.Close()
		if i == 2 {
			packed.WriteString("rubbish")
		}
	}
	plain := strings.Join(crawl[:3], "") + "rubbish" + strings.Join(crawl[3:], "")
	for name, file := range map[string]string{"plain": plain, "gzip": packed.String()} {
		t.Run(name, func(t *testing.T) {
			var got, at []string
			for in, err := range ingest.Open("crawl", strings.NewReader(file), ingest.Options{}) {
				if err != nil {
					place, message, _ := strings.Cut(err.Error(), ": ")
					got, at = append(got, message), append(at, place)
					continue
				}
				at = append(at, in.Place.String())
				first, _, _ := strings.Cut(in.Text, ".")
				var codes []string
				for _, p := range in.Problems {
					codes = append(codes, p.Code)
				}
				got = append(got, fmt.Sprintf("%s %.30s %v", in.URL, strings.TrimSpace(first), codes))
			}
			const kept = "The ministers of both countrie"
			want := []string{
				"https://news.example.org/pact " + kept + " []",
				"passed over: pictures, scripts and the like",
				"passed over: answers without a page (not found, moved)",
				"passed over: pictures, scripts and the like",
				"https://news.example.org/short Переговоры []",
				"no article found in the page",
				"https://news.example.org/wet The talks went on []",
				"https://news.example.org/pact " + kept + " [truncated]",
			}
			damage := "no packed record but 72 75 62 62"
			if name == "plain" {
				damage = "no record follows its 1044 bytes: its length is wrong, or it is damaged"
				want[0] = damage // nobody knows what of it is whole
			} else {
				want = append(want[:1], append([]string{damage}, want[1:]...)...)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			for i, p := range at {
				if name, offset, ok := strings.Cut(p, "@"); !ok || name != "crawl" || offset == "" {
					t.Errorf("%q is at %q, expected crawl@ and an offset", got[i], p)
				}
			}
		})
	}
}

// A large page of an archive costs that page alone.
func TestArchiveTooLarge(t *testing.T) {
	var bomb bytes.Buffer
	z := gzip.NewWriter(&bomb)
	io.Copy(z, io.LimitReader(&endless{}, 20<<20))
	z.Close()
	file := answer("u", "200 OK", "Content-Type: text/html\r\nContent-Encoding: gzip\r\n", bomb.String()) + crawl[8]
	got := read("crawl", strings.NewReader(file), ingest.Options{MaxReport: 1000})
	if want := []string{"error: crawl@0: larger than 1000 bytes, the most that one report may be", "The talks went on."}; !cmp.Equal(got, want) {
		t.Errorf("got %q, expected %q", got, want)
	}
}
