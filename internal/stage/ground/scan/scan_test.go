package scan

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestWords(t *testing.T) {
	for _, tc := range []struct{ why, text, want string }{
		{"hyphens part", "a two-day visit", "a two - day visit"},
		{"thousands and points", "2,000 troops, 5.7 million", "2,000 troops , 5.7 million"},
		{"a comma before a year", "July 19, 2000", "july 19 , 2000"},
		{"abbreviations hold their points", "U.S. at 9 p.m. today", "u.s . at 9 p.m . today"},
		{"genitives part", "last year’s talks", "last year ' s talks"},
		{"contractions hold", "they don't", "they don't"},
		{"letters after digits part", "the 1990s, 20th, €50m", "the 1990 s , 20 th , € 50 m"},
		{"names with digits hold", "flight MH17", "flight mh17"},
		{"en dash", "2003–2005", "2003 - 2005"},
	} {
		var got []string
		for _, w := range Words(tc.text, 0, nil) {
			got = append(got, w.Lower)
		}
		if g := strings.Join(got, " "); g != tc.want {
			t.Errorf("%s: %q gives %q, want %q", tc.why, tc.text, g, tc.want)
		}
	}
}

// Pieces cover all that is not blank, in order and without overlap.
func TestWordsTile(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.String().Draw(t, "text")
		end := 0
		for _, w := range Words(text, 0, nil) {
			if w.Start < end || w.End <= w.Start || strings.TrimSpace(text[end:w.Start]) != "" {
				t.Fatalf("piece %v after %d in %q", w, end, text)
			}
			end = w.End
		}
		if strings.TrimSpace(text[end:]) != "" {
			t.Fatalf("%q left over", text[end:])
		}
	})
}
