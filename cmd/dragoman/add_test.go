package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// called runs the program with an input and returns its status and outputs.
func called(t *testing.T, ctx context.Context, stdin *os.File, args ...string) (status int, out, told string) {
	t.Helper()
	stdout, err := os.Create(filepath.Join(t.TempDir(), "out"))
	if err != nil {
		t.Fatal(err)
	}
	defer stdout.Close()
	var stderr bytes.Buffer
	status = run(ctx, args, stdin, stdout, &stderr)
	raw, err := os.ReadFile(stdout.Name())
	if err != nil {
		t.Fatal(err)
	}
	return status, string(raw), stderr.String()
}

// Ctrl-C while more is awaited keeps what is whole, and the rest can be added
// afterwards.
func TestAddInterrupted(t *testing.T) {
	const n = 12
	var reports strings.Builder
	for i := range n {
		fmt.Fprintf(&reports, `{"id":"r%d","date":"2021-05-11","text":"France and Spain signed an agreement on Monday."}`+"\n", i)
	}
	file := filepath.Join(t.TempDir(), "reports.jsonl")
	if err := os.WriteFile(file, []byte(reports.String()), 0o644); err != nil {
		t.Fatal(err)
	}
	in, feed, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer feed.Close()
	if _, err := feed.WriteString(reports.String()); err != nil {
		t.Fatal(err)
	}
	ledger := filepath.Join(t.TempDir(), "ledger")
	ctx, cancel := context.WithTimeout(context.Background(), 4*time.Second)
	defer cancel()
	status, _, told := called(t, ctx, in, "add", "--ledger", ledger, "-")
	if status != exitInterrupted || !strings.Contains(told, "added") {
		t.Fatalf("status %d, %s", status, told)
	}
	var kept, events int
	if _, err := fmt.Sscanf(told, "dragoman: %d reports added, %d events", &kept, &events); err != nil {
		t.Logf("%s: %v", told, err)
	}
	status, _, told = called(t, context.Background(), in, "add", "--ledger", ledger, file)
	if status != exitOK || !strings.Contains(told, fmt.Sprintf("%d were there already", kept)) && kept > 1 {
		t.Errorf("status %d, %s; before %d were kept", status, told, kept)
	}
	status, out, told := called(t, context.Background(), in, "events", "--ledger", ledger, "--count-by", "type")
	if want := fmt.Sprintf(`"done":%d,`, n); status != exitOK || !strings.Contains(out, want) {
		t.Errorf("status %d, %s%s, want %s", status, out, told, want)
	}
}
