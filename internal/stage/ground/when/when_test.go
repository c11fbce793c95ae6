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
