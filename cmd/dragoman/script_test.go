package main

import (
	"encoding/json"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"dragoman/internal/pgtest"
	"dragoman/internal/queue/natstest"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(withPostgres{m}, map[string]func(){"dragoman": main, "nats-server": natstest.Main})
}

// withPostgres ends the PostgreSQL that scripts have started.
type withPostgres struct{ *testing.M }

func (m withPostgres) Run() int { return pgtest.Run(m.M) }

// Each script is a page of the manual: what one verb does, and how it fails.
func TestScripts(t *testing.T) {
	samples, err := filepath.Abs("../../samples")
	if err != nil {
		t.Fatal(err)
	}
	params := testscript.Params{
		Dir:           "testdata/script",
		UpdateScripts: os.Getenv("UPDATE_SCRIPTS") != "",
		Setup: func(e *testscript.Env) error {
			if err := os.CopyFS(filepath.Join(e.WorkDir, "samples"), os.DirFS(samples)); err != nil {
				return err
			}
			// A script cannot hold bytes that are no text.
			return os.WriteFile(filepath.Join(e.WorkDir, "binary.dat"), []byte("\x7fELF\x02\x01\x00\x00\x00"), 0o644)
		},
		Condition: func(name string) (bool, error) {
			if name != "postgres" {
				return false, fmt.Errorf("there is no condition %s", name)
			}
			_, err := pgtest.Binary("postgres")
			return err == nil, nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"jsonlines":  jsonLines,
			"natsserver": natsServer,
			"postgres":   postgres,
			"status":     status,
			"waitfor":    waitFor,
		},
	}
	if testing.Short() { // for the race detector: where goroutines are started, stopped and hindered
		for _, name := range []string{"add", "failures", "order", "pipe", "recode", "resume", "serve", "watch"} {
			params.Files = append(params.Files, filepath.Join(params.Dir, name+".txtar"))
		}
		params.Dir = ""
	}
	testscript.Run(t, params)
}

// jsonLines checks that a file holds nothing but JSON objects, one a line, and
// how many: jsonlines FILE COUNT
func jsonLines(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: jsonlines FILE COUNT")
	}
	n := 0
	for line := range strings.Lines(ts.ReadFile(args[0])) {
		var v map[string]any
		ts.Check(json.Unmarshal([]byte(line), &v))
		n++
	}
	if got := strconv.Itoa(n); got != args[1] {
		ts.Fatalf("%s holds %s lines, want %s", args[0], got, args[1])
	}
}

// postgres starts a PostgreSQL and says in $LEDGER where a ledger may lie.
func postgres(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 0 {
		ts.Fatalf("usage: postgres")
	}
	u, err := pgtest.Place()
	ts.Check(err)
	ts.Setenv("LEDGER", u)
}

// natsServer starts a server of JetStream and says in $QUEUE where it is.
func natsServer(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 0 {
		ts.Fatalf("usage: natsserver")
	}
	free, err := net.Listen("tcp", "127.0.0.1:0")
	ts.Check(err)
	at := free.Addr().String()
	free.Close()
	self, err := os.Executable()
	ts.Check(err)
	_, port, _ := net.SplitHostPort(at)
	c := &exec.Cmd{Path: self, Args: []string{"nats-server", "-a", "127.0.0.1", "-p", port, "-js", "-sd", ts.MkAbs("jetstream"), "-l", ts.MkAbs("jetstream.log")}}
	ts.Check(c.Start())
	ts.Defer(func() {
		_ = c.Process.Kill()
		_ = c.Wait()
	})
	waited(ts, at, func() error {
		c, err := net.Dial("tcp", at)
		if err == nil {
			c.Close()
		}
		return err
	})
	ts.Setenv("QUEUE", "nats://"+at)
}

// waitFor waits until there is a file: waitfor FILE
func waitFor(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: waitfor FILE")
	}
	waited(ts, args[0], func() error {
		_, err := os.Stat(ts.MkAbs(args[0]))
		return err
	})
}

func waited(ts *testscript.TestScript, what string, try func() error) {
	for end := time.Now().Add(20 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		if err := try(); err == nil {
			return
		} else if time.Now().After(end) {
			ts.Fatalf("waited for %s: %v", what, err)
		}
	}
}

// status runs a command and checks its exit status, which exec alone does not
// tell: status WANT COMMAND...
func status(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: status WANT COMMAND ...")
	}
	err := ts.Exec(args[1], args[2:]...)
	got := "0"
	if err != nil {
		got = strings.TrimPrefix(err.Error(), "exit status ")
	}
	if got != args[0] {
		ts.Fatalf("%s: exit status %s, want %s", strings.Join(args[1:], " "), got, args[0])
	}
}
