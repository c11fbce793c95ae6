package lang

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"

	"dragoman/internal/doc"
	"dragoman/internal/model"
)

// Training says how to train. The zero value of a field is not a default: use
// DefaultTraining.
type Training struct {
	Seed         uint64
	TagEpochs    int
	ParseEpochs  int
	Folds        int // of the jack-knife that tags the parser's training data
	TagBits      uint
	MoveBits     uint
	RelBits      uint
	TagStep      float64 // see model.Learner.Freeze
	MoveStep     float64
	RelStep      float64
	HeadlineRate float64           // share of sentences shown a second time written as a headline
	Log          func(line string) // progress; may be nil
}

// DefaultTraining is what the shipped model was trained with.
func DefaultTraining() Training {
	return Training{
		Seed: 1, TagEpochs: 8, ParseEpochs: 10, Folds: 5,
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
	f.Header.Lists = map[string][]string{"classes": names(t.set.list), "relations": t.rels}

	t.jackknife(examples)
	dict := t.dictionary(examples)
	f.Add(sectionDict, dict)
	f.AddWeights(sectionClasses, t.tagger(examples, dict).Freeze(t.TagStep))

	moves, rels := t.parser(examples, dict)
	f.AddNarrow(sectionMoves, moves.Freeze(t.MoveStep))
	f.AddWeights(sectionRels, rels.Freeze(t.RelStep))

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
	d, err := decodeDictionary(dict)
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

// tagger trains the tagger, on its own guesses to the left.
func (t *trainer) tagger(examples []*example, dict []byte) *model.Learner {
	k := t.knowledge(dict)
	l := model.NewLearner(len(t.set.list), t.TagBits)
	tg := tagger{labels: l, classes: t.set.list}
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
				guess, gold := best(w, scores), e.classes[i]
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
		k.tagger = tagger{labels: t.tagger(seen, dict).Freeze(t.TagStep), classes: t.set.list}
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

// parser trains transitions and relations together, exploring from the second
// epoch on: the parser mostly follows its own guess and learns what is then
// best to do (Goldberg and Nivre 2012).
func (t *trainer) parser(examples []*example, dict []byte) (*model.NarrowLearner, *model.Learner) {
	k := t.knowledge(dict)
	moves := model.NewNarrowLearner(t.MoveBits)
	rels := model.NewLearner(len(t.rels), t.RelBits)
	k.parser = parser{moves: moves, relations: rels, rels: t.rels, root: t.root}
	s := k.newScratch()
	for epoch := range t.ParseEpochs {
		var right, arcs int
		for _, x := range t.shuffled(len(examples)) {
			e := examples[x]
			words := t.frame(k, e)
			for i := range e.forms {
				c := e.classes[i]
				if e.tagged != nil {
					c = int(e.tagged[i])
				}
				words[i].class, words[i].pos = uint32(c), uint32(t.set.list[c].pos)
			}
			t.parseOne(&k.parser, moves, rels, e, words, s, epoch > 0)
			for d, h := range e.heads {
				arcs++
				if nd := &s.state.node[d]; nd.head == h && nd.rel == e.rels[d] {
					right++
				}
			}
		}
		t.logf("parser epoch %d: %.2f%% of %d arcs right", epoch+1, 100*float64(right)/float64(max(1, arcs)), arcs)
	}
	return moves, rels
}

func (t *trainer) parseOne(p *parser, moves *model.NarrowLearner, rels *model.Learner, e *example, words []word, s *scratch, explore bool) {
	st := &s.state
	for st.reset(len(e.forms)); !st.done(); {
		ok := st.legal()
		move, forced := only(ok)
		if !forced {
			s.features.move(st, words)
			scores := moves.Score(s.features.list())
			cost := costs(st, e.heads)
			least := 1 << 30
			for m, c := range cost {
				if ok[m] {
					least = min(least, c)
				}
			}
			var zero [3]bool
			for m := range cost {
				zero[m] = ok[m] && cost[m] == least
			}
			guess, gold := argmax(scores, ok), argmax(scores, zero)
			moves.Tick()
			move = gold
			if !zero[guess] {
				moves.Update(s.features.list(), gold, 1)
				moves.Update(s.features.list(), guess, -1)
				if explore && t.rng.Float64() < 0.9 {
					move = guess
				}
			}
		}
		rel := uint8(0)
		if move != shift {
			h, d := st.arc(move)
			rel = p.name(st, words, move, s)
			if e.heads[d] == h && int(h) < st.n {
				rels.Tick()
				if rel != e.rels[d] {
					rels.Update(s.features.list(), int(e.rels[d]), 1)
					rels.Update(s.features.list(), int(rel), -1)
				}
			}
		}
		st.apply(move, rel)
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
