package fetch

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// here lets a client ask this machine, which a test must.
var here = []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8"), netip.MustParsePrefix("::1/128")}

func quick(allow []netip.Prefix) *Client {
	return &Client{Agent: "dragoman/test", Allow: allow, Limits: Limits{Body: 64 << 10, Header: 8 << 10, Time: 500 * time.Millisecond, Gap: time.Nanosecond}}
}

// serve starts a server whose robots.txt does not exist.
func serve(t *testing.T, h http.HandlerFunc) *httptest.Server {
	s := httptest.NewServer(http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			http.NotFound(out, r)
			return
		}
		h(out, r)
	}))
	t.Cleanup(func() { s.CloseClientConnections(); s.Close() })
	return s
}

func TestWhatServersDo(t *testing.T) {
	bomb := func(size int) []byte {
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		for range size >> 16 {
			z.Write(make([]byte, 64<<10))
		}
		z.Close()
		return b.Bytes()
	}(64 << 20)
	packed := func(s string) string {
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		io.WriteString(z, s)
		z.Close()
		return b.String()
	}
	for _, c := range []struct {
		name, why string // why: part of the error; "" where there is an answer
		lasting   bool
		do        http.HandlerFunc
	}{
		{name: "plain", do: func(out http.ResponseWriter, _ *http.Request) { io.WriteString(out, "hello") }},
		{name: "packed", do: func(out http.ResponseWriter, _ *http.Request) {
			out.Header().Set("Content-Encoding", "gzip")
			io.WriteString(out, packed("hello"))
		}},
		{name: "just as large as it may be", do: func(out http.ResponseWriter, _ *http.Request) { io.WriteString(out, strings.Repeat("x", 64<<10)) }},
		{name: "a byte more", why: "larger", do: func(out http.ResponseWriter, _ *http.Request) { io.WriteString(out, strings.Repeat("x", 64<<10+1)) }},
		{name: "bomb", why: "larger", do: func(out http.ResponseWriter, _ *http.Request) {
			out.Header().Set("Content-Encoding", "gzip")
			out.Write(bomb)
		}},
		{name: "endless", why: "larger", do: func(out http.ResponseWriter, _ *http.Request) {
			for _, err := out.Write(bomb); err == nil; _, err = out.Write(bomb) {
			}
		}},
		{name: "unknown packing", why: `packed as "br"`, do: func(out http.ResponseWriter, _ *http.Request) {
			out.Header().Set("Content-Encoding", "br")
			io.WriteString(out, "hello")
		}},
		{name: "truncated gzip", why: "unexpected EOF", do: func(out http.ResponseWriter, _ *http.Request) {
			out.Header().Set("Content-Encoding", "gzip")
			io.WriteString(out, packed("hello")[:12])
		}},
		{name: "truncated", why: "unexpected EOF", do: func(out http.ResponseWriter, _ *http.Request) {
			out.Header().Set("Content-Length", "1000")
			io.WriteString(out, "hello")
			out.(http.Flusher).Flush()
			panic(http.ErrAbortHandler)
		}},
		{name: "header without end", why: "server response headers exceeded", do: func(out http.ResponseWriter, _ *http.Request) {
			for i := range 2000 {
				out.Header().Set(fmt.Sprintf("X-%d", i), "filler")
			}
		}},
		{name: "silence", why: "no whole answer within", do: func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }},
		{name: "a byte at a time", why: "no whole answer within", do: func(out http.ResponseWriter, r *http.Request) {
			for r.Context().Err() == nil {
				io.WriteString(out, "x")
				out.(http.Flusher).Flush()
				time.Sleep(20 * time.Millisecond)
			}
		}},
		{name: "circle", why: "circle", do: func(out http.ResponseWriter, r *http.Request) {
			http.Redirect(out, r, map[string]string{"/": "/a", "/a": "/b", "/b": "/a"}[r.URL.Path], http.StatusFound)
		}},
		{name: "ever further", why: "too many redirects", do: func(out http.ResponseWriter, r *http.Request) {
			http.Redirect(out, r, r.URL.Path+"x", http.StatusFound)
		}},
		{name: "into the file system", why: "begins with http", lasting: true, do: func(out http.ResponseWriter, _ *http.Request) {
			out.Header().Set("Location", "file:///etc/passwd")
			out.WriteHeader(http.StatusFound)
		}},
		{name: "not found", why: "404", lasting: true, do: http.NotFound},
		{name: "out of order", why: "500", do: func(out http.ResponseWriter, _ *http.Request) { out.WriteHeader(500) }},
		{name: "unasked 304", why: "304", do: func(out http.ResponseWriter, _ *http.Request) { out.WriteHeader(304) }},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := serve(t, c.do)
			a, err := quick(here).Get(t.Context(), s.URL+"/", Seen{})
			if c.why == "" {
				if err != nil || len(a.Body) == 0 {
					t.Fatalf("%+v, %v", a, err)
				}
				return
			}
			e := (*Error)(nil)
			if !errors.As(err, &e) || !strings.Contains(err.Error(), c.why) || e.Lasting != c.lasting {
				t.Errorf("%v (%+v), expected %q", err, e, c.why)
			}
		})
	}
}

