// Package lang finds sentences, words, word classes, lemmas and trees, in the
// terms of Universal Dependencies. It reads Text and Blocks and adds the layers
// Sentences, Tokens, Tags and Trees.
//
// Words and sentences are cut by rules (lexer.go, core.go, sentences.go) that
// follow the English Web Treebank: contractions and possessives are words of
// their own inside one multiword token, hyphenated compounds are split unless
// they begin with a prefix. Classes come from an averaged perceptron (Collins
// 2002) with word clusters. Trees come from the arc-hybrid transition system
// (Kuhlmann et al. 2011), trained first with a dynamic oracle (Goldberg and Nivre
// 2012, 2013), then for beam search (Zhang and Clark 2008; Huang, Fayong and Guo
// 2012), with the features of Zhang and Nivre (2011). Lemmas come from edits of
// endings learnt from the treebank, with irregular forms as data. Words that the
// treebank hardly knows but a reader of news does ("Turkish") are taken for
// better known ones of the same use (alike.go).
//
// What it gets wrong: about one word in six hangs on the wrong head or by the
// wrong relation (data/models/README.md has the scores); most often the place
// of prepositional phrases, coordination of long phrases, "that" before a noun
// that could be a verb ("said that talks would resume"), and headlines that
// leave out verbs.
package lang

import (
	"io/fs"
	"strings"

	"dragoman/internal/doc"
)

// longest is the length in words at which what looks like one sentence is cut.
const longest = 300

// New reads the models and returns the stage.
func New(fsys fs.FS) (doc.Stage, error) {
	a, err := NewAnalyser(fsys)
	if err != nil {
		return doc.Stage{}, err
	}
	return doc.Stage{
		Name: "lang",
		Adds: doc.Sentences | doc.Tokens | doc.Tags | doc.Trees,
		Run: func(d *doc.Document) {
			a.Split(d)
			a.Parse(d)
		},
	}, nil
}

// NewParser returns the stage for text that somebody else has cut into
// sentences and words: it adds tags and trees only.
func NewParser(fsys fs.FS) (doc.Stage, error) {
	a, err := NewAnalyser(fsys)
	if err != nil {
		return doc.Stage{}, err
	}
	return a.ParserStage(), nil
}

// Analyser is what the stages share: the models and the rules. It may be used
// from several goroutines.
type Analyser struct {
	know *knowledge
	cut  *cutter
}

// NewAnalyser reads the models and tables.
func NewAnalyser(fsys fs.FS) (*Analyser, error) {
	know, err := readKnowledge(fsys)
	if err != nil {
		return nil, err
	}
	cut, err := newCutter(fsys)
	if err != nil {
		return nil, err
	}
	return &Analyser{know: know, cut: cut}, nil
}

// ParserStage is NewParser for an Analyser at hand.
func (a *Analyser) ParserStage() doc.Stage {
	return doc.Stage{Name: "parse", Needs: doc.Sentences | doc.Tokens, Adds: doc.Tags | doc.Trees, Run: a.Parse}
}

// Split adds Sentences and Tokens.
func (a *Analyser) Split(d *doc.Document) { a.cut.run(d) }

// Parse adds Tags and Trees to a document with sentences and tokens.
func (a *Analyser) Parse(d *doc.Document) {
	s := a.know.scratch.Get().(*scratch)
	defer a.know.scratch.Put(s)
	d.Tags = make([]doc.Tag, len(d.Tokens))
	arcs := make([]doc.Arc, len(d.Tokens))
	for i := range d.Sentences {
		sent := &d.Sentences[i]
		a.know.sentence(d, sent.First, sent.Last, arcs, s)
	}
	d.SetArcs(arcs)
	agree(d, s.feats)
}

// sentence tags and parses the tokens [first, last).
func (k *knowledge) sentence(d *doc.Document, first, last int, arcs []doc.Arc, s *scratch) {
	n := last - first
	if n <= 0 {
		return
	}
	if cap(s.words) < n+2 {
		s.words = make([]word, 2*n+2)
	}
	words := s.words[:n+2]
	for i := range n {
		s.buf = k.look(&words[i], d.Word(first+i), s.buf)
	}
	frame(words, n)
	k.tagger.run(words, n, s)
	tree := k.parser.search(words, n, s, nil)
	for i := range n {
		node := &tree.node[i]
		head := -1
		if int(node.head) < n {
			head = first + int(node.head)
		}
		arcs[first+i] = doc.Arc{Head: head, Rel: k.parser.rels[node.rel]}
		c := int(words[i].class)
		cl := &k.tagger.classes[c]
		form := d.Word(first + i)
		d.Tags[first+i] = doc.Tag{POS: cl.pos, Feats: cl.feats, Lemma: k.lemma(form, c, cl.pos, s)}
	}
}

// lemma is the lemmatiser behind a memory of what it said.
func (k *knowledge) lemma(form string, class int, pos doc.POS, s *scratch) string {
	key := lemmaKey{uint8(class), form}
	if l, ok := s.lemmas[key]; ok {
		return l
	}
	if len(s.lemmas) > 20000 {
		clear(s.lemmas)
	}
	form = strings.Clone(form) // not to keep a whole report alive
	key.text = form
	l := k.lemmas.lemma(form, strings.ToLower(form), class, pos, func(w string) bool {
		s.buf = normalise(s.buf, w)
		fine, _ := k.clusters.Of(hashBytes(s.buf))
		return fine != 0
	})
	s.lemmas[key] = l
	return l
}
