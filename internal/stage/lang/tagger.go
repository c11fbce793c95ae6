package lang

// labelScorer is what model.Weights and model.Learner share.
type labelScorer interface {
	Score(features []uint32, scores []int32)
}

// tag writes the features of word i, given the classes of the words to
// its left. The templates follow Ratnaparkhi (1996) and Collins (2002), with
// word clusters and, for words to the right, the classes that the dictionary
// allows them.
func (f *features) tag(words []word, n, i int) {
	f.reset(1)
	none := n + 1
	at := func(k int) *word {
		if k < 0 || k >= n {
			return &words[none]
		}
		return &words[k]
	}
	w, p, q, r, s := &words[i], at(i-1), at(i-2), at(i+1), at(i+2)
	f.one(w.norm)
	f.two(w.norm, w.shape)
	f.one(w.kind)
	f.two(w.kind, w.shape)
	// to the left
	f.one(p.class)
	f.two(p.class, q.class)
	f.two(p.class, w.norm)
	f.two(p.class, w.kind)
	f.two(p.class, w.shape)
	f.three(p.class, q.class, w.kind)
	f.one(p.norm)
	f.one(q.norm)
	f.two(p.norm, w.norm)
	f.two(p.norm, w.kind)
	f.two(p.fine, w.kind)
	f.two(q.norm, p.norm)
	f.two(p.shape, w.shape)
	// to the right
	f.one(r.norm)
	f.one(s.norm)
	f.one(r.kind)
	f.one(r.suf3)
	f.two(r.shape, w.shape)
	f.two(r.kind, w.kind)
	f.two(r.kind, w.norm)
	f.two(r.norm, w.norm)
	f.two(r.norm, w.kind)
	f.two(r.fine, w.kind)
	f.three(r.kind, s.kind, w.kind)
	f.two(r.norm, s.norm)
	// both sides
	f.two(p.class, r.kind)
	f.three(p.class, w.kind, r.kind)
	f.two(p.norm, r.norm)
	f.three(p.class, w.norm, r.kind)
	f.two(p.coarse, r.coarse)
	f.three(p.shape, w.shape, r.shape)
	if w.entry == nil || !w.entry.closed {
		f.two(w.shape, w.suf2)
		f.two(w.suf3, w.shape&15)
		f.one(w.suf1)
		f.one(w.suf2)
		f.one(w.suf3)
		f.one(w.suf4)
		f.one(w.pre3)
		f.two(w.pre3, w.suf3)
		f.one(w.fine)
		f.one(w.coarse)
		f.two(w.fine, w.shape)
		f.two(w.suf2, w.coarse)
		f.two(p.class, w.suf2)
		f.two(p.class, w.fine)
		f.two(r.suf2, w.suf2)
		f.three(w.suf3, w.fine, w.shape&15)
		f.three(p.class, w.suf3, r.kind)
		f.three(p.class, w.fine, r.kind)
		f.two(p.norm, w.fine)
		f.two(r.norm, w.fine)
		f.two(p.class, w.suf3)
		f.two(r.kind, w.suf3)
	}
}

// tagger assigns a class to each word, from left to right.
type tagger struct {
	labels  labelScorer
	classes []class
	finder  finder
}

// best returns the class with the highest score among those that the
// dictionary allows the word. A word that it does not list is not one of
// grammar: those are few and all known.
func (t *tagger) best(w *word, scores []int32) int {
	b := -1
	closed := w.entry != nil && w.entry.closed
	open := w.entry == nil && (w.shape&15 == lowerShape || w.shape&15 == titleShape)
	for c, s := range scores {
		if b >= 0 && s <= scores[b] || closed && !w.entry.has(c) || open && grammar(t.classes[c].pos) {
			continue
		}
		b = c
	}
	return b
}

// run tags the words of a framed sentence.
func (t *tagger) run(words []word, n int, s *scratch) {
	for i := range words[:n] {
		w := &words[i]
		if w.entry != nil && w.entry.closed && w.entry.single {
			t.assign(w, int(w.entry.only))
			continue
		}
		s.features.tag(words, n, i)
		t.labels.Score(s.features.list(), s.classScores)
		t.assign(w, t.best(w, s.classScores))
	}
	t.findFinite(words, n)
}

func (t *tagger) assign(w *word, c int) {
	w.class, w.pos = uint32(c), uint32(t.classes[c].pos)
}
