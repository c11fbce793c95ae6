package lang

import (
	"io/fs"

	"dragoman/internal/doc"
	"dragoman/internal/encoder"
	"dragoman/internal/kernel"
	"dragoman/internal/model"
)

// looks is the head that says how each word looks as a part of an event
// (train/glance.py). It learnt on the vectors of the standard network.
type looks struct {
	width        int
	last, middle *kernel.Linear // of the last vectors and of those that attribution reads too
}

func readLooks(fsys fs.FS, w *network) (*looks, error) {
	f, err := model.Open(fsys, looksFile)
	if err != nil {
		return nil, err
	}
	if err := w.sameLayer(f); err != nil {
		return nil, err
	}
	l := &looks{width: f.Header.Numbers["part"]}
	if l.last, err = encoder.Linear(f, "last", w.Hidden(), doc.LooksOfWord*l.width); err != nil {
		return nil, err
	}
	l.middle, err = encoder.Linear(f, "middle", w.Hidden(), doc.LooksOfWord*l.width)
	return l, err
}

func (l *looks) room(tokens int) doc.LookTable {
	return doc.LookTable{Width: l.width, Numbers: make([]float32, tokens*doc.LooksOfWord*l.width)}
}

// readLooks writes the looks of a sentence's words.
func (s *scratch) readLooks(w *network, d *doc.Document, u unit) {
	if w.looks == nil {
		return
	}
	n := w.looks.last.Out
	to := d.Looks.Numbers[u.first*n : u.last*n]
	copy(to, s.last[u.word*n:])
	add(to, s.below[u.word*n:])
}
