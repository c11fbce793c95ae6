package serve

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"dragoman"
	"dragoman/internal/ledger"
	"dragoman/internal/review"
)

// One coder serves all tests: the fast one, for they are about the server.
var loadCoder = sync.OnceValues(func() (*dragoman.Coder, error) { return dragoman.New(dragoman.WithModel("fast")) })

func coder(t testing.TB) *dragoman.Coder {
	t.Helper()
	c, err := loadCoder()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// The reports that the browser is tested with, and the sample.
var codedReports = sync.OnceValues(func() ([]*dragoman.Record, error) {
	c, err := loadCoder()
	if err != nil {
		return nil, err
	}
	var out []*dragoman.Record
	for in, err := range dragoman.Files([]string{"../../web/test/reports.jsonl", "../../samples/summit.txt"}, nil) {
		if err != nil {
			return nil, err
		}
		r, err := c.Code(context.Background(), in)
		if err != nil {
			return nil, err
		}
		out = append(out, r)
	}
	return out, nil
})

// testLedger makes a ledger of the reports.
func testLedger(t testing.TB) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "ledger")
	records, err := codedReports()
	if err != nil {
		t.Fatal(err)
	}
	addRecords(t, path, records...)
	return path
}

func addRecords(t testing.TB, path string, records ...*dragoman.Record) {
	t.Helper()
	w, err := ledger.OpenWriter(path)
	if err != nil {
		t.Fatal(err)
	}
	var all []*ledger.Entry
	for _, r := range records {
		e, err := ledger.NewEntry(r, nil)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, e)
	}
	if _, err := w.Add(all); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
}

// idsOnly is a format that is easy to test: an event's report and id, a line each.
func idsOnly(w io.Writer, events iter.Seq2[*dragoman.FlatEvent, error]) error {
	for e, err := range events {
		if err != nil {
			return err
		}
		if _, err := io.WriteString(w, e.Report+" "+e.ID+"\n"); err != nil {
			return err
		}
	}
	return nil
}

// testServer serves a ledger; change alters what it is made of.
func testServer(t testing.TB, change func(*Options)) *Server {
	t.Helper()
	o := Options{Access: Access{Listen: "127.0.0.1:0"}, Log: slog.New(slog.DiscardHandler),
		Formats: []Format{{Name: "jsonl", Media: "application/jsonl", Write: idsOnly}, {Name: "csv", Media: "text/csv", Write: idsOnly}}}
	if change != nil {
		change(&o)
	}
	s, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.ledger.close)
	return s
}

func withLedger(t testing.TB) func(*Options) {
	path := testLedger(t)
	return func(o *Options) { o.Ledger, o.Coder = path, coder(t) }
}

// ask makes a request as a program on this machine does.
func ask(s *Server, method, at, body string, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, at, strings.NewReader(body))
	r.Host, r.RemoteAddr = "localhost:8080", "127.0.0.1:4711"
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	if host := r.Header.Get("Host"); host != "" {
		r.Host = host
	}
	w := httptest.NewRecorder()
	s.Handler().ServeHTTP(w, r)
	return w
}

// wants checks an answer's status and reads its JSON.
func wants[T any](t *testing.T, w *httptest.ResponseRecorder, status int) T {
	t.Helper()
	var v T
	if w.Code != status {
		t.Fatalf("status %d, want %d: %s", w.Code, status, w.Body)
	}
	if err := json.Unmarshal(w.Body.Bytes(), &v); err != nil {
		t.Fatalf("no JSON: %v: %s", err, w.Body)
	}
	return v
}

type faulty struct {
	Status int
	Detail string
	Errors []struct{ Message, Location string }
}

func TestOneReportGivesWhatTheCommandGives(t *testing.T) {
	s := testServer(t, func(o *Options) { o.Coder = coder(t) })
	for in, err := range dragoman.Files([]string{"../../samples/summit.txt"}, nil) {
		if err != nil {
			t.Fatal(err)
		}
		r, err := coder(t).Code(context.Background(), in)
		if err != nil {
			t.Fatal(err)
		}
		var want bytes.Buffer
		if err := writeEach(&want, []*dragoman.Record{r}); err != nil {
			t.Fatal(err)
		}
		got := ask(s, "POST", "/v1/code", dragoman.Sample, "Content-Type", "text/plain")
		if got.Code != 200 || got.Body.String() != want.String() {
			t.Errorf("status %d, %.200s, want %.200s", got.Code, got.Body, want.String())
		}
	}
}

