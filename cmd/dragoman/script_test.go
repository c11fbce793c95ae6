package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"dragoman": main})
}

// Each script is a page of the manual: what one verb does, and how it fails.
func TestScripts(t *testing.T) {
	samples, err := filepath.Abs("../../samples")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:           "testdata/script",
		UpdateScripts: os.Getenv("UPDATE_SCRIPTS") != "",
		Setup: func(e *testscript.Env) error {
			if err := os.CopyFS(filepath.Join(e.WorkDir, "samples"), os.DirFS(samples)); err != nil {
				return err
			}
			// A script cannot hold bytes that are no text.
			return os.WriteFile(filepath.Join(e.WorkDir, "binary.dat"), []byte("\x7fELF\x02\x01\x00\x00\x00"), 0o644)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"jsonlines": jsonLines,
			"status":    status,
		},
	})
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
