package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"dragoman"
)

// dumped writes JSON Lines, some of them broken, and returns the file.
func dumped(t *testing.T, dir string, n int) string {
	t.Helper()
	var b bytes.Buffer
	for i := range n {
		if i%97 == 41 {
			b.WriteString("{broken\n")
			continue
		}
		fmt.Fprintf(&b, `{"id":"%d","text":"%s"}`+"\n", i, strings.Repeat("The talks went on. ", i%7+1))
	}
	name := filepath.Join(dir, "in.jsonl")
	if err := os.WriteFile(name, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	return name
}

// extracted runs the program as a process of its own.
func extracted(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	return &exec.Cmd{Path: self, Args: append([]string{"dragoman", "extract"}, args...)}
}

// TestKilledAndResumed kills the program again and again; what it has written when it comes to
// its end is what it would have written undisturbed.
func TestKilledAndResumed(t *testing.T) {
	dir := t.TempDir()
	in := dumped(t, dir, 60000)
	want, _ := extracted(t, in).Output()
	out := filepath.Join(dir, "out", "out.jsonl")
	if err := os.Mkdir(filepath.Dir(out), 0o755); err != nil {
		t.Fatal(err)
	}
	kills := 0
	for {
		cmd := extracted(t, "--output", out, "--resume", in)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		if kills < 12 {
			time.AfterFunc(time.Duration(50+rand.IntN(250))*time.Millisecond, func() { _ = cmd.Process.Kill() })
		}
		_ = cmd.Wait()
		if cmd.ProcessState.Exited() {
			if cmd.ProcessState.ExitCode() != exitSomeFailed {
				t.Fatalf("exit status %d, expected %d: some lines are broken", cmd.ProcessState.ExitCode(), exitSomeFailed)
			}
			break
		}
		kills++
	}
	got, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d kills", kills)
	if !bytes.Equal(got, want) {
		t.Errorf("%d bytes in %d lines, expected %d in %d", len(got), bytes.Count(got, []byte("\n")), len(want), bytes.Count(want, []byte("\n")))
	}
}

// TestResumedAnywhere goes on from entries at many places, with all that a killed process may
// have left behind them.
func TestResumedAnywhere(t *testing.T) {
	dir := t.TempDir()
	in := dumped(t, dir, 200)
	out := filepath.Join(dir, "out.jsonl")
	args := []string{"extract", "--output", out, in}
	want, _ := extracted(t, in).Output()
	lines := bytes.SplitAfter(want, []byte("\n"))
	head, _ := json.Marshal(begun{dragoman.Version, args})
	done := 0
	for i := range 200 {
		if i%97 != 41 {
			done++
		}
		written := bytes.Join(lines[:done], nil)
		e := entry{Mark: dragoman.Mark{File: 1, Name: in, Items: i + 1, Last: fmt.Sprintf("%s:%d", in, i+1)}, Bytes: int64(len(written)), Done: done, Failed: i + 1 - done}
		if i%23 != 7 {
			continue
		}
		line, _ := json.Marshal(e)
		for _, torn := range []string{"", `{"mark":{"Fi`, `{"mark":{"File":1,"Name":"x","Items":9,"Last":"x"},"bytes":9999}`} {
			behind := lines[min(done, len(lines)-1)]
			if err := os.WriteFile(out, slices.Concat(written, behind[:len(behind)/2], bytes.Repeat([]byte("x"), len(want))), 0o644); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(out+".progress", []byte(string(head)+"\n"+string(line)+"\n"+torn), 0o644); err != nil {
				t.Fatal(err)
			}
			told, err := extracted(t, "--output", out, "--resume", in).CombinedOutput()
			if got, _ := os.ReadFile(out); !bytes.Equal(got, want) {
				t.Fatalf("behind report %d, torn %q: %d bytes, expected %d; %v %s", i, torn, len(got), len(want), err, told)
			}
		}
	}
	// Other inputs than those of before.
	if err := os.WriteFile(in, []byte("Another text."), 0o644); err != nil {
		t.Fatal(err)
	}
	line, _ := json.Marshal(entry{Mark: dragoman.Mark{File: 1, Name: in, Items: 1, Last: in + ":1"}})
	if err := os.WriteFile(out+".progress", []byte(string(head)+"\n"+string(line)+"\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	cmd := extracted(t, "--output", out, "--resume", in)
	told, _ := cmd.CombinedOutput()
	if cmd.ProcessState.ExitCode() != exitUsage || !strings.Contains(string(told), "the inputs have changed") {
		t.Errorf("exit status %d: %s", cmd.ProcessState.ExitCode(), told)
	}
}
