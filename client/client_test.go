package client

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"dragoman"
	"dragoman/internal/export"
	"dragoman/internal/ledger"
	"dragoman/internal/serve"
)

var loadCoder = sync.OnceValues(func() (*dragoman.Coder, error) { return dragoman.New(dragoman.WithModel("fast")) })

// served is a server of the reports that the pages are tested with.
func served(t *testing.T) (c *Client, path string) {
	t.Helper()
	coder, err := loadCoder()
	if err != nil {
		t.Fatal(err)
	}
	path = filepath.Join(t.TempDir(), "ledger")
	add(t, path, "../web/test/reports.jsonl")
	o := serve.Options{Ledger: path, Coder: coder, Log: slog.New(slog.DiscardHandler), Access: serve.Access{Listen: "127.0.0.1:0", Tokens: []string{"0123456789012345678901234567"}}}
	for i := range export.Formats {
		if f := &export.Formats[i]; !f.Deeds {
			o.Formats = append(o.Formats, serve.Format{Name: f.Name, Media: f.Media, Write: f.Lines})
		}
	}
	s, err := serve.New(o)
	if err != nil {
		t.Fatal(err)
	}
	at := httptest.NewServer(s.Handler())
	t.Cleanup(at.Close)
	c, err = New(at.URL+"/", Token(o.Access.Tokens[0]), Tries(2, 0))
	if err != nil {
		t.Fatal(err)
	}
	c.strict = true
	return c, path
}

func add(t *testing.T, path string, files ...string) {
	t.Helper()
	coder, err := loadCoder()
	if err != nil {
		t.Fatal(err)
	}
	w, err := ledger.OpenWriter(path)
	if err != nil {
		t.Fatal(err)
	}
	for in, err := range dragoman.Files(files, nil) {
		if err != nil {
			t.Fatal(err)
		}
		r, err := coder.Code(t.Context(), in)
		if err != nil {
			t.Fatal(err)
		}
		e, err := ledger.NewEntry(r, nil)
		if err == nil {
			_, err = w.Add([]*ledger.Entry{e})
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
}

// Every question is asked of a real server, and has an answer without a field that the
// client does not know.
func TestQuestions(t *testing.T) {
	c, _ := served(t)
	ctx := t.Context()
	for name, ask := range map[string]func() (int, error){
		"counts":   func() (int, error) { v, err := c.Counts(ctx, Query{Actor: "Turkey"}, "pair"); return len(v), err },
		"timeline": func() (int, error) { v, err := c.Timeline(ctx, "Turkey", "Greece", "year", "", ""); return len(v), err },
		"matrix":   func() (int, error) { v, err := c.Matrix(ctx, "2022", "2023"); return len(v), err },
		"places":   func() (int, error) { v, err := c.Places(ctx, Query{}); return len(v), err },
		"itinerary": func() (int, error) {
			v, err := c.Itinerary(ctx, "Abdel Fattah al-Sisi", "", "")
			return 1 + len(v), err
		},
		"stories":   func() (int, error) { v, err := c.Stories(ctx, "2023-01", "2023-02", 2); return len(v), err },
		"report":    func() (int, error) { v, err := c.Reports(ctx, "gulf-3"); return len(v), err },
		"agreement": func() (int, error) { v, err := c.Agreement(ctx); return 1 + len(v), err },
		"network": func() (int, error) {
			v, err := c.Network(ctx, "Turkey", "conflict", "", "")
			return min(len(v.Actors), len(v.Between)), err
		},
		"incident": func() (int, error) {
			v, err := c.Incident(ctx, "gulf-3", "e1")
			return min(len(v.Tellings), len(v.Tellers)), err
		},
		"actor": func() (int, error) {
			v, err := c.Actor(ctx, "Turkey")
			return min(len(v.Roles), len(v.Did), len(v.Done), len(v.DidLast), len(v.Said), len(v.Quoters)), err
		},
		"search": func() (int, error) {
			v, err := c.Search(ctx, "Turkey")
			return min(len(v.Actors), len(v.Events)), err
		},
		"ledger": func() (int, error) { v, err := c.Ledger(ctx); return min(v.Reports, len(v.Coders)), err },
	} {
		if n, err := ask(); err != nil || n == 0 {
			t.Errorf("%s: %d, %v", name, n, err)
		}
	}
}

// All pages of incidents together are those of one large page.
func TestPagesOfIncidents(t *testing.T) {
	c, _ := served(t)
	var counts []int
	for _, q := range []Query{{Page: 1000}, {Page: 2}, {Page: 3, Newest: true}} {
		seen := map[string]bool{}
		for in, err := range c.Incidents(t.Context(), q, 0) {
			if err != nil {
				t.Fatal(err)
			}
			seen[in.ID] = true
		}
		counts = append(counts, len(seen))
	}
	if counts[0] < 4 || counts[1] != counts[0] || counts[2] != counts[0] {
		t.Errorf("%d incidents, by pages", counts)
	}
	for _, err := range c.Incidents(t.Context(), Query{Since: "20x"}, 0) {
		if err == nil {
			t.Error("a day that is none is taken")
		}
	}
}

// All pages of a query together are what is exported.
func TestPages(t *testing.T) {
	c, _ := served(t)
	out, err := c.Export(t.Context(), Query{Actor: "Turkey"}, "jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	raw, err := io.ReadAll(out)
	if err != nil {
		t.Fatal(err)
	}
	want, n := strings.Count(string(raw), "\n"), 0
	for e, err := range c.Events(t.Context(), Query{Actor: "Turkey", Page: 3}) {
		if err != nil || e.Report == "" {
			t.Fatal(e, err)
		}
		n++
	}
	if n != want || n < 7 {
		t.Errorf("%d events, want %d", n, want)
	}
	for range c.Events(t.Context(), Query{Page: 1}) {
		n--
		break // who wants no more asks for no more
	}
	if n != want-1 {
		t.Errorf("%d", n)
	}
}

func TestCode(t *testing.T) {
	c, _ := served(t)
	doc := Document{ID: "x", Date: "2023-03-15", Text: "Greece condemned Turkey on Monday."}
	r, err := c.Code(t.Context(), doc)
	if err != nil || r.ID != "x" || len(r.Events) != 1 || r.Events[0].Date.From != "2023-03-13" {
		t.Errorf("%+v %v", r, err)
	}
	if r, err := c.CodeRaw(t.Context(), strings.NewReader("<html><body><p>Greece condemned Turkey.</p></body></html>")); err != nil || len(r.Events) != 1 {
		t.Errorf("%+v %v", r, err)
	}
	if why, err := c.Explain(t.Context(), doc); err != nil || len(why) == 0 {
		t.Errorf("%+v %v", why, err)
	}
	var told []string
	for r, err := range c.CodeAll(t.Context(), []Document{doc, {ID: "empty"}, {ID: "z", Text: "Turkey condemned Greece."}}) {
		p := (*Problem)(nil)
		switch {
		case errors.As(err, &p):
			told = append(told, http.StatusText(p.Status))
		case err != nil:
			t.Fatal(err)
		default:
			told = append(told, r.ID)
		}
	}
	if got := strings.Join(told, ", "); got != "x, Unprocessable Entity, z" {
		t.Errorf("a batch gives %s", got)
	}
}

// What the server finds wrong is told with what it names.
func TestProblems(t *testing.T) {
	c, _ := served(t)
	_, err := c.Counts(t.Context(), Query{Since: "yesterday"}, "type")
	p := (*Problem)(nil)
	if !errors.As(err, &p) || p.Status != 422 || len(p.Errors) != 1 || p.Errors[0].Location != "query.since" || !strings.Contains(err.Error(), "query.since") {
		t.Errorf("%v", err)
	}
	if _, err := c.Reports(t.Context(), "none"); !errors.As(err, &p) || p.Status != 404 {
		t.Errorf("%v", err)
	}
	for _, err := range c.Events(t.Context(), Query{Status: []string{"perhaps"}}) {
		if !errors.As(err, &p) || p.Status != 422 {
			t.Errorf("%v", err)
		}
	}
	other := *c
	other.token = "wrong"
	if _, err := other.Ledger(t.Context()); !errors.As(err, &p) || p.Status != 401 {
		t.Errorf("%v", err)
	}
	for _, at := range []string{"", "localhost:8080", "ftp://x", "http://"} {
		if _, err := New(at); err == nil {
			t.Errorf("%q is taken for an address", at)
		}
	}
}

// A busy server is asked again, as often as is told; a proxy's page is no JSON.
func TestBusy(t *testing.T) {
	asked, well := 0, 2
	at := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		if asked++; asked < well {
			w.Header().Set("Retry-After", "0")
			w.WriteHeader(http.StatusServiceUnavailable)
			_, _ = io.WriteString(w, "<h1>later</h1>")
			return
		}
		_, _ = io.WriteString(w, `{"reports":7}`)
	}))
	defer at.Close()
	c, err := New(at.URL, Tries(3, time.Minute))
	if err != nil {
		t.Fatal(err)
	}
	if l, err := c.Ledger(t.Context()); err != nil || l.Reports != 7 || asked != 2 {
		t.Errorf("%+v %v after %d", l, err, asked)
	}
	asked, well = 0, 9
	p := (*Problem)(nil)
	if _, err := c.Ledger(t.Context()); !errors.As(err, &p) || p.Detail != "<h1>later</h1>" || asked != 3 {
		t.Errorf("%v after %d", err, asked)
	}
}

