package lang

import (
	"slices"
	"strings"

	"dragoman/internal/doc"
)

// A sentence has a finite verb. Where the tagger, which looks at a few words at
// a time, found none before a full stop, the first participle right behind a
// noun is the verb: "Turkish troops entered the town." Headlines have no full
// stop and are left alone.

// finder knows the classes that this takes.
type finder struct {
	past       int // class of a finite past tense, or -1
	finite     []bool
	participle []bool // past participles
}

func newFinder(classes []class) finder {
	f := finder{past: slices.Index(classes, class{doc.VERB, "Mood=Ind|Tense=Past|VerbForm=Fin"})}
	for _, c := range classes {
		t := doc.Tag{POS: c.pos, Feats: c.feats}
		f.finite = append(f.finite, strings.Contains(c.feats, "VerbForm=Fin"))
		f.participle = append(f.participle, c.pos == doc.VERB && t.Feat("VerbForm") == "Part" && t.Feat("Tense") == "Past")
	}
	return f
}

var fullStop = hashBytes([]byte("."))

func (t *tagger) findFinite(words []word, n int) {
	f := &t.finder
	if n < 4 || f.past < 0 {
		return
	}
	stop := false // closing quotation marks may follow it
	for _, w := range words[n-2 : n] {
		stop = stop || w.norm == fullStop
	}
	if !stop {
		return
	}
	at := -1
	for i := range words[:n] {
		w := &words[i]
		if f.finite[w.class] {
			return
		}
		if at < 0 && i > 0 && f.participle[w.class] && nominalPOS(words[i-1].pos) && (w.entry == nil || w.entry.has(f.past)) {
			at = i
		}
	}
	if at >= 0 {
		t.assign(&words[at], f.past)
	}
}

func nominalPOS(pos uint32) bool {
	switch doc.POS(pos) {
	case doc.NOUN, doc.PROPN, doc.PRON:
		return true
	}
	return false
}
