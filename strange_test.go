package dragoman

import (
	"context"
	"encoding/json"
	"os"
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

// TestNoBrokenTextBreaksAStage: a text may be broken off at any word ("closed, according to
// the ministry,"), where a rule would look at the next one.
func TestNoBrokenTextBreaksAStage(t *testing.T) {
	c := coder(t)
	var whole []string
	for _, name := range []string{"chains", "status", "figures"} {
		f, err := os.Open("gold/" + name + "-tune.jsonl")
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		for from := json.NewDecoder(f); from.More(); {
			var in struct{ Text string }
			if err := from.Decode(&in); err != nil {
				t.Fatal(err)
			}
			whole = append(whole, in.Text)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		words := strings.Fields(rapid.SampledFrom(whole).Draw(t, "whole"))
		last := rapid.IntRange(1, len(words)).Draw(t, "words")
		text := strings.Join(words[:last], " ") + rapid.SampledFrom([]string{"", ",", "”", " --"}).Draw(t, "end")
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
