package main

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// snippets are those of samples/load: what runs them, and what must be there for it.
var snippets = []struct {
	file, language string
	run, needs     []string // needs is a call that fails where something is missing
}{
	{"parquet.py", "python", []string{"python3"}, []string{"python3", "-c", "import pandas, pyarrow"}},
	{"gdelt.py", "python", []string{"python3"}, []string{"python3", "-c", "import pandas"}},
	{"events.R", "r", []string{"Rscript"}, []string{"Rscript", "--version"}},
	{"gdelt.R", "r", []string{"Rscript"}, []string{"Rscript", "--version"}},
	{"duckdb.sql", "sql", []string{"duckdb", "-bail", "-markdown", "-f"}, []string{"duckdb", "--version"}},
}

// Each snippet runs as it stands, and prints what FORMATS.md says that it does.
func TestSnippets(t *testing.T) {
	dir := exportedSample(t)
	for _, s := range snippets {
		t.Run(s.file, func(t *testing.T) {
			if out, err := exec.Command(s.needs[0], s.needs[1:]...).CombinedOutput(); err != nil {
				t.Skipf("%s: %v: %s", strings.Join(s.needs, " "), err, lastLine(out))
			}
			cmd := exec.Command(s.run[0], append(s.run[1:], filepath.Join("samples", "load", s.file))...)
			cmd.Dir = dir
			prints(t, cmd, filepath.Join("testdata", "load", s.file+".txt"), "'Snippets|Formats'")
		})
	}
}

// prints runs a program and holds what it prints against a file, which the tests of that
// name write with -update.
func prints(t *testing.T, cmd *exec.Cmd, file, tests string) {
	t.Helper()
	var out, told bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &told
	if err := cmd.Run(); err != nil {
		t.Fatalf("%v: %s", err, told.String())
	}
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
		t.Errorf("it prints\n%s\nwant\n%s\nhint: go test ./cmd/dragoman -run %s -update", out.String(), want, tests)
	}
}

func lastLine(out []byte) string {
	lines := strings.Split(strings.TrimSpace(string(out)), "\n")
	return lines[len(lines)-1]
}

// exportedSample is a folder with the samples and what is exported of a report that is
// coded already: another coding of it would print other things.
func exportedSample(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(filepath.Join(dir, "samples"), os.DirFS("../../samples")); err != nil {
		t.Fatal(err)
	}
	t.Setenv("DRAGOMAN_LEDGER", filepath.Join(dir, "dragoman.ledger"))
	if status, _, told := called(t, context.Background(), os.Stdin, "add", "../../samples/load/records.jsonl"); status != exitOK {
		t.Fatalf("dragoman add: status %d: %s", status, told)
	}
	for name, format := range map[string]string{"events.csv": "csv", "events.parquet": "parquet", "events.export.CSV": "gdelt", "events.mentions.CSV": "gdelt-mentions"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(exported(t, format)), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// exported is what the ledger at hand gives in a format.
func exported(t *testing.T, format string) string {
	t.Helper()
	status, out, told := called(t, context.Background(), os.Stdin, "export", "--format", format)
	if status != exitOK {
		t.Fatalf("dragoman export --format %s: status %d: %s", format, status, told)
	}
	return out
}

// FORMATS.md shows one deed in each form, and the snippets with what they print.
func TestFormatsAreTrue(t *testing.T) {
	exportedSample(t)
	parts := map[string]string{"load": loadParts(t)}
	for format, names := range map[string]string{"gdelt": "gdelt-events", "gdelt-mentions": "gdelt-mentions", "icews": "", "polecat": "", "phoenix": "phoenix"} {
		lines := strings.Split(exported(t, format), "\n")
		header := strings.Split(lines[0], "\t")
		if names != "" {
			raw, err := os.ReadFile("../../samples/load/" + names + ".columns")
			if err != nil {
				t.Fatal(err)
			}
			header = strings.Fields(string(raw))
		}
		parts[format] = oneRow(header, strings.Split(aVisit(t, lines), "\t"))
	}
	parts["plover"] = "```json\n" + aVisit(t, strings.Split(exported(t, "plover"), "\n")) + "\n```\n"
	fill(t, "../../internal/export/FORMATS.md", parts)
}

// aVisit is the line of the deed that is shown: the one with a place.
func aVisit(t *testing.T, lines []string) string {
	t.Helper()
	id := ""
	for _, l := range strings.Split(exported(t, "gdelt"), "\n") {
		if strings.Contains(l, "Ankara") {
			id, _, _ = strings.Cut(l, "\t")
		}
	}
	for _, l := range lines {
		if id != "" && strings.Contains(l, id) {
			return l
		}
	}
	t.Fatal("no deed in Ankara")
	return ""
}

// oneRow lists the cells of a row that hold something.
func oneRow(header, cells []string) string {
	var b strings.Builder
	b.WriteString("| column | |\n|---|---|\n")
	for i, c := range cells {
		if c != "" && c != "None" {
			b.WriteString("| `" + header[i] + "` | " + c + " |\n")
		}
	}
	return b.String()
}

func loadParts(t *testing.T) string {
	t.Helper()
	var b strings.Builder
	for _, s := range snippets {
		code, err := os.ReadFile("../../samples/load/" + s.file)
		if err != nil {
			t.Fatal(err)
		}
		out, err := os.ReadFile("testdata/load/" + s.file + ".txt")
		if err != nil {
			t.Fatal(err)
		}
		b.WriteString("`samples/load/" + s.file + "`\n\n```" + s.language + "\n" + string(code) + "```\n\n```text\n" + string(out) + "```\n\n")
	}
	return strings.TrimSuffix(b.String(), "\n")
}
