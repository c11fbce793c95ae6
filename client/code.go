package client

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"net/http"

	"dragoman"
)

// Document is a report to be coded; only the text is required. The date is RFC 3339, a
// day or a second.
type Document struct {
	ID        string `json:"id,omitempty"`
	URL       string `json:"url,omitempty"`
	Publisher string `json:"publisher,omitempty"`
	Title     string `json:"title,omitempty"`
	Byline    string `json:"byline,omitempty"`
	Date      string `json:"date,omitempty"`
	Lang      string `json:"lang,omitempty"`
	Text      string `json:"text"`
}

// Code has one report coded.
func (c *Client) Code(ctx context.Context, d Document) (*dragoman.Record, error) {
	raw, err := json.Marshal(d)
	if err != nil {
		return nil, err
	}
	return c.CodeRaw(ctx, bytes.NewReader(raw))
}

// CodeRaw has one report coded in the form in which it is: plain text, HTML, another that
// dragoman code reads. The form is found by content.
func (c *Client) CodeRaw(ctx context.Context, report io.Reader) (*dragoman.Record, error) {
	out := &dragoman.Record{}
	return out, c.post(ctx, "/v1/code", report, out)
}

// Explain says for every event and every rejected candidate of a report why.
func (c *Client) Explain(ctx context.Context, d Document) ([]dragoman.Explanation, error) {
	raw, err := json.Marshal(d)
	if err != nil {
		return nil, err
	}
	var out []dragoman.Explanation
	return out, c.post(ctx, "/v1/explain", bytes.NewReader(raw), &out)
}

func (c *Client) post(ctx context.Context, path string, body io.Reader, into any) error {
	answer, err := c.do(ctx, request{path: path, body: body, header: http.Header{"Content-Type": {"application/octet-stream"}}})
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	return c.decode(answer.Body, into)
}

// CodeAll has many reports coded, and yields their records as they come, in the order of
// the reports. In the place of a report that cannot be coded comes a *Problem, and the
// rest goes on; any other error is the last. The server bounds what one request may
// hold: send some hundred at a time.
func (c *Client) CodeAll(ctx context.Context, documents []Document) iter.Seq2[*dragoman.Record, error] {
	return func(yield func(*dragoman.Record, error) bool) {
		var body bytes.Buffer
		for _, d := range documents {
			if err := json.NewEncoder(&body).Encode(d); err != nil {
				yield(nil, err)
				return
			}
		}
		answer, err := c.do(ctx, request{path: "/v1/code", body: &body, header: http.Header{"Content-Type": {"application/jsonl"}}})
		if err != nil {
			yield(nil, err)
			return
		}
		defer answer.Body.Close()
		lines := bufio.NewReader(answer.Body)
		for n := 0; ; n++ {
			raw, err := lines.ReadBytes('\n')
			if err == io.EOF && len(raw) == 0 {
				if n < len(documents) {
					yield(nil, fmt.Errorf("client: records of %d reports, expected %d", n, len(documents)))
				}
				return
			}
			if err != nil {
				yield(nil, fmt.Errorf("client: %w: %w", errAnswer, err))
				return
			}
			if !yield(c.record(raw)) {
				return
			}
		}
	}
}

// record reads a line of a batch: a record, or what is wrong with a report.
func (c *Client) record(line []byte) (*dragoman.Record, error) {
	var bad struct{ Error *Problem }
	if err := json.Unmarshal(line, &bad); err == nil && bad.Error != nil {
		return nil, bad.Error
	}
	out := &dragoman.Record{}
	return out, c.decode(bytes.NewReader(line), out)
}
