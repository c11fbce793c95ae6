package lang

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"

	"dragoman/internal/doc"
	"dragoman/internal/model"
)

// Training says how to train. The zero value of a field is not a default: use
// DefaultTraining.
type Training struct {
	Seed         uint64
	TagEpochs    int
	ParseEpochs  int // of greedy parsing, to begin with
	BeamEpochs   int // of search
	Folds        int // of the jack-knife that tags the parser's training data; at least 2
	Orders       int // orders of the examples to train in and take the mean of, at least 1
	TagBits      uint
	MoveBits     uint
	RelBits      uint
	TagStep      float64 // see model.Freeze
	MoveStep     float64
	RelStep      float64
	HeadlineRate float64           // share of sentences shown a second time written as a headline
	Log          func(line string) // progress, from several goroutines; may be nil
}

// DefaultTraining is what the shipped model was trained with.
func DefaultTraining() Training {
	return Training{
		Seed: 1, TagEpochs: 8, ParseEpochs: 2, BeamEpochs: 8, Folds: 5, Orders: 3,
		TagBits: 20, MoveBits: 21, RelBits: 20,
		TagStep: 1, MoveStep: 1, RelStep: 1,
		HeadlineRate: 0.05,
	}
}

// example is a sentence with its gold analysis.
type example struct {
	forms   []string
	classes []int
	heads   []int32 // projective; len(forms) for the root
	rels    []uint8
	tagged  []uint32 // classes as a tagger that never saw the sentence gives them
}

// trainer holds what the phases of training share.
type trainer struct {
	Training
	set      *classSet
	rels     []string
	root     uint8
	clusters *Clusters
	rng      *rand.Rand
	words    []word
	buf      []byte
}

// Train learns a model from a treebank.
func Train(treebank *doc.Document, clusters *Clusters, how Training) (*model.File, error) {
	if how.Folds < 2 || how.Orders < 1 {
		return nil, fmt.Errorf("lang: training: %d folds and %d orders, expected at least 2 and 1", how.Folds, how.Orders)
	}
	if treebank.Tags == nil || treebank.Arcs == nil {
		return nil, fmt.Errorf("lang: training: the treebank has no tags or no trees")
	}
	t := &trainer{Training: how, clusters: clusters, rng: rand.New(rand.NewPCG(how.Seed, 0x64726167))}
	if t.clusters == nil {
		t.clusters = &Clusters{}
	}
	t.set = newClassSet(treebank, 5)
	if err := t.relations(treebank); err != nil {
		return nil, err
	}
	examples := t.examples(treebank)
	f := &model.File{}
	f.Header.Seed = how.Seed
	f.Header.Lists = map[string][]string{"classes": names(t.set.list), "relations": t.rels, "templates": {templates()}}

	t.jackknife(examples)
	dict := t.dictionary(examples)
	f.Add(sectionDict, dict)
	f.AddWeights(sectionClasses, t.taggers(examples, dict))

	moves, rels := t.parser(examples, dict)
	f.AddNarrow(sectionMoves, moves)
	f.AddWeights(sectionRels, rels)

	lemmas := t.lemmas(treebank)
	f.Add(sectionForms, encodeEdits(lemmas.forms))
	f.Add(sectionSuffixes, encodeEdits(lemmas.suffixes))
	return f, nil
}

func (t *trainer) logf(format string, args ...any) {
	if t.Log != nil {
		t.Log(fmt.Sprintf(format, args...))
	}
}

func (t *trainer) relations(d *doc.Document) error {
	counts := map[string]int{}
	for _, a := range d.Arcs {
		counts[a.Rel]++
	}
	for r := range counts {
		t.rels = append(t.rels, r)
	}
	slices.SortFunc(t.rels, func(a, b string) int { return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b)) })
	if len(t.rels) > 64 {
		return fmt.Errorf("lang: training: %d relations, at most 64 can be told apart", len(t.rels))
	}
	i := slices.Index(t.rels, "root")
	if i < 0 {
		return fmt.Errorf("lang: training: no word has the relation root")
	}
	t.root = uint8(i)
	return nil
}

func (t *trainer) examples(d *doc.Document) []*example {
	number := map[string]uint8{}
	for i, r := range t.rels {
		number[r] = uint8(i)
	}
	var all []*example
	for _, s := range d.Sentences {
		e := &example{}
		n := s.Last - s.First
		heads := make([]int32, n)
		for i := s.First; i < s.Last; i++ {
			e.forms = append(e.forms, d.Word(i))
			e.classes = append(e.classes, t.set.number[reduce(d.Tags[i])])
			e.rels = append(e.rels, number[d.Arcs[i].Rel])
			heads[i-s.First] = int32(n)
			if h := d.Arcs[i].Head; h >= 0 {
				heads[i-s.First] = int32(h - s.First)
			}
		}
		e.heads = projective(heads)
		all = append(all, e)
		if h := t.headline(e); h != nil {
			all = append(all, h)
		}
	}
	return all
}

