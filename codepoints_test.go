package dragoman

import (
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestCodePoints(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.String().Draw(t, "text")
		for rapid.Bool().Draw(t, "more") {
			text += text + "é“"
			if len(text) > 1000 {
				break
			}
		}
		at := newCodePoints(text)
		want := 0
		for i := range text {
			if got := at.at(i); got != want {
				t.Fatalf("at(%d) = %d, want %d in %q", i, got, want, text)
			}
			want++
		}
		if got := at.at(len(text)); got != utf8.RuneCountInString(text) {
			t.Fatalf("at(end) = %d, want %d in %q", got, want, text)
		}
	})
}
