package feed

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"math/rand/v2"
	"net"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"golang.org/x/text/encoding/charmap"

	"dragoman/internal/doc"
	"dragoman/internal/fetch"
	"dragoman/internal/ingest"
)

// A day of polling, at the speed of the machine: the clock is that of
// testing/synctest, the servers are those of net/http, over pipes. Everything that
// servers do to those who ask them happens, the watcher is stopped and begun
// anew, and each report comes once. Meanwhile the servers note who is impolite.
func TestDay(t *testing.T) {
	memory := filepath.Join(t.TempDir(), "memory")
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		got := &counts{of: map[string]int{}}
		begin := time.Now()
		for time.Since(begin) < 24*time.Hour {
			w.watch(t, memory, got, min(time.Hour+rand.N(6*time.Hour), 24*time.Hour-time.Since(begin)))
		}
		w.publishing = false
		w.watch(t, memory, got, 12*time.Hour)
		w.close()

		for id := range w.published {
			if n := got.of[id]; n != 1 {
				t.Errorf("item %s came %d times, after %d requests for its page (%s)", id, n, w.asked[id], fault(id, 1))
			}
		}
		for id := range got.of {
			if !w.published[id] {
				t.Errorf("%s came and was never published", id)
			}
		}
		if w.unchanged == 0 || w.faults < 200 || len(w.published) < 400 {
			t.Errorf("%d unchanged feeds, %d faults, %d items: too little happened", w.unchanged, w.faults, len(w.published))
		}
		t.Logf("%d items, %d requests, of these %d met a fault and %d unchanged feeds", len(w.published), w.requests, w.faults, w.unchanged)
	})
}

// counts is a sink that counts reports by their titles.
type counts struct {
	of map[string]int
}

func (c *counts) Code(_ context.Context, in *ingest.Input) func() error {
	return func() error {
		c.of[in.Title]++
		return nil
	}
}
func (c *counts) Commit() error { return nil }

// titles is an Extractor that reads of a page only what these tests are about.
type titles struct{}

func (titles) Extract(page, _ string) (*ingest.Article, error) {
	_, rest, ok := strings.Cut(page, "<title>")
	title, _, _ := strings.Cut(rest, "</title>")
	if !ok || !strings.Contains(page, "Türkei") {
		return nil, errors.New("no article")
	}
	return &ingest.Article{Meta: doc.Meta{Title: title}, Text: page}, nil
}

// world is four sites with seven feeds, and what happened at them.
type world struct {
	t          *testing.T
	mu         sync.Mutex
	begin      time.Time
	publishing bool
	published  map[string]bool // by id
	asked      map[string]int  // requests for an item's page
	polled     map[string]int  // requests for a feed
	last       map[string]time.Time
	held       map[string]time.Time // by host: what it said with Retry-After
	inside     map[string]int
	requests   int
	faults     int
	unchanged  int

	lines   map[string]*line
	servers []*httptest.Server
	tls     *tls.Config
}

// line is a listener to which pipes lead.
type line struct {
	calls chan net.Conn
	shut  chan struct{}
	once  sync.Once
}

func (l *line) Accept() (net.Conn, error) {
	select {
	case c := <-l.calls:
		return c, nil
	case <-l.shut:
		return nil, net.ErrClosed
	}
}
func (l *line) Close() error   { l.once.Do(func() { close(l.shut) }); return nil }
func (l *line) Addr() net.Addr { return &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1)} }

var sites = []string{
	"http://a.example.com/world.rss", "http://a.example.com/politics.rss", // these share every fifth item
	"http://b.example.com/feed.atom", "http://b.example.com/latin.rss",
	"https://c.example.com/feed.json", "https://c.example.com/whole.rss",
	"http://d.example.com/agency.rss", // its links lead through d to a
}

