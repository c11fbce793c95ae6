package copies

import (
	"cmp"
	"encoding/binary"
	"errors"
	"math"
	"slices"
	"strings"
)

const (
	bins         = 128
	run          = 4  // words
	mostFigures  = 32 // kept of a text, the first
	mostSentence = 48
	longSentence = 10 // words: shorter ones ("He did not elaborate.") find nothing
)

// Sketch is what is kept of a text: 150 to 420 bytes when marshalled.
type Sketch struct {
	Whole     uint64     // hash of all words
	Body      uint64     // hash of the words of its prose, without headline, dateline, credits; 0 of a notice or table, of which all is sketched
	Words     uint32     // of what is sketched: prose, or all where that is little
	Bins      [bins]byte // least hashes of runs of words
	Figures   []uint16   // sorted hashes of the numbers
	Sentences []uint32   // sorted: hash, whether it has a name, and in the low six bits the number of words

	find []uint64 // hashes of the sentences by which a copy is looked up
}

// A sentence is 25 bits of its hash, a bit for a name, and six for its length.
const (
	sentenceLength = 1<<6 - 1
	sentenceName   = 1 << 6
	sentenceHash   = ^uint32(1<<7 - 1)
)

func sentenceWords(s uint32) int { return int(s & sentenceLength) }

func isNamed(s uint32) int { return int(s & sentenceName) }

// named reports whether a sentence has a capital that is not its first and stands by
// no figure: "The company will pay 25 cents on April 10" names nobody.
func named(words []word) bool {
	for i := 1; i < len(words); i++ {
		if words[i].capital && !words[i-1].figure && (i+1 == len(words) || !words[i+1].figure) {
			return true
		}
	}
	return false
}

// WithTitle is the text to sketch of a report: its headline stands before it, if it
// does not stand there already.
func WithTitle(title, text string) string {
	if title == "" || strings.HasPrefix(strings.TrimSpace(text), title) {
		return text
	}
	return title + "\n\n" + text
}

// Sketch reduces a text, its headline included: "Qtly div 11 cts, pay April 15" is
// the notice of another company under another headline.
func (r *Reader) Sketch(text string) *Sketch {
	sc := scanner{reader: r}
	sc.scan(text)
	s := &Sketch{}
	whole := newRolling()
	for _, w := range sc.words {
		whole.add(w.hash)
	}
	s.Whole = whole.sum
	prose := slices.DeleteFunc(slices.Clone(sc.sentences), func(p sentence) bool { return !p.prose })
	words := 0
	for _, p := range prose {
		words += p.to - p.from
	}
	if words < leadWords || 2*words < len(sc.words) { // a notice, a table of figures
		prose = []sentence{{to: len(sc.words)}}
		words = len(sc.words)
	} else {
		body := newRolling()
		for _, p := range prose {
			for _, w := range sc.words[p.from:p.to] {
				body.add(w.hash)
			}
		}
		s.Body = max(1, body.sum)
	}
	s.Words = uint32(min(words, math.MaxUint32))
	s.addRuns(sc.words, prose)
	s.addFigures(sc.words, prose)
	s.addSentences(sc.words, prose)
	return s
}

// rolling hashes words in order.
type rolling struct{ sum uint64 }

func newRolling() rolling { return rolling{offset} }

func (r *rolling) add(hash uint64) { r.sum = mix(r.sum ^ hash) }

// mix is the finaliser of SplitMix64. Hashes are written into ledgers: they must
// be the same in every run and on every machine.
func mix(h uint64) uint64 {
	h = (h ^ h>>30) * 0xbf58476d1ce4e5b9
	h = (h ^ h>>27) * 0x94d049bb133111eb
	return h ^ h>>31
}

// addRuns fills the bins with the least hash of the runs of words in each. Runs
// do not reach over a sentence that was left out, nor over the end of one: an
// edited sentence leaves its neighbours' runs as they are.
func (s *Sketch) addRuns(words []word, prose []sentence) {
	var least [bins]uint64
	for i := range least {
		least[i] = math.MaxUint64
	}
	for _, p := range prose {
		w := words[p.from:p.to]
		for i := range max(1, len(w)-run+1) {
			h := offset
			for _, x := range w[i:min(i+run, len(w))] {
				h = (h ^ x.hash) * 0x9e3779b97f4a7c15
				h ^= h >> 29
			}
			h = mix(h)
			bin := h >> 57
			least[bin] = min(least[bin], h<<7)
		}
	}
	if s.Words == 0 {
		return
	}
	for i := range least {
		from := i
		for try := uint64(1); least[from] == math.MaxUint64; try++ {
			from = int(mix(uint64(i)<<32|try) >> 57)
		}
		s.Bins[i] = byte(least[from] >> 7)
	}
}

