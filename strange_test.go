package dragoman

import (
	"context"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestNoTextBreaksAStage: whatever the words, every stage comes to its end. Trees of
// nonsense have shapes that no hand would build: a cue of saying whose content is
// empty, "out of" before nothing, "more than" at the end.
func TestNoTextBreaksAStage(t *testing.T) {
	c := coder(t)
	word := rapid.SampledFrom(strings.Fields("Russia Kyiv the of to and that who said denied attacked talks threatened quoted him as saying if " +
		"was by “ ” , . : -- ( ) ' 's n't 12 more than half a last Tuesday since out pulled signing is its U.S. troops killed , according"))
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(word, 1, 60).Draw(t, "words"), " ")
		if _, err := c.Code(context.Background(), &Input{Text: text}); err != nil {
			t.Fatalf("%q: %v", text, err)
		}
	})
}

func FuzzCode(f *testing.F) {
	c := coder(f)
	f.Add("CAIRO, March 14 -- “We left,” said the army, and Russia denied it.\n\n\u200b\U0001F600 more than")
	f.Fuzz(func(t *testing.T, text string) {
		if _, err := c.Code(context.Background(), &Input{Text: text}); err != nil {
			t.Fatalf("%q: %v", text, err)
		}
	})
}
