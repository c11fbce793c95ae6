package main

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"dragoman/internal/export"
)

// asking are the examples of samples/api: what runs them, and what must be there for it.
var asking = []struct {
	file  string
	run   string
	needs []string
}{
	{"ask.sh", "sh", []string{"curl", "--version"}},
	{"ask.py", "python3", []string{"python3", "--version"}},
	{"ask.R", "Rscript", []string{"Rscript", "--version"}},
}

// Each example runs as it stands against a server, and prints what is checked in.
func TestAPIExamples(t *testing.T) {
	at, _ := servedSample(t)
	for _, s := range asking {
		t.Run(s.file, func(t *testing.T) {
			if out, err := exec.Command(s.needs[0], s.needs[1:]...).CombinedOutput(); err != nil {
				t.Skipf("%s: %v: %s", s.needs[0], err, lastLine(out))
			}
			cmd := exec.Command(s.run, filepath.Join("..", "..", "samples", "api", s.file), at)
			prints(t, cmd, filepath.Join("testdata", "api", s.file+".txt"), "APIExamples")
		})
	}
}

// The server exports what the command does, in every format.
func TestServedExports(t *testing.T) {
	at, path := servedSample(t)
	for i := range export.Formats {
		name := export.Formats[i].Name
		status, want, told := called(t, context.Background(), os.Stdin, "export", "--ledger", path, "--format", name)
		if status != exitOK {
			t.Fatalf("%s: %s", name, told)
		}
		answer, err := http.Get(at + "/v1/export?format=" + name)
		if err != nil {
			t.Fatal(err)
		}
		got, err := io.ReadAll(answer.Body)
		if err != nil || string(got) != want || want == "" {
			t.Errorf("%s: %d bytes, want %d: %v", name, len(got), len(want), err)
		}
		answer.Body.Close()
	}
}

// servedSample serves a ledger of a report that is coded already, until the test ends.
func servedSample(t *testing.T) (at, path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "ledger")
	if status, _, told := called(t, context.Background(), os.Stdin, "add", "--ledger", path, "../../samples/load/records.jsonl"); status != exitOK {
		t.Fatalf("dragoman add: status %d: %s", status, told)
	}
	on, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	at = "http://" + on.Addr().String()
	listen := on.Addr().String()
	if err := on.Close(); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan string, 1)
	go func() {
		status, _, told := called(t, ctx, os.Stdin, "serve", "--listen", listen, "--ledger", path, "--model", "fast", "--log", "none")
		ended <- fmt.Sprint("status ", status, ": ", told)
	}()
	t.Cleanup(func() { stop(); <-ended })
	for range 600 {
		if answer, err := http.Get(at + "/readyz"); err == nil {
			answer.Body.Close()
			return at, path
		}
		select {
		case told := <-ended:
			ended <- told
			t.Fatalf("dragoman serve: %s", told)
		case <-time.After(100 * time.Millisecond):
		}
	}
	t.Fatal("the server does not answer")
	return "", ""
}