func TestDocumentWithWhatIsKnownBesideIt(t *testing.T) {
	s := testServer(t, func(o *Options) { o.Coder = coder(t) })
	const doc = `{"id":"x","text":"Greece recalled its ambassador from Ankara on Monday."}`
	r := wants[dragoman.Record](t, ask(s, "POST", "/v1/code?date=2023-03-15&publisher=Wire", doc, "Content-Type", "application/json"), 200)
	if r.ID != "x" || r.Publisher != "Wire" || len(r.Events) != 1 || r.Events[0].Date.From != "2023-03-13" {
		t.Errorf("%+v", r)
	}
	why := wants[[]dragoman.Explanation](t, ask(s, "POST", "/v1/explain", doc), 200)
	if len(why) == 0 || why[0].Frame == "" {
		t.Errorf("explain: %+v", why)
	}
}

// A batch gives a line for each report, and in the place of a bad one what is wrong.
func TestBatch(t *testing.T) {
	s := testServer(t, func(o *Options) { o.Coder = coder(t) })
	got := ask(s, "POST", "/v1/code", "{\"id\":\"a\",\"text\":\"Greece condemned Turkey.\"}\nno json\n{\"id\":\"b\",\"text\":\"Turkey condemned Greece.\"}\n", "Content-Type", "application/x-ndjson")
	lines := strings.Split(strings.TrimSpace(got.Body.String()), "\n")
	if got.Code != 200 || len(lines) != 3 {
		t.Fatalf("%d %s", got.Code, got.Body)
	}
	if !strings.HasPrefix(lines[0], `{"id":"a"`) || !strings.HasPrefix(lines[2], `{"id":"b"`) {
		t.Errorf("%s", got.Body)
	}
	var bad struct{ Error faulty }
	if err := json.Unmarshal([]byte(lines[1]), &bad); err != nil || bad.Error.Status != 422 || !strings.Contains(bad.Error.Detail, "body:2") {
		t.Errorf("%s: %v", lines[1], err)
	}
}

func TestWhatCannotBeCoded(t *testing.T) {
	s := testServer(t, func(o *Options) {
		o.Coder = coder(t)
		o.Limits = Limits{Body: 10_000, Report: 1000}
	})
	for _, c := range []struct {
		name, at, body string
		status         int
		says           string
	}{
		{"nothing", "/v1/code", "", 422, "empty"},
		{"two where one is expected", "/v1/code", "{\"text\":\"a\"}\n{\"text\":\"b\"}", 422, "several reports"},
		{"no text", "/v1/code", "\x7fELF\x02\x01\x00\x00", 422, "expected plain text"},
		{"a report too large", "/v1/code", strings.Repeat("Greece met Turkey. ", 100), 422, "larger"},
		{"a body too large", "/v1/code", strings.Repeat("x", 10_001), 413, "10,001 bytes, expected at most 10,000"},
		{"no day", "/v1/code?date=monday", "Greece met Turkey.", 422, "query.date"},
		{"an unknown parameter", "/v1/code?dat=2020-01-01", "Greece met Turkey.", 422, "query.dat"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := ask(s, "POST", c.at, c.body, "Accept", "text/csv")
			if got.Code != c.status || !strings.Contains(got.Body.String(), c.says) || got.Header().Get("Content-Type") != "application/problem+json" {
				t.Errorf("%d %s %s, want %d and %q", got.Code, got.Header().Get("Content-Type"), got.Body, c.status, c.says)
			}
		})
	}
}

func TestReadOnlyCodesNothing(t *testing.T) {
	s := testServer(t, nil)
	if f := wants[faulty](t, ask(s, "POST", "/v1/code", "Greece met Turkey."), 403); !strings.Contains(f.Detail, "codes nothing") {
		t.Error(f)
	}
	if w := ask(s, "GET", "/", ""); strings.Contains(w.Body.String(), "<textarea") {
		t.Error("the start page has a form")
	}
}

