package repair

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf8"
)

// What an unknown token is, should it be one word: the log-probability of
// meeting such a word at all, to which each of its letters adds perLetter.
const (
	unknownWord  = -6.5 // "retrofuturism"
	unknownName  = -5.0 // "Zarqawi"
	unknownCamel = -9.0 // "eInvoice"
	unknownBrand = -6.0 // "CrowdStrike"
	perLetter    = -2.0
)

// Least classes of count for a short word to stand beside a joint. Short rare
// words are mostly abbreviations and scraps of names.
const (
	wordTwo   = 21 // two letters: "of", "it"; some thousand counts
	wordThree = 13 // three letters: "the", "aid"
)

// unseenName is the log-probability of a name that the vocabulary lacks.
const unseenName = -13.0

// A split that leaves a word-forming part ("over|classify", "child|like") is
// doubtful, unless the two are met side by side in news ("news agency") or the
// other is among the commonest words ("over the"). These are classes of count.
const (
	commonest = 24
	pairMet   = 6
)

// inside looks for a joint within a run of letters.
func (s *scanner) inside(r, prev run) {
	w := s.of(r)
	n := utf8.RuneCountInString(w)
	if n < 3 || s.vocab.knows(w) || s.vocab.knows(strings.TrimSuffix(w, "s")) && n > 4 {
		return
	}
	if cuts := camelCuts(w); len(cuts) > 0 {
		s.camel(r, w, n, cuts)
		return
	}
	if at, gain, affixed := s.bestSplit(w, n); at > 0 {
		if e := s.vocab.word(w); e.level == rare {
			gain -= 2.5 // the dictionary has it: "asat"
		}
		s.found = append(s.found, joint{r.at + at, gain, glued, affixed})
	} else if n > 4 && startsUpper(w) {
		s.unknown = true
	}
}

// nameInText is the log-probability of a name in a text that has it elsewhere.
const nameInText = -5.0

// afterName splits an unknown token behind a name that the text has elsewhere:
// "Kabilaleft" where "Kabila" is met too. It returns the joint, or a zero one.
func (r *Repairer) afterName(text string, start, end int, seen map[uint64]int) joint {
	s := scanner{Repairer: r, text: text}
	w := s.of(s.runAt(start, end))
	n := utf8.RuneCountInString(w)
	best := joint{}
	for p := range w {
		if p < 3 || seen[hash(w[:p])] == 0 {
			continue
		}
		b := w[p:]
		e := s.vocab.find(hash(b))
		if !wordEnough(b, e) || len(b) < 2 || e.level != dictionary || s.affix.wordSuffix[b] {
			continue
		}
		if g := s.gain(n, []float64{nameInText, s.vocab.logP(e)}, unknownName); best.at == 0 || g > best.gain {
			best = joint{at: start + p, gain: g, kind: glued}
		}
	}
	return best
}

// gain is the log-odds of the words against one unknown word of n letters.
func (s *scanner) gain(n int, logP []float64, unknown float64) float64 {
	g := -(unknown + perLetter*float64(n))
	for _, p := range logP {
		g += p
	}
	return g
}

// wordEnough reports whether w, of entry e, is fit to stand beside a joint.
func wordEnough(w string, e entry) bool {
	switch {
	case !e.found() || e.level == rare:
		return false
	case len(w) == 1:
		return w == "a" || w == "A" || w == "I"
	case len(w) == 2:
		return e.class >= wordTwo
	case len(w) == 3:
		return e.class >= wordThree
	}
	return true
}