// A bomb of 64 MB costs no more memory than an answer may have.
func TestBombTakesNoMemory(t *testing.T) {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	for range 1 << 10 {
		z.Write(make([]byte, 64<<10))
	}
	z.Close()
	raw := b.Bytes()
	s := serve(t, func(out http.ResponseWriter, _ *http.Request) {
		out.Header().Set("Content-Encoding", "gzip")
		out.Write(raw)
	})
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	_, err := quick(here).Get(t.Context(), s.URL, Seen{})
	runtime.ReadMemStats(&after)
	if err == nil || after.TotalAlloc-before.TotalAlloc > 8<<20 {
		t.Errorf("%v, and %d bytes were taken", err, after.TotalAlloc-before.TotalAlloc)
	}
}

func TestTLSIsVerified(t *testing.T) {
	s := httptest.NewUnstartedServer(http.NotFoundHandler())
	s.Config.ErrorLog = log.New(io.Discard, "", 0)
	s.StartTLS()
	defer s.Close()
	if _, err := quick(here).Get(t.Context(), s.URL, Seen{}); err == nil || !strings.Contains(err.Error(), "certificate") {
		t.Errorf("%v, expected a certificate to be refused", err)
	}
}

func TestAddresses(t *testing.T) {
	for addr, want := range map[string]bool{
		"8.8.8.8": true, "2606:4700::1": true, "64:ff9b::8.8.8.8": true, "2002:808:808::1": true,
		"127.0.0.1": false, "127.9.9.9": false, "::1": false, "0.0.0.0": false, "::": false, "10.1.2.3": false, "172.16.0.1": false,
		"192.168.1.1": false, "169.254.169.254": false, "fe80::1": false, "fd00::1": false, "224.0.0.1": false, "ff02::1": false,
		"100.64.0.1": false, "255.255.255.255": false, "::ffff:127.0.0.1": false, "::ffff:10.0.0.1": false, "::127.0.0.1": false,
		"64:ff9b::7f00:1": false, "2002:7f00:1::": false, "fec0::1": false, "198.18.0.1": false, "2001:0:1::1": false, "fe80::1%eth0": false,
	} {
		err := (&Client{}).control("tcp", net.JoinHostPort(addr, "80"), nil)
		if got := err == nil; got != want {
			t.Errorf("%s: %v, want %v", addr, got, want)
		}
	}
}

