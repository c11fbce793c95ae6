package score

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Five acts are asked for: one has no answer, a threat is told as the deed. What is
// told of other acts counts nowhere.
func TestActs(t *testing.T) {
	const text = `"text":"Mali said it would send troops if Chad agreed, seized a dam, threatened to close it and denied that it fired."`
	gold := read(t, `{"id":"r",`+text+`,"acts":[
		{"text":"send","status":"offered","condition":{"text":"if Chad agreed"}},{"text":"seized","status":"occurred"},
		{"text":"close","status":"hypothetical"},{"text":"denied","status":"occurred"},{"text":"fired","status":"negated"}]}`)
	got := read(t, `{"id":"r",`+text+`,"acts":[{"text":"said","status":"occurred"},
		{"text":"send","status":"offered","condition":{"text":"Chad agreed"}},{"text":"seized","status":"ongoing","condition":{"text":"a dam"}},
		{"text":"to close","status":"occurred"},{"text":"fired","status":"negated"}]}`)
	r := Compare(gold, got, 50)
	for _, want := range []struct{ part, name, figures string }{
		{"acts", "status", "0.400 0.500 2/5/4"}, // offered 1, occurred 0, hypothetical 0, negated 1
		{"acts", "covered", "0.800 4/5/4"},
		{"act fields", "status", "0.500 0.500 0.500 2/4/4"},
		{"act fields", "condition", "0.500 1.000 0.667 1/1/2"},
		{"status classes", "occurred", "0.000 0.000 0.000 0/2/1"},
		{"status classes", "ongoing", "0.000 0.000 0/0/1"},
	} {
		if got := row(t, r, want.part, want.name); got != want.figures {
			t.Errorf("%s, %s: %s, want %s", want.part, want.name, got, want.figures)
		}
	}
	if diff := cmp.Diff([]Confusion{{"hypothetical", "occurred", 1}, {"negated", "negated", 1}, {"occurred", "ongoing", 1}, {"offered", "offered", 1}}, r.ActStatuses); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]Deeds{{"told as done, and is not", 1, 3}, {"told as not done, and is", 0, 1}}, r.ActDeeds); diff != "" {
		t.Error(diff)
	}
	if len(r.Statuses)+len(r.Deeds) > 0 {
		t.Errorf("of events: %v %v", r.Statuses, r.Deeds)
	}
	if len(r.ToldAsDone) != 1 || r.ToldAsDone[0].Of != "act" || r.ToldAsDone[0].Text != "close" {
		t.Errorf("told as done: %+v", r.ToldAsDone)
	}
	missed := 0
	for _, d := range r.All {
		switch d.Error {
		case "missed":
			missed++
			if d.Text != "denied" || d.Want != "occurred" {
				t.Errorf("missed %+v", d)
			}
		case "spurious":
			t.Errorf("spurious %+v", d)
		}
	}
	if missed != 1 {
		t.Errorf("%d missed", missed)
	}
}

// Acts may point into the text as it came, where the rest points into the mended one.
func TestActsInAnotherText(t *testing.T) {
	gold := read(t, `{"id":"r","text":"Home | News\n\nMali fired.","acts":[{"text":"fired","status":"occurred"}]}`)
	got := read(t, `{"id":"r","text":"Home | News\n\nMali fired.","acts":[{"text":"fired","status":"occurred"}]}`)
	got.Reports["r"].ActsIn, got.Reports["r"].Text = got.Reports["r"].Text, "Mali fired."
	if figures := row(t, Compare(gold, got, 0), "acts", "status"); figures != "1.000 1.000 1/1/1" {
		t.Error(figures)
	}
}
