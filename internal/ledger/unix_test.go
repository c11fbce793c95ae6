//go:build unix

package ledger

import (
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
)

// A file and a folder that may not be written can be read, and say why nothing is
// added.
func TestReadOnly(t *testing.T) {
	dir, err := os.MkdirTemp("", "ledger") // which others than root may enter
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "ledger")
	addAll(t, path, someRecords(10), 10)
	os.Remove(path + ".lock")
	want := exported(t, path)
	for _, c := range []struct {
		name      string
		dir, file os.FileMode
		words     string
	}{
		{"folder", 0o555, 0o444, "permission denied"},
		{"file", 0o777, 0o444, "may not be written"},
	} {
		if err := os.Chmod(path, c.file); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(dir, c.dir); err != nil {
			t.Fatal(err)
		}
		out, err := asNobody(t, childOf(t, path, 20)).CombinedOutput()
		if err == nil || !strings.Contains(string(out), c.words) {
			t.Errorf("%s: %v, %s, want %q", c.name, err, out, c.words)
		}
		reader := asNobody(t, childOf(t, path, 0))
		reader.Env = append(reader.Env, "LEDGER_CHILD_READS=1")
		if out, err := reader.CombinedOutput(); err != nil {
			t.Errorf("%s: reading: %v, %s", c.name, err, out)
		}
		if got := exported(t, path); got != want {
			t.Errorf("%s: it says something else", c.name)
		}
	}
	if err := os.Chmod(dir, 0o777); err != nil {
		t.Fatal(err)
	}
}

// asNobody has a child run as somebody who is not root, for root may do anything.
func asNobody(t *testing.T, c *exec.Cmd) *exec.Cmd {
	t.Helper()
	if os.Getuid() != 0 {
		return c
	}
	dir, err := os.MkdirTemp("", "ledger")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	raw, err := os.ReadFile(c.Path)
	if err != nil {
		t.Fatal(err)
	}
	exe := filepath.Join(dir, "child")
	if err := os.WriteFile(exe, raw, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	c.Path, c.Args, c.Dir = exe, []string{exe}, dir
	c.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
	return c
}

// A file that may grow no further, as on a full disk, ends the adding with words, and
// all that was added before is there.
func TestFileSizeLimit(t *testing.T) {
	ofFiles(t)
	path := place(t)
	c := childOf(t, path, 400)
	c.Env = append(c.Env, "LEDGER_CHILD_FILE_SIZE=2000000")
	out, err := c.CombinedOutput()
	if err == nil || !strings.Contains(string(out), "does not take more") && !strings.Contains(string(out), "the disk is full") {
		t.Errorf("%v, %s", err, out)
	}
	added := strings.Count(string(out), "added\n")
	if err := checked(path); err != nil {
		t.Error(err)
	}
	if got := strings.Count(exported(t, path), "\n"); added < 5 || got < added {
		t.Errorf("%d events of %d reports added", got, added)
	}
	finish(t, path, 400, reference(t, someRecords(400)))
}

func init() {
	limitFileSize = func(s string) {
		n, _ := strconv.ParseUint(s, 10, 64)
		signal.Ignore(syscall.SIGXFSZ)
		if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: n, Max: n}); err != nil {
			panic(err)
		}
	}
}
