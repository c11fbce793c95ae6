package repair

import (
	"math"
	"strings"
)

// decide weighs the suspects of a text together and returns the edits. Joints
// are rare in a text until it shows some: the expected number of them sets how
// likely one more is, and the other way round (expectation maximisation).
func (r *Repairer) decide(text string, suspects []suspect, words int) []edit {
	r.weigh(text, suspects)
	bar := -prior(0, words)
	for range 6 {
		bar = -prior(expected(suspects, bar), words)
	}
	if grid := fitLines(text, suspects, bar); grid.width > 0 {
		for _, s := range suspects {
			for k := range s.joints {
				if j := &s.joints[k]; j.kind == glued {
					j.gain += grid.weight(text, j.at)
				}
			}
		}
	}
	return accept(text, suspects, bar)
}

// expected is the number of joints to expect among the suspects at a bar. A
// space lost behind a comma may be the writer's own slip and counts half; a token
// that comes again and again counts once.
func expected(suspects []suspect, bar float64) float64 {
	n := 0.0
	for _, s := range suspects {
		for _, j := range s.joints {
			p := sigmoid(j.gain - bar)
			switch {
			case j.kind == punctuation:
				p = 0.5
			case j.affixed:
				p = sigmoid(j.gain - compoundBar*bar)
			}
			n += p / float64(s.times)
		}
	}
	return n
}

func sigmoid(x float64) float64 { return 1 / (1 + math.Exp(-x)) }

// compoundBar is how much higher the bar is for what may be a compound.
const compoundBar = 2.5

// prior is the log-probability that a word is glued to the next, in a text
// where so many of its words were found to be. It starts at one in 10,000, held
// with the weight of 300 words.
func prior(found float64, words int) float64 {
	const weight, rarity = 300, 1e-4
	return math.Log((found + weight*rarity) / (float64(words) + weight))
}

// passes reports whether the joint's gain clears the bar. One that may be a
// compound must clear it twice: where joints are rare the compound is likelier
// ("overclassify"), where they abound the joint is ("onclimate change").
func (j joint) passes(bar float64) bool {
	if j.affixed {
		bar *= compoundBar
	}
	return j.gain > bar
}

// accept makes edits of the joints that pass the bar.
func accept(text string, suspects []suspect, bar float64) []edit {
	var edits []edit
	for _, s := range suspects {
		var b strings.Builder
		at, kind := s.start, ""
		for _, j := range s.joints {
			if !j.passes(bar) || j.at <= at {
				continue
			}
			b.WriteString(text[at:j.at])
			b.WriteByte(' ')
			at, kind = j.at, j.kind
		}
		if kind == "" {
			continue
		}
		b.WriteString(text[at:s.end])
		edits = append(edits, edit{s.start, s.end, b.String(), kind})
	}
	return edits
}

// Weights of what the rest of the text says about a joint.
const (
	pairElsewhere = 8.0  // "NorthKorea" where "North Korea" is met too
	nameElsewhere = 4.0  // "Putinalong" where "Putin" is met too
	nameAgain     = -3.0 // "CrowdStrike", for each time it is met again in one word
	wordAgain     = -2.0 // "crowdsource", likewise
	againAtMost   = 4
)

// weigh adds to each joint's gain what the rest of the text says.
func (r *Repairer) weigh(text string, suspects []suspect) {
	seen, pairs := neighbours(text)
	tokens := map[string]int{}
	for _, s := range suspects {
		tokens[text[s.start:s.end]]++
	}
	for i := range suspects {
		s := &suspects[i]
		s.times = tokens[text[s.start:s.end]]
		again := float64(min(s.times-1, againAtMost))
		if len(s.joints) == 0 {
			if j := r.afterName(text, s.start, s.end, seen); j.at > 0 {
				s.joints = []joint{j}
			}
			continue
		}
		for k := range s.joints {
			j := &s.joints[k]
			if j.kind != glued || j.gain >= certain {
				continue
			}
			a, b := wordBefore(text, s.start, j.at), wordAfter(text, j.at, s.end)
			switch {
			case pairs[pairKey(a, b)]:
				j.gain += pairElsewhere
			case startsUpper(a) && startsUpper(b):
				j.gain += nameAgain * again
			case startsUpper(a) && seen[hash(a)] > 0:
				j.gain += r.nameWeight(a)
			case startsUpper(b) && seen[hash(b)] > 0:
				j.gain += r.nameWeight(b)
			case startsUpper(a):
				j.gain += nameAgain * again
			default:
				j.gain += wordAgain * again
			}
		}
	}
}

// nameWeight is what it adds that a name is met elsewhere in the text: there it
// is as likely as any name of the story, however rare in news.
func (r *Repairer) nameWeight(name string) float64 {
	return max(nameElsewhere, nameInText-max(unseenName, r.vocab.logP(r.vocab.word(name))))
}

// neighbours counts the tokens of a text that start with a capital and notes
// the pairs of tokens of which one does.
func neighbours(text string) (seen map[uint64]int, pairs map[uint64]bool) {
	seen, pairs = map[uint64]int{}, map[uint64]bool{}
	prev, prevUpper := "", false
	for i := 0; i < len(text); {
		if isSpace(text[i]) {
			if text[i] == '\n' {
				prev = ""
			}
			i++
			continue
		}
		start := i
		for i < len(text) && !isSpace(text[i]) {
			i++
		}
		core, end := trimPunct(text, start, i)
		if end < core || end-core > maxToken {
			prev = ""
			continue
		}
		w := strings.TrimSuffix(strings.TrimSuffix(text[core:end], "’s"), "'s")
		upper := startsUpper(w)
		if upper {
			seen[hash(w)]++
		}
		if prev != "" && core == start && (upper || prevUpper) {
			pairs[pairKey(prev, w)] = true
		}
		prev, prevUpper = w, upper
		if end != i { // "Korea, Japan" are no neighbours
			prev = ""
		}
	}
	return seen, pairs
}

func pairKey(a, b string) uint64 { return hash(a) ^ hash(b)*31 }

// wordBefore returns the letters that end at i.
func wordBefore(text string, start, i int) string {
	s := scanner{text: text}
	at := s.before(i, start).at
	return text[at:i]
}

// wordAfter returns the letters that start at i.
func wordAfter(text string, i, end int) string {
	s := scanner{text: text}
	r := s.runAt(i, end)
	return text[r.at:r.end]
}