func (s *Sketch) addFigures(words []word, prose []sentence) {
	for _, p := range prose {
		for _, w := range words[p.from:p.to] {
			if w.figure && len(s.Figures) < mostFigures {
				s.Figures = append(s.Figures, uint16(w.hash>>48))
			}
		}
	}
	slices.Sort(s.Figures)
	s.Figures = slices.Compact(s.Figures)
}

func (s *Sketch) addSentences(words []word, prose []sentence) {
	for _, p := range prose[:min(len(prose), mostSentence)] {
		r := newRolling()
		for _, w := range words[p.from:p.to] {
			r.add(w.hash)
		}
		n := p.to - p.from
		h := uint32(r.sum>>32)&sentenceHash | uint32(min(n, sentenceLength))
		if p.prose && named(words[p.from:p.to]) {
			h |= sentenceName
		}
		s.Sentences = append(s.Sentences, h)
		if n >= longSentence {
			s.find = append(s.find, r.sum)
		}
	}
	slices.Sort(s.Sentences)
	s.Sentences = slices.Compact(s.Sentences)
	s.find = pick(s.find)
}

const (
	leads = 2 // sentences that find a text because they come first
	least = 6 // because their hash is least: a copy without its lead has most of them
)

func pick(hashes []uint64) []uint64 {
	if len(hashes) <= leads {
		return hashes
	}
	rest := hashes[leads:]
	slices.Sort(rest)
	return hashes[:leads+min(least, len(rest))]
}

// Keys are what copies of a text are looked up by: copies have one in common
// but for some in a hundred. There are at most 17; a marshalled
// sketch has them no more.
func (s *Sketch) Keys() []uint64 {
	if s.Words == 0 {
		return nil
	}
	keys := append(make([]uint64, 0, 1+bands+leads+least), s.Whole)
	for b := range bands {
		h := offset ^ uint64(b+1)
		for _, x := range s.Bins[b*rows : (b+1)*rows] {
			h = (h ^ uint64(x)) * prime
		}
		keys = append(keys, mix(h))
	}
	return append(keys, s.find...)
}

// Eight bands of six bins: a copy with Jaccard index .8 is found by one of them
// in 91 of 100 cases, one of .9 always; sentences find the others.
const (
	bands = 8
	rows  = 6
)

// version stands first in a marshalled sketch: what is sketched in another way
// compares to nothing.
const version = 1

// MarshalBinary writes the sketch; the same text gives the same bytes.
func (s *Sketch) MarshalBinary() ([]byte, error) {
	b := append(make([]byte, 0, 23+bins+2*len(s.Figures)+4*len(s.Sentences)), version)
	b = binary.LittleEndian.AppendUint64(b, s.Whole)
	b = binary.LittleEndian.AppendUint64(b, s.Body)
	b = binary.LittleEndian.AppendUint32(b, s.Words)
	b = append(b, s.Bins[:]...)
	b = append(b, byte(len(s.Figures)), byte(len(s.Sentences)))
	for _, f := range s.Figures {
		b = binary.LittleEndian.AppendUint16(b, f)
	}
	for _, h := range s.Sentences {
		b = binary.LittleEndian.AppendUint32(b, h)
	}
	return b, nil
}

var errSketch = errors.New("copies: no sketch of this version")

// UnmarshalBinary reads what MarshalBinary writes.
func (s *Sketch) UnmarshalBinary(b []byte) error {
	const head = 1 + 8 + 8 + 4 + bins
	if len(b) < head+2 || b[0] != version || len(b) != head+2+2*int(b[head])+4*int(b[head+1]) {
		return errSketch
	}
	*s = Sketch{
		Whole: binary.LittleEndian.Uint64(b[1:]),
		Body:  binary.LittleEndian.Uint64(b[9:]),
		Words: binary.LittleEndian.Uint32(b[17:]),
	}
	copy(s.Bins[:], b[21:])
	figures, sentences := int(b[head]), int(b[head+1])
	b = b[head+2:]
	for i := range figures {
		s.Figures = append(s.Figures, binary.LittleEndian.Uint16(b[2*i:]))
	}
	b = b[2*figures:]
	for i := range sentences {
		s.Sentences = append(s.Sentences, binary.LittleEndian.Uint32(b[4*i:]))
	}
	if !ascending(s.Figures) || !ascending(s.Sentences) {
		return errSketch
	}
	return nil
}

func ascending[T cmp.Ordered](s []T) bool {
	for i := 1; i < len(s); i++ {
		if s[i-1] >= s[i] {
			return false
		}
	}
	return true
}
