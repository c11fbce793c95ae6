package score

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"dragoman/data"

	"pgregory.net/rapid"
)

// read reads a record that holds no fault; it may be written on several lines.
func read(t *testing.T, record string) *Set {
	t.Helper()
	reader, err := NewReader(data.Files)
	if err != nil {
		t.Fatal(err)
	}
	s := &Set{}
	if faults := reader.Read(s, "f", strings.NewReader(strings.ReplaceAll(record, "\n", " "))); faults != nil {
		t.Fatal(faults)
	}
	return s
}

// Every span that a person may give by its words alone.
func TestSpansByWords(t *testing.T) {
	r := read(t, `{"id":"r","text":"Zürich: Mali said Chad said it would attack if an attack came, and seized 12 trucks.",
		"events":[{"id":"e","text":"it would attack","trigger":{"text":"attack","nth":1},"condition":{"text":"if an attack came"},"event":"ASSAULT","status":"offered"}],
		"statements":[{"id":"s","text":"it would attack if an attack came","cue":{"text":"said","nth":2}},
			{"id":"o","start":18,"end":61,"cue":{"start":13,"end":17,"text":"said"}}],
		"figures":[{"text":"12 trucks"}],
		"acts":[{"text":"attack","nth":2,"status":"hypothetical"},{"text":"attack","nth":1,"status":"offered","condition":{"text":"if an attack came"}}]}`).Reports["r"]
	e, s, o := r.Events[0], r.Statements[0], r.Statements[1]
	for _, c := range []struct {
		name       string
		start, end int
		want       string
	}{
		{"event", e.Start, e.End, "28-43"},
		{"trigger", e.Trigger.Start, e.Trigger.End, "37-43"},
		{"condition", e.Condition.Start, e.Condition.End, "44-61"},
		{"statement", s.Start, s.End, "28-61"},
		{"the second cue", s.Cue.Start, s.Cue.End, "23-27"},
		{"offsets given stay", o.Start, o.End, "18-61"},
		{"and with words", o.Cue.Start, o.Cue.End, "13-17"},
		{"figure", r.Figures[0].Start, r.Figures[0].End, "74-83"},
		{"the second act", r.Acts[0].Start, r.Acts[0].End, "50-56"},
		{"condition of an act", r.Acts[1].Condition.Start, r.Acts[1].Condition.End, "44-61"},
	} {
		if got := fmt.Sprintf("%d-%d", c.start, c.end); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

// What is wrong with a span by words, and where.
func TestFaultsOfWords(t *testing.T) {
	reader, err := NewReader(data.Files)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ words, fault string }{
		{`"text":"said","nth":2`, ""},
		{`"text":"reported"`, ""},
		{`"text":"reported","nth":1`, ""},
		{`"text":"said"`, `f:1: act 2: "said" is in the text 2 times, longer words included, expected "nth" from 1 to 2`},
		{`"text":"said","nth":3`, `f:1: act 2: "said" is in the text 2 times, expected "nth" from 1 to 2, not 3`},
		{`"text":"said","nth":0`, `expected "nth" from 1 to 2, not 0`},
		{`"text":"reported","nth":2`, `f:1: act 2: "reported" is in the text once, and "nth" is 2`},
		{`"text":"denied"`, `f:1: act 2: "denied" is not in the text, expected its very words, or start and end`},
		{`"text":"report"`, `"report" is part of a longer word there (1 of 1), expected whole words`},
		{`"text":"ad","nth":2`, `"ad" is in the text once, and "nth" is 2`},
		{`"text":"20"`, `"20" is part of a longer word there`},
		{`"text":"200"`, ``},
		{`"text":"said","nth":"2"`, `"acts.nth" is a string, expected a value of type int`},
		{`"start":8,"end":12,"text":"said"`, `f:1: act 2: 8-12 is "d Ch" in the text, not "said"`},
		{`"start":0,"end":0,"text":"said"`, `f:1: act 2: no start and end`},
		{`"nth":1`, `f:1: act 2: no start and end`},
	} {
		line := `{"id":"r","text":"Mali said Chad said it reported 200km.","acts":[{"text":"it","status":"occurred"},{` + c.words + `,"status":"occurred"}]}`
		faults := reader.Read(&Set{}, "f", strings.NewReader(line))
		switch {
		case c.fault == "" && len(faults) > 0:
			t.Errorf("%s: %v", c.words, faults)
		case c.fault != "" && (len(faults) != 1 || !strings.Contains(faults[0].Error(), c.fault)):
			t.Errorf("%s: %v, want %s", c.words, faults, c.fault)
		}
	}
}

// The n-th of the words that a text is made of is found where it was laid.
func TestNthIsFound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(rapid.SampledFrom([]string{"said", "Zürich", "it", "a b", "—"}), 1, 12).Draw(t, "words")
		i := rapid.IntRange(0, len(words)-1).Draw(t, "i")
		nth, start := 0, 0
		for k, w := range words[:i+1] {
			nth += some(w == words[i])
			if k < i {
				start += len([]rune(w)) + 1
			}
		}
		r, faults := unmarshal(fmt.Appendf(nil, `{"text":%q,"acts":[{"text":%q,"nth":%d}]}`, strings.Join(words, " "), words[i], nth))
		if len(faults) > 0 || r.Acts[0].Start != start || r.Acts[0].End != start+len([]rune(words[i])) {
			t.Errorf("%q, nth %d of %q: %+v %v, want %d", words, nth, words[i], r, faults, start)
		}
	})
}

// Whatever strangers write, it is read or refused; what is read can be scored, and
// its spans hold the words that they say.
func FuzzRead(f *testing.F) {
	f.Add(`{"id":"r","text":"Mali said it left.","statements":[{"id":"s","text":"it left","cue":{"text":"said"},"chain":[{"name":"Mali"}]}]}`)
	f.Add(`{"id":"r","text":"a a","acts":[{"text":"a","nth":2,"status":"planned","condition":{"text":"a","nth":1}}]}`)
	f.Add(`{"id":"r","figures":[{"start":0,"end":9,"value":3,"of":"men"}],"acts":null}`)
	f.Add(`{"id":"r","text":"é","events":[{"start":0,"end":1,"event":"AID","status":"occurred"}]}`)
	f.Add(`{"id":"r","event":"AID","quad":2}`)
	reader, err := NewReader(data.Files)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, line string) {
		s, other := &Set{}, &Set{}
		if len(reader.Read(s, "f", strings.NewReader(line))) > 0 || s.CheckGold() != nil {
			return
		}
		reader.Read(other, "f", strings.NewReader(line))
		for _, r := range other.Reports {
			text := []rune(r.Text)
			for _, a := range r.Acts {
				if a.Text != "" && len(text) > 0 && string(text[a.Start:a.End]) != a.Text {
					t.Errorf("%q at %d-%d", a.Text, a.Start, a.End)
				}
			}
			rand.Shuffle(len(r.Statements), func(i, j int) { r.Statements[i], r.Statements[j] = r.Statements[j], r.Statements[i] })
		}
		Compare(s, other, 0)
	})
}