// The pages of a query, one after another, are the whole, in either order.
func TestCursors(t *testing.T) {
	s := testServer(t, withLedger(t))
	whole := strings.Fields(ask(s, "GET", "/v1/export?actor=Turkey", "").Body.String())
	for _, order := range []string{"oldest", "newest"} {
		seen := map[string]int{}
		last := ""
		n := 0
		for at := "/v1/events?limit=4&actor=Turkey&order=" + order; ; n++ {
			w := ask(s, "GET", at, "")
			page := wants[eventsOut](t, w, 200)
			for _, e := range page.Events {
				day := e.Published
				if e.Date != nil && e.Date.From != "" {
					day = e.Date.From
				}
				if order == "oldest" && day < last || order == "newest" && last != "" && day > last {
					t.Errorf("%s: %s behind %s", order, day, last)
				}
				last = day
				seen[e.Report+" "+e.ID]++
			}
			if page.Next == "" {
				break
			}
			if want := `</v1/events?actor=Turkey&cursor=` + page.Next + `&limit=4&order=` + order + `>; rel="next"`; w.Header().Get("Link") != want {
				t.Errorf("Link %q, want %q", w.Header().Get("Link"), want)
			}
			at = "/v1/events?limit=4&actor=Turkey&order=" + order + "&cursor=" + page.Next
		}
		if len(seen) != len(whole)/2 || n < 3 {
			t.Errorf("%s: %d events on %d pages, want %d", order, len(seen), n+1, len(whole)/2)
		}
		for e, times := range seen {
			if times != 1 {
				t.Errorf("%s: %s %d times", order, e, times)
			}
		}
	}
}

// So are those of incidents, and what they are filtered by holds on each.
func TestCursorsOfIncidents(t *testing.T) {
	s := testServer(t, withLedger(t))
	for _, filter := range []string{"", "&tellers=2", "&contested=true"} {
		ids := func(at string) (out []string, next, link string) {
			w := ask(s, "GET", at, "")
			page := wants[incidentsOut](t, w, 200)
			for _, in := range page.Incidents {
				out = append(out, in.ID)
			}
			return out, page.Next, w.Header().Get("Link")
		}
		whole, next, _ := ids("/v1/incidents?limit=1000" + filter)
		if next != "" || len(whole) == 0 {
			t.Errorf("%q: %d incidents, next %q", filter, len(whole), next)
		}
		for _, order := range []string{"oldest", "newest"} {
			var all []string
			for at := "/v1/incidents?limit=2&order=" + order + filter; at != ""; {
				page, next, link := ids(at)
				all = append(all, page...)
				at = ""
				if next != "" {
					at, _, _ = strings.Cut(strings.TrimPrefix(link, "<"), ">")
				}
			}
			slices.Sort(all)
			want := slices.Sorted(slices.Values(whole))
			if !slices.Equal(all, want) {
				t.Errorf("%q, %s: %q\nwant %q", filter, order, all, want)
			}
		}
	}
}

func TestTwins(t *testing.T) {
	s := testServer(t, withLedger(t))
	for _, c := range []struct{ at, kind, begins string }{
		{"/v1/events?limit=2", asJSON, `{"events":[{"report":`},
		{"/v1/events?limit=2&format=jsonl", asLines, `{"report":`},
		{"/v1/events?order=newest&format=csv", asCSV, "hostile e"},
		{"/v1/counts?by=type", asJSON, `{"counts":[{"by":"type","value":`},
		{"/v1/counts?by=status&format=csv", asCSV, "by,value,source,target,done,meant,denied,independent\nstatus,occurred,"},
		{"/v1/timeline?one=Greece&other=Turkey&format=csv&by=year", asCSV, "period,source,target,cooperation,conflict,other,meant,denied,goldstein\n2022,GRC,TUR,"},
		{"/v1/matrix?since=2023&limit=1&format=jsonl", asLines, `{"source":"`},
		{"/v1/network?who=Egypt", asJSON, `{"actors":[{"name":"EGY","did":`},
		{"/v1/network?actors=2&kind=conflict&format=csv", asCSV, "period,source,target,"},
		{"/v1/agreement?format=csv", asCSV, "of,reviewers,events,marks,equal,alpha,low,high\n"},
		{"/v1/stories?since=2023-01&reports=2", asJSON, `{"stories":[{"id":"gulf-3","title":"Turkish Coast Guard`},
		{"/v1/stories?days=400&format=csv", asCSV, "story,report,copy,published,publisher,title\n"},
		{"/v1/search?q=Greece", asJSON, `{"actors":[{"name":"Greece",`},
		{"/v1/search?q=ambassador&format=csv", asCSV, "gulf-"},
		{"/v1/actor?who=Turkey", asJSON, `{"unit":"TUR","roles":[{"name":"Turkey",`},
		{"/v1/actor?who=Turkey&format=csv", asCSV, "side,type,done,meant,denied,independent\ndid,"},
		{"/v1/incidents?limit=1", asJSON, `{"incidents":[{"id":"`},
		{"/v1/incidents?order=newest&format=csv", asCSV, "id,type,mode,status,"},
		{"/v1/report?id=gulf-2", asJSON, `{"reports":[{"id":"gulf-2"`},
		{"/v1/report?id=gulf-2&format=csv", asCSV, "gulf-2 e1\n"},
		{"/v1/ledger", asJSON, `{"format":`},
	} {
		w := ask(s, "GET", c.at, "")
		if w.Code != 200 || w.Header().Get("Content-Type") != c.kind || !strings.HasPrefix(w.Body.String(), c.begins) {
			t.Errorf("%s: %d %s %.200s, want %s that begins %q", c.at, w.Code, w.Header().Get("Content-Type"), w.Body, c.kind, c.begins)
		}
	}
}

