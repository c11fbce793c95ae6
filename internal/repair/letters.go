package repair

import "strings"

// joinLetters closes up letter-spaced words: "S E O U L, South Korea" is
// "SEOUL, South Korea". Single capitals in a row are also lists and initials
// ("vitamins A B C"), so the result must be a known word, or stand where a
// dateline does.
func (r *Repairer) joinLetters(text string) []edit {
	var edits []edit
	for i := 0; i+4 < len(text); i++ {
		if !isCapital(text[i]) || text[i+1] != ' ' || i > 0 && !isSpace(text[i-1]) {
			continue
		}
		end := spacedEnd(text, i)
		if n := (end - i + 1) / 2; n >= 3 && n <= maxLetters {
			if word, ok := r.unspaced(text, i, end); ok {
				edits = append(edits, edit{i, end, word, "letters"})
			}
		}
		i = end
	}
	return edits
}

// maxLetters is the longest run closed up: the longest place names, and more.
const maxLetters = 40

// spacedEnd returns where the run of single capitals from i ends. Words may be
// parted by two spaces: "N E W  Y O R K".
func spacedEnd(text string, i int) int {
	end := i + 1
	for {
		k := end
		for k < len(text) && text[k] == ' ' && k-end < 3 {
			k++
		}
		if k == end || k >= len(text) || !isCapital(text[k]) || k+1 < len(text) && isLetter(text[k+1]) {
			return end
		}
		end = k + 1
	}
}

// unspaced closes up a run and says whether the result can be trusted.
func (r *Repairer) unspaced(text string, start, end int) (string, bool) {
	words := strings.Split(text[start:end], "  ")
	known := true
	for i, w := range words {
		w = strings.ReplaceAll(w, " ", "")
		if !r.vocab.knows(w) {
			if a, b, ok := r.twoWords(w); ok {
				w = a + " " + b // "N E W Y O R K" with single spaces throughout
			} else {
				known = false
			}
		}
		words[i] = w
	}
	atStart := start == 0 || text[start-1] == '\n'
	dateline := atStart && end < len(text) && (text[end] == ',' || strings.HasPrefix(text[end:], " -") || strings.HasPrefix(text[end:], " ("))
	return strings.Join(words, " "), dateline || known && (end-start > 5 || atStart)
}

// twoWords parts a run of capitals into a pair of words that are met side by side.
func (r *Repairer) twoWords(w string) (string, string, bool) {
	for p := 2; p < len(w)-1; p++ {
		if r.vocab.pair(titleASCII(w[:p]), titleASCII(w[p:])) > 0 {
			return w[:p], w[p:], true
		}
	}
	return "", "", false
}

func titleASCII(w string) string { return w[:1] + strings.ToLower(w[1:]) }

func isCapital(c byte) bool { return 'A' <= c && c <= 'Z' }

func isLetter(c byte) bool { return isCapital(c &^ 0x20) }
