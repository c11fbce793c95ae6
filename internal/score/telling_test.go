package score

import (
	"slices"
	"testing"

	"dragoman"
)

// Who is the same teller: the gold's as the text names him, the other as a coder
// does, by name / words of the link / words elsewhere.
func TestSameTeller(t *testing.T) {
	for _, c := range []struct {
		gold, name, text, known string
		want                    bool
	}{
		{gold: "Vladimir Putin", name: "PUTIN", want: true},
		{gold: "Kim Jong-il", name: "Kim Jong Il", want: true},
		{gold: "Vladimir Putin", name: "Vladimir Lenin"},
		{gold: "trade commissioner of the city", name: "Russian trade commissioner", text: "trade commissioner", want: true},
		{gold: "colonel of the guard", name: "Polish colonel", text: "a colonel", want: true},
		{gold: "Turkish foreign ministry", name: "Foreign Ministry of Turkey", text: "the ministry", known: "The Turkish foreign ministry", want: true},
		{gold: "Kuwait News Agency", name: "the agency", text: "the agency"}, // not said which
		{gold: "Chad's foreign minister", name: "Chad", text: "Chad"},
		{gold: "Chad's foreign minister", name: "Chadian foreign minister", text: "foreign minister", want: true},
		{gold: "Chad's foreign minister", name: "Mali's foreign minister"},
		{gold: "Interfax", name: ""},
		{gold: "", name: ""},
	} {
		party := func(name string) dragoman.ActorRef { return dragoman.ActorRef{Party: dragoman.Party{Name: name}} }
		got := teller{party(c.name), []string{c.known}}
		got.Text = c.text
		if same := sameTeller(teller{party(c.gold), nil}, got); same != c.want {
			t.Errorf("%q and %q (%q, %q): %v", c.gold, c.name, c.text, c.known, same)
		}
	}
}

const quoted = `"text":"Interfax quoted Putin as saying Kim had assured him that the program was peaceful. The talks failed, an aide said."`

// The figures of this gold can be followed by hand.
func TestStatementsByHand(t *testing.T) {
	gold := read(t, `{"id":"r",`+quoted+`,"statements":[
		{"id":"a","text":"Kim had assured him that the program was peaceful","cue":{"text":"saying"},"chain":[{"name":"Interfax"},{"name":"Putin"}],"stance":"says"},
		{"id":"b","text":"that the program was peaceful","cue":{"text":"assured"},"chain":[{"name":"Interfax"},{"name":"Putin"},{"name":"Kim"}],"parent":"a"},
		{"id":"c","text":"The talks failed","cue":{"text":"said"},"chain":[{"name":"aide"}]}]}`)
	// Another coder has a cue that lies elsewhere, a chain without its outermost
	// link, an aide with an article, and a statement that is none.
	got := read(t, `{"id":"r",`+quoted+`,"statements":[
		{"id":"1","text":"Kim had assured him that the program was peaceful","cue":{"text":"quoted"},"chain":[{"name":"Interfax"},{"name":"Vladimir Putin"}],"stance":"says"},
		{"id":"2","text":"the program was peaceful","cue":{"text":"assured"},"chain":[{"name":"Vladimir Putin"},{"name":"Kim"}],"parent":"1"},
		{"id":"3","text":"The talks failed","cue":{"text":"said"},"chain":[{"name":"an aide"}],"parent":"1"},
		{"id":"4","text":"Interfax quoted Putin","cue":{"text":"as saying"}}]}`)
	r := Compare(gold, got, 0)
	for _, want := range []struct{ part, name, figures string }{
		{"statements", "found", "0.750 1.000 0.857 3/3/4"},
		{"statements", "attribution", "0.500 0.667 0.571 2/3/4"},
		{"statements", "chain", "0.667 0.667 0.667 2/3/3"},
		{"statements", "nested chain", "0.500 0.500 0.500 1/2/2"},
		{"statement fields", "innermost speaker", "0.333 0.333 0.333 1/3/3"}, // names as a whole
		{"statement fields", "speaker", "1.000 1.000 1.000 3/3/3"},
		{"statement fields", "parent", "0.500 1.000 0.667 1/1/2"},
		{"statement fields", "stance", "1.000 1.000 1.000 1/1/1"},
		{"statement fields", "quote", "none"},
	} {
		if got := row(t, r, want.part, want.name); got != want.figures {
			t.Errorf("%s, %s: %s, want %s", want.part, want.name, got, want.figures)
		}
	}
	found := map[string]string{}
	for _, d := range r.All {
		found[d.GoldID+" "+d.Field] = d.Want + " > " + d.Got
	}
	for field, want := range map[string]string{
		"a attribution":  "saying: Kim had assured him that the program was… > quoted: Kim had assured him that the program was…",
		"b chain":        "Interfax < Putin < Kim > Vladimir Putin < Kim",
		"b nested chain": "", // told once
		"c parent":       " > Kim had assured him that the program was…",
	} {
		if found[field] != want {
			t.Errorf("%s: %q, want %q", field, found[field], want)
		}
	}
}