func TestWhatCannotBeAsked(t *testing.T) {
	s := testServer(t, withLedger(t))
	for at, location := range map[string]string{
		"/v1/events?since=20x":                          "query.since",
		"/v1/events?status=done":                        "query.status",
		"/v1/events?limit=0":                            "query.limit",
		"/v1/events?cursor=abc":                         "query.cursor",
		"/v1/events?text=%22":                           "query.text",
		"/v1/events?colour=red":                         "query.colour",
		"/v1/events?quad=5":                             "query.quad",
		"/v1/events?country=Egypt":                      "query.country",
		"/v1/counts?by=day&since=2023&until=2022-12-30": "query.until",
		"/v1/counts":                                    "query.by",
		"/v1/export?format=xls":                         "query.format",
		"/v1/matrix?until=2023-13":                      "query.until",
		"/v1/network?kind=war":                          "query.kind",
		"/v1/search?q=%22":                              "query.q",
		"/v1/timeline?one=a&other=b&by=x":               "query.by",
	} {
		f := wants[faulty](t, ask(s, "GET", at, ""), 422)
		if len(f.Errors) != 1 || f.Errors[0].Location != location {
			t.Errorf("%s: %+v, want it to name %s", at, f, location)
		}
	}
	for _, at := range []string{"/v1/report?id=none", "/v1/timeline?one=Nobody&other=Turkey", "/v1/network?who=Nobody", "/v1/actor?who=Nobody"} {
		wants[faulty](t, ask(s, "GET", at, ""), 404)
	}
}

// The tag of an answer holds until something is added; then there is a new answer.
func TestTags(t *testing.T) {
	path := filepath.Join(t.TempDir(), "ledger")
	s := testServer(t, func(o *Options) { o.Ledger = path })
	wants[faulty](t, ask(s, "GET", "/v1/events", ""), 404)
	records, err := codedReports()
	if err != nil {
		t.Fatal(err)
	}
	addRecords(t, path, records[0])
	for _, at := range []string{"/v1/events", "/v1/ledger", "/", "/events", "/v1/counts?by=type"} {
		first := ask(s, "GET", at, "")
		tag := first.Header().Get("ETag")
		if first.Code != 200 || tag == "" {
			t.Fatalf("%s: %d, tag %q", at, first.Code, tag)
		}
		if again := ask(s, "GET", at, "", "If-None-Match", tag); again.Code != http.StatusNotModified || again.Body.Len() > 0 {
			t.Errorf("%s: %d, want 304", at, again.Code)
		}
	}
	tag := ask(s, "GET", "/v1/ledger", "").Header().Get("ETag")
	addRecords(t, path, records[1])
	if i := wants[ledgerOut](t, ask(s, "GET", "/v1/ledger", "", "If-None-Match", tag), 200); i.Reports != 2 {
		t.Errorf("%+v", i)
	}
	// Another file in its place is another ledger.
	for _, end := range []string{"", "-wal", "-shm"} {
		if err := os.Remove(path + end); err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
	}
	addRecords(t, path, records[:3]...)
	if i := wants[ledgerOut](t, ask(s, "GET", "/v1/ledger", ""), 200); i.Reports != 3 {
		t.Errorf("%+v", i)
	}
}

