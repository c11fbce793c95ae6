package lang

import (
	"dragoman/internal/doc"
	"dragoman/internal/encoder"
	"dragoman/internal/kernel"
)

// tree writes the arcs of a sentence: the best tree, then the best relation of
// each of its arcs.
func (s *scratch) tree(w *network, arcs []doc.Arc, u unit) {
	n := u.last - u.first
	s.heads = encoder.Grow(s.heads, n)
	s.hang(w, u)
	scores := s.relate(w, u)
	for i, h := range s.heads {
		if int(h) == n {
			arcs[u.first+i] = doc.Arc{Head: -1, Rel: w.relations[w.rootRel]}
			continue
		}
		row := scores[i*len(w.relations):][:len(w.relations)]
		row[w.rootRel] = lowest // the root is another word
		arcs[u.first+i] = doc.Arc{Head: u.first + int(h), Rel: w.relations[argmax(row)]}
	}
}

// hang finds the head of each word, n for the root: the product of what each word
// wants of a head with what each word, and the root, is as one.
func (s *scratch) hang(w *network, u unit) {
	n := len(s.heads)
	wide := (n + 8) &^ 7 // the root is column n; rows begin at multiples of eight
	s.columns, s.arcs = encoder.Grow(s.columns, w.arcs*wide), encoder.Grow(s.arcs, n*wide)
	for k := range w.arcs {
		column := s.columns[k*wide:][:n+1]
		for i := range n {
			column[i] = s.governor[(u.word+i)*w.arcs+k]
		}
		column[n] = w.root[k]
	}
	kernel.MatMul(s.arcs, s.arc[u.word*w.arcs:], s.columns, n, w.arcs, n+1, w.arcs, wide, wide)
	maxTree(s.heads, s.arcs, n, wide)
}

// relate scores the relations of the arcs found, by the sum of what their two
// ends say.
func (s *scratch) relate(w *network, u unit) []float32 {
	n := len(s.heads)
	s.relations = encoder.Grow(s.relations, n*w.rank)
	for i, h := range s.heads {
		parent := w.relationRoot
		if int(h) < n {
			parent = s.parent[(u.word+int(h))*w.rank:][:w.rank]
		}
		to, child := s.relations[i*w.rank:][:w.rank], s.child[(u.word+i)*w.rank:][:w.rank]
		for k := range to {
			to[k] = child[k] + parent[k]
		}
	}
	kernel.GELU(s.relations)
	s.rows.Quantise(s.relations, n, w.rank)
	s.arcs = encoder.Grow(s.arcs, n*len(w.relations))
	w.relation.Apply(s.arcs, &s.rows)
	return s.arcs
}