// bestSplit finds the likeliest two words in a run without inner capitals. It
// returns the place of the second, or 0, the gain, and whether one of the two
// forms words.
func (s *scanner) bestSplit(w string, n int) (at int, best float64, affixed bool) {
	named := startsUpper(w)
	unknown := unknownWord
	if named {
		unknown = unknownName
	}
	best = -6 // worse ones are not worth weighing
	for p := range w {
		if p == 0 {
			continue
		}
		a, b := w[:p], w[p:]
		ea := s.vocab.word(a)
		if !wordEnough(a, ea) {
			continue
		}
		eb := s.vocab.find(hash(b))
		if !wordEnough(b, eb) {
			continue
		}
		g, part := s.gain(n, []float64{s.vocab.logP(ea), s.next(a, b, ea, eb)}, unknown), false
		if s.affix.wordPrefix[strings.ToLower(a)] && eb.class < commonest || s.affix.wordSuffix[b] && ea.class < commonest {
			if s.vocab.pair(a, b) < pairMet {
				part = true
			}
		}
		if named && len(b) <= 3 {
			g -= 4 // "Stevens|on", "Roman|a", "March|and"
		}
		if g > best {
			at, best, affixed = p, g, part
		}
	}
	return at, best, affixed
}

// next is the log-probability of b after a: by the pair's count where there is
// one, mixed with that of b alone.
func (s *scanner) next(a, b string, ea, eb entry) float64 {
	alone := s.vocab.logP(eb)
	if c := s.vocab.pair(a, b); c > 0 && ea.class > 0 {
		return logAdd(math.Log(0.6)+min(0, logCount(c)-logCount(ea.class)), math.Log(0.4)+alone)
	}
	return alone
}

func logAdd(x, y float64) float64 {
	if x < y {
		x, y = y, x
	}
	return x + math.Log1p(math.Exp(y-x))
}

// camelCuts returns the places in w where a capital follows a small letter, or
// a small word follows capitals ("NATOforces").
func camelCuts(w string) []int {
	var cuts []int
	var prev rune
	upper := 0 // capitals in a row before this letter
	for i, c := range w {
		if i > 0 && unicode.IsUpper(c) && unicode.IsLower(prev) {
			cuts = append(cuts, i)
		}
		if unicode.IsLower(c) && upper >= 2 {
			cuts = append(cuts, i)
		}
		if unicode.IsUpper(c) {
			upper++
		} else {
			upper = 0
		}
		prev = c
	}
	return cuts
}

// camel weighs the places where the case changes.
func (s *scanner) camel(r run, w string, n int, cuts []int) {
	if len(cuts) > 3 {
		return
	}
	at, best := 0, -6.0
	for _, p := range cuts {
		a, b := w[:p], w[p:]
		if g := s.camelGain(a, b, n); g > best {
			at, best = p, g
		}
	}
	if at > 0 {
		s.add(r.at+at, best, glued)
	}
}

// camelGain is the gain of parting a from b where the case changes.
func (s *scanner) camelGain(a, b string, n int) float64 {
	ea, eb := s.vocab.word(a), s.vocab.word(b)
	if s.affix.namePrefix[a] && s.vocab.pair(a, b) == 0 || !ea.found() || ea.level == rare {
		return -10
	}
	switch {
	case !startsUpper(b): // "NATOforces"
		if len(b) < 3 || eb.level != dictionary || s.vocab.find(hash(a)).class < 4 {
			return -10
		}
		return s.gain(n, []float64{s.vocab.logP(ea), s.next(a, b, ea, eb)}, unknownBrand)
	case !startsUpper(a): // "atPusan"
		if !wordEnough(a, ea) {
			return -10
		}
		p := unseenName
		if eb.found() {
			p = max(p, s.next(a, b, ea, eb))
		} else if utf8.RuneCountInString(b) < 3 {
			return -10
		}
		return s.gain(n, []float64{s.vocab.logP(ea), p}, unknownCamel)
	default: // "NorthKorea"
		if len(a) < 2 || len(b) < 2 && b != "I" || !eb.found() && utf8.RuneCountInString(b) < 4 {
			return -10
		}
		p := unseenName - 1
		if eb.found() {
			p = max(p, s.next(a, b, ea, eb))
		}
		return s.gain(n, []float64{s.vocab.logP(ea), p}, unknownBrand)
	}
}
