package lang

import (
	"io/fs"

	"dragoman/internal/lexicon"
)

// readAlike reads which words the models are to take for a better known one.
// "Turkish" stands once in the treebank; of "Iraqi" it says much, and all of it
// holds for "Turkish" too.
func (k *knowledge) readAlike(fsys fs.FS) error {
	t, err := lexicon.Read(fsys, "lang/alike.tsv", "like", "words", "example", "source")
	if err != nil {
		return err
	}
	k.alike = map[uint32]uint32{}
	var buf []byte
	hash := func(s string) uint32 {
		buf = normalise(buf, s)
		return hashBytes(buf)
	}
	for _, r := range t.Rows {
		like := hash(r.Get("like"))
		if e := k.dict.find(like); e == nil || !e.closed {
			return r.Errorf("the model does not know %q well enough to take other words for it", r.Get("like"))
		}
		for _, w := range r.List("words") {
			k.alike[hash(w)] = like
		}
	}
	return nil
}

// liken makes a word that the model hardly knows look like the one that it is
// alike to. Only capitalised words are alike to names.
func (k *knowledge) liken(w *word) {
	if w.entry != nil && w.entry.closed || w.shape != titleShape && w.shape != upperShape {
		return
	}
	if like, ok := k.alike[w.norm]; ok {
		w.norm, w.entry = like, k.dict.find(like)
	}
}