// Who follows is told of each event once, although the connection breaks in between.
func TestFollow(t *testing.T) {
	c, path := served(t)
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	broken := *c
	breaking := &breaks{}
	broken.http = &http.Client{Transport: breaking}
	seen := map[string]int{}
	place := ""
	add(t, path, "../samples/summit.txt")
	for l, err := range broken.Follow(ctx, Query{Type: []string{"ACCUSE"}}, "0-") {
		if err != nil {
			t.Fatal(err)
		}
		seen[l.Event.Report+" "+l.Event.ID]++
		place = l.Place
		if l.Place != "" && breaking.n > 1 {
			break
		}
	}
	if place == "" || breaking.n < 2 {
		t.Errorf("place %q after %d connections", place, breaking.n)
	}
	want := 0
	for range c.Events(ctx, Query{Type: []string{"ACCUSE"}}) {
		want++
	}
	if len(seen) != want || want == 0 {
		t.Errorf("%d events, want %d", len(seen), want)
	}
	for l, err := range c.Follow(ctx, Query{}, "1-00000000") {
		if err != nil || !l.Lost {
			t.Errorf("%+v %v", l, err)
		}
		break
	}
	for _, err := range c.Follow(ctx, Query{}, "nowhere") {
		if p := (*Problem)(nil); !errors.As(err, &p) || p.Status != 422 {
			t.Errorf("%v", err)
		}
	}
}

// breaks ends the first answer after some bytes.
type breaks struct{ n int }

func (b *breaks) RoundTrip(r *http.Request) (*http.Response, error) {
	answer, err := http.DefaultTransport.RoundTrip(r)
	if b.n++; err == nil && b.n == 1 {
		answer.Body = struct {
			io.Reader
			io.Closer
		}{io.LimitReader(answer.Body, 100), answer.Body}
	}
	return answer, err
}