func TestDescription(t *testing.T) {
	s := testServer(t, nil)
	api := wants[struct {
		OpenAPI string
		Paths   map[string]any
	}](t, ask(s, "GET", "/v1/openapi.json", ""), 200)
	if !strings.HasPrefix(api.OpenAPI, "3.1") || len(api.Paths) != 19 {
		t.Errorf("OpenAPI %s with %d paths", api.OpenAPI, len(api.Paths))
	}
}

// The page for people has all of it, and its examples have answers.
func TestDescriptionForPeople(t *testing.T) {
	s := testServer(t, withLedger(t))
	page := ask(s, "GET", "/api", "").Body.String()
	for _, o := range s.operations {
		if !strings.Contains(page, "<code>"+o.Method+" "+o.Path+"</code>") || o.Summary == "" || o.Text == "" {
			t.Errorf("%s %s is not told", o.Method, o.Path)
		}
		for _, p := range o.Parameters {
			if p.Text == "" {
				t.Errorf("%s: nothing is said of %s", o.Path, p.Name)
			}
		}
		if o.Try == "" {
			if o.Method == "GET" && o.Path != livePath {
				t.Errorf("%s has no example", o.Path)
			}
			continue
		}
		if w := ask(s, "GET", o.Try, ""); w.Code != 200 {
			t.Errorf("%s: %d %s", o.Try, w.Code, w.Body)
		}
	}
}

// Every page of a ledger is shown, says what it is asked for, and names its twins, which
// are there.
func TestPages(t *testing.T) {
	s := testServer(t, withLedger(t))
	empty := testServer(t, func(o *Options) { o.Ledger = filepath.Join(t.TempDir(), "none") })
	for at, says := range map[string]string{
		"/":                                    "The ledger at a glance",
		"/events?type=AID&status=occurred":     "Greece sent rescue workers",
		"/events?actor=Nobody":                 "Nobody in the ledger is called “Nobody”",
		"/events?since=20x":                    "is no day",
		"/pair":                                "The busiest pairs",
		"/pair?one=Turkey&other=Greece":        "2023-01, GRC to TUR: ",
		"/pair?one=Turkey&other=Nobody":        "Nobody in the ledger is called “Nobody”",
		"/pair?one=Turkey&other=Greece&by=day": "2023-01-20, TUR to GRC: ",
		"/pair?one=Turkey&other=Greece&by=age": "expected day, month or year",
		"/matrix":                              "EGY to TUR, ",
		"/matrix?since=1980&until=1981":        "There are no events in this time",
		"/network?since=2022":                  "GRC to TUR: 1 of cooperation",
		"/network?who=Egypt&since=2022":        "EGY: ",
		"/network?who=Nobody":                  "Nobody in the ledger is called “Nobody”",
		"/network?kind=war":                    "expected cooperation or conflict",
		"/network?since=1980&until=1981":       "There are no deeds in this time",
		"/stories?since=2023-01":               "Turkish Coast Guard Fires on Greek Boat",
		"/stories":                             "No two reports",
		"/stories?since=20x":                   "is no day",
		"/search":                              "a report’s id",
		"/search?q=Greece":                     "Who is called so",
		"/search?q=ambassador":                 "Told with these words",
		"/search?q=Moscow":                     "<h2>Where</h2>",
		"/search?q=gulf-3":                     "Turkish Coast Guard Fires on Greek Boat",
		"/search?q=%22":                        "has no words",
		"/search?q=zzzz":                       "Nothing in the ledger",
		"/actor":                               "whom",
		"/actor?who=Greece":                    "What it did last",
		"/actor?who=Nobody":                    "Nobody in the ledger is called “Nobody”",
		"/health":                              "Who coded it",
		"/api":                                 "curl 'http://localhost:8080/v1/events?actor=Turkey",
		"/map":                                 "Moscow: 1 of cooperation",
		"/map?who=Shoukry":                     "Ankara",
		"/map?who=Nobody":                      "says where “Nobody” was",
		"/incidents?since=2023":                "told by 2",
		"/incidents?contested=1&since=2023":    "contested",
		"/incidents":                           "No incident in this time",
		"/incident?id=gulf-3%23e1":             "Who has it from whom",
		"/report?id=gulf-3":                    "Turkish Coast Guard Fires on Greek Boat",
		"/report?id=gulf-3&why=1":              "<summary>Why</summary>",
		"/report?id=gulf-3&layers=actors":      `id="layer-actors" value="actors" checked`,
	} {
		w := ask(s, "GET", at, "", "Accept", "text/html")
		if w.Code != 200 || !strings.Contains(w.Body.String(), says) {
			t.Errorf("%s: %d, and it does not say %q:\n%s", at, w.Code, says, w.Body)
		}
		for _, kind := range []string{"application/json", "text/csv"} {
			_, link, ok := strings.Cut(w.Body.String(), `<link rel="alternate" type="`+kind+`" href="`)
			link, _, _ = strings.Cut(link, `"`)
			if !ok {
				continue
			}
			twin := ask(s, "GET", strings.ReplaceAll(link, "&amp;", "&"), "")
			if twin.Code != 200 && !strings.Contains(at, "Nobody") || twin.Code == 200 && !strings.HasPrefix(twin.Header().Get("Content-Type"), kind) {
				t.Errorf("%s: its twin %s is %d %s", at, link, twin.Code, twin.Header().Get("Content-Type"))
			}
		}
		if w := ask(empty, "GET", at, "", "Accept", "text/html"); w.Code >= 500 {
			t.Errorf("%s without a ledger: %d", at, w.Code)
		}
	}
}