// Nothing on this machine is asked, by whatever way it is named or led to.
func TestNothingHereIsAsked(t *testing.T) {
	var asked atomic.Int32
	inner := serve(t, func(http.ResponseWriter, *http.Request) { asked.Add(1) })
	_, port, _ := net.SplitHostPort(inner.Listener.Addr().String())
	outer := httptest.NewUnstartedServer(http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
		http.Redirect(out, r, "http://localhost:"+port+"/secret", http.StatusFound)
	}))
	outer.Listener.Close()
	var err error
	if outer.Listener, err = net.Listen("tcp", "127.0.0.2:0"); err != nil {
		t.Skip("this machine has only one address of its own")
	}
	outer.Start()
	defer outer.Close()
	for name, c := range map[string]struct {
		address string
		allow   []netip.Prefix
	}{
		"by address":      {address: inner.URL},
		"by name":         {address: "http://localhost:" + port},
		"as one number":   {address: "http://2130706433:" + port},
		"as IPv6":         {address: "http://[::ffff:127.0.0.1]:" + port},
		"by redirect":     {outer.URL, []netip.Prefix{netip.MustParsePrefix("127.0.0.2/32")}},
		"by another port": {address: "http://127.0.0.1.:" + port},
	} {
		client := quick(c.allow)
		client.Limits.Time = 5 * time.Second
		if _, err := client.Get(t.Context(), c.address, Seen{}); err == nil {
			t.Errorf("%s: it was asked", name)
		}
	}
	if asked.Load() > 0 {
		t.Errorf("asked %d times", asked.Load())
	}
}

func TestPoliteness(t *testing.T) {
	var asked []string
	s := httptest.NewServer(http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
		asked = append(asked, r.URL.Path)
		if got := r.UserAgent(); got != "dragoman/test (+desk@example.org)" {
			t.Errorf("asked by %q", got)
		}
		switch r.URL.Path {
		case "/robots.txt":
			io.WriteString(out, "User-agent: dragoman\nDisallow: /private\n")
		case "/busy":
			out.Header().Set("Retry-After", "3600")
			out.WriteHeader(http.StatusServiceUnavailable)
		case "/moved":
			http.Redirect(out, r, "/private/page", http.StatusMovedPermanently)
		default:
			out.Header().Set("ETag", `"1"`)
			if r.Header.Get("If-None-Match") == `"1"` {
				out.WriteHeader(http.StatusNotModified)
			}
		}
	}))
	defer s.Close()
	c := quick(here)
	c.Agent += " (+desk@example.org)"
	get := func(path string, seen Seen) (*Answer, *Error) {
		a, err := c.Get(t.Context(), s.URL+path, seen)
		e := (*Error)(nil)
		errors.As(err, &e)
		return a, e
	}
	first, e := get("/feed", Seen{})
	if e != nil || first.Seen.ETag != `"1"` {
		t.Fatalf("%+v, %v", first, e)
	}
	if again, e := get("/feed", first.Seen); e != nil || again.Status != http.StatusNotModified {
		t.Errorf("%+v, %v, expected it to be unchanged", again, e)
	}
	for _, path := range []string{"/private", "/moved"} {
		if _, e := get(path, Seen{}); e == nil || !errors.Is(e, errRobots) {
			t.Errorf("%s: %v", path, e)
		}
	}
	if _, e := get("/busy", Seen{}); e == nil || time.Until(e.Later) < 59*time.Minute || e.Held {
		t.Errorf("%+v", e)
	}
	if _, e := get("/feed", Seen{}); e == nil || !e.Held || time.Until(e.Later) < 59*time.Minute {
		t.Errorf("%+v, expected it to be held off", e)
	}
	if got, want := fmt.Sprint(asked), "[/robots.txt /feed /feed /moved /busy]"; got != want {
		t.Errorf("asked %s, want %s", got, want)
	}
}

// Where robots.txt cannot be had for a fault of the server's, nothing else is asked.
func TestRobotsOutOfOrder(t *testing.T) {
	n := 0
	s := httptest.NewServer(http.HandlerFunc(func(out http.ResponseWriter, _ *http.Request) {
		n++
		out.WriteHeader(http.StatusInternalServerError)
	}))
	defer s.Close()
	c := quick(here)
	for range 2 {
		if _, err := c.Get(context.Background(), s.URL+"/page", Seen{}); err == nil {
			t.Error("it was asked")
		}
	}
	if n != 1 {
		t.Errorf("asked %d times, want once", n)
	}
}
