package score

import (
	"strings"
	"testing"

	"dragoman"

	"pgregory.net/rapid"
)

// Where a stretch of one text lies in the other.
func TestAlign(t *testing.T) {
	const gold = "Zürich: France began a drill. Spain met the minister."
	for _, c := range []struct{ why, text, words, want string }{
		{"the same text", gold, "began", "began"},
		{"glued words", "Zürich: France begana drill. Spain met theminister.", "drill", "drill"},
		{"a line less", "France began a drill. Spain met the minister.", "met the minister", "met the minister"},
		{"a line more", "By Our Correspondent\n\nZürich: France began a drill. Spain met the minister.", "Spain met", "Spain met"},
		{"other spaces", "Zürich:  France began\na drill.\n\nSpain met the minister.", "a drill", "a drill"},
		{"another spelling in the stretch", "Zurich: France began a drill. Spain met the Minister.", "began a drill", "began a drill"},
	} {
		to, ok := alignTo(c.text, gold)
		if !ok {
			t.Errorf("%s: not aligned", c.why)
		}
		before, _, _ := strings.Cut(c.text, c.words)
		start := len([]rune(before))
		s := to.span(dragoman.Span{Start: start, End: start + len([]rune(c.words))})
		if got := string([]rune(gold)[s.start:s.end]); got != c.want {
			t.Errorf("%s: %q lies at %q, want %q", c.why, c.words, got, c.want)
		}
	}
	if _, ok := alignTo("Kenya and Chad signed an agreement on trade.", gold); ok {
		t.Error("two reports pass for one")
	}
}

// However words are spaced, each lies where it is.
func TestAlignIgnoresSpaces(t *testing.T) {
	word := rapid.SampledFrom(strings.Fields("Russia the of said, attacked . Kyiv ü 12"))
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(word, 1, 30).Draw(t, "words")
		var a, b []rune
		var at []int
		for _, w := range words {
			at = append(at, len(a))
			a = append(a, []rune(w+" ")...)
			b = append(b, []rune(w+rapid.SampledFrom([]string{" ", "\n\n", "  "}).Draw(t, "space"))...)
		}
		to, ok := alignTo(string(a), string(b))
		if !ok {
			t.Fatal("not aligned")
		}
		for i, w := range words {
			s := to.span(dragoman.Span{Start: at[i], End: at[i] + len([]rune(w))})
			if got := string(b[s.start:s.end]); got != w {
				t.Errorf("word %d, %q, lies at %q", i, w, got)
			}
		}
	})
}

// Whatever the texts, offsets stay in order and in the text.
func TestAlignStaysInside(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		from, to := rapid.StringOf(rapid.RuneFrom([]rune("ab ü.\n"))).Draw(t, "from"), rapid.StringOf(rapid.RuneFrom([]rune("ab ü.\n"))).Draw(t, "to")
		a, _ := alignTo(from, to)
		last := 0
		for _, o := range a {
			if o < last || o > len([]rune(to)) {
				t.Fatalf("%v of %d code points", a, len([]rune(to)))
			}
			last = o
		}
	})
}
