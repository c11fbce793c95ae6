package lang

import (
	"dragoman/internal/doc"
	"dragoman/internal/encoder"
)

// readNames adds the names in a sentence: the best sequence of labels in which
// every I- follows its own kind (Viterbi).
func (s *scratch) readNames(w *network, d *doc.Document, u unit) {
	k := len(w.names)
	n := u.last - u.first
	scores := s.labels[u.word*k:]
	s.back = encoder.Grow(s.back, n*k)
	sum, next := s.sums[:k], s.sums[k:2*k]
	for b, x := range scores[:k] {
		if sum[b] = x; w.names[b][0] == 'I' {
			sum[b] = lowest
		}
	}
	for i := 1; i < n; i++ {
		for b, x := range scores[i*k:][:k] {
			best := -1
			for a := range k {
				if w.follows(a, b) && (best < 0 || sum[a] > sum[best]) {
					best = a
				}
			}
			s.back[i*k+b] = byte(best)
			next[b] = sum[best] + x
		}
		sum, next = next, sum
	}
	label := byte(argmax(sum))
	end := u.last
	for i := n - 1; i >= 0; i-- {
		switch name := w.names[label]; name[0] {
		case 'O':
			end = u.first + i
		case 'B':
			s.names = append(s.names, doc.Name{First: u.first + i, Last: end, Kind: name[2:]})
			end = u.first + i
		}
		if i > 0 {
			label = s.back[i*k+int(label)]
		}
	}
	for i := len(s.names) - 1; i >= 0; i-- {
		d.Names = append(d.Names, s.names[i])
	}
	s.names = s.names[:0]
}

// follows reports whether label b may stand behind label a.
func (w *network) follows(a, b int) bool {
	x, y := w.names[a], w.names[b]
	return y[0] != 'I' || x[0] != 'O' && x[2:] == y[2:]
}