func (t *trainer) dictionary(examples []*example) []byte {
	c := dictCounts{}
	for _, e := range examples {
		for i, f := range e.forms {
			t.buf = normalise(t.buf, f)
			c.add(hashBytes(t.buf), e.classes[i])
		}
	}
	return c.encode()
}

// knowledge makes what look needs.
func (t *trainer) knowledge(dict []byte) *knowledge {
	d, err := decodeDictionary(dict, t.set.list)
	if err != nil {
		panic(err) // just encoded
	}
	return &knowledge{clusters: t.clusters, dict: d}
}

// frame fills t.words with the words of an example.
func (t *trainer) frame(k *knowledge, e *example) []word {
	n := len(e.forms)
	if cap(t.words) < n+2 {
		t.words = make([]word, 2*n+2)
	}
	words := t.words[:n+2]
	for i, f := range e.forms {
		t.buf = k.look(&words[i], f, t.buf)
	}
	frame(words, n)
	return words
}

func (t *trainer) shuffled(n int) []int { return t.rng.Perm(n) }

// inOrders runs a training several times side by side, each with an order of its
// own.
func (t *trainer) inOrders(run func(order int, u *trainer)) {
	var all sync.WaitGroup
	for order := range t.Orders {
		all.Go(func() {
			u := *t
			u.rng = rand.New(rand.NewPCG(t.Seed, uint64(order)))
			u.words, u.buf = nil, nil
			run(order, &u)
		})
	}
	all.Wait()
}

// taggers trains the tagger in several orders and returns the mean.
func (t *trainer) taggers(examples []*example, dict []byte) *model.Weights {
	learners := make([]*model.Learner, t.Orders)
	t.inOrders(func(order int, u *trainer) { learners[order] = u.tagger(examples, dict) })
	return model.Freeze(t.TagStep, learners...)
}

// tagger trains the tagger, on its own guesses to the left.
func (t *trainer) tagger(examples []*example, dict []byte) *model.Learner {
	k := t.knowledge(dict)
	l := model.NewLearner(len(t.set.list), t.TagBits)
	tg := tagger{labels: l, classes: t.set.list, finder: newFinder(t.set.list)}
	scores := make([]int32, len(t.set.list))
	features := &features{}
	for epoch := range t.TagEpochs {
		wrong, total := 0, 0
		for _, x := range t.shuffled(len(examples)) {
			e := examples[x]
			n := len(e.forms)
			words := t.frame(k, e)
			for i := range words[:n] {
				w := &words[i]
				if w.entry != nil && w.entry.closed && w.entry.single {
					tg.assign(w, int(w.entry.only))
					continue
				}
				features.tag(words, n, i)
				l.Score(features.list(), scores)
				guess, gold := tg.best(w, scores), e.classes[i]
				l.Tick()
				total++
				if guess != gold {
					wrong++
					l.Update(features.list(), gold, 1)
					l.Update(features.list(), guess, -1)
				}
				tg.assign(w, guess)
			}
		}
		t.logf("tagger epoch %d: %.2f%% of %d decisions right", epoch+1, 100-100*float64(wrong)/float64(max(1, total)), total)
	}
	return l
}

// jackknife tags each example with a tagger trained on the other folds, so that
// the parser meets such errors in training as it will meet in use.
func (t *trainer) jackknife(examples []*example) {
	for fold := range t.Folds {
		var seen, held []*example
		for i, e := range examples {
			if i*t.Folds/len(examples) == fold {
				held = append(held, e)
			} else {
				seen = append(seen, e)
			}
		}
		dict := t.dictionary(seen)
		k := t.knowledge(dict)
		k.tagger = tagger{labels: model.Freeze(t.TagStep, t.tagger(seen, dict)), classes: t.set.list, finder: newFinder(t.set.list)}
		s := k.newScratch()
		wrong, total := 0, 0
		for _, e := range held {
			words := t.frame(k, e)
			k.tagger.run(words, len(e.forms), s)
			for i := range e.forms {
				e.tagged = append(e.tagged, words[i].class)
				total++
				if words[i].pos != uint32(t.set.list[e.classes[i]].pos) {
					wrong++
				}
			}
		}
		t.logf("jack-knife fold %d: %.2f%% of %d parts of speech right", fold+1, 100-100*float64(wrong)/float64(max(1, total)), total)
	}
}

func (t *trainer) lemmas(d *doc.Document) *lemmatiser {
	c := lemmaCounts{}
	for i, tag := range d.Tags {
		if tag.Lemma != "" && tag.Feat("Typo") == "" {
			c.add(d.Word(i), tag.Lemma, t.set.number[reduce(tag)], tag.POS)
		}
	}
	return c.learn()
}
