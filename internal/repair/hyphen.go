package repair

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// joinHyphens closes words that were hyphenated at a line end: "nego-\ntiations"
// becomes "negotiations", "pro-\nWestern" keeps its hyphen. The line then ends
// behind the word, so that the width of the lines still tells where paragraphs
// end. Soft hyphens go.
func (r *Repairer) joinHyphens(text string) []edit {
	var edits []edit
	done := 0 // end of the last word that was closed
	for i := 1; i < len(text); i++ {
		switch {
		case text[i] == '-':
			if e, ok := r.lineEnd(text, i); ok && e.start >= done {
				done = e.end
				edits = append(edits, e)
				i = e.end - 1
				if gap := nextSpace(text, e.end); gap < len(text) && text[gap] == ' ' {
					edits = append(edits, edit{gap, gap + 1, "\n", layout})
				}
			}
		case text[i] == 0xC2 && i+1 < len(text) && text[i+1] == 0xAD: // soft hyphen
			end := i + 2
			if end < len(text) && text[end] == '\n' {
				end++
			}
			edits = append(edits, edit{i, end, "", "hyphen"})
			i = end - 1
		}
	}
	// A soft hyphen may stand between a word and the moved line end.
	slices.SortFunc(edits, func(a, b edit) int { return a.start - b.start })
	return edits
}

// nextSpace returns where the token from i ends.
func nextSpace(text string, i int) int {
	for i < len(text) && !isSpace(text[i]) {
		i++
	}
	return i
}

// lineEnd closes the line end behind the hyphen at i, if it is one.
func (r *Repairer) lineEnd(text string, i int) (edit, bool) {
	next := i + 1
	for next < len(text) && (text[next] == ' ' || text[next] == '\r') {
		next++
	}
	if next >= len(text) || text[next] != '\n' {
		return edit{}, false
	}
	for next++; next < len(text) && text[next] == ' '; next++ {
	}
	s := scanner{Repairer: r, text: text}
	left := s.before(i, max(0, i-maxToken))
	if left.kind != 'a' || next >= len(text) {
		return edit{}, false
	}
	right := s.runAt(next, min(len(text), next+maxToken))
	if right.kind != 'a' && right.kind != '0' || left.at > 0 && text[left.at-1] == '-' && right.kind == 'a' && text[i-1] == '-' {
		return edit{}, false
	}
	a, b := s.of(left), s.of(right)
	hyphen := "-"
	if c, _ := utf8.DecodeRuneInString(b); unicode.IsLower(c) && r.oneWord(a, b) {
		hyphen = ""
	}
	return edit{left.at, right.end, a + hyphen + b, "hyphen"}, true
}

// oneWord reports whether two halves make one word rather than a compound with
// a hyphen of its own ("decades-\nold").
func (r *Repairer) oneWord(a, b string) bool {
	whole := a + b
	if r.vocab.knows(whole) || r.vocab.knows(strings.TrimSuffix(whole, "s")) {
		return true
	}
	// Halves that are no words are no compound: "Tskhin-\nvali".
	return !r.vocab.knows(a) && !r.vocab.knows(b)
}
