package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"dragoman/internal/ledger"
)

// newsroom is a site of a feed and its pages. No page is twice the same, as where it
// counts its readers: what is fetched anew would be another report.
type newsroom struct {
	*httptest.Server
	mu    sync.Mutex
	items int
	asked int         // requests for pages
	then  func(n int) // what happens at the n-th
}

var pairs = []string{"France", "Spain", "Norway", "Chile", "Kenya", "Japan", "Ghana", "Peru", "Egypt", "Greece"}

func newNewsroom(t *testing.T, items int) *newsroom {
	n := &newsroom{items: items, then: func(int) {}}
	n.Server = httptest.NewServer(http.HandlerFunc(n.serve))
	t.Cleanup(func() { n.CloseClientConnections(); n.Close() })
	return n
}

func (n *newsroom) serve(out http.ResponseWriter, r *http.Request) {
	switch {
	case r.URL.Path == "/feed":
		io.WriteString(out, `<rss version="2.0"><channel><title>News</title>`)
		for i := range n.items {
			fmt.Fprintf(out, `<item><link>/story/%d?utm_source=feed</link><guid isPermaLink="false">%d</guid><pubDate>Tue, 11 May 2021 08:00:00 GMT</pubDate></item>`, i, i)
		}
		io.WriteString(out, "</channel></rss>")
	case strings.HasPrefix(r.URL.Path, "/story/"):
		n.mu.Lock()
		n.asked++
		asked := n.asked
		n.mu.Unlock()
		var i int
		fmt.Sscanf(r.URL.Path, "/story/%d", &i)
		one, other := pairs[i/10%10], pairs[i%10]
		fmt.Fprintf(out, `<html><head><title>%s and %s agree, part %d</title></head><body><article><h1>%[1]s and %[2]s agree, part %[3]d</h1>
			<p>%[1]s and %[2]s signed agreement number %[3]d on trade on Monday, their ministers said after a long meeting in the capital.</p>
			<p>It was read by %[4]d people so far, and the ministers of the two countries will meet again in the coming summer to see what came of it.</p></article></body></html>`, one, other, i, asked)
		n.then(asked)
	default:
		http.NotFound(out, r)
	}
}

// However often it is killed, with whatever on its way, every item is in the ledger, and
// none twice.
func TestWatchKilled(t *testing.T) {
	if testing.Short() {
		t.Skip("starts the program five times")
	}
	const items = 40
	n := newNewsroom(t, items)
	ledger := filepath.Join(t.TempDir(), "ledger")
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	args := []string{"dragoman", "watch", "--once", "--model", "fast", "--gap", "1ms", "--allow", "127.0.0.1", "--ledger", ledger, n.URL + "/feed"}
	for _, at := range []int{7, 8, 21, 33} {
		killed := make(chan bool, 1)
		n.then = func(asked int) {
			if asked == at {
				killed <- true
				time.Sleep(time.Duration(asked) * time.Millisecond)
			}
		}
		c := &exec.Cmd{Path: self, Args: args, Env: os.Environ()}
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		<-killed
		time.Sleep(time.Duration(at) * time.Millisecond)
		_ = c.Process.Kill()
		if err := c.Wait(); err == nil {
			t.Error("it ended by itself")
		}
	}
	n.then = func(int) {}
	c := &exec.Cmd{Path: self, Args: args, Env: os.Environ()}
	if told, err := c.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, told)
	}
	_, out, told := called(t, t.Context(), nothing(t), "ledger", "info", "--ledger", ledger)
	var info struct{ Reports int }
	if err := json.Unmarshal([]byte(out), &info); err != nil || info.Reports != items {
		t.Errorf("%d reports, want %d; %d pages were asked for\n%s%s", info.Reports, items, n.asked, out, told)
	}
	if n.asked < items || n.asked > items+8 {
		t.Errorf("%d pages were asked for, want some %d", n.asked, items)
	}
}

