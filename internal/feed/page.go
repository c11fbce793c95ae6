package feed

import (
	"bytes"
	"errors"
	"fmt"
	"html"
	"strings"

	"dragoman/internal/fetch"
	"dragoman/internal/ingest"
	"dragoman/internal/ingest/feeds"
)

// page takes the report out of an answer. What a server answered is read where answers
// of servers are read, as a record of a web archive: so a declared character set, a
// missing type and a page that is none are judged alike wherever they come from.
func page(a *fetch.Answer, from ingest.Extractor) (*ingest.Input, error) {
	var answer, record bytes.Buffer
	answer.WriteString("HTTP/1.1 200 OK\r\n")
	if a.Type != "" {
		fmt.Fprintf(&answer, "Content-Type: %s\r\n", a.Type)
	}
	answer.WriteString("\r\n")
	answer.Write(a.Body)
	fmt.Fprintf(&record, "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: %s\r\nContent-Type: application/http\r\nContent-Length: %d\r\n\r\n", a.URL, answer.Len())
	record.Write(answer.Bytes())
	record.WriteString("\r\n\r\n")
	for in, err := range ingest.Open(a.URL, &record, ingest.Options{Extractor: from}) {
		if bad := (*ingest.Error)(nil); errors.As(err, &bad) {
			err = bad.Err
		} else if passed := (*ingest.Passed)(nil); errors.As(err, &passed) {
			err = fmt.Errorf("no page but one of: %s", passed.Why)
		}
		if err != nil {
			return nil, &fetch.Error{URL: a.URL, Lasting: true, Err: err}
		}
		in.Place = ingest.Place{Name: a.URL}
		return in, nil
	}
	return nil, &fetch.Error{URL: a.URL, Lasting: true, Err: errors.New("an answer without a page")}
}

// carried takes the report out of what a feed itself carries of an item.
func carried(it *feeds.Item, feed string, from ingest.Extractor) (*ingest.Input, error) {
	at := it.Link
	if at == "" {
		at = feed
	}
	body := it.Content
	if !strings.Contains(body, "<p") {
		body = "<p>" + body + "</p>"
	}
	in, err := page(&fetch.Answer{URL: at, Type: "text/html; charset=utf-8", Body: []byte("<!DOCTYPE html><html><head><title>" +
		html.EscapeString(it.Title) + "</title></head><body><article>" + body + "</article></body></html>")}, from)
	if err == nil && it.Link == "" {
		in.URL = ""
	}
	return in, err
}
