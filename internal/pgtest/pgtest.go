// Package pgtest starts a PostgreSQL for tests: the real server, with what it needs in
// a folder of its own and nothing but a socket there to reach it by. Tests that need it
// are skipped where it is not installed (Debian: postgresql), and say so.
//
//	func TestMain(m *testing.M) { os.Exit(pgtest.Run(m)) }
//
//	func TestLedger(t *testing.T) { w, err := ledger.OpenWriter(pgtest.URL(t)) ... }
package pgtest

import (
	"bytes"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

// server is the one of this process, started when it is first asked for.
var server struct {
	sync.Mutex
	folder  string
	process *exec.Cmd
	ended   chan error
	failed  error
}

var schemas atomic.Int64

// Run runs the tests of a package, and ends the server that they have started.
func Run(m interface{ Run() int }) int {
	code := m.Run()
	if err := stop(); err != nil {
		fmt.Fprintln(os.Stderr, "pgtest:", err)
		return max(code, 1)
	}
	return code
}

// URL names a place for a ledger on the server that nothing else uses.
func URL(t testing.TB) string {
	t.Helper()
	u, err := Place()
	if errors.Is(err, exec.ErrNotFound) {
		t.Skip("no PostgreSQL is installed (Debian: postgresql): skipped")
	}
	if err != nil {
		t.Fatal(err)
	}
	return u
}

// Place is URL for who is no test. The error is exec.ErrNotFound where no PostgreSQL is
// installed.
func Place() (string, error) {
	server.Lock()
	defer server.Unlock()
	if server.process == nil && server.failed == nil {
		server.failed = start()
	}
	if server.failed != nil {
		return "", server.failed
	}
	q := url.Values{"host": {server.folder}, "search_path": {fmt.Sprintf("ledger_%d", schemas.Add(1))}}
	u := url.URL{Scheme: "postgres", User: url.User(superuser), Path: "/postgres", RawQuery: q.Encode()}
	return u.String(), nil
}

const superuser = "dragoman"

// Binary finds a program of PostgreSQL, of the newest version that is installed.
func Binary(name string) (string, error) {
	if path, err := exec.LookPath(name); err == nil {
		return path, nil
	}
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/" + name)
	if len(found) == 0 {
		return "", fmt.Errorf("%s: %w", name, exec.ErrNotFound)
	}
	return found[len(found)-1], nil
}

func start() error {
	initdb, err := Binary("initdb")
	if err != nil {
		return err
	}
	postgres, err := Binary("postgres")
	if err != nil {
		return err
	}
	// The path of a socket has at most 107 bytes: os.TempDir of some systems has most of them.
	if server.folder, err = os.MkdirTemp("/tmp", "pgtest-"); err != nil {
		return err
	}
	as, err := owner(server.folder)
	if err != nil {
		return err
	}
	data := filepath.Join(server.folder, "data")
	out := &bytes.Buffer{}
	begin := func(name string, arguments ...string) *exec.Cmd {
		c := exec.Command(name, arguments...)
		c.Dir, c.Stdout, c.Stderr = server.folder, out, out
		c.Env = append(os.Environ(), "LC_ALL=C.UTF-8", "TZ=UTC")
		c.SysProcAttr = as
		return c
	}
	if err := begin(initdb, "-D", data, "-U", superuser, "-A", "trust", "-E", "UTF8", "--no-sync").Run(); err != nil {
		return errors.Join(fmt.Errorf("initdb: %w: %s", err, out), os.RemoveAll(server.folder))
	}
	out.Reset()
	server.process = begin(postgres, "-D", data, "-k", server.folder, "-c", "listen_addresses=", "-c", "fsync=on", "-c", "max_connections=200")
	if err := server.process.Start(); err != nil {
		return err
	}
	server.ended = make(chan error, 1)
	go func() { server.ended <- server.process.Wait() }()
	for range 600 {
		select {
		case err := <-server.ended:
			server.ended <- err
			return fmt.Errorf("postgres ended: %w: %s", err, out)
		case <-time.After(50 * time.Millisecond):
		}
		// The server writes this line when it takes connections.
		if raw, err := os.ReadFile(filepath.Join(data, "postmaster.pid")); err == nil && strings.Contains(string(raw), "\nready") {
			return nil
		}
	}
	return errors.New("postgres did not start within 30 seconds")
}

// stop ends the server, and takes its folder away.
func stop() error {
	server.Lock()
	defer server.Unlock()
	if server.process == nil {
		return nil
	}
	err := server.process.Process.Signal(syscall.SIGINT) // fast: whoever is connected is sent away
	if err == nil {
		err = <-server.ended
	}
	server.process = nil
	return errors.Join(err, os.RemoveAll(server.folder))
}