// What the memory says of a report is on the disk only when the report is, and a report goes
// to the ledger only when the memory has it on the disk: a power line may be lost at any
// moment. strace shows what is written and what is waited for.
func TestWatchPowerLost(t *testing.T) {
	strace, err := exec.LookPath("strace")
	if err != nil {
		t.Skip("no strace")
	}
	n := newNewsroom(t, 1)
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	book, calls := filepath.Join(dir, "ledger"), filepath.Join(dir, "calls")
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	program := filepath.Join(dir, "dragoman") // its name says that it is not to test
	if err := os.Symlink(self, program); err != nil {
		t.Fatal(err)
	}
	c := exec.Command(strace, "-f", "-y", "-s", "0", "-o", calls, "-e", "trace=write,writev,pwrite64,pwritev,ftruncate,fsync,fdatasync,unlink,unlinkat",
		program, "watch", "--once", "--model", "fast", "--gap", "1ms", "--allow", "127.0.0.1", "--ledger", book, n.URL+"/feed")
	c.Env = os.Environ()
	if told, err := c.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, told)
	}
	raw, err := os.ReadFile(calls)
	if err != nil {
		t.Fatal(err)
	}
	inLedger := func(file string) bool { return file == book || file == book+"-wal" }
	inMemory := func(file string) bool { return file == book+".watch" || file == book+".watch-wal" }
	loose := map[string]bool{} // written, and perhaps not on the disk
	none := func(of func(string) bool, what string) {
		for file := range loose {
			if of(file) {
				t.Errorf("%s while %s is not on the disk", what, file)
			}
		}
	}
	syncs := 0
	for call := range strings.Lines(string(raw)) {
		_, call, _ = strings.Cut(call, " ")
		name, rest, _ := strings.Cut(strings.TrimSpace(call), "(")
		_, file, _ := strings.Cut(rest, "<")
		file, _, _ = strings.Cut(file, ">")
		switch {
		case strings.HasPrefix(name, "unlink"):
			for file := range loose {
				if strings.Contains(rest, `"`+file+`"`) {
					delete(loose, file)
				}
			}
		case name == "fsync" || name == "fdatasync":
			delete(loose, file)
			if inLedger(file) || inMemory(file) {
				syncs++
			}
		case inLedger(file):
			none(inMemory, "the ledger is written")
			loose[file] = true
		case inMemory(file):
			none(inLedger, "the memory is written")
			loose[file] = true
		}
	}
	if syncs < 3 {
		t.Errorf("%d times something was waited for", syncs)
	}
}

func nothing(t *testing.T) *os.File {
	f, err := os.Open(os.DevNull)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// Others may write to the ledger meanwhile: what was fetched waits until they have
// ended, and polling goes on.
func TestWatchBesideOthers(t *testing.T) {
	n := newNewsroom(t, 3)
	path := filepath.Join(t.TempDir(), "ledger")
	w, err := ledger.OpenWriter(path)
	if err != nil {
		t.Fatal(err)
	}
	watch := func() (int, string) {
		status, _, told := called(t, t.Context(), nothing(t), "watch", "--once", "--model", "fast", "--gap", "1ms", "--allow", "127.0.0.1", "--ledger", path, n.URL+"/feed")
		return status, told
	}
	if status, told := watch(); status != exitOK || !strings.Contains(told, "3 reports were fetched and come with the next run") {
		t.Errorf("status %d, %s", status, told)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if status, told := watch(); status != exitOK || !strings.Contains(told, "3 reports added") || n.asked != 3 {
		t.Errorf("status %d, %d pages were asked for, %s", status, n.asked, told)
	}
}

// Records come out as they are made; a signal ends it, and the next run goes on where it
// was.
func TestWatchStopped(t *testing.T) {
	n := newNewsroom(t, 6)
	state := filepath.Join(t.TempDir(), "state")
	seen := map[string]bool{}
	run := func(ctx context.Context, more ...string) int {
		args := append([]string{"watch", "--model", "fast", "--gap", "1ms", "--allow", "127.0.0.1", "--state", state, n.URL + "/feed"}, more...)
		status, out, told := called(t, ctx, nothing(t), args...)
		for line := range strings.Lines(out) {
			var r struct{ Title, URL, Date string }
			if err := json.Unmarshal([]byte(line), &r); err != nil || seen[r.Title] || !strings.HasPrefix(r.Date, "2021-05-11") || r.URL == "" {
				t.Errorf("%v: twice, or not whole: %s\n%s", err, line, told)
			}
			seen[r.Title] = true
		}
		return status
	}
	ctx, stop := context.WithCancel(t.Context())
	n.then = func(asked int) {
		if asked == 4 {
			stop()
		}
	}
	if status := run(ctx); status != exitInterrupted || len(seen) == 6 {
		t.Errorf("status %d, %d records", status, len(seen))
	}
	if status := run(t.Context(), "--once"); status != exitOK || len(seen) != 6 {
		t.Errorf("status %d, %d records, want 6", status, len(seen))
	}
}
