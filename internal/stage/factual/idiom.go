package factual

import (
	"errors"
	"io/fs"
	"strings"

	"dragoman/internal/doc"
	"dragoman/internal/lexicon"
)

// idiom is a row of idioms.tsv: several words that bear on an act together, as no
// word of them does by itself: "had no choice but to devalue".
type idiom struct {
	words []string // lemmas or words; "*" is up to four words
	as    *signature
}

// idiomAt is an idiom found in the text, its tokens half-open.
type idiomAt struct {
	first, last int
	as          *signature
}

// ofSubject is the complement of idioms that stand behind the act: "is under way".
const ofSubject = "subj"

func (k *knowledge) readIdioms(fsys fs.FS) error {
	t, err := lexicon.Read(fsys, "attrib/idioms.tsv", "words", "complement", "effect", "example", "expect", "source")
	if err != nil {
		return err
	}
	k.idioms = map[string][]idiom{}
	var faults []error
	for _, row := range t.Rows {
		e, ok := effects[row.Get("effect")]
		if !ok {
			faults = append(faults, row.Errorf("effect %q, expected one that effect.go lists", row.Get("effect")))
		}
		if row.Get("example") == "" || row.Get("source") == "" || !strings.Contains(row.Get("expect"), "=") {
			faults = append(faults, row.Errorf("expected an example, WORD=STATUS and a source"))
		}
		for _, words := range row.List("words") {
			cut := strings.Fields(words)
			for _, c := range row.List("complement") {
				k.idioms[cut[0]] = append(k.idioms[cut[0]], idiom{cut, &signature{lemma: words, complement: c, effect: e}})
			}
		}
	}
	return errors.Join(faults...)
}

// gap is how many words a "*" may stand for.
const gap = 4

// end returns the token behind the words at token t, or -1.
func (r *reader) end(words []string, t int) int {
	d := r.d
	for i, w := range words {
		if w == "*" {
			for n := 0; n <= gap && t+n <= len(d.Tokens); n++ {
				if e := r.end(words[i+1:], t+n); e >= 0 && r.d.Tags[e-1].POS != doc.VERB {
					return e // ("keep * pledge", but not "keeping watch, the crowd pledged to")
				}
				if t+n < len(d.Tokens) && d.Tags[t+n].POS == doc.PUNCT {
					break
				}
			}
			return -1
		}
		for n := 0; i > 0 && n < 2 && t < len(d.Tokens) && d.IsRel(t, "advmod") && !r.isWordOf(t, w); n++ {
			t++ // "is not in sight", "is once more under way"
		}
		if t >= len(d.Tokens) || !r.isWordOf(t, w) {
			return -1
		}
		t++
	}
	return t
}

// isWordOf reports whether token t is the word or has the lemma.
func (r *reader) isWordOf(t int, w string) bool {
	return strings.EqualFold(r.d.Word(t), w) || r.d.Lemma(t) == w
}

// placeIdioms finds the idioms of the text, by the token behind them and, where they
// stand behind the act, by their first.
func (r *reader) placeIdioms() {
	r.idioms = map[int][]idiomAt{}
	for t := range r.d.Tokens {
		seen := ""
		for _, w := range [2]string{r.d.Lemma(t), strings.ToLower(r.d.Word(t))} {
			if w == seen {
				continue
			}
			seen = w
			for _, x := range r.know.idioms[w] {
				e := r.end(x.words, t)
				if e < 0 {
					continue
				}
				if x.as.complement == ofSubject {
					r.idioms[t] = append(r.idioms[t], idiomAt{t, e, x.as})
					continue
				}
				n := e
				if x.words[len(x.words)-1] == "*" {
					n = min(e+gap, len(r.d.Tokens)) // "is up to Seoul"
				}
				for ; e <= n; e++ {
					r.idioms[e] = append(r.idioms[e], idiomAt{t, e, x.as})
				}
			}
		}
	}
}

// idiomatic reads a clause by the idiom before it.
func (r *reader) idiomatic(t int, v verb, own reading) (reading, bool) {
	kind := "that"
	switch {
	case v.gerund && !v.finite:
		kind = "ing"
	case v.infinitive && !v.finite:
		kind = "to"
		own = reading{Modality: own.Modality, by: own.by, rule: plainInfinitive, befalls: own.befalls}
	case v.finite || v.participle:
	default:
		kind = "noun"
	}
	if own.Modality != doc.Negated && kind != "that" {
		own.Modality = ""
	}
	return r.idiomBefore(t, kind, own)
}

// idiomBefore reads the act at t by the idiom that ends right before it or before the
// first word of its phrase.
func (r *reader) idiomBefore(t int, kind string, own reading) (reading, bool) {
	if len(r.idioms) == 0 {
		return reading{}, false
	}
	first, _ := r.d.Subtree(t)
	for at := t; at >= first && at > t-9; at-- {
		for _, x := range r.idioms[at] {
			if x.as.complement == kind && x.last == at && (r.opens(t, at, first) || kind == "that" && r.d.IsRel(at-1, "mark") && r.d.Arcs[at-1].Head == t) {
				return r.byIdiom(x, own), true
			}
		}
	}
	// the words of the idiom may hang on the act: "could not help laughing"
	for _, x := range r.idioms[first] {
		if x.as.complement == kind && x.last == first {
			return r.byIdiom(x, own), true
		}
	}
	return reading{}, false
}

// opens reports whether only marks, articles and the like stand between the token at
// and the act at t.
func (r *reader) opens(t, at, first int) bool {
	if at == first {
		return true
	}
	for k := at; k < t; k++ {
		if !r.d.IsRel(k, "mark", "case", "det", "amod", "compound", "nmod:poss", "advmod", "nummod", "aux", "cop", "fixed") {
			return false
		}
	}
	return true
}

// idiomBehind reads the noun at t by the idiom that is said of it: "the talks are in
// full swing".
func (r *reader) idiomBehind(t, up int) (reading, bool) {
	d := r.d
	if len(r.idioms) == 0 || !d.IsRel(t, "nsubj", "nsubj:pass") || up < t {
		return reading{}, false
	}
	for k := t + 1; k <= up; k++ {
		if d.Arcs[k].Head != up && k != up {
			continue
		}
		for _, x := range r.idioms[k] {
			if x.as.complement == ofSubject && x.first == k {
				return r.byIdiom(x, reading{}), true
			}
		}
	}
	return reading{}, false
}

// byIdiom lets an idiom make the reading: of the clause that it stands in, without the
// negation that is one of its own words.
func (r *reader) byIdiom(x idiomAt, own reading) reading {
	h := x.first
	for h >= 0 && !r.isClause(h) {
		h = r.d.Arcs[h].Head
	}
	over := reading{Modality: doc.Occurred, by: x.first, past: true}
	if h >= 0 {
		v := r.verbOf(h)
		if v.neg >= x.first && v.neg < x.last {
			v.neg = -1
			over = r.own(h, v)
		} else if r.read[h].Modality != "" {
			over = r.read[h]
		} else {
			over = r.own(h, v)
		}
		over.Modality = orElse(over.Modality, doc.Occurred)
	}
	return reading{Modality: orElse(x.as.effect(over, own), doc.Hypothetical), by: x.first, rule: "idiom " + x.as.lemma, past: over.past}
}
