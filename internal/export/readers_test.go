package export

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"dragoman"
)

// What names may hold that readers of tables stumble over.
var strange = []string{"plain", "a\tb", "two\nlines", "carriage\r\nreturn", `"quoted"`, `half "quoted`, `"`, "People's Front", "#1 Party", "semi; colon", "com,ma", "Kürşat", "中国",
	"line\u2028separator", "next\u0085line", `back\slash`, "=1+1", "None", "NA", "\ufeffmark", "trailing "}

// aVisit is a deed of somebody.
func aVisit(who string) Event {
	r := &dragoman.Record{ID: "r", Date: "2023-03-14", Text: "x", Events: []dragoman.Event{{
		ID: "e1", Type: "CONSULT", CAMEO: "040", Status: "occurred",
		Source: []dragoman.ActorRef{{Party: dragoman.Party{Name: who, CAMEO: "GRC"}}}, Target: []dragoman.ActorRef{{Party: dragoman.Party{Name: "last", CAMEO: "TUR"}}},
	}}}
	return Event{&r.FlatEvents()[0], r, [16]byte{}}
}

// Readers other than ours take strange names for one cell of one row, also where they
// look for quotes: tables by tabs are read without naming a quote, as many scripts do.
func TestOtherReaders(t *testing.T) {
	dir := t.TempDir()
	var events []Event
	for _, name := range strange {
		events = append(events, aVisit(name))
	}
	for _, format := range []string{"icews", "csv", "parquet"} {
		text, _ := written(t, format, 0, events)
		if err := os.WriteFile(filepath.Join(dir, format), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	flattened := make([]string, len(strange))
	for i, name := range strange {
		flattened[i] = plain(name)
	}
	for _, c := range []struct {
		name string
		call []string
		want []string
	}{
		{"pandas, tabs", []string{"python3", "-c", "import pandas, json; print(json.dumps(list(pandas.read_csv('icews', sep='\\t', keep_default_na=False)['Source Name'])))"}, flattened},
		{"pandas, Parquet", []string{"python3", "-c", "import pandas, json; print(json.dumps([s[0]['name'] for s in pandas.read_parquet('parquet').source]))"}, strange},
		{"Python, CSV", []string{"python3", "-c", "import csv, json; print(json.dumps([r['source'] for r in csv.DictReader(open('csv', encoding='utf-8', newline=''))]))"}, strange},
		{"R, tabs", []string{"Rscript", "-e", "x <- read.delim('icews', encoding='UTF-8', na.strings='', comment.char=''); cat(paste(x$Source.Name, collapse='\\t'))"}, flattened},
		{"DuckDB, Parquet", []string{"duckdb", "-noheader", "-list", "-c", "SELECT to_json(list(source[1].name)) FROM read_parquet('parquet')"}, strange},
		{"DuckDB, tabs", []string{"duckdb", "-noheader", "-list", "-c", `SELECT to_json(list("Source Name")) FROM read_csv('icews', delim = '\t', header = true, all_varchar = true)`}, flattened},
	} {
		t.Run(c.name, func(t *testing.T) {
			if _, err := exec.LookPath(c.call[0]); err != nil {
				t.Skip(err)
			}
			cmd := exec.Command(c.call[0], c.call[1:]...)
			cmd.Dir = dir
			out, err := cmd.Output()
			if err != nil && strings.Contains(c.name, "pandas") && exec.Command("python3", "-c", "import pandas, pyarrow").Run() != nil {
				t.Skip("no pandas with pyarrow")
			}
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			if strings.HasPrefix(c.name, "R,") {
				got = strings.Split(string(out), "\t")
			} else if err := json.Unmarshal(out, &got); err != nil {
				t.Fatalf("%v: %s", err, out)
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("read %q\nwant %q", got, c.want)
			}
		})
	}
}
