package repair

import (
	"bytes"
	"fmt"
	"io/fs"
	"math"
	"strconv"

	"dragoman/internal/lexicon"
)

// vocabulary holds how often words and pairs of neighbours were counted in
// news, and which words a dictionary has. It is a hash table with linear
// probing that keeps 32 bits of each word's hash in place of the word: one
// look-up in some 10^9 finds a word that is not there.
type vocabulary struct {
	entries []entry
	mask    uint64
	total   float64 // natural logarithm of the number of tokens counted
}

// entry is a word or a pair; the zero entry is an empty slot.
type entry struct {
	check uint32 // high half of the hash
	class uint8  // count, as 2·log2(n)+1; 0 for never counted
	level uint8
}

// found tells an entry from an empty slot.
func (e entry) found() bool { return e.check != 0 }

// Levels: what speaks for a word beside its count.
const (
	counted    uint8 = iota + 1 // met in news, not in the dictionary
	dictionary                  // in the dictionary
	rare                        // only in its largest size: "asat", "toman"
)

func loadVocabulary(fsys fs.FS) (*vocabulary, error) {
	words, err := lexicon.Unpack(fsys, "vocab/words.tsv.zst")
	if err != nil {
		return nil, err
	}
	pairs, err := lexicon.Unpack(fsys, "vocab/pairs.tsv.zst")
	if err != nil {
		return nil, err
	}
	size := uint64(1)
	for n := uint64(bytes.Count(words, []byte{'\n'}) + bytes.Count(pairs, []byte{'\n'})); size < n*2; {
		size *= 2
	}
	v := &vocabulary{entries: make([]entry, size), mask: size - 1}
	if err := v.read("vocab/words.tsv.zst", words); err != nil {
		return nil, err
	}
	return v, v.read("vocab/pairs.tsv.zst", pairs)
}

// read takes in one file: groups headed by "=", class and level, then a word a
// line.
func (v *vocabulary) read(name string, raw []byte) error {
	var class, level uint8
	for line := 1; len(raw) > 0; line++ {
		var text []byte
		text, raw, _ = bytes.Cut(raw, []byte{'\n'})
		switch {
		case len(text) == 0:
		case text[0] == '#':
			if n, ok := bytes.CutPrefix(text, []byte("# tokens\t")); ok {
				tokens, err := strconv.Atoi(string(n))
				if err != nil {
					return fmt.Errorf("%s:%d: %w", name, line, err)
				}
				v.total = math.Log(float64(tokens))
			}
		case text[0] == '=':
			var c, l int
			if n, err := fmt.Sscanf(string(text), "=\t%d\t%d", &c, &l); n < 1 {
				return fmt.Errorf("%s:%d: group heading %q: %w", name, line, text, err)
			}
			class, level = uint8(c), uint8(l)+1
		default:
			v.add(hash(text), class, level)
		}
	}
	return nil
}

func (v *vocabulary) add(h uint64, class, level uint8) {
	i := h & v.mask
	for v.entries[i].found() {
		i = (i + 1) & v.mask
	}
	v.entries[i] = entry{uint32(h >> 32), class, level}
}

// learn makes a word known that was not, or hardly.
func (v *vocabulary) learn(w string) {
	h := hash(w)
	switch e := v.find(h); {
	case !e.found():
		v.add(h, 1, dictionary)
	case e.level == rare:
		i := h & v.mask
		for v.entries[i].check != e.check {
			i = (i + 1) & v.mask
		}
		v.entries[i].level = dictionary
	}
}

// find returns the entry under a hash, or the zero entry.
func (v *vocabulary) find(h uint64) entry {
	check := uint32(h >> 32)
	for i := h & v.mask; ; i = (i + 1) & v.mask {
		if e := v.entries[i]; e.check == check || !e.found() {
			return e
		}
	}
}

// FNV-1a with a last mixing step, since the table uses the low bits.
const (
	fnvBasis = 14695981039346656037
	fnvPrime = 1099511628211
)

func hash[T string | []byte](s T) uint64 {
	h := uint64(fnvBasis)
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * fnvPrime
	}
	return mix(h)
}

func mix(h uint64) uint64 {
	h ^= h >> 32
	h *= fnvPrime
	return h | 1<<63 // never the mark of an empty slot
}

// word looks a word up as written, then, where it has capitals, as it is
// written elsewhere: "Crowds" as "crowds", "PARIS" as "Paris". The forms are
// built in a buffer on the stack, since every word of a report passes here.
func (v *vocabulary) word(w string) entry {
	e := v.find(hash(w))
	if e.found() && e.level != rare {
		return e
	}
	first, rest := capitals(w)
	if !first && !rest {
		return e
	}
	var buf [64]byte
	if len(w) > len(buf) {
		return e
	}
	low := lowerASCII(buf[:0], w)
	if rest && first && len(low) > 1 {
		low[0] -= 'a' - 'A'
		if t := v.find(hash(low)); t.found() {
			return t
		}
		low[0] += 'a' - 'A'
	}
	if rest && !allCapitals(w) {
		return e // "NewsAgency" is no form of "newsagency"
	}
	if l := v.find(hash(low)); l.found() {
		return l
	}
	return e
}

// capitals reports whether the first letter, and whether any other, is an ASCII
// capital.
func capitals(w string) (first, rest bool) {
	for i := range len(w) {
		if 'A' <= w[i] && w[i] <= 'Z' {
			if i == 0 {
				first = true
			} else {
				rest = true
			}
		}
	}
	return first, rest
}

func allCapitals(w string) bool {
	for i := range len(w) {
		if 'a' <= w[i] && w[i] <= 'z' {
			return false
		}
	}
	return true
}

func lowerASCII(buf []byte, w string) []byte {
	for i := range len(w) {
		c := w[i]
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		buf = append(buf, c)
	}
	return buf
}

// logCount is the natural logarithm of the count that a class stands for.
func logCount(class uint8) float64 { return float64(class-1) * math.Ln2 / 2 }

// logP is the log-probability of a word: by its count, or a floor for a word
// that only the dictionary has.
func (v *vocabulary) logP(e entry) float64 {
	switch {
	case e.class > 0:
		return logCount(e.class) - v.total
	case e.level == rare:
		return -3 - v.total
	default:
		return -1 - v.total
	}
}

// pair returns the class of two neighbours, or 0.
func (v *vocabulary) pair(a, b string) uint8 {
	h := uint64(fnvBasis)
	for i := range len(a) {
		h = (h ^ uint64(a[i])) * fnvPrime
	}
	h = (h ^ ' ') * fnvPrime
	for i := range len(b) {
		h = (h ^ uint64(b[i])) * fnvPrime
	}
	return v.find(mix(h)).class
}
