package main

import (
	"encoding/json"
	"flag"
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"dragoman"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite testdata/*.golden")

func sampleRecord(t *testing.T) *dragoman.Record {
	t.Helper()
	raw, err := os.ReadFile("testdata/record.json")
	if err != nil {
		t.Fatal(err)
	}
	var r dragoman.Record
	if err := json.Unmarshal(raw, &r); err != nil {
		t.Fatal(err)
	}
	return &r
}

func TestRecordText(t *testing.T) {
	for name, s := range map[string]style{
		"plain":  {width: 80},
		"narrow": {width: 48},
		"colour": {width: 80, colour: true},
	} {
		got := s.recordText(sampleRecord(t), "")
		file := "testdata/record." + name + ".golden"
		if *update {
			if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestLinesFitTheTerminal(t *testing.T) {
	for width := 40; width <= 100; width += 7 {
		for line := range strings.Lines(style{width: width}.recordText(sampleRecord(t), "")) {
			if n := utf8.RuneCountInString(strings.TrimRight(line, "\n")); n > width {
				t.Errorf("width %d: %d columns: %s", width, n, line)
			}
		}
	}
}

func TestDayRange(t *testing.T) {
	for _, c := range []struct {
		why, from, to, precision, want string
	}{
		{"a day", "2000-07-19", "2000-07-19", "day", "19 July 2000"},
		{"days of one month", "2000-07-19", "2000-07-21", "interval", "19–21 July 2000"},
		{"over the end of a month", "2000-07-30", "2000-08-02", "interval", "30 July – 2 August 2000"},
		{"over the end of a year", "2000-12-30", "2001-01-02", "interval", "30 December 2000 – 2 January 2001"},
		{"a month", "2000-07-01", "2000-07-31", "month", "July 2000"},
		{"a year", "1990-01-01", "1990-12-31", "year", "1990"},
		{"bounded by the report's day", "2000-07-19", "2000-07-19", "vague", "about 19 July 2000"},
		{"known end", "", "2000-07-19", "interval", "by 19 July 2000"},
		{"known start", "2000-07-19", "", "interval", "from 19 July 2000"},
		{"nothing known", "", "", "", ""},
	} {
		got := dayRange(&dragoman.EventDate{From: c.from, To: c.to, Precision: c.precision})
		if got != c.want {
			t.Errorf("%s: got %q, want %q", c.why, got, c.want)
		}
	}
}

func TestNumber(t *testing.T) {
	for v, want := range map[float64]string{0: "0", 999: "999", 1000: "1,000", 50e6: "50,000,000", 2.2: "2.2", -12345.5: "-12,345.5"} {
		if got := number(v); got != want {
			t.Errorf("number(%v) = %q, want %q", v, got, want)
		}
	}
}
