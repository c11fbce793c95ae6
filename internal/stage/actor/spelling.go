package actor

import (
	"strings"

	"dragoman/internal/actors"
)

// soundKey reduces the first and last word of a name to consonants that
// transcriptions agree on: "Muammar Qadhafi" and "Moammar Gaddafi" are both "mmr
// ktf". Empty for a name of one word, or with a word of fewer than two
// consonants: too many names would be alike.
func soundKey(words []string) string {
	if len(words) < 2 {
		return ""
	}
	first, last := sounds(words[0]), sounds(words[len(words)-1])
	if len(first) < 2 || len(last) < 2 {
		return ""
	}
	return first + " " + last
}

// alike maps spellings of a sound to one letter; vowels and what is written or
// not ("h", "w", "y") to none. Longest first.
var alike = strings.NewReplacer("tsch", "s", "sch", "s", "shch", "s", "kh", "k", "gh", "k", "dh", "t", "th", "t", "ph", "f", "sh", "s", "ch", "s", "zh", "s", "dj", "s", "ck", "k",
	"ts", "s", "tz", "s", "q", "k", "c", "k", "g", "k", "x", "ks", "j", "s", "z", "s", "d", "t", "v", "f", "b", "p",
	"a", "", "e", "", "i", "", "o", "", "u", "", "y", "", "w", "", "h", "")

func sounds(w string) string {
	var b strings.Builder
	last := byte(0)
	for _, c := range []byte(alike.Replace(w)) {
		if c != last {
			b.WriteByte(c)
		}
		last = c
	}
	return b.String()
}

// bySound enters everybody of the lexicon by sound, and by the whole name in
// small letters; -1 where several are alike.
func bySound(people []actors.Person) map[string]int {
	keys := make(map[string]int, 4*len(people))
	for i, p := range people {
		for _, n := range append([]string{p.Name}, p.Aliases...) {
			folded := actors.Fold(n)
			for _, k := range []string{folded, soundKey(strings.Fields(folded))} {
				if have, ok := keys[k]; ok && have != i {
					keys[k] = -1
				} else if k != "" {
					keys[k] = i
				}
			}
		}
	}
	return keys
}

// soundsLike returns the only person whose name is another spelling of the
// words: like sounds, and few letters apart.
func (k *knowledge) soundsLike(words []string) (row int, ok bool) {
	if row, ok = k.sounds()[strings.Join(words, " ")]; ok && row >= 0 {
		return row, true // "Kim Jong-il", with a small letter
	}
	if row, ok = k.sounds()[soundKey(words)]; !ok || row < 0 {
		return -1, false
	}
	p := &k.People[row]
	for _, n := range append([]string{p.Name}, p.Aliases...) {
		w := strings.Fields(actors.Fold(n))
		if len(w) > 1 && near(w[0], words[0]) && near(w[len(w)-1], words[len(words)-1]) {
			return row, true
		}
	}
	return -1, false
}

// near reports whether two spellings are at most a third of their letters
// apart (Levenshtein).
func near(a, b string) bool {
	prev := make([]int, len(b)+1)
	for j := range prev {
		prev[j] = j
	}
	for i := range len(a) {
		diagonal := prev[0]
		prev[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = prev[j+1]
			prev[j+1] = min(cost, prev[j]+1, diagonal+1)
		}
	}
	return 3*prev[len(b)] <= max(len(a), len(b))
}
