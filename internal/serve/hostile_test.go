package serve

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"mime/multipart"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/net/html"
)

func TestNobodyIsLetInByAccident(t *testing.T) {
	proxies := []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8")}
	for _, c := range []struct {
		name   string
		access Access
		ok     bool
	}{
		{"this machine", Access{Listen: "127.0.0.1:80"}, true},
		{"this machine, by name", Access{Listen: "localhost:80"}, true},
		{"this machine, IPv6", Access{Listen: "[::1]:80"}, true},
		{"all addresses", Access{Listen: ":80"}, false},
		{"all addresses, written out", Access{Listen: "0.0.0.0:80"}, false},
		{"an address", Access{Listen: "192.168.1.5:80"}, false},
		{"a name that may lead anywhere", Access{Listen: "localhost.example.org:80"}, false},
		{"all addresses, with a token", Access{Listen: ":80", Tokens: []string{"t"}}, true},
		{"all addresses, behind a proxy", Access{Listen: ":80", Header: "X-User", Proxies: proxies}, true},
		{"a header that anybody may set", Access{Listen: "127.0.0.1:80", Header: "X-User"}, false},
		{"a proxy that names nobody", Access{Listen: "127.0.0.1:80", Proxies: proxies}, false},
	} {
		if err := c.access.check(); (err == nil) != c.ok {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

func TestTokens(t *testing.T) {
	const token = "correct-horse-battery-staple"
	s := testServer(t, func(o *Options) {
		withLedger(t)(o)
		o.Access = Access{Listen: ":80", Tokens: []string{"another-token-of-somebody", token}, Header: "X-User", Proxies: []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8")}}
	})
	for _, c := range []struct {
		name   string
		change func(*http.Request)
		status int
	}{
		{"no token", func(*http.Request) {}, 401},
		{"the token", func(r *http.Request) { r.Header.Set("Authorization", "Bearer "+token) }, 200},
		{"as a browser's password", func(r *http.Request) { r.SetBasicAuth("me", token) }, 200},
		{"the beginning of it", func(r *http.Request) { r.Header.Set("Authorization", "Bearer "+token[:20]) }, 401},
		{"an empty one", func(r *http.Request) { r.Header.Set("Authorization", "Bearer ") }, 401},
		{"in the address", func(r *http.Request) { r.URL.RawQuery = "token=" + token }, 401},
		{"as a name", func(r *http.Request) { r.SetBasicAuth(token, "") }, 401},
		{"with a null byte", func(r *http.Request) { r.Header.Set("Authorization", "Bearer "+token+"\x00") }, 401},
		{"a user from the proxy", func(r *http.Request) { r.RemoteAddr = "10.1.2.3:99"; r.Header.Set("X-User", "ana") }, 200},
		{"nobody from the proxy", func(r *http.Request) { r.RemoteAddr = "10.1.2.3:99" }, 401},
		{"a user from elsewhere", func(r *http.Request) { r.RemoteAddr = "11.1.2.3:99"; r.Header.Set("X-User", "ana") }, 401},
	} {
		r := httptest.NewRequest("GET", "/v1/ledger", nil)
		r.RemoteAddr = "192.0.2.1:99"
		c.change(r)
		w := httptest.NewRecorder()
		s.Handler().ServeHTTP(w, r)
		if w.Code != c.status {
			t.Errorf("%s: %d, want %d", c.name, w.Code, c.status)
		}
		if w.Code == 401 && (len(w.Header()["Www-Authenticate"]) != 2 || strings.Contains(w.Body.String(), token)) {
			t.Errorf("%s: %v %s", c.name, w.Header(), w.Body)
		}
	}
	for at, status := range map[string]int{"/healthz": 200, "/readyz": 200, "/metrics": 401, "/": 401, "/static/x": 401} {
		if w := ask(s, "GET", at, ""); w.Code != status {
			t.Errorf("%s: %d, want %d", at, w.Code, status)
		}
	}
}

func TestTokenFiles(t *testing.T) {
	file := filepath.Join(t.TempDir(), "tokens")
	for text, want := range map[string]string{
		"# for the newsroom\n\ncorrect-horse-battery-staple # ana\n": "",
		"short\n":     "tokens:1: a token of 5 characters",
		"# nothing\n": "no token, expected one a line",
		"correct horse battery staple is no token\n": "no blanks",
	} {
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		got, err := ReadTokens(file)
		if want == "" && (err != nil || len(got) != 1 || got[0] != "correct-horse-battery-staple") || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("%q: %v, %v, want %q", text, got, err, want)
		}
	}
}

// A page of another site may have its name lead to this machine, or send a form here.
func TestOtherSites(t *testing.T) {
	s := testServer(t, withLedger(t))
	for host, status := range map[string]int{"localhost:8080": 200, "127.0.0.1": 200, "[::1]:8080": 200, "evil.example:8080": 421, "localhost.evil.example": 421, "": 421} {
		r := httptest.NewRequest("GET", "/v1/ledger", nil)
		r.Host = host
		w := httptest.NewRecorder()
		s.Handler().ServeHTTP(w, r)
		if w.Code != status {
			t.Errorf("%q: %d, want %d", host, w.Code, status)
		}
	}
	for site, status := range map[string]int{"cross-site": 403, "same-site": 403, "same-origin": 303} {
		w := ask(s, "POST", "/code", "sample=1", "Content-Type", "application/x-www-form-urlencoded", "Sec-Fetch-Site", site)
		if w.Code != status {
			t.Errorf("%s: %d, want %d", site, w.Code, status)
		}
	}
	if w := ask(s, "GET", "/", ""); w.Header().Get("Access-Control-Allow-Origin") != "" {
		t.Error("other sites may read pages")
	}
}

// What a report holds is shown and never done: no element or attribute of a page
// comes from it.
func TestHostileReportsAreShown(t *testing.T) {
	s := testServer(t, withLedger(t))
	sent := ask(s, "POST", "/code", url.Values{"text": {"<script>alert(1)</script> Talks\n\nParis -- France condemned <b onclick=alert(1)>Turkey</b> on Monday.\n\n\u202edeppilf\u202c and javascript:alert(1)\n"}, "publisher": {`"><script>alert(2)</script>`}}.Encode(), "Content-Type", "application/x-www-form-urlencoded")
	coded := sent.Header().Get("Location")
	if coded == "" {
		t.Fatalf("%d %s", sent.Code, sent.Body)
	}
	ours := map[string]bool{}
	for _, at := range []string{"/", "/events", "/events?text=alert", "/report?id=hostile", coded,
		"/events?actor=%3Cscript%3Ealert(1)%3C/script%3E&text=%22%3E%3Cimg%20src=x%20onerror=alert(1)%3E&since=%3Cb%3E",
		"/report?id=%3Cscript%3Ealert(1)%3C/script%3E", "/nowhere/%3Cscript%3E", "/coded?id=%00"} {
		w := ask(s, "GET", at, "", "Accept", "text/html")
		page, err := html.Parse(w.Body)
		if err != nil {
			t.Fatal(err)
		}
		for n := range page.Descendants() {
			if n.Type != html.ElementNode {
				continue
			}
			if n.Data == "script" && (n.FirstChild != nil || len(n.Attr) != 2) || n.Data == "style" || n.Data == "img" || n.Data == "iframe" || n.Data == "b" {
				t.Errorf("%s has <%s>", at, n.Data)
			}
			for _, a := range n.Attr {
				ours[a.Key] = true
				if strings.HasPrefix(a.Key, "on") || a.Key == "style" || strings.HasPrefix(strings.ToLower(strings.TrimSpace(a.Val)), "javascript:") {
					t.Errorf("%s: <%s %s=%q>", at, n.Data, a.Key, a.Val)
				}
			}
		}
		if csp := w.Header().Get("Content-Security-Policy"); !strings.Contains(csp, "default-src 'none'") || strings.Contains(csp, "unsafe") {
			t.Errorf("%s: policy %q", at, csp)
		}
	}
	if !ours["href"] || !ours["data-of"] {
		t.Error("nothing was looked at")
	}
}

func TestPathTricks(t *testing.T) {
	s := testServer(t, withLedger(t))
	for _, at := range []string{"/static/../serve.go", "/static/%2e%2e/%2e%2e/go.mod", "/..%2f..%2fetc/passwd", "/static/", "/v1/../../etc/passwd", "/v1/report/../x", "//evil.example/", "/%00", "/report?id=../../etc/passwd", "/.git/config"} {
		r, err := http.NewRequest("GET", "http://localhost:8080"+at, nil)
		if err != nil {
			t.Fatal(err)
		}
		w := httptest.NewRecorder()
		s.Handler().ServeHTTP(w, r)
		if w.Code < 300 || w.Code >= 400 && w.Code != 404 && w.Code != 421 {
			t.Errorf("%s: %d", at, w.Code)
		}
		if to := w.Header().Get("Location"); strings.HasPrefix(to, "//") || strings.Contains(to, "evil.example") && !strings.HasPrefix(to, "/evil") {
			t.Errorf("%s leads to %s", at, to)
		}
	}
}

func TestMethods(t *testing.T) {
	s := testServer(t, withLedger(t))
	for _, c := range []struct {
		method, at string
		status     int
	}{{"DELETE", "/v1/events", 405}, {"POST", "/v1/events", 405}, {"GET", "/v1/code", 405}, {"HEAD", "/events", 200}, {"HEAD", "/v1/events", 200}} {
		if w := ask(s, c.method, c.at, ""); w.Code != c.status {
			t.Errorf("%s %s: %d, want %d", c.method, c.at, w.Code, c.status)
		}
	}
	if w := ask(s, "DELETE", "/v1/events", ""); w.Header().Get("Allow") != "GET, HEAD" || wants[faulty](t, w, 405).Detail == "" {
		t.Errorf("allowed %q: %s", w.Header().Get("Allow"), w.Body)
	}
	if f := wants[faulty](t, ask(s, "GET", "/v1/nothing", ""), 404); !strings.Contains(f.Detail, "/v1/nothing") {
		t.Errorf("%+v", f)
	}
}

func TestForms(t *testing.T) {
	s := testServer(t, func(o *Options) { o.Coder = coder(t); o.Limits.Body = 100_000 })
	var form strings.Builder
	m := multipart.NewWriter(&form)
	part, err := m.CreateFormFile("file", "../../etc/passwd")
	if err != nil {
		t.Fatal(err)
	}
	_, _ = io.WriteString(part, "Greece recalled its ambassador from Ankara on Monday.")
	_ = m.WriteField("text", "")
	_ = m.Close()
	w := ask(s, "POST", "/code", form.String(), "Content-Type", m.FormDataContentType())
	if w.Code != http.StatusSeeOther {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	if page := ask(s, "GET", w.Header().Get("Location"), ""); page.Code != 200 || !strings.Contains(page.Body.String(), "SANCTION") {
		t.Errorf("%d %s", page.Code, page.Body)
	}
	for name, c := range map[string]struct {
		kind, body string
		status     int
	}{
		"nothing":     {"application/x-www-form-urlencoded", "text=+", 400},
		"no day":      {"application/x-www-form-urlencoded", "text=a&date=monday", 400},
		"no form":     {"multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data", 400},
		"no boundary": {"multipart/form-data", "text=a", 400},
		"null bytes":  {"application/x-www-form-urlencoded", "text=Greece+met%00+Turkey.", 422},
		"bytes":       {"application/x-www-form-urlencoded", "text=%7fELF%02%01%00", 422},
		"too large":   {"application/x-www-form-urlencoded", "text=" + strings.Repeat("a", 100_000), 413},
	} {
		if w := ask(s, "POST", "/code", c.body, "Content-Type", c.kind, "Accept", "text/html"); w.Code != c.status {
			t.Errorf("%s: %d, want %d: %s", name, w.Code, c.status, w.Body)
		}
	}
}

// listening serves on a port that is free, and returns its address and a way to stop.
func listening(t *testing.T, s *Server) (at string, stop func() error) {
	t.Helper()
	on, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- s.Serve(ctx, on, "", "") }()
	stop = sync.OnceValue(func() error { cancel(); return <-ended })
	t.Cleanup(func() { _ = stop() })
	return on.Addr().String(), stop
}

// Who sends slowly, or sends nothing, is let go.
func TestSlowClients(t *testing.T) {
	s := testServer(t, func(o *Options) { o.Coder = coder(t); o.Limits.Sending = 300 * time.Millisecond })
	at, _ := listening(t, s)
	for name, says := range map[string]string{
		"nothing":   "",
		"a head":    "GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ",
		"some body": "POST /v1/code HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nGreece",
	} {
		c, err := net.Dial("tcp", at)
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		start := time.Now()
		fmt.Fprint(c, says)
		_ = c.SetReadDeadline(start.Add(10 * time.Second))
		answer, err := io.ReadAll(c)
		if err != nil || strings.HasPrefix(string(answer), "HTTP/1.1 200") {
			t.Errorf("%s: %v after %s: %s", name, err, time.Since(start), answer)
		}
	}
	if !s.bodies.all.TryAcquire(atOnce * s.bodies.most) {
		t.Error("a body that never came is still waited for")
	}
}

// Stopping lets an answer that is being given come to its end.
func TestGracefulStop(t *testing.T) {
	s := testServer(t, func(o *Options) { o.Coder = coder(t) })
	at, stop := listening(t, s)
	begun := make(chan struct{})
	status := make(chan int, 1)
	go func() {
		r, body := io.Pipe()
		go func() {
			_, _ = io.WriteString(body, "Greece condemned Turkey.")
			close(begun)
			time.Sleep(200 * time.Millisecond)
			_ = body.Close()
		}()
		answer, err := http.Post("http://"+at+"/v1/code", "text/plain", r)
		if err != nil {
			status <- 0
			return
		}
		defer answer.Body.Close()
		_, _ = io.Copy(io.Discard, answer.Body)
		status <- answer.StatusCode
	}()
	<-begun
	time.Sleep(50 * time.Millisecond) // the request is on its way
	if err := stop(); err != nil {
		t.Error(err)
	}
	if got := <-status; got != 200 {
		t.Errorf("the answer was cut off: %d", got)
	}
	if _, err := net.Dial("tcp", at); err == nil {
		t.Error("it still listens")
	}
}

// Many clients at once are all answered, and no more reports are coded at a time than
// there are places.
func TestManyClients(t *testing.T) {
	s := testServer(t, func(o *Options) { o.Coder = coder(t); o.Limits.Jobs = 2 })
	at, _ := listening(t, s)
	var all sync.WaitGroup
	bad := make(chan string, 200)
	for range 200 {
		all.Go(func() {
			answer, err := http.Post("http://"+at+"/v1/code", "text/plain", strings.NewReader("Greece condemned Turkey."))
			if err != nil {
				bad <- err.Error()
				return
			}
			defer answer.Body.Close()
			if answer.StatusCode != 200 {
				bad <- answer.Status
			}
			_, _ = io.Copy(io.Discard, answer.Body)
		})
	}
	all.Wait()
	close(bad)
	for b := range bad {
		t.Error(b)
	}
}

// When too many wait, others are told to come again, at once.
func TestCrowd(t *testing.T) {
	s := testServer(t, func(o *Options) { o.Coder = coder(t) })
	s.desk.waiting.Store(mostWaiting)
	w := ask(s, "POST", "/v1/code", "Greece condemned Turkey.")
	if f := wants[faulty](t, w, 503); w.Header().Get("Retry-After") == "" || f.Detail != errBusy.Error() {
		t.Errorf("%v %+v", w.Header(), f)
	}
}

func TestRate(t *testing.T) {
	s := testServer(t, func(o *Options) { o.Limits.Rate = 1 })
	var got []int
	for range 4 {
		got = append(got, ask(s, "GET", "/", "").Code)
	}
	if fmt.Sprint(got) != "[200 200 429 429]" {
		t.Error(got)
	}
	if w := ask(s, "GET", "/healthz", ""); w.Code != 200 {
		t.Errorf("who watches over it is sent away: %d", w.Code)
	}
}

func TestMetrics(t *testing.T) {
	s := testServer(t, withLedger(t))
	ask(s, "GET", "/events", "")
	ask(s, "GET", "/events/x", "")
	ask(s, "POST", "/v1/code", "Greece condemned Turkey.")
	got := map[string]string{}
	for lines := bufio.NewScanner(ask(s, "GET", "/metrics", "").Body); lines.Scan(); {
		line := lines.Text()
		if at := strings.LastIndexByte(line, ' '); at > 0 {
			got[line[:at]] = line[at+1:]
		}
	}
	for name, want := range map[string]string{
		`dragoman_requests_total{route="GET /events",status="200"}`: "1",
		`dragoman_requests_total{route="/",status="404"}`:           "1",
		`dragoman_reports_coded_total`:                              "1",
	} {
		if got[name] != want {
			t.Errorf("%s is %q, want %q", name, got[name], want)
		}
	}
}
