// Package client asks a dragoman server (dragoman serve): it has reports coded, and asks
// the ledger that the server shows.
//
//	c, err := client.New("http://127.0.0.1:8080", client.Token("…"))
//	record, err := c.Code(ctx, client.Document{Text: "Greece condemned Turkey."})
//	for event, err := range c.Events(ctx, client.Query{Actor: "Turkey", Status: []string{"negated"}}) {
//		…
//	}
//
// Lists come as iterators that fetch what is next when it is asked for; after an error
// nothing comes, but for CodeAll, where the error is of one report. What the server finds
// wrong is a *Problem. A question that meets a busy server is asked again, as the server
// says when.
package client

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// Client asks one server. It may be used from several goroutines.
type Client struct {
	base    *url.URL
	http    *http.Client
	token   string
	tries   int
	patient time.Duration
	strict  bool // an answer with a field that is not known here is an error: for tests
}

// Option changes a client as New makes it.
type Option func(*Client)

// Token is shown to a server that asks for one.
func Token(token string) Option { return func(c *Client) { c.token = token } }

// HTTP has requests made by a client of your own: with other time limits, a proxy, a
// certificate. Its Timeout would also end exports and live events.
func HTTP(h *http.Client) Option { return func(c *Client) { c.http = h } }

// Tries is how often a question is asked where the server is busy, 4 unless told, and
// how long to wait at most between two: 30 s unless told. Reports to be coded are sent
// once.
func Tries(most int, wait time.Duration) Option {
	return func(c *Client) { c.tries, c.patient = most, wait }
}

// New makes a client of the server at an address such as "http://127.0.0.1:8080".
func New(address string, options ...Option) (*Client, error) {
	base, err := url.Parse(strings.TrimRight(address, "/"))
	if err != nil || base.Scheme != "http" && base.Scheme != "https" || base.Host == "" {
		return nil, fmt.Errorf("client: %q is no address of a server, expected one such as http://127.0.0.1:8080", address)
	}
	c := &Client{base: base, http: http.DefaultClient, tries: 4, patient: 30 * time.Second}
	for _, o := range options {
		o(c)
	}
	return c, nil
}

// Problem is what a server finds wrong with a request (RFC 9457).
type Problem struct {
	Title  string  `json:"title"`
	Status int     `json:"status"`
	Detail string  `json:"detail"`
	Errors []Fault `json:"errors"`
}

// Fault is what is wrong with one part of a request.
type Fault struct {
	Message  string `json:"message"`
	Location string `json:"location"` // query.since
	Value    any    `json:"value"`
}

func (p *Problem) Error() string {
	var out strings.Builder
	fmt.Fprintf(&out, "dragoman server: %d %s", p.Status, p.Detail)
	for _, f := range p.Errors {
		fmt.Fprintf(&out, "; %s: %s", f.Location, f.Message)
	}
	return out.String()
}

// problem reads what is wrong from an answer.
func problem(answer *http.Response) error {
	p := &Problem{}
	raw, err := io.ReadAll(io.LimitReader(answer.Body, 1<<20))
	if err != nil || json.Unmarshal(raw, p) != nil || p.Status == 0 { // not the server's, but a proxy's
		p = &Problem{Title: http.StatusText(answer.StatusCode), Status: answer.StatusCode, Detail: string(raw[:min(len(raw), 200)])}
	}
	return p
}

// request is what is asked.
type request struct {
	path   string
	query  url.Values
	body   io.Reader
	header http.Header
}

// do asks once, and returns an answer that is well; the caller closes its body.
func (c *Client) do(ctx context.Context, r request) (*http.Response, error) {
	at := c.base.JoinPath(r.path)
	at.RawQuery = r.query.Encode()
	method := http.MethodGet
	if r.body != nil {
		method = http.MethodPost
	}
	q, err := http.NewRequestWithContext(ctx, method, at.String(), r.body)
	if err != nil {
		return nil, err
	}
	for name, values := range r.header {
		q.Header[name] = values
	}
	if c.token != "" {
		q.Header.Set("Authorization", "Bearer "+c.token)
	}
	answer, err := c.http.Do(q)
	if err != nil {
		return nil, err
	}
	if answer.StatusCode != http.StatusOK {
		defer answer.Body.Close()
		return answer, problem(answer)
	}
	return answer, nil
}

// ask is do, again where the server is busy.
func (c *Client) ask(ctx context.Context, r request) (*http.Response, error) {
	for try := 1; ; try++ {
		answer, err := c.do(ctx, r)
		if err == nil || answer == nil || try >= c.tries ||
			answer.StatusCode != http.StatusTooManyRequests && answer.StatusCode != http.StatusServiceUnavailable {
			return answer, err
		}
		wait := time.Duration(try) * time.Second
		if s, bad := strconv.Atoi(answer.Header.Get("Retry-After")); bad == nil {
			wait = time.Duration(s) * time.Second
		}
		select {
		case <-time.After(min(wait, c.patient)):
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

// read asks and reads the JSON of the answer.
func (c *Client) read(ctx context.Context, r request, into any) error {
	answer, err := c.ask(ctx, r)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	return c.decode(answer.Body, into)
}

// errAnswer says that an answer cannot be read.
var errAnswer = errors.New("the server's answer")

func (c *Client) decode(from io.Reader, into any) error {
	in := json.NewDecoder(from)
	if c.strict {
		in.DisallowUnknownFields()
	}
	if err := in.Decode(into); err != nil {
		return fmt.Errorf("client: %w: %w", errAnswer, err)
	}
	return nil
}
