package serve

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"dragoman"
)

// told is one message of a stream, or a comment.
type message struct{ event, id, data, comment string }

// listen opens a stream, and hands over its messages until the test ends.
func listen(t *testing.T, at string, headers ...string) <-chan message {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, at, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { answer.Body.Close() })
	if kind := answer.Header.Get("Content-Type"); answer.StatusCode != 200 || kind != "text/event-stream" || answer.Header.Get("ETag") != "" {
		t.Fatalf("%d %s, tag %q", answer.StatusCode, kind, answer.Header.Get("ETag"))
	}
	out := make(chan message, 1000)
	go func() {
		defer close(out)
		var m message
		for in := bufio.NewScanner(answer.Body); in.Scan(); {
			name, value, _ := strings.Cut(in.Text(), ": ")
			switch name {
			case "":
				if m != (message{}) {
					out <- m
				}
				m = message{comment: value}
				if value != "" {
					out <- m
				}
				m = message{}
			case "event":
				m.event = value
			case "id":
				m.id = value
			case "data":
				m.data += value + "\n"
			}
		}
	}()
	return out
}

// next waits for messages of a stream with data, or for its end.
func next(t *testing.T, from <-chan message, n int) (out []message) {
	t.Helper()
	for len(out) < n {
		select {
		case m, ok := <-from:
			if !ok {
				return out
			}
			if m.data != "" {
				out = append(out, m)
			}
		case <-time.After(10 * time.Second):
			t.Fatalf("%d messages, want %d", len(out), n)
		}
	}
	return out
}

func liveServer(t *testing.T, change func(*Options)) (s *Server, path, at string, stop func() error) {
	path = filepath.Join(t.TempDir(), "ledger")
	s = testServer(t, func(o *Options) {
		o.Ledger = path
		if change != nil {
			change(o)
		}
	})
	s.live.poll, s.live.beat = 10*time.Millisecond, 50*time.Millisecond
	at, stop = listening(t, s)
	return s, path, "http://" + at, stop
}

// Who listens is told of each event once, as its report is added; who comes back with
// the id that he was told last goes on there, and by a query one hears of what meets it.
func TestLive(t *testing.T) {
	_, path, at, stop := liveServer(t, func(o *Options) { o.Limits.Sending = 200 * time.Millisecond })
	records, err := codedReports()
	if err != nil {
		t.Fatal(err)
	}
	stream := listen(t, at+livePath)
	aid := listen(t, at+livePath+"?type=AID")
	rows := listen(t, at+"/live", "Accept-Encoding", "gzip")
	time.Sleep(300 * time.Millisecond) // longer than a request may take to come in
	addRecords(t, path, records[0])
	first := next(t, stream, len(records[0].Events))
	var e dragoman.FlatEvent
	if err := json.Unmarshal([]byte(first[0].data), &e); err != nil || e.Report != records[0].ID || e.ID != "e1" || len(e.Source) == 0 {
		t.Errorf("%+v: %v", first[0], err)
	}
	if row := next(t, rows, 1)[0].data; !strings.HasPrefix(row, "<tr>") || !strings.Contains(row, records[0].Events[0].Type) {
		t.Errorf("a row is %s", row)
	}
	id := first[len(first)-1].id
	addRecords(t, path, records[1:]...)
	want := 0
	for _, r := range records[1:] {
		want += len(r.Events)
	}
	next(t, stream, want)
	for _, again := range []<-chan message{listen(t, at+livePath, "Last-Event-ID", id), listen(t, at+livePath+"?after="+id)} {
		if back := next(t, again, want); strings.Contains(back[0].data, records[0].ID) || back[len(back)-1].id == "" {
			t.Errorf("who comes back is told %+v first", back[0])
		}
	}
	if m := next(t, aid, 1)[0]; !strings.Contains(m.data, `"event":"AID"`) {
		t.Errorf("AID: %s", m.data)
	}
	beats := 0
	for m := range stream {
		if m.data != "" {
			t.Errorf("told twice: %s", m.data)
		}
		if m.comment != "" {
			beats++
		}
		if beats == 3 {
			start := time.Now()
			if err := stop(); err != nil || time.Since(start) > graceful/2 { // it waits for nobody who listens
				t.Errorf("the stop took %s: %v", time.Since(start), err)
			}
		}
	}
	if beats < 3 {
		t.Error("nobody hears that the stream lives")
	}
}

// A place of another ledger is no place to go on from, and is told as that.
func TestLiveOfAnotherLedger(t *testing.T) {
	_, path, at, _ := liveServer(t, nil)
	records, err := codedReports()
	if err != nil {
		t.Fatal(err)
	}
	addRecords(t, path, records[:2]...)
	stream := listen(t, at+livePath, "Last-Event-ID", "1-00000000")
	if m := next(t, stream, 1)[0]; m.event != "lost" || m.id == "" {
		t.Errorf("%+v", m)
	}
	addRecords(t, path, records[2])
	if m := next(t, stream, 1)[0]; !strings.Contains(m.data, records[2].ID) {
		t.Errorf("%+v", m)
	}
	answer, err := http.Get(at + livePath + "?after=yesterday")
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	if answer.StatusCode != 422 {
		t.Error(answer.Status)
	}
}

// No more clients listen than there are places, and who takes nothing loses his.
func TestLiveIsBounded(t *testing.T) {
	s, path, at, _ := liveServer(t, nil)
	s.live.patient, s.live.beat = 200*time.Millisecond, time.Hour
	records, err := codedReports()
	if err != nil {
		t.Fatal(err)
	}
	c, err := net.Dial("tcp", strings.TrimPrefix(at, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	_ = c.(*net.TCPConn).SetReadBuffer(1 << 10)
	fmt.Fprintf(c, "GET %s HTTP/1.1\r\nHost: localhost\r\n\r\n", livePath)
	for range mostLive - 1 {
		s.live.enter()
	}
	waits(t, "the client has come", func() bool { return s.live.clients.Load() == mostLive })
	if w := ask(s, "GET", livePath, ""); w.Code != http.StatusServiceUnavailable || w.Header().Get("Retry-After") == "" {
		t.Errorf("one too many: %d", w.Code)
	}
	for i := range 100 { // more than the system keeps for who does not read
		r := *records[0]
		r.ID, r.Events = fmt.Sprint("long-", i), slices.Clone(r.Events[:1])
		r.Events[0].Text = strings.Repeat("x", 400_000)
		addRecords(t, path, &r)
		if s.live.dropped.Load() > 0 {
			break
		}
	}
	waits(t, "the slow client was dropped", func() bool { return s.live.dropped.Load() == 1 && s.live.clients.Load() == mostLive-1 })
	_, _ = io.Copy(io.Discard, io.LimitReader(c, 100))
}

func waits(t *testing.T, what string, is func() bool) {
	t.Helper()
	for range 1000 {
		if is() {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatalf("not so: %s", what)
}
