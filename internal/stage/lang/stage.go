// Package lang finds words, sentences, word classes, lemmas, trees and names, in
// the terms of Universal Dependencies. It reads Text and Blocks and adds the
// layers Tokens, Sentences, Tags, Trees, Names, Cues, Looks and StatusOdds.
//
// Words are cut by rules (lexer.go, core.go) that follow the English Web
// Treebank: contractions and possessives are words of their own inside one
// multiword token, hyphenated compounds are split unless they begin with a
// prefix. Rules also say where sentences end (sentences.go). Everything else is
// read off one vector a word (internal/encoder): sentences that the rules did not
// part, for want of a full stop; classes with features; lemmas as edits of endings
// (Straka 2018); names as BIO labels; likely cues of attribution; how likely each status of an act is; arcs by biaffine scores (Dozat and Manning
// 2017), of which the best tree is taken (Chu and Liu 1965; Edmonds 1967). The
// heads were trained together with the encoder (train/).
//
// What it gets wrong: data/models/README.md has the scores. Most often the place
// of prepositional phrases, coordination of long phrases, and headlines that
// leave out verbs.
package lang

import (
	"io/fs"
	"slices"
	"sync"

	"dragoman/internal/doc"
	"dragoman/internal/encoder"
)

// New returns everything as one stage, with the standard network.
func New(fsys fs.FS) (doc.Stage, error) {
	a, err := NewAnalyser(fsys, Standard)
	if err != nil {
		return doc.Stage{}, err
	}
	return doc.Stage{Name: "lang", Adds: doc.Tokens | doc.Sentences | doc.Tags | doc.Trees | doc.Names | doc.Cues | doc.Looks | doc.StatusOdds, Run: a.Read}, nil
}

// NewParser returns the stage for text that somebody else has cut into words and
// sentences, with the standard network.
func NewParser(fsys fs.FS) (doc.Stage, error) {
	a, err := NewAnalyser(fsys, Standard)
	if err != nil {
		return doc.Stage{}, err
	}
	return a.TokenStages()[0], nil
}

// Analyser is what the stages share: the network and the rules. It may be used
// from several goroutines.
type Analyser struct {
	net       *network
	cut       *cutter
	scratches *sync.Pool
	hands     *Hands
}

// Share lets a report be read by hands that are idle.
func (a *Analyser) Share(h *Hands) { a.hands = h }

// NewAnalyser reads the weights and tables.
func NewAnalyser(fsys fs.FS, size Size) (*Analyser, error) {
	net, err := readNetwork(fsys, size)
	if err != nil {
		return nil, err
	}
	cut, err := newCutter(fsys)
	if err != nil {
		return nil, err
	}
	return &Analyser{net: net, cut: cut, scratches: scratches(net)}, nil
}

// Encoder returns the network below the heads, whose word pieces others may read
// with layers of their own.
func (a *Analyser) Encoder() *encoder.Encoder { return a.net.Encoder }

// Stages returns the stages for plain text.
func (a *Analyser) Stages() []doc.Stage {
	return []doc.Stage{
		{Name: "cut", Adds: doc.Tokens, Run: a.cut.words},
		{Name: "parse", Needs: doc.Tokens, Adds: doc.Sentences | doc.Tags | doc.Trees | doc.Names | doc.Cues | doc.Looks | doc.StatusOdds, Run: a.Parse},
	}
}

// TokenStages returns the stages for text that somebody else has cut into words
// and sentences.
func (a *Analyser) TokenStages() []doc.Stage {
	return []doc.Stage{
		{Name: "parse", Needs: doc.Sentences | doc.Tokens, Adds: doc.Tags | doc.Trees | doc.Names | doc.Cues | doc.Looks | doc.StatusOdds, Run: a.ParseSentences},
	}
}

// Read does all that Stages does.
func (a *Analyser) Read(d *doc.Document) {
	a.cut.words(d)
	a.Parse(d)
}

// Parse adds Sentences, Tags, Trees, Names, Cues, Looks and StatusOdds to a document with words.
func (a *Analyser) Parse(d *doc.Document) {
	d.Sentences = make([]doc.Sentence, 0, len(d.Text)/100+1)
	a.run(d, a.cut.units(d), (*scratch).sentences)
}

// ParseSentences adds Tags, Trees, Names, Cues, Looks and StatusOdds to a document with words and
// sentences.
func (a *Analyser) ParseSentences(d *doc.Document) {
	units := make([]unit, len(d.Sentences))
	for i, s := range d.Sentences {
		units[i] = unit{first: s.First, last: s.Last, kind: s.Kind}
	}
	a.run(d, units, func(_ *scratch, _ *doc.Document, u unit, each func(unit)) { each(u) })
	oneRoot(d)
}

// oneRoot hangs the roots of a sentence that was too long to be read at once on
// its first.
func oneRoot(d *doc.Document) {
	joined := false
	for _, s := range d.Sentences {
		root := -1
		for i := s.First; i < s.Last; i++ {
			switch {
			case d.Arcs[i].Head >= 0:
			case root < 0:
				root = i
			default:
				d.Arcs[i] = doc.Arc{Head: root, Rel: "parataxis"}
				joined = true
			}
		}
	}
	if joined {
		d.SetArcs(d.Arcs)
	}
}

// run reads units and writes what it finds of the sentences that split tells
// apart in each, in order.
func (a *Analyser) run(d *doc.Document, units []unit, split splitting) {
	slices.Reverse(units)
	r := &reading{Analyser: a, d: d, arcs: make([]doc.Arc, len(d.Tokens)), split: split, units: units}
	d.Tags = make([]doc.Tag, len(d.Tokens))
	if a.net.attribution != nil {
		d.Cues = make([]doc.Cue, 0, len(d.Tokens)/10) // not nil: asked, even if there are none
		r.quoted = quoted(d)
	}
	if a.net.looks != nil {
		d.Looks = a.net.looks.room(len(d.Tokens))
	}
	if a.net.standing != nil {
		d.Odds = make([]doc.Odds, len(d.Tokens))
	}
	r.all()
	d.SetArcs(r.arcs)
}