// What a reviewer says of an event is kept, and the next one comes; who marks must have
// seen what he marks.
func TestReview(t *testing.T) {
	path := testLedger(t)
	var kept []review.Mark
	s := testServer(t, func(o *Options) {
		o.Ledger = path
		o.Reviewing = &Reviewing{
			Keep: func(m review.Mark) error {
				kept = append(kept, m)
				w, err := ledger.OpenWriter(path)
				if err == nil {
					_, err = w.Mark(m)
					err = errors.Join(err, w.Close())
				}
				return err
			},
			Correct: func(_ *dragoman.Record, _ *dragoman.Event, set []string) (*review.Correction, error) {
				if len(set) != 1 || set[0] != "status=planned" {
					return nil, fmt.Errorf("%q", set)
				}
				return &review.Correction{Status: "planned"}, nil
			},
		}
	})
	if w := ask(s, "GET", "/review", ""); w.Code != 200 || !strings.Contains(w.Body.String(), "your name") {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	hidden := regexp.MustCompile(`name="(report|event|seen|q_by|q_type)" value="([^"]*)"`)
	next := "/review?by=ana&type=AID"
	say := func(more url.Values) *httptest.ResponseRecorder {
		t.Helper()
		for _, m := range hidden.FindAllStringSubmatch(ask(s, "GET", next, "").Body.String(), -1) {
			if !more.Has(m[1]) {
				more.Set(m[1], m[2])
			}
		}
		return ask(s, "POST", "/review", more.Encode(), "Content-Type", "application/x-www-form-urlencoded")
	}
	for _, more := range []url.Values{{"mark": {"wrong"}}, {"mark": {"corrected"}, "set_status": {"planned"}}} {
		w := say(more)
		if w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/review?by=ana&type=AID" {
			t.Fatalf("%d %s %s", w.Code, w.Header().Get("Location"), w.Body)
		}
	}
	if len(kept) != 2 || kept[0].Mark != "wrong" || kept[0].By != "ana" || kept[0].Seen == nil || kept[1].Set.Status != "planned" || kept[0].Event == kept[1].Event && kept[0].Report == kept[1].Report {
		t.Fatalf("%+v", kept)
	}
	page := ask(s, "GET", "/report?id="+kept[0].Report, "").Body.String()
	if !strings.Contains(page, "wrong, says ana") {
		t.Error("the report's page does not tell the mark")
	}
	counts := wants[countsOut](t, ask(s, "GET", "/v1/counts?by=status&type=AID", ""), 200)
	for _, c := range counts.Counts {
		if c.Value == "planned" && c.Meant != 1 {
			t.Errorf("%+v", counts)
		}
	}
	// Another one sees the same events, and says otherwise of one.
	next = "/review?by=bob&type=AID"
	for _, mark := range []string{"right", "wrong"} {
		if w := say(url.Values{"mark": {mark}}); w.Code != http.StatusSeeOther {
			t.Fatalf("%d %s", w.Code, w.Body)
		}
	}
	if w := ask(s, "GET", "/review", ""); w.Code != 200 || !strings.Contains(w.Body.String(), "How far they agree") || !strings.Contains(w.Body.String(), `<a href="/review?by=bob">bob</a></th><td class="n">1</td><td class="n">1</td><td class="n">0</td>`) ||
		!strings.Contains(w.Body.String(), "<li>ana: corrected (status planned)</li><li>bob: wrong</li>") {
		t.Errorf("agreement: %d %s", w.Code, w.Body)
	}
	if a := wants[agreementOut](t, ask(s, "GET", "/v1/agreement", ""), 200).Agreement; len(a) != 6 || a[0].Of != "mark" || a[0].Events != 2 || a[0].Equal != 0 {
		t.Errorf("%+v", a)
	}
	for name, c := range map[string]struct {
		more   url.Values
		status int
	}{
		"unseen":            {url.Values{"mark": {"right"}, "seen": {"0000"}}, 409},
		"nobody":            {url.Values{"mark": {"right"}, "q_by": {""}}, 422},
		"no event":          {url.Values{"mark": {"right"}, "event": {"e99"}}, 422},
		"no mark":           {url.Values{"mark": {"perhaps"}}, 422},
		"nothing corrected": {url.Values{"mark": {"corrected"}}, 422},
	} {
		if w := say(c.more); w.Code != c.status {
			t.Errorf("%s: %d, want %d: %s", name, w.Code, c.status, w.Body)
		}
	}
	if w := ask(s, "POST", "/review", "mark=right", "Content-Type", "application/x-www-form-urlencoded", "Sec-Fetch-Site", "cross-site"); w.Code != 403 {
		t.Errorf("another site may mark: %d", w.Code)
	}
	if w := ask(testServer(t, withLedger(t)), "GET", "/review", "", "Accept", "text/html"); w.Code != 404 {
		t.Errorf("people may mark where that is not set up: %d", w.Code)
	}
}

