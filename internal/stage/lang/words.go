package lang

import (
	"math/bits"
	"unicode"
	"unicode/utf8"

	"dragoman/internal/doc"
	"dragoman/internal/model"
)

// word is a token as the models see it: hashes and small numbers only.
type word struct {
	norm       uint32 // the form, lower-cased, digits made 0, quotes and dashes made plain
	shape      uint32 // how it is written: see shapeOf
	fine       uint32 // word cluster, 0 unknown
	coarse     uint32 // cluster of clusters
	pre1, pre3 uint32 // first letters
	suf1, suf2 uint32 // last letters
	suf3, suf4 uint32
	kind       uint32 // the classes that the dictionary allows, as one number
	entry      *entry // the dictionary's entry, or nil
	class      uint32 // what the tagger said; see classes
	pos        uint32
}

// The nodes beside the words: after n words, words[n] is the root and
// words[n+1] stands for "no such word".
const (
	rootNorm = 0x52303054
	noneNorm = 0x4e304e45
)

// shapes
const (
	lowerShape uint32 = iota
	titleShape
	upperShape
	mixedShape
	digitShape
	mixedDigitShape
	punctShape
	symbolShape
	initialShape        // "J."
	headlineBit  uint32 = 16
	firstBit     uint32 = 32
)

// normalise writes the normal form of a token into buf: lower case, digits as
// 0, curly quotes and long dashes as their ASCII kin, so that a model trained
// on mail with straight quotes reads a newspaper.
func normalise(buf []byte, form string) []byte {
	buf = buf[:0]
	for i := 0; i < len(form); {
		c := form[i]
		if c < utf8.RuneSelf {
			switch {
			case 'A' <= c && c <= 'Z':
				c += 'a' - 'A'
			case '0' <= c && c <= '9':
				c = '0'
			case c == '`':
				c = '\''
			}
			buf = append(buf, c)
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(form[i:])
		i += n
		switch r {
		case '’', '‘', 'ʼ', '´':
			buf = append(buf, '\'')
		case '“', '”', '„', '«', '»':
			buf = append(buf, '"')
		case '–', '—', '―', '−':
			buf = append(buf, "--"...)
		case '‐', '‑':
			buf = append(buf, '-')
		case '…':
			buf = append(buf, "..."...)
		default:
			buf = utf8.AppendRune(buf, unicode.ToLower(r))
		}
	}
	if string(buf) == "''" || string(buf) == "``" {
		return append(buf[:0], '"')
	}
	return buf
}

func shapeOf(form string) uint32 {
	var upper, lower, digit, other, runes int
	first := false
	for i, r := range form {
		runes++
		switch {
		case unicode.IsUpper(r):
			upper++
			first = first || i == 0
		case unicode.IsLetter(r):
			lower++
		case unicode.IsDigit(r):
			digit++
		default:
			other++
		}
	}
	switch {
	case digit > 0 && upper+lower == 0:
		return digitShape
	case digit > 0:
		return mixedDigitShape
	case upper+lower == 0 && other == 1:
		return punctShape
	case upper+lower == 0:
		return symbolShape
	case upper == 1 && lower == 0 && other == 1 && runes == 2:
		return initialShape
	case upper == 0:
		return lowerShape
	case lower == 0 && upper > 1:
		return upperShape
	case first && upper == 1:
		return titleShape
	case first && lower > 0:
		return mixedShape
	}
	return mixedShape
}

// look fills in what a form alone tells.
func (k *knowledge) look(w *word, form string, buf []byte) []byte {
	buf = normalise(buf, form)
	n := len(buf)
	*w = word{norm: hashBytes(buf), shape: shapeOf(form)}
	w.pre1 = hashBytes(buf[:min(1, n)])
	w.pre3 = hashBytes(buf[:min(3, n)])
	w.suf1 = hashBytes(buf[max(0, n-1):])
	w.suf2 = hashBytes(buf[max(0, n-2):])
	w.suf3 = hashBytes(buf[max(0, n-3):])
	w.suf4 = hashBytes(buf[max(0, n-4):])
	norm := w.norm
	w.entry = k.dict.find(norm)
	k.liken(w)
	if w.entry == nil || !w.entry.function {
		w.fine, w.coarse = k.clusters.Of(norm)
	}
	if w.entry != nil {
		w.kind = w.entry.kind
	} else {
		w.kind = w.coarse<<8 | w.shape&15
	}
	return buf
}

// hashBytes is model.Text for bytes.
func hashBytes(b []byte) uint32 {
	h := uint32(2166136261)
	for _, c := range b {
		h = (h ^ uint32(c)) * 16777619
	}
	return model.Mix(h)
}

// frame marks the words of a sentence that is written as a headline (most long
// words capitalised), where capitals say little, and the first word of others;
// and adds the root and the word that is not there.
func frame(words []word, n int) {
	long, caps := 0, 0
	for i := range words[:n] {
		switch words[i].shape {
		case lowerShape:
			long++
		case titleShape, upperShape, mixedShape:
			long++
			caps++
		}
	}
	if long >= 3 && caps*10 >= long*6 {
		for i := range words[:n] {
			words[i].shape |= headlineBit
		}
	}
	if n > 0 {
		words[0].shape |= firstBit
	}
	words[n] = word{norm: rootNorm, shape: 14, class: 254, pos: 30}
	words[n+1] = word{norm: noneNorm, shape: 15, class: 255, pos: 31}
}

// entry is what the dictionary of the training data says of a normal form.
type entry struct {
	classes [4]uint64 // set of classes seen
	only    uint8     // the class, where there is but one
	single  bool
	// function says that it is only ever a word of grammar. Such a word has no
	// use for a cluster, and would teach its cluster what holds for it alone:
	// "were" lies with "entered".
	function bool
	closed   bool   // seen often enough that no other class is to be expected
	kind     uint32 // the set as one number
}

func (e *entry) add(class int) { e.classes[class>>6] |= 1 << (class & 63) }

func (e *entry) has(class int) bool { return e.classes[class>>6]&(1<<(class&63)) != 0 }

func (e *entry) seal() {
	count, h := 0, uint32(0)
	for i, set := range e.classes {
		count += bits.OnesCount64(set)
		h = model.Join3(7, h, uint32(set), uint32(set>>32))
		if set != 0 && count == 1 {
			e.only = uint8(i*64 + bits.TrailingZeros64(set))
		}
	}
	e.single = count == 1
	e.kind = h | 1<<31
}

// dictionary maps normal forms to their entries.
type dictionary struct{ entries map[uint32]*entry }

func (d *dictionary) find(norm uint32) *entry { return d.entries[norm] }

// grammar reports whether a part of speech is of a small, fixed set of words.
func grammar(p doc.POS) bool {
	switch p {
	case doc.ADP, doc.AUX, doc.CCONJ, doc.DET, doc.PART, doc.PRON, doc.PUNCT, doc.SCONJ:
		return true
	}
	return false
}

// class is one label of the tagger: a part of speech with those features that
// a word shows by itself.
type class struct {
	pos   doc.POS
	feats string
}
