package lexicon

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

func TestRead(t *testing.T) {
	fsys := fstest.MapFS{"t.tsv": {Data: []byte("\ufeff# who speaks\n\nlemma\tnames\texample\r\nsay\tsaid|says\tHe said so.\r\ndeny\t\tHe denied it.\n")}}
	table, err := Read(fsys, "t.tsv", "lemma", "example")
	if err != nil {
		t.Fatal(err)
	}
	if len(table.Rows) != 2 || table.Rows[0].Get("example") != "He said so." {
		t.Fatalf("rows %v", table.Rows)
	}
	if got := table.Rows[0].List("names"); !slices.Equal(got, []string{"said", "says"}) {
		t.Errorf("list %q", got)
	}
	if got := table.Rows[1].List("names"); got != nil {
		t.Errorf("an empty cell lists %q, want nothing", got)
	}
	if err := table.Rows[1].Errorf("bad"); err.Error() != "t.tsv:5: bad" {
		t.Errorf("error %q does not name the line in the file", err)
	}
}

// A table with several faults tells them all, each with its line, and still
// gives the rows that are sound.
func TestReadTellsEveryFault(t *testing.T) {
	fsys := fstest.MapFS{"t.tsv": {Data: []byte("lemma\tpos\nsay\tVERB\nask\ndeny\tVERB\tmore\n")}}
	table, err := Read(fsys, "t.tsv", "lemma", "example")
	if err == nil {
		t.Fatal("no error")
	}
	for _, want := range []string{`t.tsv:1: no column "example"`, "t.tsv:3: 1 cells, expected 2", "t.tsv:4: 3 cells, expected 2"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q lacks %q", err, want)
		}
	}
	if len(table.Rows) != 1 {
		t.Errorf("%d sound rows, want 1", len(table.Rows))
	}
}

func TestReadEmpty(t *testing.T) {
	fsys := fstest.MapFS{"t.tsv": {Data: []byte("# nothing here\n")}}
	if _, err := Read(fsys, "t.tsv", "lemma"); err == nil || !strings.Contains(err.Error(), "t.tsv:2: no header line") {
		t.Errorf("error %v", err)
	}
	if _, err := Read(fsys, "none.tsv"); err == nil {
		t.Error("a missing file gives no error")
	}
}
