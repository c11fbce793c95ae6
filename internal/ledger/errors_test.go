package ledger

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// full is a ledger of some reports.
func full(t *testing.T) string {
	t.Helper()
	path := place(t)
	addAll(t, path, someRecords(30), 10)
	return path
}

func wantError(t *testing.T, err error, words string) {
	t.Helper()
	if err == nil || !strings.Contains(err.Error(), words) {
		t.Errorf("error %v, want %q", err, words)
	}
}

func TestNoLedger(t *testing.T) {
	dir := t.TempDir()
	file := func(name, content string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
		return path
	}
	other := filepath.Join(dir, "other.db")
	db, err := sql.Open("sqlite", other)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec("CREATE TABLE recipes (name TEXT)"); err != nil {
		t.Fatal(err)
	}
	db.Close()
	for _, c := range []struct{ path, words string }{
		{file("text", strings.Repeat("Minutes of the meeting. ", 1000)), "not a ledger: no SQLite file"},
		{file("short", "Minutes."), "not a ledger: no SQLite file"},
		{other, "a SQLite file, but no ledger"},
		{dir, "folder"},
		{filepath.Join(dir, "none", "ledger"), "no "},
	} {
		before, _ := os.ReadFile(c.path)
		_, err := Open(c.path)
		wantError(t, err, c.words)
		if c.path != dir {
			_, err = OpenWriter(c.path)
			wantError(t, err, c.words)
		}
		if after, _ := os.ReadFile(c.path); string(before) != string(after) {
			t.Errorf("%s was changed", c.path)
		}
	}
	_, err = Open(filepath.Join(dir, "none"))
	if !errors.Is(err, ErrNone) {
		t.Errorf("error %v, want ErrNone", err)
	}
}

// A ledger of a newer program is refused in words, to read and to write.
func TestNewerFormat(t *testing.T) {
	ofFiles(t)
	path := full(t)
	w := writer(t, path)
	if err := w.exec(fmt.Sprintf("PRAGMA user_version = %d", Format+1)); err != nil {
		t.Fatal(err)
	}
	closed(t, w)
	for _, open := range []func() error{
		func() error { _, err := Open(path); return err },
		func() error { _, err := OpenWriter(path); return err },
	} {
		wantError(t, open(), fmt.Sprintf("format %d, written by a newer dragoman; this one knows formats up to %d", Format+1, Format))
	}
}

// Each step of the format leads to the next, and a step that fails leaves all as it
// was.
func TestMigration(t *testing.T) {
	ofFiles(t)
	path := full(t)
	want := exported(t, path)
	defer func(s []step, f int) { steps, Format = s, f }(steps, Format)
	steps = append(slices.Clone(steps), step{sql: "CREATE TABLE notes (report INTEGER, note TEXT)"}, step{sql: "CREATE TABLE broken ("})
	Format = len(steps)
	_, err := Open(path)
	wantError(t, err, "written by an older dragoman; `dragoman add` brings it to format")
	_, err = OpenWriter(path)
	wantError(t, err, "incomplete input")
	steps = steps[:len(steps)-1]
	Format = len(steps)
	w := writer(t, path)
	if err := w.exec("INSERT INTO notes VALUES (1, 'seen')"); err != nil {
		t.Error(err)
	}
	closed(t, w)
	if exported(t, path) != want {
		t.Error("after a step it says something else")
	}
}

// Where the disk is full, nothing is half, and what was there stays.
func TestDiskFull(t *testing.T) {
	ofFiles(t)
	path := full(t)
	want := exported(t, path)
	w := writer(t, path)
	var pages int
	if err := w.conn.QueryRowContext(context.Background(), "PRAGMA page_count").Scan(&pages); err != nil {
		t.Fatal(err)
	}
	if err := w.exec(fmt.Sprintf("PRAGMA max_page_count = %d", pages+3)); err != nil {
		t.Fatal(err)
	}
	_, err := w.Add(entries(t, synthetic(1000, 50), synthetic(1001, 50)))
	wantError(t, err, "the disk is full")
	if exported(t, path) != want {
		t.Error("after a full disk it says something else")
	}
	if err := w.exec("PRAGMA max_page_count = 1000000"); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Add(entries(t, synthetic(1000, 50))); err != nil {
		t.Errorf("after room was made: %v", err)
	}
	closed(t, w)
	if got := exported(t, path); len(got) <= len(want) {
		t.Error("what was added after room was made is not there")
	}
}

// A damaged page is named as such, and what can be read stays readable.
func TestDamaged(t *testing.T) {
	ofFiles(t)
	path := full(t)
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	hit := 0
	for page := 1; page*4096 < len(raw); page++ {
		bad := append([]byte(nil), raw...)
		for i := range 4096 {
			bad[page*4096+i] ^= byte(i*7 + 1)
		}
		if err := os.WriteFile(path, bad, 0o644); err != nil {
			t.Fatal(err)
		}
		if err := checked(path); errors.Is(err, ErrDamaged) {
			hit++
			wantError(t, err, path)
		} else if err != nil {
			t.Errorf("page %d: %v, expected it to be called damage", page, err)
		}
	}
	if pages := len(raw)/4096 - 1; hit < pages*9/10 { // a free page is no loss
		t.Errorf("%d of %d damaged pages were found", hit, pages)
	}
}

func checked(path string) error {
	l, err := Open(path)
	if err != nil {
		return err
	}
	defer l.Close()
	return l.Check(context.Background())
}
