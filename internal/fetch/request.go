package fetch

import (
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// request is what is asked beside the address.
type request struct {
	seen  Seen
	limit int64 // bytes of the body, where it is not that of all
	cut   bool  // what is longer is cut, not refused
}

// usualHold is how long a host is left alone that is asked too much and does not say
// how long.
const usualHold = time.Minute

// ask makes one request. Either there is an answer, or the address of a redirect, or
// an error; hold is for how long the host wants to be left alone.
func (c *Client) ask(ctx context.Context, u *url.URL, r request) (a *Answer, to string, hold time.Duration, err error) {
	timed, cancel := context.WithTimeout(ctx, c.Limits.Time)
	defer cancel()
	fail := func(err error) error {
		switch refusal := (*refused)(nil); {
		case ctx.Err() != nil:
			return ctx.Err()
		case errors.As(err, &refusal):
			return &Error{URL: u.String(), Lasting: true, Err: refusal}
		case timed.Err() != nil:
			err = fmt.Errorf("no whole answer within %s", c.Limits.Time)
		}
		// net/http says the address once more.
		if of := (*url.Error)(nil); errors.As(err, &of) {
			err = of.Err
		}
		return &Error{URL: u.String(), Err: err}
	}
	req, err := http.NewRequestWithContext(timed, http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, "", 0, fail(err)
	}
	req.Header.Set("User-Agent", c.Agent)
	req.Header.Set("Accept-Encoding", "gzip")
	set(req.Header, "If-None-Match", r.seen.ETag)
	set(req.Header, "If-Modified-Since", r.seen.Modified)
	got, err := c.http.Do(req)
	if err != nil {
		return nil, "", 0, fail(err)
	}
	defer got.Body.Close()
	if to := got.Header.Get("Location"); to != "" && isRedirect(got.StatusCode) {
		return nil, to, 0, nil
	}
	a = &Answer{URL: u.String(), Status: got.StatusCode, Type: got.Header.Get("Content-Type"),
		Seen: Seen{got.Header.Get("ETag"), got.Header.Get("Last-Modified")}}
	switch s := got.StatusCode; {
	case s == http.StatusNotModified && r.seen != Seen{}:
		return a, "", 0, nil
	case s < 200 || s > 203:
		e := &Error{URL: a.URL, Status: s, Err: fmt.Errorf("the server answered %d %s", s, http.StatusText(s)), Lasting: isLasting(s)}
		if hold = retryAfter(got); hold > 0 {
			e.Later = time.Now().Add(min(hold, longestHold))
		}
		return nil, "", hold, e
	}
	limit := r.limit
	usual(&limit, c.Limits.Body)
	if a.Body, err = body(got, limit, r.cut); err != nil {
		return nil, "", 0, fail(err)
	}
	return a, "", 0, nil
}

func set(h http.Header, name, value string) {
	if value != "" {
		h.Set(name, value)
	}
}

func isRedirect(status int) bool {
	switch status {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
		return true
	}
	return false
}

// isLasting reports whether what a server answers is about the page rather than
// about the server at this moment.
func isLasting(status int) bool {
	switch status {
	case http.StatusRequestTimeout, http.StatusTooEarly, http.StatusTooManyRequests:
		return false
	}
	return status >= 400 && status < 500
}

// retryAfter reads for how long a server wants to be left alone.
func retryAfter(got *http.Response) time.Duration {
	said := strings.TrimSpace(got.Header.Get("Retry-After"))
	if n, err := strconv.ParseUint(said, 10, 31); err == nil {
		return time.Duration(n) * time.Second
	}
	if at, err := http.ParseTime(said); err == nil {
		return time.Until(at)
	}
	if got.StatusCode == http.StatusTooManyRequests {
		return usualHold
	}
	return 0
}

// body reads an answer's body and unpacks it. Neither the bytes that come nor those
// that they unpack to may be more than limit, so a few packed bytes cannot fill the memory.
func body(got *http.Response, limit int64, cut bool) ([]byte, error) {
	var from io.Reader = &bounded{from: got.Body, left: limit, cut: cut}
	switch packing := strings.ToLower(strings.TrimSpace(got.Header.Get("Content-Encoding"))); packing {
	case "", "identity":
	case "gzip", "x-gzip":
		z, err := gzip.NewReader(from)
		if errors.Is(err, io.EOF) {
			return nil, nil // nothing, not even packed
		}
		if err != nil {
			return nil, fmt.Errorf("unpacking gzip: %w", err)
		}
		from = &bounded{from: z, left: limit, cut: cut}
	default:
		return nil, fmt.Errorf("the answer is packed as %q, expected gzip or nothing", packing)
	}
	return io.ReadAll(from)
}

// bounded reads at most so many bytes; more are an error, or cut off.
type bounded struct {
	from io.Reader
	left int64
	cut  bool
}

var errTooLarge = errors.New("larger than an answer may be")

func (b *bounded) Read(p []byte) (int, error) {
	if b.left < 0 {
		if b.cut {
			return 0, io.EOF
		}
		return 0, errTooLarge
	}
	n, err := b.from.Read(p[:min(int64(len(p)), b.left+1)])
	if b.left -= int64(n); b.left < 0 {
		return n - 1, nil
	}
	return n, err
}
