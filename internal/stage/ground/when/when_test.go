package when

import (
	"strings"
	"testing"
	"time"

	"dragoman/data"
	"dragoman/internal/doc"
	"dragoman/internal/lexicon"
	"dragoman/internal/stage/ground/number"
)

// asOf is the day on which the rows' examples are read, a Wednesday.
var asOf = date(2000, time.July, 19)

func parser(t testing.TB) *Parser {
	t.Helper()
	num, err := number.New(data.Files)
	if err != nil {
		t.Fatal(err)
	}
	p, err := New(data.Files, num)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func days(r doc.TimeRange) string {
	if r.From.IsZero() && r.To.IsZero() {
		return ""
	}
	end := func(t time.Time) string {
		if t.IsZero() {
			return ".."
		}
		return t.Format(time.DateOnly)
	}
	return end(r.From) + "/" + end(r.To)
}

// Every row of times.tsv reads its own example.
func TestRows(t *testing.T) {
	p := parser(t)
	table, err := lexicon.Read(data.Files, "ground/times.tsv")
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range table.Rows {
		found := row.Get("makes") == "skip" && len(p.Find(row.Get("example"), 0, asOf)) == 0
		var all []string
		for _, e := range p.Find(row.Get("example"), 0, asOf) {
			rule, _, _ := strings.Cut(e.Rule, " ")
			all = append(all, e.Rule+" "+e.Value+" "+days(e.TimeRange))
			if (rule == row.Get("id") || strings.HasSuffix(row.Get("id"), "-will")) && e.Value == row.Get("value") {
				rng := days(e.TimeRange)
				found = found || rng == row.Get("range") || strings.Contains(e.Rule, " ")
			}
		}
		if !found {
			t.Error(row.Errorf("%q reads as %q, expected %s %s", row.Get("example"), all, row.Get("value"), row.Get("range")))
		}
	}
}

// The verb when reads lines that are one expression, also in small letters.
func TestParse(t *testing.T) {
	p := parser(t)
	for _, tc := range []struct{ text, want string }{
		{"last friday", "2000-07-14 2000-07-14/2000-07-14 day"},
		{"since 2011", "2011 2011-01-01/.. interval"},
		{"until 2011", "2011 ../2011-12-31 interval"},
		{"late 2019", "2019 2019-09-01/2019-12-31 interval"},
		{"mid-2014", "2014 2014-05-01/2014-08-31 interval"},
		{"from 2003 to 2005", "2003/2005 2003-01-01/2005-12-31 interval"},
		{"the winter of 1999", "1999-WI 1999-12-01/2000-02-29 season"},
		{"31 june 1999", "1999-06 1999-06-01/1999-06-30 month"},
		{"ten years", "P10Y  "},
		{"6 p.m. local time (0100 UTC)", "2000-07-19T18:00 2000-07-19/2000-07-19 day"},
		{"nothing of the kind", "none"},
	} {
		got := "none"
		if e, ok := p.Parse(tc.text, asOf); ok {
			got = e.Value + " " + days(e.TimeRange) + " " + e.Precision
		}
		if got != tc.want {
			t.Errorf("%q reads as %q, want %q", tc.text, got, tc.want)
		}
	}
}

// Without a report's date only what says all by itself has days.
func TestUnknownDay(t *testing.T) {
	for _, e := range parser(t).Find("They met on July 3, 1998, left on Monday, and will return next week or in June.", 0, time.Time{}) {
		if e.Value != "1998-07-03" && !(e.From.IsZero() && e.To.IsZero()) {
			t.Errorf("%q has days %s", e.Value, days(e.TimeRange))
		}
	}
}

// Expressions lie in the text, in order, and never end before they begin.
func FuzzFind(f *testing.F) {
	p := parser(f)
	for _, s := range []string{"from July 3 to 5 May 1998", "31 June", "9999999999 years ago", "the 0th century", "'90s - 2000", "at 25:61 p.m. (UTC)", "mid-", "5000 decades later"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		at := 0
		for _, e := range p.Find(s, 0, asOf) {
			if e.Start < at || e.End <= e.Start || e.End > len(s) {
				t.Fatalf("%q: %+v after %d", s, e, at)
			}
			at = e.End
			if !e.From.IsZero() && !e.To.IsZero() && e.To.Before(e.From) {
				t.Fatalf("%q: %s ends before it begins", s, days(e.TimeRange))
			}
		}
	})
}

// Every word of timewords.tsv takes part in a time in its row's example.
func TestWords(t *testing.T) {
	p := parser(t)
	table, err := lexicon.Read(data.Files, "ground/timewords.tsv")
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range table.Rows {
		if len(p.Find(row.Get("example"), 0, asOf)) == 0 {
			t.Error(row.Errorf("no time in %q", row.Get("example")))
		}
	}
}
