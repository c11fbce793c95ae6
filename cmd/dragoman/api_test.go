package main

import (
	"bytes"
	"context"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
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
	at := servedSample(t)
	for _, s := range asking {
		t.Run(s.file, func(t *testing.T) {
			if out, err := exec.Command(s.needs[0], s.needs[1:]...).CombinedOutput(); err != nil {
				t.Skipf("%s: %v: %s", s.needs[0], err, lastLine(out))
			}
			cmd := exec.Command(s.run, filepath.Join("..", "..", "samples", "api", s.file), at)
			var out, told bytes.Buffer
			cmd.Stdout, cmd.Stderr = &out, &told
			if err := cmd.Run(); err != nil {
				t.Fatalf("%v: %s", err, told.String())
			}
			file := filepath.Join("testdata", "api", s.file+".txt")
			if *update {
				if err := os.WriteFile(file, out.Bytes(), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if out.String() != string(want) {
				t.Errorf("it prints\n%s\nwant\n%s\nhint: go test ./cmd/dragoman -run APIExamples -update", out.String(), want)
			}
		})
	}
}

// servedSample serves a ledger of a report that is coded already, until the test ends.
func servedSample(t *testing.T) (at string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "ledger")
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
			return at
		}
		select {
		case told := <-ended:
			ended <- told
			t.Fatalf("dragoman serve: %s", told)
		case <-time.After(100 * time.Millisecond):
		}
	}
	t.Fatal("the server does not answer")
	return ""
}
