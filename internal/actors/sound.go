package actors

import (
	"strings"

	"dragoman/internal/lexicon"
)

// SoundsLike returns the only person whose name is another spelling of the words,
// which are folded: like sounds, and few letters apart. "Muammar Qadhafi" is
// "Moammar Gaddafi". The index by sound is made when it is first asked for.
func (l *Lexicon) SoundsLike(words []string) (row int, ok bool) {
	key := soundKey(words)
	if key == "" {
		return -1, false
	}
	l.heard.Do(l.listen)
	i, ok := l.bySound[key]
	if !ok || i < 0 {
		return -1, false
	}
	p := l.Person(int(i))
	for _, n := range append([]string{p.Name}, p.Aliases...) {
		w := strings.Fields(Fold(n))
		if len(w) > 1 && near(w[0], words[0]) && near(w[len(w)-1], words[len(words)-1]) {
			return int(i), true
		}
	}
	return -1, false
}

// listen enters everybody by sound; -1 where several sound alike.
func (l *Lexicon) listen() {
	l.bySound = make(map[string]int32, 2*len(l.people.rows))
	pick := lexicon.Pick("id", "name", "aliases")
	for _, r := range l.people.rows {
		c := pick.Cells(r)
		i := l.people.byID[c[0]]
		for _, cell := range c[1:] {
			for name := range strings.SplitSeq(cell, "|") {
				key := soundKey(strings.Fields(Fold(name)))
				if have, ok := l.bySound[key]; ok && have != i {
					l.bySound[key] = -1
				} else if key != "" {
					l.bySound[key] = i
				}
			}
		}
	}
}

// soundKey reduces the first and last word of a name to consonants that
// transcriptions agree on: "Muammar Qadhafi" and "Moammar Gaddafi" are both "mr
// ktf". Empty for a name of one word, or with a word of fewer than two
// consonants: too many names would be alike.
func soundKey(words []string) string {
	if len(words) < 2 {
		return ""
	}
	var buf [32]byte
	key := appendSounds(buf[:0], words[0])
	first := len(key)
	key = append(key, ' ')
	key = appendSounds(key, words[len(words)-1])
	if first < 2 || len(key)-first < 3 {
		return ""
	}
	return string(key)
}

// digraphs are two letters for one sound, longest first; beside them go single
// letters that stand for another's sound, and vowels, "h", "w" and "y", which
// transcriptions write or not.
var digraphs = [...]struct {
	letters string
	sound   byte
}{
	{"shch", 's'}, {"tsch", 's'}, {"sch", 's'}, {"kh", 'k'}, {"gh", 'k'}, {"dh", 't'}, {"th", 't'}, {"ph", 'f'}, {"sh", 's'}, {"ch", 's'}, {"zh", 's'}, {"dj", 's'}, {"ck", 'k'}, {"ts", 's'}, {"tz", 's'},
}

var singles = [256]byte{'q': 'k', 'c': 'k', 'g': 'k', 'x': 'k', 'j': 's', 'z': 's', 'd': 't', 'v': 'f', 'b': 'p', 'k': 'k', 'l': 'l', 'm': 'm', 'n': 'n', 'p': 'p', 'r': 'r', 's': 's', 't': 't', 'f': 'f'}

// appendSounds appends the consonants of a word, a doubled one once.
func appendSounds(b []byte, w string) []byte {
	from := len(b)
	put := func(c byte) {
		if len(b) == from || b[len(b)-1] != c {
			b = append(b, c)
		}
	}
next:
	for i := 0; i < len(w); {
		if hasMark(w[i:]) {
			for _, d := range digraphs {
				if strings.HasPrefix(w[i:], d.letters) {
					put(d.sound)
					i += len(d.letters)
					continue next
				}
			}
		}
		if c := singles[w[i]]; c != 0 {
			put(c)
		}
		i++
	}
	return b
}

// hasMark reports whether a digraph may begin here: all have one of these letters
// second.
func hasMark(w string) bool {
	if len(w) < 2 {
		return false
	}
	switch w[1] {
	case 'h', 's', 'z', 'j', 'k', 'c':
		return true
	}
	return false
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
