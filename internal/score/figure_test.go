package score

import (
	"strings"
	"testing"

	"dragoman"
)

// told holds faults to the one that is wanted, or to none.
func told(t *testing.T, what string, faults []string, want string) {
	t.Helper()
	if want == "" && len(faults) > 0 || want != "" && (len(faults) != 1 || !strings.Contains(faults[0], want)) {
		t.Errorf("%s: %q, want %q", what, faults, want)
	}
}

func TestFigureFields(t *testing.T) {
	num := func(v, low, high float64) figure {
		f := figure{}
		for to, n := range map[**float64]float64{&f.Value: v, &f.Low: low, &f.High: high} {
			if n != 0 {
				*to = &n
			}
		}
		return f
	}
	of := func(s string) figure { return dragoman.Figure{Of: s} }
	for _, c := range []struct {
		why, field string
		gold, got  figure
		want       Count
	}{
		{"the same", "value", num(300, 0, 0), num(300, 0, 0), Count{1, 1, 1}},
		{"1 % off", "value", num(300, 0, 0), num(303, 0, 0), Count{1, 1, 1}},
		{"more", "value", num(300, 0, 0), num(304, 0, 0), Count{0, 1, 1}},
		{"\"more than 300\" is not 300", "value", num(0, 300, 0), num(300, 0, 0), Count{0, 1, 1}},
		{"an open end", "value", num(0, 300, 0), num(0, 300, 0), Count{1, 1, 1}},
		{"is not a closed one", "value", num(0, 300, 0), num(0, 300, 400), Count{0, 1, 1}},
		{"the bounds, another value between", "value", num(250, 200, 300), num(240, 200, 300), Count{1, 1, 1}},
		{"the value, no bounds", "value", num(250, 200, 300), num(250, 0, 0), Count{1, 1, 1}},
		{"bounds at one number", "value", num(5, 0, 0), num(0, 5, 5), Count{1, 1, 1}},
		{"no number", "value", num(0, 0, 0), num(5, 0, 0), Count{0, 0, 1}},
		{"the last word", "of", of("senior officials"), of("Chinese officials"), Count{1, 1, 1}},
		{"all words of the shorter", "of", of("wheat"), of("wheat for Lebanon"), Count{1, 1, 1}},
		{"neither", "of", of("soldiers"), of("tanks"), Count{0, 1, 1}},
		{"nothing", "of", of("soldiers"), of(""), Count{0, 1, 0}},
		{"the day", "when", dragoman.Figure{When: "2021-05"}, dragoman.Figure{When: "2021"}, Count{0, 1, 1}},
		{"the unit", "unit", dragoman.Figure{Unit: "USD"}, dragoman.Figure{Unit: "USD"}, Count{1, 1, 1}},
	} {
		for _, f := range figureFields() {
			if f.name != c.field {
				continue
			}
			if got := f.compare(&c.gold, &c.got); got != c.want {
				t.Errorf("%s: %s %+v, want %+v", c.why, c.field, got, c.want)
			}
		}
	}
}

// A figure is found where it overlaps; one in the clause beside is another.
func TestFigures(t *testing.T) {
	const text = `"text":"More than 300 men fled and 12 died."`
	gold := read(t, `{"id":"r",`+text+`,"figures":[{"text":"More than 300 men","low":300,"unit":"person"},{"text":"12","value":12}]}`)
	got := read(t, `{"id":"r",`+text+`,"figures":[{"text":"300","value":300,"unit":"person"},{"text":"died","value":12}]}`)
	r := Compare(gold, got, 0)
	for _, want := range []struct{ part, name, figures string }{
		{"figures", "found", "0.500 0.500 0.500 1/2/2"},
		{"figure fields", "value", "0.000 0.000 0.000 0/1/1"},
		{"figure fields", "unit", "1.000 1.000 1.000 1/1/1"},
		{"figure fields", "of", "none"},
		{"events", "found", "none"},
	} {
		if got := row(t, r, want.part, want.name); got != want.figures {
			t.Errorf("%s, %s: %s, want %s", want.part, want.name, got, want.figures)
		}
	}
	var all []string
	for _, d := range r.All {
		all = append(all, strings.Join([]string{d.Error, d.Of, d.Field, d.Want, d.Got, d.Text}, "/"))
	}
	if got := strings.Join(all, "; "); got != "wrong/figure/value/from 300/300/More than 300 men; missed/figure//12//12; spurious/figure///died/died" {
		t.Error(got)
	}
}
