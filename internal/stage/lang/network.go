package lang

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"

	"dragoman/internal/doc"
	"dragoman/internal/encoder"
	"dragoman/internal/kernel"
	"dragoman/internal/model"
)

// Size names one of the two networks: the same design, more or fewer layers.
type Size string

// The sizes.
const (
	Standard Size = "standard"
	Fast     Size = "fast"
)

// Weights names the files of a size: the word pieces and their vectors, which both
// share, the layers, and the heads for attribution, looks and status, which only the
// standard one has.
func Weights(size Size) []string {
	files := []string{"models/pieces.model", "models/" + string(size) + ".model"}
	if size == Standard {
		files = append(files, attributionFile, looksFile, statusFile)
	}
	return files
}

const (
	attributionFile = "models/attribution.model"
	looksFile       = "models/looks.model"
	statusFile      = "models/status.model"
)

// network is the encoder and the heads that read its vectors (train/model.py).
type network struct {
	*encoder.Encoder
	arcs, inner, rank int // lengths of the vectors for arcs, tags and relations

	dependent, governor, arc *kernel.Linear // biaffine scores of arcs
	root                     []float32      // the root as a governor
	child, parent, relation  *kernel.Linear // relations of arcs
	relationRoot             []float32
	inside, tag              *kernel.Linear
	naming, name, end        *kernel.Linear
	attribution              *attribution // nil in the fast network
	looks                    *looks       // nil in the fast network
	standing                 *standing    // nil in the fast network

	tags      []doc.Tag // part of speech and features; no lemma
	lemmas    *lemmatiser
	relations []string
	number    map[string]int // of the relations
	rootRel   int
	names     []string // "O", "B-PER", "I-PER"
}

func readNetwork(fsys fs.FS, size Size) (*network, error) {
	if size != Standard && size != Fast {
		return nil, fmt.Errorf("lang: no model %q, expected %s or %s", size, Standard, Fast)
	}
	var files [2]*model.File
	var faults [2]error
	var all sync.WaitGroup
	for i, name := range Weights(size)[:len(files)] {
		all.Go(func() { files[i], faults[i] = model.Open(fsys, name) })
	}
	all.Wait()
	if err := errors.Join(faults[:]...); err != nil {
		return nil, err
	}
	w, err := newNetwork(files[0], files[1])
	if err != nil {
		return nil, err
	}
	if size == Standard {
		if w.attribution, err = readAttribution(fsys, w); err != nil {
			return nil, err
		}
		if w.looks, err = readLooks(fsys, w); err != nil {
			return nil, err
		}
		if w.standing, err = readStanding(fsys, w); err != nil {
			return nil, err
		}
	}
	w.lemmas.irregular, err = readIrregular(fsys)
	return w, err
}

func newNetwork(pieces, f *model.File) (*network, error) {
	enc, err := encoder.New(pieces, f)
	if err != nil {
		return nil, err
	}
	n := f.Header.Numbers
	w := &network{Encoder: enc, arcs: n["arc"], rank: n["rel"], inner: n["tag"]}
	if err := w.lists(f.Header.Lists); err != nil {
		return nil, fmt.Errorf("lang: %s: %w", f.Header.Name, err)
	}
	h := enc.Hidden()
	for _, l := range []struct {
		to      **kernel.Linear
		name    string
		in, out int
	}{
		{&w.dependent, "dep", h, w.arcs}, {&w.governor, "head", h, w.arcs}, {&w.arc, "arc", w.arcs, w.arcs},
		{&w.child, "rel_dep", h, w.rank}, {&w.parent, "rel_head", h, w.rank}, {&w.relation, "rel", w.rank, len(w.relations)},
		{&w.inside, "tag_in", h, w.inner}, {&w.tag, "tag", w.inner, len(w.tags)},
		{&w.naming, "name_in", h, w.inner}, {&w.name, "name", w.inner, len(w.names)}, {&w.end, "end", h, 1},
	} {
		if *l.to, err = encoder.Linear(f, l.name, l.in, l.out); err != nil {
			return nil, err
		}
	}
	if w.root, err = encoder.Floats(f, "arc_root", w.arcs); err != nil {
		return nil, err
	}
	if w.relationRoot, err = encoder.Floats(f, "rel_root", w.rank); err != nil {
		return nil, err
	}
	w.lemmas, err = readLemmas(pieces)
	return w, err
}

// lists reads what the outputs of the heads stand for.
func (w *network) lists(l map[string][]string) error {
	w.relations, w.names, w.rootRel = l["rels"], l["names"], -1
	w.number = make(map[string]int, len(w.relations))
	for i, r := range w.relations {
		w.number[r] = i
		if r == "root" {
			w.rootRel = i
		}
	}
	for _, t := range l["tags"] {
		name, feats, _ := strings.Cut(t, " ")
		pos := doc.ParsePOS(name)
		if pos == doc.None {
			return fmt.Errorf("tag %q, expected one that begins with a part of speech", t)
		}
		w.tags = append(w.tags, doc.Tag{POS: pos, Feats: feats})
	}
	if len(w.tags) == 0 || len(w.tags) > 256 || len(w.names) == 0 || w.rootRel < 0 {
		return fmt.Errorf("%d tags, %d names, %d relations, expected at most 256 tags, and root among the relations",
			len(w.tags), len(w.names), len(w.relations))
	}
	return nil
}

// readHead opens the file of a head that reads words in trees: its relations must be the
// network's.
func (w *network) readHead(fsys fs.FS, name string) (*model.File, error) {
	f, err := model.Open(fsys, name)
	if err != nil {
		return nil, err
	}
	if rels := f.Header.Lists["rels"]; !slices.Equal(rels, w.relations) {
		return nil, fmt.Errorf("lang: %s: relations %v, expected those of the network, %v", f.Header.Name, rels, w.relations)
	}
	return f, nil
}

// sameLayer checks that a head reads the middle vectors that attribution reads.
func (w *network) sameLayer(f *model.File) error {
	if n := f.Header.Numbers["middle"]; n != w.attribution.layer {
		return fmt.Errorf("lang: %s: vectors of layer %d, expected %d, which attribution reads", f.Header.Name, n, w.attribution.layer)
	}
	return nil
}