// What was mended and what was left out of a pasted text is shown with it.
func TestMendedAndLeftOut(t *testing.T) {
	s := testServer(t, func(o *Options) { o.Coder = coder(t) })
	text := "Turkey Condemns Greece\n\nANKARA -- Turkey begana trade dispute with Greece on Monday.\n\nSign up for our newsletter\n\nGreece condemned <i>Turkey</i>.\n"
	w := ask(s, "POST", "/code", url.Values{"text": {text}}.Encode(), "Content-Type", "application/x-www-form-urlencoded")
	page := ask(s, "GET", w.Header().Get("Location"), "").Body.String()
	for _, says := range []string{"1 repair to the text", "<del>begana</del> <ins>began a</ins>", "1 paragraph was left out of the text", "<li><del>Sign up for our newsletter</del></li>"} {
		if !strings.Contains(page, says) {
			t.Errorf("it does not say %q", says)
		}
	}
	if strings.Count(page, "Sign up for our newsletter") != 1 {
		t.Error("what was left out stands in the text")
	}
	path := filepath.Join(t.TempDir(), "ledger")
	r := wants[*dragoman.Record](t, ask(s, "POST", "/v1/code", text), 200)
	if got := string([]rune(text)[r.Removed[0].RawStart:r.Removed[0].RawEnd]); got != "Sign up for our newsletter" || r.Removed[0].Raw != got {
		t.Errorf("removed %q at %q", r.Removed[0].Raw, got)
	}
	addRecords(t, path, r)
	s = testServer(t, func(o *Options) { o.Ledger = path })
	if page := ask(s, "GET", "/report?id="+r.ID, "").Body.String(); !strings.Contains(page, "<li><del>Sign up for our newsletter</del></li>") {
		t.Error("a report of the ledger does not say what was left out")
	}
}

// BenchmarkCode is a report coded over the API, without a connection.
func BenchmarkCode(b *testing.B) {
	s := testServer(b, func(o *Options) { o.Coder = coder(b) })
	for b.Loop() {
		if w := ask(s, "POST", "/v1/code", dragoman.Sample); w.Code != 200 {
			b.Fatal(w.Code)
		}
	}
}
