package ledger

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// FORMAT.md names every table, view and column, and none that is not there.
func TestFormatIsTold(t *testing.T) {
	ofFiles(t)
	raw, err := os.ReadFile("FORMAT.md")
	if err != nil {
		t.Fatal(err)
	}
	told := map[string][]string{}
	table := ""
	for line := range strings.Lines(string(raw)) {
		if m := regexp.MustCompile(`^\*\*([a-z_]+)\*\*: `).FindStringSubmatch(line); m != nil {
			table = m[1]
		} else if m := regexp.MustCompile(`^\| ([a-z_, ]+) \| `).FindStringSubmatch(line); m != nil && m[1] != "column" {
			told[table] = append(told[table], strings.Split(m[1], ", ")...)
		}
	}
	path := place(t)
	closed(t, writer(t, path))
	l, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer closed(t, l)
	there := map[string][]string{}
	if err := l.each(context.Background(), `SELECT s.name, c.name FROM sqlite_schema s, pragma_table_xinfo(s.name) c
		WHERE s.type IN ('table', 'view') AND c.hidden <> 1 AND s.name NOT LIKE 'words\_%' ESCAPE '\' AND s.name NOT LIKE 'sqlite%'`, nil, func(scan func(...any) error) error {
		var table, column string
		err := scan(&table, &column)
		there[table] = append(there[table], column)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	for table, columns := range there {
		slices.Sort(columns)
		slices.Sort(told[table])
		if !slices.Equal(columns, told[table]) {
			t.Errorf("table %s has the columns %q, FORMAT.md tells %q", table, columns, told[table])
		}
		delete(told, table)
	}
	for table := range told {
		t.Errorf("FORMAT.md tells of a table %q that is not there", table)
	}
	if !strings.Contains(string(raw), fmt.Sprintf("now %d.", Format)) {
		t.Errorf("FORMAT.md does not say that the format is now %d", Format)
	}
}

// The commands that FORMAT.md tells for other programs work, where these are there.
func TestOthersRead(t *testing.T) {
	raw, err := os.ReadFile("FORMAT.md")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	addAll(t, filepath.Join(dir, "dragoman.ledger"), someRecords(20), 20)
	_, python, _ := strings.Cut(string(raw), "```python\n")
	python, _, _ = strings.Cut(python, "```")
	shell := regexp.MustCompile(`(?m)^    \$ (sqlite3 .*)$`).FindStringSubmatch(string(raw))
	if shell == nil || python == "" {
		t.Fatal("FORMAT.md shows no commands")
	}
	for _, c := range [][]string{{"python3", "-c", python}, {"sh", "-c", shell[1]}} {
		if _, err := exec.LookPath(strings.Fields(c[len(c)-1])[0]); c[0] == "sh" && err != nil {
			t.Log(err)
			continue
		}
		cmd := exec.Command(c[0], c[1:]...)
		cmd.Dir = dir
		out, err := cmd.CombinedOutput()
		if errors.Is(err, exec.ErrNotFound) {
			t.Log(err)
		} else if err != nil || strings.Count(string(out), "\n") < 3 {
			t.Errorf("%q: %v: %s", c, err, out)
		}
	}
}
