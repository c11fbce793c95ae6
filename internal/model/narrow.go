package model

import (
	"encoding/binary"
	"fmt"
	"math/bits"
	"slices"
)

// NarrowLearner is an averaged perceptron with three labels, for decisions that
// are taken often and have few answers: the parser's transitions. Each row
// holds all three weights side by side.
type NarrowLearner struct {
	mask uint32
	rows []narrowRow
	now  int64
}

type narrowRow struct {
	weight [3]int32
	since  [3]int32
	total  [3]int64
}

// NewNarrowLearner makes a perceptron of 1<<bits rows.
func NewNarrowLearner(bits uint) *NarrowLearner {
	return &NarrowLearner{mask: 1<<bits - 1, rows: make([]narrowRow, 1<<bits)}
}

// Tick counts one training example.
func (l *NarrowLearner) Tick() { l.now++ }

// Restart forgets the past for the average but keeps the weights.
func (l *NarrowLearner) Restart() {
	l.now = 0
	for i := range l.rows {
		l.rows[i].since, l.rows[i].total = [3]int32{}, [3]int64{}
	}
}

// Score returns the score of each label.
func (l *NarrowLearner) Score(features []uint32) (s [3]int32) {
	for _, f := range features {
		w := &l.rows[f&l.mask].weight
		s[0] += w[0]
		s[1] += w[1]
		s[2] += w[2]
	}
	return s
}

// Update adds delta to the label's weight of each feature.
func (l *NarrowLearner) Update(features []uint32, label int, delta int32) {
	for _, f := range features {
		r := &l.rows[f&l.mask]
		r.total[label] += int64(r.weight[label]) * (l.now - int64(r.since[label]))
		r.since[label] = int32(l.now)
		r.weight[label] += delta
	}
}

// Clone returns a learner that goes on from the same weights on its own.
func (l *NarrowLearner) Clone() *NarrowLearner {
	c := *l
	c.rows = slices.Clone(l.rows)
	return &c
}

// FreezeNarrow averages and quantises; see Freeze.
func FreezeNarrow(step float64, learners ...*NarrowLearner) *Narrow {
	n := &Narrow{mask: learners[0].mask, rows: make([][4]int16, len(learners[0].rows))}
	for i := range n.rows {
		for k := range 3 {
			sum := 0.0
			for _, l := range learners {
				sum += l.average(i, k)
			}
			n.rows[i][k] = quantum(sum/float64(len(learners)), step)
		}
	}
	return n
}

// average returns the mean of a weight over all examples.
func (l *NarrowLearner) average(row, label int) float64 {
	if l.now == 0 {
		return 0
	}
	r := &l.rows[row]
	return float64(r.total[label]+int64(r.weight[label])*(l.now-int64(r.since[label]))) / float64(l.now)
}

// Narrow is the frozen form of a NarrowLearner: one read of memory a feature.
type Narrow struct {
	mask uint32
	rows [][4]int16
}

// Score returns the score of each label.
func (n *Narrow) Score(features []uint32) (s [3]int32) {
	rows, mask := n.rows, n.mask
	for _, f := range features {
		w := rows[f&mask]
		s[0] += int32(w[0])
		s[1] += int32(w[1])
		s[2] += int32(w[2])
	}
	return s
}

// encode lays out the row bits and then the weights of one label after the
// other.
func (n *Narrow) encode() []byte {
	out := binary.AppendUvarint(nil, uint64(bits.Len(uint(len(n.rows)))-1))
	for k := range 3 {
		for i := range n.rows {
			out = binary.AppendVarint(out, int64(n.rows[i][k]))
		}
	}
	return out
}

func decodeNarrow(raw []byte) (*Narrow, error) {
	rd := byteReader{raw: raw}
	rowBits := rd.uvarint()
	if rd.bad || rowBits > 26 || len(rd.raw) < 3<<rowBits {
		return nil, fmt.Errorf("model: transition weights of 2^%d rows: %w", rowBits, errShort)
	}
	size := 1 << rowBits
	n := &Narrow{mask: uint32(size - 1), rows: make([][4]int16, size)}
	for k := range 3 {
		for i := range n.rows {
			n.rows[i][k] = int16(rd.varint())
		}
	}
	if rd.bad {
		return nil, errShort
	}
	return n, nil
}
