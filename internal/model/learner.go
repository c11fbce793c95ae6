package model

import "math"

// Learner is an averaged perceptron over hashed features and many labels, while
// it is being trained. Rows are sparse: a feature holds weights only for the
// labels that it was ever right or wrong about.
type Learner struct {
	labels int
	mask   uint32
	index  []int32  // row of each bucket, or 0
	rows   [][]cell // rows[0] is unused
	now    int64    // updates so far
}

type cell struct {
	label  int32
	weight int32
	since  int64 // when weight was last added to total
	total  int64 // sum of the weight over time, up to since
}

// NewLearner makes a perceptron of 1<<bits rows.
func NewLearner(labels int, bits uint) *Learner {
	return &Learner{labels: labels, mask: 1<<bits - 1, index: make([]int32, 1<<bits), rows: make([][]cell, 1)}
}

// Tick counts one training example. Call it once for each, right or wrong.
func (l *Learner) Tick() { l.now++ }

// Score writes the score of each label.
func (l *Learner) Score(features []uint32, scores []int32) {
	clear(scores)
	for _, f := range features {
		for i, row := 0, l.rows[l.index[f&l.mask]]; i < len(row); i++ {
			scores[row[i].label] += row[i].weight
		}
	}
}

// Update adds delta to the label's weight of each feature.
func (l *Learner) Update(features []uint32, label int, delta int32) {
	for _, f := range features {
		b := f & l.mask
		if l.index[b] == 0 {
			l.index[b] = int32(len(l.rows))
			l.rows = append(l.rows, nil)
		}
		c := l.cell(int(l.index[b]), label)
		c.total += int64(c.weight) * (l.now - c.since)
		c.since = l.now
		c.weight += delta
	}
}

func (l *Learner) cell(row, label int) *cell {
	r := l.rows[row]
	for i := range r {
		if r[i].label == int32(label) {
			return &r[i]
		}
	}
	l.rows[row] = append(r, cell{label: int32(label), since: l.now})
	return &l.rows[row][len(r)]
}

// Clone returns a learner that goes on from the same weights on its own.
func (l *Learner) Clone() *Learner {
	c := &Learner{labels: l.labels, mask: l.mask, index: append([]int32(nil), l.index...), now: l.now}
	for _, row := range l.rows {
		c.rows = append(c.rows, append([]cell(nil), row...))
	}
	return c
}

// average returns the mean of a weight over all examples.
func (l *Learner) average(c *cell) float64 {
	if l.now == 0 {
		return 0
	}
	return float64(c.total+int64(c.weight)*(l.now-c.since)) / float64(l.now)
}

// Freeze averages, rounds to whole steps and drops what rounds to nothing. Step
// is the size of a step in units of one update. With several learners, trained
// alike but in other orders, it takes their mean, which depends less on the
// order than each of them does (parameter mixing, McDonald, Hall and Mann 2010).
func Freeze(step float64, learners ...*Learner) *Weights {
	first := learners[0]
	w := &Weights{labels: first.labels, mask: first.mask, start: make([]uint32, len(first.index)+1)}
	sums := make([]float64, first.labels)
	for b := range first.index {
		w.start[b] = uint32(len(w.cells))
		for _, l := range learners {
			row := l.rows[l.index[b]]
			for i := range row {
				sums[row[i].label] += l.average(&row[i])
			}
		}
		for label, sum := range sums {
			if q := quantum(sum/float64(len(learners)), step); q != 0 {
				w.cells = append(w.cells, uint32(label)<<16|uint32(uint16(q)))
			}
			sums[label] = 0
		}
	}
	w.start[len(first.index)] = uint32(len(w.cells))
	return w
}

func quantum(weight, step float64) int16 {
	return int16(max(-math.MaxInt16, min(math.MaxInt16, math.Round(weight/step))))
}
