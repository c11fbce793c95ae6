package lang

import (
	"fmt"
	"io/fs"
	"strings"
	"sync"
	"unicode/utf8"

	"dragoman/internal/model"
)

// The weights files under data/.
const (
	modelFile    = "models/english.model"
	clustersFile = "models/clusters.model"
)

// knowledge is everything the stage knows, read once and then shared.
type knowledge struct {
	clusters *Clusters
	dict     *dictionary
	tagger   tagger
	parser   parser
	lemmas   *lemmatiser
	scratch  sync.Pool
}

// scratch is the working memory for one sentence at a time.
type scratch struct {
	words       []word
	buf         []byte
	features    features
	classScores []int32
	relScores   []int32
	state       state
	lowered     map[string]string
	feats       map[string]string // see agree
}

// lower returns a form in lower case. The words of one worker's texts repeat,
// so it remembers them.
func (s *scratch) lower(form string) string {
	plain := true
	for i := 0; i < len(form); i++ {
		if c := form[i]; 'A' <= c && c <= 'Z' || c >= utf8.RuneSelf {
			plain = false
			break
		}
	}
	if plain {
		return form
	}
	if l, ok := s.lowered[form]; ok {
		return l
	}
	if len(s.lowered) > 20000 {
		clear(s.lowered)
	}
	l := strings.ToLower(form)
	s.lowered[strings.Clone(form)] = l
	return l
}

func (k *knowledge) newScratch() *scratch {
	return &scratch{
		lowered:     map[string]string{},
		feats:       map[string]string{},
		classScores: make([]int32, len(k.tagger.classes)),
		relScores:   make([]int32, len(k.parser.rels)),
	}
}

// Names of the sections and lists of the model file.
const (
	sectionDict     = "dictionary"
	sectionClasses  = "classes"
	sectionMoves    = "moves"
	sectionRels     = "relations"
	sectionForms    = "lemma-forms"
	sectionSuffixes = "lemma-suffixes"
	sectionClusters = "clusters"
)

// ReadClusters reads the word clusters of a weights file.
func ReadClusters(fsys fs.FS, name string) (*Clusters, error) {
	f, err := model.Open(fsys, name)
	if err != nil {
		return nil, err
	}
	raw, err := f.Raw(sectionClusters)
	if err != nil {
		return nil, err
	}
	return decodeClusters(raw)
}

func readKnowledge(fsys fs.FS) (*knowledge, error) {
	clusters, err := ReadClusters(fsys, clustersFile)
	if err != nil {
		return nil, err
	}
	f, err := model.Open(fsys, modelFile)
	if err != nil {
		return nil, err
	}
	return newKnowledge(f, clusters)
}

func newKnowledge(f *model.File, clusters *Clusters) (*knowledge, error) {
	k := &knowledge{clusters: clusters}
	k.tagger.classes = parseClasses(f.Header.Lists["classes"])
	k.parser.rels = f.Header.Lists["relations"]
	if len(k.tagger.classes) == 0 || len(k.parser.rels) == 0 || len(k.parser.rels) > 64 {
		return nil, fmt.Errorf("lang: %d classes and %d relations in the model", len(k.tagger.classes), len(k.parser.rels))
	}
	for i, r := range k.parser.rels {
		if r == "root" {
			k.parser.root = uint8(i)
		}
	}
	raw, err := f.Raw(sectionDict)
	if err != nil {
		return nil, err
	}
	if k.dict, err = decodeDictionary(raw); err != nil {
		return nil, err
	}
	classes, err := f.Weights(sectionClasses)
	if err != nil {
		return nil, err
	}
	relations, err := f.Weights(sectionRels)
	if err != nil {
		return nil, err
	}
	moves, err := f.Narrow(sectionMoves)
	if err != nil {
		return nil, err
	}
	if classes.Labels() != len(k.tagger.classes) || relations.Labels() != len(k.parser.rels) {
		return nil, fmt.Errorf("lang: weights for %d classes and %d relations, expected %d and %d",
			classes.Labels(), relations.Labels(), len(k.tagger.classes), len(k.parser.rels))
	}
	k.tagger.labels, k.parser.relations, k.parser.moves = classes, relations, moves
	if k.lemmas, err = readLemmas(f); err != nil {
		return nil, err
	}
	k.scratch.New = func() any { return k.newScratch() }
	return k, nil
}

func readLemmas(f *model.File) (*lemmatiser, error) {
	l := &lemmatiser{}
	for name, table := range map[string]*map[lemmaKey]edit{sectionForms: &l.forms, sectionSuffixes: &l.suffixes} {
		raw, err := f.Raw(name)
		if err != nil {
			return nil, err
		}
		if *table, err = decodeEdits(raw); err != nil {
			return nil, err
		}
	}
	return l, nil
}
