// Package fetch asks servers for pages, politely and without trusting them.
//
// Polite: it says who it is, keeps to robots.txt (RFC 9309), asks a host one
// thing at a time with a pause in between, sends back the marks by which a
// server knows what has not changed, and comes back no sooner than Retry-After
// says.
//
// Without trust: what is connected to is looked at when its address is known, after
// the name was resolved and for every redirect anew, and must be a public address or
// one that was allowed; so neither a link, nor a redirect, nor a name whose
// address changes leads into the network that the program runs in. Only http
// and https are spoken, certificates are verified, and headers, bodies (packed
// and unpacked), redirects and time are bounded. No proxy is used, since who resolves
// the names must be who looks at the addresses. Nothing is kept between
// requests: no cookies, no credentials.
package fetch

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"sync"
	"time"
)

// Client asks servers. It serves many goroutines at a time.
type Client struct {
	Agent  string         // who asks: "dragoman/0.1.0 (+mailto:desk@example.org)"; robots.txt is asked for what stands before "/"
	Allow  []netip.Prefix // addresses that are not public and may be asked all the same
	Limits Limits         // the zero value is good
	TLS    *tls.Config    // nil for the certificates that the system trusts
	// Dial connects in place of TCP, for servers within a test; Allow is then not asked.
	Dial func(ctx context.Context, network, address string) (net.Conn, error)

	once  sync.Once
	http  *http.Client
	mu    sync.Mutex
	hosts map[string]*host
	sites map[string]*site
}

// Limits bound what a request may cost.
type Limits struct {
	Body      int64         // bytes of an answer, packed and unpacked; 8 MiB
	Header    int64         // bytes of an answer's header; 64 KiB
	Time      time.Duration // for one request, from connecting to the last byte; 30 s
	Redirects int           // 5
	Gap       time.Duration // between two requests to one host, or more where robots.txt says so; 2 s
	Patience  time.Duration // how long Get waits for a host's turn before it says to come again; 1 min
}

func (l Limits) orUsual() Limits {
	usual(&l.Body, 8<<20)
	usual(&l.Header, 64<<10)
	usual(&l.Time, 30*time.Second)
	usual(&l.Redirects, 5)
	usual(&l.Gap, 2*time.Second)
	usual(&l.Patience, time.Minute)
	return l
}

func usual[T comparable](v *T, usual T) {
	if *v == *new(T) {
		*v = usual
	}
}

// Seen is how a server marked what it sent last: a request with it is answered
// by 304 where nothing has changed.
type Seen struct{ ETag, Modified string }

// Answer is what a server sent.
type Answer struct {
	URL    string // where it was found, after redirects
	Status int    // 200 to 203, or 304: as it was when it was Seen
	Type   string // as the server declares it: "text/html; charset=utf-8"
	Body   []byte // unpacked
	Seen   Seen
}

// Error says why there is no answer.
type Error struct {
	URL     string
	Status  int       // what the server answered with, or 0
	Later   time.Time // the host is not to be asked before; zero where nobody says
	Held    bool      // nothing was asked: it was not yet Later
	Lasting bool      // asking again will hardly help
	Err     error
}

func (e *Error) Error() string { return fmt.Sprintf("%s: %v", e.URL, e.Err) }

func (e *Error) Unwrap() error { return e.Err }

var (
	errRobots    = errors.New("its robots.txt asks programs to keep away")
	errScheme    = errors.New("expected an address that begins with http:// or https://")
	errLoop      = errors.New("redirects lead in a circle")
	errRedirects = errors.New("too many redirects")
)

func (c *Client) start() {
	c.Limits = c.Limits.orUsual()
	c.hosts, c.sites = map[string]*host{}, map[string]*site{}
	dial := c.Dial
	if dial == nil {
		d := &net.Dialer{Timeout: c.Limits.Time, Control: c.control}
		dial = d.DialContext
	}
	c.http = &http.Client{
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		Transport: &http.Transport{
			DialContext:            dial,
			TLSClientConfig:        c.TLS,
			TLSHandshakeTimeout:    c.Limits.Time,
			MaxResponseHeaderBytes: c.Limits.Header,
			DisableCompression:     true, // unpacked here, within bounds
			// A connection that was kept may be found closed, and net/http then asks
			// once more, at once. Requests are seconds apart anyway.
			DisableKeepAlives: true,
		},
	}
}

// Get asks for an address and follows its redirects, each as politely and as warily as
// the first request. It waits for the host's turn. Errors are of type *Error, unless
// the context has ended.
func (c *Client) Get(ctx context.Context, address string, seen Seen) (*Answer, error) {
	c.once.Do(c.start)
	u, err := parse(address)
	if err != nil {
		return nil, err
	}
	return c.follow(ctx, u, func(u *url.URL) (time.Duration, error) {
		r, err := c.robots(ctx, u)
		switch {
		case err != nil:
			return 0, err
		case !r.allows(u):
			return 0, &Error{URL: u.String(), Lasting: true, Err: errRobots}
		}
		return r.delay, nil
	}, request{seen: seen})
}

// parse reads an address that can be asked for.
func parse(address string) (*url.URL, error) {
	u, err := url.Parse(address)
	if err == nil && (u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "") {
		err = errScheme
	}
	if err != nil {
		return nil, &Error{URL: address, Lasting: true, Err: err}
	}
	u.Fragment, u.RawFragment = "", ""
	return u, nil
}

// follow asks, and asks where it is sent. Before each request, may says whether
// it is allowed and by how much the host wants requests to be apart.
func (c *Client) follow(ctx context.Context, u *url.URL, may func(*url.URL) (time.Duration, error), r request) (*Answer, error) {
	been := map[string]bool{}
	for hops := 0; ; hops++ {
		at := u.String()
		switch {
		case been[at]:
			return nil, &Error{URL: at, Err: errLoop}
		case hops > c.Limits.Redirects:
			return nil, &Error{URL: at, Err: errRedirects}
		}
		been[at] = true
		delay, err := may(u)
		if err != nil {
			return nil, err
		}
		a, to, err := c.turn(ctx, u, delay, r)
		if err != nil || to == "" {
			return a, err
		}
		next, err := u.Parse(to)
		if err != nil {
			return nil, &Error{URL: at, Err: fmt.Errorf("a redirect that leads nowhere: %w", err)}
		}
		if u, err = parse(next.String()); err != nil {
			return nil, err
		}
	}
}
