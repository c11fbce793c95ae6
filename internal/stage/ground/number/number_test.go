package number

import (
	"fmt"
	"strings"
	"testing"

	"dragoman/data"
	"dragoman/internal/lexicon"
	"dragoman/internal/stage/ground/scan"
)

func reader(t testing.TB) *Reader {
	t.Helper()
	r, err := New(data.Files)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// first returns the first number of a sentence, with ordinals.
func first(r *Reader, text string) (Number, bool) {
	ws := scan.Words(text, 0, nil)
	for i := range ws {
		if n, ok := r.Ordinal(ws, i); ok {
			return n, true
		}
		if n, ok := r.Bounded(ws, i); ok {
			return n, true
		}
	}
	return Number{}, false
}

func show(n Number) string {
	num := func(v float64) string {
		if v == 0 {
			return ""
		}
		return strings.TrimSuffix(fmt.Sprintf("%.16g", v), ".0")
	}
	if n.Low != n.High {
		return num(n.Low) + ".." + num(n.High)
	}
	if n.Value == 0 {
		return "0"
	}
	return num(n.Value)
}

// TestBoundWithoutNumber: a text may end with words that bound a number.
func TestBoundWithoutNumber(t *testing.T) {
	if n, ok := first(reader(t), "up more than"); ok {
		t.Errorf("read %v", n)
	}
}

func TestRows(t *testing.T) {
	table, err := lexicon.Read(data.Files, "ground/numbers.tsv")
	if err != nil {
		t.Fatal(err)
	}
	r := reader(t)
	for _, row := range table.Rows {
		n, ok := first(r, row.Get("example"))
		if !ok || show(n) != row.Get("expect") {
			t.Error(row.Errorf("%q reads as %s, expected %s", row.Get("example"), show(n), row.Get("expect")))
		}
	}
}

func TestNumbers(t *testing.T) {
	r := reader(t)
	for _, tc := range []struct{ text, want string }{
		{"US$3.4 trillion", "3400000000000"},
		{"€50m was paid", "50000000"},
		{"40bn", "40000000000"},
		{"1,035 people", "1035"},
		{"fifty-five", "55"},
		{"two and a half years", "2.5"},
		{"2 1/2 years", "2.5"},
		{"two million three hundred thousand", "2300000"},
		{"a hundred thousand men", "100000"},
		{"0.5 million", "500000"},
		{"one-third of it", "0.3333333333333333"},
		{"two dozen", "24"},
		{"the 21st visit", "21"},
		{"twenty-first", "21"},
		{"hundreds of men", "200..999"},
		{"nearly two thirds", "..0.6666666666666666"},
		{"a man", "none"},
		{"the third man", "3"},
	} {
		n, ok := first(r, tc.text)
		got := show(n)
		if !ok {
			got = "none"
		}
		if got != tc.want {
			t.Errorf("%q reads as %s, want %s", tc.text, got, tc.want)
		}
	}
}
