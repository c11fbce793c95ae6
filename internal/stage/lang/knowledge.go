package lang

import (
	"errors"
	"fmt"
	"io/fs"
	"sync"

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
	alike    map[uint32]uint32 // normal forms; see readAlike
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
	beam        *beam
	lemmas      map[lemmaKey]string
	feats       map[string]string // see agree
}

func (k *knowledge) newScratch() *scratch {
	return &scratch{
		beam:        newBeam(),
		lemmas:      map[lemmaKey]string{},
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
	k, err := newKnowledge(f, clusters)
	if err != nil {
		return nil, err
	}
	if err := k.readAlike(fsys); err != nil {
		return nil, err
	}
	return k, k.lemmas.readIrregular(fsys, k.tagger.classes)
}

func newKnowledge(f *model.File, clusters *Clusters) (*knowledge, error) {
	k := &knowledge{clusters: clusters}
	k.tagger.classes = parseClasses(f.Header.Lists["classes"])
	k.tagger.finder = newFinder(k.tagger.classes)
	k.parser.rels = f.Header.Lists["relations"]
	if len(k.tagger.classes) == 0 || len(k.parser.rels) == 0 || len(k.parser.rels) > 64 {
		return nil, fmt.Errorf("lang: %d classes and %d relations in the model", len(k.tagger.classes), len(k.parser.rels))
	}
	for i, r := range k.parser.rels {
		if r == "root" {
			k.parser.root = uint8(i)
		}
	}
	if want := templates(); len(f.Header.Lists["templates"]) != 1 || f.Header.Lists["templates"][0] != want {
		return nil, fmt.Errorf("lang: the model was trained with other feature templates (%v, these are %s): train it again", f.Header.Lists["templates"], want)
	}
	raw, err := f.Raw(sectionDict)
	if err != nil {
		return nil, err
	}
	if k.dict, err = decodeDictionary(raw, k.tagger.classes); err != nil {
		return nil, err
	}
	classes, relations, moves, err := readWeights(f)
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

// readWeights decodes the three large sections side by side.
func readWeights(f *model.File) (classes, relations *model.Weights, moves *model.Narrow, err error) {
	var faults [3]error
	var all sync.WaitGroup
	all.Go(func() { classes, faults[0] = f.Weights(sectionClasses) })
	all.Go(func() { relations, faults[1] = f.Weights(sectionRels) })
	all.Go(func() { moves, faults[2] = f.Narrow(sectionMoves) })
	all.Wait()
	return classes, relations, moves, errors.Join(faults[:]...)
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
