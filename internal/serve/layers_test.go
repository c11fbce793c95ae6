package serve

import (
	"strings"
	"testing"

	"dragoman"

	"pgregory.net/rapid"
)

func span(text, words string) dragoman.Span {
	runes := []rune(text)
	start := len([]rune(text[:strings.Index(text, words)]))
	return dragoman.Span{Start: start, End: start + len([]rune(words)), Text: string(runes[start : start+len([]rune(words))])}
}

// Words lead to the innermost of what stands there, and know all of it; a link that is
// cut in pieces is come to once with the keyboard.
func TestLayersOverlap(t *testing.T) {
	const text = "Talks in Zürich\n\nThe Turkish ministry denied it."
	quad := 3
	r := &dragoman.Record{Text: text,
		Sentences: []dragoman.Sentence{{Start: 0, End: 15, Kind: "title"}, {Start: 17, End: 48, Kind: "body"}},
		Events:    []dragoman.Event{{ID: "e1", Span: span(text, "The Turkish ministry denied it"), Trigger: span(text, "denied"), Quad: &quad, Status: "occurred"}},
		Actors: []dragoman.Actor{{Mentions: []dragoman.Mention{{Span: span(text, "The Turkish ministry")}}},
			{Mentions: []dragoman.Mention{{Span: span(text, "Turkish")}}}},
		Places: []dragoman.Place{{Span: span(text, "Zürich")}},
	}
	var got []string
	for _, p := range paragraphs(r) {
		got = append(got, p.Kind+":")
		for _, s := range p.Segments {
			line := s.Text + "|" + s.Class + "|" + s.Of + "|" + s.To
			if s.Further {
				line += "|further"
			}
			got = append(got, line)
		}
	}
	want := []string{
		"title:", "Talks in |||", "Zürich|places|p-1|p-1",
		"body:", "The |actors clause|a-1 e1|a-1", "Turkish|actors clause|a-2 a-1 e1|a-2", " ministry|actors clause|a-1 e1|a-1|further",
		" |clause|e1|", "denied|trigger conflict done clause|e1|e1", " it|clause|e1|", ".|||",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// Whatever spans a record has, also such as do not lie in its text, a page shows all of
// the text but blank lines, and nothing twice.
func TestPagesShowTheWholeText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`([a-zé ]{0,6}\n{0,3}){0,6}`).Draw(t, "text")
		r := &dragoman.Record{Text: text}
		for range rapid.IntRange(0, 5).Draw(t, "spans") {
			from := rapid.IntRange(-2, 40).Draw(t, "from")
			to := rapid.IntRange(-2, 40).Draw(t, "to")
			r.Times = append(r.Times, dragoman.Time{Span: dragoman.Span{Start: from, End: to}})
			r.Statements = append(r.Statements, dragoman.Statement{ID: "s1", Span: dragoman.Span{Start: to, End: from}})
		}
		var shown strings.Builder
		for _, p := range paragraphs(r) {
			for _, s := range p.Segments {
				shown.WriteString(s.Text)
			}
		}
		plain := func(s string) string { return strings.NewReplacer("\n", "", " ", "").Replace(s) }
		if plain(shown.String()) != plain(text) {
			t.Errorf("%q is shown as %q", text, shown.String())
		}
	})
}

func TestOutside(t *testing.T) {
	for address, want := range map[string]string{
		"https://example.org/a?b=c": "https://example.org/a?b=c", "javascript:alert(1)": "", "//evil.example/": "", "data:text/html,x": "", " https://x": "", "https:": "", "": "",
	} {
		if got := outside(address); got != want {
			t.Errorf("%q: %q, want %q", address, got, want)
		}
	}
}