// Half of the words of a content must be common, marks left out.
func TestAttributionByWords(t *testing.T) {
	gold := read(t, `{"id":"r",`+quoted+`,"statements":[{"id":"a","text":"Kim had assured him","cue":{"text":"saying"}}]}`)
	for content, want := range map[string]string{
		"had assured him":                  "1.000 1.000 1.000 1/1/1",
		"assured him that the program was": "0.000 0.000 0.000 0/1/1", // 2 of 4, 2 of 6
	} {
		got := read(t, `{"id":"r",`+quoted+`,"statements":[{"id":"1","text":"`+content+`","cue":{"text":"as saying"}}]}`)
		if figures := row(t, Compare(gold, got, 0), "statements", "attribution"); figures != want {
			t.Errorf("%s: %s, want %s", content, figures, want)
		}
	}
}

// What a gold's statement may not be.
func TestFaultsOfStatements(t *testing.T) {
	for statement, fault := range map[string]string{
		`"stance":"said"`:                   `stance "said", expected says claims`,
		`"stance":"regards"`:                ``,
		`"quote":"full"`:                    `quote "full", expected direct indirect mixed`,
		`"parent":"b"`:                      `parent "b", expected the id of another statement`,
		`"parent":"a"`:                      `parent "a", expected the id of another statement`,
		`"chain":[{"text":"an aide"}]`:      `a teller without id and name`,
		`"cue":{"text":"told"}`:             `cue "told" is not in the text`,
		`"cue":{"text":"The talks failed"}`: ``,
	} {
		record, faults := unmarshal([]byte(`{"id":"r",` + quoted + `,"statements":[{"id":"a","text":"The talks failed",` + statement + `}]}`))
		if len(faults) == 0 {
			faults = (&Reader{}).check(record)
		}
		told(t, statement, faults, fault)
	}
}

// A statement in parts counts for each sentence that begins anew; one that its cue only
// interrupts is one.
func TestPieces(t *testing.T) {
	for _, c := range []struct {
		text string
		cut  []int // ends of the first part and of what stands between
		want []string
	}{
		{"It is late,” he said. “We must go.", []int{11, 23}, []string{"It is late,", "We must go."}},
		{"It is,” he said, “late.", []int{6, 18}, []string{"It is,” he said, “late."}},
	} {
		words := []rune(c.text)
		at := func(first, last int) dragoman.Span {
			return dragoman.Span{Start: 100 + first, End: 100 + last, Text: string(words[first:last])}
		}
		s := dragoman.Statement{Span: at(0, len(words)), Cue: &dragoman.Span{}, Parts: []dragoman.Span{at(0, c.cut[0]), at(c.cut[1], len(words))}}
		var got []string
		for _, p := range pieces(&s) {
			got = append(got, p.Text)
			if len(got) == 2 && p.Cue != nil {
				t.Errorf("%q has a cue", p.Text)
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%q: %q, want %q", c.text, got, c.want)
		}
	}
}
