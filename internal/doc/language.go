package doc

import "strings"

// Sentence is a run of tokens inside one block.
type Sentence struct {
	Span
	Kind        Kind
	First, Last int // tokens, half-open: Tokens[First:Last]
}

// Token is one syntactic word in the sense of Universal Dependencies. The
// parts of a contraction ("did" + "n't") are tokens of their own; Part is their
// place in it.
type Token struct {
	Span
	// Part is 0 for an ordinary word and 1, 2, ... for the words of one
	// multiword token ("don't": do 1, n't 2).
	Part int
	// Form is the word where it differs from the text under Span, as in
	// gold CoNLL-U with rewritten parts; empty means the text itself.
	Form string
}

// POS is a universal part-of-speech tag.
type POS uint8

// The seventeen universal tags. None is the zero value: not tagged.
const (
	None POS = iota
	ADJ
	ADP
	ADV
	AUX
	CCONJ
	DET
	INTJ
	NOUN
	NUM
	PART
	PRON
	PROPN
	PUNCT
	SCONJ
	SYM
	VERB
	X
)

var posNames = [...]string{"_", "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X"}

func (p POS) String() string { return posNames[p] }

// Nominal reports whether words of the class can name a party or a thing.
func (p POS) Nominal() bool { return p == NOUN || p == PROPN || p == PRON || p == NUM }

// ParsePOS returns the tag with the given name, or None.
func ParsePOS(s string) POS {
	for i, n := range posNames {
		if n == s {
			return POS(i)
		}
	}
	return None
}

// Tag is what the tagger and lemmatizer say of a token.
type Tag struct {
	Lemma string // lower case but for proper nouns: "visit", "Korea"
	POS   POS
	Feats string // UD features, "Mood=Ind|Tense=Past|VerbForm=Fin", or empty
}

// Feat returns the value of a feature ("Tense" gives "Past"), or "".
func (t Tag) Feat(name string) string {
	for s := t.Feats; s != ""; {
		var kv string
		kv, s, _ = strings.Cut(s, "|")
		if k, v, ok := strings.Cut(kv, "="); ok && k == name {
			return v
		}
	}
	return ""
}

// Name is a run of tokens that names a person, an organisation or a place.
type Name struct {
	First, Last int    // tokens, half-open
	Kind        string // PER, ORG or LOC
}

// Arc is a token's place in its dependency tree.
type Arc struct {
	Head int    // token, or -1 for the root of a sentence
	Rel  string // UD relation with its subtype: "nsubj:pass"
}

// SetArcs writes the layer Trees and the table of children that Kids reads.
func (d *Document) SetArcs(arcs []Arc) {
	d.Arcs = arcs
	d.from = make([]int32, len(arcs)+1)
	for _, a := range arcs {
		if a.Head >= 0 {
			d.from[a.Head+1]++
		}
	}
	for i := 1; i < len(d.from); i++ {
		d.from[i] += d.from[i-1]
	}
	d.kids = make([]int32, d.from[len(arcs)])
	next := append([]int32(nil), d.from...)
	for i, a := range arcs {
		if a.Head >= 0 {
			d.kids[next[a.Head]] = int32(i)
			next[a.Head]++
		}
	}
}

// Kids returns the tokens that depend on token i, in text order. The slice
// belongs to the document.
func (d *Document) Kids(i int) []int32 { return d.kids[d.from[i]:d.from[i+1]] }

// TopDown lists the tokens so that each comes after its head and, among those
// of one head, in text order.
func (d *Document) TopDown() []int {
	order := make([]int, 0, len(d.Arcs))
	for i, a := range d.Arcs {
		if a.Head < 0 {
			order = append(order, i)
		}
	}
	for k := 0; k < len(order); k++ {
		for _, c := range d.Kids(order[k]) {
			order = append(order, int(c))
		}
	}
	return order
}

// Kid returns the first child of i under one of the relations, or -1. A
// relation without a subtype also matches its subtypes: "nsubj" matches
// "nsubj:pass".
func (d *Document) Kid(i int, rels ...string) int {
	for _, k := range d.Kids(i) {
		if d.IsRel(int(k), rels...) {
			return int(k)
		}
	}
	return -1
}

// IsRel reports whether token i hangs on its head by one of the relations; a
// relation without a subtype also matches its subtypes.
func (d *Document) IsRel(i int, rels ...string) bool {
	rel := d.Arcs[i].Rel
	for _, r := range rels {
		if rel == r || len(rel) > len(r) && rel[:len(r)] == r && rel[len(r)] == ':' {
			return true
		}
	}
	return false
}

// Word returns the form of token i as written.
func (d *Document) Word(i int) string {
	if f := d.Tokens[i].Form; f != "" {
		return f
	}
	return d.Text[d.Tokens[i].Start:d.Tokens[i].End]
}

// Lemma returns the lemma of token i.
func (d *Document) Lemma(i int) string { return d.Tags[i].Lemma }

// Of returns the text under a span.
func (d *Document) Of(s Span) string { return d.Text[s.Start:s.End] }

// SentenceOf returns the number of the sentence that holds token i.
func (d *Document) SentenceOf(i int) int {
	lo, hi := 0, len(d.Sentences)
	for lo < hi {
		m := (lo + hi) / 2
		if d.Sentences[m].Last <= i {
			lo = m + 1
		} else {
			hi = m
		}
	}
	return lo
}

// Subtree returns the range of tokens, half-open, that token i and all that
// depends on it stretch over.
func (d *Document) Subtree(i int) (first, last int) {
	first, last = i, i+1
	for _, k := range d.Kids(i) {
		f, l := d.Subtree(int(k))
		first, last = min(first, f), max(last, l)
	}
	return first, last
}

// TokenSpan returns the text span of the tokens [first, last).
func (d *Document) TokenSpan(first, last int) Span {
	if first >= last {
		return Span{}
	}
	return Span{d.Tokens[first].Start, d.Tokens[last-1].End}
}