func newWorld(t *testing.T) *world {
	w := &world{t: t, begin: time.Now(), publishing: true, published: map[string]bool{}, asked: map[string]int{}, polled: map[string]int{},
		last: map[string]time.Time{}, held: map[string]time.Time{}, inside: map[string]int{}, lines: map[string]*line{}}
	for _, host := range []string{"a.example.com:80", "b.example.com:80", "c.example.com:443", "d.example.com:80"} {
		l := &line{calls: make(chan net.Conn), shut: make(chan struct{})}
		s := httptest.NewUnstartedServer(http.HandlerFunc(w.serve))
		s.Listener.Close()
		s.Listener = l
		s.Config.ErrorLog = log.New(io.Discard, "", 0)
		if strings.HasSuffix(host, ":443") {
			s.StartTLS()
			roots := x509.NewCertPool()
			roots.AddCert(s.Certificate())
			w.tls = &tls.Config{RootCAs: roots}
		} else {
			s.Start()
		}
		w.lines[host] = l
		w.servers = append(w.servers, s)
	}
	return w
}

func (w *world) close() {
	for _, s := range w.servers {
		s.CloseClientConnections()
		s.Close()
	}
}

func (w *world) dial(ctx context.Context, _, address string) (net.Conn, error) {
	l := w.lines[address]
	if l == nil {
		return nil, fmt.Errorf("no host %s", address)
	}
	ours, theirs := net.Pipe()
	select {
	case l.calls <- theirs:
		return ours, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// watch polls for a while, and stops as a signal stops it.
func (w *world) watch(t *testing.T, memory string, got *counts, span time.Duration) {
	m, err := Open(memory)
	if err != nil {
		t.Fatal(err)
	}
	c := &fetch.Client{Agent: "dragoman/test", Dial: w.dial, TLS: w.tls, Limits: fetch.Limits{Body: 256 << 10}}
	ctx, cancel := context.WithTimeout(t.Context(), span)
	defer cancel()
	watcher := Watcher{Feeds: sites, Every: 15 * time.Minute, Client: c, Memory: m, Pages: titles{}, Sink: got,
		Tell: func(err error) { t.Log(time.Since(w.begin).Round(time.Second), err) }}
	if err := watcher.Run(ctx); !errors.Is(err, context.DeadlineExceeded) {
		t.Fatalf("ended with %v", err)
	}
	if err := m.Close(); err != nil {
		t.Fatal(err)
	}
	time.Sleep(2 * time.Second) // who starts it again takes as long as the pause of a host, which is not remembered
}

// enter notes a request, and whether it is polite.
func (w *world) enter(host string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.requests++
	now := time.Now()
	if w.inside[host]++; w.inside[host] > 1 {
		w.t.Errorf("%s is asked %d things at a time", host, w.inside[host])
	}
	if since := now.Sub(w.last[host]); since < 1900*time.Millisecond && !w.last[host].IsZero() {
		w.t.Errorf("%s is asked again after %s", host, since)
	}
	if now.Before(w.held[host]) {
		w.t.Errorf("%s is asked %s before Retry-After", host, w.held[host].Sub(now))
	}
}

func (w *world) leave(host string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.inside[host]--
	w.last[host] = time.Now()
}

// count counts requests of a thing.
func (w *world) count(of map[string]int, key string) int {
	w.mu.Lock()
	defer w.mu.Unlock()
	of[key]++
	return of[key]
}

func (w *world) serve(out http.ResponseWriter, r *http.Request) {
	w.enter(r.Host)
	// It ends for the client when that waits no longer, however long the handler lingers.
	leave := sync.OnceFunc(func() { w.leave(r.Host) })
	context.AfterFunc(r.Context(), leave)
	defer leave()
	if r.UserAgent() != "dragoman/test" {
		w.t.Errorf("a request by %q", r.UserAgent())
	}
	switch id, isPage := strings.CutPrefix(r.URL.Path, "/story/"); {
	case r.URL.Path == "/robots.txt":
		io.WriteString(out, "User-agent: *\nDisallow: /private/\n")
	case isPage:
		n := w.count(w.asked, id)
		if !w.misbehave(out, r, fault(id, n)) {
			writePage(out, id)
		}
	case strings.HasPrefix(r.URL.Path, "/to/"):
		http.Redirect(out, r, "http://a.example.com/story/"+r.URL.Path[len("/to/"):], http.StatusFound)
	case strings.HasPrefix(r.URL.Path, "/loop/"):
		n, _ := strconv.Atoi(r.URL.Path[len("/loop/"):])
		http.Redirect(out, r, fmt.Sprintf("/loop/%d", (n+1)%3), http.StatusFound)
	case strings.HasPrefix(r.URL.Path, "/private/"):
		w.t.Errorf("%s is asked for, against robots.txt", r.URL)
	default:
		w.feed(out, r)
	}
}

// kinds are what goes wrong.
var kinds = []string{"", "", "", "timeout", "429", "500", "bomb", "endless", "loop", "truncated", "reset", "404", "503", "drip", "garbage"}

// fault is what goes wrong with the n-th request for a page: some pages are had at once, some
// after one fault, some after two.
func fault(id string, n int) string {
	r := rand.New(rand.NewPCG(uint64(len(id)), hashed(id)))
	if n > 1+r.IntN(2) {
		return ""
	}
	return kinds[(r.IntN(len(kinds))+n)%len(kinds)]
}

func hashed(s string) (h uint64) {
	for _, c := range []byte(s) {
		h = h*1099511628211 + uint64(c)
	}
	return h
}

// misbehave answers as a fault has it, and reports whether it did.
func (w *world) misbehave(out http.ResponseWriter, r *http.Request, kind string) bool {
	if kind == "" {
		return false
	}
	w.mu.Lock()
	w.faults++
	w.mu.Unlock()
	hold := func(status int, d time.Duration) {
		w.mu.Lock()
		w.held[r.Host] = time.Now().Add(d)
		w.mu.Unlock()
		out.Header().Set("Retry-After", strconv.Itoa(int(d.Seconds())))
		out.WriteHeader(status)
	}
	out.Header().Set("Content-Type", "text/html")
	page := "<html><head><title>half</title></head><body>" + strings.Repeat("<p>Türkei</p>", 100)
	switch kind {
	case "timeout":
		<-r.Context().Done()
	case "429":
		hold(http.StatusTooManyRequests, 10*time.Minute)
	case "503":
		hold(http.StatusServiceUnavailable, 3*time.Minute)
	case "500":
		http.Error(out, "Türkei", http.StatusInternalServerError)
	case "404":
		http.NotFound(out, r)
	case "bomb":
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		z.Write(make([]byte, 4<<20))
		z.Close()
		out.Header().Set("Content-Encoding", "gzip")
		out.Write(b.Bytes())
	case "endless":
		for _, err := io.WriteString(out, page); err == nil; _, err = io.WriteString(out, page) {
		}
	case "drip":
		for out.(http.Flusher).Flush(); r.Context().Err() == nil; time.Sleep(50 * time.Millisecond) {
			io.WriteString(out, "<p>")
			out.(http.Flusher).Flush()
		}
	case "loop":
		http.Redirect(out, r, "/loop/0", http.StatusFound)
	case "garbage":
		out.Header().Set("Content-Encoding", "gzip")
		io.WriteString(out, page)
	case "truncated":
		out.Header().Set("Content-Length", "100000")
		io.WriteString(out, page)
		out.(http.Flusher).Flush()
		panic(http.ErrAbortHandler)
	case "reset": // within the header; over TLS, within a record
		c, _, err := out.(http.Hijacker).Hijack()
		if err != nil {
			w.t.Error(err)
			return true
		}
		if over, ok := c.(*tls.Conn); ok {
			over.NetConn().Write([]byte{23, 3, 3, 1, 0, 'c', 'u', 't'})
			over.NetConn().Close()
		} else {
			io.WriteString(c, "HTTP/1.1 200 OK\r\nContent-Ty")
			c.Close()
		}
	}
	return true
}

// writePage writes a page, in a character set that is not the one declared.
func writePage(out http.ResponseWriter, id string) {
	text := "<html><head><title>" + id + "</title></head><body><p>Die Türkei und Griechenland verhandeln.</p></body></html>"
	switch declared := []string{"utf-8", "iso-8859-1", "windows-1252"}[hashed(id)%3]; hashed(id) % 2 {
	case 0:
		out.Header().Set("Content-Type", "text/html; charset="+declared)
		io.WriteString(out, text)
	default:
		raw, _ := charmap.ISO8859_1.NewEncoder().String(text)
		out.Header().Set("Content-Type", "text/html; charset=utf-8")
		io.WriteString(out, raw)
	}
}

const between = 20 * time.Minute // from one item of a feed to the next

// feed answers with the items of the last three hours.
func (w *world) feed(out http.ResponseWriter, r *http.Request) {
	address := "http://" + r.Host + r.URL.Path
	if r.TLS != nil {
		address = "https://" + r.Host + r.URL.Path
	}
	number := slices.Index(sites, address)
	if number < 0 {
		w.t.Errorf("%s is asked for", address)
		http.NotFound(out, r)
		return
	}
	n := w.count(w.polled, address)
	if n%4 == 3 && w.misbehave(out, r, kinds[3:][(n/4+number)%(len(kinds)-3)]) {
		return
	}
	w.mu.Lock()
	newest := int(time.Since(w.begin) / between)
	if !w.publishing {
		newest = int(24*time.Hour/between) - 1
	}
	var ids []string
	for i := newest; i >= 0 && i > newest-9; i-- {
		id := fmt.Sprintf("%d-%d", number, i)
		if number == 1 && i%5 == 0 {
			id = fmt.Sprintf("0-%d", i) // told by the other feed too
		}
		w.published[id] = true
		ids = append(ids, id)
	}
	w.mu.Unlock()
	tag := fmt.Sprintf(`"%d"`, newest)
	if out.Header().Set("ETag", tag); r.Header.Get("If-None-Match") == tag {
		w.mu.Lock()
		w.unchanged++
		w.mu.Unlock()
		out.WriteHeader(http.StatusNotModified)
		return
	}
	writeFeed(out, number, n, ids)
}

func writeFeed(out http.ResponseWriter, number, n int, ids []string) {
	link := func(id string) string {
		switch number {
		case 6:
			return "http://d.example.com/to/" + id
		case 1:
			return "http://a.example.com/story/" + id + "?utm_source=politics" // as 0 has it, but for this
		}
		return "/story/" + id
	}
	type entry = map[string]any
	switch number {
	case 4:
		f := entry{"version": "https://jsonfeed.org/version/1.1", "title": "c"}
		var all []entry
		for _, id := range ids {
			all = append(all, entry{"id": id, "url": "https://c.example.com/story/" + id, "content_text": "c"})
		}
		f["items"] = all
		json.NewEncoder(out).Encode(f)
	case 2:
		io.WriteString(out, `<?xml version="1.0" encoding="iso-8859-1"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Türkei</title>`)
		for _, id := range ids {
			fmt.Fprintf(out, `<entry><id>urn:b:%s</id><title>Türkei</title><link href="%s"/></entry>`, id, link(id))
		}
		io.WriteString(out, "</feed>")
	default:
		var b strings.Builder
		b.WriteString(`<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>T&uuml;rkei ü</title>`)
		for _, id := range ids {
			switch {
			case number == 5: // all of it stands in the feed
				fmt.Fprintf(&b, `<item><guid isPermaLink="false">%s</guid><title>%s</title><content:encoded>&lt;p&gt;Die Türkei&lt;/p&gt;</content:encoded></item>`, id, id)
			case number == 3: // an id that changes with each poll
				fmt.Fprintf(&b, `<item><guid isPermaLink="false">%s#%d</guid><title>ü</title><link>%s</link></item>`, id, n, link(id))
			default:
				fmt.Fprintf(&b, `<item><guid isPermaLink="false">%s</guid><title>ü</title><link>%s</link></item>`, id, link(id))
			}
		}
		b.WriteString("</channel></rss>")
		text := b.String()
		if number == 3 { // it says utf-8, and is not
			text, _ = charmap.Windows1252.NewEncoder().String(text)
		}
		io.WriteString(out, text)
	}
}
